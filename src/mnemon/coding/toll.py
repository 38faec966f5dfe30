"""The toll of an event and what is told of it one by one: figures of one event that take each other in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mnemon.coding.codebook import Codebook
from mnemon.coding.parts import ANYONE, number
from mnemon.coding.scenes import is_incident
from mnemon.model.claims import Claim
from mnemon.model.marks import HARMS

MORE = re.compile(
    r"\b(?:another|more|others?|also|further|additional|additionally|in addition|separately|too)\b", re.IGNORECASE
)
"""Words in a sentence by which its figure comes on top of what was told."""

FIGHTERS = frozenset({"armed group", "rebel group", "militia"})
"""Kinds of people whom a toll of "people" often leaves out: those who attacked."""


def within_events(text: str, claims: Sequence[Claim], codebook: Codebook) -> tuple[Claim, ...]:
    """Claims with `part_of` set where their event has a figure that takes them in, and a note that says why.

    A later figure of anyone that is the sum of those told before is their whole; the figures of a later sentence that
    make up an earlier one are its parts; a sort of people told after a larger figure of anyone is some of them.
    """
    found = {c.id: c for c in claims}
    for beside in _told_together(claims):
        found |= {part.id: part for part in _made_up(beside)}
        for i, claim in enumerate(beside):
            earlier = [found[c.id] for c in beside[:i] if found[c.id].part_of is None]
            for part in _changed(text, claim, earlier, codebook):
                found[part.id] = part
    return tuple(found.values())


def _told_together(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """The numbered claims of harm of each event, kind by kind, in text order; parts and repeats left out."""
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        if claim.kind in HARMS and is_incident(claim) and claim.repeats is None and number(claim):
            groups.setdefault((claim.event_mention_id, claim.kind), []).append(claim)
    for group in groups.values():
        yield sorted(group, key=lambda c: c.spans["trigger"][0])


def _made_up(beside: Sequence[Claim]) -> Iterator[Claim]:
    """The claims of one sentence, two or more, whose figures make up an earlier figure: all are its parts."""
    for sentence in dict.fromkeys(c.sentence for c in beside):
        told = [c for c in beside if c.sentence == sentence]
        total = sum(number(c) or 0 for c in told)
        before = [c for c in beside if c.sentence < sentence and c.part_of is None and number(c) == total]
        if len(told) > 1 and before and all(c.part_of in (None, before[-1].id) for c in told):
            note = f"{' + '.join(str(number(c)) for c in told)} = {total}: told before of the same event"
            yield from (replace(c, part_of=before[-1].id, notes=(*c.notes, note)) for c in told if c.part_of is None)


def _changed(text: str, claim: Claim, earlier: Sequence[Claim], codebook: Codebook) -> Iterator[Claim]:
    """The claims that change because of a claim and those of its event before it."""
    if claim.part_of is not None:
        yield from _told_again(claim, earlier)
        return
    size, of_anyone = number(claim) or 0, _of_anyone(claim)
    before = [c for c in earlier if c.sentence != claim.sentence and _agree(c, claim)]
    if of_anyone and len(before) > 1 and sum(number(c) or 0 for c in before) == size:
        note = f"{' + '.join(str(number(c)) for c in before)} = {size}: told before of the same event"
        yield from (replace(c, part_of=claim.id) for c in before)
        yield replace(claim, notes=(*claim.notes, note))
        return
    larger = [c for c in before if _of_anyone(c) and (number(c) or 0) > size]
    if larger and not of_anyone and _of_those(text, claim, codebook):
        note = f"taken to be some of the {larger[0].quantity.words} told of the same event"  # type: ignore[union-attr]
        yield replace(claim, part_of=larger[0].id, notes=(*claim.notes, note))


def _told_again(part: Claim, earlier: Sequence[Claim]) -> Iterator[Claim]:
    """An earlier figure of the very people whom a later whole takes in: "eight bodies, including the nurse"."""
    words = part.victims.words.lower() if part.victims else ""
    if not words.startswith("the "):
        return
    before = [c for c in earlier if c.id != part.part_of and c.sentence < part.sentence and number(c) == number(part)]
    same = next((c for c in before if _head(c) == _head(part) and _agree(c, part)), None)
    if same is not None and part.part_of is not None:
        yield replace(
            same, part_of=part.part_of, notes=(*same.notes, f"{words} is told again in a figure of the same event")
        )


def _head(claim: Claim) -> str:
    """The last word for those harmed."""
    return claim.victims.words.lower().split()[-1] if claim.victims and claim.victims.words else ""


def _of_anyone(claim: Claim) -> bool:
    """Whether a figure is of people of no named sort."""
    words = claim.victims.words.lower() if claim.victims else ""
    return not words or words in ANYONE


def _of_those(text: str, claim: Claim, codebook: Codebook) -> bool:
    """Whether a claim of a sort of people may be of those told before: none that attacked, and none on top."""
    people = claim.victims
    if (
        people is None
        or people.kind in FIGHTERS
        or not codebook.pointing_words.isdisjoint(people.words.lower().split())
    ):
        return False
    return bool(claim.spans.get("count")) and MORE.search(claim.sentence.of(text)) is None


def _agree(left: Claim, right: Claim) -> bool:
    if left.status != right.status or left.scope != right.scope:
        return False
    return left.date is None or right.date is None or left.date.shares_day(right.date)
