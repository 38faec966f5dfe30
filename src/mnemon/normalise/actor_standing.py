"""Civilian, combatant or unknown? And by which of ACLED's codes? Told from the kind and the groups, never guessed."""

from __future__ import annotations

from collections.abc import Sequence

from mnemon.model.values import Actor
from mnemon.normalise.actor_lists import Group
from mnemon.normalise.actor_words import Seen

FIGHTING = ("state force", "rebel group", "militia")
"""Kinds whose people are combatants unless a group says otherwise (police, detainees)."""

INTER = {"state force": 1, "government": 1, "rebel group": 2, "militia": 3, "armed group": 3, "civilians": 7}
"""ACLED's usual code of a kind; foreign forces are its 8 only beside the country of the event, which export knows."""


def standing(kind: str, seen: Seen) -> str:
    """What casualty recorders ask of a victim. People of several kinds, and groups that may be either, are unknown."""
    groups = {group.standing for group in seen.groups}
    kinds = {role.kind for role in seen.plain_roles().values()}
    if "unknown" in groups or (len(kinds) > 1 and kind != "civilians"):
        return "unknown"
    if kind in FIGHTING:
        return "combatant"
    if kind == "civilians" or groups == {"civilian"}:
        return "civilian"
    return groups.pop() if kind == "unknown" and len(groups) == 1 else "unknown"


def inter(found: Actor, groups: Sequence[Group]) -> int | None:
    """ACLED's code: the entry's own, else that of a group of civilians (protesters), else that of the kind."""
    own = next((group.inter for group in groups if group.inter is not None), None)
    if found.inter is not None:
        return found.inter
    return own if own is not None and found.kind in ("civilians", "unknown") else INTER.get(found.kind)
