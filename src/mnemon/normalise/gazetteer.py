"""Which places on the map have this name? A read-only gazetteer: sorted lines in compressed blocks, mapped from disk.

The file (training/build_gazetteer.py writes it): one line of JSON about itself, an index of each block's first key, a
sample that primes the compression, then deflated blocks of lines `key, name, precision, country, adm1, population,
latitude, longitude, id` parted by tabs and sorted by key, the folded name; an empty name is the key with capitals.
Country codes are GeoNames' own: on disputed land they decide nothing.
"""

from __future__ import annotations

import json
import mmap
import zlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Protocol

from mnemon.errors import DataError
from mnemon.normalise.datafiles import data_path
from mnemon.normalise.folding import folded

MAGIC = "mnemon gazetteer 1"
KEPT_NAMES = 20_000
"""Names kept with what was found for them: about 10 MB at most."""

KEPT_BLOCKS = 512
"""Blocks kept open at a time: about 3 MB."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that bears a name; precision as Place has it (1 = settlement, 4 = first-order division)."""

    place_id: str
    name: str
    precision: int
    latitude: float
    longitude: float
    country: str | None
    adm1: str | None
    population: int


class Gazetteer(Protocol):
    """Whatever knows places by name."""

    def lookup_name(self, name: str) -> tuple[Candidate, ...]:
        """Every place that bears the name, the most populous first; empty where none does."""


@dataclass(frozen=True, slots=True)
class FileGazetteer:
    """The shipped gazetteer; `keys` holds each block's first key, `spans` where in `mapped` it lies (start, end)."""

    mapped: mmap.mmap
    primer: bytes
    keys: Sequence[str]
    spans: Sequence[tuple[int, int]]
    known: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)
    opened: dict[int, bytes] = field(default_factory=dict)

    def lookup_name(self, name: str) -> tuple[Candidate, ...]:
        """Every place that bears the name, the most populous first; empty where none does."""
        key = folded(name)
        found = self.known.get(key)
        if found is None:
            found = self._found(key)
            if len(self.known) >= KEPT_NAMES:
                self.known.clear()
            self.known[key] = found
        return found

    def _found(self, key: str) -> tuple[Candidate, ...]:
        at = bisect_right(self.keys, key) - 1
        if at < 0 or not key:
            return ()
        block, wanted = self._block(at), f"\n{key}\t".encode()
        rows: list[Candidate] = []
        here = block.find(wanted)
        while here >= 0:
            end = block.find(b"\n", here + 1)
            rows.append(_candidate(block[here + 1 : end].decode()))
            here = end if block.startswith(wanted, end) else -1
        return tuple(sorted(rows, key=lambda row: -row.population))

    def _block(self, at: int) -> bytes:
        block = self.opened.get(at)
        if block is None:
            start, end = self.spans[at]
            block = zlib.decompressobj(-15, zdict=self.primer).decompress(self.mapped[start:end])
            if len(self.opened) >= KEPT_BLOCKS:
                self.opened.clear()
            self.opened[at] = block
        return block


def open_gazetteer(path: Path | None = None) -> FileGazetteer:
    """Opens a gazetteer file, by default the shipped one. Raises DataError where it is missing or not one."""
    where = path or data_path("gazetteer.bin")
    with where.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    head = mapped.readline()
    if MAGIC.encode() not in head[:80]:
        raise DataError(
            "this is no Mnemon gazetteer", where=str(where), do="build it again with training/build_gazetteer.py"
        )
    sizes = json.loads(head)
    index, primer = mapped.read(sizes["index"]), mapped.read(sizes["primer"])
    *keys, lengths = zlib.decompress(index).decode().split("\n")
    ends = list(accumulate(map(int, lengths.split(" ")), initial=mapped.tell()))
    return FileGazetteer(mapped, primer, tuple(keys), tuple(pairwise(ends)))


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance between two points (latitude, longitude in degrees) over the earth's surface."""
    (lat1, lon1), (lat2, lon2) = one, other
    half = sin(radians(lat2 - lat1) / 2) ** 2
    half += cos(radians(lat1)) * cos(radians(lat2)) * sin(radians(lon2 - lon1) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(half)))


def _candidate(line: str) -> Candidate:
    key, name, precision, country, adm1, population, lat, lon, place_id = line.split("\t")
    where = (float(lat), float(lon), country or None, adm1 or None)
    return Candidate(_full_id(place_id), name or key.title(), int(precision), *where, int(population or 0))


def _full_id(short: str) -> str:
    """The id in full: "703448" is a GeoNames id, "w101" one of Who's On First; others stand whole."""
    if short.isdecimal():
        return f"geonames:{short}"
    return f"wof:{short[1:]}" if short[0] == "w" and short[1:].isdecimal() else short
