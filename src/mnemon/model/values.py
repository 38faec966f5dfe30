"""What the words mean: numbers, days, places and actors, each with the words it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mnemon.model.text import Span


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


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map; precision 1-7 as UCDP's where_prec (1 = exact, 4 = first-order division, 6 = country).

    latitude and longitude (WGS 84 degrees) are None where the place is named but not resolved.
    `note` says why a nearer candidate was refused.
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

    `affected`: how many people an act was done to, where the words for them say it ("two drivers were beaten").
    """

    quantity: Quantity | None = None
    affected: Quantity | None = None
    victims: Actor | None = None
    by: Actor | None = None
    by2: Actor | None = None
    place: Place | None = None
    date: DateRange | None = None
    said_on: DateRange | None = None
    speaker: Actor | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A place name where it stands in the text; `place` is None = named but not resolved."""

    span: Span
    place: Place | None


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
class Values:
    """The values of one report: `frames[i]` belongs to `Marks.frames[i]`."""

    frames: tuple[FrameValues, ...] = ()
    places: tuple[Placed, ...] = ()
    times: tuple[Dated, ...] = field(default=())
