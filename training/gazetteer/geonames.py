"""GeoNames: settlements of 500 people and more, countries, first- and second-order divisions."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from mnemon.normalise.datafiles import read_table
from mnemon.normalise.folding import folded
from mnemon.normalise.gazetteer_file import Entry
from training.gazetteer.middles import Point, middle
from training.gazetteer.names import kept, with_bare_names, without_article
from training.gazetteer.sources import rows

NOT_SETTLED = ("AN", "CS")
"""Codes of countries that are no more."""


BIG, TOWN = 100_000, 5_000
"""From so many people on a place keeps its names in all three scripts, or those in Latin letters, wherever it lies."""

OTHER_SCRIPTS = frozenset(
    (
        "AE AF AM AZ BA BG BH BY DZ EG ER ET GE IL IQ IR JO KG KW KZ LB LY MA MD ME MK MN MR OM PK PS QA RS RU SA SD SO"
        " SY TJ TM TN TR UA UZ XK YE"
    ).split()
)
"""Countries where, or near which, Cyrillic or Arabic is written: their places keep their names in these scripts."""


def settlements(folder: Path, at_war: Collection[str]) -> Iterator[Entry]:
    """Every place of cities500; those of some size, and all of countries `at_war`, with their alternate names."""
    for row in rows(folder / "geonames_cities500.tsv.gz"):
        country, people = row["country"], int(row["population"] or 0)
        names = kept(row["alternatenames"].split("|")) if people >= TOWN or country in at_war else ()
        if people < BIG and country not in OTHER_SCRIPTS:
            names = (name for name in names if not re.search("[Ѐ-ӿ؀-ۿ]", name))
        where = (float(row["lat"]), float(row["lon"]), country, row["admin1"])
        yield Entry(
            f"geonames:{row['geonameid']}", row["name"], 1, *where,
            population=people, names=(*names, *without_article(row["name"], country)),
        )  # fmt: skip


def countries(folder: Path) -> Iterator[Entry]:
    """Every country, with the names of data/countries.tsv."""
    points = {row["geonameId"]: row for row in json.loads((folder / "country_centroids.json").read_text())}
    extra = {row["iso2"]: (row["name"], *filter(None, row["also"].split(";"))) for row in read_table("countries.tsv")}
    header = "iso2 iso3 number fips name capital area population continent tld c1 c2 phone post postre langs id near eq"
    for row in rows(folder / "countryInfo.txt", header):
        point = points.get(row["id"])
        if point is None or row["iso2"] in NOT_SETTLED:
            continue
        names = extra.get(row["iso2"], (row["name"],))
        where = (float(point["lat"]), float(point["lng"]), row["iso2"])
        yield Entry(
            f"geonames:{row['id']}", names[0], 6, *where, population=int(row["population"]), names=(row["name"], *names)
        )


def divisions(
    folder: Path, settled: Iterable[Entry], placed: Mapping[str, Point], names: Mapping[str, tuple[str, ...]]
) -> dict[str, Entry]:
    """First-order divisions by code: at the points of `placed` (by GeoNames id), else in the middle of what is settled.

    `names`: what a division is called besides, by GeoNames id.
    """
    within: dict[str, list[Point]] = defaultdict(list)
    people: Counter[str] = Counter()
    for place in settled:
        code = f"{place.country}.{place.adm1}"
        within[code].append((place.latitude, place.longitude))
        people[code] += place.population
    extra = {row["code"]: tuple(row["also"].split(";")) for row in read_table("divisions.tsv")}
    found = {}
    for row in rows(folder / "admin1CodesASCII.txt", "code name ascii id"):
        code = row["code"]
        if code not in within and row["id"] not in placed:
            continue
        country, _, adm1 = code.partition(".")
        point = placed.get(row["id"]) or middle(within[code])
        called = (code, row["ascii"], *names.get(row["id"], ()), *extra.get(code, ()))
        entry = Entry(
            f"geonames:{row['id']}", row["name"], 4, *point, country, adm1, population=people[code], names=called
        )
        found[code] = with_bare_names(entry)
    return found


def districts(
    folder: Path, known: Mapping[str, Entry], cities: Iterable[Entry], placed: Mapping[str, Point]
) -> Iterator[Entry]:
    """Second-order divisions: at the points of `placed` (by GeoNames id), else at their one namesake town.

    Where there is neither, the point is that of the first-order division, and the entry is rough.
    """
    towns: dict[str, dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for city in cities:
        towns[f"{city.country}.{city.adm1}"][folded(city.name)].append(city)
    listed = list(rows(folder / "admin2Codes.txt.gz", "code name ascii id"))
    siblings = Counter(row["code"].rpartition(".")[0] for row in listed)
    for row in listed:
        parent = row["code"].rpartition(".")[0]
        if parent not in known:
            continue
        whole = known[parent]
        share = whole.population // siblings[parent]
        entry = Entry(
            f"geonames:{row['id']}", row["name"], 3, whole.latitude, whole.longitude, whole.country, whole.adm1,
            population=share, names=tuple(dict.fromkeys((row["name"], row["ascii"]))), rough=True,
        )  # fmt: skip
        named = with_bare_names(entry)
        town = _namesake(named, towns[parent])
        spot = placed.get(row["id"]) or (c_point(town) if town else None)
        if whole.country == "US":
            named = entry
        yield _at(named, spot) if spot else named


def _namesake(district: Entry, towns: Mapping[str, list[Entry]]) -> Entry | None:
    """The only town of the division that is called like the district."""
    found = {town.place_id: town for name in district.names for town in towns.get(folded(name), ())}
    return next(iter(found.values())) if len(found) == 1 else None


def c_point(entry: Entry) -> Point:
    """The entry's point."""
    return entry.latitude, entry.longitude


def _at(entry: Entry, point: Point) -> Entry:
    return replace(entry, latitude=point[0], longitude=point[1], rough=False)
