"""Weights from pairs that people have judged: those that stand now, moved by what was judged, and by no more.

Logistic regression over the findings, each a column of its own; a ridge holds every weight near what it was, so that a
few judgements move little and thousands move what they speak of. The weights stay a sum of reasons.
"""

from __future__ import annotations

import json
from dataclasses import replace
from math import log

import numpy as np
from numpy.typing import NDArray

from mnemon.linking.compare import Codes
from mnemon.linking.weights import FEATURES, SILENT, Weights

STRENGTH = 1.0
"""How strongly a weight is held: so many judgements, about, weigh as much as what stood before."""

SEEN, SEEN_TOGETHER, HELD = 200, 30, 1e6
"""Pairs, or pairs of one event, in which a finding is seen before its weight moves; the grip on one that is not."""

OFTEN_SPOKEN = 0.95
"""The share of pairs above which a comparison was hardly ever silent."""

STEPS = 50


def fit(codes: Codes, match: NDArray[np.bool_], start: Weights, strength: float = STRENGTH) -> Weights:
    """The weights that make the judgements `match` of pairs with these findings likeliest, near those of `start`.

    A finding that was hardly seen keeps its weight. Where silence was hardly seen, the comparison is then set so that
    silence, which weighs 0, is worth what its findings are worth on the whole; the prior odds take up the difference.
    """
    named = [(what, n) for what in codes for n, found in enumerate(FEATURES[what]) if found not in SILENT]
    held = np.array([start.prior, *(start.found[what][FEATURES[what][n]] for what, n in named)]) * log(2)
    seen = np.stack([np.ones(len(match)), *((codes[what] == n) for what, n in named)], axis=1).astype(np.float64)
    taught = (seen.sum(axis=0) >= SEEN) | (seen[match].sum(axis=0) >= SEEN_TOGETHER)
    grip = np.where(taught, strength, HELD)
    grip[0] = strength / 100
    made = _ridge(seen, match.astype(np.float64), held, grip) / log(2)
    prior, found = float(made[0]), {what: dict(weights) for what, weights in start.found.items()}
    for what in codes:
        mine = [n for n, (of, _) in enumerate(named, start=1) if of == what]
        counts = seen[:, mine].sum(axis=0)
        spoken = float(counts.sum())
        middle = float(made[mine] @ counts) / spoken if spoken > OFTEN_SPOKEN * len(match) else 0.0
        prior += middle * spoken / max(len(match), 1)
        shifted = np.where(taught[mine], made[mine] - middle, made[mine])
        found[what] |= {FEATURES[what][named[n - 1][1]]: round(float(w), 2) for n, w in zip(mine, shifted, strict=True)}
    return replace(start, prior=round(prior, 2), found=found)


def _ridge(
    seen: NDArray[np.float64], match: NDArray[np.float64], held: NDArray[np.float64], grip: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Newton's method on the log-likelihood, less half of `grip` times the squared distance from `held`."""
    at = held.copy()
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip(seen @ at, -30, 30)))
        slope = seen.T @ (match - likely) - grip * (at - held)
        bend = (seen * (likely * (1 - likely))[:, None]).T @ seen + np.diag(grip)
        step = np.linalg.solve(bend, slope)
        at += step * min(1.0, 4.0 / max(float(np.abs(step).max()), 1e-12))
        if np.abs(step).max() < 1e-8:
            break
    return at


def as_json(made: Weights, told_of: str) -> str:
    """Weights as a file that `open_weights` reads: numbers alone, with what they were learnt from."""
    limits = {name: getattr(made.limits, name) for name in LEARNT}
    found = {what: weights for what, weights in made.found.items() if not what.startswith("within ")}
    return json.dumps({"learnt_from": told_of, "prior": made.prior, "limits": limits, "found": found}, indent=1) + "\n"


LEARNT = ("suggest_from", "look_from", "join_from", "unlinked")
"""The limits that go with the weights."""
