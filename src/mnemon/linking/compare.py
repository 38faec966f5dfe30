"""What two tellings have in common, and what speaks against their being of one event: one reason for each."""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt

from mnemon.linking.telling import Telling
from mnemon.linking.weights import Weights
from mnemon.model.claims import Claim
from mnemon.model.events import Reason
from mnemon.model.marks import HARMS
from mnemon.model.values import Actor, DateRange, Place, Quantity

EARTH_KM = 6371.0
REGION = 4
"""UCDP's where_prec of a first-order division; 5 is fuzzy, 6 a country, 7 less."""
FEW = 5
"""Numbers below this are too common to say much when they are the same."""


def compare(left: Telling, right: Telling, weights: Weights) -> tuple[Reason, ...]:
    """The reasons, the prior odds first; a match weight is their sum."""
    return (
        Reason("before comparing", "two tellings of one block", weights.prior),
        compare_dates(left.mention.date, right.mention.date, weights),
        compare_places(left.mention.place, right.mention.place, weights),
        _compare_kinds(left.kinds, right.kinds, weights),
        _compare_victims(left, right, weights),
        _compare_by(left, right, weights),
        _compare_counts(left, right, weights),
        _compare_means(left, right, weights),
    )


def days_apart(left: DateRange, right: DateRange) -> int:
    """Days between two ranges; 0 where they share a day or touch none between."""
    return max((right.start - left.end).days, (left.start - right.end).days, 0)


def _days(dates: DateRange) -> int:
    return (dates.end - dates.start).days + 1


def compare_dates(left: DateRange | None, right: DateRange | None, weights: Weights) -> Reason:
    """How near the days are, counting both ranges whole."""
    if left is None or right is None:
        return weights.reason("date", "not stated")
    apart, longest = days_apart(left, right), max(_days(left), _days(right))
    if apart > weights.limits.window_days:
        return weights.reason("date", "too far apart", f"{apart} days")
    if longest > weights.limits.long_days:
        return weights.reason("date", "long stretches that overlap", f"{longest} days long")
    if apart > 0:
        return weights.reason("date", "a day or two apart", f"{apart} days")
    return weights.reason("date", "same day" if longest == 1 else "days that overlap")


def km_apart(left: Place, right: Place) -> float | None:
    """Great-circle distance in kilometres; None where one is not on the map."""
    if left.latitude is None or left.longitude is None or right.latitude is None or right.longitude is None:
        return None
    lat1, lat2 = radians(left.latitude), radians(right.latitude)
    half = sin((lat2 - lat1) / 2) ** 2
    half += cos(lat1) * cos(lat2) * sin(radians(right.longitude - left.longitude) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))


def elsewhere(left: Place, right: Place) -> bool:
    """Whether both countries, or both first-order divisions, are known and not the same."""
    if left.country is None or right.country is None:
        return False
    if left.country != right.country:
        return True
    return left.adm1 is not None and right.adm1 is not None and left.adm1 != right.adm1


def compare_places(left: Place | None, right: Place | None, weights: Weights) -> Reason:
    """How near the places are, each taken as exact as it was stated and no more."""
    if left is None or right is None:
        return weights.reason("place", "not stated")
    if elsewhere(left, right):
        return weights.reason("place", "elsewhere")
    if left.place_id is None or right.place_id is None:
        return weights.reason("place", _by_name(left, right))
    vaguest = max(left.precision, right.precision)
    if vaguest > REGION:
        return weights.reason("place", "same country" if left.country == right.country else "not comparable")
    if vaguest == REGION:
        return weights.reason("place", _by_region(left, right))
    return _by_distance(left, right, weights)


def _by_name(left: Place, right: Place) -> str:
    same = left.name.casefold() == right.name.casefold() and left.place_id is right.place_id is None
    return "same name, not on the map" if same else "not comparable"


def _by_region(left: Place, right: Place) -> str:
    """Two regions that are the same take in each other's towns; two regions and no town is too wide to agree."""
    if left.precision == right.precision:
        return "same region"
    return "one within the other" if left.adm1 is not None and left.adm1 == right.adm1 else "not comparable"


def _by_distance(left: Place, right: Place, weights: Weights) -> Reason:
    if left.place_id == right.place_id:
        return weights.reason("place", "same place", left.name)
    apart = km_apart(left, right)
    if apart is None:
        return weights.reason("place", "not comparable")
    detail = f"{apart:.0f} km"
    if apart <= weights.limits.very_near_km:
        return weights.reason("place", "very near", detail)
    return weights.reason("place", "same region" if apart <= weights.limits.far_km else "far apart", detail)


def _compare_kinds(left: frozenset[str], right: frozenset[str], weights: Weights) -> Reason:
    shared = left & right
    acts = sorted(shared - set(HARMS))
    if acts:
        return weights.reason("kind", "same act", ", ".join(acts))
    if shared:
        return weights.reason("kind", "same harm", ", ".join(sorted(shared)))
    together = any(left & family and right & family for family in weights.families)
    return weights.reason("kind", "kinds that go together" if together else "kinds that do not go together")


def _compare_victims(left: Telling, right: Telling, weights: Weights) -> Reason:
    same = _same_actors([c.victims for c in left.claims], [c.victims for c in right.claims])
    return weights.reason("victims", _named(same=same, yes="same victims", no="different victims"))


def _compare_by(left: Telling, right: Telling, weights: Weights) -> Reason:
    same = _same_actors([c.by for c in left.claims], [c.by for c in right.claims])
    return weights.reason("by", _named(same=same, yes="same perpetrator", no="different perpetrators"))


def _named(*, same: bool | None, yes: str, no: str) -> str:
    return "not comparable" if same is None else yes if same else no


def _same_actors(left: Iterable[Actor | None], right: Iterable[Actor | None]) -> bool | None:
    """True where an actor is shared, by id or by name; None where one side is unknown to every list."""
    ours, theirs = [a for a in left if a is not None], [a for a in right if a is not None]
    if _keys(ours) & _keys(theirs) or any(a.within(b) or b.within(a) for a in ours for b in theirs):
        return True
    known = all(any(actor.actor_id is not None for actor in side) for side in (ours, theirs))
    return False if known else None


def _keys(actors: Iterable[Actor]) -> set[str]:
    return {key.casefold() for actor in actors for key in (actor.actor_id, actor.name) if key}


def _compare_counts(left: Telling, right: Telling, weights: Weights) -> Reason:
    """The best finding over the harms of which both give a number: one figure in common is enough."""
    pairs = [(a, b) for a in left.claims for b in right.claims if a.kind == b.kind and a.kind in HARMS]
    found = [_figures(a, b) for a, b in pairs if a.quantity is not None and b.quantity is not None]
    scale = weights.found["count"]
    return weights.reason("count", max((f for f in found if f), key=scale.__getitem__, default="not comparable"))


def _figures(left: Claim, right: Claim) -> str | None:
    a, b = left.quantity, right.quantity
    first, second = figure(a), figure(b)
    if a is None or b is None or first is None or second is None:
        return None
    if first == second and a.best is not None and b.best is not None:
        return "same figure" if first >= FEW else "same small figure"
    if _overlap(a, b):
        return "figures that can be one"
    low, high = sorted((first, second))
    return "figures far apart" if high > 3 * low else "figures near one another"


def figure(quantity: Quantity | None) -> int | None:
    """The number to compare by: best, else low, else high; None where no number is given."""
    if quantity is None:
        return None
    given = (quantity.best, quantity.low, quantity.high)
    return next((number for number in given if number is not None), None)


def _overlap(left: Quantity, right: Quantity) -> bool:
    below = left.high is not None and right.low is not None and left.high < right.low
    above = right.high is not None and left.low is not None and right.high < left.low
    return not below and not above


def _compare_means(left: Telling, right: Telling, weights: Weights) -> Reason:
    ours = {c.means.casefold().strip() for c in left.claims if c.means}
    shared = sorted(ours & {c.means.casefold().strip() for c in right.claims if c.means})
    return weights.reason("means", "same words", shared[0]) if shared else weights.reason("means", "not comparable")
