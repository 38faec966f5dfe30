"""Which events are parts of an episode: "fighting from Monday to Wednesday" holds Tuesday's shelling, and is not it.

An episode states a stretch of days and what lasts: fighting, an operation, or a total over those days. An event is part
of it where its days and its place lie within, and neither its kind nor its people speak against that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from mnemon.linking.columns import LASTING, LASTS
from mnemon.linking.telling import hand
from mnemon.linking.weights import open_weights
from mnemon.model.claims import Claim
from mnemon.model.marks import HARMS
from mnemon.model.values import Actor, DateRange, Place

NOT_HAPPENED = ("negated", "future", "denied")
"""Claims of these statuses say nothing on what an event was."""


@dataclass(frozen=True, slots=True)
class Outline:
    """An event by what it can be part of: its days, its most exact place, its kinds and the people harmed.

    `common`: the days that every telling of it allows; `days` where there are none. `hands`: who told it, each report
    once. `mentions`: its members that tell this. `counts`: whether it gives a figure of people harmed.
    """

    event_id: str
    days: DateRange
    place: Place
    kinds: frozenset[str]
    victims: tuple[Actor, ...] = ()
    lasts: bool = False
    common: DateRange | None = None
    hands: frozenset[str] = frozenset()
    mentions: frozenset[str] = frozenset()
    counts: bool = False

    @property
    def length(self) -> int:
        """Days from the first to the last, both counted."""
        return (self.days.end - self.days.start).days + 1


class Episodes:
    """The episodes of a record, by country; made by adding every event's outline, then asked for parents."""

    def __init__(self) -> None:
        self.known: dict[str, list[Outline]] = {}

    def add(self, outline: Outline | None) -> None:
        """An event; those that are no episode are not kept."""
        if outline is not None and outline.lasts and outline.place.country is not None:
            self.known.setdefault(outline.place.country, []).append(outline)

    def parent(self, of: Outline | None) -> str | None:
        """The event id of the shortest episode that an event is part of; None where it is part of none."""
        if of is None or of.place.country is None:
            return None
        around = [one for one in self.known.get(of.place.country, ()) if _holds(one, of)]
        shortest = min(around, key=lambda one: (one.length, one.place.precision, one.event_id), default=None)
        return shortest.event_id if shortest is not None else None


def outline(event_id: str, claims: Sequence[Claim]) -> Outline | None:
    """What an event can be part of; None where it states no day or no place."""
    told = [claim for claim in claims if claim.status not in NOT_HAPPENED]
    dated = [claim for claim in told if claim.date is not None]
    places = sorted(
        (claim.place for claim in told if claim.place is not None),
        key=lambda p: (p.precision, p.place_id or "", p.name),
    )
    if not dated or not places:
        return None
    days = [claim.date for claim in dated if claim.date is not None]
    whole = DateRange(min(d.start for d in days), max(d.end for d in days), max(d.precision for d in days))
    kinds = frozenset(claim.kind for claim in told)
    stretches = all((d.end - d.start).days + 1 >= LASTS for d in days)
    lasts = stretches and (bool(kinds & LASTING) or all(claim.scope == "total" for claim in dated))
    victims = tuple(claim.victims for claim in told if claim.victims is not None)
    hands, mentions = frozenset(hand(c.report_id) for c in told), frozenset(c.event_mention_id for c in told)
    counts = any(claim.kind in HARMS and claim.quantity is not None and claim.scope != "total" for claim in told)
    return Outline(event_id, whole, places[0], kinds, victims, lasts, _common(days, whole), hands, mentions, counts)


def _common(days: Sequence[DateRange], whole: DateRange) -> DateRange:
    """The days that all of some ranges share; the whole stretch where they share none."""
    first, last = max(d.start for d in days), min(d.end for d in days)
    return DateRange(first, last, min(d.precision for d in days)) if first <= last else whole


def _holds(whole: Outline, part: Outline) -> bool:
    """Whether nothing speaks against the one being part of the other."""
    inside = whole.days.start <= part.days.start and part.days.end <= whole.days.end and part.length < whole.length
    if not inside or not whole.place.contains(part.place):
        return False
    return go_together(whole.kinds, part.kinds) and can_be_same(whole.victims, part.victims)


def go_together(left: Collection[str], right: Collection[str]) -> bool:
    """Whether kinds of the one and of the other may belong to one event."""
    families = open_weights().families
    return any(not family.isdisjoint(left) and not family.isdisjoint(right) for family in families)


def can_be_same(whole: Iterable[Actor], part: Sequence[Actor]) -> bool:
    """Whether the people harmed can be among those of the episode; who is not known can be anybody."""
    kinds = {actor.kind for actor in whole}
    return not part or not kinds or "unknown" in kinds or any(a.kind in {*kinds, "unknown"} for a in part)
