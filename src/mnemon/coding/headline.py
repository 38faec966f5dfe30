"""A headline gives the figure of the lead again, shorter: it is the headline that repeats, though it stands first.

Where its figure is another one, it is a rival of the lead's: a headline never counts people besides those of its story.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mnemon.coding.parts import ANYONE, HAPPENED
from mnemon.model.claims import RIVAL, Claim
from mnemon.model.marks import HARMS
from mnemon.model.text import Span

LONGEST = 160
"""No headline has more characters."""

LEAD = 4
"""How many sentences under a headline may tell its figure."""

STOPS = ".!?:;…"


def headline(text: str, sentences: Sequence[Span]) -> Span | None:
    """The first sentence where it is a headline: short, on a line of its own, with no stop, and more follows."""
    if len(sentences) < 2:
        return None
    first, said = sentences[0], sentences[0].of(text).rstrip("\"”’' ")
    end = first.start_char + len(first.of(text).rstrip())
    alone = "\n" in text[end : sentences[1].start_char]
    return first if alone and len(said) <= LONGEST and said[-1:] not in STOPS else None


def with_headline(
    text: str, sentences: Sequence[Span], claims: Sequence[Claim], order: Mapping[str, int]
) -> list[Claim]:
    """Claims in which a harm of the headline repeats the telling of it in the lead, or is a rival figure of it.

    `order`: sentence number by claim id.
    """
    head = headline(text, sentences)
    if head is None:
        return list(claims)
    lead = [c for c in claims if 0 < order[c.id] <= LEAD]
    fuller: dict[str, str] = {}
    rivals: set[str] = set()
    for claim in (c for c in claims if c.sentence == head and c.part_of is None):
        same = next((c for c in lead if _tells_again(claim, c) and c.id not in fuller.values()), None)
        if same is not None:
            fuller[claim.id] = same.id
        elif _tells_otherwise(claim, lead):
            rivals.add(claim.id)
    told = [replace(c, notes=(*c.notes, RIVAL)) if c.id in rivals else c for c in claims]
    return [_turned(c, fuller) for c in told]


def _turned(claim: Claim, fuller: Mapping[str, str]) -> Claim:
    """A claim that points to the fuller telling where it pointed to the headline, or is in it."""
    if claim.id in fuller:
        note = "the headline gives it shorter"
        return replace(claim, repeats=fuller[claim.id], notes=(*claim.notes, note))
    repeats = fuller.get(claim.repeats or "", claim.repeats)
    part_of = fuller.get(claim.part_of or "", claim.part_of)
    return replace(
        claim, repeats=None if repeats == claim.id else repeats, part_of=None if part_of == claim.id else part_of
    )


def _tells_again(head: Claim, claim: Claim) -> bool:
    if head.kind not in HARMS or claim.kind != head.kind or claim.scope != head.scope or claim.part_of is not None:
        return False
    size = _size(claim)
    return size is not None and size == _size(head) and (claim.status in HAPPENED) == (head.status in HAPPENED)


def _tells_otherwise(head: Claim, lead: Sequence[Claim]) -> bool:
    """Whether the one figure that the lead has of the headline's harm is another, and of anyone or the same people."""
    told = [c for c in lead if c.kind == head.kind and c.part_of is None and c.repeats is None and _size(c)]
    if head.kind not in HARMS or len(told) != 1 or not _size(head) or told[0].scope != head.scope:
        return False
    ours, theirs = (c.victims.words.lower() if c.victims else "" for c in (head, told[0]))
    return theirs in {*ANYONE, ours} and told[0].status in HAPPENED and head.status in HAPPENED


def _size(claim: Claim) -> int | None:
    """The number that a figure turns on, whatever bounds it."""
    q = claim.quantity
    return None if q is None else q.best if q.best is not None else q.low if q.low is not None else q.high
