"""Figures of "nine of them": of the figure that stands right before, whatever word of harm leads the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mnemon.coding.parts import number, starts
from mnemon.model.claims import Claim
from mnemon.model.marks import HARMS

OF_NEAREST = "of those counted right before"


def of_the_nearest(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """Claims of "nine of them" with the kind, and as parts, of the figure that stands right before in their sentence.

    "Four were killed and 16 abducted, nine of them women": the nine are of the sixteen.
    """
    found = list(claims)
    for i, claim in enumerate(found):
        count = claim.spans.get("count", ())
        if claim.kind not in HARMS or not count or not text.startswith(" of them", count[0].end_char):
            continue
        before = [c for c in claims if c.sentence == claim.sentence and c.kind in HARMS and starts(c) < starts(claim)]
        last = max((c for c in before if c.spans.get("count")), key=starts, default=None)
        if last is not None and last.kind != claim.kind and _led(claim, last):
            spans = {**claim.spans, "trigger": last.spans["trigger"]}
            found[i] = replace(claim, kind=last.kind, spans=spans, part_of=last.id, notes=(*claim.notes, OF_NEAREST))
    return found


def _led(claim: Claim, last: Claim) -> bool:
    """Whether a claim's word of harm stands before the last figure, which is as large: it says nothing of these."""
    before = claim.spans["trigger"][0].end_char <= last.spans["count"][0].start_char
    return before and (number(last) or 0) >= (number(claim) or 0) > 0
