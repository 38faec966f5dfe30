from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import coded
from factory import dates, place, says
from mnemon.model.claims import Coded

BARA, KURMA = place(), place(place_id="g-2", name="Kurma", words="Kurma")
BLAST = (
    "A bomb exploded in Bara on Monday.",
    says("bombing", "exploded", where="Bara", when="Monday", place=BARA, date=dates("2021-05-03")),
)
DEAD = says("killed", "killed", count="Two", who="men")


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
    ("harm far from it", [("Rain fell.",)] * 5 + [("Two men were killed.", DEAD)], [0, 1]),
    (
        "another place",
        [("In Kurma Two men were killed.", says("killed", "killed", count="Two", where="Kurma", place=KURMA))],
        [0, 1],
    ),
    ("another attack", [("In another attack Two men were killed.", DEAD)], [0, 1]),
    (
        "another day",
        [("On Friday he shot.", says("shooting", "shot", when="Friday", date=dates("2021-05-07")))],
        [0, 1],
    ),
    ("a total", [("Two men were killed.", says("killed", "killed", count="Two", scope="total"))], [0, 1]),
    ("a threat", [("Two men will be killed.", says("killed", "killed", count="Two", status="future"))], [0, 1]),
    ("a truce", [("The truce held.", says("truce", "truce"))], [0, 1]),
    ("arrests", [("Police arrested two men.", says("detained", "arrested", count="two"))], [0, 1]),
]


@pytest.mark.parametrize(("why", "sentences", "expected"), GOES_ON, ids=[row[0] for row in GOES_ON])
def test_what_goes_on_about_an_event(why: str, sentences: list[tuple[Any, ...]], expected: list[int]) -> None:
    assert events(coded(BLAST, *sentences)) == expected, why


def test_what_goes_on_has_the_place_and_day_of_the_event_and_says_so() -> None:
    _, harm = coded(BLAST, ("Two men were killed.", DEAD)).claims
    assert harm.place == BARA
    assert harm.date == dates("2021-05-03")
    assert "place and date as told of the same event" in harm.notes


def test_words_for_a_place_that_was_not_found_are_not_overwritten() -> None:
    shot = says("shooting", "shot", where="the camp")
    found = coded(BLAST, ("He shot at the camp in the attack.", shot, says("attack", "attack"))).claims
    assert [c.place for c in found if c.kind == "shooting"] == [None]


def test_entries_of_a_list_are_events_of_their_own() -> None:
    first, second = "1. A bomb exploded.", "2. Two men were killed."
    found = coded((f"{first}\n{second}", says("bombing", "exploded")), ("Rain fell.",))
    assert events(found) == [0]
    listed = coded(("A bomb exploded.", says("bombing", "exploded")), ("\n2. Two men were killed.", DEAD))
    assert events(listed) == [0, 1]


def test_a_month_is_no_day_to_pass_on_and_nothing_is_passed_back() -> None:
    act = says("bombing", "exploded", when="May", date=dates("2021-05-01", "2021-05-31"))
    _, harm = coded(("A bomb exploded in May.", act), ("Two men were killed.", DEAD)).claims
    assert harm.date is None
    placed = says("killed", "killed", count="Two", where="Bara", place=BARA)
    first, second = coded(
        ("A bomb exploded.", says("bombing", "exploded")), ("Two were killed in Bara.", placed)
    ).claims
    assert (first.place, second.place) == (None, BARA)
