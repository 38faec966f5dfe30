"""What speaks for it, and what against it, that two scenes of a report tell of one event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mnemon.coding.parts import HAPPENED
from mnemon.model.claims import Claim
from mnemon.model.distance import kilometres
from mnemon.model.marks import HARMS
from mnemon.model.values import DateRange, Place

SHORT = 7
"""A stretch of so many days or more (a month, "since August") is no day that two acts share, nor is it passed on."""

APART = 3
"""Acts with more days than this between them are two events."""

TOWN = 2
"""A place of this precision or finer is a town or a spot in one."""

TOWN_KM = 25
"""Towns further from each other than this, as UCDP's where_prec 2 reaches, are two."""

PROVINCE = 4
"""A place of this precision or finer lies in one province."""

WIDE = 5
"""A place of this precision or coarser is a country, or a part of one that may hold any place there."""

LATER = frozenset({"detained", "released", "surrendered", "displaced"})
"""Harms that are often told of on another day than that of the event before them."""

SLOW = frozenset({"truce", "deployment", "territory", "protest"})
"""Acts that go on for long, or are many by one name."""

GENERAL = frozenset({"attack", "operation", "battle", "shooting", "bombing", "shelling", "airstrike"})
"""Acts that a report may call by each other's names."""

STEPS = (
    (0, "same sentence"),
    (1, "next sentence"),
    (2, "two sentences on"),
    (4, "four sentences on"),
    (8, "eight sentences on"),
)
"""How far on the later scene is told, at most so many sentences; beyond the last it is told far on."""

FOUND_DEAD = re.compile(r"\b(?:bod(?:y|ies)|remains|corpses?|graves?|found dead)\b", re.IGNORECASE)
OF_WOUNDS = re.compile(
    r"\b(?:die[sd]?|dying|succumbed|passed away|death)\b[^.;]{0,60}?"
    r"\b(?:wounds?|injur(?:y|ies)|hospital|clinic|burns)\b",
    re.IGNORECASE,
)
"""How a death is told by when the dead were found, and how by when the wounded died."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Claims that one sentence, or figures known to be one, tell of one event; `first` and `last`: sentence numbers.

    `points`: its act is a noun that means one told of before ("the attack"). `another`: its sentence says that it tells
    of something else. `opens`: the report begins with it. `paragraph`: the number of the one it begins in. The last
    four, the kinds of its acts and harms and what was found of its places and days, are taken from its claims once:
    each scene is compared with many.
    """

    claims: tuple[Claim, ...]
    first: int
    last: int
    points: bool = False
    another: bool = False
    opens: bool = False
    paragraph: int = 0
    acts: frozenset[str] = field(init=False)
    harms: frozenset[str] = field(init=False)
    places: tuple[Place, ...] = field(init=False)
    days: tuple[DateRange, ...] = field(init=False)

    def __post_init__(self) -> None:
        kinds = frozenset(c.kind for c in self.claims)
        placed = (c.place for c in self.claims if c.place is not None and c.place.place_id is not None)
        told = {
            "acts": kinds.difference(HARMS),
            "harms": kinds.intersection(HARMS),
            "places": tuple(placed),
            "days": tuple(c.date for c in self.claims if c.date is not None),
        }
        for name, value in told.items():
            object.__setattr__(self, name, value)


def is_incident(claim: Claim) -> bool:
    """Whether a claim tells of one event that happened or may have: no total, no threat, nothing denied."""
    return claim.scope != "total" and claim.status in HAPPENED


def is_told(claim: Claim) -> bool:
    """Whether a claim can be part of an event: an incident, or that somebody was not harmed in one."""
    unharmed = claim.kind in HARMS and claim.status in ("negated", "denied")
    return is_incident(claim) or (unharmed and claim.scope != "total")


def is_short(stretch: DateRange) -> bool:
    """Whether days are few enough to be those of one event."""
    return (stretch.end - stretch.start).days < SHORT


def is_late(text: str, claim: Claim) -> bool:
    """Whether a death is told of by when it was found or when the wounded died: that is not the day of the deed."""
    if claim.kind != "killed":
        return False
    trigger = claim.spans["trigger"][0]
    died = OF_WOUNDS.match(text, trigger.start_char)
    return FOUND_DEAD.search(trigger.of(text)) is not None or died is not None


def two_places(later: Scene, before: Scene) -> bool:
    """Whether two scenes were in two towns, provinces or countries."""
    return any(_two_provinces(a, b) or _two_towns(a, b) for a in later.places for b in before.places)


def two_days(later: Scene, before: Scene) -> bool:
    """Whether two scenes were on days well apart."""
    return any(_well_apart(a, b) for a in later.days for b in before.days)


def shared_day(later: Scene, before: Scene) -> bool:
    """Whether some day may be of both: who was freed today was taken last month, and the report goes on about that."""
    return any(a.shares_day(b) for a in later.days for b in before.days)


def _two_towns(left: Place, right: Place) -> bool:
    one, other = left.point, right.point
    if one is None or other is None or max(left.precision, right.precision) > TOWN:
        return False
    return kilometres(one, other) > TOWN_KM


def _two_provinces(left: Place, right: Place) -> bool:
    if left.country is not None and right.country is not None and left.country != right.country:
        return True
    fine = left.precision <= PROVINCE and right.precision <= PROVINCE
    return fine and left.adm1 is not None and right.adm1 is not None and left.adm1 != right.adm1


def _well_apart(left: DateRange, right: DateRange) -> bool:
    return max((left.start - right.end).days, (right.start - left.end).days) > APART


def compared(later: Scene, before: Scene) -> Iterator[str]:
    """Each thing that is so of two scenes, by the name under which its weight was learnt."""
    yield _step(later.first - before.last)
    if before.opens:
        yield "first told of"
    if later.paragraph == before.paragraph:
        yield "same paragraph"
    if later.places and later.days and not before.places and not before.days:
        yield "a place and day of its own"
    yield from _of_acts(later, before)
    yield from _of_places(later, before)
    yield from _of_days(later, before)
    yield from _of_harms(later, before)
    if not later.acts.isdisjoint(SLOW):
        yield "slow act"


def _step(gap: int) -> str:
    return next((name for most, name in STEPS if gap <= most), "far on")


def _of_acts(later: Scene, before: Scene) -> Iterator[str]:
    same, either = later.acts & before.acts, later.acts and before.acts
    fit = same or (not later.acts.isdisjoint(GENERAL) and not before.acts.isdisjoint(GENERAL))
    if same:
        yield "same act"
    elif either:
        yield "acts that fit" if fit else "acts that do not fit"
    if later.points and fit:
        yield "means one told of before"


def _of_places(later: Scene, before: Scene) -> Iterator[str]:
    mine, theirs = later.places, before.places
    if not mine:
        yield "no place of its own"
    elif theirs and not all(within(a, b) for a in mine for b in theirs):
        yield "another place"
    elif not {p.place_id for p in mine}.isdisjoint(p.place_id for p in theirs):
        yield "same place"


def _of_days(later: Scene, before: Scene) -> Iterator[str]:
    if not later.days:
        yield "no day of its own"
    elif before.days:
        shared = all(a.shares_day(b) for a in later.days for b in before.days)
        yield "same day" if shared else "another day"
    if not all(map(is_short, later.days)):
        yield "a long stretch"


def _of_harms(later: Scene, before: Scene) -> Iterator[str]:
    shared = later.harms & before.harms
    if shared:
        yield "same harm"
    if any(numbers(later, kind) & numbers(before, kind) for kind in shared):
        yield "same number"
    if later.harms and not later.acts and later.harms <= LATER:
        yield "often told later"
    if before.harms and not before.acts and before.harms <= LATER:
        yield "after what is often told later"
    if any(c.status in ("negated", "denied") for c in later.claims):
        yield "unharmed"


def numbers(scene: Scene, kind: str) -> set[tuple[int | None, int | None]]:
    """The figures of a scene's claims of a kind, lowest and highest."""
    found = [c.quantity for c in scene.claims if c.kind == kind]
    return {(q.low, q.high) for q in found if q is not None and q.low is not None}


def within(left: Place, right: Place) -> bool:
    """Whether two places can be one: the same, or one in the division or country that the other is."""
    if left.place_id == right.place_id:
        return True
    if left.country is not None and right.country is not None and left.country != right.country:
        return False
    fine, coarse = sorted((left, right), key=lambda p: p.precision)
    return coarse.precision >= WIDE or (coarse.precision >= 3 and coarse.name in (fine.adm1, fine.adm2))
