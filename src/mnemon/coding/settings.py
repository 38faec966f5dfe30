"""Where and when was what a claim tells without a place or a day of its own?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import combinations

from dateutil.relativedelta import relativedelta

from mnemon.coding.days_after import came_after, is_before_that
from mnemon.coding.days_told import Days
from mnemon.coding.places_told import Places
from mnemon.coding.scenes import LATER, SLOW, is_incident, is_late, is_short, is_told, within
from mnemon.coding.story import Story
from mnemon.coding.unset import by_event
from mnemon.model.claims import Claim
from mnemon.model.marks import HARMS
from mnemon.model.values import NOT_FOUND, DateRange, Place, Placed

NEARBY = 2
"""The precision at best of a place within the place of its event that is not found itself."""

FREED, FOUND = "released", "destruction"
"""What is told of with a day of its own: when the taken were let go, when what was destroyed was found."""

DAYS_OF_A_WEEK = 4
"""A stretch of more days than this is most of a week, or all of it; "overnight" and "at the weekend" are no such."""

LEAD = 400
"""Within so many characters of its beginning a report tells the event of its title."""

PROVINCE = 4
"""The precision of a first-order division: what is coarser tells too little to be passed on."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a whole report says of where and when its claims are of that say neither.

    `area`: the one province or country of all its places; `headed`: the one town that its title names; `places`: every
    place name; `hours`: the day told before, by the id of a claim that tells a time of day; `days`, `named`: all days
    and all places that are named.
    """

    area: Place | None = None
    headed: Place | None = None
    places: Sequence[Placed] = ()
    hours: Mapping[str, DateRange] = field(default_factory=dict)
    days: Days | None = None
    named: Places | None = None


def set_in_place(claims: Sequence[Claim], home: Mapping[str, str], story: Story | None, around: Around) -> list[Claim]:
    """Claims with the place and day that the rest of the report gives those that name none, and a note that says so.

    First what their event was told with (`home`: each claim's event); then what their entry of a list begins with, the
    town of the title for the event that the report begins with, or the only place that the report tells events of;
    then the place named last before them in their paragraph, and the province or country that the report is about; for
    an event of which no day is told, the likeliest of those that are named. What is told of an event by the hour, as so
    long before another, or as of a month or a year alone, dates the rest of it.
    """
    told = _with_setting(claims, home, story)
    if story is not None:
        told = _as_headed(told, home, story, around.headed)
        told = [story.entries.given(c, places=story.names_no_place(c)) for c in told]
        alone = None if story.entries.starts else OnePlace.of(claims)
        told = told if alone is None else [alone.given(c, story) for c in told]
        told = told if around.named is None else around.named.given(told, home)
        told = [_with_hours(_beside(c, story, around.places), around.hours) for c in told]
        told = _with_days(came_after(story.text, told), home, story)
    told = [_in_area(c, around.area) for c in told]
    return told if around.days is None else around.days.given(told, home)


def _with_days(claims: Sequence[Claim], home: Mapping[str, str], story: Story) -> list[Claim]:
    """Claims that tell no day with that of their event, where it was told of a part of it alone, or is a long one."""
    told = by_event([c for c in claims if is_incident(c)], home)
    settings = {event: Setting.of(_of_it(group), story.text) for event, group in told.items()}
    longer = {event: _long(group) for event, group in told.items() if settings[event].day is None}

    def given(claim: Claim) -> Claim:
        event = home[claim.id]
        if event not in settings or claim.date is not None or not story.tells_no_day(claim) or not is_told(claim):
            return claim
        start, days = longer.get(event) or (0, None)
        day = settings[event].day_for(claim) or (days if claim.sentence.start_char >= start else None)
        notes = (*claim.notes, "date as told of the same event")
        return claim if day is None else replace(claim, date=day, notes=notes)

    return [given(c) for c in claims]


def _of_it(claims: Sequence[Claim]) -> list[Claim]:
    """An event's claims less those told as so long before another, where it was told of before: they may be another."""
    first = min(claims, key=lambda c: c.sentence.start_char).sentence
    return [c for c in claims if c.sentence == first or not is_before_that(c)]


def _long(claims: Sequence[Claim]) -> tuple[int, DateRange] | None:
    """The month or year that an event was told with, the most exact, and where; None where it was told with two."""
    days = [(c.sentence.start_char, c.date) for c in claims if c.date and c.kind != FREED and _is_whole(c.date)]
    apart = any(not a.shares_day(b) for (_, a), (_, b) in combinations(days, 2))
    return None if apart else min(days, key=lambda told: (told[1].end - told[1].start, told[0]), default=None)


def _is_whole(days: DateRange) -> bool:
    """Whether days are a month or a year of the calendar, from its first to its last."""
    behind = days.end + timedelta(days=1)
    month = relativedelta(behind, days.start)
    return days.start.day == behind.day == 1 and (month.years, month.months) in ((0, 1), (1, 0))


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
    told = by_event(claims, home)
    text = story.text if story is not None else ""
    settings = {event: Setting.of(group, text) for event, group in told.items()}
    return [_set_in(c, settings[home[c.id]], story) if is_told(c) else c for c in claims]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when an event was: each place with where it begins to be known (0 = from the beginning), and its day.

    `freed`: the day on which those taken in it were let go. `dated`: the character from which on the day is told.
    """

    places: tuple[tuple[int, Place], ...]
    day: DateRange | None
    freed: DateRange | None
    dated: int = 0

    @staticmethod
    def of(claims: Sequence[Claim], text: str = "") -> Setting:
        """The setting that an event's claims tell. `text`: of the report, by which a later death is known."""
        incidents = [c for c in claims if is_incident(c)]
        told = [(c.sentence.start_char, c.place) for c in incidents if c.place is not None]
        places = [(at, place) for at, place in told if place.place_id is not None] or told[:1]
        if all(within(a, b) for a, b in combinations(dict.fromkeys(p for _, p in places), 2)):
            places = [(0, min((p for _, p in places), key=lambda p: p.precision))] if places else []
        dated = [c for c in incidents if c.date is not None and is_short(c.date)]
        freed = [c for c in dated if c.kind == FREED]
        deeds = [c for c in dated if c.kind != FREED and not is_late(text, c)]
        acts = [c for c in deeds if c.kind not in HARMS and c.kind != FOUND]
        done = acts or [c for c in deeds if c.kind not in LATER | {FOUND}] or deeds
        day, from_here = _the_day(done)
        return Setting(tuple(places), day, _the_day(freed)[0], from_here)

    def place(self, at: int) -> Place | None:
        """The place for a claim whose sentence begins at a character of the text."""
        return next((place for start, place in self.places if start <= at), None)

    def day_for(self, claim: Claim) -> DateRange | None:
        """The day for a claim that tells none: of the deed, or of the release."""
        return self.freed if claim.kind == FREED else self.day


def _the_day(claims: Sequence[Claim]) -> tuple[DateRange | None, int]:
    """Of all days that can be one, the most exact, else the first told; and the character from which on it is told."""
    days = sorted(((c.sentence.start_char, c.date) for c in claims if c.date is not None), key=lambda told: told[0])
    if all(a.shares_day(b) for a, b in combinations(dict.fromkeys(day for _, day in days), 2)):
        days.sort(key=lambda told: told[1].end - told[1].start)
    return (days[0][1], days[0][0]) if days else (None, 0)


def _set_in(claim: Claim, setting: Setting, story: Story | None) -> Claim:
    place, day = setting.place(claim.sentence.start_char), setting.day_for(claim)
    taken: dict[str, object] = {}
    notes = list(claim.notes)
    unplaced = not claim.spans.get("where") or (story is not None and story.names_no_place(claim))
    if claim.place is None and place is not None and unplaced:
        taken["place"] = place
    elif place is not None and claim.place is not None and _is_finer(place, claim.place):
        taken["place"] = replace(place, words=claim.place.words)
        notes.append(f"{claim.place.name} takes it in")
    elif place is not None and place.place_id is not None and claim.place and claim.place.place_id is None:
        taken["place"] = replace(place, precision=max(place.precision, NEARBY))
        notes.append(f"{claim.place.name} is not found; somewhere there")
    undated = not claim.spans.get("when") or (story is not None and story.tells_no_day(claim))
    if day is not None and ((claim.date is None and undated) or _is_closer(setting, claim)):
        taken["date"] = day
    if not taken:
        return claim
    note = f"{' and '.join(taken)} as told of the same event"
    return replace(claim, **taken, notes=(*notes, note))  # type: ignore[arg-type]


def _is_finer(place: Place, told: Place) -> bool:
    """Whether an event's place is a town or province within the country, or part of one, that a claim names."""
    return told.place_id is not None and told.precision > PROVINCE >= place.precision and within(place, told)


def _is_closer(setting: Setting, claim: Claim) -> bool:
    """Whether an event's day, told behind a claim, lies in the week, or most of one, that it says ("last week")."""
    told, day = claim.date, setting.day
    if told is None or day is None or claim.kind in LATER or claim.sentence.start_char > setting.dated:
        return False
    short = is_short(told) and day.start == day.end
    return short and (told.end - told.start).days >= DAYS_OF_A_WEEK and told.start <= day.start <= told.end


def _with_hours(claim: Claim, hours: Mapping[str, DateRange]) -> Claim:
    """A claim that tells a time of day alone with the day told last before it, where nothing else dates it."""
    day = hours.get(claim.id)
    if claim.date is not None or day is None or not is_told(claim):
        return claim
    return replace(claim, date=day, notes=(*claim.notes, f"date: {day.reason}"))


def _beside(claim: Claim, story: Story, places: Sequence[Placed]) -> Claim:
    """A claim without a place with the one named last before its sentence in its paragraph, and a note that says so."""
    start, end = claim.sentence.start_char, claim.sentence.end_char
    if claim.place is not None or not is_told(claim) or not story.names_no_place(claim):
        return claim
    begins = story.text.rfind("\n", 0, start) + 1
    named = [p for p in places if p.sense == "place" and begins <= p.span.start_char < end and _is_fine(p.place)]
    if not named or named[-1].span.start_char >= start or named[-1].place is None:
        return claim
    note = f"place: {named[-1].place.name} is named last before it in its paragraph"
    return replace(claim, place=named[-1].place, notes=(*claim.notes, note))


def _is_fine(place: Place | None) -> bool:
    return place is not None and place.place_id is not None and place.precision <= PROVINCE


def _in_area(claim: Claim, area: Place | None) -> Claim:
    """The claim in the province or country of the report, where it names no place, or one that no gazetteer knows."""
    if area is None:
        return claim
    if claim.place is None:
        return replace(claim, place=area, notes=(*claim.notes, f"place: {area.reason}"))
    if claim.place.place_id is not None or claim.place.country is not None or not _may_lie_in(claim.place, area):
        return claim
    note = f"{claim.place.name} is not found; {area.reason}"
    return replace(claim, place=replace(area, words=claim.place.words), notes=(*claim.notes, note))


def _may_lie_in(place: Place, country: Place) -> bool:
    """Whether a place that was not found may be in a country: no place is called so, or one there is."""
    unknown = place.note == NOT_FOUND or "refused: it contradicts the other places" in place.note
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
