from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from mnemon.coding import open_codebook
from mnemon.coding.codebook import FOLDER, faults_in, faults_in_attribution
from mnemon.errors import DataError
from mnemon.model.claims import STANCES
from mnemon.model.marks import HARMS, KINDS

BOOK: dict[str, Any] = yaml.safe_load((FOLDER / "codebook.yaml").read_text(encoding="utf-8"))
SPEECH: dict[str, Any] = yaml.safe_load((FOLDER / "attribution.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the codebook that ships, to be spoilt."""
    return Path(shutil.copytree(FOLDER, tmp_path / "data"))


def test_the_codebook_that_ships_has_no_fault() -> None:
    assert [*faults_in(BOOK), *faults_in_attribution(SPEECH)] == []


def test_every_kind_has_its_entry_in_its_family() -> None:
    kinds = open_codebook().kinds
    assert set(kinds) == set(KINDS)
    assert {kind for kind, entry in kinds.items() if entry.family == "harm"} == set(HARMS)
    assert all(entry.meaning and entry.excludes and entry.examples for entry in kinds.values())


def test_every_stance_but_the_plain_one_has_its_words() -> None:
    assert set(open_codebook().stances) == set(STANCES) - {"asserts"}


def test_the_words_of_one_party_are_known_as_such() -> None:
    assert {"eliminated", "neutralized", "destroyed"} <= set(open_codebook().kinds["killed"].party_words)


def with_kind(kind: str, **changes: object) -> dict[str, Any]:
    kinds = BOOK["kinds"]
    return {**BOOK, "kinds": {**kinds, kind: {**kinds.get(kind, {}), **changes}}}


def without(table: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key != name}


FAULTS: list[tuple[dict[str, Any], str]] = [
    (without(BOOK, "version"), "version must be text"),
    ({**BOOK, "version": 2.1}, "version must be text"),
    ({**BOOK, "kinds": without(BOOK["kinds"], "truce")}, "truce is missing"),
    (with_kind("battle", family="harm"), "battle is of the wrong family"),
    (with_kind("killed", family="act"), "killed is of the wrong family"),
    (with_kind("killed", examples=[]), "killed has no example"),
    (with_kind("killed", examples=[{"text": "Two died."}]), "killed has an example without text or trigger"),
    (with_kind("killed", examples=[{"text": "Two died.", "trigger": "fell"}]), "trigger 'fell' is not in"),
    (with_kind("killed", examples=[{"text": "Two died.", "trigger": "died", "count": "2"}]), "count '2' is not in"),
    ({**BOOK, "kinds": {**BOOK["kinds"], "killed": without(BOOK["kinds"]["killed"], "plover")}}, "killed lacks plover"),
    ({**BOOK, "kinds": {**BOOK["kinds"], "flood": BOOK["kinds"]["battle"]}}, "flood is not a kind"),
]


@pytest.mark.parametrize(("table", "fault"), FAULTS, ids=[fault for _, fault in FAULTS])
def test_a_codebook_that_breaks_its_own_rules_is_told_so(table: dict[str, Any], fault: str) -> None:
    (found,) = faults_in(table)
    assert fault in found.what


FAULTS_OF_SPEECH: list[tuple[dict[str, Any], str]] = [
    ({**SPEECH, "stances": without(SPEECH["stances"], "denies")}, "stance denies is missing"),
    ({**SPEECH, "stances": {**SPEECH["stances"], "doubts": ["doubt"]}}, "stance doubts is missing or unknown"),
    ({**SPEECH, "period_words": [{"first": ["since"]}]}, "period words without words or reason"),
    ({**SPEECH, "period_words": [{"has": ["days"], "why": "a stretch"}]}, "period words without words or reason"),
    (without(SPEECH, "period_words"), "period_words is missing"),
    ({**SPEECH, "uncounted_words": []}, "uncounted_words is missing or empty"),
    (without(SPEECH, "pointing_words"), "pointing_words is missing"),
    (without(SPEECH, "general_people"), "general_people is missing"),
]


@pytest.mark.parametrize(("table", "fault"), FAULTS_OF_SPEECH, ids=[fault for _, fault in FAULTS_OF_SPEECH])
def test_an_attribution_file_that_breaks_its_own_rules_is_told_so(table: dict[str, Any], fault: str) -> None:
    (found,) = faults_in_attribution(table)
    assert fault in found.what


def test_all_faults_are_named_at_once(folder: Path) -> None:
    (folder / "codebook.yaml").write_text(yaml.safe_dump(without(BOOK, "version")), encoding="utf-8")
    (folder / "attribution.yaml").write_text(yaml.safe_dump(without(SPEECH, "stances")), encoding="utf-8")
    with pytest.raises(DataError) as raised:
        open_codebook(folder)
    sentence = raised.value.sentence()
    assert all(word in sentence for word in (str(folder), "version", "admits", "denies", "unverified"))


UNREADABLE = [
    ("codebook.yaml", None, "missing"),
    ("attribution.yaml", None, "missing"),
    ("codebook.yaml", "", "no table"),
    ("attribution.yaml", "- since\n", "no table"),
    ("codebook.yaml", "kinds: [", "no YAML"),
]


@pytest.mark.parametrize(("name", "content", "fault"), UNREADABLE)
def test_a_file_that_cannot_be_read_is_named(folder: Path, name: str, content: str | None, fault: str) -> None:
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=fault) as raised:
        open_codebook(folder)
    assert raised.value.where == str(folder / name)


@pytest.mark.parametrize("name", ["codebook.yaml", "attribution.yaml"])
def test_the_digest_covers_both_files(folder: Path, name: str) -> None:
    before = open_codebook(folder)
    assert before.digest == open_codebook().digest
    (folder / name).write_text((folder / name).read_text(encoding="utf-8") + "# a word more\n", encoding="utf-8")
    assert open_codebook(folder).digest != before.digest
