"""The toll of an event and what is told of it one by one: figures of one event that take each other in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mnemon.coding.codebook import Codebook
from mnemon.coding.parts import FORCES, may_be_within, number, of_anyone, same_people
from mnemon.coding.scenes import TOWN, is_incident, within
from mnemon.coding.sides import may_not_be_of
from mnemon.model.claims import IN_TOLL, REVISED, RIVAL, Claim
from mnemon.model.marks import HARMS
from mnemon.model.values import Place

MORE = re.compile(
    r"\b(?:another|more|others?|also|further|additional|additionally|in addition|separately|too)\b", re.IGNORECASE
)
"""Words in a sentence by which its figure comes on top of what was told."""

BROUGHT = re.compile(
    r"\b(?:bring|brings|bringing|brought|tak(?:e|es|ing)|took|rais(?:e|es|ed|ing)|push(?:es|ed|ing)|lift(?:s|ed|ing))\b"
    r"[^.;]{0,40}\b(?:toll|number|total|count)\b[^.;]{0,40}\bto (?:\w+ ){0,2}$",
    re.IGNORECASE,
)
"""What stands before a toll that those told before are in ("bringing the toll to 17")."""

ROUND = 100
"""Only larger figures are told in round numbers for others..."""

ROUNDED = 1.05
"""... that are at most so many times as large."""

LEAD = 3
"""How many sentences from its beginning a report may tell the figure of all that follows."""

SMALL = 2
"""Up to this figure two tellings are one only where one gives it as a toll: "two killed" is said of many."""

TOLL = re.compile(r"\b(?:toll|dead|deaths|bodies|fatalities|casualties)\b", re.IGNORECASE)

SEVERAL = re.compile(
    r"\b(?:attacks|strikes|airstrikes|raids|bombings|bombs|blasts|explosions|clashes|fighting|violence|shelling|incidents"
    r"|shootings|ambushes|battles|unrest|offensive|bombardment|killings|protests|assaults|operations|across|throughout"
    r"|several|multiple|series|wave|villages|towns|cities|places|locations|districts|areas|neighbou?rhoods)\b",
    re.IGNORECASE,
)
"""Words by which a sentence may tell of more than one place."""

ELSEWHERE = re.compile(r"\b(?:separate|separately|unrelated|earlier|previous|previously)\b", re.IGNORECASE)
"""Words by which a sentence tells of something else."""

FEW = 4
"""So many people or more are no mere family of one who speaks."""

BOTH = re.compile(r"(?:both|all (?:two|three|four|five|six))\b", re.IGNORECASE)
"""A count of those just named, one told of before among them."""

OWN = ("my", "his", "her", "our", "their")
"""Words for one whom somebody who speaks lost."""

FIGHTERS = frozenset({"armed group", "rebel group", "militia"})
"""Kinds of people whom a toll of "people" often leaves out: those who attacked."""


def within_events(text: str, claims: Sequence[Claim], codebook: Codebook) -> tuple[Claim, ...]:
    """Claims with `part_of` set where their event has a figure that takes them in, and a note that says why.

    A later figure of anyone that is the sum of those told before is their whole; the figures of a later sentence that
    make up an earlier one are its parts; a sort of people told after a larger figure of anyone is some of them.
    """
    found = {c.id: c for c in claims}
    for beside in _told_together(claims, again=True):
        found |= {part.id: part for part in _made_up(text, beside, codebook)}
    for beside in _told_together(list(found.values())):
        for i, claim in enumerate(beside):
            earlier = [found[c.id] for c in beside[:i] if found[c.id].part_of is None]
            for part in _changed(text, claim, earlier, codebook):
                found[part.id] = part
            if _brought(text, claim):
                dead = [now for c in beside[:i] if _died_of_wounds(now := found[c.id], found)]
                found |= {c.id: replace(c, notes=(*c.notes, IN_TOLL)) for c in dead}
    return tuple(found.values())


def _died_of_wounds(claim: Claim, claims: Mapping[str, Claim]) -> bool:
    """Whether somebody dead is one of the wounded told of before."""
    hurt = claims.get(claim.part_of or "")
    return hurt is not None and hurt.kind != claim.kind


def across_places(
    text: str, claims: Sequence[Claim], order: Mapping[str, int], codebook: Codebook
) -> tuple[Claim, ...]:
    """Claims of several places as parts of a figure that the report begins with, where they add up or lie in its place.

    "Strikes killed 23 across the strip ... nine in one town ... another strike killed three". `order`: sentence number
    by id.
    """
    found = {c.id: c for c in claims}
    for whole in (c for c in claims if order[c.id] <= LEAD and _whole(c) and not _made_up_by(c, claims)):
        several = SEVERAL.search(whole.sentence.of(text)) is not None
        told = [found[c.id] for c in claims if order[c.id] > order[whole.id] and _apart_from(text, found[c.id], whole)]
        told = [c for c in told if not may_not_be_of(text, c, whole, codebook)]
        inside = [c for c in told if c.spans.get("where")]
        for part in _adding_up(told, whole) or (_lying_in(inside, whole) if several else ()):
            note = f"taken to be some of the {whole.quantity.words} that the report begins with"  # type: ignore[union-attr]
            found[part.id] = replace(part, part_of=whole.id, notes=(*part.notes, note))
    return tuple(found.values())


def _whole(claim: Claim) -> bool:
    """Whether a claim may be of several places: it names none, or one that holds others."""
    several = claim.place is None or claim.place.precision > TOWN
    alone = claim.part_of is None and claim.repeats is None and REVISED not in claim.notes
    return several and alone and claim.kind in HARMS and is_incident(claim) and size_of(claim) > 1


def _made_up_by(whole: Claim, claims: Sequence[Claim]) -> bool:
    """Whether its own sentence tells of all the people of a figure ("two brothers, Ali and Haidar, were killed")."""
    parts = [c for c in claims if c.part_of == whole.id and c.sentence == whole.sentence]
    return bool(parts) and sum(map(size_of, parts)) == size_of(whole)


def _apart_from(text: str, part: Claim, whole: Claim) -> bool:
    """Whether a claim has an exact figure of its own that a whole may take in."""
    alone = part.part_of is None and part.repeats is None and RIVAL not in part.notes and is_incident(part)
    fits = part.kind == whole.kind and may_be_within(part, whole)
    told = alone and fits and ELSEWHERE.search(part.sentence.of(text)) is None
    return bool(told and number(part)) and (of_anyone(whole) or not of_two_sorts(part, whole))


def of_two_sorts(part: Claim, whole: Claim) -> bool:
    """Whether one claim is of armed people and the other is not, as far as both are known."""
    sorts = [c.victims.kind in FORCES for c in (part, whole) if c.victims is not None and c.victims.kind != "unknown"]
    return len(set(sorts)) > 1


def _adding_up(told: Sequence[Claim], whole: Claim) -> list[Claim]:
    """The first claims, two or more, that come to the whole exactly, or to a little over a "more than"."""
    total = 0
    for i, claim in enumerate(told):
        total += number(claim) or 0
        if i > 0 and (total == size_of(whole) or _rounded(total, whole)):
            return list(told[: i + 1])
    return []


def _rounded(total: int, whole: Claim) -> bool:
    """Whether a figure told in round numbers ("more than 23,000") may be that of parts that come to a little more."""
    q = whole.quantity
    open_above = q is not None and q.low is not None and q.high is None
    return open_above and ROUND <= size_of(whole) <= total <= size_of(whole) * ROUNDED


def _lying_in(told: Sequence[Claim], whole: Claim) -> list[Claim]:
    """The claims of places within the whole's, as long as they come to no more than it."""
    inside: list[Claim] = []
    for claim in told:
        room = size_of(whole) - sum(number(c) or 0 for c in inside)
        if _holds(whole.place, claim.place) and (number(claim) or 0) <= room:
            inside.append(claim)
    return inside


def _holds(whole: Place | None, part: Place | None) -> bool:
    if whole is None or part is None or None in (whole.place_id, part.place_id):
        return False
    return part.precision < whole.precision and within(part, whole)


def size_of(claim: Claim) -> int:
    """The number that a figure turns on: its best, or at least so many; 0 where it gives none."""
    q = claim.quantity
    return (q.best or q.low or 0) if q is not None else 0


def _told_together(claims: Sequence[Claim], *, again: bool = False) -> Iterator[list[Claim]]:
    """The numbered claims of harm of each event, kind by kind, in text order; repeats left out unless `again`."""
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        if claim.kind in HARMS and is_incident(claim) and (again or claim.repeats is None) and size_of(claim):
            groups.setdefault((claim.event_mention_id, claim.kind), []).append(claim)
    for group in groups.values():
        yield sorted(group, key=lambda c: c.spans["trigger"][0])


def _made_up(text: str, beside: Sequence[Claim], codebook: Codebook) -> Iterator[Claim]:
    """The claims of one sentence, two or more, whose figures make up an earlier figure: all are its parts."""
    for sentence in dict.fromkeys(c.sentence for c in beside):
        told = [c for c in beside if c.sentence == sentence]
        total = sum(number(c) or 0 for c in told)
        alone = [c for c in beside if c.sentence < sentence and c.part_of is None and c.repeats is None]
        alone = [c for c in alone if not any(may_not_be_of(text, part, c, codebook) for part in told)]
        before = [c for c in alone if number(c) == total]
        inner = {None, *(c.id for c in told), *(c.id for c in before[-1:])}
        if len(told) > 1 and before and all(c.part_of in inner and RIVAL not in c.notes for c in told):
            note = f"{' + '.join(str(number(c)) for c in told)} = {total}: told before of the same event"
            outer = (c for c in told if c.part_of != before[-1].id)
            yield from (replace(c, part_of=before[-1].id, repeats=None, notes=(*c.notes, note)) for c in outer)


def _changed(text: str, claim: Claim, earlier: Sequence[Claim], codebook: Codebook) -> Iterator[Claim]:
    """The claims that change because of a claim and those of its event before it."""
    if claim.part_of is not None:
        yield from _told_again(claim, earlier)
        return
    if RIVAL in claim.notes:
        return
    first = _first_told(text, claim, earlier)
    if BOTH.match(claim.spans.get("count", claim.spans["trigger"])[0].of(text)) is not None:
        alone = [c for c in earlier if number(c) == 1 and c.sentence != claim.sentence and may_be_within(c, claim)]
        yield from (replace(c, part_of=claim.id) for c in alone if sum(map(size_of, alone)) < size_of(claim))
    if first is not None:
        yield replace(claim, repeats=first.id, notes=(*claim.notes, "the same figure as told before of the same event"))
        return
    size, anyone = number(claim) or 0, of_anyone(claim)
    if _brought(text, claim):
        note = f"in the {claim.quantity.words} that their toll was brought to"  # type: ignore[union-attr]
        smaller = (c for c in earlier if 0 < size_of(c) <= size_of(claim))
        yield from (replace(c, part_of=claim.id, notes=(*c.notes, note)) for c in smaller)
        return
    before = [c for c in earlier if c.sentence != claim.sentence and may_be_within(c, claim)]
    before = [c for c in before if not suspected(claim, c, codebook)]
    adds_up = anyone or _head(claim) in codebook.general_people
    if adds_up and len(before) > 1 and all(number(c) for c in before) and sum(number(c) or 0 for c in before) == size:
        note = f"{' + '.join(str(number(c)) for c in before)} = {size}: told before of the same event"
        yield from (replace(c, part_of=claim.id) for c in before)
        yield replace(claim, notes=(*claim.notes, note))
        return
    if _definite(text, claim) and before and sum(map(size_of, before)) < size and len(before) < FEW:
        note = f"among {claim.quantity.words} told of later"  # type: ignore[union-attr]
        yield from (replace(c, part_of=claim.id, notes=(*c.notes, note)) for c in before if number(c) == 1)
        return
    larger = [c for c in before if of_anyone(c) and size_of(c) > size and _one_place(c, claim)]
    larger = [c for c in larger if not may_not_be_of(text, claim, c, codebook)]
    if larger and not anyone and _of_those(text, claim, codebook):
        note = f"taken to be some of the {larger[0].quantity.words} told of the same event"  # type: ignore[union-attr]
        yield replace(claim, part_of=larger[0].id, notes=(*claim.notes, note))


def suspected(whole: Claim, part: Claim, codebook: Codebook) -> bool:
    """Whether those of a figure are suspects, and a person is somebody else: they are not of one toll."""
    return _head(whole) == "suspects" and _head(part) not in {"", "suspect", *codebook.general_people}


def _definite(text: str, claim: Claim) -> bool:
    """Whether "the" stands right before a number of several: "the six men were taken" has them all."""
    count = claim.spans.get("count", ())[:1]
    lead = text[claim.sentence.start_char : count[0].start_char].split()[-1:] if count else []
    return lead in (["the"], ["The"]) and (number(claim) or 0) > 1


def _brought(text: str, claim: Claim) -> bool:
    """Whether a figure is one that a toll was brought to."""
    counts = claim.spans.get("count", ())
    return bool(counts) and BROUGHT.search(text[claim.sentence.start_char : counts[0].start_char]) is not None


def _first_told(text: str, claim: Claim, earlier: Sequence[Claim]) -> Claim | None:
    """An earlier claim of an event that gives the same figure of people who may be the same, nothing being added."""
    if not claim.spans.get("count") or number(claim) is None or MORE.search(claim.sentence.of(text)) is not None:
        return None
    fits = [c for c in earlier if c.sentence != claim.sentence and number(c) == number(claim) and c.repeats is None]
    if (number(claim) or 0) <= SMALL:
        fits = [c for c in fits if _is_toll(text, c) or _is_toll(text, claim)]
    return next((c for c in fits if _same_sort(c, claim) and may_be_within(claim, c) and _agree(c, claim)), None)


def _is_toll(text: str, claim: Claim) -> bool:
    """Whether a figure is given as that of all ("a toll of two"), not told of what happened."""
    return TOLL.search(claim.spans["trigger"][0].of(text)) is not None


def _agree(first: Claim, later: Claim) -> bool:
    """Whether two claims can be of one place."""
    return first.place is None or later.place is None or within(first.place, later.place)


def _same_sort(first: Claim, later: Claim) -> bool:
    """Whether two claims tell of anyone, or of one sort of people."""
    if of_anyone(first) or of_anyone(later):
        return True
    return same_people(first, later) and _head(first) == _head(later)


def _told_again(part: Claim, earlier: Sequence[Claim]) -> Iterator[Claim]:
    """An earlier figure of the very people whom a later whole takes in: "eight bodies, including the nurse"."""
    words = part.victims.words.lower() if part.victims else ""
    if not words.startswith("the "):
        return
    before = [c for c in earlier if c.id != part.part_of and c.sentence < part.sentence and number(c) == number(part)]
    same = next((c for c in before if _head(c) == _head(part) and may_be_within(c, part)), None)
    if same is not None and part.part_of is not None:
        yield replace(
            same, part_of=part.part_of, notes=(*same.notes, f"{words} is told again in a figure of the same event")
        )


def _head(claim: Claim) -> str:
    """The last word for those harmed."""
    return claim.victims.words.lower().split()[-1] if claim.victims and claim.victims.words else ""


def _of_those(text: str, claim: Claim, codebook: Codebook) -> bool:
    """Whether a claim of a sort of people may be of those told before: none that attacked, and none on top."""
    people = claim.victims
    if people is None or people.kind in FIGHTERS or MORE.search(claim.sentence.of(text)) is not None:
        return False
    words = people.words.lower().split()
    if "own" in words:
        return False
    if words[:1] and words[0] in OWN and (number(claim) or FEW) < FEW:
        return True
    if number(claim) == 1 and words[:1] == ["the"] and words[-1] in codebook.sorts_of_people:
        return True
    return bool(claim.spans.get("count")) and codebook.pointing_words.isdisjoint(words)


def _one_place(whole: Claim, part: Claim) -> bool:
    """Whether a part names no place of its own, or one that can be in that of its whole."""
    if not part.spans.get("where") or part.place is None:
        return True
    return whole.place is not None and within(part.place, whole.place)
