"""What totals do not add to an event: what it is part of, its parts, and what may count the same people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from mnemon.across import ALONE, Group, wholes_of
from mnemon.linking import open_weights
from mnemon.linking.episodes import Outline, outline
from mnemon.linking.overlaps import Overlaps
from mnemon.model.events import Finding
from mnemon.model.values import DateRange
from mnemon.review.gathering import events_around, groups_of
from mnemon.settle import Rule, settle
from mnemon.settle.wholes import held
from mnemon.store import Desk

AT_ONCE = 300
"""Tellings that are looked at while somebody waits."""

MOST_LOOKS = 40
"""Events that are looked around at most."""


@dataclass(frozen=True, slots=True)
class Double:
    """A figure that no total adds, and the event and figure that stand for it. `episode`: it is one of its parts."""

    what: str
    left_out: Finding
    stands: Finding
    other: Group
    episode: bool


@dataclass(frozen=True, slots=True)
class Doubles:
    """What is left out for another event, and what is left out of others for this one; `cut`: not all was looked at.

    `here`: the event itself, None where its telling tells of no incident; `parent`: the episode that it is part of;
    `parts`: the events that are part of it.
    """

    here: Group | None = None
    mine: tuple[Double, ...] = ()
    others: tuple[Double, ...] = ()
    parent: Group | None = None
    parts: tuple[Group, ...] = ()
    cut: bool = False


def doubles(desk: Desk, mention_id: str, rule: Rule) -> Doubles:
    """All of it, for the event of a telling, by a rule: as in the totals of the whole record.

    An event is looked around as far as it matters: its neighbours, those that are larger than a neighbour, and so on.
    """
    around = _Around(desk, rule)
    around.add([mention_id])
    here = next((i for i, group in around.groups.items() if mention_id in group.event.members), None)
    if here is None:
        return Doubles()
    asked, todo = set[str](), {here}
    while todo and len(asked) + len(todo) <= MOST_LOOKS:
        around.look(todo)
        asked |= todo
        todo = around.decisive(here, asked)
    findings = held(around.findings, *around.wholes())
    return _told(here, findings, around, cut=around.cut or bool(todo))


def _told(here: str, findings: Iterable[Finding], around: _Around, *, cut: bool) -> Doubles:
    by_key = {(f.event_id, f.what): f for f in findings}
    parents, _ = around.wholes()
    mine, others = list[Double](), list[Double]()
    for one in by_key.values():
        if one.within is None or here not in (one.event_id, one.within):
            continue
        other = one.within if one.event_id == here else one.event_id
        episode = one.within in _above(one.event_id, parents)
        found = Double(one.what, one, by_key[one.within, one.what], around.groups[other], episode)
        (mine if one.event_id == here else others).append(found)
    parts = tuple(group for i, group in around.groups.items() if parents.get(i) == here)
    parent = around.groups.get(parents.get(here, ""))
    return Doubles(around.groups[here], tuple(mine), tuple(others), parent, parts, cut)


def _above(event_id: str, parents: Mapping[str, str]) -> list[str]:
    """The episodes that an event is part of, the nearest first."""
    found: list[str] = []
    while (above := parents.get(found[-1] if found else event_id)) is not None:
        found.append(above)
    return found


class _Around:
    """The events around one, gathered a step at a time."""

    def __init__(self, desk: Desk, rule: Rule) -> None:
        self.desk, self.rule, self.cut = desk, rule, False
        self.groups: dict[str, Group] = {}
        self.findings: list[Finding] = []
        self._known: set[str] = set()
        self._wholes: tuple[dict[str, str], Overlaps] = ({}, {})

    def add(self, mention_ids: Iterable[str]) -> None:
        """The events of some tellings, whole."""
        fresh = [i for i in dict.fromkeys(mention_ids) if i not in self._known]
        room = max(0, AT_ONCE - len(self._known))
        self.cut |= len(fresh) > room
        events, links, _ = events_around(self.desk, fresh[:room], AT_ONCE)
        for group in groups_of(self.desk, events, links):
            if group.event.id not in self.groups:
                self.groups[group.event.id] = group
                self._known |= set(group.event.members)
                alone = group.event.id.startswith(ALONE)
                self.findings += [] if alone else settle(group.event, group.claims, self.rule, group.sourcing)
        self._wholes = wholes_of(list(self.groups.values()))

    def wholes(self) -> tuple[Mapping[str, str], Overlaps]:
        """What may count the same people, among the events that are known."""
        return self._wholes

    def look(self, event_ids: Collection[str]) -> None:
        """Those that share days and division with some events, or days that hold theirs."""
        found: list[str] = []
        for event_id in sorted(event_ids):
            group = self.groups[event_id]
            one = outline(event_id, group.claims)
            if one is not None and one.place.country is not None:
                found += self._near(one)
        self.add(found)

    def _near(self, one: Outline) -> list[str]:
        country, margin = one.place.country or "", timedelta(days=open_weights().limits.window_days)
        days = DateRange(one.days.start - margin, one.days.end + margin, one.days.precision)
        beside = self.desk.during(country, days, AT_ONCE, whole=False, adm1=one.place.adm1)
        longer = self.desk.during(country, one.days, AT_ONCE, whole=True)
        self.cut |= AT_ONCE in (len(beside), len(longer))
        return [m.id for m in (*beside, *longer)]

    def decisive(self, here: str, asked: Collection[str]) -> set[str]:
        """The events to look around next: those that may hold one that was looked around; of `here`, all neighbours."""
        numbers = {(f.event_id, f.what): number_of(f) or 0 for f in self.findings}
        parents, overlaps = self._wholes
        found: set[str] = set()
        for one in asked:
            above = parents.get(one)
            found |= {above} if above is not None else set()
            for other in overlaps.get(one, {}):
                shared = [w for (i, w) in numbers if i == other and (one, w) in numbers]
                larger = any(numbers[other, w] >= numbers[one, w] for w in shared)
                found |= {other} if shared and (one == here or larger) else set()
        return found - set(asked)


def number_of(finding: Finding) -> int | None:
    """The number by which figures are compared: best, else low, else high."""
    return next((n for n in (finding.best, finding.low, finding.high) if n is not None), None)
