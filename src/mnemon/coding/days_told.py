"""On which of the days that a report names was what it tells without a day? Learnt (`python -m training.days`)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from mnemon.coding.events_told import binned, stems
from mnemon.coding.likeness import Likeness
from mnemon.coding.scenes import LATER, SLOW, is_late, is_told
from mnemon.coding.statements import in_quotes
from mnemon.coding.story import Story
from mnemon.coding.tellings import HAD, MORE, PAST
from mnemon.model.claims import Attribution, Claim
from mnemon.model.marks import HARMS
from mnemon.model.text import Span
from mnemon.model.values import Dated, DateRange

FEW, GAPS = (0, 1, 2, 4, 8), (0, 1, 2, 3, 5, 8)
STEPS = (-8, -3, -1, 0, 1, 2, 3, 5, 8)
LONG = (1, 2, 4, 8, 31, 366)
AGO = (0, 1, 2, 3, 7, 14, 31, 366)
BEGINS = (0, 1, 2, 4, 8, 16)
OPENS, CLOSES = 4, 2
"""Within so many characters of either end of its sentence a time opens or closes it."""

NEAR_CUE = 40
"""Within so many characters a day is likely that on which something was said."""

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
            chances = self.likeness.chances(self.beside(undated, claims))
            best = int(chances.argmax())
            time = self.times[best]
            if time.range is not None and chances[best] >= self.likeness.enough:
                day = replace(time.range, words=time.span.of(self.text))
                days |= {claim.id: day for claim in undated}
        return [_at(c, days[c.id]) if c.id in days else c for c in claims]

    def undated(self, claims: Sequence[Claim], home: Mapping[str, str]) -> dict[str, list[Claim]]:
        """By event, the claims that tell no day of the events of which none does, or only of later deaths."""
        events: dict[str, list[Claim]] = {}
        for claim in claims:
            if is_told(claim):
                events.setdefault(home[claim.id], []).append(claim)
        none = [event for event, told in events.items() if all(c.date is None or is_late(self.text, c) for c in told)]
        return {event: found for event in none if (found := [c for c in events[event] if self._is_open(c)])}

    def _is_open(self, claim: Claim) -> bool:
        untold = not claim.spans.get("when") or self.story.tells_no_day(claim)
        return claim.date is None and is_told(claim) and untold

    def beside(self, undated: Sequence[Claim], claims: Sequence[Claim]) -> list[frozenset[str]]:
        """What is so of an event's undated claims and of each of the times; `claims`: all of the report."""
        event = _Undated.of(self, undated, claims)
        return [frozenset(self._of_both(number, event)) for number in range(len(self.times))]

    def _of_both(self, number: int, event: _Undated) -> Iterator[str]:
        time = self.times[number]
        yield from event.so
        yield from self._of_place(time, event)
        yield from self._of_time(number)
        yield from self._of_words(time, event)
        yield from self._of_order(number, event)
        yield from self._of_claims(time, event)

    def _of_place(self, time: Dated, event: _Undated) -> Iterator[str]:
        """Where a time stands beside the event."""
        at = self.sentence(time.span.start_char)
        near = min((number - at for number in event.sentences), key=abs)
        yield f"gap {'same' if near == 0 else 'before' if near > 0 else 'after'} {binned(abs(near), GAPS)}"
        yield f"gap first {binned(event.sentences[0] - at, STEPS)}"
        yield f"sentence {binned(at, (0, 1, 2, 4))}"
        there = self.sentences[at]
        found = {
            "in its sentence": at in event.sentences,
            "in its first sentence": at == event.sentences[0],
            "same paragraph": any("\n" not in self._between(time.span.start_char, one) for one in event.at),
            "opens sentence": time.span.start_char - there.start_char <= OPENS,
            "closes sentence": there.end_char - time.span.end_char <= CLOSES,
            "quoted": in_quotes(self.text, time.span.start_char),
            "time had": HAD.search(there.of(self.text)),
            "time past": PAST.search(there.of(self.text)),
        }
        yield from (name for name, so in found.items() if so)
        shared = len(stems(there.of(self.text), self.common) & event.words)
        yield "shared own" if at in event.sentences else f"shared {binned(shared, FEW)}"
        number = self.story.entries.number
        if self.story.entries.starts:
            yield "same entry" if number(event.at[0]) == number(time.span.start_char) else "other entry"

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

    def _of_words(self, time: Dated, event: _Undated) -> Iterator[str]:
        """The words beside a time, and whether it is that of something said."""
        start, end = time.span.start_char, time.span.end_char
        led = self.text[max(0, start - NEAR_CUE) : start].lower().split()
        yield from (f"led {word.strip('(,')}" for word in led[-1:])
        yield from (f"led twice {word}" for word in led[-2:-1])
        yield from (f"begins {NUMBER.sub(BLANK, word)}" for word in time.span.of(self.text).lower().split()[:1])
        there = self.sentences[self.sentence(start)]
        cues = [cue for told in self.said for cue in told.cue if there.start_char <= cue.start_char < there.end_char]
        if any(0 <= start - cue.end_char <= NEAR_CUE for cue in cues):
            yield "said before"
        if any(0 <= cue.start_char - end <= NEAR_CUE for cue in cues):
            yield "said behind"
        if any(span.start_char <= start < span.end_char for told in self.said for span in told.content):
            yield "in what is said"
        if any(span.overlaps(time.span) for claim in event.claims for span in claim.spans.get("when", ())):
            yield "its own"

    def _of_order(self, number: int, event: _Undated) -> Iterator[str]:
        """Which of the times it is, seen from the event."""
        starts = [t.span.start_char for t in self.times]
        first = event.at[0]
        before = [n for n, start in enumerate(starts) if start < first]
        behind = [n for n, start in enumerate(starts) if start > first]
        off = [min(abs(start - at) for at in event.at) for start in starts]
        if before and before[-1] == number:
            yield "last before"
        if behind and behind[0] == number:
            yield "first behind"
        if off[number] == min(off):
            yield "nearest"

    def _of_claims(self, time: Dated, event: _Undated) -> Iterator[str]:
        """What other claims say of a time."""
        at, days = time.span.start_char, time.range
        if any(span.overlaps(time.span) for claim in event.others for span in claim.spans.get("when", ())):
            yield "of another"
        if any((c.date.start, c.date.end) == (days.start, days.end) for c in event.others if c.date and days):
            yield "day of another"
        beside = [c for c in (*event.claims, *event.others) if c.sentence.start_char <= at < c.sentence.end_char]
        others = [c for c in beside if c in event.others]
        yield "beside no claim" if not beside else "beside others" if others else "beside its own"

    def sentence(self, at: int) -> int:
        """The number of the sentence that a character stands in, or that ends last before it."""
        return max(0, bisect_right(self.sentences, at, key=lambda span: span.start_char) - 1)

    def _between(self, one: int, other: int) -> str:
        return self.text[min(one, other) : max(one, other)]


@dataclass(frozen=True, slots=True)
class _Undated:
    """An event's undated claims: where they stand, what is so of them, their words; and all other claims."""

    claims: Sequence[Claim]
    others: Sequence[Claim]
    at: Sequence[int]
    sentences: Sequence[int]
    words: frozenset[str]
    so: frozenset[str]

    @staticmethod
    def of(days: Days, undated: Sequence[Claim], claims: Sequence[Claim]) -> _Undated:
        mine = {c.id for c in undated}
        spans = sorted({(c.sentence.start_char, c.sentence.end_char) for c in undated})
        said = " ".join(days.text[start:end] for start, end in spans)
        words = stems(said, days.common)
        sentences = sorted({days.sentence(start) for start, _ in spans})
        at = sorted(c.spans["trigger"][0].start_char for c in undated)
        so = {*_of_event(undated, said, days.story), f"event at {binned(sentences[0], BEGINS)}"}
        lead = stems(days.sentences[0].of(days.text), days.common)
        so |= {f"lead shared {binned(len(lead & words), FEW)}", f"claims {binned(len(claims), BEGINS)}"}
        if at[0] == min(c.spans["trigger"][0].start_char for c in claims):
            so.add("first event")
        return _Undated(undated, [c for c in claims if c.id not in mine], at, sentences, words, frozenset(so))


def _of_event(claims: Sequence[Claim], said: str, story: Story) -> Iterator[str]:
    """What is so of an event by its claims alone."""
    kinds = {c.kind for c in claims}
    found = {
        "harm alone": kinds <= set(HARMS),
        "later": kinds <= LATER,
        "slow": kinds & SLOW,
        "another": any(map(story.tells_another, claims)),
        "had": HAD.search(said),
        "past": PAST.search(said),
        "more": MORE.search(said),
        "list": story.entries.starts,
        "hours": any(c.spans.get("when") for c in claims),
    }
    yield from (name for name, so in found.items() if so)
    yield from (f"is {kind}" for kind in kinds)
    yield from (f"status {c.status}" for c in claims if c.status != "fact")
    yield f"size {binned(len(claims), (1, 2, 4, 8))}"


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
