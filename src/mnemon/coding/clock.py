"""The day of what a running report tells: lines that begin with the hour tell of the day of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mnemon.coding.story import only_hours
from mnemon.model.claims import Claim
from mnemon.model.text import Report
from mnemon.model.values import DateRange

LINES = re.compile(r"^[^\w\n]*(?:UPD\.? |Update )?[0-2]?\d[:.][0-5]\d\b(?!\.\d)[^\n]*", re.MULTILINE)
"""A line that begins with the hour ("14:31 -", "UPD 21:40.")."""

FEW = 2
"""Fewer such lines make no running report."""


def by_the_clock(report: Report, claims: Sequence[Claim], hours: frozenset[str]) -> list[Claim]:
    """Claims of such lines that tell no day with the day of the report, and a note that says so."""
    lines = [match.span() for match in LINES.finditer(report.text)]
    day = report.published_at
    if len(lines) < FEW or day is None:
        return list(claims)

    def dated(claim: Claim) -> Claim:
        at = claim.spans["trigger"][0].start_char
        own = [span.of(report.text) for span in claim.spans.get("when", ())]
        if claim.date is not None or not all(only_hours(words, hours) for words in own):
            return claim
        if claim.scope == "total" or not any(start <= at < end for start, end in lines):
            return claim
        why = "the day of the report, whose lines begin with the hour"
        return replace(claim, date=DateRange(day, day, 1, reason=why), notes=(*claim.notes, why))

    return [dated(claim) for claim in claims]
