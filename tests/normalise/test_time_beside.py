"""The date of a deed where other words of it name its weekday or its week, and what later words hang on."""

from __future__ import annotations

from datetime import date

import pytest

from mnemon.model.text import Span
from mnemon.normalise.time_beside import date_beside
from mnemon.normalise.timeline import timeline
from mnemon.normalise.times import read_phrase

WEDNESDAY = date(2025, 1, 15)
CASES = [
    ("its weekday", "A Sunday service was raided on 12 January.", ["Sunday", "12 January"], "2025-01-12"),
    ("another weekday", "A Monday service was raided on 12 January.", ["Monday", "12 January"], None),
    ("its week", "Earlier that week, on 3 January, they fled.", ["Earlier that week", "3 January"], "2025-01-03"),
    ("two dates", "They fled on 3 January and on 9 January.", ["3 January", "9 January"], None),
    ("a month", "They fled in June, on 3 January.", ["June", "3 January"], None),
    ("no date", "They fled on Sunday, that week.", ["Sunday", "that week"], None),
]


@pytest.mark.parametrize(("why", "text", "words", "day"), CASES, ids=[row[0] for row in CASES])
def test_the_date_among_words_for_one_time(why: str, text: str, words: list[str], day: str | None) -> None:
    told = timeline(text, WEDNESDAY)
    spans = [Span(text.index(w), text.index(w) + len(w)) for w in words]
    found = date_beside(told, spans, [read_phrase(text, span, told, WEDNESDAY) for span in spans])
    assert (found and str(found.start)) == day, why


HANGING = [
    (
        "a hearing to come",
        "On 10 January he was held. Bail will be heard on 22 January. On the same day two fled.",
        "the same day",
        "2025-01-10",
    ),
    (
        "the next day, without the",
        "On 10 January 300 ran to the forest and came back next day.",
        "next day",
        "2025-01-11",
    ),
    (
        "a month that ends its sentence",
        "Officers led him away in March. On 11 April he was found.",
        "March.",
        "2024-03-01",
    ),
]


@pytest.mark.parametrize(("why", "text", "words", "day"), HANGING, ids=[row[0] for row in HANGING])
def test_what_words_hang_on(why: str, text: str, words: str, day: str) -> None:
    told = [t for t in timeline(text, WEDNESDAY) if text[t.found.start : t.found.end] == words]
    assert [str(t.value.days.start) for t in told if t.value.days is not None] == [day], why
