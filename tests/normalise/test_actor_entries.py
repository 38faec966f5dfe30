"""The actors' data: every entry read, checked, and packed as the start-up reads it."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mnemon.errors import DataError
from mnemon.normalise.actor_entries import PACKED, Years, pack, read_entries, years
from mnemon.normalise.actor_lint import lint_entries, lint_groups, lint_words
from mnemon.normalise.actor_lists import load_actors
from mnemon.normalise.datafiles import data_path, read_table, read_yaml

FOLDER = data_path("countries.tsv").parent / "actors"
ROWS = read_table("countries.tsv")
CODES = (frozenset(row["iso2"] for row in ROWS), frozenset(row["iso3"].lower() for row in ROWS))


@pytest.fixture(scope="module")
def entries() -> dict[str, dict[str, Any]]:
    return read_entries(FOLDER)


def test_the_shipped_data_has_no_fault(entries: dict[str, dict[str, Any]]) -> None:
    assert list(lint_entries(entries, *CODES)) == []
    assert list(lint_words(read_yaml("actor_words.yaml"))) == []
    assert list(lint_groups(read_yaml("victim_groups.yaml"))) == []


def test_there_are_several_hundred_small_entries(entries: dict[str, dict[str, Any]]) -> None:
    assert len(entries) >= 600
    assert max(path.stat().st_size for path in FOLDER.rglob("*.yaml")) < 3000


def test_the_packed_file_is_what_the_entries_make(entries: dict[str, dict[str, Any]]) -> None:
    """Where it is not: python -m training.pack_actors."""
    made = pack(entries.values(), read_yaml("actor_words.yaml"), read_yaml("victim_groups.yaml"))
    assert data_path(PACKED).read_text(encoding="utf-8") == made


def test_opening_the_lists_takes_no_time_to_speak_of() -> None:
    """A few hundredths of a second on an idle core; processor time, since the machine may be busy."""
    spent = []
    for _ in range(3):
        start = time.process_time()
        load_actors()
        spent.append(time.process_time() - start)
    assert min(spent) < 0.15


def test_every_actor_that_an_entry_names_can_be_opened() -> None:
    lists = load_actors()
    for entry_id in lists.entries.rows:
        entry = lists.entries.get_entry(entry_id)
        assert entry.years.start <= entry.years.end


def entry(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any YAML
    """A sound entry with parts of it changed; None takes a part out."""
    sound = {"id": "x", "name": "X Group", "kind": "militia", "countries": ["ML"], "source": "public knowledge"}
    return {key: value for key, value in {**sound, **changes}.items() if value is not None}


FAULTS = [
    (entry(kind="heroes"), "kind is not one of"),
    (entry(name=None), "['name'] is missing"),
    (entry(source=None), "['source'] is missing"),
    (entry(source="an encyclopaedia"), "source is not one of"),
    (entry(colour="red"), "unknown keys ['colour']"),
    (entry(id="y"), "its id is not its file's name"),
    (entry(aliases=["x group"]), "'x group' stands twice"),
    (entry(aliases=["!"]), "a name of 0 letters is too short"),
    (entry(countries=["ZZ"]), "ZZ is no country's code"),
    (entry(inter=9), "inter is not 1 to 8"),
    (entry(of="nobody"), "nobody is not listed"),
    (entry(periods=[{"from": "2020", "of": "nobody"}]), "nobody is not listed"),
    (entry(periods=[{"from": "2020", "kind": "heroes"}]), "a period's kind heroes is unknown"),
    (entry(sides=[{"war": "W", "against": ["nobody"]}]), "nobody is not listed"),
    (entry(sides=[{"against": ["mli-military"]}]), "a side names no war"),
    (entry(**{"from": "2020-13"}), "a date cannot be read"),
    (entry(**{"from": "2020", "to": "2019"}), "it ends before it begins"),
    (entry(to="2019", periods=[{"from": "2020"}]), "a period lies outside of the actor's own years"),
    (entry(of="x"), "it is its own parent"),
    (entry(aliases=["Other"]), "'other' also names ['ML/other.yaml']"),
    (entry(shared=["Lonely"]), "'lonely' is shared with no other entry"),
]


@pytest.mark.parametrize(("broken", "fault"), FAULTS, ids=[fault for _, fault in FAULTS])
def test_every_fault_of_an_entry_is_named(broken: dict[str, Any], fault: str) -> None:
    other = entry(id="other", name="Other")
    said = list(lint_entries({"ML/x.yaml": broken, "ML/other.yaml": other}, *CODES))
    assert any(fault in line for line in said), said


def test_a_sound_entry_has_no_fault() -> None:
    of_a_state = entry(of="mli-military", inter=8, **{"from": "2012-01", "to": "2020-06-30"})
    assert list(lint_entries({"ML/x.yaml": of_a_state}, *CODES)) == []


def test_faults_of_word_lists_are_named() -> None:
    assert list(lint_words([{"role": "", "kind": "militia", "name": "x", "words": ["gang", "gang"]}])) == [
        "x: 'gang' stands twice"
    ]
    assert any("role, kind or name" in said for said in lint_words([{"role": "hero", "kind": "militia", "name": "x"}]))
    assert any("standing is not one of" in said for said in lint_groups([{"group": "x", "standing": "good"}]))
    assert any("no words" in said for said in lint_groups([{"group": "x", "standing": "civilian"}]))


BROKEN = [("a: [", "the file is no YAML"), ("- a\n- b\n", "the file is no single entry")]


@pytest.mark.parametrize(("text", "fault"), BROKEN)
def test_a_file_that_is_no_entry_is_named(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=fault):
        read_entries(tmp_path)


def test_years_months_and_days_are_whole_stretches() -> None:
    assert years({"from": "2020", "to": "2021-02"}) == Years(date(2020, 1, 1), date(2021, 2, 28))
    assert years({"from": "2020-03-05"}) == Years(date(2020, 3, 5), date.max)
    assert years({}).holds(date(1, 1, 1))
    assert not years({"to": "2019"}).holds(date(2020, 1, 1))
    assert years({"to": "2019"}).holds(None)
