"""Which tellings are worth comparing: those that may share a place and a day. The rest are never looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import product
from math import floor

from mnemon.linking.telling import Telling
from mnemon.linking.weights import Limits
from mnemon.model.claims import EventMention
from mnemon.model.values import DateRange, Place

CELLS_PER_DEGREE = 2
"""Four grids of half a degree, shifted by half a cell: two places within 25 km at the equator share a cell."""


def candidate_pairs(tellings: Sequence[Telling], limits: Limits) -> Iterator[tuple[Telling, Telling]]:
    """Pairs from different reports that may share a place and a day, each pair once, in a fixed order.

    In a crowded block each telling is paired with the `limits.window` after it, sorted so that what is alike stands
    together: the number of pairs grows with the number of tellings, not with its square.
    """
    seen: set[tuple[str, str]] = set()
    for members in _blocks(tellings, limits):
        for at, left in enumerate(members):
            for right in members[at + 1 : at + 1 + limits.window]:
                pair = (min(left.mention.id, right.mention.id), max(left.mention.id, right.mention.id))
                if left.mention.report_id != right.mention.report_id and pair not in seen:
                    seen.add(pair)
                    yield (left, right) if left.mention.id == pair[0] else (right, left)


def block_keys(mention: EventMention, limits: Limits) -> list[str]:
    """The blocks that a mention belongs to, each a place and a day; none where it states no place or no date."""
    return sorted({f"{place} {day.isoformat()}" for place, day in _keys(mention, limits)})


def _blocks(tellings: Sequence[Telling], limits: Limits) -> Iterator[list[Telling]]:
    blocks: dict[tuple[str, date], list[Telling]] = {}
    for telling in sorted(tellings, key=_alike):
        for key in _keys(telling.mention, limits):
            blocks.setdefault(key, []).append(telling)
    return (blocks[key] for key in sorted(blocks) if len(blocks[key]) > 1)


def _alike(telling: Telling) -> tuple[str, str, str]:
    place = telling.mention.place
    return (place.place_id or place.name if place else "", telling.mention.type, telling.mention.id)


def _keys(mention: EventMention, limits: Limits) -> Iterator[tuple[str, date]]:
    """None for a mention without place or date: no suggestion could rest on it."""
    place, dates = mention.place, mention.date
    if place is None or dates is None or (dates.end - dates.start).days >= limits.most_days:
        return iter(())
    return product(_place_keys(place), _days(dates, limits.window_days))


def _days(dates: DateRange, window: int) -> list[date]:
    """The days of the range, widened on both sides so that two ranges within the window share one."""
    margin = timedelta(days=(window + 1) // 2)
    first, last = dates.start - margin, dates.end + margin
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _place_keys(place: Place) -> list[str]:
    keys = [f"id {place.place_id}"] if place.place_id is not None else [f"name {place.name.casefold()}"]
    if place.country is not None and place.adm1 is not None:
        keys.append(f"region {place.country} {place.adm1}")
    if place.latitude is not None and place.longitude is not None:
        keys += _cells(place.latitude, place.longitude)
    return keys


def _cells(latitude: float, longitude: float) -> list[str]:
    shifted = product((0.0, 0.5), repeat=2)
    at = ((floor(latitude * CELLS_PER_DEGREE + s), floor(longitude * CELLS_PER_DEGREE + t), s, t) for s, t in shifted)
    return [f"cell {row} {column} {s} {t}" for row, column, s, t in at]
