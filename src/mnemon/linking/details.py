"""What a finding about two tellings rests on, in words: days, kilometres, what both name."""

from __future__ import annotations

from collections.abc import Callable

from mnemon.linking.telling import Telling
from mnemon.model.distance import kilometres
from mnemon.model.marks import HARMS
from mnemon.model.values import DateRange, Place

REGION = 4
"""UCDP's where_prec of a first-order division; 5 is fuzzy, 6 a country, 7 less."""


def detail_of(what: str, found: str, left: Telling, right: Telling) -> str:
    """What a finding rests on, in words; empty where there is no more to say."""
    detail = DETAILS.get(what)
    return detail(found, left, right) if detail is not None else ""


def days_apart(left: DateRange, right: DateRange) -> int:
    """Days between two ranges; 0 where they share a day or touch none between."""
    return max((right.start - left.end).days, (left.start - right.end).days, 0)


def km_apart(left: Place, right: Place) -> float | None:
    """Great-circle distance in kilometres; None where one is not on the map."""
    one, other = left.point, right.point
    return None if one is None or other is None else kilometres(one, other)


def _days_detail(found: str, left: Telling, right: Telling) -> str:
    one, other = left.mention.date, right.mention.date
    if one is None or other is None or found == "same day":
        return ""
    if found in ("too far apart", "days apart"):
        return f"{days_apart(one, other)} days"
    longest = max((dates.end - dates.start).days + 1 for dates in (one, other))
    return f"{longest} days long" if longest > 1 and not found.startswith("a day apart") else ""


def _place_detail(found: str, left: Telling, right: Telling) -> str:
    one, other = left.mention.place, right.mention.place
    if one is None or other is None:
        return ""
    if found == "same place":
        return one.name
    points = found in MEASURED and max(one.precision, other.precision) < REGION
    apart = km_apart(one, other) if points else None
    return "" if apart is None else f"{apart:.0f} km"


def _kind_detail(found: str, left: Telling, right: Telling) -> str:
    shared = left.kinds & right.kinds
    named = shared - set(HARMS) if found == "same act" else shared
    return ", ".join(sorted(named))


def _means_detail(found: str, left: Telling, right: Telling) -> str:
    ours, theirs = ({c.means.casefold().strip() for c in told.claims if c.means} for told in (left, right))
    return min(ours & theirs, default="") if found == "same words" else ""


MEASURED = ("next to each other", "very near", "same region", "far apart")
DETAILS: dict[str, Callable[[str, Telling, Telling], str]] = {
    "date": _days_detail, "place": _place_detail, "kind": _kind_detail, "means": _means_detail,
}  # fmt: skip
"""What a finding rests on, shown beside it."""
