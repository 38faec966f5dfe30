"""Who? Words for people and bodies become an actor: a state's force, a named group, civilians, or unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mnemon.model.values import Actor
from mnemon.normalise.actor_context import NO_CONTEXT, UNITS, ActorContext
from mnemon.normalise.actor_entries import Entry
from mnemon.normalise.actor_lint import STATES
from mnemon.normalise.actor_lists import ActorLists, Country, Role
from mnemon.normalise.actor_standing import inter, standing
from mnemon.normalise.actor_words import THINGS, Mention, Seen, recognised
from mnemon.normalise.folding import folded

OF = re.compile(r"\s(?:of|from|at|in)\s")
"""What stands before it is who the words are about: "relatives of Boko Haram fighters"."""

NO_ARMY = ("PS",)
"""Where the adjective alone does not stand for the armed forces."""

FORCES = {"military": "armed forces", "police": "police", "security-forces": "security forces"}


def actor(words: str, lists: ActorLists, context: ActorContext = NO_CONTEXT) -> Actor | None:
    """Who the words mean; None where there are no words. An actor that no list knows has actor_id None.

    A country's people with a word for soldiers or police are that state's force ("North Korean soldiers"). Words that
    tell of two sides at once, pronouns, and names whose bearer is not sure are left unknown, with the candidates.
    """
    if not words.strip():
        return None
    seen = recognised(words, lists)
    found = (
        _civilians_of(words, seen, lists)
        or _named(words, seen, lists, context)
        or _of_state(seen, words)
        or _of_unit(words, seen, context)
        or _class(seen)
        or _untold(seen)
    )
    groups = tuple(dict.fromkeys(group.name for group in seen.groups))
    return replace(
        found,
        words=words,
        name=found.name or words,
        groups=groups,
        standing=standing(found.kind, seen),
        inter=inter(found, seen.groups),
    )


def _civilians_of(words: str, seen: Seen, lists: ActorLists) -> Actor | None:
    """Civilians of or near a named actor: the people come first, and the actor only tells whose they are."""
    head = OF.split(words, maxsplit=1)[0]
    if not seen.mentions or head == words:
        return None
    first = recognised(head, lists)
    return _class(first) if set(first.plain_roles()) == {"civilians"} and not first.mentions else None


def _named(words: str, seen: Seen, lists: ActorLists, context: ActorContext) -> Actor | None:
    """The one named actor; with candidates and no id where the name has several bearers, or several are named."""
    if not seen.mentions:
        return None
    chosen = [_choose(mention, seen, lists, context) for mention in seen.mentions]
    known = {found.actor_id: found for found in chosen}
    inmost = [f for f in known.values() if not any(o is not f and f.actor_id in o.chain for o in known.values())]
    if len(inmost) == 1:
        return _beside_a_country(words, inmost[0], lists) or inmost[0]
    candidates = tuple(dict.fromkeys(i for found in chosen for i in found.candidates or (found.actor_id or "",) if i))
    kind = _one({found.kind for found in chosen})
    return Actor(None, "", kind, candidates=candidates, why="several actors are named")


def _beside_a_country(words: str, found: Actor, lists: ActorLists) -> Actor | None:
    """Two sides joined by "and": "Afghan and NATO forces"."""
    sides = [recognised(part, lists) for part in re.split(r"\band\b", words)]
    others = [country for side in sides if not side.mentions for country in side.named().values()]
    if not others:
        return None
    roles = {role.kind for side in sides for role in side.roles}
    kind = _one({found.kind, *roles}) if roles else "unknown"
    candidates = (found.actor_id,) if found.actor_id is not None else found.candidates
    return Actor(None, "", kind, candidates=candidates, why="an actor and a country are named")


def _choose(mention: Mention, seen: Seen, lists: ActorLists, context: ActorContext) -> Actor:
    """Which bearer of the name is meant: by the report's day, then by the countries of the words and of the report."""
    bearers = [lists.entries.get_entry(i) for i in mention.ids]
    timely = [entry for entry in bearers if entry.years.holds(context.day)]
    if not timely:
        return Actor(None, "", candidates=mention.ids, why=f"none of that name on {context.day}: {_lived(bearers)}")
    actors = {entry.id: _actor(entry, lists, context) for entry in timely}
    above = {i for found in actors.values() for i in found.chain}
    inner = [entry for entry in timely if entry.id not in above]
    left, why = _near(inner, mention, seen, context)
    if len(left) == 1:
        candidates = mention.ids if len(bearers) > 1 else ()
        return replace(actors[left[0].id], candidates=candidates, why=why or f"named: {mention.name}")
    shared = [i for i in actors[left[0].id].chain if all(i in actors[entry.id].chain for entry in left)]
    parent = lists.entries.lookup_entry(shared[0]) if shared else None
    if parent is not None and parent.years.holds(context.day):
        why = "the name has several bearers; this one holds them all"
        return replace(_actor(parent, lists, context), candidates=mention.ids, why=why)
    kind = _one({actors[entry.id].kind for entry in left})
    return Actor(None, "", kind, candidates=mention.ids, why="the name has several bearers, and nothing tells which")


def _near(bearers: list[Entry], mention: Mention, seen: Seen, context: ActorContext) -> tuple[list[Entry], str]:
    """The bearers that belong where the words, or else the report, are about; all of them where neither tells."""
    if len(bearers) == 1:
        return bearers, ""
    unit = context.units.get(mention.name)
    own = set(seen.named()) or ({unit.iso2} if unit is not None else set())
    for codes, whose in ((own, "the words name"), (context.countries, "the report names")):
        near = [entry for entry in bearers if codes & set(entry.countries)]
        first = [entry for entry in near if entry.countries[0] in codes]
        for left in (near, first):
            if len(left) == 1:
                return left, f"of {len(bearers)} so named, the one of a country that {whose}"
        if near and codes is own:
            return near, ""
    return bearers, ""


def _lived(bearers: Sequence[Entry]) -> str:
    return ", ".join(f"{entry.name} ({entry.years.start.year}-{entry.years.end.year})" for entry in bearers)


def _actor(entry: Entry, lists: ActorLists, context: ActorContext) -> Actor:
    kind, of = entry.at(context.day)
    chain = _chain(of, lists, context)
    return Actor(entry.id, entry.name, kind, chain[0] if chain else None, chain=chain, inter=entry.inter)


def _chain(of: str | None, lists: ActorLists, context: ActorContext) -> tuple[str, ...]:
    """The parent, its parent and so on; a state's force belongs to its government."""
    chain: list[str] = []
    while of is not None and of not in chain:
        chain.append(of)
        entry = lists.entries.lookup_entry(of)
        state, _, role = of.partition("-")
        above = f"{state}-government" if entry is None and role != "government" else None
        of = entry.at(context.day)[1] if entry is not None else above
    return tuple(chain)


def _of_state(seen: Seen, words: str) -> Actor | None:
    """A country's force, police or government; None where no country is named, or the words are about others."""
    named, roles = seen.named(), seen.plain_roles()
    if set(roles) == {"police", "armed forces"}:
        roles = {"security forces": Role("security-forces", "state force", "security forces")}
    if not named or len(roles) > 1:
        return None
    role = next(iter(roles.values()), None)
    if len(named) > 1:
        return _of_several(named, role)
    country = next(iter(named.values()))
    if role is not None and role.role in STATES:
        return state_actor(country, role.role, f"{country.name}, and a word for its {role.name}")
    if role is None and seen.countries and not seen.peoples and not seen.rest and not seen.groups:
        return state_actor(country, "government", f"{country.name} alone stands for its government")
    adjective_alone = role is None and folded(words) == folded(country.adjective) and country.iso2 not in NO_ARMY
    why = f"{country.adjective} alone stands for its armed forces"
    return state_actor(country, "military", why) if adjective_alone else None


def _of_several(named: dict[str, Country], role: Role | None) -> Actor | None:
    if role is None:
        return None
    ids = [state_actor(c, role.role).actor_id or "" for c in named.values()] if role.role in STATES else []
    if role.kind == "civilians":
        return None
    return Actor(None, "", role.kind, candidates=tuple(ids), why="several countries are named")


ARMED = ("state force", "rebel group", "militia", "armed group")


def own_force(people: Actor, owner: Actor, lists: ActorLists) -> Actor | None:
    """Whose armed people are that a speaker calls its own ("its soldiers"): the group's, or the state's armed forces.

    None where the people are not armed, or the speaker is no known side.
    """
    soldiers = any(role.role == "military" for role in recognised(people.words, lists).roles)
    if owner.actor_id is None or not (soldiers or people.kind in ARMED):
        return None
    why = f"{people.words.split()[0]}: those of {owner.words}, who speaks"
    code, _, role = owner.actor_id.partition("-")
    country = next((c for c in lists.countries.values() if c.iso3 == code), None) if role == "government" else None
    if country is not None:
        mine = state_actor(country, "military", why)
    elif owner.kind in ARMED:
        mine = replace(owner, why=why, candidates=())
    else:
        return None
    standing_then = "combatant" if soldiers else people.standing
    code_then = people.inter or mine.inter
    return replace(mine, words=people.words, groups=people.groups, standing=standing_then, inter=code_then)


def state_actor(country: Country, role: str, why: str = "") -> Actor:
    """A country's actor in a role: id "prk-military", name "North Korean armed forces", of "prk-government"."""
    government = f"{country.iso3}-government"
    if role == "government":
        return Actor(government, f"{country.adjective} government", "government", why=why)
    name = f"{country.adjective} {FORCES[role]}"
    return Actor(f"{country.iso3}-{role}", name, "state force", government, chain=(government,), why=why)


def _of_unit(words: str, seen: Seen, context: ActorContext) -> Actor | None:
    """A unit that the report names with its country elsewhere, or a numbered one where all units are of one country."""
    named = set(seen.named())
    plain = f" {folded(words)} "
    for unit, country in context.units.items():
        if f" {unit} " in plain and named <= {country.iso2}:
            return state_actor(country, "military", f"the report names this unit with {country.name}")
    numbered = re.search(r"\b\d+(?:st|nd|rd|th)\b", words) and UNITS & set(plain.split())
    only = context.only_country()
    if numbered and only and not named:
        return state_actor(only, "military", f"every unit that the report names is of {only.name}")
    return None


def _class(seen: Seen) -> Actor | None:
    """People of one kind with no country or group named: civilians, police, rebels; None where kinds mix."""
    roles = [role for role in seen.plain_roles().values() if not role.national]
    if not roles and not seen.mentions and {group.standing for group in seen.groups} == {"civilian"}:
        return Actor("civilians", "civilians", "civilians", why="a word for civilians")
    if len({role.kind for role in roles}) != 1 or seen.mentions:
        return None
    kind, name = roles[0].kind, roles[0].name
    if kind == "civilians":
        return Actor("civilians", "civilians", kind, why="a word for civilians")
    return Actor(None, "", kind, why=f"a word for {name}; whose is not told")


def _untold(seen: Seen) -> Actor:
    if len(seen.plain_roles()) > 1:
        return Actor(None, "", why="the words tell of several kinds of people")
    if any(group.name == THINGS for group in seen.groups):
        return Actor(None, "", why="things, not people")
    if seen.peoples:
        return Actor(None, "", why="a people is named, but not what they are")
    return Actor(None, "", why="no list knows these words")


def _one(kinds: set[str]) -> str:
    return next(iter(kinds)) if len(kinds) == 1 else "unknown"
