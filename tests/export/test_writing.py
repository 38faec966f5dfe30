from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.leaving import TERMS, exported, told, written
from factory import TEXT, actor, claim, place, sha, villagers
from mnemon.errors import UsageError
from mnemon.export.cells import read_csv, shielded, unshielded, write_csv
from mnemon.export.parties import WITHHELD, is_named
from mnemon.export.side import SUFFIX
from mnemon.export.writing import formats, get_format

CSV = ("claims", "ged", "acled", "airwars")


@pytest.mark.parametrize("form", CSV)
def test_every_figure_has_its_citation_in_the_side_file(form: str, tmp_path: Path) -> None:
    rows, lines = exported(form, [told(claim(by=actor()))], tmp_path)
    assert len(rows) == 1
    head, *middle, summary = lines
    assert (head["line"], head["format"], head["rule"], head["rule_version"]) == ("export", form, "most-voices", "1")
    assert (head["codebook"], head["mnemon"], head["victims_names"]) == ("2026.11.1", "0.1.0", "withheld")
    cited = [cite for line in middle for cite in line.get("supporting", ())]
    assert cited[0] == {
        "claim": "c-1", "quote": TEXT, "speaker": "Police in Bara", "publisher": "Bara Courier", "published": "2021-05-04",
        "title": "Shelling in Bara", "url": "https://courier.example/1", "archive_id": sha(TEXT),
    }  # fmt: skip
    assert (summary["line"], summary["rows"], summary["not_held"]) == ("summary", 1, list(get_format(form).not_held))
    assert summary["place_data"] == []


def test_the_side_file_names_whose_place_data_are_exported(tmp_path: Path) -> None:
    _, lines = exported("ged", [told(claim(place=place(place_id="wof:1")))], tmp_path)
    assert lines[-1]["place_data"] == ["Who's On First, CC BY"]


@pytest.mark.parametrize("form", list(formats()))
def test_the_same_record_gives_the_same_bytes(form: str, tmp_path: Path) -> None:
    digests = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        written(form, [told(claim(by=actor())), told(claim(id="c-9"), event_id="e-2")], folder)
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        assert len(files) >= 2
        digests.append([(p.relative_to(folder), hashlib.sha256(p.read_bytes()).hexdigest()) for p in files])
    assert digests[0] == digests[1]


def test_what_stood_there_stays_when_writing_fails(tmp_path: Path) -> None:
    path = written("ged", [told()], tmp_path)
    before = path.read_bytes()

    def breaks() -> object:
        yield told()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        written("ged", breaks(), tmp_path)  # type: ignore[arg-type]
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.ged", "out.ged.citations.jsonl"]


def test_a_folder_is_not_replaced_by_a_file_nor_a_file_by_a_folder(tmp_path: Path) -> None:
    (tmp_path / "out.ged").mkdir()
    (tmp_path / "out.parquet").write_text("mine", encoding="utf-8")
    for form, kind in (("ged", "folder"), ("parquet", "file")):
        with pytest.raises(UsageError, match=f"this is a {kind}, and {form} is"):
            written(form, [told()], tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.ged", "out.parquet"]


def test_a_folder_with_other_files_stays_with_its_side_file(tmp_path: Path) -> None:
    path = written("parquet", [told()], tmp_path)
    side = path.with_name(path.name + SUFFIX)
    side.write_text("of before", encoding="utf-8")
    (path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"the folder holds mine\.txt"):
        written("parquet", [told()], tmp_path)
    assert side.read_text(encoding="utf-8") == "of before"
    assert len(list(path.iterdir())) == 5


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot write here"):
        written("ged", [told()], tmp_path / "nowhere")


def test_an_unknown_format_is_answered_with_those_that_are_known() -> None:
    with pytest.raises(UsageError, match="claims, ged, acled, airwars"):
        get_format("stata")


# CSV injection


CELLS = [
    ("=1+1", "'=1+1"), ("+49 30", "'+49 30"), ("-5", "'-5"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"), ("  =1", "'  =1"),
    ("five", "five"), ("", ""), (-12.5, -12.5), (-3, -3), (None, None), ("＝1", "'＝1"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "expected"), CELLS)
def test_words_that_a_spreadsheet_would_run_are_shielded_and_numbers_are_not(cell: object, expected: object) -> None:
    assert shielded(cell) == expected  # type: ignore[arg-type]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=12))
def test_what_was_shielded_is_read_back_as_it_was(words: str) -> None:
    back = unshielded(str(shielded(words)))
    assert back == words or (words.startswith("'") and back == words[1:]) or words.startswith(" ")


def test_a_table_is_read_by_its_names_whatever_the_order(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_csv(stream, [("b", "a")], [("=x", 1), (None, "two\nlines")])
    assert list(read_csv(path)) == [{"a": "1", "b": "=x"}, {"a": "two\nlines", "b": ""}]


def test_an_injected_victim_does_not_run(tmp_path: Path) -> None:
    rows, _ = exported("claims", [told(claim(victims=villagers(words="=cmd|' /C calc'!A1")))], tmp_path)
    assert rows[0]["target"].startswith("'=")


# names


NAMES = [
    ("Amina Hassan", True), ("Amina", True), ("journalist Amina Hassan", True), ("Amina, 34", True), ("Amina's daughter", True),
    ("villagers", False), ("The villagers", False), ("Palestinian children", False), ("Three teachers", False), ("", False),
    ("12 people", False), ("a man named Yusuf", True), ("Éloïse Ndour", True), ("Абдул Карим", True),
]  # fmt: skip


@pytest.mark.parametrize(("words", "named"), NAMES)
def test_a_person_is_told_from_people(words: str, named: bool) -> None:
    assert is_named(words) is named


def test_a_victims_name_is_withheld_unless_it_may_leave_and_the_side_file_says_so(tmp_path: Path) -> None:
    events = [told(claim(victims=villagers(words="Amina Hassan")))]
    rows, lines = exported("claims", events, tmp_path)
    assert (rows[0]["target"], lines[0]["victims_names"]) == (WITHHELD, "withheld")
    rows, lines = exported("claims", events, tmp_path, replace(TERMS, with_names=True))
    assert (rows[0]["target"], lines[0]["victims_names"]) == ("Amina Hassan", "as reported")
