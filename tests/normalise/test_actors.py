"""Who? Words for people and bodies, and the actors that they name."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnemon.normalise import actor
from mnemon.normalise.actor_lists import lint_actors, lint_words, load_actors
from mnemon.normalise.actors import actor_context
from mnemon.normalise.datafiles import read_table, read_yaml

LISTS = load_actors()

STATE_FORCES = [
    ("North Korean soldiers", "prk-military", "North Korean armed forces"),
    ("DPRK troops", "prk-military", "North Korean armed forces"),
    ("Russian marines", "rus-military", "Russian armed forces"),
    ("U.S. forces", "usa-military", "American armed forces"),
    ("Pakistan's military", "pak-military", "Pakistani armed forces"),
    ("Israeli", "isr-military", "Israeli armed forces"),
    ("Afghan police officers", "afg-police", "Afghan police"),
    ("Pakistani security forces", "pak-security-forces", "Pakistani security forces"),
    ("Ukrainian drone operators", "ukr-military", "Ukrainian armed forces"),
]


@pytest.mark.parametrize(("words", "actor_id", "name"), STATE_FORCES)
def test_a_people_with_a_word_for_soldiers_is_that_states_force(words: str, actor_id: str, name: str) -> None:
    found = actor(words, LISTS)
    assert found is not None
    assert (found.actor_id, found.name, found.kind, found.words) == (actor_id, name, "state force", words)
    assert found.of == f"{actor_id[:3]}-government"


NAMED = [
    ("Taleban insurgents", "taliban", "rebel group"),
    ("members of the Shi'ite militant group Hezbollah", "hezbollah", "rebel group"),
    ("a Turkish al-Qaida cell", "al-qaida", "rebel group"),
    ("the Islamic State's West Africa branch", "iswap", "rebel group"),
    ("RSF fighters", "rsf", "militia"),
    ("NATO", "nato", "organisation"),
    ("the IS group", "is", "rebel group"),
    ("Moscow", "rus-government", "government"),
    ("Israel", "isr-government", "government"),
    ("Ukrainian President Jane Roe", "ukr-government", "government"),
    ("villagers", "civilians", "civilians"),
    ("two Iraqi women", "civilians", "civilians"),
    ("aid workers", "civilians", "civilians"),
    ("elderly Russian residents", "civilians", "civilians"),
]


@pytest.mark.parametrize(("words", "actor_id", "kind"), NAMED)
def test_named_bodies_and_civilians_are_known(words: str, actor_id: str, kind: str) -> None:
    found = actor(words, LISTS)
    assert found is not None
    assert (found.actor_id, found.kind) == (actor_id, kind)


UNTOLD = [
    ("they", "unknown"),
    ("gunmen", "unknown"),
    ("it is", "unknown"),
    ("people", "unknown"),
    ("Iraqis", "unknown"),
    ("rebels", "rebel group"),
    ("the army", "state force"),
    ("Iraqi and American troops", "state force"),
    ("civilians, Iraqi soldiers and police", "unknown"),
    ("Hamas and Fatah", "unknown"),
]


@pytest.mark.parametrize(("words", "kind"), UNTOLD)
def test_who_is_not_told_apart_has_no_id(words: str, kind: str) -> None:
    found = actor(words, LISTS)
    assert found is not None
    assert (found.actor_id, found.name, found.kind) == (None, words, kind)


def test_no_words_are_nobody() -> None:
    assert actor(" ", LISTS) is None


UNITS = [
    ("SSO operators", "ukr-military"),
    ("the SSO", "ukr-military"),
    ("Ukrainian SSO", "ukr-military"),
    ("the 4th Ranger Regiment", "ukr-military"),
    ("Russian SSO", None),
    ("a regiment", None),
]


@pytest.mark.parametrize(("words", "actor_id"), UNITS)
def test_a_unit_belongs_to_the_country_that_the_report_names_it_with(words: str, actor_id: str | None) -> None:
    context = actor_context(["Ukrainian Special Operations Forces (SSO)", "Russian officials"], LISTS)
    found = actor(words, LISTS, context)
    assert found is not None
    assert found.actor_id == actor_id


def test_a_unit_named_with_no_country_stays_unknown() -> None:
    found = actor("the 4th Ranger Regiment", LISTS)
    assert found is not None
    assert found.actor_id is None


def test_units_of_two_countries_leave_a_bare_number_unknown() -> None:
    context = actor_context(["Ukrainian 3rd Assault Brigade", "Russian 155th Marine Brigade"], LISTS)
    found = actor("the 9th Battalion", LISTS, context)
    assert found is not None
    assert found.actor_id is None


def test_the_shipped_lists_have_no_faults() -> None:
    assert list(lint_actors(read_yaml("actors.yaml"))) == []
    assert list(lint_words(read_yaml("actor_words.yaml"))) == []
    assert len(read_yaml("actors.yaml")) >= 80


def test_countries_have_their_codes_and_no_shared_demonym() -> None:
    rows = read_table("countries.tsv")
    demonyms = [name for row in rows for name in row["demonyms"].split(";") if name]
    assert all(len(row["iso2"]) == 2 and len(row["iso3"]) == 3 for row in rows)
    assert len(demonyms) == len(set(demonyms))


BROKEN = [
    ({"id": "x", "name": "X", "kind": "heroes"}, "kind is not one of"),
    ({"id": "x", "kind": "militia"}, "no name"),
    ({"id": "x", "name": "X", "kind": "militia", "of": "y"}, "is not listed"),
    ({"id": "x", "name": "Taliban", "kind": "militia"}, "also names"),
]


@pytest.mark.parametrize(("entry", "fault"), BROKEN)
def test_a_broken_actor_is_found(entry: dict[str, Any], fault: str) -> None:
    taliban = {"id": "taliban", "name": "Taliban", "kind": "rebel group"}
    assert any(fault in said for said in lint_actors([taliban, entry]))


def test_a_word_for_people_stands_in_one_list() -> None:
    entry = {"role": "", "kind": "militia", "name": "x", "words": ["gang", "gang"]}
    assert list(lint_words([entry])) == ["x: 'gang' stands twice"]


@given(st.text(max_size=80))
def test_whatever_the_words_they_are_kept(words: str) -> None:
    found = actor(words, LISTS)
    assert found is None or found.words == words
