"""Who gives which figure: claims that go back to one speaker are one voice, however many reports quote it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import Self

from mnemon.model.claims import Claim
from mnemon.model.events import Backing, Voice
from mnemon.model.text import Copy, Report
from mnemon.settle.guard import may_add

NOWHERE = 8
"""A place precision beyond UCDP's 1-7, for figures whose place is not stated."""


PRONOUNS = ("he", "she", "they", "it", "who", "we", "i", "him", "her", "them")
"""Words for a speaker that name nobody: one report's "he" is not another's."""


@dataclass(frozen=True, slots=True)
class Sourcing:
    """What is known of the reports, by report id: the day each was published, and where each goes back to.

    `origin` gives reports that are copies of one another, or of one publisher, the same value; a report that is not
    in it stands for itself. `revised` names the later version of a report that its publisher has changed. `ties`: two
    reports and, in words, what makes them one text.
    """

    published: Mapping[str, date] = field(default_factory=dict)
    origin: Mapping[str, str] = field(default_factory=dict)
    revised: Mapping[str, str] = field(default_factory=dict)
    ties: tuple[tuple[str, str, str], ...] = ()

    @classmethod
    def of(cls, reports: Iterable[Report], copies: Iterable[Copy], revised: Mapping[str, str] | None = None) -> Self:
        """What the reports and the copies found among them tell; a publisher's reports go back to that publisher."""
        known, alike = list(reports), list(copies)
        first = _roots(known, alike, revised or {})
        publishers = {report.id: report.source_id or report.id for report in known}
        origin = {i: publishers.get(root, root) for i, root in first.items()}
        ties = [_tie(c.report_id, c.of_report_id, f"near copies ({c.similarity:.0%} alike)") for c in alike]
        ties += [_tie(old, new, "versions of one page") for old, new in (revised or {}).items()]
        days = {r.id: r.published_at for r in known if r.published_at is not None}
        return cls(days, origin, revised or {}, tuple(sorted(set(ties))))


def _tie(one: str, other: str, why: str) -> tuple[str, str, str]:
    return min(one, other), max(one, other), why


def _roots(reports: Sequence[Report], copies: Iterable[Copy], revised: Mapping[str, str]) -> dict[str, str]:
    """For each report one of those that it is a copy or a version of, through any number of steps (union-find)."""
    above = {report.id: report.id for report in reports}

    def root(i: str) -> str:
        while above.get(i, i) != i:
            i = above[i]
        return i

    pairs = [(copy.report_id, copy.of_report_id) for copy in copies]
    for one, other in sorted([*pairs, *revised.items()]):
        first, second = sorted((root(one), root(other)))
        above[second] = first
    return {i: root(i) for i in above}


@dataclass(frozen=True, slots=True)
class Figure:
    """What one voice says in one report; None = not given. `said` is None where no day is known.

    `precision`: of the most exact place among its claims, 8 where none states one.
    """

    voice: str
    low: int | None
    best: int | None
    high: int | None
    claims: tuple[Claim, ...]
    said: date | None
    precision: int = NOWHERE

    @property
    def number(self) -> int | None:
        """The number to rank by: best, else low, else high."""
        if self.best is not None:
            return self.best
        return self.low if self.low is not None else self.high


def figures(kept: Sequence[Claim], sourcing: Sourcing) -> list[Figure]:
    """One figure for each voice and report, in an order that does not depend on that of the claims."""
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in sorted(kept, key=lambda c: (c.report_id, c.sentence, c.id)):
        groups.setdefault((voice_of(claim, sourcing), claim.report_id), []).append(claim)
    return [_figure(voice, claims, sourcing) for (voice, _), claims in groups.items()]


def last_words(given: Sequence[Figure]) -> list[Figure]:
    """Those figures after which their voice gave no other on a later day; a figure of no known day stays."""
    last: dict[str, date] = {}
    for figure in given:
        if figure.said is not None:
            last[figure.voice] = max(figure.said, last.get(figure.voice, figure.said))
    return [figure for figure in given if figure.said is None or figure.said == last[figure.voice]]


def voice_of(claim: Claim, sourcing: Sourcing) -> str:
    """The speaker's name; where the report itself, or a mere pronoun, speaks: where that report goes back to."""
    name = _plain(claim.said_by.name) if claim.said_by is not None else ""
    return f"speaker {name}" if name else f"report {sourcing.origin.get(claim.report_id, claim.report_id)}"


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    plain = " ".join(name.casefold().split()).strip(" ,;:.").removeprefix("the ")
    return "" if plain in PRONOUNS else plain


def backing(claims: Sequence[Claim], sourcing: Sourcing | None = None) -> Backing:
    """Who tells of the event that these claims belong to. A report that only quotes others is no voice of its own."""
    known = sourcing if sourcing is not None else Sourcing()
    sides = {claim.said_by.side for claim in claims if claim.said_by is not None and claim.said_by.side is not None}
    voices: dict[str, list[Claim]] = {}
    for claim in claims:
        voices.setdefault(voice_of(claim, known), []).append(claim)
    reports, told_by = {claim.report_id for claim in claims}, [_voice(voices[key], known) for key in sorted(voices)]
    return Backing(len(reports), len(voices), tuple(sorted(sides - {"civilians"})), tuple(told_by))


def _voice(claims: Sequence[Claim], sourcing: Sourcing) -> Voice:
    """The voice of these claims, which is one."""
    reports = sorted({claim.report_id for claim in claims})
    name = min((claim.said_by.name for claim in claims if claim.said_by is not None), default="")
    if len(reports) == 1:
        return Voice(name, tuple(reports))
    if name:
        return Voice(name, tuple(reports), ("one speaker, whoever quotes it",))
    ties = [f"{one} and {other}: {why}" for one, other, why in sourcing.ties if {one, other} & set(reports)]
    return Voice("", tuple(reports), tuple(ties) or ("one publisher",))


def _figure(voice: str, claims: Sequence[Claim], sourcing: Sourcing) -> Figure:
    if len(claims) == 1:
        return _only(voice, claims[0], sourcing)
    quantities = [claim.quantity for claim in claims if claim.quantity is not None]
    bests, highs = ([getattr(q, name) for q in quantities] for name in ("best", "high"))
    lows = [0 if c.status == "possible" else c.quantity.low for c in claims if c.quantity is not None]
    days = [day for claim in claims if (day := _said(claim, sourcing)) is not None]
    readings = {claim.producer_id for claim in claims if not claim.by_person}
    added = len(readings) < 2 and all(may_add(one, two) for one, two in combinations(claims, 2))
    return Figure(
        voice,
        low=_sum(lows) if added else lowest(lows),
        best=_sum(bests) if added else (bests[0] if len(set(bests)) == 1 else None),
        high=_sum(highs) if added else highest(highs),
        claims=tuple(claims),
        said=max(days, default=None),
        precision=min((c.place.precision for c in claims if c.place is not None), default=NOWHERE),
    )


def _only(voice: str, claim: Claim, sourcing: Sourcing) -> Figure:
    """The figure of a voice that makes one claim: most do."""
    low, best, high = None, None, None
    if claim.quantity is not None:
        low, best, high = claim.quantity.low, claim.quantity.best, claim.quantity.high
        low = 0 if claim.status == "possible" else low
    precision = claim.place.precision if claim.place is not None else NOWHERE
    return Figure(voice, low, best, high, (claim,), _said(claim, sourcing), precision)


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
