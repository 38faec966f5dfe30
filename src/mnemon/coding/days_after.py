"""The day of what is told as so many days before what its sentence dates ("on Thursday, a day after gunmen killed")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from mnemon.model.claims import Claim
from mnemon.model.values import Dated, DateRange

NUMBERS = {"a": 1, "one": 1, "the": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
AFTER = re.compile(rf"\b(?P<many>{'|'.join(NUMBERS)}) days? after\b(?! (?:that|this|which)\b)", re.IGNORECASE)
"""What stands between the day that is told and what was so many days before it."""


def days_after(text: str, claims: Sequence[Claim], times: Sequence[Dated]) -> list[Claim]:
    """Claims behind such words, with no time of their own, at their day, and a note that says so."""
    return [_dated(text, claim, times) for claim in claims]


def _dated(text: str, claim: Claim, times: Sequence[Dated]) -> Claim:
    start, trigger = claim.sentence.start_char, claim.spans["trigger"][0].start_char
    found = AFTER.search(text, start, trigger)
    if found is None or claim.spans.get("when") or claim.status != "fact":
        return claim
    told = [t for t in times if t.range is not None and start <= t.span.start_char < t.span.end_char <= found.start()]
    base = told[-1].range if told else None
    if base is None or base.start != base.end:
        return claim
    day = base.start - timedelta(days=NUMBERS[found["many"].lower()])
    why = f"{found[0]} it was {base.start}"
    return replace(claim, date=DateRange(day, day, 1, words=found[0], reason=why), notes=(*claim.notes, f"date: {why}"))


def is_before_that(claim: Claim) -> bool:
    """Whether a claim is of so many days before what its sentence begins with, and so of another event."""
    return claim.date is not None and AFTER.match(claim.date.reason) is not None
