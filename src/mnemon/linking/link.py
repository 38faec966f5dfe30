"""Same event? Suggestions with their reasons; a person decides.

The seam for a learned model: whatever gives each compared pair its reasons can stand in for `compare`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from mnemon.linking.block import candidate_pairs
from mnemon.linking.compare import compare
from mnemon.linking.telling import Telling, restated
from mnemon.linking.weights import Weights, open_weights
from mnemon.model.events import Judgement, Link, Reason


def link(
    told: Sequence[Telling], links: Iterable[Link], by: str, at: datetime, weights: Weights | None = None
) -> list[Link]:
    """Suggestions by the producer `by`, made `at` a time, on pairs that no person has decided.

    POSITIVE where the weight reaches `suggest_from` and place and date are both stated and agree; UNSURE where the
    weight reaches `look_from` alone. Other pairs are not returned. Tellings of one report are linked only where the
    report itself restates a claim. `links` are those that stand today; `weights` None = those that ship.
    """
    rules = weights if weights is not None else open_weights()
    decided = {_pair(other) for other in links if other.decided and other.closed_at is None}
    found: list[Link] = []
    for left, right, reasons in _compared(told, rules):
        pair = (left.mention.id, right.mention.id)
        judgement = _judge(reasons, rules)
        if judgement is not None and pair not in decided:
            found.append(Link(*pair, judgement, sum(reason.weight for reason in reasons), reasons, by, at))
    return sorted(found, key=lambda made: (-made.match_weight, made.left, made.right))


def _pair(made: Link) -> tuple[str, str]:
    return (min(made.left, made.right), max(made.left, made.right))


def _compared(told: Sequence[Telling], weights: Weights) -> Iterable[tuple[Telling, Telling, tuple[Reason, ...]]]:
    for left, right in candidate_pairs(told, weights.limits):
        yield left, right, compare(left, right, weights)
    by_id = {telling.mention.id: telling for telling in told}
    for first, second in sorted(restated(told)):
        left, right = by_id[first], by_id[second]
        said = weights.reason("within one report", "one restates the other")
        yield left, right, (*compare(left, right, weights), said)


def _judge(reasons: Sequence[Reason], weights: Weights) -> Judgement | None:
    """None where the pair is not worth a look."""
    if any(weights.bar(reason) for reason in reasons):
        return None
    weight = sum(reason.weight for reason in reasons)
    agreed = {reason.what for reason in reasons if weights.agree(reason)} >= {"date", "place"}
    restating = any(reason.what == "within one report" for reason in reasons)
    if weight >= weights.limits.suggest_from and (agreed or restating):
        return Judgement.POSITIVE
    return Judgement.UNSURE if weight >= weights.limits.look_from else None
