"""`mnemon codebook`, and a user's own codebook all the way: run, claims, settle, totals, show, export, diff."""

from __future__ import annotations

import csv
import json
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import mnemon
from mnemon.cli import main
from mnemon.coding import open_codebook
from mnemon.commands import codebook_group
from mnemon.store import open_store

OWN = """name: our-desk
version: "3"
extends: "2026.11.13"
kinds:
  teachers-killed:
    of: killed
    is: Teachers killed.
    is_not: Pupils killed.
    when: {who: [teacher*]}
    plover: {event: ASSAULT, mode: targeted}
    examples:
      - {text: "Gunmen killed three teachers in Tillabery on Monday.", trigger: killed, count: three, who: teachers}
rules:
  - from: abducted
    to: detained
    when: {trigger: [kidnapped]}
    why: only to try a rule
    examples:
      - {text: "Armed men kidnapped two nurses.", trigger: kidnapped}
"""
KILLING = "Gunmen killed three teachers in Tillabery on Monday, police said."
KIDNAP = "Armed men kidnapped two nurses from a clinic in Bamenda on Sunday."
FLOOD = "The minister opened a new school in the capital on Friday."


def invoke(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a codebook file and two records of the same three reports: one by it, one by what ships."""
    folder = tmp_path_factory.mktemp("codebook")
    (folder / "own.yaml").write_text(OWN, encoding="utf-8")
    (folder / "reports").mkdir()
    for name, text in (("a", KILLING), ("b", KIDNAP), ("c", FLOOD)):
        (folder / "reports" / f"{name}.txt").write_text(text, encoding="utf-8")
    common = ("run", folder / "reports", "--published", "2025-01-14", "--threads", 1)
    for result in (
        invoke(*common, "--db", folder / "own.db", "--codebook", folder / "own.yaml"),
        invoke(*common, "--db", folder / "ships.db"),
    ):
        assert (result.exit_code, result.exception) == (0, None)
    return folder


def test_the_codebook_that_ships_is_sound_and_its_version_is_said() -> None:
    result = invoke("codebook", "check")
    assert (result.exit_code, result.output) == (
        0, f"No fault. Claims coded with it name it {open_codebook().version}.\n",
    )  # fmt: skip


def test_faults_are_listed_and_the_status_is_one(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN.replace("of: killed", "of: slain"), encoding="utf-8")
    result = invoke("codebook", "check", tmp_path / "own.yaml")
    assert result.exit_code == 1
    assert f"{tmp_path / 'own.yaml'}:6: slain is no kind that ships" in result.output
    assert result.output.endswith("1 fault.\n")


def test_a_file_for_another_version_is_noted_and_its_examples_are_read(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN.replace("2026.11.13", "2025.1.1"), encoding="utf-8")
    result = invoke("codebook", "check", tmp_path / "own.yaml", "--read")
    assert result.exit_code == 0
    assert "Note: it was written for 2025.1.1" in result.output
    assert f"teachers-killed: as it says: {KILLING.partition(',')[0]}" in result.output
    assert "detained: as it says: Armed men kidnapped two nurses." in result.output


def test_claims_keep_their_own_kind_and_name_the_codebook(home: Path) -> None:
    version = open_codebook(extension=home / "own.yaml").version
    rows = [
        json.loads(line) for line in invoke("claims", "--db", home / "own.db", "--format", "jsonl").output.splitlines()
    ]
    assert {row["codebook"] for row in rows} == {version}
    assert ("killed", "teachers-killed") in {(row["kind"], row["subkind"]) for row in rows}
    assert "detained" in {row["kind"] for row in rows}
    listed = invoke("claims", "--db", home / "own.db", "--kind", "teachers-killed")
    assert "killed: teachers-killed" in listed.output
    assert "1 claims in 1 of 3 reports" in listed.output
    assert "teachers-killed" in invoke("claims", "--db", home / "own.db", "--kind", "nothing").output
    shown = invoke("show", rows[0]["id"], "--db", home / "own.db")
    assert version in shown.output


def test_the_file_itself_is_kept_in_the_archive(home: Path) -> None:
    digest = sha256((home / "own.yaml").read_bytes()).hexdigest()
    assert [path for path in (home / "own.archive").rglob("*") if digest in path.name]


def test_its_kinds_are_settled_beside_the_harm_that_they_refine(home: Path) -> None:
    assert invoke("settle", "--db", home / "own.db").exit_code == 0
    with open_store(home / "own.db", create=False) as store:
        found = {f.what: (f.low, f.best, f.high) for f in store.findings() if f.group is None}
    assert found["killed"] == found["teachers-killed"] == (3, 3, 3)
    totals = invoke("totals", "--db", home / "own.db", "--rule", "lowest")
    assert [line.split()[0] for line in totals.output.splitlines() if "lowest" in line] == [
        "detained", "killed", "teachers-killed",
    ]  # fmt: skip


def test_an_export_has_the_kind_the_version_and_the_mapping(home: Path, tmp_path: Path) -> None:
    own = ("--db", home / "own.db", "--codebook", home / "own.yaml")
    assert invoke("export", "claims", *own, "--output", tmp_path / "c.csv").exit_code == 0
    with (tmp_path / "c.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert ("killed", "teachers-killed") in {(row["loss_type"], row["subkind"]) for row in rows}
    assert {row["codebook"] for row in rows} == {open_codebook(extension=home / "own.yaml").version}
    assert invoke("export", "plover", *own, "--output", tmp_path / "p.json").exit_code == 0
    assert "targeted" in (tmp_path / "p.json").read_text(encoding="utf-8")


def test_python_and_the_environment_variable_take_it_too(home: Path) -> None:
    claims = mnemon.read(KILLING, codebook=home / "own.yaml")
    assert {c.subkind for c in claims if c.kind == "killed"} == {"teachers-killed"}
    result = CliRunner().invoke(
        main, ["read", str(home / "reports" / "a.txt"), "--format", "jsonl"], env={"MNEMON_CODEBOOK": str(home / "own.yaml")}
    )  # fmt: skip
    assert "teachers-killed" in {claim["subkind"] for claim in json.loads(result.output)["claims"]}


def test_a_difference_says_which_claims_it_would_alter_and_writes_nothing(home: Path) -> None:
    before = (home / "ships.db").read_bytes()
    result = invoke("codebook", "diff", "shipped", home / "own.yaml", "--db", home / "ships.db")
    assert result.exit_code == 0, result.output
    with open_store(home / "ships.db", create=False) as store:
        ids = {claim.kind: claim.id for claim in store.claims()}
    assert "2 of 3 reports hold a word" in result.output
    assert f"  {ids['killed']}  " in result.output
    assert "subkind: none -> teachers-killed" in result.output
    assert f"  {ids['abducted']}  " in result.output
    assert "kind: abducted -> detained" in result.output
    assert "its own count of abducted: 2 / 2 / 2 -> 0 / 0 / 0" in result.output
    assert "Nothing was written." in result.output
    assert (home / "ships.db").read_bytes() == before


def test_two_codebooks_that_say_the_same_differ_in_nothing(home: Path) -> None:
    result = invoke("codebook", "diff", home / "own.yaml", home / "own.yaml", "--db", home / "own.db")
    assert result.output.endswith("They say the same.\n")
    assert invoke("codebook", "diff", "shipped", "nowhere.yaml").exit_code == 1


def test_the_page_is_written(home: Path, tmp_path: Path) -> None:
    assert invoke("codebook", "docs", "--output", tmp_path / "page.md", "--codebook", home / "own.yaml").exit_code == 0
    assert "teachers-killed" in (tmp_path / "page.md").read_text(encoding="utf-8")
    assert "teachers-killed" not in CliRunner().invoke(codebook_group, ["docs"]).output
