"""Russian postal places: villages by name and district, whose points are often those of a namesake far away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import median

from mnemon.model.distance import kilometres
from mnemon.normalise.folding import folded
from mnemon.normalise.gazetteer_file import Entry
from mnemon.normalise.romanising import loose, romanised
from training.gazetteer.geonames import c_point
from training.gazetteer.middles import Point
from training.gazetteer.names import of_town
from training.gazetteer.sources import rows, zipped_rows

HEADER = "country code name oblast a1 district a2 community a3 lat lon accuracy"
MATCHED = "4"
"""The accuracy of a row whose point GeoNames found by name; the others are means of neighbouring codes."""

ENOUGH = 3
"""From so many matched rows on, their median tells where a district lies: single ones are often a namesake's."""

TOWN_KM = 60

Rows = list[dict[str, str]]


def read(folder: Path) -> Rows:
    """The rows of villages: no numbered post offices, no cities that are their own division."""
    found = zipped_rows(folder / "geonames_postal_RU.zip", "RU.txt", HEADER)
    return [row for row in found if row["district"] and row["lat"] and not row["name"][-1].isdigit()]


def oblasts(listed: Rows, cities: Iterable[Entry]) -> dict[str, str]:
    """GeoNames' admin1 code by the postal name of an oblast, as most towns of one name and only one oblast say."""
    by_name: dict[str, set[str]] = defaultdict(set)
    for city in cities:
        for key in city.all_keys() if city.country == "RU" else ():
            by_name[key].add(city.adm1)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for row in listed:
        held = by_name.get(folded(row["name"]), set())
        if len(held) == 1:
            votes[row["oblast"]].update(held)
    return {oblast: counted.most_common(1)[0][0] for oblast, counted in votes.items()}


def district_points(listed: Rows) -> dict[tuple[str, str], Point]:
    """The median point of each district (oblast, name) with matched rows enough."""
    held: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for row in listed:
        if row["accuracy"] == MATCHED:
            held[row["oblast"], row["district"]].append((float(row["lat"]), float(row["lon"])))
    return {
        key: (median(p[0] for p in points), median(p[1] for p in points))
        for key, points in held.items()
        if len(points) >= ENOUGH
    }


def geonames_points(
    folder: Path, points: Mapping[tuple[str, str], Point], codes: Mapping[str, str]
) -> dict[str, Point]:
    """The points of those districts that GeoNames' list of second-order divisions has, by GeoNames id."""
    ids: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows(folder / "admin2Codes.txt.gz", "code name ascii id"):
        country, adm1, _ = row["code"].split(".", 2)
        if country == "RU":
            ids[adm1, loose(row["ascii"])].append(row["id"])
    found = {}
    for (oblast, district), point in points.items():
        held = ids.get((codes.get(oblast, ""), loose(latin(district))), [])
        if len(held) == 1:
            found[held[0]] = point
    return found


def latin(district: str) -> str:
    """A postal district's name in Latin letters ("СУДЖАНСКИЙ РАЙОН" -> "Sudzhanskiy Rayon")."""
    return romanised(district.lower()).title()


def town_names(districts: Iterable[Entry], cities: list[Entry]) -> dict[str, tuple[str, ...]]:
    """What Russian districts are called by their town ("Sudzha district"), by their id."""
    by_adm1: dict[str, list[Entry]] = defaultdict(list)
    for city in cities:
        if city.country == "RU":
            by_adm1[city.adm1].append(city)
    found = {}
    for district in districts:
        if district.country != "RU" or district.rough:
            continue
        here = (district.latitude, district.longitude)
        near = [(c.name, c.population) for c in by_adm1[district.adm1] if kilometres(c_point(c), here) <= TOWN_KM]
        town = of_town(district.name, near)
        if town:
            found[district.place_id] = (f"{town} district", f"{town} raion", f"{town} rayon")
    return found


def villages(
    listed: Rows, codes: Mapping[str, str], points: Mapping[tuple[str, str], Point], cities: Iterable[Entry]
) -> list[Entry]:
    """Villages that GeoNames' settlements lack, at the point of their district, and rough."""
    have = {(city.adm1, key) for city in cities if city.country == "RU" for key in city.all_keys()}
    found: dict[tuple[str, str, str], Entry] = {}
    for row in listed:
        key = (row["oblast"], row["district"], folded(row["name"]))
        adm1, point = codes.get(row["oblast"], ""), points.get((row["oblast"], row["district"]))
        if not adm1 or point is None or key in found or (adm1, key[2]) in have:
            continue
        name = romanised(row["name"].lower()).title()
        found[key] = Entry(
            f"ru-post:{row['code']}", name, 1, *point, "RU", adm1, latin(row["district"]), 0, (row["name"],), rough=True
        )
    return list(found.values())
