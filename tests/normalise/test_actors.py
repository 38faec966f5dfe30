"""Who? Words for people and bodies, and the actors that they name."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnemon.model.values import Actor
from mnemon.normalise import actor
from mnemon.normalise.actor_context import ActorContext, actor_context
from mnemon.normalise.actor_lists import load_actors
from mnemon.normalise.datafiles import read_table

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
    ("gunmen", "armed group"),
    ("it is", "unknown"),
    ("people", "unknown"),
    ("Iraqis", "unknown"),
    ("rebels", "rebel group"),
    ("the army", "state force"),
    ("Iraqi and American troops", "state force"),
    ("civilians, Iraqi soldiers and police", "unknown"),
    ("Hamas and Fatah", "rebel group"),
]


@pytest.mark.parametrize(("words", "kind"), UNTOLD)
def test_who_is_not_told_apart_has_no_id(words: str, kind: str) -> None:
    found = actor(words, LISTS)
    assert found is not None
    assert (found.actor_id, found.name, found.kind) == (None, words, kind)


def test_no_words_are_nobody() -> None:
    assert actor(" ", LISTS) is None


UNITS = [
    ("SSO operators", "ukr-sso"),
    ("the SSO", "ukr-sso"),
    ("Ukrainian SSO", "ukr-sso"),
    ("the 8th Special Ops Regiment", "ukr-8th-special-operations-regiment"),
    ("the 4th Ranger Regiment", "ukr-military"),
    ("Russian SSO", "rus-sso"),
    ("a regiment", None),
]


@pytest.mark.parametrize(("words", "actor_id"), UNITS)
def test_a_unit_belongs_to_the_country_that_the_report_names_it_with(words: str, actor_id: str | None) -> None:
    context = actor_context(["Ukrainian Special Operations Forces (SSO)", "Russian officials"], LISTS)
    found = actor(words, LISTS, context)
    assert found is not None
    assert found.actor_id == actor_id
    assert actor_id is None or found.chain[-1] == f"{actor_id[:3]}-government"


def test_a_unit_named_with_no_country_stays_unknown() -> None:
    found = actor("the 4th Ranger Regiment", LISTS)
    assert found is not None
    assert found.actor_id is None


def test_units_of_two_countries_leave_a_bare_number_unknown() -> None:
    context = actor_context(["Ukrainian 3rd Assault Brigade", "Russian 155th Marine Brigade"], LISTS)
    found = actor("the 9th Battalion", LISTS, context)
    assert found is not None
    assert found.actor_id is None


def test_countries_have_their_codes_and_no_shared_demonym() -> None:
    rows = read_table("countries.tsv")
    demonyms = [name for row in rows for name in row["demonyms"].split(";") if name]
    assert all(len(row["iso2"]) == 2 and len(row["iso3"]) == 3 for row in rows)
    assert len(demonyms) == len(set(demonyms))


@given(st.text(max_size=80))
def test_whatever_the_words_they_are_kept(words: str) -> None:
    found = actor(words, LISTS)
    assert found is None or found.words == words


CHOICES = [
    ("SDF", {"SY"}, date(2020, 1, 1), "sdf-syria"),
    ("SSO operators", {"UA"}, None, "ukr-sso"),
    ("SSO operators", {"RU"}, None, "rus-sso"),
    ("SSO operators", {"RU", "UA"}, None, None),
    ("SSO operators", set(), None, None),
    ("the U.S.-led coalition", {"IQ"}, date(2016, 1, 1), "coalition-against-is"),
    ("the U.S.-led coalition", {"AF"}, date(2006, 1, 1), "coalition-afghanistan"),
    ("the U.S.-led coalition", {"IQ"}, date(2006, 1, 1), "mnf-i"),
    ("the U.S.-led coalition", set(), date(2006, 1, 1), "us-led-coalition"),
    ("Maoist rebels", {"NP"}, date(2005, 1, 1), "cpn-maoist"),
    ("Maoist rebels", {"IN"}, date(2015, 1, 1), "cpi-maoist"),
    ("Maoist rebels", {"NP", "IN"}, date(2005, 1, 1), None),
    ("Ansar al-Sunna", {"MZ"}, date(2020, 1, 1), "is-mozambique"),
    ("Ansar al-Sunna", {"IQ"}, date(2005, 1, 1), "ansar-al-sunna-iraq"),
    ("the Tamil Tigers", {"LK"}, date(2020, 1, 1), None),
    ("M23", {"CD"}, date(2008, 1, 1), None),
]


@pytest.mark.parametrize(("words", "countries", "day", "actor_id"), CHOICES)
def test_a_name_with_several_bearers_is_told_by_day_and_country(
    words: str, countries: set[str], day: date | None, actor_id: str | None
) -> None:
    found = actor(words, LISTS, ActorContext(countries=frozenset(countries), day=day))
    assert found is not None
    assert found.actor_id == actor_id
    assert found.actor_id is not None or found.candidates


PERIODS = [
    ("the RSF", date(2022, 1, 1), "state force", ("sdn-military", "sdn-government")),
    ("the RSF", date(2024, 1, 1), "militia", ()),
    ("the Taliban", date(2015, 1, 1), "rebel group", ()),
    ("the Taliban", date(2022, 1, 1), "government", ("afg-government",)),
    ("DPR forces", date(2016, 1, 1), "rebel group", ()),
    ("DPR forces", date(2024, 1, 1), "state force", ("rus-military", "rus-government")),
    ("Hashd al-Shaabi", date(2018, 1, 1), "state force", ("irq-military", "irq-government")),
]


@pytest.mark.parametrize(("words", "day", "kind", "chain"), PERIODS)
def test_what_an_actor_is_depends_on_the_day(words: str, day: date, kind: str, chain: tuple[str, ...]) -> None:
    found = actor(words, LISTS, ActorContext(day=day))
    assert found is not None
    assert (found.kind, found.chain, found.of) == (kind, chain, chain[0] if chain else None)


def test_sides_are_taken_by_period() -> None:
    rsf = LISTS.entries.get_entry("rsf")
    assert rsf.sides_at(date(2022, 1, 1)) == ()
    assert [side.against for side in rsf.sides_at(date(2024, 1, 1))] == [("sdn-military",)]


def test_a_report_says_which_countries_it_is_about() -> None:
    context = actor_context([], LISTS, names=["Kyiv", "Russian", "Nowhere"], day=date(2025, 1, 14))
    assert sorted(context.countries) == ["RU", "UA"]
    assert context.day == date(2025, 1, 14)


def test_a_part_is_within_its_parents_and_not_the_other_way_round() -> None:
    sso, army = actor("Ukrainian SSO", LISTS), actor("Ukrainian soldiers", LISTS)
    assert sso is not None
    assert army is not None
    assert sso.within(army)
    assert sso.within(sso)
    assert not army.within(sso)
    assert not Actor(None, "x").within(Actor(None, "x"))


ACLED = [
    ("gunmen", 3),
    ("rebels", 2),
    ("protesters", 6),
    ("rioters", 5),
    ("villagers", 7),
    ("soldiers", 1),
    ("UNIFIL", 8),
]


@pytest.mark.parametrize(("words", "code"), ACLED)
def test_a_kind_has_its_acled_code(words: str, code: int) -> None:
    found = actor(words, LISTS)
    assert found is not None
    assert found.inter == code


names = st.sampled_from(sorted(LISTS.entries.names))
words_of_all = st.lists(names | st.sampled_from(sorted([*LISTS.roles, *LISTS.peoples, "and", "of"])), max_size=5)
days = st.none() | st.dates()
contexts = st.builds(ActorContext, countries=st.frozensets(st.sampled_from(["UA", "RU", "SY", "ML"])), day=days)


@given(words_of_all.map(" ".join), contexts)
def test_no_actor_is_named_outside_of_its_years(words: str, context: ActorContext) -> None:
    for phrase in (words, words.upper()):
        found = actor(phrase, LISTS, context)
        entry = LISTS.entries.lookup_entry(found.actor_id) if found is not None and found.actor_id else None
        assert entry is None or entry.years.holds(context.day)
        assert found is None or found.actor_id is None or found.of == (found.chain[0] if found.chain else None)
