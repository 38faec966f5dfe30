"""People told of one by one who are among those that a figure of their event counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mnemon.coding.codebook import Codebook
from mnemon.coding.others import GANG
from mnemon.coding.parts import ANYONE, FORCES, may_be_within, number, starts
from mnemon.coding.scenes import is_incident, within
from mnemon.coding.sides import of_other_sides
from mnemon.coding.toll import size_of, suspected
from mnemon.coding.totals import LASTING
from mnemon.model.claims import RIVAL, Claim
from mnemon.model.text import Span
from mnemon.model.values import Actor

MORE = re.compile(
    r"\b(?:another|more|others?|also|further|additional|additionally|in addition|separately|elsewhere|second|third"
    r"|earlier|previous|previously)\b",
    re.IGNORECASE,
)
"""Words in a sentence by which its people come on top of those counted, or are of another event."""

ATTACKER = frozenset("attacker assailant raider bomber gunman shooter hijacker perpetrator".split())
"""Words for one who attacked: a toll of others does not count him."""

TWO = ("killed", "wounded")
"""Harms whose figures, told twice and both alike, are those of the same people."""

STILL = re.compile(r"\b(?:still|remains?|remained)\b", re.IGNORECASE)
"""Words of a sentence by which its people are those told of before, who are not well or free yet."""

THEIRS = ("his", "her", "their")
"""Words for those who belong to one told of in the same sentence ("a nurse and her two sons")."""


def one_by_one(text: str, claims: Sequence[Claim], codebook: Codebook) -> tuple[Claim, ...]:
    """Deaths told of single people as parts of the figure of their event that they fit into.

    "Killing four residents ... a 70-year-old man was hacked to death": he is one of the four. So are those told before
    a toll of anyone: "a woman and her grandson died ... the shelling took three lives". As many as it counts.
    """
    found = {c.id: c for c in claims}
    for event in dict.fromkeys(c.event_mention_id for c in claims):
        mine = [c for c in claims if c.event_mention_id == event and _is_told(c)]
        told = sorted(mine, key=lambda c: c.spans["trigger"][0])
        found |= {part.id: part for part in _some_of(text, told, codebook)}
    return tuple(found.values())


def told_twice(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The dead and the wounded of a later sentence as those of an earlier one of their event, where both figures agree.

    "One staffer was killed and two wounded ... A driver was killed on the spot, while two deminers were hurt."
    """
    found = {c.id: c for c in claims}
    told: dict[tuple[str, tuple[int | None, ...]], list[Claim]] = {}
    for (event, _), beside in _by_sentence(claims).items():
        figures = tuple(_only_figure(beside, kind) for kind in TWO)
        if None in figures:
            continue
        numbers = tuple(number(c) for c in figures if c is not None)
        first = told.get((event, numbers))
        if first is None:
            told[event, numbers] = [c for c in figures if c is not None]
        for one, again in zip(first or (), figures, strict=False):
            if again is not None and may_be_within(again, one):
                note = "the dead and the wounded are as many as told before of the same event"
                found[again.id] = replace(again, repeats=one.id, notes=(*again.notes, note))
    return tuple(found.values())


def _by_sentence(claims: Sequence[Claim]) -> dict[tuple[str, Span], list[Claim]]:
    """The harms of each event's sentences, in text order, that are told of nothing before."""
    beside: dict[tuple[str, Span], list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: c.spans["trigger"][0]):
        if claim.kind in TWO and is_incident(claim) and claim.repeats is None and claim.part_of is None:
            beside.setdefault((claim.event_mention_id, claim.sentence), []).append(claim)
    return beside


def _only_figure(beside: Sequence[Claim], kind: str) -> Claim | None:
    """The one claim of a kind in a sentence, if it gives an exact number above none."""
    mine = [c for c in beside if c.kind == kind]
    return mine[0] if len(mine) == 1 and number(mine[0]) else None


def still_so(text: str, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """People who are still wounded or held as parts of those of their event told of before, who are as many or more.

    "Six are wounded ... five wounded remain": the five are of the six.
    """
    found = {c.id: c for c in claims}
    for claim in claims:
        if claim.part_of is None and claim.repeats is None and _lasts(text, claim):
            before = [c for c in found.values() if _told_before(c, claim) and size_of(c) >= size_of(claim)]
            note = "still so: told before of the same event"
            if before:
                found[claim.id] = replace(claim, part_of=before[-1].id, notes=(*claim.notes, note))
    return tuple(found.values())


def _lasts(text: str, claim: Claim) -> bool:
    counted = claim.kind in LASTING and is_incident(claim) and claim.spans.get("count")
    return bool(counted) and STILL.search(claim.sentence.of(text)) is not None


def _told_before(first: Claim, later: Claim) -> bool:
    one = first.kind == later.kind and first.event_mention_id == later.event_mention_id
    return one and first.sentence < later.sentence and first.part_of is None and is_incident(first)


def _is_told(claim: Claim) -> bool:
    return claim.kind == "killed" and is_incident(claim) and claim.repeats is None


def _some_of(text: str, told: Sequence[Claim], codebook: Codebook) -> Iterator[Claim]:
    """The parts of the one figure of several people that an event has, or of a part of that: of the last before."""
    single = [c for c in told if c.part_of is None and _is_single(text, c, told)]
    tolls = [c for c in told if c not in single and size_of(c) > 1 and c.spans.get("count")]
    tolls = [c for c in tolls if RIVAL not in c.notes]
    if sum(c.part_of is None for c in tolls) != 1:
        return  # which of two figures they belong to is not told
    room = {c.id: size_of(c) - sum(size_of(t) for t in told if t.part_of == c.id) for c in tolls}
    for part in single:
        whole = _whole_of(text, part, [c for c in tolls if room[c.id] >= size_of(part)], codebook)
        if whole is not None:
            room[whole.id] -= size_of(part)
            note = f"taken to be among the {whole.quantity.words} told of the same event"  # type: ignore[union-attr]
            yield replace(part, part_of=whole.id, notes=(*part.notes, note))


def _whole_of(text: str, part: Claim, tolls: Sequence[Claim], codebook: Codebook) -> Claim | None:
    """The figure that takes a single person in: the last before, else the next of anyone, on top of nothing."""
    if MORE.search(text, part.sentence.start_char, _told_by(part)) is not None:
        return None
    before = [c for c in tolls if c.sentence < part.sentence and _fits(text, part, c, codebook)]
    if before:
        return before[-1]
    after = [c for c in tolls if c.sentence > part.sentence][:1]
    fits = [c for c in after if _of_anyone(c, codebook) and _fits(text, part, c, codebook)]
    return next((c for c in fits if c.part_of is None and MORE.search(c.sentence.of(text)) is None), None)


def _told_by(claim: Claim) -> int:
    """Where the words for a harm and for those harmed end: what follows speaks of others."""
    return max(s.end_char for part in ("count", "who", "trigger") for s in claim.spans.get(part, ()))


def _is_single(text: str, claim: Claim, told: Sequence[Claim]) -> bool:
    """Whether a claim tells of one person, or of those who belong to one told of in its sentence."""
    words = claim.victims.words.lower() if claim.victims else ""
    if not words or not ATTACKER.isdisjoint(words.replace("men", "man").replace("s ", " ").rstrip("s").split()):
        return False
    if number(claim) == 1:
        return [s.of(text).lower() for s in claim.spans.get("count", ())] not in (["one"], ["1"])
    beside = any(number(c) == 1 and c.sentence == claim.sentence for c in told)
    lead = text[claim.sentence.start_char : starts(claim)].split()[-1:]
    return beside and (words.startswith(THEIRS) or (bool(lead) and lead[0].lower() in THEIRS)) and bool(number(claim))


def _fits(text: str, part: Claim, whole: Claim, codebook: Codebook) -> bool:
    """Whether day, place and sort of people do not speak against it."""
    apart = of_other_sides(text, part, whole, codebook) or suspected(whole, part, codebook)
    if apart or not may_be_within(part, whole):
        return False
    if part.place is not None and whole.place is not None and not within(part.place, whole.place):
        return False
    return (_of_anyone(whole, codebook) and not _fights(part.victims)) or _alike(part.victims, whole.victims)


def _alike(one: Actor | None, other: Actor | None) -> bool:
    if one is None or other is None:
        return False
    of_one_kind = one.kind == other.kind or "unknown" in (one.kind, other.kind)
    return of_one_kind and _fights(one) == _fights(other) and set(other.groups) <= set(one.groups)


def _fights(actor: Actor | None) -> bool:
    return actor is not None and (actor.kind in FORCES or GANG.search(actor.words) is not None)


def _of_anyone(claim: Claim, codebook: Codebook) -> bool:
    words = claim.victims.words.lower() if claim.victims else ""
    return not words or words in ANYONE or words.split()[-1] in codebook.general_people
