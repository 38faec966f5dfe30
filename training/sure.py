"""`python -m training.sure --out FILE`: how sure a settled figure is, learnt.

Of the events in corpus/reports/by_event.jsonl that have `counts`, a reader said how many people each harmed. Each such
report is read and each of its events settled by the default rule; settle/sure.py says what is so of every figure, and
a logistic regression learns whether it is the reader's. How well the chance tells right from wrong is measured by
six-fold cross-validation over reports, printed as JSON. A minute; the same bytes each time.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from bench.events import by_claim
from bench.figures import RULE, SURE, given
from bench.reports import arrival_of
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from mnemon.model.claims import SUGGESTION
from mnemon.pipeline import Engine, open_engine, read
from mnemon.settle.sure import FACTS, LEARNT, facts
from training.rows import by_event_rows

FOLDS = 6
STRENGTH = 0.1
"""The inverse of how much large weights cost."""

Figure = tuple[int, dict[str, float], bool]
"""The report's number, what is so of a figure, and whether it is right."""


def main() -> int:
    """Learn, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=LEARNT)
    args = parser.parse_args()
    figures = list(told(open_engine()))
    print(json.dumps(held_out(figures)))
    args.out.write_text(json.dumps(weighed(figures), indent=1) + "\n", encoding="utf-8")
    return 0


def told(engine: Engine) -> Iterator[Figure]:
    """Every figure that is given of the annotated events, with what is so of it."""
    rows = [row for row in by_event_rows() if all("counts" in event for event in row["events"].values())]
    for number, (row, found) in enumerate(zip(rows, read(engine, map(arrival_of, rows)), strict=True)):
        for figure in given(row, list(by_claim(row, found.coded.claims)), found.coded.claims):
            yield number, facts(figure.finding, figure.claims), figure.right


def held_out(figures: Sequence[Figure]) -> dict[str, float]:
    """How well the chance tells right from wrong in reports not learnt from: area under the curve, and shares right."""
    seen, right = _table(figures), np.array([right for *_, right in figures])
    reports = [number for number, *_ in figures]
    folds = GroupKFold(FOLDS)
    chance = cross_val_predict(_model(), seen, right, groups=reports, cv=folds, method="predict_proba")[:, 1]
    return {
        "figures": len(figures), "right": round(float(right.mean()), 3), "auc": round(roc_auc_score(right, chance), 3),
        f"right_from_{SURE}": round(float(right[chance >= SURE].mean()), 3),
        f"right_below_{SUGGESTION}": round(float(right[chance < SUGGESTION].mean()), 3),
    }  # fmt: skip


def weighed(figures: Sequence[Figure]) -> dict[str, Any]:
    """The weight of each fact in log-odds, its mean, and the intercept."""
    model = _model().fit(_table(figures), [right for *_, right in figures])
    scale, line = model[0], model[1]
    weights, intercept = line.coef_[0] / scale.scale_, line.intercept_[0]
    return {
        "rule": RULE,
        "learnt_from": f"{len(figures)} figures of {len({number for number, *_ in figures})} reports",
        "intercept": round(float(intercept - weights @ scale.mean_), 4),
        "weights": {name: round(float(w), 4) for name, w in zip(FACTS, weights, strict=True)},
        "means": {name: round(float(m), 4) for name, m in zip(FACTS, scale.mean_, strict=True)},
    }


def _table(figures: Sequence[Figure]) -> Any:  # noqa: ANN401 - an array of floats
    return np.array([[said[name] for name in FACTS] for _, said, _ in figures])


def _model() -> Pipeline:
    return make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=2000))


if __name__ == "__main__":
    sys.exit(main())
