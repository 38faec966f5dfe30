"""Where and when was what a claim tells without a place or a day of its own?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from mnemon.coding.scenes import LATER, SLOW, is_incident, is_short, is_told, within
from mnemon.coding.story import Story
from mnemon.model.claims import Claim
from mnemon.model.values import NOT_FOUND, DateRange, Place

NEARBY = 2
"""The precision at best of a place within the place of its event that is not found itself."""

LEAD = 400
"""Within so many characters of its beginning a report tells the event of its title."""

PROVINCE = 4
"""The precision of a first-order division: what is coarser tells too little to be passed on."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a whole report is about: the one country of all its places, and the one town that its title names."""

    country: Place | None = None
    headed: Place | None = None


def set_in_place(claims: Sequence[Claim], home: Mapping[str, str], story: Story | None, around: Around) -> list[Claim]:
    """Claims with the place and day that the rest of the report gives those that name none, and a note that says so.

    First what their event was told with (`home`: each claim's event); then what their entry of a list begins with, the
    town of the title for the event that the report begins with, or the only place that the report tells events of;
    then the country that the report is about.
    """
    told = _with_setting(claims, home, story)
    if story is not None:
        told = _as_headed(told, home, story, around.headed)
        told = [story.entries.given(c, places=story.names_no_place(c)) for c in told]
        alone = None if story.entries.starts else OnePlace.of(claims)
        told = told if alone is None else [alone.given(c, story) for c in told]
    return [_in_country(c, around.country) for c in told]


def _as_headed(claims: Sequence[Claim], home: Mapping[str, str], story: Story, headed: Place | None) -> list[Claim]:
    """The claims of the event that the report begins with at its title's town, where none of them has a place.

    Not where the report is a list, or begins with something else.
    """
    incidents = [c for c in claims if is_incident(c)]
    if headed is None or story.entries.starts or not incidents:
        return list(claims)
    first = min(incidents, key=lambda c: c.sentence.start_char)
    event = [c for c in claims if home[c.id] == home[first.id]]
    if first.sentence.start_char > LEAD or any(c.place is not None for c in event):
        return list(claims)
    note = f"place: the title names {headed.name} alone"

    def given(claim: Claim) -> Claim:
        mine = home[claim.id] == home[first.id] and is_told(claim) and story.names_no_place(claim)
        return replace(claim, place=headed, notes=(*claim.notes, note)) if mine else claim

    return [given(c) for c in claims]


def _with_setting(claims: Sequence[Claim], home: Mapping[str, str], story: Story | None) -> list[Claim]:
    """Claims that name no place or day with those that their event was told with, and a note that says so.

    Where all places told of an event can be one, it is the most exact of them, and so with its days; else it is the
    first that was told before. Totals and threats keep what they say themselves.
    """
    told: dict[str, list[Claim]] = {}
    for claim in claims:
        if is_told(claim):
            told.setdefault(home[claim.id], []).append(claim)
    settings = {event: Setting.of(group) for event, group in told.items()}
    return [_set_in(c, settings[home[c.id]], story) if is_told(c) else c for c in claims]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when an event was: each with where it begins to be known (0 = from the beginning)."""

    places: tuple[tuple[int, Place], ...]
    days: tuple[tuple[int, DateRange], ...]

    @staticmethod
    def of(claims: Sequence[Claim]) -> Setting:
        """The setting that an event's claims tell."""
        incidents = [c for c in claims if is_incident(c)]
        places = [(c.sentence.start_char, c.place) for c in incidents if c.place and c.place.place_id is not None]
        freed = any(c.kind == "released" for c in incidents)
        dated = [c for c in incidents if not (freed and c.kind == "abducted")]  # when they were taken is not when freed
        days = [(c.sentence.start_char, c.date) for c in dated if c.date is not None and is_short(c.date)]
        if all(within(a, b) for a, b in combinations(dict.fromkeys(p for _, p in places), 2)):
            places = [(0, min((p for _, p in places), key=lambda p: p.precision))] if places else []
        if all(a.shares_day(b) for a, b in combinations(dict.fromkeys(d for _, d in days), 2)):
            days = [(0, min((d for _, d in days), key=lambda d: d.end - d.start))] if days else []
        return Setting(tuple(places), tuple(days))

    def place(self, at: int) -> Place | None:
        """The place for a claim whose sentence begins at a character of the text."""
        return next((place for start, place in self.places if start <= at), None)

    def day(self, at: int) -> DateRange | None:
        """The day for a claim whose sentence begins there."""
        return next((day for start, day in self.days if start <= at), None)


def _set_in(claim: Claim, setting: Setting, story: Story | None) -> Claim:
    place, day = setting.place(claim.sentence.start_char), setting.day(claim.sentence.start_char)
    taken: dict[str, object] = {}
    notes = list(claim.notes)
    unplaced = not claim.spans.get("where") or (story is not None and story.names_no_place(claim))
    if claim.place is None and place is not None and unplaced:
        taken["place"] = place
    elif place is not None and claim.place is not None and claim.place.place_id is None:
        taken["place"] = replace(place, precision=max(place.precision, NEARBY))
        notes.append(f"{claim.place.name} is not found; somewhere there")
    undated = not claim.spans.get("when") or (story is not None and story.tells_hours(claim))
    if claim.date is None and day is not None and undated:
        taken["date"] = day
    if not taken:
        return claim
    note = f"{' and '.join(taken)} as told of the same event"
    return replace(claim, **taken, notes=(*notes, note))  # type: ignore[arg-type]


def _in_country(claim: Claim, country: Place | None) -> Claim:
    """The claim at the report's country where it names no place, or one that no gazetteer knows."""
    if country is None:
        return claim
    if claim.place is None:
        return replace(claim, place=country, notes=(*claim.notes, f"place: {country.reason}"))
    if claim.place.place_id is not None or claim.place.country is not None or not _may_lie_in(claim.place, country):
        return claim
    note = f"{claim.place.name} is not found; {country.reason}"
    return replace(claim, place=replace(country, words=claim.place.words), notes=(*claim.notes, note))


def _may_lie_in(place: Place, country: Place) -> bool:
    """Whether a place that was not found may be in a country: no place is called so, or one there is."""
    unknown = place.note == NOT_FOUND
    return unknown or any(rival.country == country.country for rival in place.rivals)


@dataclass(frozen=True, slots=True)
class OnePlace:
    """The one place, in a town or province, that all events of a report were told with, and the days told of it."""

    place: Place
    days: tuple[DateRange, ...]

    @staticmethod
    def of(claims: Sequence[Claim]) -> OnePlace | None:
        """The place; None where events were told with two that cannot be one, or with none but a country."""
        settled = [c for c in claims if is_incident(c) and c.place is not None and c.place.place_id is not None]
        places = list(dict.fromkeys(c.place for c in settled if c.place is not None))
        if not all(within(a, b) for a, b in combinations(places, 2)):
            return None
        first = min(places, key=lambda p: p.precision, default=None)
        if first is None or first.precision > PROVINCE:
            return None
        return OnePlace(first, tuple(c.date for c in settled if c.date is not None))

    def given(self, claim: Claim, story: Story) -> Claim:
        """A violent act or its harm there, where it names no place and nothing says that it was another time."""
        if claim.place is not None or not is_incident(claim) or claim.kind in LATER | SLOW:
            return claim
        another_day = claim.date is not None and not any(claim.date.shares_day(d) for d in self.days)
        if another_day or not story.names_no_place(claim) or story.tells_another(claim):
            return claim
        note = f"place: {self.place.name} is the only place that the report tells events of"
        return replace(claim, place=self.place, notes=(*claim.notes, note))
