"""Who gives which figure: claims that go back to one speaker are one voice, however many reports quote it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Self

from mnemon.model.claims import Claim
from mnemon.model.text import Copy, Report
from mnemon.settle.guard import may_add


@dataclass(frozen=True, slots=True)
class Sourcing:
    """What is known of the reports, by report id: the day each was published, and where each goes back to.

    `origin` gives reports that are copies of one another, or of one publisher, the same value; a report that is not
    in it stands for itself.
    """

    published: Mapping[str, date] = field(default_factory=dict)
    origin: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, reports: Iterable[Report], copies: Iterable[Copy]) -> Self:
        """What the reports and the copies found among them tell; a publisher's reports go back to that publisher."""
        first = {copy.report_id: copy.of_report_id for copy in copies}
        known = list(reports)
        publishers = {report.id: report.source_id or report.id for report in known}
        origin = {i: publishers.get(first.get(i, i), first.get(i, i)) for i in publishers}
        return cls({r.id: r.published_at for r in known if r.published_at is not None}, origin)


@dataclass(frozen=True, slots=True)
class Figure:
    """What one voice says in one report; None = not given. `said` is None where no day is known."""

    voice: str
    low: int | None
    best: int | None
    high: int | None
    claims: tuple[Claim, ...]
    said: date | None

    @property
    def number(self) -> int | None:
        """The number to rank by: best, else low, else high."""
        return next((n for n in (self.best, self.low, self.high) if n is not None), None)


def figures(kept: Sequence[Claim], sourcing: Sourcing) -> list[Figure]:
    """One figure for each voice and report, in the order of the claims."""
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in kept:
        groups.setdefault((voice_of(claim, sourcing), claim.report_id), []).append(claim)
    return [_figure(voice, claims, sourcing) for (voice, _), claims in groups.items()]


def voice_of(claim: Claim, sourcing: Sourcing) -> str:
    """The speaker's name; where the report itself speaks, where that report goes back to."""
    if claim.said_by is not None and claim.said_by.name.strip():
        return f"speaker {claim.said_by.name.strip().casefold()}"
    return f"report {sourcing.origin.get(claim.report_id, claim.report_id)}"


def _figure(voice: str, claims: Sequence[Claim], sourcing: Sourcing) -> Figure:
    quantities = [claim.quantity for claim in claims if claim.quantity is not None]
    lows, bests, highs = ([getattr(q, name) for q in quantities] for name in ("low", "best", "high"))
    days = [day for claim in claims if (day := _said(claim, sourcing)) is not None]
    added = len(claims) > 1 and all(may_add(left, right) for left, right in combinations(claims, 2))
    low = _sum(lows) if added else lowest(lows)
    best = _sum(bests) if added else (bests[0] if len(set(bests)) == 1 else None)
    high = _sum(highs) if added else highest(highs)
    return Figure(voice, low, best, high, tuple(claims), max(days, default=None))


def _said(claim: Claim, sourcing: Sourcing) -> date | None:
    return claim.said_on.end if claim.said_on is not None else sourcing.published.get(claim.report_id)


def _sum(numbers: Sequence[int | None]) -> int | None:
    given = [number for number in numbers if number is not None]
    return sum(given) if len(given) == len(numbers) else None


def lowest(numbers: Sequence[int | None]) -> int | None:
    """The lowest number given; None where none is."""
    return min((number for number in numbers if number is not None), default=None)


def highest(numbers: Sequence[int | None]) -> int | None:
    """The highest number; None where one of them has no upper end."""
    given = [number for number in numbers if number is not None]
    return max(given) if given and len(given) == len(numbers) else None
