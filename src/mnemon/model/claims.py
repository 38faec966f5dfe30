"""Who said that what happened: claims, the mentions of events they belong to, and a report's own tally."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from mnemon.model.text import Span
from mnemon.model.values import Actor, Dated, DateRange, Place, Placed, Quantity

STANCES = ("asserts", "admits", "denies", "unverified")

UNCOUNTED = "the report itself leaves it out of its count"
"""The note of a claim whose own words say so ("not counted here")."""

NOT_PEOPLE = "it counts families or households, not people"
"""The note of a claim whose number is of groups of people ("300 families fled")."""

FAMILIES = "so many families or households are as many people at least"
"""The note of a claim whose number is of groups of people, where nobody says how many people they are."""

REVISED = "an earlier figure that this report revises"
"""The note of a claim whose own words say so ("an earlier toll of nine", "up from nine")."""

RIVAL = "a rival figure of the event told right before"
"""The note of a claim read as one that gives another figure of the same people."""

DIED = "died of it, and is counted as killed"
"""The note of a claim of somebody wounded of whom the same sentence tells the death."""

BORNE_OUT = "told as a fact further on"
"""The note of a claim of what may have happened that the same report then tells as a fact."""

CONTESTED = "another voice says that it did not happen"
"""The note of a claim that a voice told of right behind contradicts ("no raider was killed"): it counts from 0 up."""

IN_TOLL = "in the toll that it was brought to"
"""The note of somebody who died of wounds, whom a toll told with it takes in ("bringing the dead to six")."""

MADE_UP = "the parts make up the whole"
"""The end of the note of a figure that its own sentence makes up of parts ("9 + 5 + 3 = 17: ...")."""

LEFT_OUT = (UNCOUNTED, NOT_PEOPLE, REVISED, DIED, IN_TOLL)
"""Notes by which a claim is added to no count."""

SUGGESTION = 0.5
"""A claim whose score is below this is more likely wrong than right: a suggestion, shown as such."""


PERSON = "person-"
"""How the producer ids of people begin."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is quoted. `span` is None where the report itself speaks; `via` is the chain of who passed it on."""

    name: str
    span: Span | None = None
    office: str | None = None
    side: str | None = None
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim, as its report makes it. Never edited: a correction is a new claim that supersedes this one.

    `quantity`, `victims`, `by`, `place`, `date`: None = not stated, never a guess.
    `part_of`: id of the claim whose count includes this one; `repeats`: id of the claim that this one restates.
    `spans`: every part's spans by role name ("trigger" and the ROLES). `notes`: sums, refusals, what is inherited.
    `codebook`: the version that coded it, with that of the user's own file where there is one; `subkind`: a kind of
    that file, which refines `kind`.
    """

    id: str
    report_id: str
    event_mention_id: str
    kind: str
    quantity: Quantity | None
    victims: Actor | None
    by: Actor | None
    by2: Actor | None
    means: str | None
    place: Place | None
    date: DateRange | None
    said_by: Speaker | None
    cue: str | None
    said_on: DateRange | None
    stance: str
    status: str
    scope: str
    part_of: str | None
    repeats: str | None
    sentence: Span
    spans: dict[str, tuple[Span, ...]]
    score: float
    producer_id: str
    codebook: str
    notes: tuple[str, ...] = ()
    subkind: str | None = None

    @property
    def in_doubt(self) -> bool:
        """Whether it counts from 0 up: told as possible, and nowhere as a fact, or denied by another voice."""
        return (self.status == "possible" and BORNE_OUT not in self.notes) or CONTESTED in self.notes

    @property
    def people(self) -> Quantity | None:
        """How many people it counts: its quantity; of families at least as many, open above."""
        told = self.quantity
        return told if told is None or FAMILIES not in self.notes else replace(told, best=None, high=None)

    @property
    def by_person(self) -> bool:
        """Whether a person made it, not a reading by a machine."""
        return self.producer_id.startswith(PERSON)


@dataclass(frozen=True, slots=True)
class EventMention:
    """One telling of one event in one report; `type` is a kind, `spans` the triggers that tell it."""

    id: str
    report_id: str
    type: str
    spans: tuple[Span, ...]
    place: Place | None = None
    date: DateRange | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """A reported statement: who says (`source`), by which word (`cue`), what (`content`)."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A claim that was kept out of a sum, and why."""

    claim_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Tally:
    """A report's own count of each harm, once parts, repeats and totals have been kept from being added twice."""

    counts: dict[str, Quantity] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Coded:
    """All that coding makes of one report."""

    mentions: tuple[EventMention, ...] = ()
    claims: tuple[Claim, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    places: tuple[Placed, ...] = ()
    times: tuple[Dated, ...] = ()
