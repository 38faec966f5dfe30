"""Figures that take in those told before, and figures that say they are some of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mnemon.coding.codebook import Codebook
from mnemon.coding.parts import REACH
from mnemon.model.claims import Claim
from mnemon.model.marks import HARMS

AMONG = re.compile(r"\bamong (?:the|those)\s*$", re.IGNORECASE)
"""What stands before a word of harm by which its people are some of those harmed."""

OF_THE_WOUNDED = re.compile(r"\bof (?:the|those) (?:\w+ )?(?:wounded|injured)\b", re.IGNORECASE)

BESIDE = 24
"""How many characters before a count, or after it, its "a total of" or "of the dead" may stand."""


def some_of_them(text: str, claims: Sequence[Claim], codebook: Codebook) -> set[str]:
    """Ids of claims said to be some of those told of: "two of the dead were guards", "a nurse was among the dead"."""
    harms = [c for c in claims if c.kind in HARMS]
    return {c.id for c in harms if _after(text, c).startswith(codebook.of_the_dead) or _among(text, c)}


def side_by_side(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """Claims of people told together as "among the dead", none a part of another of them."""
    among = {c.id: c.spans["trigger"] for c in claims if c.kind in HARMS and _among(text, c)}
    return [
        replace(c, part_of=None) if c.id in among and among.get(c.part_of or "") == among[c.id] else c for c in claims
    ]


def _among(text: str, claim: Claim) -> bool:
    """Whether the word of harm stands after "among the"."""
    trigger = claim.spans["trigger"][0]
    people = claim.spans.get("who") or claim.spans.get("count") or ()
    return AMONG.search(text, claim.sentence.start_char, trigger.start_char) is not None and bool(people)


def all_told(text: str, claims: Sequence[Claim], order: dict[str, int], codebook: Codebook) -> list[Claim]:
    """Claims that a later figure takes in ("A total of 14 people died in the attack") as parts of it."""
    found = list(claims)
    for whole in [c for c in claims if _sums_up(text, c, codebook)]:
        for i, part in enumerate(found):
            if _taken_in(part, whole, order):
                found[i] = replace(part, part_of=whole.id)
    return found


def _sums_up(text: str, claim: Claim, codebook: Codebook) -> bool:
    if claim.kind not in HARMS or claim.part_of is not None or claim.repeats is not None or claim.quantity is None:
        return False
    said = claim.sentence.of(text).lower()
    return (
        bool(claim.spans.get("count"))
        and any(w in said for w in codebook.all_told_words)
        and _of_anyone(claim, codebook)
    )


def _of_anyone(claim: Claim, codebook: Codebook) -> bool:
    words = claim.victims.words.lower() if claim.victims else ""
    return not words or words in codebook.general_people or words.split()[-1] in codebook.general_people


def _taken_in(part: Claim, whole: Claim, order: dict[str, int]) -> bool:
    """Whether a claim stands shortly before a whole of its kind, fits it, and is no larger."""
    if part.kind != whole.kind or part.part_of is not None or part.repeats is not None or part.id == whole.id:
        return False
    if not 0 < order[whole.id] - order[part.id] <= REACH or part.status != whole.status or part.scope != whole.scope:
        return False
    if part.date is not None and whole.date is not None and not part.date.shares_day(whole.date):
        return False
    if part.quantity is None or whole.quantity is None:
        return False
    size, room = part.quantity.best, whole.quantity.best
    return size is not None and room is not None and size <= room


def _after(text: str, claim: Claim) -> str:
    counts = claim.spans.get("count", ())
    return text[counts[0].end_char : counts[0].end_char + BESIDE].lower().strip() if counts else ""


def died_of_wounds(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """Claims of deaths among the wounded ("one of the wounded died") as parts of the wounded told of last."""
    found = list(claims)
    for i, claim in enumerate(found):
        if claim.kind != "killed" or claim.part_of is not None:
            continue
        if OF_THE_WOUNDED.search(text[claim.sentence.start_char : claim.spans["trigger"][0].start_char]) is None:
            continue
        before = [c for c in found[:i] if c.kind == "wounded" and c.part_of is None and c.sentence != claim.sentence]
        if before:
            found[i] = replace(claim, part_of=before[-1].id)
    return found
