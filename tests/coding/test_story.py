from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from coding.tellings import BY_RULES, CODER, coded
from factory import dates, place, says, telling
from mnemon.coding.story import only_hours
from mnemon.model.claims import Coded
from mnemon.model.text import Span
from mnemon.model.values import Dated, DateRange

BARA, KURMA = place(), place(place_id="g-2", name="Kurma", latitude=13.0, words="Kurma")
BLAST = (
    "A bomb exploded in Bara on Monday.",
    says("bombing", "exploded", where="Bara", when="Monday", place=BARA, date=dates("2021-05-03")),
)
DEAD = says("killed", "killed", count="Two", who="men")
SHOT_AT_KURMA = says("shooting", "shot", where="Kurma", place=KURMA, by="gunmen")
TRUCE = says("truce", "truce", when="June 2019", date=dates("2019-06-01", "2019-06-30"))
ARRESTED = says("detained", "arrested", count="two", when="Friday", date=dates("2021-05-07"))


def events(found: Coded) -> list[int]:
    """For each claim the number of its event, in order of first telling."""
    known = list(dict.fromkeys(c.event_mention_id for c in found.claims))
    return [known.index(c.event_mention_id) for c in found.claims]


GOES_ON: list[tuple[str, list[tuple[Any, ...]], list[int]]] = [
    ("harm in the next sentence", [("Two men were killed.", DEAD)], [0, 0]),
    ("an act without a setting of its own", [("Gunmen then fired.", says("shooting", "fired", by="Gunmen"))], [0, 0]),
    (
        "the attack, some sentences on",
        [("Rain fell.",)] * 5 + [("He condemned the attack.", says("attack", "attack"))],
        [0, 0],
    ),
    ("harm far from it, with no setting of its own", [("Rain fell.",)] * 5 + [("Two men were killed.", DEAD)], [0, 0]),
    ("nobody hurt in it", [("No one was hurt.", says("wounded", "hurt", count="No", status="negated"))], [0, 0]),
    (
        "a year long past",
        [
            (
                "In 2006 Two men were killed.",
                says("killed", "killed", when="2006", date=dates("2006-01-01", "2006-12-31")),
            )
        ],
        [0, 1],
    ),
    (
        "an act at another place",
        [("Two men were killed.", DEAD), ("In Kurma gunmen shot at a bus.", SHOT_AT_KURMA)],
        [0, 0, 1],
    ),
    ("another attack", [("In another attack Two men were killed.", DEAD)], [0, 1]),
    (
        "another day",
        [
            ("Two men were killed.", DEAD),
            ("On Friday he shot.", says("shooting", "shot", when="Friday", date=dates("2021-05-07"))),
        ],
        [0, 0, 1],
    ),
    ("a total", [("Two men were killed.", says("killed", "killed", count="Two", scope="total"))], [0, 1]),
    ("a threat", [("Two men will be killed.", says("killed", "killed", count="Two", status="future"))], [0, 1]),
    (
        "a truce of two years before",
        [("Two men were killed.", DEAD), ("\nThe rebels signed a truce in June 2019.", TRUCE)],
        [0, 0, 1],
    ),
    (
        "what the attack came so long after",
        [
            (
                "The attack came three days after shelling killed Two men.",
                says("attack", "attack"),
                says("shelling", "shelling"),
                DEAD,
            )
        ],
        [0, 0, 1, 1],
    ),
    (
        "arrests some days later",
        [("Two men were killed.", DEAD), ("\nOn Friday police arrested two men.", ARRESTED)],
        [0, 0, 1],
    ),
]


@pytest.mark.parametrize(("why", "sentences", "expected"), GOES_ON, ids=[row[0] for row in GOES_ON])
def test_what_goes_on_about_an_event(why: str, sentences: list[tuple[Any, ...]], expected: list[int]) -> None:
    assert events(coded(BLAST, *sentences)) == expected, why


def test_what_goes_on_has_the_place_and_day_of_the_event_and_says_so() -> None:
    _, harm = coded(BLAST, ("Two men were killed.", DEAD)).claims
    assert harm.place == BARA
    assert harm.date == dates("2021-05-03")
    assert "place and date as told of the same event" in harm.notes


def test_words_for_a_spot_say_nothing_against_the_place_of_their_event() -> None:
    shot = says("shooting", "shot", where="the camp")
    found = coded(BLAST, ("He shot at the camp in the attack.", shot, says("attack", "attack"))).claims
    assert [(c.place.name, c.notes[-1]) for c in found if c.kind == "shooting" and c.place] == [
        ("Bara", "place and date as told of the same event")
    ]


def test_entries_of_a_list_are_events_of_their_own() -> None:
    first, second = "1. A bomb exploded.", "2. Two men were killed."
    found = coded((f"{first}\n{second}", says("bombing", "exploded")), ("Rain fell.",))
    assert events(found) == [0]
    listed = coded(("A bomb exploded.", says("bombing", "exploded")), ("\n2. Two men were killed.", DEAD))
    assert events(listed) == [0, 1]


LONG = [
    ("a month", dates("2021-05-01", "2021-05-31"), True),
    ("a year", dates("2021-01-01", "2021-12-31"), True),
    ("since some day", dates("2021-05-01", "2021-06-14"), False),
    ("some weeks", dates("2021-05-03", "2021-05-23"), False),
]


@pytest.mark.parametrize(("why", "days", "passed"), LONG, ids=[row[0] for row in LONG])
def test_of_long_stretches_a_month_or_a_year_alone_is_passed_on(why: str, days: DateRange, passed: bool) -> None:
    act = says("bombing", "exploded", when="May", date=days)
    before, _, behind = coded(
        ("Two men were killed.", DEAD), ("A bomb exploded in May.", act), ("Two men were killed then.", DEAD)
    ).claims
    assert (before.date, behind.date) == (None, days if passed else None), why


def test_the_most_exact_place_of_an_event_is_that_of_all_its_claims_that_name_none_or_its_country() -> None:
    land = place(place_id="g-9", name="Sudan", precision=6, adm1=None, adm2=None, words="Sudan")
    first, second, third = coded(
        ("A bomb exploded in Sudan.", says("bombing", "exploded", where="Sudan", place=land)),
        ("Two men were killed.", DEAD),
        ("The bomb exploded in Bara.", says("bombing", "exploded", where="Bara", place=BARA)),
    ).claims
    assert (first.place, second.place, third.place) == (replace(BARA, words="Sudan"), BARA, BARA)
    assert "Sudan takes it in" in first.notes


def test_a_place_that_is_not_found_lies_somewhere_in_that_of_its_event() -> None:
    camp = place(
        place_id=None, name="the camp", latitude=None, longitude=None, country=None, adm1=None, words="the camp"
    )
    shot = says("shooting", "shot", where="the camp", place=camp)
    _, second = coded(BLAST, ("He shot at the camp.", shot)).claims
    assert second.place == replace(BARA, precision=2)
    assert "the camp is not found; somewhere there" in second.notes


def test_a_time_of_day_is_of_the_day_of_its_event() -> None:
    shot = says("shooting", "shot", when="10:39 a.m", date=replace(dates("2021-05-07"), words="10:39 a.m"))
    _, second = coded(BLAST, ("He shot at 10:39 a.m in the attack.", shot)).claims
    assert second.date == dates("2021-05-03")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("10:39 a.m. local time", True),
        ("shortly before dawn", True),
        ("2019", False),
        ("two days", False),
        ("5", False),
    ],
)
def test_which_words_are_a_time_of_day(words: str, expected: bool) -> None:
    assert only_hours(words, CODER.codebook.telling.hours) == expected


def test_the_country_of_all_places_is_that_of_claims_that_name_none() -> None:
    land = place(
        place_id="g-9", name="Sudan", precision=6, words="", reason="every place that the report names is in Sudan"
    )
    report, marks, values = telling(
        ("Two men were killed.", DEAD), ("Two fell in the camp.", says("killed", "fell", count="Two", where="the camp"))
    )
    first, second = BY_RULES.code(report, marks, replace(values, area=land)).claims
    assert first.place == land
    assert "place: every place that the report names is in Sudan" in first.notes
    assert second.place == land


def test_where_people_are_from_is_not_where_they_were_killed() -> None:
    dead = says("killed", "killed", count="Two", who="men", where="Bara", place=BARA)
    (claim,) = coded(("Two men from Bara were killed.", dead)).claims
    assert claim.place is None


def test_a_paragraph_that_turns_to_another_event_goes_on_about_it() -> None:
    raid = ("In a separate incident, gunmen raided Dera.", says("attack", "raided", place=place(place_id="g-2")))
    dead = ("A clerk was killed.", says("killed", "killed", count="A", who="clerk"))
    assert events(coded(BLAST, raid, dead)) == [0, 1, 1]


def test_what_was_a_day_before_what_its_sentence_begins_with_is_another_event() -> None:
    text = "On Thursday gunmen raided Bara, a day after a bomb exploded."
    raid = says("attack", "raided", by="gunmen", when="Thursday", date=dates("2021-05-06"))
    report, marks, values = telling((text, raid, says("bombing", "exploded")))
    times = (Dated(Span(3, 11), dates("2021-05-06")),)
    found = BY_RULES.code(report, marks, replace(values, times=times))
    assert events(found) == [0, 1]
    assert [c.date.start.isoformat() for c in found.claims if c.date] == ["2021-05-06", "2021-05-05"]
