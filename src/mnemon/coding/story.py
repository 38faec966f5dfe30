"""What a report goes on to tell of an event that it told of before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mnemon.coding.codebook import Telling
from mnemon.coding.parts import HAPPENED
from mnemon.model.claims import Claim
from mnemon.model.marks import HARMS
from mnemon.model.values import DateRange, Place

NEAR = 2
"""How many sentences on harm told without an act of its own still belongs to the act before it."""

FAR = 8
"""How many sentences on "the attack" may stand from the attack that it means."""

MOST = 40
"""How many scenes back one looks at most."""

ITEM = re.compile(r"(?:\n|\A)\s*(?:\d+[.)]|[-*•–])\s")
"""The beginning of an entry in a list."""

LATER = frozenset({"detained", "released", "surrendered", "displaced"})
"""Harms that are often told of on another day than that of the event before them."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Claims that one sentence, or figures known to be one, tell of one event; `first` and `last`: sentence numbers."""

    claims: tuple[Claim, ...]
    first: int
    last: int

    @property
    def acts(self) -> tuple[Claim, ...]:
        """The claims that are acts, not harms."""
        return tuple(c for c in self.claims if c.kind not in HARMS)


@dataclass(frozen=True, slots=True)
class Story:
    """Joins the scenes of one report. `order`: sentence number by claim id."""

    text: str
    order: Mapping[str, int]
    telling: Telling

    def pairs(self, scenes: Sequence[Sequence[Claim]]) -> Iterator[tuple[str, str]]:
        """A pair of claim ids for each scene that goes on about an event of an earlier one."""
        told: list[Scene] = []
        for scene in sorted(map(self._scene, scenes), key=lambda s: (s.first, s.claims[0].spans["trigger"][0])):
            if not any(map(is_incident, scene.claims)):
                continue
            near = [s for s in told[-MOST:] if scene.first - s.last <= FAR]
            fits = [s for s in reversed(near) if self._goes_on(scene, s)]
            before = next((s for s in fits if _same_act(scene, s)), next(iter(fits), None))
            if before is not None:
                yield before.claims[0].id, scene.claims[0].id
            told.append(scene)

    def _scene(self, claims: Sequence[Claim]) -> Scene:
        at = [self.order[c.id] for c in claims]
        return Scene(tuple(claims), min(at), max(at))

    def _goes_on(self, later: Scene, before: Scene) -> bool:
        gap = later.first - before.last
        if not 0 <= gap <= FAR or self._another(later) or not _can_be_one(later, before):
            return False
        if self._item_between(before, later):
            return False
        if any(self._points_back(c) for c in later.acts):
            return bool(before.acts) or gap <= NEAR
        if gap <= NEAR and not self._set_anew(later) and not LATER.issuperset(c.kind for c in later.claims):
            return True
        return _same_act(later, before) and _one_place_and_day(later, before)

    def _item_between(self, before: Scene, later: Scene) -> bool:
        """Whether an entry of a list begins between two scenes."""
        start, end = before.claims[-1].sentence.start_char, later.claims[0].spans["trigger"][0].start_char
        return ITEM.search(self.text, start, end) is not None

    def _another(self, scene: Scene) -> bool:
        """Whether its sentence says that it tells of something else ("In a separate attack", "Elsewhere")."""
        said = scene.claims[0].sentence.of(self.text).lower()
        return any(f" {words} " in f" {said} " or said.startswith(words) for words in self.telling.another)

    def _points_back(self, claim: Claim) -> bool:
        """Whether an act is a noun that means one told of before ("the attack", "this raid")."""
        before = self.text[: claim.spans["trigger"][0].start_char].rsplit(None, 1)[-1:]
        return any(w.lower() in self.telling.definite for w in before)

    def _set_anew(self, scene: Scene) -> bool:
        """Whether it names a place, or its acts a day, of its own: it may be another event."""
        return any(c.spans.get("where") for c in scene.claims) or any(c.spans.get("when") for c in scene.acts)


def is_incident(claim: Claim) -> bool:
    """Whether a claim tells of one event that happened or may have: no total, no threat, nothing denied."""
    return claim.scope != "total" and claim.status in HAPPENED


def _can_be_one(later: Scene, before: Scene) -> bool:
    """Whether kinds, places and days do not speak against one event."""
    acts = [(a.kind, b.kind) for a in later.acts for b in before.acts]
    if acts and not any(_kinds_fit(a, b) for a, b in acts):
        return False
    if any(c.scope == "total" for c in (*later.claims, *before.claims)):
        return False
    places = [(a, b) for a in _places(later) for b in _places(before)]
    days = [(a, b) for a in _days(later) for b in _days(before)]
    return all(_within(a, b) for a, b in places) and all(a.shares_day(b) for a, b in days)


TOWN = 2
"""A place of this precision or finer is one that two acts of one event can share."""

SHORT = 7
"""A stretch of so many days or more (a month, "since August") is no day that two acts share, nor is it passed on."""

GENERAL = ("attack", "operation", "battle", "shooting", "bombing", "shelling", "airstrike")
"""Acts that a report may call by each other's names."""


def _kinds_fit(left: str, right: str) -> bool:
    return left == right or (left in GENERAL and right in GENERAL)


def _same_act(left: Scene, right: Scene) -> bool:
    return not {c.kind for c in left.acts}.isdisjoint(c.kind for c in right.acts)


def _places(scene: Scene) -> list[Place]:
    return [c.place for c in scene.claims if c.place is not None and c.place.place_id is not None]


def _days(scene: Scene) -> list[DateRange]:
    return [c.date for c in scene.claims if c.date is not None]


def _within(left: Place, right: Place) -> bool:
    """Whether two places can be one: the same, or one in the division or country that the other is."""
    if left.place_id == right.place_id:
        return True
    if left.country is not None and right.country is not None and left.country != right.country:
        return False
    fine, coarse = sorted((left, right), key=lambda p: p.precision)
    return coarse.precision >= 6 or (coarse.precision >= 3 and coarse.name in (fine.adm1, fine.adm2))


def _one_place_and_day(later: Scene, before: Scene) -> bool:
    """Whether two acts share a day, or a town and do not differ in the day."""
    towns = {p.place_id for p in _places(later) if p.precision <= TOWN}
    shared = not towns.isdisjoint(p.place_id for p in _places(before))
    days = [(a, b) for a in _days(later) for b in _days(before) if is_short(a) and is_short(b)]
    return shared or any(a.shares_day(b) for a, b in days)


def is_short(stretch: DateRange) -> bool:
    """Whether days are few enough to be those of one event."""
    return (stretch.end - stretch.start).days < SHORT
