from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factory import reading
from mnemon.cli import main
from mnemon.commands import export_command
from mnemon.store import open_store


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "r.db"
    with open_store(path) as store:
        for number in (1, 2):
            store.add(reading(number))
    return path


def invoke(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.mark.parametrize("form", ["claims", "ged", "acled", "airwars"])
def test_a_record_is_written_with_its_side_file(form: str, db: Path, tmp_path: Path) -> None:
    result = invoke("export", form, "--db", db, "--output", tmp_path / "out.csv")
    assert (result.exit_code, result.stderr) == (0, "")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert f"{len(rows)} row{'' if len(rows) == 1 else 's'}: {tmp_path / 'out.csv'}" in result.stdout
    side = (tmp_path / "out.csv.citations.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(side[-1])["rows"] == len(rows)


def test_a_rule_may_be_named_and_an_unknown_one_is_one_sentence(db: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert invoke("export", "ged", "--db", db, "--output", out, "--rule", "highest").exit_code == 0
    head = json.loads((tmp_path / "out.csv.citations.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert head["rule"] == "highest"
    result = invoke("export", "ged", "--db", db, "--output", out, "--rule", "loudest")
    assert result.exit_code == 1
    assert "there is no rule loudest" in result.stderr


def test_the_record_of_an_earlier_day_is_written_as_it_stood(db: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert invoke("export", "claims", "--db", db, "--output", out, "--as-of", "2021-05-03").exit_code == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 1
    assert invoke("export", "claims", "--db", db, "--output", out, "--as-of", "2021-05-04").exit_code == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 5


def test_letting_names_leave_is_said(db: Path, tmp_path: Path) -> None:
    result = invoke("export", "claims", "--db", db, "--output", tmp_path / "out.csv", "--with-names")
    assert "not withheld" in result.stderr
    head = (tmp_path / "out.csv.citations.jsonl").read_text(encoding="utf-8").splitlines()[0]
    assert json.loads(head)["victims_names"] == "as reported"


def test_the_help_lists_the_formats() -> None:
    result = CliRunner().invoke(export_command, ["--help"])
    assert all(name in result.output for name in ("claims", "ged", "acled", "airwars"))
