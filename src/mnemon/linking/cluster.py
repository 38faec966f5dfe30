"""From links to events: what is linked stands together, unless that would join what excludes each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from mnemon.linking.weights import Weights, open_weights
from mnemon.model.claims import EventMention
from mnemon.model.events import Event, Judgement, Link


@dataclass(frozen=True, slots=True)
class _Group:
    """Mentions taken for one event so far, with all that another group could clash with."""

    members: tuple[str, ...]
    regions: frozenset[tuple[str, str]]
    countries: frozenset[str]
    latest_start: date | None
    earliest_end: date | None
    never: frozenset[str]


def cluster(links: Iterable[Link], mentions: Iterable[EventMention], weights: Weights | None = None) -> list[Event]:
    """Every mention in exactly one event, alone where nothing links it; the events in the order of their mentions.

    Decisions count before suggestions, then heavier links before lighter ones. A suggestion is refused where it
    would join two known countries or first-order divisions, days farther apart than the window, or a pair that a
    person decided is not one event. Event ids are made of the smallest member's id and so may change as members
    come in; a later issue makes them last.
    """
    window = (weights if weights is not None else open_weights()).limits.window_days
    standing = [made for made in links if made.closed_at is None]
    apart = _apart(standing)
    groups = {mention.id: _alone(mention, apart.get(mention.id, frozenset())) for mention in mentions}
    for made in _in_order([made for made in standing if {made.left, made.right} <= groups.keys()]):
        left, right = groups[made.left], groups[made.right]
        if left is not right and (made.decided or _fit(left, right, window)):
            joined = _join(left, right)
            groups.update(dict.fromkeys(joined.members, joined))
    unique = {id(group): group for group in groups.values()}
    return [_event(group.members) for group in unique.values()]


def _in_order(standing: Sequence[Link]) -> list[Link]:
    """The positive links, decisions first; a suggestion on a decided pair has had its answer."""
    decided = {frozenset((made.left, made.right)) for made in standing if made.decided}
    positive = [made for made in standing if made.judgement is Judgement.POSITIVE]
    open_ones = [m for m in positive if m.decided or frozenset((m.left, m.right)) not in decided]
    return sorted(open_ones, key=lambda made: (not made.decided, -made.match_weight, made.left, made.right))


def _apart(standing: Sequence[Link]) -> dict[str, frozenset[str]]:
    """For each mention, those that were judged to be of another event."""
    apart: dict[str, frozenset[str]] = {}
    for made in standing:
        if made.judgement is Judgement.NEGATIVE:
            for one, other in ((made.left, made.right), (made.right, made.left)):
                apart[one] = apart.get(one, frozenset()) | {other}
    return apart


def _alone(mention: EventMention, apart: frozenset[str]) -> _Group:
    place, dates = mention.place, mention.date
    country = place.country if place is not None else None
    adm1 = place.adm1 if place is not None else None
    return _Group(
        members=(mention.id,),
        regions=frozenset() if country is None or adm1 is None else frozenset({(country, adm1)}),
        countries=frozenset() if country is None else frozenset({country}),
        latest_start=dates.start if dates is not None else None,
        earliest_end=dates.end if dates is not None else None,
        never=apart,
    )


def _fit(left: _Group, right: _Group, window: int) -> bool:
    """Whether nothing that is known of the one excludes what is known of the other."""
    if left.never & set(right.members):
        return False
    if len(left.countries | right.countries) > 1 or len(left.regions | right.regions) > 1:
        return False
    starts = [day for day in (left.latest_start, right.latest_start) if day is not None]
    ends = [day for day in (left.earliest_end, right.earliest_end) if day is not None]
    return not starts or (max(starts) - min(ends)).days <= window


def _join(left: _Group, right: _Group) -> _Group:
    starts = [day for day in (left.latest_start, right.latest_start) if day is not None]
    ends = [day for day in (left.earliest_end, right.earliest_end) if day is not None]
    return _Group(
        members=left.members + right.members,
        regions=left.regions | right.regions,
        countries=left.countries | right.countries,
        latest_start=max(starts, default=None),
        earliest_end=min(ends, default=None),
        never=left.never | right.never,
    )


def _event(members: Sequence[str]) -> Event:
    ordered = tuple(sorted(members))
    return Event("e-" + sha256(ordered[0].encode()).hexdigest()[:12], ordered)
