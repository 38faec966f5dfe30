"""Which actors, countries and words for people stand in some words? Recognised here, weighed up in actors.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mnemon.normalise.actor_lists import ActorLists, Country, Group, Role
from mnemon.normalise.folding import folded

SMALL = frozenset("the a an of in and s from at by its to".split())
"""Words that leave nothing unsaid where only they stand beside a recognised one."""


BESIDE = {
    "government": {"state force", "rebel group", "militia", "armed group", "civilians", "organisation"},
    "organisation": {"civilians"},
    "armed group": {"rebel group", "militia"},
}
"""Kind of a word -> kinds beside which it says nothing more."""

HEAD = re.compile(r"[ ,](?:of|from|at|in|on|near|with|for|carrying|used|belonging|that|who|which)[ ]")
"""What stands before it holds the words' chief noun, as its last word."""

THINGS = "things"
"""The group of words for property; it counts only where the chief noun is one of them ("the soldier's vehicle")."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of the entries as it stands in the words, folded, and the ids that it may mean."""

    name: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class People:
    """A demonym ("Israeli") and its country."""

    country: Country


@dataclass(frozen=True, slots=True)
class Rest:
    """A word that no list knows."""

    word: str


Part = Mention | Role | Group | Country | People | Rest


@dataclass(frozen=True, slots=True)
class Seen:
    """What was recognised in the words, in their order; `rest` is every word that was not."""

    mentions: tuple[Mention, ...]
    roles: tuple[Role, ...]
    groups: tuple[Group, ...]
    countries: tuple[Country, ...]
    peoples: tuple[Country, ...]
    rest: tuple[str, ...]

    def named(self) -> dict[str, Country]:
        """Every country that the words name, by ISO 3166-1 alpha-2 code."""
        return {country.iso2: country for country in (*self.peoples, *self.countries)}

    def plain_roles(self) -> dict[str, Role]:
        """The different kinds of people that the words tell of; a plain word wins over one that needs a country.

        Some words only say more of the people beside them: "government soldiers", "radio reporter", "rebel fighters".
        """
        plain = {role.name: role for role in self.roles if not role.national}
        kinds = {role.kind for role in plain.values()}
        for kind, beside in BESIDE.items():
            if kind in kinds and kinds & beside:
                plain = {name: role for name, role in plain.items() if role.kind != kind}
        return plain or {role.name: role for role in self.roles}


def recognised(words: str, lists: ActorLists) -> Seen:
    """What the lists know of the words; the longest match wins, and each word is used once."""
    parts = tuple(dict.fromkeys(_parts(words, lists)))
    chief = folded(HEAD.split(words, maxsplit=1)[0]).split(" ")[-1]
    things = any(group.name == THINGS for group in lists.groups.get(chief, ()))
    return Seen(
        mentions=tuple(p for p in parts if isinstance(p, Mention)),
        roles=tuple(p for p in parts if isinstance(p, Role)),
        groups=tuple(p for p in parts if isinstance(p, Group) and (things or p.name != THINGS)),
        countries=tuple(p for p in parts if isinstance(p, Country)),
        peoples=tuple(p.country for p in parts if isinstance(p, People)),
        rest=tuple(p.word for p in parts if isinstance(p, Rest)),
    )


def _parts(words: str, lists: ActorLists) -> Iterator[Part]:
    """The parts in text order; a name is tried as it stands ("Lord's ..."), then without the last word's genitive."""
    full = folded(words).split(" ")
    bare = folded(re.sub(r"['’]s?(?!\w)", "", words)).split(" ")
    bare = bare if len(bare) == len(full) else full
    at = 0
    while at < len(full):
        for size in range(min(lists.longest, len(full) - at), 0, -1):
            end = at + size
            phrases = dict.fromkeys((" ".join(full[at:end]), " ".join((*full[at : end - 1], bare[end - 1]))))
            found = next(filter(None, (tuple(_meanings(phrase, words, lists)) for phrase in phrases)), ())
            if found:
                yield from found
                at = end
                break
        else:
            if full[at] not in SMALL:
                yield Rest(full[at])
            at += 1


def _meanings(phrase: str, words: str, lists: ActorLists) -> Iterator[Part]:
    """What the phrase means. Short names, and names written in capitals, count only in the printed capitals."""
    printed = phrase.upper() in words.replace(".", "")
    if phrase in lists.entries.names and (printed or phrase not in lists.entries.capitals):
        yield Mention(phrase, tuple(lists.entries.names[phrase]))
        return
    yield from lists.groups.get(phrase, ())
    if phrase in lists.roles:
        yield lists.roles[phrase]
    elif phrase in lists.peoples:
        yield People(lists.peoples[phrase])
    elif (phrase in lists.countries or phrase in lists.capitals) and (printed or len(phrase) > 3):
        yield lists.countries.get(phrase) or lists.capitals[phrase]
