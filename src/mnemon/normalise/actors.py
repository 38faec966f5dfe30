"""Who? Words for people and bodies become an actor: a state's force, a named group, civilians, or unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from mnemon.model.values import Actor
from mnemon.normalise.actor_lists import ActorLists, Country, Role
from mnemon.normalise.folding import folded

UNITS = frozenset("regiment brigade battalion division corps squadron company platoon detachment group".split())
"""Words for a military unit, which a number or a name goes before."""

STATES = ("military", "police", "security-forces", "government")


@dataclass(frozen=True, slots=True)
class ActorContext:
    """What a report says of its actors: units it names together with their country, by folded name or short form."""

    units: Mapping[str, Country] = field(default_factory=dict)

    def only_country(self) -> Country | None:
        """The country of every unit that the report names; None where it names none, or units of several countries."""
        countries = {country.iso2: country for country in self.units.values()}
        return next(iter(countries.values())) if len(countries) == 1 else None


NO_CONTEXT = ActorContext()


@dataclass(frozen=True, slots=True)
class Seen:
    """What was recognised in the words, in their order."""

    groups: tuple[Actor, ...]
    roles: tuple[Role, ...]
    countries: tuple[Country, ...]
    peoples: tuple[Country, ...]


def actor(words: str, lists: ActorLists, context: ActorContext = NO_CONTEXT) -> Actor | None:
    """Who the words mean; None where there are no words. An actor that no list knows has actor_id None.

    A country's people with a word for soldiers or police are that state's force ("North Korean soldiers"); words that
    tell of two sides at once, and pronouns, are left unknown.
    """
    if not words.strip():
        return None
    seen = _seen(words, lists)
    known = _group(seen) or _of_state(seen, words) or _of_unit(words, seen, context) or _class(seen)
    return (
        replace(known, words=words, name=known.name or words) if known else Actor(None, words, "unknown", words=words)
    )


def actor_context(phrases: Iterable[str], lists: ActorLists) -> ActorContext:
    """The units that a report's phrases name beside a country: "Ukrainian Special Operations Forces (SSO)"."""
    units: dict[str, Country] = {}
    for phrase in phrases:
        for name, country in _units(phrase, lists):
            units.setdefault(name, country)
    return ActorContext(units)


def _units(phrase: str, lists: ActorLists) -> Iterator[tuple[str, Country]]:
    """Capitalised names after a demonym or a country's genitive, and the short form in brackets behind them."""
    match = re.match(
        r"(?:the )?((?:[A-Z][\w.]*(?:['’]s)? ?){1,3}?) ?((?:\d+\w* )?(?:[A-Z][\w-]+ ?){1,6})(?:\((\w+)\))?", phrase
    )
    country = _country(match[1], lists) if match else None
    if match is None or country is None:
        return
    name = folded(match[2])
    forceful = any(_force(name, lists)) or (match[2].strip().isupper() and len(name) > 1)
    if forceful and name not in lists.peoples and name not in lists.countries:
        yield name, country
    if match[3]:
        yield folded(match[3]), country


def _force(name: str, lists: ActorLists) -> Iterator[bool]:
    """Whether each ending of the name is a word for soldiers or for a unit of them."""
    tokens = name.split(" ")
    for at in range(len(tokens)):
        role = lists.roles.get(" ".join(tokens[at:]))
        yield role is not None and role.role == "military"
    yield tokens[-1] in UNITS


def _country(words: str, lists: ActorLists) -> Country | None:
    key = folded(re.sub(r"['’]s$", "", words.strip()))
    return lists.peoples.get(key) or lists.countries.get(key)


def _seen(words: str, lists: ActorLists) -> Seen:
    tokens = folded(re.sub(r"['’]s\b", "", words)).split(" ")
    groups: list[Actor] = []
    roles: list[Role] = []
    countries: list[Country] = []
    peoples: list[Country] = []
    at = 0
    while at < len(tokens):
        for size in range(min(lists.longest, len(tokens) - at), 0, -1):
            phrase = " ".join(tokens[at : at + size])
            if _sorted_in(phrase, lists, (groups, roles, countries, peoples), words):
                at += size - 1
                break
        at += 1
    return Seen(tuple(groups), tuple(roles), tuple(countries), tuple(peoples))


def _sorted_in(
    phrase: str,
    lists: ActorLists,
    into: tuple[list[Actor], list[Role], list[Country], list[Country]],
    words: str,
) -> bool:
    """Puts the phrase where it belongs; False where no list has it. Short names count only in the printed capitals."""
    groups, roles, countries, peoples = into
    short = len(phrase) <= 3 and phrase.upper() not in words.replace(".", "")
    if phrase in lists.groups and not short:
        groups.append(lists.groups[phrase])
    elif phrase in lists.roles:
        roles.append(lists.roles[phrase])
    elif phrase in lists.peoples:
        peoples.append(lists.peoples[phrase])
    elif (phrase in lists.countries or phrase in lists.capitals) and not short:
        countries.append(lists.countries.get(phrase) or lists.capitals[phrase])
    else:
        return False
    return True


def _group(seen: Seen) -> Actor | None:
    """The one named group; None where there is none, or several."""
    named = {group.actor_id: group for group in seen.groups}
    return next(iter(named.values())) if len(named) == 1 else None


def _of_state(seen: Seen, words: str) -> Actor | None:
    """A country's force, police or government; None where no country is named, or the words are about others."""
    named = {country.iso2: country for country in (*seen.peoples, *seen.countries)}
    roles = _roles(seen)
    if not named or len(roles) > 1:
        return None
    role = next(iter(roles.values()), None)
    if len(named) > 1:
        return Actor(None, "", role.kind) if role else None
    country = next(iter(named.values()))
    if role is not None and role.role in STATES:
        return state_actor(country, role.role)
    if role is None and seen.countries and not seen.peoples:
        return state_actor(country, "government")
    adjective_alone = role is None and folded(words) == folded(country.adjective) and not words.endswith("s")
    return state_actor(country, "military") if adjective_alone else None


def _roles(seen: Seen) -> dict[str, Role]:
    """The different actors that the words for people point to; a plain one wins over one that needs a country."""
    plain = {role.name: role for role in seen.roles if not role.national}
    if {"police", "armed forces"} == set(plain):
        return {"police": plain["police"]}
    if "government" in plain and len(plain) > 1:
        return {name: role for name, role in plain.items() if name != "government"}
    return plain or {role.name: role for role in seen.roles}


def state_actor(country: Country, role: str) -> Actor:
    """A country's actor in a role: id "prk-military", name "North Korean armed forces", of "prk-government"."""
    government = f"{country.iso3}-government"
    if role == "government":
        return Actor(government, f"{country.adjective} government", "government")
    name = {"military": "armed forces", "police": "police", "security-forces": "security forces"}[role]
    return Actor(f"{country.iso3}-{role}", f"{country.adjective} {name}", "state force", government)


def _of_unit(words: str, seen: Seen, context: ActorContext) -> Actor | None:
    """A unit that the report names with its country elsewhere, or a numbered one where all units are of one country."""
    named = {country.iso2 for country in (*seen.countries, *seen.peoples)}
    plain = f" {folded(words)} "
    for unit, country in context.units.items():
        if f" {unit} " in plain and named <= {country.iso2}:
            return state_actor(country, "military")
    numbered = re.search(r"\b\d+(?:st|nd|rd|th)\b", words) and UNITS & set(plain.split())
    only = context.only_country()
    return state_actor(only, "military") if numbered and only and not named else None


def _class(seen: Seen) -> Actor | None:
    """People of one kind with no country or group named: civilians, police, rebels; None where kinds mix."""
    kinds = {role.kind for role in _roles(seen).values() if not role.national}
    if len(kinds) != 1 or seen.groups:
        return None
    kind = next(iter(kinds))
    return Actor("civilians", "civilians", kind) if kind == "civilians" else Actor(None, "", kind)
