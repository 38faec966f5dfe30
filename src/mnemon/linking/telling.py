"""A telling: an event mention with the claims that say what happened there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mnemon.model.claims import Claim, EventMention

NOT_HAPPENED = ("negated", "future")
"""Claims of these statuses tell of no event. A denied one does: somebody else claims it."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One event mention and those of its claims that tell of an incident."""

    mention: EventMention
    claims: tuple[Claim, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """What is told to have happened."""
        return frozenset(claim.kind for claim in self.claims) | {self.mention.type}


def tells_of_incident(claim: Claim) -> bool:
    """Whether a claim is no total, and not negated or future."""
    return claim.scope != "total" and claim.status not in NOT_HAPPENED


def tellings(mentions: Iterable[EventMention], claims: Iterable[Claim]) -> list[Telling]:
    """The mentions that tell of an incident: those with a claim that is no total, and not negated or future."""
    told: dict[str, list[Claim]] = {}
    for claim in claims:
        if tells_of_incident(claim):
            told.setdefault(claim.event_mention_id, []).append(claim)
    return [Telling(mention, tuple(told[mention.id])) for mention in mentions if mention.id in told]


def restated(told: Sequence[Telling]) -> set[tuple[str, str]]:
    """Pairs of mentions of one report of which a claim of one repeats, or is part of, a claim of the other."""
    home = {claim.id: telling.mention for telling in told for claim in telling.claims}
    pairs = set()
    for telling in told:
        for claim in telling.claims:
            for other in (home.get(claim.repeats or ""), home.get(claim.part_of or "")):
                if other is not None and other.id != telling.mention.id and other.report_id == claim.report_id:
                    pairs.add((min(other.id, telling.mention.id), max(other.id, telling.mention.id)))
    return pairs
