"""The side file: for every figure of an export its citations, and what the export could not hold, and why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import IO, Any

from mnemon.export.cells import Cell
from mnemon.export.citation import Citation
from mnemon.export.told import Terms, Told
from mnemon.model.claims import Claim
from mnemon.model.events import Finding

SUFFIX = ".citations.jsonl"
ENCODE = json.JSONEncoder(ensure_ascii=False).encode
PARTS = tuple(part.name for part in fields(Citation))
_CELLS = attrgetter(*PARTS)


class Side:
    """What some events say in the side file: its lines, the rows made, what was left out, whose data the places are."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.rows = 0
        self.out: Counter[str] = Counter()
        self.credits: set[str] = set()
        self._last: Told | None = None

    def figure(self, row: str, told: Told, finding: Finding, columns: Mapping[str, Cell]) -> None:
        """Says on what the figures in some columns of a row rest: the claims that support them, and their rivals."""
        self._line(
            {
                "line": "figure", "row": row, "event": told.event.id, "what": finding.what, "group": finding.group,
                "columns": dict(columns), "unsettled": finding.unsettled or None,
                "supporting": self._cited(told, finding.supporting), "rival": self._cited(told, finding.rival),
                "not_counted": [{"claim": out.claim_id, "why": out.reason} for out in finding.left_out],
            }
        )  # fmt: skip

    def claims(self, row: str, told: Told, claims: Sequence[Claim]) -> None:
        """Says on which claims a row without a settled figure rests."""
        cited = self._told(told, claims)
        self._line({"line": "claims", "row": row, "event": told.event.id, "supporting": cited})

    def row(self) -> None:
        """Counts a row that was written."""
        self.rows += 1

    def left_out(self, told: Told, reason: str, what: str = "event") -> None:
        """Counts, and names, what the format could not take."""
        self.out[reason] += 1
        killed = told.finding("killed")
        figures = None if killed is None else [killed.low, killed.best, killed.high]
        self._line({"line": "left out", "what": what, "event": told.event.id, "why": reason, "killed": figures})

    def note(self, row: str, told: Told, note: str) -> None:
        """Something about a row that its format has no cell for."""
        self._line({"line": "note", "row": row, "event": told.event.id, "note": note})

    def _cited(self, told: Told, ids: Sequence[str]) -> list[dict[str, Any]]:
        return self._told(told, told.by_id(ids))

    def _told(self, told: Told, claims: Sequence[Claim]) -> list[dict[str, Any]]:
        if told is not self._last:
            self._last = told
            self.credits.update(claim.place.credit for claim in told.claims if claim.place is not None)
        return [{"claim": claim.id, **_parts(told.citation(claim))} for claim in claims]

    def _line(self, line: Mapping[str, Any]) -> None:
        self.lines.append(ENCODE(line) + "\n")


def _parts(citation: Citation) -> dict[str, str]:
    return dict(zip(PARTS, _CELLS(citation), strict=True))


class SideFile:
    """Writes the side file portion by portion, so that memory stays small however long the export is."""

    def __init__(self, stream: IO[str], form: str, terms: Terms) -> None:
        self._stream, self._whole = stream, Side()
        head = {
            "line": "export", "format": form, "rule": terms.rule, "rule_version": terms.rule_version,
            "codebook": terms.codebook, "mnemon": terms.version, "as_of": terms.as_of,
            "victims_names": "as reported" if terms.with_names else "withheld",
        }  # fmt: skip
        self._stream.write(ENCODE(head) + "\n")

    def add(self, side: Side) -> None:
        """Writes what some events say, and counts their rows."""
        self._stream.writelines(side.lines)
        self._whole.rows += side.rows
        self._whole.out.update(side.out)
        self._whole.credits |= side.credits - {""}

    def row(self) -> None:
        """Counts a row that was written besides those of the portions."""
        self._whole.row()

    def out(self, event: str, reason: str) -> None:
        """Counts, and names, an event that has no row for a reason that shows when all are known."""
        self._whole.out[reason] += 1
        self._stream.write(ENCODE({"line": "left out", "what": "event", "event": event, "why": reason}) + "\n")

    def close(self, not_held: Sequence[str]) -> None:
        """The last line: what the format cannot hold, how many were left out and why, whose data the places are."""
        rows, reasons = self.summary
        told = {"rows": rows, "left_out": reasons, "not_held": list(not_held)}
        last = {"line": "summary", **told, "place_data": sorted(self._whole.credits)}
        self._stream.write(ENCODE(last) + "\n")

    @property
    def summary(self) -> tuple[int, dict[str, int]]:
        """Rows written, and how many were left out for which reason."""
        return self._whole.rows, dict(sorted(self._whole.out.items()))
