"""Who else reads it? Claims as contract rows, as citations, as tables for people."""

from __future__ import annotations

from mnemon.export.citation import Citation, cite, marked
from mnemon.export.contract import contract_row, failure_row

__all__ = ["Citation", "cite", "contract_row", "failure_row", "marked"]
