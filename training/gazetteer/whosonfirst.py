"""Who's On First: settlements, districts and divisions of 31 countries in conflict."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mnemon.normalise.gazetteer import kilometres
from mnemon.normalise.gazetteer_file import Entry
from training.gazetteer.middles import Point
from training.gazetteer.names import kept, with_bare_names, without_article
from training.gazetteer.sources import rows

LANGUAGES = frozenset("eng und kur ukr rus bel ara fas pus prs ckb".split())
"""Languages whose names are taken everywhere."""

LOCAL = {"CO": "spa", "MZ": "por", "TR": "tur", "AZ": "aze", "PK": "urd"} | dict.fromkeys(
    "BF CD CF CM HT ML NE TD".split(), "fra"
)
"""And the one that a country's own reports are written in."""

SURE_SHARE = 0.9
"""So much of a region's known towns must lie in one division for the region to be taken for it."""


def table(folder: Path) -> list[dict[str, str]]:
    """Every row with a point, all countries."""
    paths = sorted((folder / "whosonfirst").glob("*.tsv.gz"))
    return [row for path in paths for row in rows(path) if row["lat"] and row["country"]]


def names_of(row: Mapping[str, str]) -> tuple[str, ...]:
    """A row's names: its own first, then those in the languages."""
    tagged = (part.partition(":") for part in (row["alt_names"] or "").split("|"))
    named = [row["name"], *(name for tag, _, name in tagged if tag in LANGUAGES or tag == LOCAL.get(row["country"]))]
    found = tuple(dict.fromkeys(kept(named)))
    return (*found, *(bare for name in found for bare in without_article(name, row["country"])))


@dataclass(frozen=True)
class Regions:
    """Which GeoNames division a row lies in."""

    of_region: Mapping[str, str]
    nearby: Mapping[tuple[str, int, int], list[Entry]]

    def adm1(self, row: Mapping[str, str]) -> str:
        """The admin1 code: by the row's region where that is one, else that of the nearest town of the country."""
        if row["region_id"] in self.of_region:
            return self.of_region[row["region_id"]]
        lat, lon = float(row["lat"]), float(row["lon"])
        cells = ((row["country"], round(lat) + i, round(lon) + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
        towns = [town for cell in cells for town in self.nearby.get(cell, ())]
        near = min(towns, key=lambda t: kilometres((t.latitude, t.longitude), (lat, lon)), default=None)
        return near.adm1 if near else ""


def regions(table: Iterable[Mapping[str, str]], cities: Mapping[str, Entry], codes: Mapping[str, str]) -> Regions:
    """Regions by the GeoNames ids of `codes` (id -> code), else by the towns of theirs that GeoNames knows."""
    of_region, votes = {}, defaultdict(Counter)
    for row in table:
        if row["placetype"] == "region" and row["geonames_id"] in codes:
            of_region[row["wof_id"]] = codes[row["geonames_id"]].partition(".")[2]
        town = cities.get(f"geonames:{row['geonames_id']}")
        if town is not None and row["region_id"]:
            votes[row["region_id"]][town.adm1] += 1
    for region, counted in votes.items():
        code, most = counted.most_common(1)[0]
        if region not in of_region and most >= SURE_SHARE * counted.total():
            of_region[region] = code
    nearby: dict[tuple[str, int, int], list[Entry]] = defaultdict(list)
    for town in cities.values():
        nearby[town.country, round(town.latitude), round(town.longitude)].append(town)
    return Regions(of_region, nearby)


def settlements(table: Iterable[Mapping[str, str]], cities: Mapping[str, Entry], known: Regions) -> Iterator[Entry]:
    """Settlements and neighbourhoods that cities500 lacks, under their GeoNames id where they have one."""
    districts = {row["wof_id"]: row["name"] for row in table if row["placetype"] == "county"}
    for row in table:
        if row["placetype"] not in ("locality", "neighbourhood") or f"geonames:{row['geonames_id']}" in cities:
            continue
        names = names_of(row)
        if names:
            own = f"geonames:{row['geonames_id']}" if row["geonames_id"] not in ("", "0") else f"wof:{row['wof_id']}"
            yield Entry(
                own, names[0], 1, float(row["lat"]), float(row["lon"]), row["country"], known.adm1(row),
                districts.get(row["county_id"], ""), int(row["population"] or 0), names,
            )  # fmt: skip


def more_names(table: Iterable[Mapping[str, str]], cities: Mapping[str, Entry]) -> Iterator[Entry]:
    """The towns of cities500 that Who's On First knows too, with its names and district added."""
    districts = {row["wof_id"]: row["name"] for row in table if row["placetype"] == "county"}
    added: dict[str, Entry] = {}
    for row in table:
        town = cities.get(f"geonames:{row['geonames_id']}")
        if town is not None and row["placetype"] == "locality":
            held = added.get(town.place_id, town)
            added[town.place_id] = replace(
                held, names=(*held.names, *names_of(row)), adm2=districts.get(row["county_id"], "")
            )
    yield from (added.get(place_id, town) for place_id, town in cities.items())


def districts(table: Iterable[Mapping[str, str]], known: Regions, taken: Iterable[str]) -> Iterator[Entry]:
    """Counties and local administrations that GeoNames' own list (`taken`, ids) lacks."""
    have = set(taken)
    for row in table:
        if row["placetype"] not in ("county", "localadmin") or row["geonames_id"] in have:
            continue
        names = names_of(row)
        if names:
            yield with_bare_names(
                Entry(
                    f"wof:{row['wof_id']}", names[0], 3, float(row["lat"]), float(row["lon"]), row["country"],
                    known.adm1(row), names[0], int(row["population"] or 0), names,
                )
            )  # fmt: skip


def points(table: Iterable[Mapping[str, str]], kinds: tuple[str, ...]) -> dict[str, Point]:
    """The points of the rows of these kinds by GeoNames id, where they have one."""
    return {
        row["geonames_id"]: (float(row["lat"]), float(row["lon"]))
        for row in table
        if row["placetype"] in kinds and row["geonames_id"] not in ("", "0")
    }


def names_by_id(table: Iterable[Mapping[str, str]]) -> dict[str, tuple[str, ...]]:
    """The names of divisions by GeoNames id."""
    return {row["geonames_id"]: names_of(row) for row in table if row["placetype"] == "region" and row["geonames_id"]}
