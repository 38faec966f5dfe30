"""Published datasets: read by their headings whatever their kind, a bad row said and passed over."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from openpyxl import Workbook
from pyarrow import parquet

from export.leaving import told, written
from factory import actor, claim, count, dates, place
from mnemon.errors import EmptyInput, InputError, UnreadableInput, UnsupportedInput
from mnemon.export.dataset_file import DatasetFile, read_dataset
from mnemon.export.entries import entry

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
HEADS = ("id", "date_start", "date_end", "latitude", "longitude", "best", "low", "high", "side_a", "where_coordinates")
ROW = ("7", "2021-05-03", "2021-05-04", "12.5", "24.25", "9", "4", "12", "Government of Sudan", "Bärå")


def taken(path: Path) -> DatasetFile:
    return read_dataset(path, NOON, name=None, version="25.1", licence="CC BY 4.0")


def as_csv(path: Path, separator: str, encoding: str, *rows: tuple[str, ...]) -> Path:
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=separator).writerows([HEADS, *(rows or (ROW,))])
    return path


ENCODINGS = [
    (separator, encoding) for separator in (",", ";", "\t") for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252")
]


@pytest.mark.parametrize(("separator", "encoding"), ENCODINGS)
def test_a_table_is_read_whatever_its_separator_and_encoding(separator: str, encoding: str, tmp_path: Path) -> None:
    ((number, found),) = taken(as_csv(tmp_path / "ged.csv", separator, encoding)).entries
    assert (number, found.id, found.place.name) == (1, "7", "Bärå")
    assert (str(found.days.start), str(found.days.end), found.deaths and found.deaths.best) == (
        "2021-05-03",
        "2021-05-04",
        9,
    )


def test_columns_are_found_by_their_headings_in_any_order_and_case(tmp_path: Path) -> None:
    path = tmp_path / "ged.csv"
    pairs = [(f" {head.upper()} ", cell) for head, cell in zip(HEADS, ROW, strict=True)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(zip(*reversed(pairs), strict=True))
    assert taken(path).entries[0][1] == taken(as_csv(tmp_path / "b.csv", ",", "utf-8")).entries[0][1]


def test_excel_and_parquet_say_the_same_as_csv(tmp_path: Path) -> None:
    expected = taken(as_csv(tmp_path / "ged.csv", ",", "utf-8")).entries
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    typed = ("7", datetime(2021, 5, 3), datetime(2021, 5, 4), 12.5, 24.25, 9, 4.0, 12, *ROW[8:])  # noqa: DTZ001
    for line in (HEADS, typed):
        sheet.append(line)
    book.save(tmp_path / "ged.xlsx")
    parquet.write_table(pa.Table.from_pylist([dict(zip(HEADS, typed, strict=True))]), tmp_path / "ged.parquet")
    assert taken(tmp_path / "ged.xlsx").entries == expected
    assert taken(tmp_path / "ged.parquet").entries == expected


BAD = [
    ({"date_start": "2021-13-01"}, "date_start '2021-13-01' is no day"),
    ({"date_start": "03/05/2021"}, "date_start '03/05/2021' is no day"),
    ({"date_start": ""}, "date_start '' is no day"),
    ({"date_end": "2021-05-01"}, "date_end 2021-05-01 is before date_start 2021-05-03"),
    ({"best": "nine"}, "best 'nine' is no whole number"),
    ({"best": "2"}, "low 4, best 2 and high 12 are not in order"),
    ({"best": ""}, "are not in order"),
    ({"latitude": "north"}, "latitude 'north' is no number"),
    ({"longitude": "190"}, "longitude 190.0 is not between -180 and 180"),
]


@pytest.mark.parametrize(("changes", "expected"), BAD)
def test_a_bad_row_is_one_sentence_and_the_rest_go_on(changes: dict[str, str], expected: str, tmp_path: Path) -> None:
    cells = dict(zip(HEADS, ROW, strict=True)) | changes
    found = taken(as_csv(tmp_path / "ged.csv", ",", "utf-8", tuple(cells.values()), ROW))
    ((number, error),) = found.unread
    assert (number, [n for n, _ in found.entries]) == (1, [2])
    assert expected in error
    assert found.dataset.rows == len(found.rows) == 2


@pytest.mark.parametrize(("cut", "said"), [(ROW[:-1], 9), ((*ROW, "Town, East"), 11)])
def test_a_row_whose_cells_do_not_fit_the_headings_is_not_guessed_at(
    cut: tuple[str, ...], said: int, tmp_path: Path
) -> None:
    found = taken(as_csv(tmp_path / "ged.csv", ",", "utf-8", ROW, cut, (*ROW, "")))
    ((number, error),) = found.unread
    assert (number, [n for n, _ in found.entries]) == (2, [1, 3])
    assert f"there are 10 headings, but {said} cells" in error


def test_a_column_that_is_not_there_is_named_with_what_stands_in_for_it(tmp_path: Path) -> None:
    cells = dict(zip(HEADS, ROW, strict=True)) | {"where_prec": "3"}
    cells["lowest"] = cells.pop("low")
    (tmp_path / "t.csv").write_text("\n".join((",".join(cells), ",".join(cells.values()))), encoding="utf-8")
    found = taken(tmp_path / "t.csv")
    assert dict(found.stands_in)["low"] == "best"
    assert not {"where_prec", "high", "side_a"} & dict(found.stands_in).keys()
    assert found.entries[0][1].deaths == count(9, low=9, high=12, words="low 9, best 9, high 12", rule="dataset")


def test_two_columns_of_one_heading_are_refused(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("date_start,best,Best,latitude,longitude\n", encoding="utf-8")
    with pytest.raises(UnreadableInput, match="two columns are headed best"):
        taken(tmp_path / "t.csv")


def test_whole_numbers_that_a_tool_wrote_with_a_point_are_whole_numbers() -> None:
    cells = dict(zip(HEADS, ROW, strict=True)) | {"best": "9.0", "gwnoa": "625.0", "gwnob": "625;626", "side_b": "Y"}
    found = entry("ged", cells)
    assert found.deaths is not None
    assert found.deaths.best == 9
    assert (found.a and found.a.actor_id, found.b and found.b.actor_id) == ("sdn-government", "named:y")
    with pytest.raises(InputError, match=r"best '9\.5' is no whole number"):
        entry("ged", cells | {"best": "9.5"})


def test_a_sum_that_is_not_the_sum_is_said() -> None:
    cells = dict(zip(HEADS, ROW, strict=True)) | {
        "deaths_a": "1",
        "deaths_b": "1",
        "deaths_civilians": "1",
        "deaths_unknown": "1",
    }
    with pytest.raises(InputError, match="best 9 is not the sum"):
        entry("ged", cells)


def test_a_table_without_what_is_needed_names_it(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id,date_start,latitude,longitude\n1,2021-05-03,1,2\n", encoding="utf-8")
    with pytest.raises(UnsupportedInput, match="for ged it lacks the columns best"):
        taken(tmp_path / "t.csv")


FILES: list[tuple[str, bytes, type[InputError]]] = [
    ("a.csv", b"", EmptyInput),
    ("a.csv", b"id,best\n", EmptyInput),
    ("a.xlsx", b"PK not a workbook", UnreadableInput),
    ("a.parquet", b"PAR1 not parquet", UnreadableInput),
    ("a.dta", b"x", UnsupportedInput),
]


@pytest.mark.parametrize(("name", "content", "error"), FILES)
def test_what_is_no_table_is_one_sentence(name: str, content: bytes, error: type[InputError], tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(error):
        taken(tmp_path / name)


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="cannot be read"):
        taken(tmp_path / "none.csv")


def test_our_own_ged_export_is_read_back_as_it_left(tmp_path: Path) -> None:
    where = place(country="SD", precision=3)
    event = told(claim(by=actor(), quantity=count(5, 4, 9), place=where, date=dates("2021-05-01", "2021-05-31", 4)))
    path = written("ged", [event], tmp_path).rename(tmp_path / "ours.csv")
    ((_, found),) = taken(path).entries
    assert found.deaths is not None
    assert (found.deaths.low, found.deaths.best, found.deaths.high, found.parts) == (4, 5, 9, (0, 0, 5))
    assert (found.days.precision, found.place.precision, found.place.country, found.violence) == (4, 3, "SD", 3)
    assert (found.a and found.a.name, found.b) == ("Army of Bara", None)


ACLED = {
    "event_id_cnty": "SUD1", "event_date": "03 May 2021", "time_precision": "1", "event_type": "Explosions/Remote violence",
    "sub_event_type": "Air/drone strike", "actor1": "Military Forces of Sudan (2019-)", "inter1": "1", "actor2": "Civilians (Sudan)",
    "inter2": "7", "civilian_targeting": "Civilian targeting", "iso": "729", "country": "Sudan", "location": "Bara",
    "latitude": "12.5", "longitude": "24.25", "geo_precision": "2", "fatalities": "5", "source": "Bara Courier", "notes": "On 3 May",
}  # fmt: skip


def test_an_acled_row_has_its_act_its_sides_and_its_one_number() -> None:
    found = entry("acled", ACLED)
    assert (found.acts, found.violence, found.parts) == (("airstrike",), 3, (0, 0, 5))
    assert (found.a and found.a.kind, found.b, found.place.country) == ("state force", None, "SD")
    assert (found.deaths and found.deaths.best, str(found.days.start), found.place.precision) == (5, "2021-05-03", 2)
    assert entry("acled", ACLED | {"fatalities": "0"}).deaths is None
    assert entry("acled", ACLED | {"inter1": "State forces"}).a == found.a
