"""MAVERICK's rows, and what two of them have in common: one finding for each comparison, as words."""

from __future__ import annotations

import csv
import gzip
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import asin, cos, log, radians, sin, sqrt
from pathlib import Path

STOP = frozenset(
    "the a of in to and for on at le la les des de du et en un une cote ivoire ivory coast kenya kenyan".split()
)
WINDOW_DAYS, WINDOW_KM = 3, 25.0


@dataclass(frozen=True, slots=True)
class Row:
    """One coded report. `gold` is its event, for scoring alone; `told` and `near` count rows that fit place and day."""

    gold: str
    country: str
    start: date
    end: date
    city: str
    quarter: str
    at: tuple[float, float] | None
    vague: bool
    actors: frozenset[str]
    doers: frozenset[str]
    victims: frozenset[str]
    context: str
    target: str
    deaths: int
    injuries: int
    damage: str
    source: str
    outlet: str
    published: date | None
    words: frozenset[str]
    told: int = 1
    near: int = 1


@dataclass(frozen=True, slots=True)
class Common:
    """How often words, actors and towns stand in the rows: what is rare says more."""

    rows: int
    words: Counter[str]
    actors: Counter[str]
    cities: Counter[str]


def read(path: Path) -> list[Row]:
    """All rows of the file, in its order."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return [_row(cells) for cells in csv.DictReader(stream)]


def _folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()


def _row(cells: dict[str, str]) -> Row:
    start, end = sorted(date.fromisoformat(cells[name]) for name in ("date_start", "date_end"))
    parts = re.match(r".*?\((\d{4}-\d\d-\d\d)\)(.*)", cells["source"], re.DOTALL)
    title = parts[2] if parts else cells["source"]

    def people(role: str = "") -> frozenset[str]:
        named = (cells[f"actor{n}_id"] for n in range(1, 7) if not role or cells[f"actor{n}_{role}"] == "1.0")
        return frozenset(named) - {""}

    return Row(
        cells["event_id"], cells["country"], start, end, _folded(cells["city"]), _folded(cells["location"]),
        (float(cells["latitude"]), float(cells["longitude"])) if cells["latitude"] else None,
        float(cells["geo_precision"] or 0) <= 2, people(), people("perpetrator"), people("victim"),
        cells["event_context"], cells["target"], int(float(cells["deaths_best"] or 0)),
        int(float(cells["injuries_best"] or 0)), cells["damage"], cells["source"], cells["source_author"],
        date.fromisoformat(parts[1]) if parts else None, frozenset(re.findall(r"\w{3,}", _folded(title))) - STOP,
    )  # fmt: skip


def days_apart(left: Row, right: Row) -> int:
    """Days between two rows' ranges; 0 where they share one."""
    return max((right.start - left.end).days, (left.start - right.end).days, 0)


def km_apart(left: Row, right: Row) -> float | None:
    """Great-circle distance; None where one is not on the map."""
    if left.at is None or right.at is None:
        return None
    (a, b), (c, d) = left.at, right.at
    half = sin(radians(c - a) / 2) ** 2 + cos(radians(a)) * cos(radians(c)) * sin(radians(d - b) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(half)))


def worth_comparing(left: Row, right: Row) -> bool:
    """Whether two rows may tell of one event."""
    if days_apart(left, right) > WINDOW_DAYS:
        return False
    apart = km_apart(left, right)
    return apart is None or apart <= WINDOW_KM or (left.city != "" and left.city == right.city)


def prepared(rows: Iterable[Row]) -> tuple[list[Row], Common]:
    """The rows with `told` and `near` counted, and what is common among them. Gold is not looked at."""
    known = list(rows)
    by_source: dict[str, list[Row]] = defaultdict(list)
    by_day: Counter[tuple[str, date]] = Counter()
    for row in known:
        by_source[row.source].append(row)
        by_day.update((row.city, day) for day in _days(row))
    counted = [
        replace(row, told=sum(_fits(row, other) for other in by_source[row.source]), near=by_day[row.city, row.start])
        for row in known
    ]
    words, actors = (Counter(x for row in known for x in getattr(row, part)) for part in ("words", "actors"))
    return counted, Common(len(known), words, actors, Counter(row.city for row in known))


def _days(row: Row) -> list[date]:
    long = (row.end - row.start).days
    return [row.start + timedelta(days=n) for n in range(long + 1 if long < 60 else 1)]


def _fits(left: Row, right: Row) -> bool:
    if days_apart(left, right) > 0:
        return False
    if left.city and left.city == right.city:
        return not (left.quarter and right.quarter and left.quarter != right.quarter)
    apart = km_apart(left, right)
    return apart is not None and apart < 1


def features(left: Row, right: Row, common: Common) -> dict[str, str]:
    """The finding of each comparison."""
    dates, place, deaths = _dates(left, right), _place(left, right), _count(left.deaths, right.deaths)
    same_report = left.source == right.source
    return {
        "date": dates,
        "place": place,
        "place and date": f"{place}, {dates}",
        "vague": str(left.vague or right.vague),
        "deaths": deaths,
        "deaths and date": f"{deaths}, {dates}",
        "injuries": _count(left.injuries, right.injuries),
        "actors": _actors(left.actors, right.actors),
        "rare actor": _rare_actor(left, right, common),
        "roles": _roles(left, right),
        "context": _named(left.context, right.context),
        "target": _named(left.target, right.target),
        "damage": left.damage if left.damage == right.damage else "different",
        "report": "one report" if same_report else "one outlet" if left.outlet == right.outlet else "two outlets",
        "published": _published(left, right),
        "fresh": _fresh(left, right),
        "words": "one report" if same_report else _words(left, right),
        "rare words": "one report" if same_report else _rare_words(left, right, common),
        "told": _told(left, right),
        "near": _step(max(left.near, right.near), (2, 4, 8, 20)),
        "town": _step(common.cities[left.city] / common.rows if left.city == right.city else 1.0, (0.003, 0.01, 0.05)),
    }


def _step(value: float, bounds: Sequence[float]) -> str:
    return str(next((f"to {bound}" for bound in bounds if value <= bound), "more"))


def _dates(left: Row, right: Row) -> str:
    longest = max((row.end - row.start).days for row in (left, right))
    shortest = min((row.end - row.start).days for row in (left, right))
    apart = days_apart(left, right)
    if apart:
        return "a day apart" if apart == 1 else "days apart"
    if (left.start, left.end) == (right.start, right.end):
        return "same day" if longest == 0 else "same week" if longest <= 7 else "same stretch"
    return "within a week" if longest <= 7 else "a day in a stretch" if shortest <= 1 else "stretches overlap"


def _place(left: Row, right: Row) -> str:
    apart = km_apart(left, right)
    if apart is None:
        return "not stated"
    if left.city and left.city == right.city:
        return _within_town(left, right, apart)
    if apart <= 0.01:
        return "same point, other name"
    return "near" if apart <= 5 else "in reach" if apart <= WINDOW_KM else "far"


def _within_town(left: Row, right: Row, apart: float) -> str:
    if left.quarter == right.quarter:
        return "same quarter" if left.quarter else "same town"
    if not left.quarter or not right.quarter:
        return "one within the other"
    return "quarters near" if apart <= 2 else "other quarter"


def _count(left: int, right: int) -> str:
    low, high = sorted((left, right))
    if low == high:
        return "none" if low == 0 else "same small" if low < 5 else "same"
    if low == 0:
        return "one none"
    return "near" if high <= 1.5 * low + 1 else "within three times" if high <= 3 * low else "far apart"


def _actors(left: frozenset[str], right: frozenset[str]) -> str:
    shared = left & right
    if not left or not right:
        return "not stated"
    if left == right:
        return "the same"
    return "half" if 2 * len(shared) >= min(len(left), len(right)) and shared else "some" if shared else "none"


def _roles(left: Row, right: Row) -> str:
    """Whether a doer is shared, whether a victim is, and whether a doer is missing."""
    doers, victims = bool(left.doers & right.doers), bool(left.victims & right.victims)
    return f"{doers} {victims} {not left.doers or not right.doers}"


def _rare_actor(left: Row, right: Row, common: Common) -> str:
    shares = [common.actors[actor] / common.rows for actor in left.actors & right.actors]
    return _step(min(shares), (0.005, 0.03)) if shares else "none"


def _named(left: str, right: str) -> str:
    return "unknown" if "Unknown" in (left, right) else "same" if left == right else "different"


def _published(left: Row, right: Row) -> str:
    if left.published is None or right.published is None:
        return "not stated"
    return _step(abs((left.published - right.published).days), (1, 7, 31))


def _fresh(left: Row, right: Row) -> str:
    ages = [abs((row.published - row.start).days) for row in (left, right) if row.published is not None]
    if len(ages) < 2:
        return "not stated"
    return "both" if max(ages) <= 4 else "one" if min(ages) <= 4 else "neither"


def _words(left: Row, right: Row) -> str:
    shared = len(left.words & right.words) / max(1, min(len(left.words), len(right.words)))
    return _step(shared, (0.15, 0.4, 0.8))


def _rare_words(left: Row, right: Row, common: Common) -> str:
    weight = sum(log(common.rows / common.words[word]) for word in left.words & right.words)
    return _step(weight, (0, 4, 8, 14))


def _told(left: Row, right: Row) -> str:
    low, high = sorted((left.told, right.told))
    return f"{low} and {high}" if high <= 2 else "one and many" if low == 1 else "many and many"
