"""The guard against counting twice: which claims of one event may stand for a harm, and why the others may not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mnemon.model.claims import LEFT_OUT, Claim, LeftOut
from mnemon.model.values import Actor, Quantity

NOT_COUNTED = {
    "denied": "the report says that this is denied",
    "negated": "the report says that this did not happen",
    "future": "this has not happened yet",
}
"""Statuses that never count. What is possible counts, from 0 up."""

NO_NUMBER = "it gives no number"
"""Why a claim is left out that counts nobody. Beside a number in the same telling "several others" are more people."""

MIXED = "casualties"
IN_MIXED = ("killed", "wounded")
"""Casualties are dead and wounded in one number: they settle neither of the two, nor are settled by their sum."""


@dataclass(frozen=True, slots=True)
class Guarded:
    """Claims that may be compared, or added where `may_add` allows it; and those left out, each with its reason."""

    kept: tuple[Claim, ...]
    left_out: tuple[LeftOut, ...]


def guard(claims: Sequence[Claim], harm: str, barred: Mapping[str, str] | None = None) -> Guarded:
    """Of one event's claims, those that give a figure of this harm; claims of unrelated kinds are not mentioned.

    `barred`: claims that a rule leaves out, by id, each with its reason. What is part of such a claim, or repeats it,
    is then judged by itself. Kept beside a number of their telling: people without a number, who make its sum open.
    """
    out = barred or {}
    by_id = {claim.id: claim for claim in claims if claim.id not in out}
    mine = [claim for claim in claims if claim.kind == harm or _mixed(claim.kind, harm)]
    reasons = {claim.id: _why_not(claim, harm, by_id) or out.get(claim.id) for claim in mine}
    numbered = {_telling(claim) for claim in mine if reasons[claim.id] is None}
    more = {c.id for c in mine if reasons[c.id] == NO_NUMBER and _is_vague(c) and _telling(c) in numbered}
    left_out = ((claim.id, reasons[claim.id]) for claim in mine if claim.id not in more)
    return Guarded(
        tuple(claim for claim in mine if claim.id in more or reasons[claim.id] is None),
        tuple(LeftOut(i, reason) for i, reason in left_out if reason is not None),
    )


def _telling(claim: Claim) -> tuple[str, str]:
    return claim.report_id, claim.event_mention_id


def _is_vague(claim: Claim) -> bool:
    """Whether it counts people in words that give no number ("several others"), and says of nobody again."""
    told = claim.quantity is not None and bool(claim.quantity.words)
    return told and claim.part_of is None and claim.repeats is None


def _mixed(kind: str, harm: str) -> bool:
    return (kind == MIXED and harm in IN_MIXED) or (harm == MIXED and kind in IN_MIXED)


def _why_not(claim: Claim, harm: str, by_id: Mapping[str, Claim]) -> str | None:
    """Why a claim is left out; None where it may stay."""
    alone = unfit(claim, harm)
    if alone is not None:
        return alone
    if _stands(claim.repeats, harm, by_id):
        return f"it repeats {claim.repeats}"
    return f"it is part of {claim.part_of}" if _stands(claim.part_of, harm, by_id) else None


def unfit(claim: Claim, harm: str) -> str | None:
    """Why a claim could not count under a harm even if it stood alone; None where it could."""
    if claim.kind != harm:
        return f"casualties are dead and wounded together: {claim.kind} and {harm} are not one count"
    if claim.status in NOT_COUNTED:
        return NOT_COUNTED[claim.status]
    if claim.stance == "denies":
        return "its speaker denies it"
    if claim.scope == "total":
        return "a total is never added to incidents"
    said = next((note for note in LEFT_OUT if note in claim.notes), None) if claim.notes else None
    if said is not None:
        return said
    return None if has_number(claim.quantity) else NO_NUMBER


def _stands(other_id: str | None, harm: str, by_id: Mapping[str, Claim]) -> bool:
    """Whether the whole, or the first telling, counts under this harm, and so stands for this claim too."""
    other = by_id.get(other_id or "")
    return other is not None and unfit(other, harm) is None


def without_the_dead(kept: Sequence[Claim], event: Sequence[Claim]) -> list[Claim]:
    """Claims of wounded or missing people, each less those of them whom the event's claims tell to have died."""
    by_id = {claim.id: claim for claim in event}
    dead: dict[str, int] = {}
    for claim in event:
        if claim.kind == "killed" and claim.status == "fact" and claim.repeats is None and claim.part_of:
            whole = by_id.get(claim.part_of)
            home = whole.repeats if whole is not None and whole.repeats is not None else claim.part_of
            dead[home] = dead.get(home, 0) + turns_on(claim.quantity)
    return [_less(claim, dead[claim.id]) if dead.get(claim.id) else claim for claim in kept]


def _less(claim: Claim, fewer: int) -> Claim:
    q = claim.quantity
    if q is None or q.best is None:
        return claim
    low, best, high = (None if n is None else max(0, n - fewer) for n in (q.low, q.best, q.high))
    return replace(claim, quantity=replace(q, low=low, best=best, high=high, rule="less those who died"))


ARMED = frozenset({"armed group", "rebel group", "militia"})
"""Kinds that reports give to the same people: one report's gunmen are another's rebels."""


def has_number(quantity: Quantity | None) -> bool:
    """Whether low, best or high is given."""
    return quantity is not None and (quantity.low, quantity.best, quantity.high) != (None, None, None)


def turns_on(quantity: Quantity | None) -> int:
    """The number that a figure turns on: its best, or its low or high; 0 where it gives none."""
    return 0 if quantity is None else quantity.best or quantity.low or quantity.high or 0


def may_add(left: Claim, right: Claim) -> bool:
    """Whether two kept claims surely count different people; where it is not sure they are compared, not added."""
    ours, theirs = left.victims, right.victims
    if ours is None or theirs is None or "unknown" in (ours.kind, theirs.kind):
        return False
    if ours.kind != theirs.kind and {ours.kind, theirs.kind} <= ARMED:
        return False
    return ours.kind != theirs.kind or _different(ours, theirs)


def _different(left: Actor, right: Actor) -> bool:
    if left.actor_id is None or right.actor_id is None or left.actor_id == right.actor_id:
        return False
    return not left.within(right) and not right.within(left)
