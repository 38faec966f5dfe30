from __future__ import annotations

from datetime import date

import pytest

from coding.tellings import coded, numbered
from factory import claim, dates, place, says
from mnemon.coding.entries import Entries
from mnemon.model.text import Span
from mnemon.model.values import Dated, Placed, Values

LISTS = [
    ("numbers", "Incidents:\n1. Bara. Two died.\n2. Dera. One died.", ["1.", "2."]),
    ("letters", "(a) Sunday, Bara. Two died.\n(b) Monday, Dera. One died.", ["(a)", "(b)"]),
    ("dots", "• In Bara two died.\n• In Dera one died.", ["•", "•"]),
    ("days", "On 3 May 2021, two died.\n\nOn 5 May 2021, one died.", ["On 3", "On 5"]),
    ("places and days", "Bara, 3 May. Two died.\n\nDera, Nord (5 May). One died.", ["Bara", "Dera"]),
    ("a dateline and an update", "BARA, 3 May. Two died.\n\nUpdate, 5 May: One died.", []),
    ("weekdays", "Monday: two died.\nTuesday: one died.", ["Mon", "Tue"]),
    ("numbers of their own", "ML-0817. Two died.\nML-0818. One died.", ["ML-0817", "ML-0818"]),
    ("prose", "On Sunday two died.\n\nOn Monday one died.", []),
    ("one day", "On 3 May 2021, two died.\n\nThe army denied it.", []),
]


@pytest.mark.parametrize(("why", "text", "starts"), LISTS, ids=[row[0] for row in LISTS])
def test_where_entries_begin(why: str, text: str, starts: list[str]) -> None:
    entries = Entries.of(text, Values())
    assert len(entries.starts) == len(starts), why
    assert all(text[at:].startswith(start) for at, start in zip(entries.starts, starts, strict=True))


TEXT = "Bara (North): a mine killed two.\nDera: one killed."
PLACES = (
    Placed(Span(0, 4), place()),
    Placed(Span(6, 11), place(place_id="g-9", name="North", precision=4)),
    Placed(Span(33, 37), place(place_id="g-2", name="Dera")),
)


def test_entries_that_begin_with_their_place_give_it_to_what_names_none() -> None:
    entries = Entries.of(TEXT, Values(places=PLACES))
    second = claim(place=None, date=None, spans={"trigger": (Span(TEXT.index("killed."), len(TEXT)),)})
    given = entries.given(second, places=True)
    assert given.place is not None
    assert given.place.name == "Dera"
    assert "its entry of the list" in given.notes[-1]
    assert entries.given(second, places=False).place is None
    own = claim(spans=second.spans)
    assert entries.given(own, places=True) == own


def test_one_place_at_the_head_of_a_paragraph_makes_no_list() -> None:
    assert Entries.of(TEXT.split("\n", maxsplit=1)[0], Values(places=PLACES[:2])).starts == ()


def test_an_entry_has_its_day_and_a_date_line_is_none() -> None:
    text = "3 May 2021\n\n5 May 2021: two people killed."
    first, second = text.index("3 May"), text.index("5 May")
    times = (
        Dated(Span(first, first + 10), dates("2021-05-03")),
        Dated(Span(second, second + 10), dates("2021-05-05")),
    )
    entries = Entries.of(text, Values(times=times))
    assert [day.start if day else None for day in entries.days] == [None, date(2021, 5, 5)]


def test_a_list_under_a_day_has_that_day() -> None:
    text = "Daily summary, 7 May 2021\n1. Bara: two killed.\n2. Dera: one killed."
    at = text.index("7 May")
    entries = Entries.of(text, Values(times=(Dated(Span(at, at + 10), dates("2021-05-07")),)))
    assert [day.start if day else None for day in entries.days] == [date(2021, 5, 7)] * 2


def test_a_marked_entry_ends_at_a_blank_line() -> None:
    text = "- Two died in Bara.\n- One died in Dera.\n\nThe army said nothing."
    entries = Entries.of(text, Values())
    assert [entries.number(text.index(word)) for word in ("Bara", "Dera", "army")] == [1, 2, 0]
    assert entries.apart(text.index("Dera"), text.index("army"))


def test_figures_of_two_entries_are_of_two_events() -> None:
    dead = says("killed", "killed", count="Two", who="people")
    claims = coded(("1. Bara: Two people killed.", dead), ("\n2. Dera: Two people killed.", dead)).claims
    assert len({c.event_mention_id for c in claims}) == 2
    assert numbered(claims, "repeats") == [None, None]


def test_an_entry_ends_where_the_report_turns_to_the_whole() -> None:
    text = "On 3 May, two died in Bara.\n\nOn 5 May, one died.\n\nIn two separate incidents, six were hurt."
    entries = Entries.of(text, Values())
    assert [entries.number(text.index(word)) for word in ("Bara", "one died", "six")] == [1, 2, 0]
