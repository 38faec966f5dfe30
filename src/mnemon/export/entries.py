"""What a row of GED or of an ACLED-shaped table says, by its headings: typed, or one sentence on why it cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from mnemon.errors import InputError, UnsupportedInput
from mnemon.export.acled import shape
from mnemon.export.countries import by_name, by_number, countries, lookup_country
from mnemon.model.values import Actor, DateRange, Place, Quantity

NEEDED = {
    "ged": ("date_start", "best", "latitude", "longitude"),
    "acled": ("event_date", "fatalities", "latitude", "longitude"),
}
"""Headings without which a table is not of that form."""

STANDS_IN = {
    "ged": {
        "low": "best", "high": "best", "date_end": "date_start", "date_prec": "what the days themselves tell",
        "where_prec": "1, the exact place", "country_id": "the country's name", "country": "none", "side_a": "no side",
        "side_b": "no side", "type_of_violence": "not told", "deaths_a": "deaths are not split by side",
        "deaths_b": "deaths are not split by side", "deaths_civilians": "deaths are not split by side",
        "deaths_unknown": "0", "where_coordinates": "no name of a place", "source_article": "nothing cited",
    },
    "acled": {
        "time_precision": "1, the exact day", "geo_precision": "1, the exact place", "event_type": "no kind of act",
        "sub_event_type": "event_type alone", "actor1": "no side", "actor2": "no side", "inter1": "a side of no kind",
        "inter2": "a side of no kind", "civilian_targeting": "not told", "location": "no name of a place",
        "iso": "the country's name", "country": "none", "source": "nothing cited", "notes": "nothing cited",
    },
}  # fmt: skip
"""Headings that are read where they are there, and what stands in for one that is not: it is said, since a column
that somebody renamed looks so too."""

ODD = ""
"""The heading under which a row says that its cells do not fit the headings, and how."""

DAYS = (
    "%Y-%m-%d",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y-%m-%dT%H:%M:%S",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
)
"""How a day may be written. 03/05/2021 is not among them: it is two days, and nothing says which."""

NAMED = "named:"
"""How the ids of sides begin that a table names and no list of ours was asked for."""

ACLED_DAYS = {1: 1, 2: 3, 3: 4}
ACLED_PLACES = {1: 1, 2: 2, 3: 4}
"""UCDP precisions by ACLED's."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `deaths`: best, low and high; None where it gives no number. `parts`: best of (a, b, civilians).

    `violence`: UCDP's 1 to 3, None = not told. `acts`: kinds of act beside the deaths. `cited`: what the row cites.
    """

    id: str
    days: DateRange
    place: Place
    deaths: Quantity | None
    parts: tuple[int, int, int] | None
    a: Actor | None
    b: Actor | None
    violence: int | None
    acts: tuple[str, ...]
    cited: str


def form_of(heads: Mapping[str, str], where: str) -> str:
    """The form that a table with these headings has; UnsupportedInput names what is missing."""
    lacking = {form: [name for name in needed if name not in heads] for form, needed in NEEDED.items()}
    form = min(lacking, key=lambda name: len(lacking[name]))
    if lacking[form]:
        raise UnsupportedInput(
            f"this is neither a GED nor an ACLED table: for {form} it lacks the columns {', '.join(lacking[form])}",
            where=where, do="keep the headings as they were published",
        )  # fmt: skip
    return form


def stands_in(form: str, heads: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The columns that a table of this form lacks, each with what stands in for it."""
    return tuple((name, words) for name, words in STANDS_IN[form].items() if name not in heads)


def entry(form: str, cells: Mapping[str, str]) -> Entry:
    """What a row says. InputError, in one sentence, where a value cannot be read or contradicts another."""
    if cells.get(ODD):
        raise InputError(cells[ODD], do="words with a separator in them stand between quotation marks")
    return _ged(cells) if form == "ged" else _acled(cells)


def _ged(cells: Mapping[str, str]) -> Entry:
    start = _day(cells, "date_start")
    end = _day(cells, "date_end") if cells.get("date_end") else start
    if end < start:
        raise InputError(f"date_end {end} is before date_start {start}")
    precision = _whole(cells, "date_prec") or (1 if start == end else 4 if (end - start).days < 31 else 5)
    best = _whole(cells, "best")
    low, high = (n if (n := _whole(cells, name)) is not None else best for name in ("low", "high"))
    if best is None or low is None or high is None or not 0 <= low <= best <= high:
        raise InputError(f"low {low}, best {best} and high {high} are not in order")
    violence = _whole(cells, "type_of_violence")
    a = _party(cells.get("side_a", ""), _state(cells, "gwnoa"), state=violence == 1)
    b = _party(cells.get("side_b", ""), _state(cells, "gwnob"), state=False)
    b = None if violence == 3 else b
    words = (cells.get(name, "") for name in ("source_article", "source_original"))
    return Entry(
        cells.get("id", "") or cells.get("relid", ""), DateRange(start, end, _within(precision, 1, 5, "date_prec")),
        _ged_place(cells), Quantity(low, best, high, words=f"low {low}, best {best}, high {high}", rule="dataset"),
        _parts(cells, best), a, b, violence, (), "; ".join(filter(None, words)),
    )  # fmt: skip


def _parts(cells: Mapping[str, str], best: int) -> tuple[int, int, int] | None:
    given = [_whole(cells, name) for name in ("deaths_a", "deaths_b", "deaths_civilians")]
    if any(number is None for number in given):
        return None
    a, b, civilians = (number or 0 for number in given)
    unknown = _whole(cells, "deaths_unknown") or 0
    if a + b + civilians + unknown != best:
        raise InputError(f"best {best} is not the sum of deaths_a, deaths_b, deaths_civilians and deaths_unknown")
    return a, b, civilians


def _ged_place(cells: Mapping[str, str]) -> Place:
    latitude, longitude = _point(cells)
    name = cells.get("where_coordinates", "") or "place not named"
    precision = _within(_whole(cells, "where_prec") or 1, 1, 7, "where_prec")
    gw = _whole(cells, "country_id")
    return Place(
        f"point:{latitude},{longitude}", name, latitude, longitude, precision,
        by_number(gw) or by_name(cells.get("country", "")), cells.get("adm_1") or None, cells.get("adm_2") or None,
        cells.get("where_description") or name,
    )  # fmt: skip


def _party(name: str, gw: int | None, *, state: bool) -> Actor | None:
    """A side by its name; a state's by its Gleditsch-Ward number, where it is given."""
    if not name:
        return None
    country = lookup_country(by_number(gw))
    if country is not None:
        government = f"{country.iso3.lower()}-government"
        return Actor(government, name, "state force", words=name, chain=())
    return Actor(f"{NAMED}{name.casefold()}", name, "state force" if state else "rebel group", words=name)


def _acled(cells: Mapping[str, str]) -> Entry:
    day = _day(cells, "event_date")
    precision = ACLED_DAYS[_within(_whole(cells, "time_precision") or 1, 1, 3, "time_precision")]
    fatal = _whole(cells, "fatalities")
    if fatal is not None and fatal < 0:
        raise InputError(f"fatalities {fatal} is below 0")
    deaths = Quantity(fatal, fatal, fatal, words=f"fatalities {fatal}", rule="dataset") if fatal else None
    kinds = shape()["kinds"]
    act = kinds.get(cells.get("sub_event_type", "")) or kinds.get(cells.get("event_type", ""))
    civilians = "civilian" in cells.get("civilian_targeting", "").casefold()
    actors = [_acled_actor(cells, n) for n in (1, 2)]
    a, b = (None if actor is not None and actor.kind == "civilians" else actor for actor in actors)
    words = (cells.get(name, "") for name in ("source", "notes"))
    return Entry(
        cells.get("event_id_cnty", "") or cells.get("data_id", ""), DateRange(day, day, precision),
        _acled_place(cells), deaths, (0, 0, fatal) if civilians and fatal else None, a, b, 3 if civilians else None,
        (act,) if act else (), "; ".join(filter(None, words)),
    )  # fmt: skip


def _acled_actor(cells: Mapping[str, str], number: int) -> Actor | None:
    name, code = cells.get(f"actor{number}", ""), cells.get(f"inter{number}", "").casefold()
    if not name:
        return None
    kind = next((kind for kind, words in shape()["inter_words"].items() if code in words), "unknown")
    return Actor(None, name, kind, words=name)


def _acled_place(cells: Mapping[str, str]) -> Place:
    latitude, longitude = _point(cells)
    name = cells.get("location", "") or "place not named"
    number = _whole(cells, "iso")
    iso = next((c.iso2 for c in countries().values() if c.numeric == number), None) if number else None
    return Place(
        f"point:{latitude},{longitude}", name, latitude, longitude,
        ACLED_PLACES[_within(_whole(cells, "geo_precision") or 1, 1, 3, "geo_precision")],
        iso or by_name(cells.get("country", "")), cells.get("admin1") or None, cells.get("admin2") or None, name,
    )  # fmt: skip


def _day(cells: Mapping[str, str], name: str) -> date:
    words = cells.get(name, "")
    for pattern in DAYS:
        try:
            return datetime.strptime(words, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise InputError(f"{name} {words!r} is no day", do="write it like 2025-01-14")


def _whole(cells: Mapping[str, str], name: str) -> int | None:
    """A whole number; 12.0 is one: so tools write it where other cells of the column are empty."""
    words = cells.get(name, "").strip()
    if not words:
        return None
    whole, _, rest = words.partition(".")
    try:
        return int(words if rest.strip("0") else whole)
    except ValueError as error:
        raise InputError(f"{name} {words!r} is no whole number") from error


def _state(cells: Mapping[str, str], name: str) -> int | None:
    """The number of one state; None where several stand there, or words: then the side's name tells who it is."""
    try:
        return _whole(cells, name)
    except InputError:
        return None


def _within(number: int, least: int, most: int, name: str) -> int:
    if not least <= number <= most:
        raise InputError(f"{name} {number} is not between {least} and {most}")
    return number


def _point(cells: Mapping[str, str]) -> tuple[float, float]:
    found = []
    for name, most in (("latitude", 90), ("longitude", 180)):
        try:
            value = float(cells.get(name, "").replace(",", "."))
        except ValueError as error:
            raise InputError(f"{name} {cells.get(name, '')!r} is no number") from error
        if not -most <= value <= most:
            raise InputError(f"{name} {value} is not between -{most} and {most}")
        found.append(value)
    return found[0], found[1]
