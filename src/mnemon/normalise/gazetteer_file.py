"""How does a gazetteer lie on disk? One file that is read in place, and what writes it.

A line of JSON about the file (`sections` says where each part begins and how long it is), then the parts:

- `buckets`: where each bucket of keys begins, 4 bytes each. A key is the folded name, hashed to HASH_BITS bits: the
  first `bits` of them name its bucket.
- `tags` and `targets`: for each key of a bucket the next 16 bits of its hash (2 bytes); 3 more bits and the number of
  its place (3 bytes). One name in some 80,000 that no place bears is taken for some place's.
- `places`: 17 bytes each (RECORD): its point, population and division; where its name begins, its id and its sort; its
  district.
- `divisions` and `districts`: lines of text; `names`: texts, each ended by a zero byte.

Points are kept to about ten metres, populations to a tenth: the gazetteer ranks by them, it does not report them.
"""

from __future__ import annotations

import json
import struct
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b, sha256
from itertools import accumulate
from math import exp, log
from pathlib import Path

from mnemon.normalise.folding import folded

MAGIC = "mnemon gazetteer 2"
RECORD = struct.Struct("<QQB")
SCHEMES = ("", "geonames:", "ru-post:")
"""What an id begins with, by number; the first is for ids that stand whole among the names."""

PARTS = 10_000
"""Points are kept in ten-thousandths of a degree, counted from the south pole and the date line."""

STEPS = 12
"""Populations are kept as whole numbers of twelfths of a natural logarithm."""

HASH_BITS, TAG_BITS, MORE_BITS, PLACE_BITS = 38, 16, 3, 21
ROUGH = 1 << 53
"""Set in the second number of a record whose point is rough."""

LOOSE = "~"
"""Stands before a loose key (romanising.loose), so that it is met only by those who ask for it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One place and all the names it goes by.

    `precision` as Place has it; `rough`: its division is sure, its point is not; `keys`: further keys, as they are
    looked up, such as loose spellings.
    """

    place_id: str
    name: str
    precision: int
    latitude: float
    longitude: float
    country: str = ""
    adm1: str = ""
    adm2: str = ""
    population: int = 0
    names: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    rough: bool = False

    def all_keys(self) -> set[str]:
        """Every key under which the place is found."""
        return ({folded(name) for name in (self.name, *self.names)} | set(self.keys)) - {"", LOOSE}


def hashed(key: str) -> int:
    """The key as a number of HASH_BITS bits."""
    return int.from_bytes(blake2b(key.encode(), digest_size=5).digest(), "big") >> (40 - HASH_BITS)


def tag_of(number: int, bits: int) -> tuple[bytes, int]:
    """The two bytes and the three bits that tell the keys of one bucket apart."""
    rest = number << bits & (1 << HASH_BITS) - 1
    tag, more = rest >> (HASH_BITS - TAG_BITS), rest >> (HASH_BITS - TAG_BITS - MORE_BITS) & 7
    return tag.to_bytes(2, "big"), more


def packed_point(latitude: float, longitude: float) -> tuple[int, int]:
    """Degrees as whole numbers."""
    return round((latitude + 90) * PARTS), round((longitude + 180) * PARTS)


def unpacked_point(lat: int, lon: int) -> tuple[float, float]:
    """Whole numbers as degrees."""
    return (lat - 90 * PARTS) / PARTS, (lon - 180 * PARTS) / PARTS


def packed_population(people: int) -> int:
    """A population in one byte."""
    return min(255, round(log(people + 1) * STEPS)) if people > 0 else 0


def unpacked_population(steps: int) -> int:
    """The population that a byte stands for, two digits of it."""
    people = round(exp(steps / STEPS) - 1) if steps else 0
    return int(float(f"{people:.2g}"))


class _Texts:
    """Texts, each kept once; one that another ends with is kept as its end."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.content = bytearray()
        self.at: dict[str, int] = {}
        last, end = b"", 0
        for backwards in sorted({text[::-1] for text in texts}, reverse=True):
            text = backwards[::-1]
            encoded = text.encode()
            if not last.endswith(encoded):
                self.content += encoded + b"\0"
                last, end = encoded, len(self.content) - 1
            self.at[text] = end - len(encoded)


class _Lines:
    """Lines, each kept once, by number."""

    def __init__(self) -> None:
        self.number: dict[str, int] = {}

    def add(self, line: str) -> int:
        return self.number.setdefault(line, len(self.number))

    def content(self) -> bytes:
        return "\n".join(self.number).encode()


def write_gazetteer(
    entries: Iterable[Entry], division_names: Mapping[str, str], sources: list[dict[str, str]], out: Path
) -> int:
    """Writes the entries; the same entries give the same bytes. Returns how many keys they are found by.

    `division_names`: the name of each first-order division by "country.admin1"; `sources`: what the entries are from,
    as the file's first line says it.
    """
    places = list(entries)
    texts = _Texts(text for entry in places for text in (entry.name, _text_of(entry.place_id)))
    divisions, districts = _Lines(), _Lines()
    records, found = bytearray(), array("Q")
    for number, entry in enumerate(places):
        code = f"{entry.country}.{entry.adm1}"
        division = divisions.add(f"{entry.country}\t{entry.adm1}\t{division_names.get(code, '') if entry.adm1 else ''}")
        lat, lon = packed_point(entry.latitude, entry.longitude)
        where = lat | lon << 21 | packed_population(entry.population) << 43 | division << 51
        scheme, own = _packed_id(entry.place_id)
        own = own if scheme else texts.at[entry.place_id]
        district = districts.add(entry.adm2)
        sort = entry.precision | scheme << 3 | int(entry.rough) << 5 | (district & 0xFF) << 8
        records += RECORD.pack(where, texts.at[entry.name] | own << 24 | sort << 48, district >> 8)
        found.extend(hashed(key) << PLACE_BITS | number for key in entry.all_keys())
    ordered = sorted(found)
    bits = max(4, min(18, len(ordered).bit_length() - 3))
    parts = _index(ordered, bits) | {
        "places": bytes(records), "divisions": divisions.content(), "districts": districts.content(),
        "names": bytes(texts.content),
    }  # fmt: skip
    _write(parts, {"is": MAGIC, "bits": bits, "keys": len(ordered), "sources": sources}, out)
    return len(ordered)


def _packed_id(place_id: str) -> tuple[int, int]:
    """The number of the scheme and of the place in it; (0, 0) for an id that is kept as a text."""
    for number, scheme in enumerate(SCHEMES[1:], 1):
        own = place_id.removeprefix(scheme)
        if own != place_id and own.isdecimal() and int(own) < 2**24:
            return number, int(own)
    return 0, 0


def _text_of(place_id: str) -> str:
    return "" if _packed_id(place_id)[0] else place_id


def _index(ordered: list[int], bits: int) -> dict[str, bytes]:
    """The three parts that lead from a key to its places, from sorted numbers: a hash, then a place."""
    counts = [0] * 2**bits
    tags, targets = bytearray(), bytearray()
    for both in ordered:
        key, place = both >> PLACE_BITS, both & (1 << PLACE_BITS) - 1
        tag, more = tag_of(key, bits)
        counts[key >> (HASH_BITS - bits)] += 1
        tags += tag
        targets += (more << PLACE_BITS | place).to_bytes(3, "big")
    starts = struct.pack(f"<{2**bits + 1}I", *accumulate(counts, initial=0))
    return {"buckets": starts, "tags": bytes(tags), "targets": bytes(targets)}


def _write(parts: dict[str, bytes], about: dict[str, object], out: Path) -> None:
    sections, at = {}, 0
    for name, content in parts.items():
        sections[name] = [at, len(content)]
        at += len(content)
    content = b"".join(parts.values())
    about = {**about, "sections": sections, "sha256": sha256(content).hexdigest()}
    out.write_bytes(json.dumps(about, ensure_ascii=False).encode() + b"\n" + content)
