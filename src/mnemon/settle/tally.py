"""A report's own count of each harm, with nothing added twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mnemon.model.claims import LEFT_OUT, NOT_PEOPLE, Claim, LeftOut, Tally
from mnemon.model.values import Quantity
from mnemon.settle.guard import turns_on
from mnemon.settle.rivals import rival_groups

TALLIED = ("killed", "wounded", "abducted", "detained", "missing", "displaced")
UNTRUE = {"denied": "the report says it is denied", "negated": "the report says it did not happen", "future": "not yet"}
TOTAL = "a total over a period, not one incident"
IN_THE_HEAD = "in the figure that the report begins with"
SHARES = ("most", "half", "the majority", "a majority", "many of", "some of", "all of")
PROVINCE = 4
"""A place of this precision or finer lies in one province."""

SEVERAL = 2
"""Fewer events than these need no sum."""

NEAR = (0.4, 1.3)
"""How small or large a part of the figure that a digest begins with what it tells one by one may be."""

ROUND = 0.1
"""So far, of its size, a figure given in round numbers may lie from the sum that it stands for."""

DAYS = 15
"""A total of so many days and more is a running one."""

THOSE = frozenset({"those", "victims", "the victims"})
"""Words for people told of before or in a total."""

NOT_MENTIONED = Quantity(0, 0, 0, rule="not mentioned")
NO_NUMBER = Quantity(1, None, None, rule="mentioned without a number")


def tally(claims: Sequence[Claim]) -> Tally:
    """Low, best and high of each tallied harm: best 0 where it is not mentioned, None where no number is given.

    Parts, repeats, totals and what did not happen stay out, each with its reason; rival figures of one event are a
    range, not a sum. A total stands only where no incident of its kind is told; those who died of their wounds are
    counted once, as killed.
    """
    by_id = {c.id: c for c in claims}
    left_out: list[LeftOut] = []
    counts: dict[str, Quantity] = {}
    for kind in TALLIED:
        mine = [c for c in claims if c.kind == kind]
        reasons = {c.id: reason for c in mine if (reason := _why_not(c, by_id) or _share(c, mine))}
        counts[kind] = _count(mine, reasons)
        if kind in ("wounded", "missing"):
            counts[kind] = _without_the_dead(counts[kind], claims, _counted_once(mine, reasons))
        left_out.extend(LeftOut(i, reason) for i, reason in reasons.items())
    return Tally(counts, tuple(left_out))


def _why_not(claim: Claim, by_id: Mapping[str, Claim]) -> str:
    """Why a claim must not be added to the others of its kind; empty where it may."""
    if claim.status in UNTRUE:
        return UNTRUE[claim.status]
    if claim.scope == "total":
        return TOTAL
    if claim.repeats is not None:
        return "told before in this report"
    whole = by_id.get(claim.part_of or "")
    if whole is not None and whole.kind == claim.kind and whole.status not in UNTRUE:
        return f"part of another figure ({_shown(whole.quantity)})"
    return next((note for note in LEFT_OUT if note in claim.notes), "")


def _share(claim: Claim, mine: Sequence[Claim]) -> str:
    """Why "most" or "half of them" is not added to the figure it is a share of; empty where none stands beside it."""
    q = claim.quantity
    if q is None or q.best is not None or q.low is not None or not q.words.lower().startswith(SHARES):
        return ""
    return "a share of another figure" if any(c is not claim and _numbered(c) for c in mine) else ""


def _shown(quantity: Quantity | None) -> str:
    return quantity.words if quantity is not None and quantity.words else "no number"


def _count(mine: Sequence[Claim], reasons: dict[str, str]) -> Quantity:
    """The sum of what may be added; where that is nothing, the largest total, which is then no longer left out.

    A bare mention ("the injuries") is nothing.
    """
    counted = [c for c in mine if c.id not in reasons]
    numbered = [c for c in counted if _numbered(c)]
    if numbered:
        parts = [_range(rivals) for rivals in rival_groups(numbered)]
        head = _summed_up(mine, numbered, parts, reasons)
        if head is None:
            return _added(parts)
        del reasons[head.id]
        reasons |= {c.id: IN_THE_HEAD for c in numbered}
        return _as_exact(head, parts)
    told = [c for c in counted if c.quantity is not None or (c.victims and c.victims.words.lower() not in THOSE)]
    totals = [c for c in mine if reasons.get(c.id) == TOTAL and _numbered(c) and (not told or _is_local_flight(c))]
    if totals:
        largest = max(totals, key=lambda c: turns_on(c.quantity))
        beside = [largest, *(c for c in totals if _side_by_side(c, largest))]
        for total in beside:
            del reasons[total.id]
        return _added([_bounded(c) for c in beside])
    return NO_NUMBER if counted or {TOTAL, NOT_PEOPLE}.intersection(reasons.values()) else NOT_MENTIONED


def _summed_up(
    mine: Sequence[Claim], told: Sequence[Claim], parts: Sequence[Quantity], reasons: Mapping[str, str]
) -> Claim | None:
    """The figure that a digest begins with, where what it tells one by one comes near it, but not to it; else None.

    It is the sum of all, be one of them not read or read twice: "Gunmen killed 41 people in five attacks last week ...
    eight worshippers were killed ...". `told`: the incidents; `parts`: their figures.
    """
    first = min(c.sentence for c in told)
    heads = [c for c in mine if reasons.get(c.id) == TOTAL and c.sentence < first and _is_of_days(c)]
    if not heads or len({c.event_mention_id for c in told}) < SEVERAL:
        return None
    head = max(heads, key=lambda c: turns_on(c.quantity))
    size, least = turns_on(head.quantity), sum(q.low or 0 for q in parts)
    most = sum(q.high or turns_on(q) for q in parts)
    near = NEAR[0] * size <= most and least <= NEAR[1] * size
    is_round = size % 100 == 0 or (head.quantity is not None and head.quantity.approx)
    round_of_it = is_round and abs(most - size) <= ROUND * size
    return head if near and not least <= size <= most and not round_of_it else None


def _as_exact(head: Claim, parts: Sequence[Quantity]) -> Quantity:
    """The figure of a digest's head, which is exact where those of its incidents are."""
    size = turns_on(head.quantity)
    exact = all(q.low == q.best == q.high for q in parts)
    return Quantity(size, size, size, rule="the figure it begins with") if exact else _bounded(head)


def _is_of_days(claim: Claim) -> bool:
    """Whether a total is an exact one of no more than two weeks, or of days that it does not give."""
    short = claim.date is None or (claim.date.end - claim.date.start).days < DAYS
    return short and claim.status == "fact" and claim.repeats is None and claim.part_of is None and _exact(claim)


def _side_by_side(one: Claim, other: Claim) -> bool:
    """Whether one word of harm has two counts ("1 international and 3 national staff killed during the year")."""
    apart = one.spans.get("count") != other.spans.get("count") and one.part_of is None
    apart = apart and (None in (one.said_by, other.said_by) or one.said_by == other.said_by)
    return one.id != other.id and one.spans["trigger"] == other.spans["trigger"] and apart


def _is_local_flight(claim: Claim) -> bool:
    """Whether a total is of people who left one place or province: what an event's flight comes to, day by day."""
    return claim.kind == "displaced" and claim.place is not None and claim.place.precision <= PROVINCE


def _numbered(claim: Claim) -> bool:
    q = claim.quantity
    return q is not None and (q.low is not None or q.best is not None or q.high is not None or bool(q.words))


def _exact(claim: Claim) -> bool:
    """Whether a claim gives a number: beside one, "dozens" of the same people says nothing more."""
    q = claim.quantity
    return q is not None and (q.low is not None or q.high is not None)


def _range(rivals: Sequence[Claim]) -> Quantity:
    whole = [r for r in rivals if r.part_of is None] or rivals
    quantities = [_bounded(c) for c in [r for r in whole if _exact(r)] or whole]
    if len(quantities) == 1:
        return quantities[0]
    highs = [q.high for q in quantities]
    most = max((h for h in highs if h is not None), default=0)
    high = most if all(q.high is not None or (q.low or 0) < most for q in quantities) else None
    best = next((q.best for q in quantities if q.best is not None), None)
    return Quantity(min(q.low or 0 for q in quantities), best, high, rule="rival figures")


def _bounded(claim: Claim) -> Quantity:
    """A claim's figure for adding up: a vague one is at least 1; one that may not have happened is at least 0."""
    q = claim.people or NO_NUMBER
    low = 0 if claim.in_doubt else 1 if q.low is None and q.high is None else q.low
    return Quantity(low, q.best, q.high, q.approx, q.words, q.rule)


def _added(figures: Sequence[Quantity]) -> Quantity:
    if len(figures) == 1:
        return figures[0]
    best, high = _sum([q.best for q in figures]), _sum([q.high for q in figures])
    return Quantity(sum(q.low or 0 for q in figures), best, high, any(q.approx for q in figures), rule="sum")


def _sum(figures: Sequence[int | None]) -> int | None:
    return None if any(f is None for f in figures) else sum(f for f in figures if f is not None)


def _counted_once(mine: Sequence[Claim], reasons: Mapping[str, str]) -> set[str]:
    """Ids of the claims whose people are in the count, be it by another telling or by a whole."""
    return {c.id for c in mine if reasons.get(c.id) not in {TOTAL, *LEFT_OUT, *UNTRUE.values()}}


def _without_the_dead(wounded: Quantity, claims: Sequence[Claim], within: set[str]) -> Quantity:
    """The wounded, or missing, less those of them who are said to have died."""
    killed = [c for c in claims if c.kind == "killed" and c.status == "fact" and c.repeats is None]
    less = sum(turns_on(c.quantity) for c in killed if c.part_of in within)
    if not less or wounded.best is None:
        return wounded
    low, high = wounded.low, wounded.high
    return Quantity(
        None if low is None else max(0, low - less),
        max(0, wounded.best - less),
        None if high is None else max(0, high - less),
        wounded.approx,
        wounded.words,
        "less those who died",
    )
