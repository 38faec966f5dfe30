"""Cells of a table: written so that a spreadsheet takes none for a formula, and read back as they were."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

Cell = str | int | float | None

_FORMULA = re.compile(r"[=+\-@\t\r\n]|[＝＋－＠]")
"""A cell of words that begins so would be run by a spreadsheet (OWASP, CSV injection)."""

_BEGINS = frozenset(" =+-@\t\r\n＝＋－＠")
"""How such a cell begins, spaces before it included."""

_SHIELDED = re.compile(r"'(?:[=+\-@\t\r\n]|[＝＋－＠])")


def shielded(cell: Cell) -> Cell:
    """The cell; words that begin like a formula with an apostrophe before them. Numbers stay numbers."""
    if not isinstance(cell, str) or not cell:
        return cell
    if cell[0] in _BEGINS and _FORMULA.match(cell.lstrip(" ")):
        return "'" + cell
    return cell.replace("\x00", "") if "\x00" in cell else cell


def shielded_row(row: Iterable[Cell]) -> list[Cell]:
    """The cells of a row, each shielded: most need it not, which shows in their first character."""
    return [
        shielded(cell) if cell.__class__ is str and cell and (cell[0] in _BEGINS or "\x00" in cell) else cell
        for cell in row
    ]


def unshielded(cell: str) -> str:
    """The words of a cell as they were before `shielded`."""
    return cell[1:] if _SHIELDED.match(cell) else cell


def write_csv(stream: IO[str], heads: Sequence[Sequence[str]], rows: Iterable[Sequence[Cell]]) -> None:
    """One or more rows of headings, then the rows: UTF-8, commas, line feeds, quotes where needed."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerows(heads)
    writer.writerows(map(shielded_row, rows))


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file by column name, whatever order the columns stand in."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            yield {
                str(name).strip(): unshielded(cell or "") for name, cell in row.items() if not isinstance(cell, list)
            }
