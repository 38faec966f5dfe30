"""`python -m bench.calibration`: how far scores are from the share of claims that are right, on held-out sentences.

Prints one JSON object: the expected calibration error as the scores are (`ece`, 10 bins of equal count), the same where
the line is fitted on four fifths and measured on the last fifth (`ece_crossed`), and the reliability table. With
`--write` the line is fitted on all held-out sentences and written into the model's card.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from training.corpus import read_frames

from bench import accuracy
from bench.scores import judged
from mnemon.perceive.calibration import Calibration, log_odds
from mnemon.perceive.reader import MODEL
from mnemon.pipeline import open_engine

BINS, FOLDS = 10, 5
Judged = Sequence[tuple[float, bool]]


def main() -> None:
    """Measure, print, and write the card where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    by_sentence = sentences(args.model)
    if args.write:
        _write(args.model / "card.json", fitted(by_sentence))
        by_sentence = sentences(args.model)
    print(json.dumps(measured(by_sentence), indent=1))


def sentences(model: Path = MODEL) -> list[list[tuple[float, bool]]]:
    """Score and rightness of each claim, by held-out sentence of both sets."""
    engine = open_engine(model=model)
    pairs = (pair for path in (accuracy.GOLD, accuracy.HARD) for pair in accuracy.pairs(engine, path))
    return [list(judged(gold, claims)) for gold, claims in pairs]


def measured(by_sentence: Sequence[Judged]) -> dict[str, object]:
    """Both errors, and for each bin the mean score, the share that is right, and how many claims it has."""
    every = [j for s in by_sentence for j in s]
    crossed: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        line = fit([j for i, s in enumerate(by_sentence) if i % FOLDS != fold for j in s])
        tested = [j for i, s in enumerate(by_sentence) if i % FOLDS == fold for j in s]
        crossed += [(line.chance(score), right) for score, right in tested]
    table = [_row(part) for part in bins(every)]
    return {"claims": len(every), "ece": ece(every), "ece_crossed": ece(crossed), "reliability": table}


def fitted(by_sentence: Sequence[Judged]) -> Calibration:
    """The line of both sets, each of which counts as much as the other, however many sentences it has."""
    first = sum(1 for _ in read_frames(accuracy.GOLD))
    sets = [[j for s in part for j in s] for part in (by_sentence[:first], by_sentence[first:])]
    total = sum(map(len, sets))
    return fit([j for part in sets for j in part], [total / 2 / len(part) for part in sets for _ in part])


def _row(part: Judged) -> dict[str, float]:
    score, right = (round(float(np.mean(column)), 3) for column in zip(*part, strict=True))
    return {"score": score, "right": right, "claims": len(part)}


def bins(claims: Judged) -> list[list[tuple[float, bool]]]:
    """Claims by score in bins of about equal count."""
    order = sorted(claims)
    return [list(part) for part in np.array_split(np.array(order, dtype=object), BINS) if len(part)]


def ece(claims: Judged) -> float:
    """Expected calibration error: the mean over claims of how far their bin's score is from its share of right ones."""
    apart = [abs(sum(s - r for s, r in part)) for part in bins(claims)]
    return round(sum(apart) / max(1, len(claims)), 4)


def fit(claims: Judged, weights: Sequence[float] | None = None) -> Calibration:
    """Platt's line by Newton's method, with a weak pull to slope 1; targets are drawn in a little, as Platt does.

    `weights`: how much each claim counts; alike where they are left out.
    """
    weight = np.array(weights if weights is not None else [1.0] * len(claims))
    x = np.array([[log_odds(s), 1.0] for s, _ in claims])
    right = np.array([r for _, r in claims])
    ones, zeros = int(right.sum()), int((~right).sum())
    y: NDArray[np.float64] = np.where(right, (ones + 1) / (ones + 2), 1 / (zeros + 2))
    line, pull = np.array([1.0, 0.0]), np.diag([1.0, 1e-3])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ line))
        slope = x.T @ (weight * (p - y)) + pull @ (line - np.array([1.0, 0.0]))
        bend = x.T @ (x * (weight * p * (1 - p))[:, None]) + pull
        line -= np.linalg.solve(bend, slope)
    return Calibration(float(line[0]), float(line[1]))


def _write(card: Path, line: Calibration) -> None:
    """The card with this line laid on the one that it has."""
    told = json.loads(card.read_text(encoding="utf-8"))
    old = Calibration.of(told)
    told["calibration"] = {
        "slope": round(line.slope * old.slope, 6),
        "intercept": round(line.slope * old.intercept + line.intercept, 6),
        "fitted_on": f"{accuracy.GOLD.name} and {accuracy.HARD.name}, alike",
    }
    card.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
