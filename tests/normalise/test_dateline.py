"""Where is "here", which town does the title name, and from which day is "this morning" told?"""

from __future__ import annotations

from datetime import date

import pytest

from factory import located
from mnemon.model.marks import Frame, Marks, Name
from mnemon.model.text import Report, Span
from mnemon.model.values import FrameValues, Values
from mnemon.normalise import Lexicon, normalise


def values(lexicon: Lexicon, text: str, title: str = "", **roles: str) -> Values:
    """The values of a report of two sentences, the first its dateline, with one frame in the second."""
    start = next((i + 2 for i in range(len(text)) if text[i : i + 2] in ("- ", ". ")), 0)
    where: dict[str, tuple[Span, ...]] = {role: (located(words, text),) for role, words in roles.items()}
    frame = Frame("killed", located("killed", text), 1, where)
    spans = (Span(0, max(1, start - 1)), Span(start, len(text)))
    report = Report("r", "0" * 64, text, title=title, published_at=date(2024, 1, 16))
    return normalise(report, Marks(spans, (frame,)), lexicon)


def first(lexicon: Lexicon, text: str, **roles: str) -> FrameValues:
    return values(lexicon, text, **roles).frames[0]


HERE = [
    ("GOMA, Jan 16 - Two people were killed here on Monday.", "Goma"),
    ("GOMA, DR Congo, 16 January 2024. Two people were killed at a market here.", "Goma"),
    ("GOMA - Two people were killed on Monday.", None),
    ('GOMA - "Two were killed here," a nurse said.', None),
    ("Goma - Two people were killed here.", None),
    ("NOWHERESUCH - Two people were killed here.", None),
]


@pytest.mark.parametrize(("text", "name"), HERE, ids=[row[0][:40] for row in HERE])
def test_here_is_where_the_report_was_filed(lexicon: Lexicon, text: str, name: str | None) -> None:
    place = first(lexicon, text).place
    assert (place.name if place else None) == name


TITLES = [
    ("Missile hits Kharkiv block", "Kharkiv"),
    ("Kyiv says missile hit Kharkiv block", "Kharkiv"),
    ("Kyiv says missile hit block", None),
    ("Missile hits Kharkivite block", None),
    ("Missiles hit Kharkiv and Odesa", None),
    ("Missile hits block in Ukraine", None),
    ("Missile hits block", None),
]


@pytest.mark.parametrize(("title", "name"), TITLES, ids=[row[0] for row in TITLES])
def test_the_one_town_that_a_title_names(lexicon: Lexicon, title: str, name: str | None) -> None:
    text = "PARIS - Two were killed in Kharkiv. Kyiv spoke of more at Odesa in Ukraine."
    headed = values(lexicon, text, title).headed
    assert (headed.name if headed else None) == name


FILED = [
    ("GOMA, 14 January - Two were killed this morning.", "this morning", "2024-01-14"),
    ("GOMA, DR Congo, 14 January 2024. Two were killed on Friday.", "Friday", "2024-01-12"),
    ("Two died.\nUPDATE, 15 January: One more was killed this morning.", "this morning", "2024-01-15"),
    ("GOMA, 2 January - Two were killed this morning.", "this morning", "2024-01-16"),
    ("GOMA - On 14 January it rained. Two were killed this morning.", "this morning", "2024-01-16"),
]


@pytest.mark.parametrize(("text", "when", "day"), FILED, ids=[row[0][:40] for row in FILED])
def test_what_is_told_from_the_day_of_a_dateline(lexicon: Lexicon, text: str, when: str, day: str) -> None:
    found = first(lexicon, text, when=when).date
    assert found is not None
    assert found.start.isoformat() == day


NOWHERE = [
    ("A guard of the INGO office was killed.", "the INGO office"),
    ("He was killed after a Temple service.", "a Temple service"),
    ("He was killed in the PoC site.", "the PoC site"),
    ("He was killed at a UN agency.", "a UN agency"),
]


@pytest.mark.parametrize(("text", "where"), NOWHERE, ids=[row[1] for row in NOWHERE])
def test_short_names_of_bodies_and_things_are_no_places(lexicon: Lexicon, text: str, where: str) -> None:
    assert first(lexicon, text, where=where).place is None


def test_a_place_within_the_words_for_those_hit_tells_where(lexicon: Lexicon) -> None:
    text = "Drones hit the plant in Goma and killed two."
    names = (Name(located("Goma", text), "place", 0.9),)
    frame = Frame("airstrike", located("hit", text), 0, {"who": (located("the plant in Goma", text),)})
    report = Report("r", "0" * 64, text, published_at=date(2024, 1, 16))
    (found,) = normalise(report, Marks((Span(0, len(text)),), (frame,), names), lexicon).frames
    assert found.place is not None
    assert found.place.name == "Goma"
