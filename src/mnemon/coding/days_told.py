"""On which of the days that a report names was what it tells without a day? Learnt (`python -m training.days`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from mnemon.coding.events_told import binned
from mnemon.coding.likeness import Likeness
from mnemon.coding.scenes import is_late, is_told
from mnemon.coding.story import Story
from mnemon.coding.unset import Unset, by_event, its_order, its_words, likeliest, where_it_stands, whose_it_is
from mnemon.model.claims import Attribution, Claim
from mnemon.model.text import Span
from mnemon.model.values import Dated, DateRange

LONG = (1, 2, 4, 8, 31, 366)
AGO = (0, 1, 2, 3, 7, 14, 31, 366)
JOINT = re.compile(r" ?(?:,? ?and|to|until|through|or|[-–—]) ?(?:on |the )?")
"""What stands between the first and the last of some days ("on Friday and Saturday", "16 to 22 March")."""

NOTHING_ELSE = re.compile(r"[\s.,:;()–—-]*")
"""What else stands in a line that names the report's own day and nothing besides."""

NUMBER, BLANK = re.compile(r"\d"), "#"


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a report names, and what tells which of them an event was on.

    `times`: in the order of the text, with the stretches that two of them are the ends of; `sentences`: of the text;
    `said`: who says what in it; `common`: stems of words that stand in reports of any event.
    """

    text: str
    times: tuple[Dated, ...]
    sentences: Sequence[Span]
    published: date | None
    said: Sequence[Attribution]
    story: Story
    likeness: Likeness
    common: frozenset[str]

    @staticmethod
    def named(text: str, times: Sequence[Dated], published: date | None) -> tuple[Dated, ...]:
        """The times that may be an event's day: not the line of the report's own day, nor what is yet to come."""
        told = [t for t in times if not _is_dateline(text, t, published)]
        whole = [t for t in (*told, *_stretches(text, told)) if t.range is not None]
        past = [t for t in whole if t.range is not None and (published is None or t.range.start <= published)]
        return tuple(sorted(past, key=lambda t: (t.span.start_char, t.span.end_char)))

    def given(self, claims: Sequence[Claim], home: Mapping[str, str]) -> list[Claim]:
        """Claims of an event of which no day is told with the likeliest of the days that are named, and a note.

        `home`: each claim's event. Where none is likely enough they stay as they are.
        """
        days: dict[str, DateRange] = {}
        for undated in self.undated(claims, home).values() if self.times else ():
            best = likeliest(self.likeness, self.beside(undated, claims))
            time = None if best is None else self.times[best]
            if time is not None and time.range is not None:
                day = replace(time.range, words=time.span.of(self.text))
                days |= {claim.id: day for claim in undated}
        return [_at(c, days[c.id]) if c.id in days else c for c in claims]

    def undated(self, claims: Sequence[Claim], home: Mapping[str, str]) -> dict[str, list[Claim]]:
        """By event, the claims that tell no day of the events of which none does, or only of later deaths."""
        events = by_event(claims, home)
        none = [event for event, told in events.items() if all(c.date is None or is_late(self.text, c) for c in told)]
        return {event: found for event in none if (found := [c for c in events[event] if self._is_open(c)])}

    def _is_open(self, claim: Claim) -> bool:
        return claim.date is None and is_told(claim) and self.story.tells_no_day(claim)

    def beside(self, undated: Sequence[Claim], claims: Sequence[Claim]) -> list[frozenset[str]]:
        """What is so of an event's undated claims and of each of the times; `claims`: all of the report."""
        event = Unset.of(self, undated, claims)
        return [frozenset(self._of_both(number, event)) for number in range(len(self.times))]

    def _of_both(self, number: int, event: Unset) -> Iterator[str]:
        time = self.times[number]
        yield from event.so
        yield from where_it_stands(self, time.span, event)
        yield from self._of_time(number)
        yield from its_words(self, time.span)
        yield from its_order([t.span for t in self.times], number, event)
        yield from self._of_claims(time, event)

    def _of_time(self, number: int) -> Iterator[str]:
        """What a time is like by itself."""
        time = self.times[number]
        days = time.range
        if days is None:
            return
        yield f"long {binned((days.end - days.start).days + 1, LONG)}"
        yield f"precision {days.precision}"
        yield f"read {' '.join(days.reason.split()[:2])}"
        yield f"ago {binned((self.published - days.end).days, AGO) if self.published else 'unknown'}"
        same = [t.range for t in self.times if t.range is not None]
        yield f"told {binned([(d.start, d.end) for d in same].count((days.start, days.end)), (1, 2, 3))}"
        yield f"days {binned(len({(d.start, d.end) for d in same}), (1, 2, 3, 4, 6))}"
        yield f"time {binned(number, (0, 1, 2, 3, 5))}"
        if time.part:
            yield "a part"

    def _of_claims(self, time: Dated, event: Unset) -> Iterator[str]:
        """What a time begins with, and what claims say of it."""
        days = time.range
        yield from (f"begins {NUMBER.sub(BLANK, word)}" for word in time.span.of(self.text).lower().split()[:1])
        yield from whose_it_is("when", time.span, event)
        if any(span.overlaps(time.span) for claim in event.claims for span in claim.spans.get("when", ())):
            yield "its own"
        if any((c.date.start, c.date.end) == (days.start, days.end) for c in event.others if c.date and days):
            yield "day of another"


def _stretches(text: str, times: Sequence[Dated]) -> Iterator[Dated]:
    """From the first to the last of each two that such a word joins."""
    for one, other in pairwise(times):
        between = text[one.span.end_char : other.span.start_char]
        if one.range is None or other.range is None or not JOINT.fullmatch(between):
            continue
        if one.range.start < other.range.end:
            days = replace(one.range, end=other.range.end, precision=max(one.range.precision, 2))
            yield replace(other, span=Span(one.span.start_char, other.span.end_char), range=days)


def _is_dateline(text: str, time: Dated, published: date | None) -> bool:
    """Whether a line is the report's own day and nothing besides."""
    start, end = text.rfind("\n", 0, time.span.start_char) + 1, text.find("\n", time.span.end_char)
    besides = text[start : time.span.start_char] + text[time.span.end_char : end if end >= 0 else len(text)]
    own = time.range is not None and time.range.start == time.range.end == published
    return own and NOTHING_ELSE.fullmatch(besides) is not None


def _at(claim: Claim, day: DateRange) -> Claim:
    return replace(claim, date=day, notes=(*claim.notes, f"date: likely the day told as {day.words}"))
