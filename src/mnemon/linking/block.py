"""Which tellings are worth comparing: those that may share a place and a day. The rest are never looked at.

A telling stands in one place (its cell of a quarter of a degree, its region, or its bare name) and in the four-day
stretches of its days; it looks for others in the cells and stretches around. Whether two tellings are compared hangs on
the two alone, however many others there are and in whatever order they came.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, cos, floor, radians

import numpy as np
from numpy.typing import NDArray

from mnemon.linking.columns import LASTS, NONE, Columns, Ints
from mnemon.linking.compare import km_of, near_enough
from mnemon.linking.details import REGION
from mnemon.linking.weights import Limits
from mnemon.model.claims import EventMention
from mnemon.model.values import DateRange, Place

CELLS_PER_DEGREE = 4
KM_PER_CELL = 111.2 / CELLS_PER_DEGREE
ROUND = 360 * CELLS_PER_DEGREE
DAYS_PER_STRETCH = 4
PAIRS_AT_ONCE = 200_000
"""Pairs looked at together: as many as the processor's cache likes."""

Pairs = tuple[Ints, Ints]


def block_keys(mention: EventMention, limits: Limits) -> list[str]:
    """The blocks that a mention stands in, each a place and four days; none where it states no place or no date."""
    return _keys(mention, limits, looking=False)


def looked_in(mention: EventMention, limits: Limits) -> list[str]:
    """The blocks in which what may be compared with a mention stands."""
    return _keys(mention, limits, looking=True)


def _keys(mention: EventMention, limits: Limits, *, looking: bool) -> list[str]:
    place, dates = mention.place, mention.date
    if place is None or dates is None or (dates.end - dates.start).days >= limits.most_days:
        return []
    where = _looks_at(place, limits) if looking else _stands_at(place)
    days = _stretches(dates, limits.window_days if looking else 0)
    return sorted({f"{key} {day}" for key in where for day in days})


def _stretches(dates: DateRange, margin: int) -> range:
    first, last = dates.start.toordinal() - margin, dates.end.toordinal() + margin
    return range(first // DAYS_PER_STRETCH, last // DAYS_PER_STRETCH + 1)


def _stands_at(place: Place) -> list[str]:
    if place.precision > REGION and None not in (place.place_id, place.country):
        return [f"country {place.country}"]
    inside = [] if place.country is None or place.place_id is None else [f"in {place.country}"]
    if place.precision == REGION and place.adm1 is not None:
        return [f"region {place.country} {place.adm1}", *inside]
    if place.latitude is None or place.longitude is None:
        return [f"name {place.name.casefold()}"] if place.place_id is None else [f"id {place.place_id}", *inside]
    if place.precision > REGION:
        return []
    row, column = _cell(place.latitude, place.longitude)
    division = [] if place.adm1 is None else [f"within {place.country} {place.adm1}"]
    return [f"cell {row} {column}", *division, *inside]


def _looks_at(place: Place, limits: Limits) -> list[str]:
    """A country or a region looks for what lies in it, and what lies in it for the country or the region."""
    standing = _stands_at(place)
    around = {f"country {place.country}"} if any(key.startswith("in ") for key in standing) else set()
    for key in standing:
        kind, _, where = key.partition(" ")
        around |= {f"{other} {where}" for other in LOOKS[kind]}
        if kind == "cell" and place.latitude is not None and place.longitude is not None:
            around |= {f"cell {r} {c}" for r, c in _around(place.latitude, place.longitude, limits.near_km)}
    return sorted(around)


LOOKS = {
    "country": ("country", "in"), "in": (), "region": ("region", "within"), "within": ("region",), "cell": (),
    "name": ("name",), "id": ("id",),
}  # fmt: skip
"""In which other blocks of the same name a telling looks that stands in one."""


def _cell(latitude: float, longitude: float) -> tuple[int, int]:
    return floor((latitude + 90) * CELLS_PER_DEGREE), floor((longitude + 180) * CELLS_PER_DEGREE) % ROUND


def _around(latitude: float, longitude: float, near_km: float) -> list[tuple[int, int]]:
    row, column = _cell(latitude, longitude)
    up, wide = reach(latitude, near_km)
    columns = {(column + step) % ROUND for step in range(-wide, wide + 1)}
    return [(row + step, at) for step in range(-up, up + 1) for at in sorted(columns)]


def reach(latitude: float, near_km: float) -> tuple[int, int]:
    """How many cells north or south, and east or west, a distance may lead; cells narrow towards the poles."""
    up = ceil(near_km / KM_PER_CELL)
    narrowest = cos(radians(min(89.0, abs(latitude) + up / CELLS_PER_DEGREE)))
    return up, min(ceil(near_km / (KM_PER_CELL * narrowest)), ROUND // 2)


# The same, for many tellings at once


@dataclass(frozen=True, slots=True)
class _Standing:
    """Who stands in which block, sorted by block: `who[first[k]:first[k + 1]]` stand in `blocks[k]`."""

    blocks: Ints
    who: Ints


def candidate_pairs(table: Columns, limits: Limits) -> Iterator[Pairs]:
    """Pairs of rows from different reports that may share a place and a day, each once, in portions.

    Two portions never share a pair; each pair has the lower row first.
    """
    usable = (table.precision != NONE) & (table.start != NONE) & (table.end - table.start < limits.most_days)
    places = _Numbers(table, limits)
    on_map = usable & ~np.isnan(table.latitude) & (table.precision <= REGION) & ~places.wide
    nation, in_nation = (
        usable & places.nation,
        usable & ~places.nation & (table.country != NONE) & (table.place != NONE),
    )
    yield from _joined(table, limits, _Kind(nation, [table.country], ordered=True))
    yield from _joined(table, limits, _Kind(nation, [table.country], against=in_nation))
    yield from _joined(table, limits, _Kind(usable & places.bare, [places.bare_key], ordered=True))
    yield from _joined(table, limits, _Kind(usable & places.wide, [places.region], ordered=True))
    yield from _joined(table, limits, _Kind(on_map, places.around(on_map), ordered=True, stands_at=places.cell))
    inside = on_map & (table.adm1 != NONE)
    yield from _joined(table, limits, _Kind(usable & places.wide, [places.region], against=inside))


@dataclass(frozen=True, slots=True)
class _Kind:
    """One way to meet: rows `looking` look in the blocks `keys` for the rows `against`, which stand at `stands_at`."""

    looking: NDArray[np.bool_]
    keys: list[Ints]
    ordered: bool = False
    stands_at: Ints | None = None
    against: NDArray[np.bool_] | None = None


class _Numbers:
    """Block places of every row, as whole numbers."""

    def __init__(self, table: Columns, limits: Limits) -> None:
        self.table, self.limits = table, limits
        self.wide = (table.precision == REGION) & (table.adm1 != NONE)
        self.region = table.adm1
        off = np.isnan(table.latitude)
        self.nation = (table.precision > REGION) & (table.place != NONE) & (table.country != NONE)
        self.bare = off & ~self.wide & ~self.nation & (table.precision != NONE)
        self.bare_key = np.where(table.place == NONE, table.name * 2, table.place * 2 + 1)
        self.row = np.floor((np.where(off, 0, table.latitude) + 90) * CELLS_PER_DEGREE).astype(np.int64)
        column = np.floor((np.where(off, 0, table.longitude) + 180) * CELLS_PER_DEGREE).astype(np.int64)
        self.column = column % ROUND
        self.cell = self.row * ROUND + self.column

    def around(self, rows: NDArray[np.bool_]) -> list[Ints]:
        """One column of keys for each step that any row may have to take; NONE where a row need not take it."""
        latitudes = np.abs(np.where(rows, self.table.latitude, 0.0))
        reaches = {band: reach(float(band), self.limits.near_km) for band in np.unique(np.ceil(latitudes))}
        up = max((up for up, _ in reaches.values()), default=0)
        wide = np.array([reaches[band][1] for band in np.ceil(latitudes)], dtype=np.int64)
        widest, keys = int(wide.max(initial=0)), []
        for east in range(-widest, widest + 1):
            at = (self.column + east) % ROUND
            keys += [np.where(abs(east) <= wide, (self.row + n) * ROUND + at, NONE) for n in range(-up, up + 1)]
        return keys


def _joined(table: Columns, limits: Limits, kind: _Kind) -> Iterator[Pairs]:
    there = kind.looking if kind.against is None else kind.against
    standing = _standing(table, np.flatnonzero(there), kind.keys[0] if kind.stands_at is None else kind.stands_at)
    rows = np.flatnonzero(kind.looking)
    first = (table.start[rows] - limits.window_days) // DAYS_PER_STRETCH
    last = (table.end[rows] + limits.window_days) // DAYS_PER_STRETCH
    for key in kind.keys:
        for step in range(int((last - first).max(initial=-1)) + 1):
            use = (first + step <= last) & (key[rows] != NONE)
            yield from _met(table, limits, standing, (rows[use], key[rows[use]], first[use] + step, kind.ordered))


def _standing(table: Columns, rows: Ints, key: Ints) -> _Standing:
    first, last = table.start[rows] // DAYS_PER_STRETCH, table.end[rows] // DAYS_PER_STRETCH
    blocks, who = [], []
    for step in range(int((last - first).max(initial=-1)) + 1):
        use = first + step <= last
        blocks.append(_number(key[rows[use]], first[use] + step))
        who.append(rows[use])
    every = np.concatenate(blocks or [np.zeros(0, dtype=np.int64)])
    order = np.argsort(every, kind="stable")
    return _Standing(every[order], np.concatenate(who or [np.zeros(0, dtype=np.int64)])[order])


def _number(key: Ints, stretch: Ints) -> Ints:
    """A place and a stretch of days as one number; stretches stay below 2**20 until the year 11,000."""
    return (key << 20) + stretch


def _met(
    table: Columns, limits: Limits, standing: _Standing, looking: tuple[Ints, Ints, Ints, bool]
) -> Iterator[Pairs]:
    rows, key, stretch, ordered = looking
    wanted = _number(key, stretch)
    low, high = (np.searchsorted(standing.blocks, wanted, side=side) for side in ("left", "right"))
    until = np.cumsum(high - low)
    begin = 0
    while begin < len(rows):
        done = until[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(until, done + PAIRS_AT_ONCE, side="right")))
        counts = (high - low)[begin:end]
        one = np.repeat(rows[begin:end], counts)
        at = np.arange(len(one)) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(low[begin:end], counts)
        other, when = standing.who[at], np.repeat(stretch[begin:end], counts)
        yield _worth(table, limits, (one, other, when), ordered=ordered)
        begin = end


def _worth(table: Columns, limits: Limits, met: tuple[Ints, Ints, Ints], *, ordered: bool) -> Pairs:
    """Those that met for the first time here, in different reports, and near enough."""
    one, other, when = met
    first_time = when == np.maximum(
        (table.start[one] - limits.window_days) // DAYS_PER_STRETCH, table.start[other] // DAYS_PER_STRETCH
    )
    kept = first_time & (table.report[one] != table.report[other]) & near_enough(table, one, other, limits)
    kept &= ~part_of_other(table, one, other)
    if ordered:
        kept &= one < other
    one, other = one[kept], other[kept]
    apart = km_of(table, one, other)
    near = np.isnan(apart) | (apart <= limits.near_km) | ~points(table, one, other)
    one, other = one[near], other[near]
    return np.minimum(one, other), np.maximum(one, other)


def part_of_other(table: Columns, one: Ints, other: Ints) -> NDArray[np.bool_]:
    """Whether one is an episode and the other a day, or a night, of it: a part is no second telling of the whole."""
    short = [table.end[rows] - table.start[rows] < LASTS - 1 for rows in (one, other)]
    return np.asarray((table.lasting[one] & short[1]) | (table.lasting[other] & short[0]))


def points(table: Columns, one: Ints, other: Ints) -> NDArray[np.bool_]:
    """Whether both are points, so that kilometres between them mean something; a region is no point."""
    return (table.precision[one] < REGION) & (table.precision[other] < REGION)
