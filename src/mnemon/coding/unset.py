"""What is so of an event of which no day or place is told, and of a name or time beside it that may be its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from mnemon.coding.events_told import binned, stems
from mnemon.coding.likeness import Likeness
from mnemon.coding.scenes import LATER, SLOW, is_told
from mnemon.coding.statements import in_quotes
from mnemon.coding.story import Story
from mnemon.coding.tellings import HAD, MORE, PAST
from mnemon.model.claims import Attribution, Claim
from mnemon.model.marks import HARMS
from mnemon.model.text import Span

FEW, GAPS = (0, 1, 2, 4, 8), (0, 1, 2, 3, 5, 8)
STEPS = (-8, -3, -1, 0, 1, 2, 3, 5, 8)
BEGINS = (0, 1, 2, 4, 8, 16)
OPENS, CLOSES = 4, 2
"""Within so many characters of either end of its sentence a name or time opens or closes it."""

NEAR_CUE = 40
"""Within so many characters a day is likely that on which something was said, and a place that where."""


class Report(Protocol):
    """A report's text, its sentences, and what is known of them. `common`: stems that stand in reports of any event."""

    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def sentences(self) -> Sequence[Span]: ...  # noqa: D102
    @property
    def said(self) -> Sequence[Attribution]: ...  # noqa: D102
    @property
    def story(self) -> Story: ...  # noqa: D102
    @property
    def common(self) -> frozenset[str]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Unset:
    """An event's open claims: where they stand, what is so of them, their words; and all other claims."""

    claims: Sequence[Claim]
    others: Sequence[Claim]
    at: Sequence[int]
    sentences: Sequence[int]
    words: frozenset[str]
    so: frozenset[str]

    @staticmethod
    def of(report: Report, opened: Sequence[Claim], claims: Sequence[Claim]) -> Unset:
        """That of an event's open claims; `claims`: all of the report."""
        mine = {c.id for c in opened}
        spans = sorted({(c.sentence.start_char, c.sentence.end_char) for c in opened})
        said = " ".join(report.text[start:end] for start, end in spans)
        words = stems(said, report.common)
        sentences = sorted({_sentence(report, start) for start, _ in spans})
        at = sorted(c.spans["trigger"][0].start_char for c in opened)
        so = {*_of_event(opened, said, report.story), f"event at {binned(sentences[0], BEGINS)}"}
        lead = stems(report.sentences[0].of(report.text), report.common)
        so |= {f"lead shared {binned(len(lead & words), FEW)}", f"claims {binned(len(claims), BEGINS)}"}
        if at[0] == min(c.spans["trigger"][0].start_char for c in claims):
            so.add("first event")
        return Unset(opened, [c for c in claims if c.id not in mine], at, sentences, words, frozenset(so))


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


def by_event(claims: Sequence[Claim], home: Mapping[str, str]) -> dict[str, list[Claim]]:
    """The claims that can be part of an event, by event (`home`: each claim's)."""
    events: dict[str, list[Claim]] = {}
    for claim in claims:
        if is_told(claim):
            events.setdefault(home[claim.id], []).append(claim)
    return events


def where_it_stands(report: Report, span: Span, event: Unset) -> Iterator[str]:
    """Where a name or time stands beside the event."""
    text, at = report.text, _sentence(report, span.start_char)
    near = min((number - at for number in event.sentences), key=abs)
    yield f"gap {'same' if near == 0 else 'before' if near > 0 else 'after'} {binned(abs(near), GAPS)}"
    yield f"gap first {binned(event.sentences[0] - at, STEPS)}"
    yield f"sentence {binned(at, (0, 1, 2, 4))}"
    there = report.sentences[at]
    found = {
        "in its sentence": at in event.sentences,
        "in its first sentence": at == event.sentences[0],
        "same paragraph": any("\n" not in _between(text, span.start_char, one) for one in event.at),
        "opens sentence": span.start_char - there.start_char <= OPENS,
        "closes sentence": there.end_char - span.end_char <= CLOSES,
        "quoted": in_quotes(text, span.start_char),
        "time had": HAD.search(there.of(text)),
        "time past": PAST.search(there.of(text)),
    }
    yield from (name for name, so in found.items() if so)
    shared = len(stems(there.of(text), report.common) & event.words)
    yield "shared own" if at in event.sentences else f"shared {binned(shared, FEW)}"
    number = report.story.entries.number
    if report.story.entries.starts:
        yield "same entry" if number(event.at[0]) == number(span.start_char) else "other entry"


def its_words(report: Report, span: Span) -> Iterator[str]:
    """The words before a name or time, and whether it is that of something said."""
    start, end = span.start_char, span.end_char
    led = report.text[max(0, start - NEAR_CUE) : start].lower().split()
    yield from (f"led {word.strip('(,')}" for word in led[-1:])
    yield from (f"led twice {word}" for word in led[-2:-1])
    there = report.sentences[_sentence(report, start)]
    cues = [cue for told in report.said for cue in told.cue if there.start_char <= cue.start_char < there.end_char]
    if any(0 <= start - cue.end_char <= NEAR_CUE for cue in cues):
        yield "said before"
    if any(0 <= cue.start_char - end <= NEAR_CUE for cue in cues):
        yield "said behind"
    if any(span.start_char <= start < span.end_char for told in report.said for span in told.content):
        yield "in what is said"


def its_order(spans: Sequence[Span], number: int, event: Unset) -> Iterator[str]:
    """Which of the names or times it is, seen from the event."""
    starts = [span.start_char for span in spans]
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


def whose_it_is(role: str, span: Span, event: Unset) -> Iterator[str]:
    """Whose words for where or when (`role`) a name or time stands in, and beside which claims."""
    if any(s.overlaps(span) for claim in event.others for s in claim.spans.get(role, ())):
        yield "of another"
    at = span.start_char
    beside = [c for c in (*event.claims, *event.others) if c.sentence.start_char <= at < c.sentence.end_char]
    others = [c for c in beside if c in event.others]
    yield "beside no claim" if not beside else "beside others" if others else "beside its own"


def likeliest(likeness: Likeness, told: Sequence[frozenset[str]]) -> int | None:
    """The number of the name or time that is likeliest the event's (`told`: what is so of both); None where none is."""
    chances = likeness.chances(told)
    best = int(chances.argmax())
    return best if chances[best] >= likeness.enough else None


def _sentence(report: Report, at: int) -> int:
    """The number of the sentence that a character stands in, or that ends last before it."""
    return max(0, bisect_right(report.sentences, at, key=lambda span: span.start_char) - 1)


def _between(text: str, one: int, other: int) -> str:
    return text[min(one, other) : max(one, other)]
