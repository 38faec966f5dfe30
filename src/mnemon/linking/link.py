"""Same event? Suggestions with their reasons; a person decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from mnemon.linking.block import candidate_pairs
from mnemon.linking.columns import Columns, Ints, columns
from mnemon.linking.compare import Codes, compare, compare_all, reasons, weigh
from mnemon.linking.telling import Telling, copied, restated
from mnemon.linking.weights import FEATURES, Weights, open_weights
from mnemon.model.events import Judgement, Link

RESTATES = "within one report"
"""What the reason is called that a report restates itself."""

COPIES = "within a copy"
"""What the reason is called that a copy tells the same in the same words."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """Pairs of rows of a table that are worth a look, with their weights; `firm`: those to suggest."""

    left: Ints
    right: Ints
    weight: NDArray[np.float64]
    firm: NDArray[np.bool_]
    codes: Codes


def link(
    told: Sequence[Telling],
    links: Iterable[Link],
    by: str,
    at: datetime,
    weights: Weights | None = None,
    fresh: AbstractSet[str] | None = None,
) -> list[Link]:
    """Suggestions by the producer `by`, made `at` a time, on pairs that no person has decided.

    POSITIVE where the weight reaches `suggest_from` and place and date are both stated and agree; UNSURE where the
    weight reaches `look_from` alone. Other pairs are not returned. Tellings of one report are linked only where the
    report itself restates a claim; those of two copies also in the same words with no day to compare. `links` are those
    that stand today; `weights` None = those that ship. `fresh`: ids of mentions; only pairs with one of them are
    compared. None = all.
    """
    rules = weights if weights is not None else open_weights()
    decided = {_pair(other) for other in links if other.decided and other.closed_at is None}
    table = columns(told)
    new = None if fresh is None else np.array([str(i) in fresh for i in table.ids], dtype=np.bool_)
    found = [*_across(told, suggest(table, rules, new), rules, by, at), *_within(told, rules, by, at)]
    kept = [
        made for made in found if _pair(made) not in decided and (fresh is None or not fresh.isdisjoint(_pair(made)))
    ]
    return sorted(kept, key=lambda made: (-made.match_weight, made.left, made.right))


def _pair(made: Link) -> tuple[str, str]:
    return (min(made.left, made.right), max(made.left, made.right))


def _across(
    told: Sequence[Telling], suggested: Iterable[Suggested], weights: Weights, by: str, at: datetime
) -> Iterator[Link]:
    ordered = sorted(told, key=lambda telling: telling.mention.id)
    for found in suggested:
        for n in range(len(found.left)):
            left, right = ordered[found.left[n]], ordered[found.right[n]]
            told_why = reasons(left, right, {what: int(code[n]) for what, code in found.codes.items()}, weights)
            judgement = Judgement.POSITIVE if found.firm[n] else Judgement.UNSURE
            weight = sum(reason.weight for reason in told_why)
            yield Link(left.mention.id, right.mention.id, judgement, weight, told_why, by, at)


def suggest(table: Columns, weights: Weights, fresh: NDArray[np.bool_] | None = None) -> Iterator[Suggested]:
    """The pairs from different reports that are worth a look, in portions; `fresh`: those with one of these rows."""
    for every_left, every_right in candidate_pairs(table, weights.limits):
        new = slice(None) if fresh is None else fresh[every_left] | fresh[every_right]
        left, right = every_left[new], every_right[new]
        yield kept_of((left, right), compare_all(table, left, right, weights), weights)


def kept_of(pairs: tuple[Ints, Ints], codes: Codes, weights: Weights) -> Suggested:
    """Those of the compared pairs that are worth a look; `firm` where place and date agree and the weight suffices."""
    weight = weigh(codes, weights)
    kept = (weight >= weights.limits.look_from) & ~_marked(codes, weights.barring)
    agreed = _marked(codes, weights.agreeing, "date") & _marked(codes, weights.agreeing, "place")
    firm = agreed & (weight >= weights.limits.suggest_from)
    some = {what: code[kept] for what, code in codes.items()}
    return Suggested(pairs[0][kept], pairs[1][kept], weight[kept], firm[kept], some)


def _marked(codes: Codes, marked: frozenset[tuple[str, str]], only: str = "") -> NDArray[np.bool_]:
    """Whether one of the findings is among the marked ones."""
    held = np.zeros(len(next(iter(codes.values()))), dtype=np.bool_)
    for what, found in marked:
        if only in ("", what):
            held |= codes[what] == FEATURES[what].index(found)
    return held


def _within(told: Sequence[Telling], weights: Weights, by: str, at: datetime) -> Iterator[Link]:
    """Links between tellings of one report, or of two copies, that say the same, unless days or places exclude it."""
    by_id = {telling.mention.id: telling for telling in told}
    said = dict.fromkeys(copied(told), weights.reason(COPIES, "the same sentences"))
    said |= dict.fromkeys(restated(told), weights.reason(RESTATES, "one restates the other"))
    for (first, second), why in sorted(said.items()):
        told_why = (*compare(by_id[first], by_id[second], weights), why)
        weight = sum(reason.weight for reason in told_why)
        if not any(weights.bar(reason) for reason in told_why) and weight >= weights.limits.look_from:
            firm = weight >= weights.limits.suggest_from
            yield Link(first, second, Judgement.POSITIVE if firm else Judgement.UNSURE, weight, told_why, by, at)
