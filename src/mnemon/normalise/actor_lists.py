"""Which names and words tell an actor? Entries, words for people, groups and countries, opened once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mnemon.normalise.actor_entries import Entries, load_packed
from mnemon.normalise.datafiles import read_table
from mnemon.normalise.folding import folded


@dataclass(frozen=True, slots=True)
class Country:
    """A country as an actor's side: its ISO 3166-1 codes, its name and the adjective for its people."""

    iso2: str
    iso3: str
    name: str
    adjective: str


@dataclass(frozen=True, slots=True)
class Role:
    """What a word for people says: which of a country's actors, and of which kind.

    `national` words say so only beside a country ("Israeli jets").
    """

    role: str
    kind: str
    name: str
    national: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A group that recorders count apart ("children"), and its standing: civilian, combatant or unknown.

    `inter` is ACLED's code where the group has its own (5 rioters, 6 protesters).
    """

    name: str
    standing: str
    inter: int | None = None


@dataclass(frozen=True, slots=True)
class ActorLists:
    """All that names an actor, by folded words: entries, words for people, groups, countries, demonyms and capitals.

    `people_codes` gives the ISO 3166-1 alpha-2 code of a demonym's country; `longest` is the number of words in the
    longest entry; `armed` are the names that only rebel groups, militias and other armed groups bear.
    """

    entries: Entries
    roles: Mapping[str, Role]
    groups: Mapping[str, tuple[Group, ...]]
    countries: Mapping[str, Country]
    peoples: Mapping[str, Country]
    capitals: Mapping[str, Country]
    people_codes: Mapping[str, str]
    longest: int
    armed: frozenset[str] = frozenset()


ARMED = frozenset({"rebel group", "militia", "armed group"})


def load_actors() -> ActorLists:
    """The shipped lists. Raises DataError where the packed file is missing or broken."""
    packed = load_packed()
    entries = Entries(packed["entries"], packed["names"], frozenset(packed["capitals"]))
    roles = {word: role for entry in packed["words"] for role in (_role(entry),) for word in entry["words"]}
    groups = _groups(packed["groups"])
    named, peoples, capitals = _by_names(read_table("countries.tsv"))
    longest = max(name.count(" ") + 1 for table in (entries.names, roles, groups, named, peoples) for name in table)
    codes = {name: country.iso2 for name, country in peoples.items()}
    armed = frozenset(n for n, ids in entries.names.items() if all(entries.rows[i]["kind"] in ARMED for i in ids))
    return ActorLists(entries, roles, groups, named, peoples, capitals, codes, longest, armed)


def _role(entry: dict[str, Any]) -> Role:
    return Role(entry["role"], entry["kind"], entry["name"], bool(entry.get("national")))


def _groups(entries: list[dict[str, Any]]) -> dict[str, tuple[Group, ...]]:
    found: dict[str, tuple[Group, ...]] = {}
    for entry in entries:
        group = Group(entry["group"], entry["standing"], entry.get("inter"))
        for word in entry["words"]:
            found[word] = (*found.get(word, ()), group)
    return found


def _by_names(rows: list[dict[str, str]]) -> tuple[dict[str, Country], dict[str, Country], dict[str, Country]]:
    named, peoples, capitals = {}, {}, {}
    for row in rows:
        adjectives = [name for name in row["demonyms"].split(";") if name]
        country = Country(row["iso2"], row["iso3"].lower(), row["name"], adjectives[0] if adjectives else row["name"])
        named.update({folded(name): country for name in (row["name"], *row["also"].split(";")) if name})
        peoples.update({folded(name): country for name in adjectives})
        capitals.update({folded(name): country for name in row["capital"].split(";") if name})
    return named, peoples, capitals
