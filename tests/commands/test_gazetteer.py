"""`mnemon gazetteer`, as a user calls it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mnemon.cli import main


def invoke(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_a_countrys_dump_is_taken_in_and_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MNEMON_DATA", str(tmp_path / "own"))
    cells = [
        "1",
        "Bara",
        "Bara",
        "",
        "12.5",
        "24.2",
        "P",
        "PPL",
        "SD",
        "",
        "55",
        "",
        "",
        "",
        "7",
        "",
        "1",
        "UTC",
        "2024",
    ]
    dump = tmp_path / "SD.txt"
    dump.write_text("\t".join(cells) + "\n", encoding="utf-8")
    assert "1 places taken in from GeoNames (CC BY 4.0)" in invoke("gazetteer", "add", dump).stdout
    listed = invoke("gazetteer", "list").stdout
    assert "SD.bin" in listed
    assert "CC BY-IGO" in listed


NO_DUMP = [("nowhere.zip", "no file and no country's code"), ("Sudan", "no file and no country's code")]


@pytest.mark.parametrize(("given", "sentence"), NO_DUMP)
def test_what_is_no_dump_is_said_in_one_sentence(given: str, sentence: str) -> None:
    result = invoke("gazetteer", "add", given)
    assert (result.exit_code, result.stdout) == (1, "")
    assert given in result.stderr
    assert sentence in result.stderr
