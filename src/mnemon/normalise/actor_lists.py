"""Which names and words tell an actor? The lists of data/actors.yaml, actor_words.yaml and countries.tsv, checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mnemon.errors import DataError
from mnemon.model.values import Actor
from mnemon.normalise.datafiles import read_table, read_yaml
from mnemon.normalise.folding import folded

KINDS = ("state force", "rebel group", "militia", "government", "civilians", "organisation", "unknown")
ROLES = ("military", "police", "security-forces", "government", "civilians", "")


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
class ActorLists:
    """All that names an actor, by folded words: groups, words for people, countries, demonyms and capitals.

    `people_codes` gives the ISO 3166-1 alpha-2 code of a demonym's country; `longest` is the number of words in the
    longest entry.
    """

    groups: Mapping[str, Actor]
    roles: Mapping[str, Role]
    countries: Mapping[str, Country]
    peoples: Mapping[str, Country]
    capitals: Mapping[str, Country]
    people_codes: Mapping[str, str]
    longest: int


def load_actors() -> ActorLists:
    """The shipped lists. Raises DataError where a file breaks its own rules."""
    entries, words, countries = read_yaml("actors.yaml"), read_yaml("actor_words.yaml"), read_table("countries.tsv")
    faults = [*lint_actors(entries), *lint_words(words)]
    if faults:
        raise DataError("; ".join(faults), where="actors.yaml, actor_words.yaml", do="mend the entries named")
    groups = {folded(name): _group(entry) for entry in entries for name in (entry["name"], *entry.get("also", ()))}
    roles = {folded(word): _role(entry) for entry in words for word in entry["words"]}
    named, peoples, capitals = _by_names(countries)
    longest = max(name.count(" ") + 1 for table in (groups, roles, named, peoples) for name in table)
    codes = {name: country.iso2 for name, country in peoples.items()}
    return ActorLists(groups, roles, named, peoples, capitals, codes, longest)


def lint_actors(entries: list[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with the named actors, one sentence each; nothing where all is well."""
    ids = {entry.get("id") for entry in entries}
    seen: dict[str, str] = {}
    for entry in entries:
        own = str(entry.get("id", "(no id)"))
        if set(entry) - {"id", "name", "kind", "also", "countries", "of"} or not entry.get("name"):
            yield f"{own}: unknown keys, or no name"
        if entry.get("kind") not in KINDS:
            yield f"{own}: kind is not one of {KINDS}"
        if entry.get("of") and entry["of"] not in ids and not str(entry["of"]).endswith(("-military", "-government")):
            yield f"{own}: its parent {entry['of']} is not listed"
        for name in {folded(str(name)) for name in (entry.get("name", ""), *entry.get("also", ()))}:
            if seen.setdefault(name, own) != own:
                yield f"{own}: {name!r} also names {seen[name]}"


def lint_words(entries: list[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with the words for people, one sentence each; nothing where all is well."""
    seen: set[str] = set()
    for entry in entries:
        if entry.get("role") not in ROLES or entry.get("kind") not in KINDS or not entry.get("name"):
            yield f"{entry.get('name')}: role, kind or name is missing or unknown"
        for word in map(folded, entry.get("words", ())):
            if word in seen:
                yield f"{entry.get('name')}: {word!r} stands twice"
            seen.add(word)


def _group(entry: dict[str, Any]) -> Actor:
    return Actor(entry["id"], entry["name"], entry["kind"], entry.get("of"))


def _role(entry: dict[str, Any]) -> Role:
    return Role(entry["role"], entry["kind"], entry["name"], bool(entry.get("national")))


def _by_names(rows: list[dict[str, str]]) -> tuple[dict[str, Country], dict[str, Country], dict[str, Country]]:
    named, peoples, capitals = {}, {}, {}
    for row in rows:
        adjectives = [name for name in row["demonyms"].split(";") if name]
        country = Country(row["iso2"], row["iso3"].lower(), row["name"], adjectives[0] if adjectives else row["name"])
        named.update({folded(name): country for name in (row["name"], *row["also"].split(";")) if name})
        peoples.update({folded(name): country for name in adjectives})
        capitals.update({folded(name): country for name in row["capital"].split(";") if name})
    return named, peoples, capitals
