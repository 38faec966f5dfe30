"""What holds for every format: no formula runs, no victim is named unless it was asked for, and tables go on elsewhere."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from openpyxl import load_workbook

from export.leaving import TERMS, side_lines, told, written
from factory import actor, claim, report, speaker, villagers
from mnemon.export import Told
from mnemon.export.masking import victims_names
from mnemon.export.sheets import TABLES, arrow_table
from mnemon.export.writing import formats
from mnemon.model.text import Span

TABULAR = ("claims", "ged", "acled", "airwars", "hxl", "ftm", "capture-histories", "capture-matrix")
STARTS = ("=", "+", "-", "@", "\t", "\r")
NAMED = "Police in Bara said shelling killed Omar Saidov, 20, and four others on 3 May 2021."


def hostile(start: str) -> Told:
    """An event that puts words with this beginning wherever a report can put words."""
    bad = f"{start}cmd|' /C calc'!A1"
    by = actor(name=bad, words=bad)
    made = told(claim(by=by, victims=villagers(words=bad), said_by=speaker(name=bad), means=bad))
    return replace(made, reports={"r-1": report(title=bad, url=bad)})


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("form", TABULAR)
def test_no_cell_of_a_table_begins_like_a_formula(form: str, start: str, tmp_path: Path) -> None:
    path = written(form, [hostile(start)], tmp_path)
    with path.open(encoding="utf-8", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert any("calc" in cell for cell in cells) or form.startswith("capture-")
    assert [cell for cell in cells if cell.lstrip(" ").startswith(STARTS)] == []


@pytest.mark.parametrize("start", STARTS)
def test_no_cell_of_a_workbook_is_a_formula(start: str, tmp_path: Path) -> None:
    book = load_workbook(written("xlsx", [hostile(start)], tmp_path))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert any("calc" in str(cell.value) for cell in cells)
    assert [cell.value for cell in cells if cell.data_type == "f" or str(cell.value).startswith(STARTS)] == []


def named(*, hidden: bool) -> Told:
    said = claim(
        by=actor(), victims=villagers(words="Omar Saidov"), sentence=Span(0, len(NAMED)),
        spans={"trigger": (Span(29, 35),)},
    )  # fmt: skip
    made = replace(told(said), reports={"r-1": report(text=NAMED, title="Shelling kills Omar Saidov")})
    return replace(made, hidden={"r-1": victims_names(NAMED, [said])} if hidden else {})


def everything(path: Path) -> str:
    """All that an export says, the side file included."""
    if path.name.endswith("xlsx"):
        book = load_workbook(path)
        return "\n".join(str(c.value) for s in book.worksheets for row in s.iter_rows() for c in row)
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    words = "\n".join(file.read_bytes().decode("utf-8", "replace") for file in files)
    return words + "\n".join(map(str, side_lines(path)))


@pytest.mark.parametrize("form", list(formats()))
def test_no_format_names_a_victim_unless_it_was_asked_for(form: str, tmp_path: Path) -> None:
    path = written(form, [named(hidden=True)], tmp_path)
    assert "Saidov" not in everything(path)
    assert side_lines(path)[0]["victims_names"] == "withheld"
    path = written(form, [named(hidden=False)], tmp_path, replace(TERMS, with_names=True))
    assert "Saidov" in everything(path) + str(side_lines(path))
    assert side_lines(path)[0]["victims_names"] == "as reported"


def test_an_annotation_beside_a_name_keeps_its_position_alone(tmp_path: Path) -> None:
    words = written("w3c", [named(hidden=True)], tmp_path).read_text(encoding="utf-8")
    assert '"TextPositionSelector","start":0' in words
    assert '"exact"' not in words.partition('"@graph"')[2]


@pytest.mark.parametrize("name", list(TABLES))
def test_a_table_goes_on_to_pandas_and_polars(name: str) -> None:
    table = arrow_table([told(claim(quantity=None))], name, TERMS)
    frame, other = table.to_pandas(), pl.from_arrow(table)
    assert isinstance(other, pl.DataFrame)
    assert list(frame.columns) == other.columns == list(TABLES[name])
    assert len(frame) == other.height == table.num_rows
    if name == "claims":
        assert pd.isna(frame["best"][0])
        assert other["best"][0] is None
