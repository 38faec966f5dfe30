from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory import actor, at_least, claim, count, dates, mention, place, villagers
from mnemon.linking import Telling, open_weights
from mnemon.linking.compare import compare
from mnemon.linking.details import km_apart
from mnemon.model.claims import Claim, EventMention
from mnemon.model.events import Reason
from mnemon.model.values import DateRange, Place, Quantity

WEIGHTS = open_weights()


def both_ways(what: str, left: EventMention, right: EventMention) -> list[Reason]:
    """What is found of two mentions, the one first and the other first."""
    pair = Telling(left, ()), Telling(replace(right, id="m-2", report_id="r-2"), ())
    return [r for told in (pair, pair[::-1]) for r in compare(*told, WEIGHTS) if r.what == what]


DATES: list[tuple[DateRange | None, DateRange | None, str, bool]] = [
    (dates(), dates(), "same day", True),
    (dates(), dates("2021-05-01", "2021-05-07", precision=3), "days that overlap (7 days long)", True),
    (dates(), dates("2021-05-01", "2021-05-31", precision=4), "long stretches that overlap (31 days long)", False),
    (dates(), dates("2021-05-04"), "a day apart", True),
    (dates(), dates("2021-05-05"), "days apart (2 days)", True),
    (dates(), dates("2021-05-06"), "too far apart (3 days)", False),
    (dates("2021-05-01", "2021-05-02", precision=2), dates("2021-05-09"), "too far apart (7 days)", False),
    (dates(), None, "not stated", False),
    (None, None, "not stated", False),
]


@pytest.mark.parametrize(("left", "right", "found", "agrees"), DATES)
def test_days_are_compared_by_both_their_ranges(
    left: DateRange | None, right: DateRange | None, found: str, agrees: bool
) -> None:
    for reason in both_ways("date", mention(date=left), mention(date=right)):
        assert (reason.found, WEIGHTS.agree(reason)) == (found, agrees)


def region(**changes: object) -> Place:
    return place(place_id="g-north", name="North", precision=4, latitude=13.0, longitude=24.0, adm2=None, **changes)


def unmapped(name: str = "Dera") -> Place:
    return Place(None, name, None, None, 7, words=name)


PLACES: list[tuple[Place | None, Place | None, str, bool]] = [
    (place(), place(words="the town of Bara"), "same place (Bara)", True),
    (place(), place(place_id="g-2", latitude=12.55), "very near (6 km)", True),
    (place(), place(place_id="g-2", latitude=12.75), "same region (28 km)", False),
    (place(), place(place_id="g-2", latitude=13.5), "far apart (111 km)", False),
    (place(), place(place_id="g-2", latitude=None, longitude=None), "not comparable", False),
    (place(), region(), "one within the other", True),
    (region(), region(), "same region", False),
    (place(), place(place_id="g-3", adm1="South"), "elsewhere", False),
    (place(), place(place_id="g-4", country="TD", adm1=None), "elsewhere", False),
    (place(), place(place_id="g-sd", name="Sudan", precision=6, adm1=None), "somewhere in the country", True),
    (place(), place(place_id="g-sd", name="Sudan", precision=6, adm1=None, country=None), "not comparable", False),
    (unmapped(), unmapped("DERA"), "same name, not on the map", True),
    (unmapped(), unmapped("Nima"), "not comparable", False),
    (place(), unmapped("Bara"), "not comparable", False),
    (place(), None, "not stated", False),
    (None, None, "not stated", False),
]


@pytest.mark.parametrize(("left", "right", "found", "agrees"), PLACES)
def test_places_are_compared_as_exactly_as_they_were_stated(
    left: Place | None, right: Place | None, found: str, agrees: bool
) -> None:
    for reason in both_ways("place", mention(place=left), mention(place=right)):
        assert (reason.found, WEIGHTS.agree(reason)) == (found, agrees)


def found(what: str, ours: Claim, theirs: Claim) -> str:
    """What is found about one feature of two tellings with one claim each."""
    left = Telling(mention(type=ours.kind), (ours,))
    right = Telling(mention(id="m-2", report_id="r-2", type=theirs.kind), (theirs,))
    (one,) = [r.found for r in compare(left, right, WEIGHTS) if r.what == what]
    (other,) = [r.found for r in compare(right, left, WEIGHTS) if r.what == what]
    assert one == other
    return one


KINDS = [
    ("shelling", "shelling", "same act (shelling)"),
    ("killed", "killed", "same harm (killed)"),
    ("killed", "airstrike", "kinds that go together"),
    ("truce", "shelling", "kinds that do not go together"),
]


@pytest.mark.parametrize(("ours", "theirs", "expected"), KINDS)
def test_kinds(ours: str, theirs: str, expected: str) -> None:
    assert found("kind", claim(kind=ours), claim(kind=theirs)) == expected


COUNTS: list[tuple[Quantity | None, Quantity | None, str]] = [
    (count(5), count(5), "same figure"),
    (count(2), count(2), "same small figure"),
    (count(7), at_least(5), "figures that can be one"),
    (at_least(5), at_least(5), "figures that can be one"),
    (count(5), count(7), "figures near one another"),
    (count(5), count(40), "figures far apart"),
    (count(25), count(60), "large figures near one another"),
    (count(25), count(200), "large figures far apart"),
    (count(5), None, "not comparable"),
    (Quantity(None, None, None), count(5), "not comparable"),
]


@pytest.mark.parametrize(("ours", "theirs", "expected"), COUNTS)
def test_counts(ours: Quantity | None, theirs: Quantity | None, expected: str) -> None:
    assert found("dead", claim(quantity=ours), claim(quantity=theirs)) == expected


def on_day(day: str, killed: int) -> Telling:
    one = dates(day)
    return Telling(mention(date=one), (claim(kind="killed", quantity=count(killed), date=one),))


@pytest.mark.parametrize(
    ("figures", "found"), [((12, 12), "a day apart with one figure"), ((2, 2), "a day apart"), ((12, 9), "a day apart")]
)
def test_a_day_more_is_no_other_event_where_both_give_one_uncommon_number(figures: tuple[int, int], found: str) -> None:
    made = compare(on_day("2021-05-03", figures[0]), on_day("2021-05-04", figures[1]), WEIGHTS)
    assert [reason.found for reason in made if reason.what == "date"] == [found]


def test_a_month_is_agreement_where_both_tell_of_many_dead() -> None:
    month = dates("2021-05-01", "2021-05-31", precision=4)
    for killed, expected in (
        (40, "long stretches with large figures (31 days long)"),
        (4, "long stretches that overlap (31 days long)"),
    ):
        told = Telling(mention(date=month), (claim(kind="killed", quantity=count(killed)),))
        (reason,) = [r for r in compare(on_day("2021-05-03", killed), told, WEIGHTS) if r.what == "date"]
        assert reason.found == expected
        assert WEIGHTS.agree(reason) is (killed == 40)


def test_numbers_of_different_harms_are_not_compared() -> None:
    assert found("dead", claim(), claim(kind="wounded")) == "one gives none"


def test_actors_are_compared_by_id_and_by_name_and_silence_says_nothing() -> None:
    other = actor(actor_id="a-other", name="Other Army")
    assert found("victims", claim(), claim(victims=villagers(name="Villagers"))) == "same victims"
    assert found("victims", claim(victims=actor()), claim(victims=other)) == "different victims"
    assert found("victims", claim(), claim(victims=actor())) == "not comparable"
    assert found("by", claim(by=actor()), claim(by=actor())) == "same perpetrator"
    assert found("by", claim(by=actor()), claim(by=other)) == "different perpetrators"
    assert found("by", claim(by=None), claim(by=actor())) == "not comparable"


def test_means_are_compared_by_their_words() -> None:
    assert found("means", claim(), claim(means="Shelling ")) == "same words (shelling)"
    assert found("means", claim(), claim(means="drones")) == "other words"
    assert found("means", claim(), claim(means=None)) == "not comparable"


@given(*[st.tuples(st.floats(-90, 90), st.floats(-180, 180))] * 2)
def test_a_distance_is_the_same_both_ways_and_never_more_than_half_way_round(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    left, right = (place(latitude=at[0], longitude=at[1]) for at in (one, other))
    there, back = km_apart(left, right), km_apart(right, left)
    assert there is not None
    assert there == back
    assert 0 <= there <= 20016
    assert km_apart(left, left) == 0
