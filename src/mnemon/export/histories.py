"""Capture histories for multiple systems estimation: which voice tells of which event with deaths.

Long: one row an event and voice that tells of it. As a matrix, which LCMCR, Rcapture and the like read: one row an
event, one column a voice, 1 where the one tells of the other. Voices that go back to one speaker, one text or one
publisher are one; estimation needs lists that are independent, which is for the person who estimates to judge.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from mnemon.export.cells import shielded, write_csv
from mnemon.export.formats import Row
from mnemon.export.side import Side, SideFile
from mnemon.export.told import Terms, Told
from mnemon.model.events import Finding

COLUMNS = ("event", "voice", "captured", "date_start", "country", "adm1", "low", "best", "high", "claims")
EVENT = ("event", "date_start", "country", "adm1", "low", "best", "high")
NO_DEATHS = "no deaths are claimed that count"
NO_COLUMN = "no voice with a column tells of it"
VOICES = 30
"""Columns of a matrix: estimators take a handful of lists, and choose among these."""

NOT_HELD = (
    "events that nobody tells of: estimating those is what the table is for",
    "people: the unit is the event, since no list of names is kept",
)


def rows(told: Told, terms: Terms, side: Side) -> Iterable[Row]:  # noqa: ARG001 - every format is called alike
    """A row for each voice that tells of deaths in the event."""
    killed = told.finding("killed")
    if killed is None or not (killed.supporting or killed.rival):
        side.left_out(told, NO_DEATHS)
        return
    by_voice = _voices(told, killed)
    days, place = told.date(), told.place()
    side.figure(told.event.id, told, killed, {"low": killed.low, "best": killed.best, "high": killed.high})
    for voice, claims in sorted(by_voice.items()):
        yield [
            told.event.id, voice, 1, str(days.start) if days else None, place.country if place else None,
            place.adm1 if place else None, killed.low, killed.best, killed.high, ";".join(claims),
        ]  # fmt: skip


def _voices(told: Told, killed: Finding) -> dict[str, list[str]]:
    """The claims that count, by voice."""
    by_voice: dict[str, list[str]] = {}
    for claim in told.by_id([*killed.supporting, *killed.rival]):
        by_voice.setdefault(told.voices.get(claim.id, claim.report_id), []).append(claim.id)
    return by_voice


class Matrix:
    """One row an event, one column for each of the voices that tell of most events, of two at least."""

    def body(self, told: Iterable[Told], terms: Terms, side: Side) -> list[str]:
        """The cells of each event and who tells of it, a line of JSON each."""
        del terms
        return [json.dumps(row) for one in told for row in self._row(one, side)]

    def _row(self, told: Told, side: Side) -> Iterator[list[Row]]:
        killed = told.finding("killed")
        if killed is None or not (killed.supporting or killed.rival):
            side.left_out(told, NO_DEATHS)
            return
        days, place = told.date(), told.place()
        side.figure(told.event.id, told, killed, {"low": killed.low, "best": killed.best, "high": killed.high})
        cells = [
            told.event.id, str(days.start) if days else None, place.country if place else None,
            place.adm1 if place else None, killed.low, killed.best, killed.high,
        ]  # fmt: skip
        yield [cells, sorted(_voices(told, killed))]

    def write(self, bodies: Iterable[list[str]], path: Path, terms: Terms, side: SideFile) -> None:
        """Twice through the events, since the columns are known at the end alone; what waits lies in a file."""
        del terms
        waiting, count = path.with_name("waiting.jsonl"), Counter[str]()
        with waiting.open("w", encoding="utf-8") as stream:
            for line in (line for body in bodies for line in body):
                count.update(json.loads(line)[1])
                stream.write(line + "\n")
        most = sorted((voice for voice in count if count[voice] > 1), key=lambda voice: (-count[voice], voice))[:VOICES]
        with waiting.open(encoding="utf-8") as lines, path.open("w", encoding="utf-8", newline="") as stream:
            write_csv(stream, [[*EVENT, *(str(shielded(voice)) for voice in most)]], self._rows(lines, most, side))
        waiting.unlink()

    def _rows(self, lines: Iterable[str], voices: list[str], side: SideFile) -> Iterator[Row]:
        """The rows with a 1 at least: who stands in no list has no history."""
        for line in lines:
            cells, told_by = json.loads(line)
            history = [int(voice in told_by) for voice in voices]
            if not any(history):
                side.out(cells[0], NO_COLUMN)
                continue
            side.row()
            yield [*cells, *history]
