"""Which of several times of one deed is its date, where the rest only say of which day or week it is?"""

from __future__ import annotations

from collections.abc import Sequence

from mnemon.model.text import Span
from mnemon.model.values import DateRange
from mnemon.normalise.time_words import plain_weekday
from mnemon.normalise.timeline import Told

DATES = ("day", "numeric", "short")
"""Expressions that name a day by its number."""

WEEKS = ("period", "distance")


def date_beside(told: Sequence[Told], spans: Sequence[Span], ranges: Sequence[DateRange | None]) -> DateRange | None:
    """The one date of which all else is the weekday, or the week from which it was told; None where there is none.

    "A Sunday service on October 1" is October 1, where that was a Sunday; "earlier that week, on 28 October" the 28th.
    """
    read = [(days, _in(told, span)) for span, days in zip(spans, ranges, strict=True) if days is not None]
    dates = [days for days, found in read if any(t.found.reads in DATES for t in found)]
    if len({(days.start, days.end) for days in dates}) != 1 or dates[0].start != dates[0].end:
        return None
    rest = [t for _, found in read for t in found if not any(u.found.reads in DATES for u in found)]
    return dates[0] if all(_fits(t, dates[0]) for t in rest) else None


def _in(told: Sequence[Told], span: Span) -> list[Told]:
    return [t for t in told if t.found.start < span.end_char and span.start_char < t.found.end]


def _fits(told: Told, day: DateRange) -> bool:
    found = told.found
    if found.reads == "weekday":
        return plain_weekday(found.groups["weekday"]) == day.start.weekday()
    return found.reads in WEEKS and found.groups.get("unit") == "week"
