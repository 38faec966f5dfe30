"""What does the rest of the report say about where its places lie?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from mnemon.model.distance import kilometres
from mnemon.normalise.folding import folded
from mnemon.normalise.gazetteer import Candidate, Gazetteer
from mnemon.normalise.place_words import Wording, wording

WELL_KNOWN = 100_000
"""From this population on a settlement is taken for known by its bare name."""

CLEARLY = 5
"""So many times as populous as its namesakes a place must be to be taken for meant without other evidence."""

SAME_PLACE_KM = 161
"""Namesakes nearer than this are one place told at two sizes (a city and its province)."""

TOWN_PART = re.compile(r"(?:North|South|East|West)(?:east|west)? (?=[A-Z])")
"""A point of the compass with a capital, which belongs to a name ("North Waziristan") or tells a part of a city."""

RIVAL_STATE = 1_000_000
"""A division of so many people is not thought of last when a country has its name (Georgia)."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a report says of where it is about.

    `countries`: ISO codes of countries named; `hints`: of peoples named ("Ukrainian"); `divisions`: first-order
    divisions named; `anchors`: other places that can be told without help; `named`: folded names marked as places;
    `votes`: for each country the folded names that speak for it; `bound`: the larger place that one frame or the
    words beside a name give, None where they give none.
    """

    countries: frozenset[str] = frozenset()
    hints: frozenset[str] = frozenset()
    divisions: tuple[Candidate, ...] = ()
    anchors: tuple[Candidate, ...] = ()
    named: frozenset[str] = frozenset()
    votes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    bound: Candidate | None = None

    def nearest(self, candidate: Candidate) -> float | None:
        """Kilometres from the candidate to the nearest place of another name; None where the report has none."""
        others = (place for place in (*self.divisions, *self.anchors) if place.name != candidate.name)
        return min((kilometres(candidate.point, place.point) for place in others), default=None)

    def within(self, candidate: Candidate) -> bool:
        """True when the candidate lies in a named division."""
        return any(candidate.adm1 == place.adm1 and candidate.country == place.country for place in self.divisions)

    def speaking_for(self, candidate: Candidate, name: str) -> int:
        """How many names of the report other than `name` (folded) speak for the candidate's country."""
        return len(self.votes.get(candidate.country or "", frozenset()) - {name})

    @property
    def homely(self) -> frozenset[str | None]:
        """The countries that the report is about, as far as its names say."""
        return self.countries | {place.country for place in (*self.divisions, *self.anchors)}


def report_context(
    names: Iterable[str], demonyms: Iterable[str], gazetteer: Gazetteer, peoples: Mapping[str, str]
) -> Context:
    """The context that a report's place names and demonyms give; `peoples` maps folded demonyms to country codes."""
    found = {name: candidates(wording(name), name, gazetteer) for name in dict.fromkeys(names)}
    lands = {name: group[0].country for name, group in found.items() if _is_country(group)}
    countries = frozenset(code for code in lands.values() if code is not None)
    hints = frozenset(peoples[folded(name)] for name in demonyms if folded(name) in peoples)
    sure = {name: _sure(name, group, countries | hints) for name, group in found.items()}
    places = {place.place_id: place for place in sure.values() if place is not None}
    votes: dict[str, set[str]] = defaultdict(set)
    for name, code in (*lands.items(), *((name, place.country) for name, place in sure.items() if place is not None)):
        votes[code or ""].add(folded(name))
    for name in demonyms:
        votes[peoples.get(folded(name), "")].add(folded(name))
    return Context(
        countries=_not_outvoted(lands, found, votes),
        hints=hints,
        divisions=tuple(place for place in places.values() if place.precision == 4),
        anchors=tuple(place for place in places.values() if place.precision < 4),
        named=frozenset(folded(name) for name in found),
        votes={code: frozenset(spoken) for code, spoken in votes.items() if code},
    )


def _is_country(group: tuple[Candidate, ...]) -> bool:
    return bool(group) and group[0].precision == 6 and group[0].country is not None


def _not_outvoted(
    lands: Mapping[str, str | None], found: Mapping[str, tuple[Candidate, ...]], votes: Mapping[str, set[str]]
) -> frozenset[str]:
    """The countries named, less those whose name is a large division's of a country that more names speak for."""
    kept = set()
    for name, code in lands.items():
        states = [c for c in found[name] if c.precision == 4 and c.population >= RIVAL_STATE and c.country != code]
        mine = len(votes.get(code or "", set()) - {folded(name)})
        if code and not any(len(votes.get(state.country or "", set())) > mine for state in states):
            kept.add(code)
    return frozenset(kept)


def meant(words: str, gazetteer: Gazetteer) -> tuple[Wording, tuple[Candidate, ...]]:
    """What place words say, and every place that they may mean.

    Where no place is called "East Mosul" but a well known city is called Mosul, they mean a part of it.
    """
    said = wording(words)
    group = candidates(said, words, gazetteer)
    part = None if group else TOWN_PART.match(said.name)
    if part is None:
        return said, group
    city = said.name[part.end() :]
    known = tuple(c for c in gazetteer.lookup_name(city) if c.precision == 1 and c.population >= WELL_KNOWN)
    return (replace(said, name=city, near=True), known) if known else (said, group)


def candidates(words: Wording, printed: str, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Every place that the name may mean, by the words as printed, else without the words for its kind."""
    whole = gazetteer.lookup_name(printed) or gazetteer.lookup_name(printed.removeprefix("the "))
    fitting = of_kind(whole, words.kind)
    if fitting:
        return _countries_first(fitting)
    bare = gazetteer.lookup_name(words.name)
    return _countries_first(of_kind(bare, words.kind) or (bare if words.kind in ("point", "district") else ()))


def of_kind(found: tuple[Candidate, ...], kind: str) -> tuple[Candidate, ...]:
    """The candidates that a word for a kind allows: "X province" is no settlement, and no district where it is both."""
    allowed = {"division": (3, 4, 5, 6, 7), "district": (3, 4), "point": (1, 2)}.get(kind)
    fitting = tuple(c for c in found if allowed is None or c.precision in allowed)
    if kind != "division":
        return fitting
    first = {(c.country, c.adm1) for c in fitting if c.precision == 4}
    return tuple(c for c in fitting if c.precision != 3 or (c.country, c.adm1) not in first)


def _countries_first(found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    return tuple(sorted(found, key=lambda c: (c.precision < 5, -c.population)))


def _sure(name: str, group: tuple[Candidate, ...], countries: frozenset[str]) -> Candidate | None:
    """The division or settlement that a name means beyond doubt; None for countries, seas and names in doubt."""
    fitting = [c for c in group if c.country in countries] or list(group)
    if not fitting or fitting[0].precision > 4:
        return None
    divisions = [c for c in fitting if c.precision == 4]
    if divisions and (wording(name).kind == "division" or len(divisions) == len(fitting)):
        return divisions[0] if len(divisions) == 1 else None
    return _clearly_known(fitting)


def _clearly_known(fitting: list[Candidate]) -> Candidate | None:
    far = {c.place_id: kilometres(fitting[0].point, c.point) > SAME_PLACE_KM for c in fitting}
    rivals = [c for c in fitting if far[c.place_id]]
    first = next((c for c in fitting if c.precision == 1 and not far[c.place_id]), fitting[0])
    clear = all(first.population >= CLEARLY * rival.population for rival in rivals)
    return first if first.population >= WELL_KNOWN and clear else None
