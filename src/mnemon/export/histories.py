"""Capture histories for multiple systems estimation: which voice tells of which event with deaths.

One row an event and voice that tells of it, so that no voice need be known beforehand: pivot it to the matrix that
estimators read. Voices that go back to one speaker, one text or one publisher are one; estimation needs lists that are
independent, which is for the person who estimates to judge.
"""

from __future__ import annotations

from collections.abc import Iterable

from mnemon.export.formats import Row
from mnemon.export.side import Side
from mnemon.export.told import Terms, Told

COLUMNS = ("event", "voice", "captured", "date_start", "country", "adm1", "low", "best", "high", "claims")
NOT_HELD = (
    "events that nobody tells of: estimating those is what the table is for",
    "people: the unit is the event, since no list of names is kept",
)


def rows(told: Told, terms: Terms, side: Side) -> Iterable[Row]:  # noqa: ARG001 - every format is called alike
    """A row for each voice that tells of deaths in the event."""
    killed = told.finding("killed")
    if killed is None or not (killed.supporting or killed.rival):
        side.left_out(told, "no deaths are claimed that count")
        return
    by_voice: dict[str, list[str]] = {}
    for claim in told.by_id([*killed.supporting, *killed.rival]):
        by_voice.setdefault(told.voices.get(claim.id, claim.report_id), []).append(claim.id)
    days, place = told.date(), told.place()
    side.figure(told.event.id, told, killed, {"low": killed.low, "best": killed.best, "high": killed.high})
    for voice, claims in sorted(by_voice.items()):
        yield [
            told.event.id, voice, 1, str(days.start) if days else None, place.country if place else None,
            place.adm1 if place else None, killed.low, killed.best, killed.high, ";".join(claims),
        ]  # fmt: skip
