"""What the words mean: numbers, days, places and actors, each with the words it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mnemon.model.text import Span

COUNTED_BEFORE = "as counted before"
"""The rule of a number that was told before of the same people."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """low <= best <= high, in whole persons or things; None = not given. `rule` names the bound word's rule."""

    low: int | None
    best: int | None
    high: int | None
    approx: bool = False
    words: str = ""
    rule: str = "exact"


@dataclass(frozen=True, slots=True)
class DateRange:
    """First and last day, both included; precision 1-5 as UCDP's date_prec (1 = the exact day).

    `reason` says what the days hang on ("the last one begun by the report's day, 2025-01-14") and which others the
    words might name.
    """

    start: date
    end: date
    precision: int
    words: str = ""
    reason: str = ""

    def shares_day(self, other: DateRange) -> bool:
        """Whether at least one day lies in both."""
        return self.start <= other.end and other.start <= self.end


CREDITS = {
    "geonames": "GeoNames, CC BY 4.0",
    "ru-post": "GeoNames postal codes, CC BY 3.0",
    "wof": "Who's On First, CC BY",
    "pcode": "OCHA COD-AB Ukraine, CC BY-IGO",
    "mnemon": "Mnemon, Apache-2.0",
}
"""Whom to name, and which licence, where a place is shown; by what its id starts with."""

DIVISION, COUNTRY = 3, 6
"""UCDP's where_prec of a second-order division, and of a country; 4 is a first-order division, 5 fuzzy."""

GEO_PRECISIONS = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}
"""ACLED's geo_precision (1 the town, 2 near it or in its district, 3 larger) by Place.precision."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A place that bears the same name and was not chosen; latitude and longitude in WGS 84 degrees."""

    place_id: str
    name: str
    latitude: float
    longitude: float
    country: str | None = None
    adm1: str | None = None


NOT_FOUND = "not in the gazetteer"
"""The note of a place of which no gazetteer knows the name."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map; precision 1-7 as UCDP's where_prec (1 = exact, 4 = first-order division, 6 = country).

    latitude and longitude (WGS 84 degrees) are None where the place is named but not resolved.
    `note` says why a nearer candidate was refused, and where the land is disputed; `reason` why this one was chosen
    among `rivals`, of which the likeliest are kept.
    """

    place_id: str | None
    name: str
    latitude: float | None
    longitude: float | None
    precision: int
    country: str | None = None
    adm1: str | None = None
    adm2: str | None = None
    words: str = ""
    note: str = ""
    reason: str = ""
    rivals: tuple[Rival, ...] = ()

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees; None where it is not on the map."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)

    def contains(self, other: Place) -> bool:
        """Whether this is the other place, or a division or country that it lies in, as far as the two say."""
        if self.place_id == other.place_id:
            return True
        if self.country is not None and other.country is not None and self.country != other.country:
            return False
        if self.precision < other.precision:
            return False
        return self.precision >= COUNTRY or (self.precision >= DIVISION and self.name in (other.adm1, other.adm2))

    @property
    def geo_precision(self) -> int | None:
        """ACLED's geo_precision, 1-3; None for a place that is not on the map."""
        return GEO_PRECISIONS[self.precision] if self.latitude is not None else None

    @property
    def credit(self) -> str:
        """Whom the place's data are from and under which licence; empty where it has no id."""
        return CREDITS.get((self.place_id or "").partition(":")[0], "")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acted or was harmed. `actor_id` is None for an actor that no list knows; `of` is the parent actor's id.

    `kind`: state force, rebel group, militia, armed group (armed people of no named side), government, civilians,
    organisation, unknown. `chain`: `of`, its parent and so on, up to the state. `inter`: ACLED's code (1-8), or None.
    `groups`: those that recorders count apart ("children", "journalists"). `standing`: civilian, combatant, unknown.
    `candidates`: ids of the actors that the words could mean, where there was a choice. `why`: what decided it.
    """

    actor_id: str | None
    name: str
    kind: str = "unknown"
    of: str | None = None
    words: str = ""
    chain: tuple[str, ...] = ()
    inter: int | None = None
    groups: tuple[str, ...] = ()
    standing: str = "unknown"
    candidates: tuple[str, ...] = ()
    why: str = ""

    def within(self, other: Actor) -> bool:
        """Whether this is the other actor or a part of it: the Ukrainian SSO are within the Ukrainian armed forces."""
        return other.actor_id is not None and other.actor_id in (self.actor_id, self.of, *self.chain)


@dataclass(frozen=True, slots=True)
class FrameValues:
    """The values of one frame's words; None = not stated.

    `affected`: how many people an act was done to, where the words for them say it ("two drivers were beaten");
    `since`: the days of which `date` is the time since.
    """

    quantity: Quantity | None = None
    affected: Quantity | None = None
    victims: Actor | None = None
    by: Actor | None = None
    by2: Actor | None = None
    place: Place | None = None
    date: DateRange | None = None
    since: DateRange | None = None
    said_on: DateRange | None = None
    speaker: Actor | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A place name where it stands in the text; `place` is None = named but not resolved.

    `sense`: "place", or "government" where a country or capital stands for those who govern it ("Moscow said").
    """

    span: Span
    place: Place | None
    sense: str = "place"


@dataclass(frozen=True, slots=True)
class Dated:
    """A time expression where it stands in the text; `range` is None = its days cannot be told, `note` says why.

    `range` is the whole unit that is named (December for "late December"), `part` the words that take a part of it.
    """

    span: Span
    range: DateRange | None
    part: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A number that a voice gives with no word for what it counts: where, who (None = not told), by which words."""

    sentence: Span
    who: Span | None
    verb: Span
    count: Span
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one report: `frames[i]` belongs to `Marks.frames[i]`.

    `area`: the one province, or else country, that its places lie in; None where there are two or none. `headed`: the
    one town or province that its title names; None where it names two, none, or a government by its capital. `given`:
    numbers that voices give alone.
    """

    frames: tuple[FrameValues, ...] = ()
    places: tuple[Placed, ...] = ()
    times: tuple[Dated, ...] = field(default=())
    area: Place | None = None
    headed: Place | None = None
    given: tuple[Given, ...] = ()
