"""What does a report say of its actors? Its day, the countries it names, and the units it names with a country."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from mnemon.normalise.actor_lists import ActorLists, Country
from mnemon.normalise.folding import folded

UNITS = frozenset("regiment brigade battalion division corps squadron company platoon detachment group".split())
"""Words for a military unit, which a number or a name goes before."""


@dataclass(frozen=True, slots=True)
class ActorContext:
    """Units that a report names together with their country, by folded name or short form; its day, or None.

    `countries`: the ISO 3166-1 alpha-2 codes of every country and people that the report names.
    """

    units: Mapping[str, Country] = field(default_factory=dict)
    countries: frozenset[str] = frozenset()
    day: date | None = None

    def only_country(self) -> Country | None:
        """The country of every unit that the report names; None where it names none, or units of several countries."""
        countries = {country.iso2: country for country in self.units.values()}
        return next(iter(countries.values())) if len(countries) == 1 else None


NO_CONTEXT = ActorContext()


def actor_context(
    phrases: Iterable[str], lists: ActorLists, *, names: Iterable[str] = (), day: date | None = None
) -> ActorContext:
    """The units that a report's phrases name beside a country: "Ukrainian Special Operations Forces (SSO)".

    `names` are the names of places and peoples in the report.
    """
    units: dict[str, Country] = {}
    for phrase in phrases:
        for name, country in _units(phrase, lists):
            units.setdefault(name, country)
    named = (_country(name, lists) or lists.capitals.get(folded(name)) for name in names)
    return ActorContext(units, frozenset(country.iso2 for country in named if country is not None), day)


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
