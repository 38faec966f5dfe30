"""What an event is part of, and what is part of it: the episode's own figure and its parts' are never added."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from mnemon.across import Group, parents_of
from mnemon.linking.episodes import Outline, outline
from mnemon.review.asking import Ask
from mnemon.review.events import headline, scene, told
from mnemon.review.gathering import events_around, groups_of

AT_ONCE = 300
"""Tellings of the same days and country that are looked at while somebody waits."""


@dataclass(frozen=True, slots=True)
class Line:
    """An event in a line: one of its tellings, where and when, and what is told."""

    mention_id: str
    headline: str
    told: str


def episode(ask: Ask) -> Response:
    """The episode that an event is part of, and the events that are part of it; "" where neither is."""
    found = scene(ask, ask.path["mention_id"])
    mine = outline(found.event.id, found.claims)
    near = _near(ask, mine) if mine is not None else []
    groups, cut = groups_of(ask.desk, events_around(ask.desk, near, AT_ONCE)[0]), len(near) == AT_ONCE
    others = [group for group in groups if set(group.event.members).isdisjoint(found.event.members)]
    parents = parents_of([Group(found.event, tuple(found.claims), found.sourcing), *others])
    by_id = {group.event.id: group for group in others}
    parent = by_id.get(parents.get(found.event.id, ""))
    parts = [group for group in others if parents.get(group.event.id) == found.event.id]
    return ask.page(
        "episode.html", parent=_line(parent) if parent is not None else None, parts=list(map(_line, parts)), cut=cut,
        size=AT_ONCE, lasts=mine is not None and mine.lasts,
    )  # fmt: skip


def _near(ask: Ask, mine: Outline) -> list[str]:
    """Tellings that may hold this event; of what lasts itself, all of its days: a part may have a nearer whole."""
    if mine.place.country is None:
        return []
    return [m.id for m in ask.desk.during(mine.place.country, mine.days, AT_ONCE, whole=not mine.lasts)]


def _line(group: Group) -> Line:
    kinds = list(dict.fromkeys(map(told, group.claims)))
    more = f" and {len(kinds) - 3} more" if len(kinds) > 3 else ""
    return Line(group.event.members[0], headline(group.claims), ", ".join(kinds[:3]) + more)
