"""The day of what a running report tells: lines that begin with the hour tell of the day of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mnemon.coding.parts import of_anyone
from mnemon.coding.scenes import is_incident
from mnemon.coding.story import only_hours
from mnemon.coding.totals import figure_of
from mnemon.model.claims import REVISED, RIVAL, Claim
from mnemon.model.text import Report
from mnemon.model.values import DateRange

LINES = re.compile(r"^[^\w\n]*(?:UPD\.? |Update )?([0-2]?\d)[:.]([0-5]\d)\b(?!\.\d)[^\n]*", re.MULTILINE)
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


def overtaken(text: str, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Tolls of a page whose newest line stands first: a smaller one of an earlier hour has been revised since.

    "19:05 - 15 people have died ... 14:45 - Government spokesman: nine dead": the nine are no rival of the 15.
    """
    lines = list(LINES.finditer(text))
    hours = [(int(line[1]), int(line[2])) for line in lines]
    if len(lines) < FEW or hours != sorted(hours, reverse=True) or hours[0] == hours[-1]:
        return tuple(claims)
    tolls = [c for c in claims if is_incident(c) and c.spans.get("count") and c.part_of is None and of_anyone(c)]

    def revised(claim: Claim) -> bool:
        start = max((line.start() for line in lines if line.start() <= claim.sentence.start_char), default=0)
        newer = (c for c in tolls if c.sentence.start_char < start and c.kind == claim.kind)
        one = (c for c in newer if c.event_mention_id == claim.event_mention_id)
        return any(figure_of(c) > figure_of(claim) for c in one)

    old = {c.id for c in tolls if c.repeats is None and revised(c)}
    return tuple(replace(c, notes=(*(n for n in c.notes if n != RIVAL), REVISED)) if c.id in old else c for c in claims)
