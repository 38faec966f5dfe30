"""A figure of several events, with which a report begins, takes in those of each that it tells of behind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from mnemon.coding.scenes import is_incident
from mnemon.coding.totals import figure_of
from mnemon.model.claims import MADE_UP, RIVAL, Claim
from mnemon.model.marks import HARMS

NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\d{1,2}"
SEVERAL = re.compile(
    rf"\b(?:{NUMBERS}|several|various|multiple|separate|different"
    r"|a (?:series|string|spate|wave|day|night|week|weekend) of)"
    r" (?:[a-z]+ ){0,2}?(?:incidents|attacks|events|raids|bombings|blasts|shootings|ambushes|explosions|clashes|cases"
    r"|operations|assaults|encounters|gunfights|killings)\b"
    r"|\bin separate\b|\bin the (?:week|day|weekend)'s violence\b",
    re.IGNORECASE,
)
"""How a sentence tells that its figure is of several events."""

LEAD = 1
"""The number of the last sentence, from 0, with which a report begins."""

ONE_OF = "one of several events"
"""The note of a claim that was made such a part."""

FAR = 31
"""What was so many days or more before or behind is none of those events."""


def of_several(text: str, claims: Sequence[Claim], order: Mapping[str, int]) -> tuple[Claim, ...]:
    """Claims behind a figure of several events as parts of it, as long as they are no more than it together.

    "Seven people lost their lives in separate attacks on Thursday" holds the three of the first and the four of the
    second that the next paragraphs tell of. `order`: sentence number by claim id.
    """
    found = {c.id: c for c in claims}
    for lead in (c for c in claims if _is_lead(text, c, order)):
        parts = [c for c in claims if c.part_of == lead.id and order[c.id] > order[lead.id]]
        left = figure_of(lead) - sum(map(figure_of, parts))
        for claim in sorted(claims, key=lambda c: (order[c.id], c.spans["trigger"][0])):
            size = figure_of(claim)
            if _may_be_one(claim, lead, order) and found[claim.id].part_of is None and size <= left:
                found[claim.id] = replace(claim, part_of=lead.id, notes=(*claim.notes, ONE_OF))
                left -= size
    return tuple(found.values())


def by_themselves(claims: Sequence[Claim]) -> list[Claim]:
    """Claims as they were before this room made parts of some of them."""
    return [replace(c, part_of=None, notes=c.notes[:-1]) if c.notes[-1:] == (ONE_OF,) else c for c in claims]


def _is_lead(text: str, claim: Claim, order: Mapping[str, int]) -> bool:
    first = claim.kind in HARMS and order[claim.id] <= LEAD and is_incident(claim) and figure_of(claim) > 1
    alone = claim.part_of is None and claim.repeats is None and RIVAL not in claim.notes
    alone = alone and not any(note.endswith(MADE_UP) for note in claim.notes)
    return first and alone and SEVERAL.search(claim.sentence.of(text)) is not None


def _may_be_one(claim: Claim, lead: Claim, order: Mapping[str, int]) -> bool:
    """Whether a figure may be one of the events of another: of its harm, behind it, about then, counted by itself."""
    same = claim.kind == lead.kind and order[claim.id] > order[lead.id] and is_incident(claim)
    alone = claim.repeats is None and RIVAL not in claim.notes and figure_of(claim) > 0
    return same and alone and not _long_before(claim, lead)


def _long_before(claim: Claim, lead: Claim) -> bool:
    if claim.date is None or lead.date is None:
        return False
    return abs((claim.date.start - lead.date.start).days) >= FAR
