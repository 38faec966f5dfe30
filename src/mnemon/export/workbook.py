"""Rows of a workbook as the text that stands in its sheets: fast, and made by several processes at once.

XlsxWriter makes the workbook with its headings; the rows are put into its sheets as inline strings and numbers.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO

from mnemon.export.cells import Cell, shielded

LONGEST = 32_767
"""Characters in a cell of Excel; the rest of a longer text is left out."""

EMPTY = "<c/>"
END = b"</sheetData>"
MANY = 8192
"""Cells kept at hand."""

COPY = 1 << 20
"""Bytes moved at a time."""

_ESCAPED = re.compile(r"(_x[0-9a-fA-F]{4}_)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_DIMENSION = re.compile(rb'<dimension ref="A1:([A-Z]+)\d+"/>')


def cells(row: Sequence[Cell]) -> str:
    """The cells of a row as XML, in their order; an empty one where nothing is stated."""
    return "".join([EMPTY if c is None or c == "" else _words(c) if c.__class__ is str else _number(c) for c in row])


@lru_cache(maxsize=MANY, typed=True)
def _number(number: float) -> str:
    """A cell of a number; 1 and 1.0, which are equal, are not written alike."""
    return f"<c><v>{number}</v></c>"


@lru_cache(maxsize=MANY)
def _words(words: str) -> str:
    """A cell of words: those of a record repeat one another."""
    text = str(shielded(words))[:LONGEST]
    if not text:
        return EMPTY
    if not text.isprintable() or "&" in text or "<" in text or ">" in text or "_x" in text:
        text = _plain(text)
    kept = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
    return f'<c t="inlineStr"><is><t{kept}>{text}</t></is></c>'


def _plain(text: str) -> str:
    """The text as XML can hold it: Excel writes a control character as _x000C_, and what looks so as _x005F_x000C_."""
    text = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", _ESCAPED.sub(r"_x005F\1", text))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet: a file of XML, and the number of the last row, headings included."""

    rows: Path
    last: int


def put_rows(skeleton: Path, made: Path, sheets: Mapping[str, Sheet]) -> None:
    """The workbook `skeleton`, as `made`, with rows in its sheets; these by their number ("1", "2" ...)."""
    with zipfile.ZipFile(skeleton) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            number, content = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", part.filename), old.read(part)
            fresh = zipfile.ZipInfo(part.filename, part.date_time)
            fresh.compress_type = zipfile.ZIP_DEFLATED
            with new.open(fresh, "w", force_zip64=number is not None) as stream:
                if number is None:
                    stream.write(content)
                else:
                    _put_sheet(stream, content, sheets[number[1]])


def _put_sheet(stream: IO[bytes], empty: bytes, sheet: Sheet) -> None:
    empty = _DIMENSION.sub(rb'<dimension ref="A1:\g<1>%d"/>' % sheet.last, empty)
    before, _, after = empty.partition(END)
    stream.write(before)
    with sheet.rows.open("rb") as rows:
        while some := rows.read(COPY):
            stream.write(some)
    stream.write(END + after)
