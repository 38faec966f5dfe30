from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from factory import claim, dates, place
from mnemon.coding import open_codebook
from mnemon.coding.days_after import came_after, days_after
from mnemon.coding.mentions import NOTHING
from mnemon.coding.settings import Around, set_in_place
from mnemon.coding.story import Story
from mnemon.model.claims import Claim
from mnemon.model.text import Span
from mnemon.model.values import NOT_FOUND, Dated, DateRange, Place, Placed, Rival

BOOK = open_codebook()
TEXT = "A bomb killed two in Bara. Later the bomber died. In a separate incident a man died at a market."
COUNTRY = place(place_id="g-sd", name="Sudan", precision=6, words="", reason="every place is there")


def told(name: str, start: int, end: int, **changes: Any) -> Claim:  # noqa: ANN401 - any field of the record
    spans = {"trigger": (Span(start, start + 3),)}
    made: dict[str, Any] = {"id": name, "kind": "killed", "sentence": Span(start, end), "spans": spans}
    return claim(**made | {"place": None, "date": None} | changes)


def placed(*claims: Claim, country: Place | None = None, headed: Place | None = None) -> list[str | None]:
    return [c.place.name if c.place else None for c in set_in(claims, Around(country, headed))]


def set_in(claims: Sequence[Claim], around: Around = NOTHING, event: str = "") -> list[Claim]:
    """The claims set in place; `event`: what all are of, else each is of its own."""
    story = Story(TEXT, {c.id: n for n, c in enumerate(claims)}, BOOK.telling, BOOK.one_event)
    return set_in_place(claims, {c.id: event or c.id for c in claims}, story, around)


BOMB = told("a", 0, 26, place=place(), date=dates())
OTHERS: list[tuple[str, Claim, str | None]] = [
    ("a death", told("b", 27, 49), "Bara"),
    ("an arrest, often told of elsewhere", told("b", 27, 49, kind="detained"), None),
    ("what goes on for long", told("b", 27, 49, kind="protest"), None),
    ("a total", told("b", 27, 49, scope="total"), None),
    ("a threat", told("b", 27, 49, status="future"), None),
    ("another day", told("b", 27, 49, date=dates("2021-06-01")), None),
    ("the same day", told("b", 27, 49, date=dates()), "Bara"),
    ("something separate", told("b", 50, 96), None),
]


@pytest.mark.parametrize(("why", "other", "name"), OTHERS, ids=[row[0] for row in OTHERS])
def test_the_one_place_of_all_events_is_that_of_violence_that_names_none(
    why: str, other: Claim, name: str | None
) -> None:
    assert placed(BOMB, other) == ["Bara", name], why


TITLED = place(place_id="g-9", name="Mora", precision=1)
HEADED: list[tuple[str, list[Claim], list[str | None]]] = [
    ("the event it begins with", [told("a", 0, 26)], ["Mora"]),
    ("a later event is elsewhere", [told("a", 0, 26), told("b", 50, 96, kind="protest")], ["Mora", None]),
    ("its own place stands", [BOMB], ["Bara"]),
    ("a total", [told("a", 0, 26, scope="total")], [None]),
    (
        "a place that is not found",
        [told("a", 0, 26, spans={"trigger": (Span(7, 13),), "where": (Span(21, 25),)})],
        [None],
    ),
]


@pytest.mark.parametrize(("why", "claims", "names"), HEADED, ids=[row[0] for row in HEADED])
def test_the_town_of_the_title_is_that_of_the_event_it_begins_with(
    why: str, claims: list[Claim], names: list[str | None]
) -> None:
    assert placed(*claims, headed=TITLED) == names, why


def test_two_places_are_no_one_place() -> None:
    dera = told("b", 27, 49, place=place(place_id="g-2", name="Dera", adm1="South"))
    assert placed(BOMB, dera, told("c", 27, 49)) == ["Bara", "Dera", None]


UNKNOWN = place(place_id=None, name="Musa", latitude=None, longitude=None, country=None, adm1=None, adm2=None)


def test_a_place_in_no_gazetteer_is_somewhere_in_the_country() -> None:
    lost = replace(UNKNOWN, note=NOT_FOUND)
    assert placed(told("a", 0, 26, place=lost), country=COUNTRY) == ["Sudan"]
    there = replace(UNKNOWN, rivals=(Rival("g-3", "Musa", 1.0, 2.0, "SD", None),))
    assert placed(told("a", 0, 26, place=there), country=COUNTRY) == ["Sudan"]
    abroad = replace(UNKNOWN, rivals=(Rival("g-3", "Musa", 1.0, 2.0, "KE", None),))
    assert placed(told("a", 0, 26, place=abroad), country=COUNTRY) == ["Musa"]
    assert placed(told("a", 0, 26), country=COUNTRY) == ["Sudan"]


MONDAY, TUESDAY, FRIDAY = dates("2021-05-03"), dates("2021-05-04"), dates("2021-05-07")
ACT, HARM, FREED = ({"kind": kind} for kind in ("attack", "killed", "released"))
DAYS: list[tuple[str, list[dict[str, Any]], list[DateRange | None]]] = [
    (
        "of the act before that of the harm",
        [{"date": TUESDAY}, ACT | {"date": MONDAY}, HARM],
        [TUESDAY, MONDAY, MONDAY],
    ),
    (
        "of the harm before an arrest",
        [{"kind": "detained", "date": FRIDAY}, {"date": MONDAY}, {}],
        [FRIDAY, MONDAY, MONDAY],
    ),
    ("of the act told first", [ACT | {"date": MONDAY}, ACT | {"date": FRIDAY}, {}], [MONDAY, FRIDAY, MONDAY]),
    ("of a release for that alone", [{}, FREED | {"date": FRIDAY}, FREED], [None, FRIDAY, FRIDAY]),
    ("of the deed for all but a release", [{"date": MONDAY}, FREED | {"date": FRIDAY}, {}], [MONDAY, FRIDAY, MONDAY]),
]


@pytest.mark.parametrize(("why", "fields", "expected"), DAYS, ids=[row[0] for row in DAYS])
def test_the_day_of_an_event(why: str, fields: list[dict[str, Any]], expected: list[DateRange | None]) -> None:
    claims = [told(f"c-{n}", 27 * n, 27 * n + 22, **given) for n, given in enumerate(fields)]
    assert [c.date for c in set_in(claims, event="e")] == expected, why


def test_a_country_is_the_town_of_its_event_that_lies_in_it() -> None:
    bara = told("b", 27, 49, place=place())
    first, second = set_in([told("a", 0, 26, place=COUNTRY), bara], event="e")
    assert (first.place, second.place) == (replace(place(), words=COUNTRY.words), place())
    assert "Sudan takes it in" in first.notes
    assert set_in([told("a", 0, 26, place=ABROAD), bara], event="e")[0].place == ABROAD


ABROAD = place(place_id="g-ke", name="Kenya", precision=6, country="KE", adm1=None, adm2=None)


def test_a_time_of_day_alone_is_of_the_day_told_before() -> None:
    late = told("a", 0, 26)
    assert set_in([late], Around(hours={"a": MONDAY}))[0].date == MONDAY
    assert set_in([replace(late, date=FRIDAY)], Around(hours={"a": MONDAY}))[0].date == FRIDAY


NAMED: list[tuple[str, Placed, str | None]] = [
    ("before it", Placed(Span(21, 25), place()), "Bara"),
    ("a country", Placed(Span(21, 25), COUNTRY), None),
    ("who governs from there", Placed(Span(21, 25), place(), "government"), None),
    ("behind it", Placed(Span(60, 64), place()), None),
    ("in its own sentence", Placed(Span(33, 37), place()), None),
]


@pytest.mark.parametrize(("why", "named", "name"), NAMED, ids=[row[0] for row in NAMED])
def test_the_place_named_last_before_a_claim_in_its_paragraph(why: str, named: Placed, name: str | None) -> None:
    (found,) = set_in([told("b", 27, 49)], Around(places=(named,)))
    assert (found.place.name if found.place else None) == name, why


CAME = "Rebels shelled Bara on Sunday. The attack came two weeks after soldiers shot a man. He was 30."
SHELLED = told("a", 0, 30, kind="shelling", place=place(), date=dates("2021-05-16"))
SHOT: list[tuple[str, list[Claim], str | None]] = [
    ("of the opening", [told("b", 31, 83, spans={"trigger": (Span(71, 75),)})], "2021-05-02"),
    (
        "of the act it names",
        [
            told("c", 31, 83, kind="attack", date=dates("2021-05-15"), spans={"trigger": (Span(35, 41),)}),
            told("b", 31, 83, spans={"trigger": (Span(71, 75),)}),
        ],
        "2021-05-01",
    ),
    ("before the words", [told("b", 31, 83, spans={"trigger": (Span(35, 41),)})], None),
    ("elsewhere", [told("b", 84, 94, spans={"trigger": (Span(87, 90),)})], None),
]


@pytest.mark.parametrize(("why", "others", "day"), SHOT, ids=[row[0] for row in SHOT])
def test_what_an_event_came_so_long_after_has_its_day(why: str, others: list[Claim], day: str | None) -> None:
    found = came_after(CAME, [SHELLED, *others])[-1].date
    assert (found.start.isoformat() if found else None) == day, why


def test_what_a_night_came_so_long_after_has_two_days() -> None:
    night = replace(SHELLED, date=dates("2021-05-15", "2021-05-16"))
    found = came_after(CAME, [night, told("b", 31, 83, spans={"trigger": (Span(71, 75),)})])[-1].date
    assert found is not None
    assert (found.start.isoformat(), found.end.isoformat()) == ("2021-05-01", "2021-05-02")
    week = replace(SHELLED, date=dates("2021-05-10", "2021-05-16"))
    assert came_after(CAME, [week, told("b", 31, 83, spans={"trigger": (Span(71, 75),)})])[-1].date is None


def test_a_later_death_dates_nothing_but_itself() -> None:
    text = "A mine hurt two. One died in hospital on Friday."
    hurt = told("a", 0, 16, kind="wounded", spans={"trigger": (Span(7, 11),)})
    died = told("b", 17, 48, date=dates(), spans={"trigger": (Span(21, 25),), "when": (Span(41, 47),)})
    story = Story(text, {"a": 0, "b": 1}, BOOK.telling, BOOK.one_event)
    assert [c.date for c in set_in_place([hurt, died], {"a": "x", "b": "x"}, story, NOTHING)] == [None, dates()]


def test_last_week_is_the_day_that_is_told_behind_it() -> None:
    week, day = dates("2021-05-10", "2021-05-16"), dates("2021-05-12")
    first = told("a", 0, 26, kind="attack", date=week, spans={"trigger": (Span(2, 6),), "when": (Span(22, 25),)})
    second = told("b", 27, 49, kind="attack", date=day)
    assert [c.date for c in set_in([first, second], event="x")] == [day, day]
    behind = replace(first, sentence=Span(50, 96))
    assert set_in([second, behind], event="x")[1].date == week


AFTER = "On Thursday, a day after gunmen killed two, men mourned. Three days after that he fell."
BEHIND: list[tuple[str, Claim, DateRange | None]] = [
    ("a day before", told("a", 0, 56, spans={"trigger": (Span(32, 38),)}), dates("2021-05-05")),
    ("before the words", told("a", 0, 56, spans={"trigger": (Span(3, 11),)}), None),
    ("with a time of its own", told("a", 0, 56, spans={"trigger": (Span(32, 38),), "when": (Span(3, 11),)}), None),
    ("pointing back", told("a", 57, 88, spans={"trigger": (Span(83, 87),)}), None),
    ("planned", told("a", 0, 56, status="future", spans={"trigger": (Span(32, 38),)}), None),
]


@pytest.mark.parametrize(("why", "claim_told", "day"), BEHIND, ids=[row[0] for row in BEHIND])
def test_what_was_so_many_days_before_what_is_dated(why: str, claim_told: Claim, day: DateRange | None) -> None:
    (found,) = days_after(AFTER, [claim_told], [Dated(Span(3, 11), dates("2021-05-06"))])
    when = found.date and replace(found.date, words=day.words if day else "", reason=day.reason if day else "")
    assert when == day, why
