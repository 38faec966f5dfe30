"""Which figures of one report count the same people, though neither repeats the other: two speakers' rival ones."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mnemon.model.claims import RIVAL, Claim
from mnemon.model.values import Actor

TAKEN = ("detained", "abducted")
"""Harms of which two speakers in one sentence seldom tell of two groups."""

ANYONE = frozenset({"", "people", "persons", "victims", "others", "other people", "more", "those", "all"})
"""Words for those harmed that tell no sort of them."""

SIDES = {"state force": "state", "rebel group": "rebels", "armed group": "rebels", "militia": "militia"}
"""Which side of a fight armed people are on, by their kind."""

POLICE = re.compile(r"\bpolice|\bconstable|\bgendarme|\bofficers?\b", re.IGNORECASE)


def rival_groups(claims: Sequence[Claim]) -> list[list[Claim]]:
    """One report's claims in groups: rival figures of the same people by different speakers stand together."""
    groups: list[list[Claim]] = []
    for claim in claims:
        home = next((g for g in groups if all(rival(claim, other) for other in g)), None)
        if home is None:
            groups.append([claim])
        else:
            home.append(claim)
    return groups


def rival(left: Claim, right: Claim) -> bool:
    """Whether two claims of one report and harm, neither of which tells of the other's people again, are rivals."""
    if left.event_mention_id != right.event_mention_id:
        return False
    if RIVAL in left.notes or RIVAL in right.notes:
        return True
    if left.said_by is None or right.said_by is None:
        return False
    ours, theirs = (c.victims.words.lower() if c.victims else "" for c in (left, right))
    same = ours == theirs or {ours, theirs} <= ANYONE or _of_one_side(left.victims, right.victims)
    taken = left.kind in TAKEN and left.sentence == right.sentence
    same = same or (taken and _told_against(left.victims, right.victims))
    return same and left.said_by.name != right.said_by.name


def _told_against(left: Actor | None, right: Actor | None) -> bool:
    """Whether what two speakers say in one sentence can be of the same people: not fighters and others."""
    kinds = {actor.kind in SIDES for actor in (left, right) if actor is not None and actor.kind != "unknown"}
    return len(kinds) < 2


def _of_one_side(left: Actor | None, right: Actor | None) -> bool:
    """Whether two groups are fighters of one side: what two speakers say of them are rival figures."""
    if left is None or right is None or (POLICE.search(left.words) is None) != (POLICE.search(right.words) is None):
        return False
    mine, theirs = (SIDES.get(actor.kind) for actor in (left, right))
    ours, other = (actor.of or actor.actor_id for actor in (left, right))
    return mine is not None and mine == theirs and (ours == other or (mine == "rebels" and None in (ours, other)))
