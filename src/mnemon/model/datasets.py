"""A published dataset beside the record: kept as it came, never mixed with claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

FORMS = ("ged", "acled")


@dataclass(frozen=True, slots=True)
class Dataset:
    """One file of a dataset. `id`: the sha256 of its bytes; `form`: one of FORMS; `rows`: all, unreadable ones too.

    `version` and `licence` are what the person who took it in says of it; "" = nobody said.
    """

    id: str
    name: str
    form: str
    version: str
    licence: str
    byte_count: int
    rows: int
    taken_in_at: datetime


@dataclass(frozen=True, slots=True)
class DatasetRow:
    """One row as it stands in the file. `number` counts from 1 below the headings; `error`: why it cannot be used."""

    number: int
    cells: Mapping[str, str]
    error: str | None = None
