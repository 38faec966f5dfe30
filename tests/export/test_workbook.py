"""A workbook's rows are read by openpyxl as those that XlsxWriter itself writes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from mnemon.export.cells import Cell, shielded
from mnemon.export.workbook import LONGEST, Sheet, cells, put_rows

HEADS = ("one", "two", "three")


def ours(rows: Sequence[Sequence[Cell]], folder: Path) -> Path:
    skeleton, made, text = folder / "skeleton.xlsx", folder / "ours.xlsx", folder / "rows"
    with xlsxwriter.Workbook(skeleton) as book:
        for name in ("first", "second"):
            book.add_worksheet(name).write_row(0, 0, HEADS)
    lines = (f'<row r="{number}">{cells(row)}</row>' for number, row in enumerate(rows, 2))
    text.write_text("".join(lines), encoding="utf-8", newline="")
    (folder / "none").write_bytes(b"")
    put_rows(skeleton, made, {"1": Sheet(folder / "none", 1), "2": Sheet(text, len(rows) + 1)})
    return made


def theirs(rows: Sequence[Sequence[Cell]], folder: Path) -> Path:
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(folder / "theirs.xlsx", {"constant_memory": True, **plain}) as book:
        book.add_worksheet("first").write_row(0, 0, HEADS)
        sheet = book.add_worksheet("second")
        sheet.write_row(0, 0, HEADS)
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, map(shielded, row))
    return folder / "theirs.xlsx"


def values(path: Path) -> list[list[tuple[object, ...]]]:
    return [list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(path).worksheets]


CELL = st.none() | st.integers(-(2**50), 2**50) | st.sampled_from((0.5, -24.25, 1e-7)) | st.text()
ROW = st.tuples(st.just("a row"), CELL, CELL)


@settings(max_examples=60, deadline=None)
@given(st.lists(ROW, max_size=4))
@example([("a row", None, "\x00")])
def test_any_row_reads_as_xlsxwriters_does(rows: list[tuple[Cell, ...]]) -> None:
    with TemporaryDirectory() as folder:
        assert values(ours(rows, Path(folder))) == values(theirs(rows, Path(folder)))


SAID = [
    ("a & b < c > d", "a & b < c > d"),
    (" spaces kept ", " spaces kept "),
    ("two\nlines", "two\nlines"),
    ("<r><t>no markup</t></r>", "<r><t>no markup</t></r>"),
    ("=1+1", "'=1+1"),
    ("", None),
    (None, None),
    (12, 12),
    (-0.25, -0.25),
    ("x" * (LONGEST + 9), "x" * LONGEST),
]


@pytest.mark.parametrize(("cell", "read"), SAID)
def test_a_cell_reads_as_what_it_says(cell: Cell, read: Cell, tmp_path: Path) -> None:
    first, second = values(ours([["before", cell, "after"]], tmp_path))
    assert (first, second[1]) == ([HEADS], ("before", read, "after"))


def test_a_sheet_says_how_far_it_goes(tmp_path: Path) -> None:
    book = load_workbook(ours([["a", None, 1]] * 7, tmp_path), read_only=True)
    assert [(sheet.max_row, sheet.max_column) for sheet in book.worksheets] == [(1, 3), (8, 3)]
