"""Which events may count the same people, though nothing joined them: a wider one and what lies in it, or two near.

"30 dead in the district" and "24 dead in the village" of one day, told by two reports, are no 54. Here places, days,
kinds and people are compared; settle/wholes.py compares the figures. Events that one report tells apart are two, and so
are those that a person told apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from mnemon.linking.block import block_keys, looked_in
from mnemon.linking.details import REGION, days_apart, km_apart
from mnemon.linking.episodes import Outline, can_be_same, go_together
from mnemon.linking.weights import Limits, open_weights
from mnemon.model.claims import EventMention
from mnemon.model.values import DateRange, Place

Overlaps = dict[str, dict[str, bool]]
"""By event id: the other events that may count the same people; True where the other's days and place take this in."""


def overlaps(outlines: Iterable[Outline | None], apart: Mapping[str, Collection[str]] | None = None) -> Overlaps:
    """Every event that may count the people of another. `apart`: by mention, those that a person told apart from it.

    An event whose day is not known within `long_days` is passed over: it would be near too many.
    """
    limits = open_weights().limits
    some = (one for one in outlines if one is not None and one.counts)
    known = [one for one in some if _length(one) <= limits.long_days]
    standing: dict[str, list[Outline]] = {}
    for one in known:
        for key in block_keys(_spot(one), limits):
            standing.setdefault(key, []).append(one)
    found: Overlaps = {}
    for one in known:
        near = {o.event_id: o for key in looked_in(_spot(one), limits) for o in standing.get(key, ()) if o is not one}
        for other in near.values():
            if may_be_same(one, other, limits) and not _told_apart(one, other, apart or {}):
                found.setdefault(one.event_id, {})[other.event_id] = takes_in(other, one)
                found.setdefault(other.event_id, {})[one.event_id] = takes_in(one, other)
    return found


def _spot(one: Outline) -> EventMention:
    return EventMention(one.event_id, "", "", (), one.place, _days(one))


def _days(one: Outline) -> DateRange:
    return one.common or one.days


def _length(one: Outline) -> int:
    return (_days(one).end - _days(one).start).days + 1


def _told_apart(one: Outline, other: Outline, apart: Mapping[str, Collection[str]]) -> bool:
    return any(not other.mentions.isdisjoint(apart.get(mention, ())) for mention in one.mentions)


def may_be_same(one: Outline, other: Outline, limits: Limits) -> bool:
    """Whether no report tells the two apart, and days, places, kinds and people leave it open that they are one."""
    if one.hands & other.hands or days_apart(_days(one), _days(other)) > limits.window_days:
        return False
    kinds = go_together(one.kinds, other.kinds)
    people = can_be_same(one.victims, other.victims) or can_be_same(other.victims, one.victims)
    return kinds and people and _near(one.place, other.place, limits)


def _near(one: Place, other: Place, limits: Limits) -> bool:
    if _differ(one.country, other.country) or _differ(one.adm1, other.adm1):
        return False
    if one.contains(other) or other.contains(one):
        return True
    apart = km_apart(one, other) if max(one.precision, other.precision) < REGION else None
    return apart is not None and apart <= limits.near_km


def _differ(one: str | None, other: str | None) -> bool:
    return None not in (one, other) and one != other


def takes_in(whole: Outline, part: Outline) -> bool:
    """Whether days and place of the one take in those of the other, and are wider.

    A country takes in nothing: what is placed no better is an incident somewhere in it, or a total, which is no event.
    """
    ours, theirs = _days(whole), _days(part)
    if not (ours.start <= theirs.start and theirs.end <= ours.end and whole.place.contains(part.place)):
        return False
    if whole.place.precision > REGION:
        return False
    longer = (ours.end - ours.start) > (theirs.end - theirs.start)
    return longer or not part.place.contains(whole.place)
