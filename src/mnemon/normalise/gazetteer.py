"""Which places on the map have this name? A read-only gazetteer, mapped from disk; gazetteer_file.py says how it lies.

Country codes and divisions are those of the sources: on disputed land they decide nothing.
"""

from __future__ import annotations

import json
import mmap
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, Protocol

from mnemon.errors import DataError
from mnemon.normalise.datafiles import data_path
from mnemon.normalise.folding import folded
from mnemon.normalise.gazetteer_file import (
    HASH_BITS,
    LOOSE,
    MAGIC,
    PLACE_BITS,
    RECORD,
    ROUGH,
    SCHEMES,
    hashed,
    tag_of,
    unpacked_point,
    unpacked_population,
)
from mnemon.normalise.romanising import loose

PEOPLE = tuple(unpacked_population(step) for step in range(256))
PLACES = (1 << PLACE_BITS) - 1
BOUNDS = struct.Struct("<II")
PEOPLE_OF = attrgetter("population")

KEPT_NAMES = 20_000
"""Names kept with what was found for them: about 10 MB at most."""


class Candidate(NamedTuple):
    """One place that bears a name; precision as Place has it (1 = settlement, 4 = first-order division).

    `adm1`: code of the first-order division, `division` its name; `adm2`: name of the district. `rough` is True
    where its division is sure and its point is not: it is known from a list without points, or from a postal one.
    """

    place_id: str
    name: str
    precision: int
    latitude: float
    longitude: float
    country: str | None
    adm1: str | None
    population: int
    division: str | None = None
    adm2: str | None = None
    rough: bool = False

    @property
    def point(self) -> tuple[float, float]:
        """Latitude and longitude in degrees."""
        return self.latitude, self.longitude


class Gazetteer(Protocol):
    """Whatever knows places by name."""

    def lookup_name(self, name: str) -> tuple[Candidate, ...]:
        """Every place that bears the name, the most populous first; empty where none does."""

    def lookup_loose(self, name: str) -> tuple[Candidate, ...]:
        """Every place whose name may be this one romanised otherwise; empty where none is known."""


@dataclass(frozen=True, slots=True)
class FileGazetteer:
    """One gazetteer file; `at` says where in `mapped` each part begins."""

    mapped: mmap.mmap
    bits: int
    at: dict[str, int]
    divisions: Sequence[tuple[str | None, str | None, str | None]]
    districts: Sequence[str]
    sources: Sequence[dict[str, str]]
    digest: str
    known: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)

    def lookup_name(self, name: str) -> tuple[Candidate, ...]:
        """Every place that bears the name, the most populous first; empty where none does."""
        return self._kept(folded(name))

    def lookup_loose(self, name: str) -> tuple[Candidate, ...]:
        """Every place whose name may be this one romanised otherwise; empty where none is known."""
        key = loose(name)
        return self._kept(LOOSE + key) if key else ()

    def _kept(self, key: str) -> tuple[Candidate, ...]:
        found = self.known.get(key)
        if found is None:
            found = self._found(key) if key else ()
            if len(self.known) >= KEPT_NAMES:
                self.known.clear()
            self.known[key] = found
        return found

    def _found(self, key: str) -> tuple[Candidate, ...]:
        number = hashed(key)
        bucket = self.at["buckets"] + 4 * (number >> (HASH_BITS - self.bits))
        start, end = BOUNDS.unpack_from(self.mapped, bucket)
        tag, more = tag_of(number, self.bits)
        tags, targets = self.at["tags"] + 2 * start, self.at["targets"] + 3 * start
        places = []
        here = tags - 1
        while (here := self.mapped.find(tag, here + 1, tags + 2 * (end - start))) >= 0:
            which, odd = divmod(here - tags, 2)
            target = int.from_bytes(self.mapped[targets + 3 * which : targets + 3 * which + 3], "big")
            if not odd and target >> PLACE_BITS == more:
                places.append(self._candidate(target & PLACES))
        if len(places) > 1:
            places.sort(key=PEOPLE_OF, reverse=True)
        return tuple(places)

    def _candidate(self, number: int) -> Candidate:
        where, what, high = RECORD.unpack_from(self.mapped, self.at["places"] + RECORD.size * number)
        country, adm1, division = self.divisions[where >> 51]
        scheme, own = SCHEMES[what >> 51 & 3], what >> 24 & 0xFFFFFF
        start = self.at["names"] + (what & 0xFFFFFF)
        return tuple.__new__(
            Candidate,
            (
                f"{scheme}{own}" if scheme else self._text(own),
                self.mapped[start : self.mapped.find(b"\0", start)].decode(),
                what >> 48 & 7,
                *unpacked_point(where & 0x1FFFFF, where >> 21 & 0x3FFFFF),
                country,
                adm1,
                PEOPLE[where >> 43 & 0xFF],
                division,
                self.districts[what >> 56 | high << 8] or None,
                bool(what & ROUGH),
            ),
        )

    def _text(self, offset: int) -> str:
        start = self.at["names"] + offset
        return self.mapped[start : self.mapped.find(b"\0", start)].decode()


@dataclass(frozen=True, slots=True)
class Gazetteers:
    """Several gazetteers as one, the first of two that know one place by its id being believed."""

    parts: tuple[FileGazetteer, ...]

    @property
    def digest(self) -> str:
        """Of all of them, in their order."""
        return sha256("|".join(part.digest for part in self.parts).encode()).hexdigest()

    def lookup_name(self, name: str) -> tuple[Candidate, ...]:
        """Every place that bears the name, the most populous first; empty where none does."""
        return _merged(part.lookup_name(name) for part in self.parts)

    def lookup_loose(self, name: str) -> tuple[Candidate, ...]:
        """Every place whose name may be this one romanised otherwise; empty where none is known."""
        return _merged(part.lookup_loose(name) for part in self.parts)


def _merged(found: Iterable[tuple[Candidate, ...]]) -> tuple[Candidate, ...]:
    places: dict[str, Candidate] = {}
    for group in found:
        for place in group:
            places.setdefault(place.place_id, place)
    return tuple(sorted(places.values(), key=lambda place: -place.population))


def open_gazetteer(path: Path | None = None) -> FileGazetteer:
    """Opens a gazetteer file, by default the shipped one. Raises DataError where it is missing or not one."""
    where = path or data_path("gazetteer.bin")
    with where.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    head = mapped.readline()
    if MAGIC.encode() not in head[:80]:
        raise DataError(
            "this is no Mnemon gazetteer, or one of another version",
            where=str(where),
            do="build it again with training/build_gazetteer.py, or with mnemon gazetteer add",
        )
    about = json.loads(head)
    at = {name: mapped.tell() + start for name, (start, _) in about["sections"].items()}
    texts = {name: mapped[at[name] : at[name] + about["sections"][name][1]] for name in ("divisions", "districts")}
    divisions = tuple(_division(line) for line in texts["divisions"].decode().split("\n"))
    districts = tuple(texts["districts"].decode().split("\n"))
    return FileGazetteer(mapped, about["bits"], at, divisions, districts, about["sources"], sha256(head).hexdigest())


def _division(line: str) -> tuple[str | None, str | None, str | None]:
    country, _, rest = line.partition("\t")
    adm1, _, name = rest.partition("\t")
    return country or None, adm1 or None, name or None
