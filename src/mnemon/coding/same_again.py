"""Harms that one sentence, or the next, tells twice of the same people in other words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mnemon.coding.parts import HAPPENED, number
from mnemon.model.claims import Claim
from mnemon.model.marks import HARMS
from mnemon.model.text import Span
from mnemon.model.values import COUNTED_BEFORE

HE = frozenset({"he", "she", "him", "her", "his"})
BOTH = frozenset({"both", "the two"})
MORE = re.compile(
    r"\b(?:another|more|others?|also|further|additional|elsewhere|separate(?:ly)?|second|third|earlier|meanwhile"
    r"|previous(?:ly)?|in addition|as well|too)\b",
    re.IGNORECASE,
)
"""Words in a sentence by which its people come on top of those told of, or are of another event."""

NUMBERS = re.compile(
    r"(?<!of the )(?<!of )\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|the other)\b",
    re.IGNORECASE,
)
"""Numbers of a sentence that divides a figure: there are two of them at least."""

NEAR = 2
"""How many sentences on a harm without a subject is of the one told before ("Survived with a head wound.")."""


def same_again(claims: Sequence[Claim], order: Mapping[str, int]) -> list[Claim]:
    """Claims with `repeats` set where a sentence goes on about whom it counted; `order`: sentence number by claim id.

    "Left him with burns ... a staff member with severe injuries", "one medic and one driver were both wounded", "A
    driver was wounded ... Survived with a head wound."
    """
    found = list(claims)
    for i, claim in enumerate(found):
        first = None if claim.repeats or claim.part_of or claim.kind not in HARMS else _first(claim, found, order)
        if first is not None:
            found[i] = replace(claim, repeats=first.id, notes=(*claim.notes, "told in the words beside it"))
    return _numbered(found)


def _first(claim: Claim, claims: Sequence[Claim], order: Mapping[str, int]) -> Claim | None:
    alike = [
        c for c in claims if c is not claim and c.kind == claim.kind and c.repeats is None and c.status in HAPPENED
    ]
    beside = [c for c in alike if c.sentence == claim.sentence and c.part_of is None]
    twin = next((c for c in beside if _is_twin(c, claim) or _is_shadow(c, claim)), None)
    if twin is not None:
        return twin
    words = claim.victims.words.lower() if claim.victims else ""
    if words in HE:
        single = [c for c in beside if number(c) == 1 and _opens_before(c, claim)]
        return single[0] if len(single) == 1 else None
    if claim.quantity is not None and claim.quantity.rule == COUNTED_BEFORE and not claim.spans.get("count"):
        return next((c for c in reversed(alike) if _of_those_counted(c, claim)), None)
    if not claim.spans.get("count") and not claim.spans.get("who"):
        before = [c for c in alike if 0 < order[claim.id] - order[c.id] <= NEAR]
        told = number(claim) == 1 and len(before) == 1 and number(before[0]) == 1
        return before[0] if told else None
    if (claim.quantity.words.lower() if claim.quantity else "") in BOTH and not words:
        return beside[-1] if len(beside) == 2 and all(number(c) == 1 for c in beside) else None
    return None


def _of_those_counted(first: Claim, later: Claim) -> bool:
    """Whether an earlier claim counts the very people whose number a later one took ("three clerks ... the clerks")."""
    one = first.quantity is not None and later.quantity is not None and first.quantity.words == later.quantity.words
    return one and first.sentence < later.sentence and bool(first.spans.get("count")) and first.scope == later.scope


def _is_twin(first: Claim, later: Claim) -> bool:
    """Whether "all" and the number behind it are counted as two ("all five attackers died")."""
    one = all(first.spans.get(part) == later.spans.get(part) for part in ("trigger", "who"))
    counts = [c.spans.get("count", ())[:1] for c in (first, later)]
    apart = counts[0] < counts[1] and counts[0] != ()
    return one and apart and number(first) is not None and number(first) == number(later) and _all_before(*counts)


def _is_shadow(first: Claim, later: Claim) -> bool:
    """Whether the very words of a counted harm are told once more without their count."""
    counted = bool(first.spans.get("count")) and not later.spans.get("count") and number(first) == number(later)
    whom = [c.spans.get("who", ())[:1] for c in (first, later)]
    one = first.spans["trigger"] == later.spans["trigger"] and () not in whom
    return counted and one and number(first) is not None and whom[0][0].end_char == whom[1][0].end_char


def _all_before(first: tuple[Span, ...], later: tuple[Span, ...]) -> bool:
    return 0 <= later[0].start_char - first[0].end_char <= len(" of the ")


def some_of(text: str, claims: Sequence[Claim], order: Mapping[str, int]) -> tuple[Claim, ...]:
    """Bare numbers of a sentence that has two as parts of the larger figure of their event in the sentence before it.

    "Three porters were killed. One was found shot and two died of machete wounds."
    """
    found = list(claims)
    for i, claim in enumerate(found):
        whole = _figure_before(text, claim, found, order) if _is_bare(claim) else None
        if whole is not None:
            found[i] = replace(claim, part_of=whole.id, notes=(*claim.notes, "some of those told of right before"))
    return tuple(found)


def _is_bare(claim: Claim) -> bool:
    """Whether a claim gives a number alone: no people, no place and no day."""
    told = any(claim.spans.get(part) for part in ("who", "where", "when"))
    alone = claim.part_of is None and claim.repeats is None
    return alone and claim.kind in HARMS and not told and bool(claim.spans.get("count")) and number(claim) is not None


def _figure_before(text: str, claim: Claim, claims: Sequence[Claim], order: Mapping[str, int]) -> Claim | None:
    said = claim.sentence.of(text)
    if MORE.search(said) is not None or len(NUMBERS.findall(said)) < len(("one", "two")):
        return None
    alike = [c for c in claims if c.kind == claim.kind and c.part_of is None and c.repeats is None]
    alike = [c for c in alike if c.event_mention_id == claim.event_mention_id and c.scope == claim.scope]
    before = [c for c in alike if order[c.id] == order[claim.id] - 1 and _one_voice(claim, c)]
    told = len(before) == 1 and before[0].status in HAPPENED and claim.status in HAPPENED
    return before[0] if told and (number(before[0]) or 0) > (number(claim) or 0) else None


def _one_voice(later: Claim, first: Claim) -> bool:
    """Whether no other speaker gives the later figure: that would be a rival."""
    return later.said_by is None or (first.said_by is not None and first.said_by.name == later.said_by.name)


def _opens_before(first: Claim, later: Claim) -> bool:
    """Whether the words for the people of one claim stand before those of another."""
    ours, theirs = first.spans.get("who", ()), later.spans.get("who", ())
    return bool(ours and theirs) and ours[0].start_char < theirs[0].start_char


def _numbered(claims: Sequence[Claim]) -> list[Claim]:
    """Claims without a number with that of a repeat beside it ("shot and wounded three") or with its own count."""
    return [_as_told(c, next(_with_number(c, claims), None)) for c in claims]


def _as_told(claim: Claim, again: Claim | None) -> Claim:
    if again is None or again.quantity is None:
        return claim
    note = f'"{again.quantity.words}" as told again of the same people'
    return replace(claim, quantity=again.quantity, notes=(*claim.notes, note))


def _with_number(claim: Claim, claims: Sequence[Claim]) -> Iterator[Claim]:
    if claim.kind in HARMS and claim.quantity is None and not claim.spans.get("count"):
        told = (c for c in claims if c.repeats == claim.id and number(c))
        yield from (c for c in told if c.sentence == claim.sentence or c.spans.get("count"))
