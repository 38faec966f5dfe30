"""What people did with the record: acts, the verdicts on claims that they left, and the people themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

VERDICTS = ("accepted", "rejected", "corrected", "split", "merged", "withdrawn")
"""What a person may find of a claim. The last four mean that others stand in its place, or that its maker undid it."""

GONE = ("rejected", "withdrawn")
"""Verdicts that take a claim out of the record's standing claims; it is kept, and seen in the audit."""

ROLES = ("reader", "coder", "adjudicator", "owner")
"""What a person may do; each may do all that those before may."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a person did, and why. Append-only: an undo is an act of its own, that names what it undoes.

    `about`: id of the claim, event mention, report or person that it is about; `seq` is 0 until it is in the record.
    """

    kind: str
    about: str
    made_by: str
    at: datetime
    report_id: str | None = None
    reason: str | None = None
    detail: Mapping[str, object] = field(default_factory=dict)
    undoes: int | None = None
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict that stands on a claim; `seq` is what the next person must have seen to change it."""

    seq: int
    claim_id: str
    verdict: str
    made_by: str
    at: datetime
    reason: str | None
    act: int


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may use the pages; `password` is an argon2 hash, "" for one who was shut out."""

    name: str
    role: str
    password: str
    created_at: datetime
    created_by: str


@dataclass(frozen=True, slots=True)
class Coding:
    """What a blind second coder finds of a claim: their verdict and, where it is not plain acceptance, their values.

    `claim_id` None = a claim that they add. `values`: part -> value, as JSON holds them.
    """

    report_id: str
    claim_id: str | None
    coder: str
    verdict: str
    values: Mapping[str, object]
    created_at: datetime
    seq: int = 0


@dataclass(frozen=True, slots=True)
class SavedView:
    """Filters under a name; `query` is the part of the address after the question mark."""

    name: str
    query: str
    made_by: str
    created_at: datetime
