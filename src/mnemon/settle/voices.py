"""Who gives which figure: claims that go back to one speaker are one voice, however many reports quote it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import Self

from mnemon.model.claims import Claim
from mnemon.model.events import Backing, Voice
from mnemon.model.text import Copy, Report
from mnemon.settle.guard import has_number, may_add
from mnemon.settle.rivals import rival_groups

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
    """The figures of each report, one for each voice in it, in an order that does not depend on that of the claims.

    What a report tells in one telling of an event is added up: its reading has said which claims are told again or are
    parts (guard.py leaves them out). Only what rival speakers say there of the same people is not: then each of them
    has a figure, with all that nobody contests. A claim without a number ("several others") makes the sum open.
    """
    groups: dict[tuple[str, str], list[Figure]] = {}
    for telling in _tellings(kept):
        for figure in _told_by(telling, sourcing):
            groups.setdefault((figure.voice, telling[0].report_id), []).append(figure)
    return [_joined(voice, several) for (voice, _), several in groups.items()]


def _tellings(kept: Sequence[Claim]) -> Iterator[list[Claim]]:
    """The claims of one report that its reading puts to one telling of the event.

    Of several readings each claim is by itself, since none says of another's what it tells again.
    """
    reports: dict[str, list[Claim]] = {}
    for claim in sorted(kept, key=lambda c: (c.report_id, c.sentence, c.id)):
        reports.setdefault(claim.report_id, []).append(claim)
    for claims in reports.values():
        one_reading = len({claim.producer_id for claim in claims if not claim.by_person}) < 2
        by: dict[str, list[Claim]] = {}
        for claim in claims:
            by.setdefault(claim.event_mention_id if one_reading else claim.id, []).append(claim)
        yield from by.values()


def _told_by(telling: Sequence[Claim], sourcing: Sourcing) -> Iterator[Figure]:
    """The figures of one telling: one, or one for each of its rival speakers."""
    if len(telling) == 1:
        yield _only(voice_of(telling[0], sourcing), telling[0], sourcing)
        return
    groups = [[c for c in group if has_number(c.quantity)] or group for group in rival_groups(telling)]
    voices = dict.fromkeys(voice_of(claim, sourcing) for claim in telling)
    against = dict.fromkeys(voice_of(claim, sourcing) for group in groups if len(group) > 1 for claim in group)
    alone = next(iter(voices)) if len(voices) == 1 else _report_of(telling[0], sourcing)
    for voice in against or (alone,):
        yield _together(voice, [_of_group(voice, group, sourcing) for group in groups], added=True)


def _of_group(voice: str, group: Sequence[Claim], sourcing: Sourcing) -> Figure:
    """What a voice says of one group of people; what all others say of it, where it says nothing."""
    own = [claim for claim in group if voice_of(claim, sourcing) == voice] or group
    return _together(voice, [_only(voice, claim, sourcing) for claim in own], added=False)


def _joined(voice: str, several: Sequence[Figure]) -> Figure:
    """One figure of what a voice says in several tellings: their sum only where they surely count different people."""
    pairs = ((a, b) for one, two in combinations(several, 2) for a in one.claims for b in two.claims)
    readings = {claim.producer_id for figure in several for claim in figure.claims if not claim.by_person}
    return _together(voice, several, added=len(readings) < 2 and all(may_add(a, b) for a, b in pairs))


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
    return f"speaker {name}" if name else _report_of(claim, sourcing)


def _report_of(claim: Claim, sourcing: Sourcing) -> str:
    """The voice of the report itself, which is that of the text it goes back to."""
    return f"report {sourcing.origin.get(claim.report_id, claim.report_id)}"


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
    told = [(one, other, why) for one, other, why in sourcing.ties if {one, other} & set(reports)]
    ties = [why if {one, other} == set(reports) else f"{one} and {other}: {why}" for one, other, why in told]
    return Voice("", tuple(reports), tuple(ties) or ("one publisher",))


def _together(voice: str, several: Sequence[Figure], *, added: bool) -> Figure:
    """One figure of several, added up or, where they may count the same people, compared."""
    if len(several) == 1:
        return several[0]
    numbered = [figure for figure in several if figure.number is not None]
    if not added:
        several = numbered or several
    bests, highs = [figure.best for figure in several], [figure.high for figure in several]
    counted = {i for figure in several for claim in figure.claims for i in (claim.part_of, claim.repeats)}
    lows = [_least(figure, counted) if added and numbered else figure.low for figure in several]
    return Figure(
        voice,
        low=sum(n or 0 for n in lows) if added and set(lows) != {None} else lowest(lows),
        best=_sum(bests) if added else (bests[0] if len(set(bests)) == 1 else None),
        high=_sum(highs) if added else highest(highs),
        claims=tuple(claim for figure in several for claim in figure.claims),
        said=max((figure.said for figure in several if figure.said is not None), default=None),
        precision=min(figure.precision for figure in several),
    )


def _least(figure: Figure, counted: Collection[str | None]) -> int | None:
    """The low of what is added up. People without a number are one at least, unless a part of them is `counted`."""
    if figure.number is not None:
        return figure.low
    return int(any(not claim.in_doubt and claim.id not in counted for claim in figure.claims))


def _only(voice: str, claim: Claim, sourcing: Sourcing) -> Figure:
    """The figure of a voice that makes one claim: most do."""
    low, best, high = None, None, None
    told = claim.people
    if told is not None:
        low, best, high = told.low, told.best, told.high
        low = 0 if claim.in_doubt else low
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
