"""Whose word is it? Sides that count their enemy's losses, doubts on who the people were, and Airwars' grades."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mnemon.model.claims import Claim
from mnemon.model.values import Actor

COMBATANTS = ("state force", "rebel group", "militia")
GROUP_NOT_STATED = "not stated"
"""The victim group of claims that do not say, or not clearly, who the people were."""

STATE = "-government"
"""How the id of a state ends."""


def side_of(actor: Actor | None) -> str | None:
    """The id of the side that an actor belongs to: its parent, else itself; None for civilians and the unlisted."""
    if actor is None or actor.kind == "civilians":
        return None
    return actor.of or actor.actor_id


def group_of(claim: Claim) -> str:
    """The victim group that a claim counts: the kind of the people harmed, or "not stated"."""
    kind = claim.victims.kind if claim.victims is not None else "unknown"
    return GROUP_NOT_STATED if kind == "unknown" else kind


def is_combatant(claim: Claim) -> bool:
    """Whether the people harmed are fighters by the claim's own words."""
    return group_of(claim) in COMBATANTS


def counts_its_enemy(claim: Claim, event: Sequence[Claim]) -> bool:
    """Whether a side of the event, or a state, speaks here of fighters that are not its own.

    `event`: all claims of the event. A side is who acts or is harmed in it.
    """
    side = claim.said_by.side if claim.said_by is not None else None
    if side is None or not is_combatant(claim):
        return False
    own = side_of(claim.victims)
    if own == side or (claim.victims is not None and claim.victims.actor_id == side):
        return False
    acting = {side_of(actor) for other in event for actor in (other.by, other.by2, other.victims)}
    return side in acting or side.endswith(STATE)


def status_in_doubt(claims: Iterable[Claim]) -> bool:
    """Whether one voice tells of fighters alone where another tells of civilians alone."""
    told: dict[str, set[bool]] = {}
    for claim in claims:
        if group_of(claim) == "civilians" or is_combatant(claim):
            who = claim.said_by.name.casefold() if claim.said_by is not None else claim.report_id
            told.setdefault(who, set()).add(is_combatant(claim))
    return {True} in told.values() and {False} in told.values()


def airwars_grade(claims: Sequence[Claim], voices: int) -> str:
    """A suggestion after Airwars' grades, from the claims of one harm in one event; `voices`: independent ones."""
    civilian = [claim for claim in claims if not is_combatant(claim)]
    if not civilian:
        return "discounted"
    if any(claim.stance == "admits" and _own_deed(claim) for claim in civilian):
        return "confirmed"
    blamed = {side for claim in civilian if (side := side_of(claim.by)) is not None}
    if len(blamed) > 1 or any(claim.stance == "denies" or claim.status == "denied" for claim in claims):
        return "contested"
    return "fair" if voices > 1 and blamed else "weak"


def _own_deed(claim: Claim) -> bool:
    """Whether who speaks is who did it, or says nothing of who did it."""
    side = claim.said_by.side if claim.said_by is not None else None
    return side is not None and side_of(claim.by) in (side, None)
