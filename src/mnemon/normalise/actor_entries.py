"""Which actors are known by name? Entries, one YAML file each under data/actors, packed into one file for the start."""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from mnemon.errors import DataError
from mnemon.normalise.datafiles import data_path, yaml_loader
from mnemon.normalise.folding import folded

PACKED = "actors.json"
PARTS = {"entries", "names", "capitals", "words", "groups"}
UNPACKED = ("id", "aliases", "shared", "source")
"""Keys that are of use in the YAML files only: the names are packed apart."""

AGAIN = "pack it again: python -m training.pack_actors"

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Years:
    """A stretch of days, both ends included; an end that is not known is date.min or date.max."""

    start: date = date.min
    end: date = date.max

    def holds(self, day: date | None) -> bool:
        """Whether the day lies in it; an unknown day may."""
        return day is None or self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Turn:
    """What an actor is for a stretch of time only: its kind and its parent then."""

    years: Years
    kind: str
    of: str | None


@dataclass(frozen=True, slots=True)
class Side:
    """Whom an actor fought with and against in a war, by actor id."""

    war: str
    allies: tuple[str, ...]
    against: tuple[str, ...]
    years: Years


@dataclass(frozen=True, slots=True)
class Entry:
    """A named actor. `countries`: ISO 3166-1 alpha-2 codes of where it mostly acts, or belongs to, the first foremost.

    `inter` is ACLED's code where it differs from the usual one of the kind; `years` when there was such an actor.
    """

    id: str
    name: str
    kind: str
    of: str | None
    inter: int | None
    countries: tuple[str, ...]
    years: Years
    turns: tuple[Turn, ...]
    sides: tuple[Side, ...]

    def at(self, day: date | None) -> tuple[str, str | None]:
        """Its kind and its parent's id on a day; what holds outside of every period where no day is known."""
        if day is not None:
            for turn in self.turns:
                if turn.years.holds(day):
                    return turn.kind, turn.of
        return self.kind, self.of

    def sides_at(self, day: date | None) -> tuple[Side, ...]:
        """The sides it took on a day; all of them where no day is known."""
        return tuple(side for side in self.sides if side.years.holds(day))


@dataclass(frozen=True, slots=True)
class Entries:
    """The rows of all entries by id, and the ids that a folded name may mean.

    `capitals` are names that count only in printed capitals (short forms: "IS", "MEND"). A row becomes an Entry when
    it is first asked for; `made` keeps it.
    """

    rows: Mapping[str, Raw]
    names: Mapping[str, list[str]]
    capitals: frozenset[str]
    made: dict[str, Entry] = field(default_factory=dict)

    def get_entry(self, entry_id: str) -> Entry:
        """The entry of an id. Raises KeyError where there is none."""
        if entry_id not in self.made:
            self.made[entry_id] = _entry(entry_id, self.rows[entry_id])
        return self.made[entry_id]

    def lookup_entry(self, entry_id: str) -> Entry | None:
        """The entry of an id; None for a state's force that needs none, or an unknown id."""
        return self.get_entry(entry_id) if entry_id in self.rows else None


def read_entries(folder: Path) -> dict[str, Raw]:
    """Every entry below a folder as it stands, by "COUNTRY/FILE.yaml". Raises DataError where one cannot be read."""
    found: dict[str, Raw] = {}
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        try:
            entry = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml_loader())  # noqa: S506 - both are safe
        except yaml.YAMLError as error:
            raise DataError("the file is no YAML", where=f"actors/{name}", do="mend its syntax") from error
        if not isinstance(entry, dict):
            raise DataError("the file is no single entry", where=f"actors/{name}", do="write key: value lines")
        found[name] = entry
    return found


def pack(entries: Iterable[Raw], words: list[Raw], groups: list[Raw]) -> str:
    """Entries, words for people and groups as one JSON text with folded names; all must be free of faults."""
    rows: dict[str, Raw] = {}
    names: dict[str, list[str]] = {}
    capitals, plain = set[str](), set[str]()
    for entry in entries:
        rows[entry["id"]] = {key: value for key, value in entry.items() if key not in UNPACKED}
        for name in names_of(entry):
            ids = names.setdefault(folded(name), [])
            ids.extend([entry["id"]] if entry["id"] not in ids else [])
            (capitals if name.isupper() and name.isascii() else plain).add(folded(name))
    content = {
        "entries": rows,
        "names": names,
        "capitals": sorted(capitals - plain),
        "words": [{**entry, "words": [folded(str(word)) for word in entry["words"]]} for entry in words],
        "groups": [{**entry, "words": [folded(str(word)) for word in entry["words"]]} for entry in groups],
    }
    return json.dumps(content, ensure_ascii=False, default=str, separators=(",", ":"), sort_keys=True) + "\n"


def names_of(entry: Raw) -> list[str]:
    """Every name that the entry gives, its own first."""
    return [str(name) for name in (entry["name"], *entry.get("aliases", ()), *entry.get("shared", ()))]


def load_packed() -> Raw:
    """The packed file's parts: entries, names, capitals, words, groups. Raises DataError where it is broken."""
    try:
        content = json.loads(data_path(PACKED).read_text(encoding="utf-8"))
    except ValueError as error:
        raise DataError("the file is broken", where=PACKED, do=AGAIN) from error
    if not isinstance(content, dict) or set(content) != PARTS:
        raise DataError("a part of the file is missing", where=PACKED, do=AGAIN)
    return content


def years(raw: Mapping[str, Any]) -> Years:
    """The stretch of "from" and "to": years, months or days. Raises ValueError where one is no date."""
    start, end = raw.get("from"), raw.get("to")
    return Years(_day(start, last=False) if start else date.min, _day(end, last=True) if end else date.max)


def _day(words: object, *, last: bool) -> date:
    parts = [int(part) for part in str(words).split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12 if last else 1
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1] if last else 1)


def _entry(own: str, row: Raw) -> Entry:
    kind = row["kind"]
    turns = tuple(Turn(years(t), t.get("kind", kind), t.get("of")) for t in row.get("periods", ()))
    sides = tuple(_side(side) for side in row.get("sides", ()))
    countries = tuple(row.get("countries", ()))
    return Entry(own, row["name"], kind, row.get("of"), row.get("inter"), countries, years(row), turns, sides)


def _side(raw: Raw) -> Side:
    return Side(raw["war"], tuple(raw.get("with", ())), tuple(raw.get("against", ())), years(raw))
