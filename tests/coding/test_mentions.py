# ruff: noqa: ANN401 - a builder takes any of its record's fields; the record itself checks their names

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory import claim, dates, place
from mnemon.coding.mentions import group
from mnemon.model.claims import Claim
from mnemon.model.marks import KINDS, STATUSES
from mnemon.model.text import Span

NOWHERE: dict[str, Any] = {"place": None, "date": None, "means": None}


def harm(name: str, kind: str = "killed", at: int = 0, **changes: Any) -> Claim:
    """A claim of the first sentence, whose trigger begins at `at`."""
    spans = {"trigger": (Span(at, at + 3),)}
    return claim(id=name, kind=kind, spans=spans, **{"sentence": Span(0, 99)} | NOWHERE | changes)


def events(*claims: Claim) -> list[set[str]]:
    """The ids of the claims of each mention."""
    mentions, grouped = group("r-1", claims)
    return [{c.id for c in grouped if c.event_mention_id == m.id} for m in mentions]


def test_an_act_and_the_harm_it_did_are_one_event() -> None:
    assert events(harm("dead"), harm("hurt", "wounded", 10), harm("blast", "bombing", 20)) == [
        {"dead", "hurt", "blast"}
    ]


APART: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("another sentence", {}, {"sentence": Span(100, 199)}),
    ("another place", {"place": place()}, {"place": place(place_id="g-2", words="Dera")}),
    ("another day", {"date": dates()}, {"date": dates("2021-05-04")}),
    ("a total", {}, {"scope": "total"}),
    ("two totals", {"scope": "total"}, {"scope": "total"}),
    ("denied", {}, {"status": "denied"}),
]


@pytest.mark.parametrize(("why", "left", "right"), APART, ids=[why for why, *_ in APART])
def test_what_keeps_claims_apart(why: str, left: dict[str, Any], right: dict[str, Any]) -> None:
    assert events(harm("a", **left), harm("b", "wounded", 10, **right)) == [{"a"}, {"b"}], why


TOGETHER: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("one place is not stated", {"place": place()}, {}),
    ("one place in other words", {"place": place()}, {"place": place(words="the town of Bara")}),
    ("days that overlap", {"date": dates()}, {"date": dates("2021-05-01", "2021-05-31", precision=4)}),
]


@pytest.mark.parametrize(("why", "left", "right"), TOGETHER, ids=[why for why, *_ in TOGETHER])
def test_what_does_not_keep_claims_apart(why: str, left: dict[str, Any], right: dict[str, Any]) -> None:
    assert events(harm("a", **left), harm("b", "wounded", 10, **right)) == [{"a", "b"}], why


def test_two_acts_of_one_sentence_are_two_events_and_each_harm_goes_with_its_means() -> None:
    blast, raid = harm("blast", "bombing", 20), harm("raid", "shooting", 40)
    dead = claim(id="dead", sentence=Span(0, 99), spans={"trigger": (Span(0, 3),), "means": (Span(20, 23),)}, **NOWHERE)
    hurt = claim(
        id="hurt",
        kind="wounded",
        sentence=Span(0, 99),
        spans={"trigger": (Span(60, 63),), "means": (Span(40, 43),)},
        **NOWHERE | {"means": "raid"},
    )
    assert events(dead, blast, raid, hurt) == [{"dead", "blast"}, {"raid", "hurt"}]


def test_a_part_and_a_repeat_belong_to_their_first_telling_s_event() -> None:
    later: dict[str, Any] = {"sentence": Span(100, 199)}
    part, repeat = harm("part", part_of="all", **later), harm("again", repeats="all", status="possible", **later)
    assert events(harm("all"), part, repeat) == [{"all", "part", "again"}]


def test_a_mention_is_named_for_its_act_and_stands_where_it_is_told_most_exactly() -> None:
    region = place(place_id="g-n", name="North", precision=4, words="Bara")
    blast = harm("blast", "bombing", 20, place=region, date=dates("2021-05-01", "2021-05-31", precision=4))
    (found,), _ = group("r-1", [harm("dead", place=place(), date=dates()), blast])
    assert (found.type, found.place, found.date) == ("bombing", place(), dates())
    assert found.spans == (Span(0, 3), Span(20, 23))


def test_a_mention_has_the_day_of_the_deed_not_of_what_followed() -> None:
    freed = harm("freed", "released", date=dates("2021-05-06"))
    taken = harm("taken", "abducted", 20, date=dates("2021-04-01", "2021-04-30", precision=4))
    (found,), _ = group("r-1", [freed, taken], together=[("freed", "taken")])
    assert found.date == taken.date
    (alone,), _ = group("r-1", [freed])
    assert alone.date == freed.date


def test_a_place_off_the_map_does_not_displace_one_that_is_on_it() -> None:
    unmapped = place(place_id=None, latitude=None, longitude=None, precision=1)
    region = place(precision=4)
    (found,), _ = group("r-1", [harm("a", place=unmapped), harm("b", "wounded", 10, place=region)])
    assert found.place == region


def test_a_report_without_claims_tells_of_no_event() -> None:
    assert group("r-1", []) == ((), ())


@st.composite
def told(draw: st.DrawFn) -> list[Claim]:
    """Claims of a few sentences; parts and repeats point to claims told before."""
    claims: list[Claim] = []
    for i in range(draw(st.integers(0, 8))):
        sentence = draw(st.integers(0, 2)) * 100
        earlier = st.none() | st.sampled_from([c.id for c in claims]) if claims else st.none()
        made = claim(
            id=f"c-{i}",
            kind=draw(st.sampled_from(KINDS)),
            status=draw(st.sampled_from(STATUSES)),
            scope=draw(st.sampled_from(["event", "total"])),
            place=draw(st.sampled_from([None, place(), place(place_id="g-2", words="Dera")])),
            date=draw(st.sampled_from([None, dates(), dates("2021-06-01")])),
            part_of=draw(earlier),
            repeats=draw(earlier),
            sentence=Span(sentence, sentence + 99),
            spans={"trigger": (Span(sentence + i, sentence + i + 1),)},
        )
        claims.append(made)
    return claims


@given(told())
def test_each_claim_belongs_to_exactly_one_mention(claims: list[Claim]) -> None:
    mentions, grouped = group("r-1", claims)
    assert [c.id for c in grouped] == [c.id for c in claims]
    homes = [[m.id for m in mentions if c.spans["trigger"][0] in m.spans] for c in grouped]
    assert homes == [[c.event_mention_id] for c in grouped]
    assert len({m.id for m in mentions}) == len(mentions)
    assert all(m.report_id == "r-1" for m in mentions)
