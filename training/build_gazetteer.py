"""Builds the shipped gazetteer: `python -m training.build_gazetteer FOLDER [OUT]`.

FOLDER holds GeoNames' cities500 (tab-separated, gzip), admin1CodesASCII.txt, countryInfo.txt, country_centroids.json
and Who's On First's tables by country (folder whosonfirst). Their licences are named in
src/mnemon/normalise/data/GAZETTEER-LICENCE.md. The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from mnemon.normalise.datafiles import read_table
from mnemon.normalise.folding import folded
from mnemon.normalise.gazetteer import MAGIC
from mnemon.normalise.place_words import DISTRICTS, DIVISIONS

BLOCK_BYTES = 5_000
SAMPLE_BYTES = 16_000
"""Size of the sample of lines that primes the compression of every block."""
BIG = 100_000
"""Settlements from this population on keep every alternate name in Latin letters."""
MIDDLE = 20_000
"""The same for countries at war, which Who's On First's folder lists, from this population on."""
ARABIC = set("IQ SY YE LY SD PS LB JO EG SA KW BH OM AE".split())
"""Countries whose GeoNames spellings keep an article that reports leave out."""
EVERY = {"UA"}
"""Countries whose settlements keep their alternates whatever their size, and take Who's On First's villages in."""
LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿ '’‘`ʻʼ.()-]{2,}")
GENERIC = "|".join(sorted({*DIVISIONS, *DISTRICTS, "city", "municipality"}, key=len, reverse=True))


@dataclass(frozen=True)
class Entry:
    """One place and all the names it goes by."""

    place_id: str
    name: str
    precision: int
    latitude: float
    longitude: float
    country: str = ""
    adm1: str = ""
    population: int = 0
    names: tuple[str, ...] = field(default=())

    def lines(self) -> Iterator[str]:
        """One line for each folded name."""
        point = (f"{self.latitude:.3f}".rstrip("0").rstrip("."), f"{self.longitude:.3f}".rstrip("0").rstrip("."))
        rest = (str(self.precision), self.country, self.adm1, rounded(self.population), *point, self.place_id)
        for key in sorted({folded(name) for name in (self.name, *self.names)} - {""}):
            yield "\t".join((key, "" if self.name == key.title() else self.name, *rest))


def rounded(population: int) -> str:
    """Two leading digits: the gazetteer ranks by population, it does not report it."""
    keep = 10 ** max(0, len(str(population)) - 2)
    return str(population // keep * keep) if population else ""


def rows(path: Path, header: str | None = None) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated file, gzip or plain; `header` names the columns where the file does not."""
    reader = gzip.open if path.suffix == ".gz" else open
    with reader(path, "rt", encoding="utf-8") as lines:
        kept = (line for line in lines if not line.startswith("#"))
        names = header.split() if header else None
        yield from csv.DictReader(kept, names, delimiter="\t", quoting=csv.QUOTE_NONE)


def countries(folder: Path) -> Iterator[Entry]:
    """Every country, with the names of data/countries.tsv."""
    points = {row["geonameId"]: row for row in json.loads((folder / "country_centroids.json").read_text())}
    extra = {row["iso2"]: (row["name"], *filter(None, row["also"].split(";"))) for row in read_table("countries.tsv")}
    header = "iso2 iso3 number fips name capital area population continent tld c1 c2 phone post postre langs id near eq"
    for row in rows(folder / "countryInfo.txt", header):
        point = points.get(row["id"])
        if point is None or row["iso2"] in ("AN", "CS"):
            continue
        names = (row["name"], *extra.get(row["iso2"], ()))
        name = extra.get(row["iso2"], (row["name"],))[0]
        where = (float(point["lat"]), float(point["lng"]), row["iso2"])
        yield Entry(row["id"], name, 6, *where, population=int(row["population"]), names=names)


def settlements(folder: Path) -> Iterator[Entry]:
    """Every place of cities500; large ones, and those of countries at war, with their alternates."""
    at_war = {path.name[:2].upper() for path in (folder / "whosonfirst").glob("*.gz")} | {"RU"}
    for row in rows(folder / "geonames_cities500.tsv.gz"):
        population, country = int(row["population"] or 0), row["country"]
        floor = 0 if country in EVERY else MIDDLE if country in at_war else BIG
        names = tuple(latin(row["alternatenames"].split("|"))) if population >= floor else ()
        names += tuple(without_article(row["name"])) if country in ARABIC else ()
        where = (float(row["lat"]), float(row["lon"]), country, row["admin1"])
        yield Entry(row["geonameid"], row["name"], 1, *where, population=population, names=names)


def without_article(name: str) -> Iterator[str]:
    """An Arabic name less its article, and as news agencies spell its end ("An Numaniyah" -> "Numaniya")."""
    bare = re.sub(r"^a(?:l|n|s|r|d|z|t|sh) (?=\w)", "", folded(name))
    yield bare
    yield re.sub(r"[iy]yah$|iyah$", "iya", bare) if bare.endswith("yah") else re.sub(r"ah$", "a", bare)


def latin(names: Iterable[str]) -> Iterator[str]:
    """The names in Latin letters, less airport codes."""
    for name in names:
        if LATIN.fullmatch(name) and not (name.isupper() and len(name) <= 4):
            yield name


def who_is_on_first(folder: Path) -> Iterator[dict[str, str]]:
    """The rows of Who's On First that are divisions, or villages of the countries in EVERY."""
    for path in sorted((folder / "whosonfirst").glob("*.gz")):
        everything = path.name[:2].upper() in EVERY
        for row in rows(path):
            kinds = ("region", "county", "locality") if everything else ("region", "county")
            if row["placetype"] in kinds and row["lat"]:
                yield row


def names_of(row: dict[str, str], languages: tuple[str, ...]) -> tuple[str, ...]:
    """A Who's On First row's names in Latin letters: its own and those in the languages."""
    tagged = [part.partition(":") for part in (row["alt_names"] or "").split("|")]
    return tuple(latin([row["name"], *(name for tag, _, name in tagged if tag in languages)]))


@dataclass
class Divisions:
    """The first-order divisions by GeoNames code ("UA.23"), and which of them a Who's On First region is."""

    by_code: dict[str, Entry]
    of_region: dict[str, str]

    def adm1_of(self, row: dict[str, str]) -> str:
        """The admin1 code of the region that a Who's On First row lies in; empty where it is not known."""
        return self.of_region.get(row["region_id"], "").partition(".")[2]


def divisions(folder: Path, cities: list[Entry], first: list[dict[str, str]]) -> Divisions:
    """GeoNames' divisions, placed by Who's On First where it knows them, else amid their settlements."""
    regions = {row["geonames_id"]: row for row in first if row["placetype"] == "region" and row["geonames_id"]}
    extra = {row["code"]: tuple(row["also"].split(";")) for row in read_table("divisions.tsv")}
    middle, people = centres(cities)
    by_code, of_region = {}, {}
    for row in rows(folder / "admin1CodesASCII.txt", "code name ascii id"):
        code, region = row["code"], regions.get(row["id"])
        if region:
            of_region[region["wof_id"]] = code
        point = (float(region["lat"]), float(region["lon"])) if region else middle.get(code)
        if point is not None:
            names = (code, row["ascii"], *(names_of(region, ("eng",)) if region else ()), *extra.get(code, ()))
            country, _, adm1 = code.partition(".")
            entry = Entry(row["id"], row["name"], 4, *point, country, adm1, population=people[code], names=names)
            by_code[code] = with_bare_names(entry)
    return Divisions(by_code, of_region)


def centres(cities: list[Entry]) -> tuple[dict[str, tuple[float, float]], dict[str, int]]:
    """The mean point and the summed population of each division's settlements."""
    within: dict[str, list[Entry]] = defaultdict(list)
    for city in cities:
        within[f"{city.country}.{city.adm1}"].append(city)
    middle = {
        code: (sum(c.latitude for c in group) / len(group), sum(c.longitude for c in group) / len(group))
        for code, group in within.items()
    }
    people: dict[str, int] = defaultdict(
        int, {code: sum(c.population for c in group) for code, group in within.items()}
    )
    return middle, people


def with_bare_names(entry: Entry) -> Entry:
    """The division with each name also less its word for "division" ("Kursk Oblast" -> "Kursk")."""
    names = (entry.name, *entry.names)
    bare = (re.sub(rf" (?:{GENERIC})['’]?$", "", name, flags=re.IGNORECASE) for name in names)
    led = (
        re.sub(r"^(?:Republic|Province|State|Muhafazat) (?:of )?|^(?:Al|An|As|Ar|Ad|Az|At|Aḑ|El)[ -]", "", name)
        for name in names
    )
    return replace(entry, names=tuple(dict.fromkeys((*names, *bare, *led))))


def districts(first: list[dict[str, str]], known: Divisions) -> Iterator[Entry]:
    """Who's On First's counties, as second-order divisions."""
    for row in first:
        names = names_of(row, ("eng",)) if row["placetype"] == "county" else ()
        if names:
            where = (float(row["lat"]), float(row["lon"]), row["country"], known.adm1_of(row))
            entry = Entry(f"w{row['wof_id']}", names[0], 3, *where, names=names)
            yield with_bare_names(entry)


def villages(first: list[dict[str, str]], known: Divisions, cities: set[str]) -> Iterator[Entry]:
    """Who's On First's settlements that cities500 lacks, under their GeoNames id where they have one."""
    for row in first:
        names = names_of(row, ("eng", "ukr", "und")) if row["placetype"] == "locality" else ()
        if names and row["geonames_id"] not in cities:
            where = (float(row["lat"]), float(row["lon"]), row["country"], known.adm1_of(row))
            own = row["geonames_id"] or f"w{row['wof_id']}"
            yield Entry(own, names[0], 1, *where, population=int(row["population"] or 0), names=names)


def regions() -> Iterator[Entry]:
    """The stretches of data/regions.tsv: seas, and lands that are no division."""
    for row in read_table("regions.tsv"):
        where = (int(row["precision"]), float(row["latitude"]), float(row["longitude"]), row["country"])
        yield Entry(
            f"mnemon:{folded(row['name']).replace(' ', '-')}", row["name"], *where, names=tuple(row["also"].split(";"))
        )


def all_lines(folder: Path) -> list[str]:
    """Every line of the gazetteer, sorted, each once."""
    cities, first = list(settlements(folder)), list(who_is_on_first(folder))
    known = divisions(folder, cities, first)
    more = [*known.by_code.values(), *districts(first, known), *villages(first, known, {c.place_id for c in cities})]
    entries = [*countries(folder), *regions(), *cities, *more]
    return sorted({line for entry in entries for line in entry.lines()}, key=lambda line: (line.split("\t")[0], line))


def blocks(lines: list[str]) -> Iterator[list[str]]:
    """The lines in blocks; one key never spreads over two."""
    block: list[str] = []
    size, last = 0, ""
    for line in lines:
        key = line.split("\t", 1)[0]
        if size > BLOCK_BYTES and key != last:
            yield block
            block, size = [], 0
        block.append(line)
        size, last = size + len(line), key
    yield block


def sample(lines: list[str]) -> bytes:
    """Lines from all over the file, which every block's compression may refer to."""
    step = max(1, len(lines) * 45 // SAMPLE_BYTES)
    return ("\n" + "\n".join(lines[::step])).encode()[:SAMPLE_BYTES]


def packed(lines: list[str], primer: bytes) -> bytes:
    """The lines, each after a line break, compressed with the help of the sample."""
    press = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, primer)
    return press.compress(("\n" + "\n".join(lines) + "\n").encode()) + press.flush()


def write(folder: Path, out: Path) -> None:
    """Builds the gazetteer from `folder` and writes it to `out`."""
    lines = all_lines(folder)
    primer, split = sample(lines), list(blocks(lines))
    bodies = [packed(block, primer) for block in split]
    keys = [block[0].split("\t", 1)[0] for block in split]
    index = zlib.compress("\n".join((*keys, " ".join(str(len(body)) for body in bodies))).encode(), 9)
    head = {
        "is": MAGIC,
        "lines": len(lines),
        "index": len(index),
        "primer": len(primer),
        "licence": "GAZETTEER-LICENCE.md",
    }
    out.write_bytes(json.dumps(head).encode() + b"\n" + index + primer + b"".join(bodies))
    print(f"{out}: {len(lines)} names, {out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    shipped = Path(__file__).parents[1] / "src/mnemon/normalise/data/gazetteer.bin"
    write(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else shipped)
