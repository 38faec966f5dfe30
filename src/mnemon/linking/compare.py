"""What two tellings have in common, and what speaks against their being of one event: one finding for each.

Pairs are compared many at a time. A finding is a number: its place in the list of what can be found (weights.FEATURES).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from mnemon.linking.columns import NONE, Columns, Ints, columns
from mnemon.linking.details import REGION, detail_of
from mnemon.linking.telling import Telling
from mnemon.linking.weights import FEATURES, Limits, Weights
from mnemon.model.events import Reason
from mnemon.model.marks import HARMS, KINDS

EARTH_KM = 6371.0
DIVISION = 3
"""UCDP's where_prec of a second-order division."""
FEW = 5
"""Numbers below this are too common to say much when they are the same."""
MANY = 20
"""So many dead are rare: two tellings of as many, in one place and at one time, are seldom of two events."""
KILLED = HARMS.index("killed")
ACTS = sum(1 << n for n, kind in enumerate(KINDS) if kind not in HARMS)

Truth = NDArray[np.bool_]
Codes = dict[str, NDArray[np.int8]]


def compare(left: Telling, right: Telling, weights: Weights) -> tuple[Reason, ...]:
    """The reasons, the prior odds first; a match weight is their sum."""
    table = columns([left, right])
    codes = compare_all(table, np.array([0]), np.array([1]), weights)
    return reasons(left, right, {what: int(found[0]) for what, found in codes.items()}, weights)


def compare_all(table: Columns, left: Ints, right: Ints, weights: Weights) -> Codes:
    """The finding of each comparison for each pair of rows of the table."""
    return {what: way(table, left, right, weights) for what, way in WAYS.items()}


def weigh(codes: Codes, weights: Weights) -> NDArray[np.float64]:
    """The match weight of each pair: the prior odds and the sum of its findings' weights."""
    total = np.zeros(len(next(iter(codes.values()))))
    for what, found in codes.items():
        total += np.array([weights.found[what][name] for name in FEATURES[what]])[found]
    return total + weights.prior


def reasons(left: Telling, right: Telling, found: dict[str, int], weights: Weights) -> tuple[Reason, ...]:
    """Findings in words, with what they rest on, and their weights."""
    told = [Reason("before comparing", "two tellings of one block", weights.prior)]
    for what, code in found.items():
        name = FEATURES[what][code]
        told.append(weights.reason(what, name, detail_of(what, name, left, right)))
    return tuple(told)


# Each comparison, of many pairs at once


def first_that_holds(what: str, rows: int, cases: Sequence[tuple[Truth, str]], otherwise: str) -> NDArray[np.int8]:
    """For each pair the first finding whose condition holds, as its place in FEATURES[what]."""
    at = {name: number for number, name in enumerate(FEATURES[what])}
    if not cases:
        return np.full(rows, at[otherwise], dtype=np.int8)
    found = np.select([case for case, _ in cases], [at[name] for _, name in cases], default=at[otherwise])
    return found.astype(np.int8)


def gap_of(table: Columns, left: Ints, right: Ints) -> Ints:
    """Days between the ranges of each pair; 0 where they share a day."""
    apart = np.maximum(table.start[right] - table.end[left], table.start[left] - table.end[right])
    return np.asarray(np.maximum(apart, 0))


def km_of(table: Columns, left: Ints, right: Ints) -> NDArray[np.float64]:
    """Great-circle kilometres of each pair; NaN where one is not on the map."""
    lat1, lat2 = np.radians(table.latitude[left]), np.radians(table.latitude[right])
    east = np.radians(table.longitude[right] - table.longitude[left])
    half = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin(east / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, half))))


def _dates(table: Columns, left: Ints, right: Ints, weights: Weights) -> NDArray[np.int8]:
    """How near the days are, counting both ranges whole."""
    limits, apart = weights.limits, gap_of(table, left, right)
    long = np.maximum(table.end[left] - table.start[left], table.end[right] - table.start[right]) + 1
    same = (table.start[left] == table.start[right]) & (table.end[left] == table.end[right])
    cases = [
        ((table.start[left] == NONE) | (table.start[right] == NONE), "not stated"),
        (apart > limits.window_days, "too far apart"),
        ((long > limits.long_days) & both_many(table, left, right), "long stretches with large figures"),
        (long > limits.long_days, "long stretches that overlap"),
        (apart > 1, "days apart"),
        ((apart == 1) & one_figure(table, left, right), "a day apart with one figure"),
        (apart == 1, "a day apart"),
        (long == 1, "same day"),
        (same, "same few days"),
    ]
    return first_that_holds("date", len(left), cases, "days that overlap")


def one_figure(table: Columns, left: Ints, right: Ints) -> Truth:
    """Whether both give the same number of the dead first, and it is not a common one."""
    one, other = most_dead(table, left), most_dead(table, right)
    return np.asarray((one == other) & (one >= FEW))


def both_many(table: Columns, left: Ints, right: Ints) -> Truth:
    """Whether both tell of many dead."""
    return np.asarray(np.minimum(most_dead(table, left), most_dead(table, right)) >= MANY)


def most_dead(table: Columns, rows: Ints) -> Ints:
    """The first number of the dead that each row gives, the largest; NONE where it gives none."""
    kind, low, best, high = table.figures[rows, 0].T
    return np.where(kind == KILLED, figure_of(low, best, high), NONE)


def elsewhere(table: Columns, left: Ints, right: Ints) -> Truth:
    """Whether both countries, or both first-order divisions, are known and not the same."""
    country, adm1 = table.country, table.adm1
    other_country = (country[left] != country[right]) & (country[left] != NONE) & (country[right] != NONE)
    known = (country[left] != NONE) & (country[right] != NONE) & (adm1[left] != NONE) & (adm1[right] != NONE)
    return np.asarray(other_country | (known & (adm1[left] != adm1[right])))


def _places(table: Columns, left: Ints, right: Ints, weights: Weights) -> NDArray[np.int8]:
    """How near the places are, each taken as exact as it was stated and no more."""
    limits, place, precision = weights.limits, table.place, table.precision
    no_place = (precision[left] == NONE) | (precision[right] == NONE)
    off_map = (place[left] == NONE) | (place[right] == NONE)
    both_off = (place[left] == NONE) & (place[right] == NONE)
    vaguest, finest = np.maximum(precision[left], precision[right]), np.minimum(precision[left], precision[right])
    same, apart = place[left] == place[right], km_of(table, left, right)
    in_region = (table.adm1[left] == table.adm1[right]) & (table.adm1[left] != NONE)
    in_division = (table.adm2[left] == table.adm2[right]) & (table.adm2[left] != NONE)
    same_country = (table.country[left] == table.country[right]) & (table.country[left] != NONE)
    wide = (vaguest == REGION) & (finest == REGION)
    cases = [
        (no_place, "not stated"),
        (elsewhere(table, left, right), "elsewhere"),
        (both_off & (table.name[left] == table.name[right]), "same name, not on the map"),
        (off_map, "not comparable"),
        ((finest > REGION) & same_country, "same country"),
        ((vaguest > REGION) & same_country, "somewhere in the country"),
        (vaguest > REGION, "not comparable"),
        (wide & (same | in_region), "same region"),
        ((vaguest == REGION) & ~wide & in_region, "one within the other"),
        (vaguest == REGION, "not comparable"),
        (same & (finest < DIVISION), "same place"),
        (same, "same district"),
        ((vaguest == DIVISION) & (finest < DIVISION) & in_division, "one within the other"),
        (np.isnan(apart), "not comparable"),
        (apart <= limits.next_km, "next to each other"),
        (apart <= limits.very_near_km, "very near"),
        (apart <= limits.far_km, "same region"),
    ]
    return first_that_holds("place", len(left), cases, "far apart")


def _kinds(table: Columns, left: Ints, right: Ints, weights: Weights) -> NDArray[np.int8]:
    shared = table.kinds[left] & table.kinds[right]
    together = np.zeros(len(left), dtype=np.bool_)
    for family in weights.families:
        mask = sum(1 << KINDS.index(kind) for kind in family)
        together |= ((table.kinds[left] & mask) != 0) & ((table.kinds[right] & mask) != 0)
    cases = [
        ((shared & ACTS) != 0, "same act"),
        (shared != 0, "same harm"),
        (together, "kinds that go together"),
    ]
    return first_that_holds("kind", len(left), cases, "kinds that do not go together")


def _shared(one: NDArray[np.integer], other: NDArray[np.integer]) -> Ints:
    """How many of the numbers of each row of `one` stand in the same row of `other`."""
    shared = np.zeros(len(one), dtype=np.int64)
    theirs = [other[:, n] for n in range(_used(other))]
    for n in range(_used(one)):
        mine, found = one[:, n], np.zeros(len(one), dtype=np.bool_)
        for their in theirs:
            found |= mine == their
        shared += found & (mine != NONE)
    return shared


def _used(rows: NDArray[np.integer]) -> int:
    """How many columns hold anything: rows are filled from the left, and most have few."""
    return int((rows != NONE).any(axis=0).sum())


def _actors(role: str, table: Columns, left: Ints, right: Ints) -> tuple[Truth, Truth]:
    """Whether an actor is shared, by id, by name or by chain; whether both sides name an actor of a list."""
    own, above, known = (getattr(table, f"{role}{part}") for part in ("", "_above", "_known"))
    same = _shared(own[left], own[right]) + _shared(own[left], above[right]) + _shared(above[left], own[right]) > 0
    return same, known[left] & known[right]


def _victims(table: Columns, left: Ints, right: Ints, _: Weights) -> NDArray[np.int8]:
    same, known = _actors("victims", table, left, right)
    return first_that_holds(
        "victims", len(left), [(same, "same victims"), (known, "different victims")], "not comparable"
    )


def _by(table: Columns, left: Ints, right: Ints, _: Weights) -> NDArray[np.int8]:
    same, known = _actors("by", table, left, right)
    cases = [(same, "same perpetrator"), (known, "different perpetrators")]
    return first_that_holds("by", len(left), cases, "not comparable")


def _counts(what: str, table: Columns, left: Ints, right: Ints, weights: Weights) -> NDArray[np.int8]:
    """The best finding over the figures that both give of one harm: one figure in common is enough."""
    scale, names = weights.found[what], FEATURES[what]
    rank = np.array([scale[name] for name in names])
    best = np.full(len(left), names.index("not comparable"), dtype=np.int8)
    weight = np.full(len(left), -np.inf)
    mine, theirs = _given(table.figures[left], what), _given(table.figures[right], what)
    harms = (1 << KILLED) if what == "dead" else ((1 << len(HARMS)) - 1) & ~(1 << KILLED)
    told, told_there = ((table.kinds[side] & harms) != 0 for side in (left, right))
    best[told != told_there] = names.index("one gives none")
    for one in range(mine.shape[1]):
        for other in range(theirs.shape[1]):
            comparable, found = _figures(what, mine[:, one], theirs[:, other])
            better = comparable & (rank[found] > weight)
            best[better], weight[better] = found[better], rank[found][better]
    return best


def _given(figures: NDArray[np.integer], what: str) -> NDArray[np.integer]:
    """The figures of the dead, or those of other harms; others emptied."""
    wanted = (figures[:, :, 0] == KILLED) if what == "dead" else (figures[:, :, 0] != KILLED)
    kept = np.where(wanted[:, :, None], figures, NONE)
    used = (kept[:, :, 0] != NONE).any(axis=0)
    return kept[:, used] if used.any() else kept[:, :1]


def _figures(what: str, one: NDArray[np.integer], other: NDArray[np.integer]) -> tuple[Truth, NDArray[np.int8]]:
    """Whether two figures are of one harm, and what is found of them."""
    (kind, low, best, high), (kind2, low2, best2, high2) = one.T, other.T
    first, second = figure_of(low, best, high), figure_of(low2, best2, high2)
    comparable = (kind == kind2) & (kind != NONE)
    exact = (first == second) & (best != NONE) & (best2 != NONE)
    many, far = np.minimum(first, second) >= MANY, np.maximum(first, second) > 3 * np.minimum(first, second)
    below = (high != NONE) & (low2 != NONE) & (high < low2)
    above = (high2 != NONE) & (low != NONE) & (high2 < low)
    cases = [
        (exact & (first >= FEW), "same figure"),
        (exact, "same small figure"),
        (~below & ~above, "figures that can be one"),
        (many & ~far, "large figures near one another"),
        (many, "large figures far apart"),
        (far, "figures far apart"),
    ]
    return comparable, first_that_holds(what, len(kind), cases, "figures near one another")


def figure_of(low: NDArray[np.integer], best: NDArray[np.integer], high: NDArray[np.integer]) -> NDArray[np.integer]:
    """The number to compare by: best, else low, else high."""
    return np.where(best != NONE, best, np.where(low != NONE, low, high))


def _dead(table: Columns, left: Ints, right: Ints, weights: Weights) -> NDArray[np.int8]:
    return _counts("dead", table, left, right, weights)


def _hurt(table: Columns, left: Ints, right: Ints, weights: Weights) -> NDArray[np.int8]:
    return _counts("hurt", table, left, right, weights)


def _means(table: Columns, left: Ints, right: Ints, _: Weights) -> NDArray[np.int8]:
    one, other = table.means[left], table.means[right]
    cases = [
        (_shared(one, other) > 0, "same words"),
        ((one[:, 0] != NONE) & (other[:, 0] != NONE), "other words"),
    ]
    return first_that_holds("means", len(left), cases, "not comparable")


def _words(table: Columns, left: Ints, right: Ints, _: Weights) -> NDArray[np.int8]:
    """The share of the shorter text's words that stand in the other."""
    one, other = table.words[left], table.words[right]
    fewest = np.minimum((one != NONE).sum(axis=1), (other != NONE).sum(axis=1))
    share = _shared(one, other) / np.maximum(fewest, 1)
    cases = [
        (fewest == 0, "not comparable"),
        (share == 0, "none shared"),
        (share <= 0.15, "few shared"),
        (share <= 0.4, "some shared"),
        (share <= 0.8, "many shared"),
    ]
    return first_that_holds("words", len(left), cases, "nearly all shared")


def _published(table: Columns, left: Ints, right: Ints, _: Weights) -> NDArray[np.int8]:
    one, other = table.published[left], table.published[right]
    apart = np.abs(one - other)
    cases = [
        ((one == NONE) | (other == NONE), "not comparable"),
        (apart <= 1, "within a day"),
        (apart <= 7, "within a week"),
        (apart <= 31, "within a month"),
    ]
    return first_that_holds("published", len(left), cases, "longer apart")


def _fresh(table: Columns, left: Ints, right: Ints, _: Weights) -> NDArray[np.int8]:
    """Whether each was published within days of what it tells; later ones look back and sum up."""
    ages = [np.abs(table.published[side] - table.start[side]) for side in (left, right)]
    unknown = [(table.published[side] == NONE) | (table.start[side] == NONE) for side in (left, right)]
    cases = [
        (unknown[0] | unknown[1], "not comparable"),
        (np.maximum(*ages) <= 4, "both at once"),
        (np.minimum(*ages) <= 4, "one at once, one later"),
    ]
    return first_that_holds("fresh", len(left), cases, "both later")


def _told(table: Columns, left: Ints, right: Ints, _: Weights) -> NDArray[np.int8]:
    """A report that tells several incidents of one place and day cannot mean the same one each time."""
    fewest, most = np.minimum(table.told[left], table.told[right]), np.maximum(table.told[left], table.told[right])
    cases = [(most == 1, "one in each"), (fewest == 1, "one against several")]
    return first_that_holds("told there", len(left), cases, "several in each")


def _outlet(table: Columns, left: Ints, right: Ints, _: Weights) -> NDArray[np.int8]:
    one, other = table.outlet[left], table.outlet[right]
    cases = [((one == NONE) | (other == NONE), "not comparable"), (one == other, "one outlet")]
    return first_that_holds("outlet", len(left), cases, "two outlets")


Way = Callable[[Columns, Ints, Ints, Weights], NDArray[np.int8]]
WAYS: dict[str, Way] = {
    "date": _dates, "place": _places, "kind": _kinds, "victims": _victims, "by": _by, "dead": _dead, "hurt": _hurt,
    "means": _means, "words": _words, "published": _published, "fresh": _fresh, "told there": _told,
    "outlet": _outlet,
}  # fmt: skip


def near_enough(table: Columns, left: Ints, right: Ints, limits: Limits) -> Truth:
    """Whether the days of each pair are within the window; a pair that is not is never compared further."""
    return gap_of(table, left, right) <= limits.window_days
