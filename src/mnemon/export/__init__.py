"""Who else reads it? Events in the formats of the field, claims as contract rows and citations, tables for people."""

from __future__ import annotations

from mnemon.export.citation import Citation, cite, marked
from mnemon.export.contract import contract_row, failure_row
from mnemon.export.told import Told
from mnemon.export.writing import write

__all__ = ["Citation", "Told", "cite", "contract_row", "failure_row", "marked", "write"]
