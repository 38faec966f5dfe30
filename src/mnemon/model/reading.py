"""What one run brings into the record: readings of reports, and what went wrong on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from mnemon.model.claims import Coded, Tally
from mnemon.model.text import Capture, Copy, Producer, Report, Source


@dataclass(frozen=True, slots=True)
class Run:
    """One start of the program over some input; `command` is what the user asked for, in words."""

    id: str
    producer_id: str
    started_at: datetime
    command: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one producer made of one report: it enters the record as a whole or not at all.

    `source` is None where nothing names the publisher, `signature` (MinHash bytes) where the text is too short
    for one, `run_id` where the reading belongs to no run.
    """

    producer: Producer
    capture: Capture
    report: Report
    source: Source | None = None
    coded: Coded = field(default_factory=Coded)
    tally: Tally = field(default_factory=Tally)
    signature: bytes | None = None
    copies: tuple[Copy, ...] = ()
    run_id: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be read: where it was, the error's class, and its sentence for people."""

    where: str
    error: str
    sentence: str
    at: datetime
    run_id: str | None = None
