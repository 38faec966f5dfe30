"""Builds the shipped gazetteer: `python -m training.build_gazetteer FOLDER [OUT]`; four minutes, 2 GB of memory.

FOLDER holds the files that training/gazetteer/sources.tsv names, with their checksums and where to get them. Their
licences are named in src/mnemon/normalise/data/GAZETTEER-LICENCE.md. The same input gives the same bytes: --check
builds beside the shipped file, changes nothing, and has exit status 1 where the bytes differ.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from mnemon.normalise.datafiles import read_table
from mnemon.normalise.folding import folded
from mnemon.normalise.gazetteer_file import Entry, write_gazetteer
from training.gazetteer import geonames, russia, ukraine, whosonfirst
from training.gazetteer.names import with_loose_keys
from training.gazetteer.sources import checked, rows

LOOSELY = frozenset("UA RU BY SY IQ LB PS IL YE LY SD AM AZ".split())
"""Countries every village of which may stand in a report in several romanisations."""

SHIPPED = Path(__file__).parents[1] / "src/mnemon/normalise/data/gazetteer.bin"


def stretches() -> Iterator[Entry]:
    """The rows of data/regions.tsv: seas, continents, and lands that are no division."""
    for row in read_table("regions.tsv"):
        where = (int(row["precision"]), float(row["latitude"]), float(row["longitude"]), row["country"])
        own = row["id"] or f"mnemon:{folded(row['name']).replace(' ', '-')}"
        yield Entry(own, row["name"], *where, names=tuple(filter(None, row["also"].split(";"))))


def entries(folder: Path) -> tuple[list[Entry], dict[str, str]]:
    """Every entry, the most populous first, and the name of each first-order division by its code."""
    table = whosonfirst.table(folder)
    at_war = {row["country"] for row in table} | {"RU"}
    cities = {city.place_id: city for city in geonames.settlements(folder, at_war)}
    codes = {row["id"]: row["code"] for row in rows(folder / "admin1CodesASCII.txt", "code name ascii id")}
    known = whosonfirst.regions(table, cities, codes)
    settled = [*whosonfirst.more_names(table, cities), *whosonfirst.settlements(table, cities, known)]
    pcodes = ukraine.coded(folder, settled)
    settled = [*(place for place in settled if place.country != "UA"), *pcodes.places]
    placed = whosonfirst.points(table, ("region",))
    divisions = geonames.divisions(folder, settled, placed, whosonfirst.names_by_id(table))
    posted = russia.read(folder)
    oblasts, points = russia.oblasts(posted, settled), russia.district_points(posted)
    spots = whosonfirst.points(table, ("county",)) | russia.geonames_points(folder, points, oblasts)
    districts = list(geonames.districts(folder, divisions, settled, spots))
    towns = russia.town_names(districts, settled)
    districts = [replace(d, names=(*d.names, *towns.get(d.place_id, ()))) for d in districts]
    listed = [d.place_id.removeprefix("geonames:") for d in districts]
    more = [*whosonfirst.districts(table, known, listed), *pcodes.more]
    villages = russia.villages(posted, oblasts, points, settled)
    spelled = _spelled([*divisions.values(), *districts, *settled, *more, *villages], at_war)
    everything = [*geonames.countries(folder), *stretches(), *spelled]
    everything.sort(key=lambda entry: (-entry.population, entry.place_id, entry.name))
    return everything, {code: division.name for code, division in divisions.items()}


def _spelled(places: Iterable[Entry], at_war: set[str]) -> Iterator[Entry]:
    """The places with loose keys where their names are romanised by several rules: all, or those with a population."""
    for place in places:
        known = place.population > 0 and place.country in at_war & geonames.OTHER_SCRIPTS
        yield with_loose_keys(place) if known or place.country in LOOSELY else place


def digest(path: Path) -> str:
    """The sha256 of a file."""
    return sha256(path.read_bytes()).hexdigest()


def build(folder: Path, out: Path) -> None:
    """Builds, and says what came of it."""
    sources = checked(folder)
    found, names = entries(folder)
    keys = write_gazetteer(found, names, sources, out)
    size = out.stat().st_size / 1e6
    print(f"{out}: {len(found)} places, {keys} names, {size:.1f} MB, sha256 {digest(out)}")


def check(folder: Path, shipped: Path = SHIPPED) -> bool:
    """Whether what is built from the folder has the shipped file's bytes."""
    with tempfile.TemporaryDirectory() as room:
        built = Path(room) / shipped.name
        build(folder, built)
        same = digest(built) == digest(shipped)
    print(f"{shipped}: {'the same bytes' if same else f'other bytes, sha256 {digest(shipped)}'}")
    return same


def main() -> int:
    """Build, or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path, nargs="?", default=SHIPPED)
    parser.add_argument("--check", action="store_true", help="build elsewhere and compare with the shipped file")
    args = parser.parse_args()
    if args.check:
        return int(not check(args.folder))
    build(args.folder, args.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
