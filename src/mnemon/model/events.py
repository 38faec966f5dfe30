"""Same event? Which figure? Links between mentions, events, and the findings that settle them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from mnemon.model.claims import SUGGESTION, LeftOut


class Judgement(StrEnum):
    """Whether two mentions tell of one event."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNSURE = "unsure"
    NO_JUDGEMENT = "no_judgement"


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of a match weight: what was compared, what was found, and its log-odds (base 2)."""

    what: str
    found: str
    weight: float


@dataclass(frozen=True, slots=True)
class Link:
    """A suggestion (by a machine) or decision (by a person) on whether two event mentions are one event.

    `match_weight` is the sum of the reasons' weights; `closed_at` is set when a changed mind replaced this row.
    `decided`: True where a person decided; no suggestion ever replaces a decision.
    """

    left: str
    right: str
    judgement: Judgement
    match_weight: float
    reasons: tuple[Reason, ...]
    by: str
    created_at: datetime
    closed_at: datetime | None = None
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """What happened once, as far as its members (event mention ids) tell; the id is minted."""

    id: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """One independent voice: a speaker by name, or, where `name` is empty, a text; with the reports that carry it.

    `why`: why several reports are one voice; empty where there is one report.
    """

    name: str
    reports: tuple[str, ...]
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Backing:
    """Who tells of an event: how many reports, how many independent voices, and which sides speak in them.

    A voice is a speaker, however many reports quote it, or a text, however many publishers print it. `told_by`: those
    voices, one by one.
    """

    reports: int
    voices: int
    sides: tuple[str, ...] = ()
    told_by: tuple[Voice, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Sureness:
    """The chance, 0 to 1, that a figure is that of a careful reader, and in words what speaks most against it."""

    chance: float
    against: tuple[str, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether the figure is more likely wrong than right."""
        return self.chance < SUGGESTION


NOT_MEASURED: Mapping[str, Sureness] = {}
"""By harm, where of no figure it is known how sure it is."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The figure that a named rule settles for one event and one harm; all None = the claims do not settle it.

    `group`: the kind of the people harmed ("civilians", "state force" ...); None = whoever they were.
    `unsettled`: why no best number is given; empty where one is. `grade`: a suggestion, by rules that grade.
    `within`: the event whose figure counts these people too, or may, so that no total adds the two; None = none does.
    """

    event_id: str
    what: str
    low: int | None
    best: int | None
    high: int | None
    supporting: tuple[str, ...]
    rival: tuple[str, ...]
    rule: str
    rule_version: str
    left_out: tuple[LeftOut, ...] = ()
    group: str | None = None
    unsettled: str = ""
    grade: str = ""
    within: str | None = None

    @property
    def gives_number(self) -> bool:
        """Whether the claims settle anything: low, best or high."""
        return (self.low, self.best, self.high) != (None, None, None)
