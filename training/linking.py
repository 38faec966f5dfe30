"""`python -m training.linking FILE`: the weights of linking, learnt on MAVERICK's Kenya; prints what was tried.

FILE is maverick_event_report.csv.gz (3,287 coded reports, CC BY 4.0). Rows of Ivory Coast are never opened for anything
here: they are the test in bench/maverick.py. How strongly weights are held and where joining begins are chosen by
five-fold cross-validation over towns.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import product
from pathlib import Path

import numpy as np
from bench.maverick import TRAIN, bcubed
from bench.maverick_rows import Row, read
from numpy.typing import NDArray

from mnemon.linking.block import candidate_pairs
from mnemon.linking.cluster import cluster_rows
from mnemon.linking.columns import Columns, Ints, columns
from mnemon.linking.compare import Codes, compare_all
from mnemon.linking.link import kept_of
from mnemon.linking.train import as_json, fit
from mnemon.linking.weights import Limits, Weights, hand_set

FOLDS = 5
STRENGTHS = (1.0,)
JOINING = ((-2.0, -1.0), (-1.0, -1.0), (-1.0, 0.0), (0.0, 0.0))
"""join_from and suggest_from, tried together."""

KEEPING = ((-5.0, -4.0),)
"""unlinked and look_from; less severe, and likeness to one member of three would be likeness to the group."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Compared pairs of a table's rows: the lower row, the higher, what was found, whether both are one event."""

    left: Ints
    right: Ints
    codes: Codes
    match: NDArray[np.bool_]

    def of(self, some: NDArray[np.bool_]) -> Pairs:
        """Some of them."""
        codes = {what: found[some] for what, found in self.codes.items()}
        return Pairs(self.left[some], self.right[some], codes, self.match[some])


def compared(rows: Sequence[Row], weights: Weights) -> tuple[Columns, Pairs]:
    """The rows, by mention id, and all pairs of them that are worth comparing."""
    table = columns(row.telling for row in rows)
    portions = list(candidate_pairs(table, weights.limits))
    left, right = (np.concatenate([portion[side] for portion in portions]) for side in (0, 1))
    gold = np.array([row.gold for row in rows])
    return table, Pairs(left, right, compare_all(table, left, right, weights), gold[left] == gold[right])


def folds(rows: Sequence[Row]) -> NDArray[np.int64]:
    """The fold of each row: all rows of a town fall together, so that a crowded day stays as crowded as it is."""
    return np.array([int(sha256(row.place_name[0].encode()).hexdigest(), 16) % FOLDS for row in rows])


def clustered(table: Columns, pairs: Pairs, weights: Weights, limits: Limits) -> dict[int, int]:
    """The group of each row that stands in one with others."""
    kept = kept_of((pairs.left, pairs.right), pairs.codes, replace(weights, limits=limits))
    groups = cluster_rows(table, [kept], limits)
    return {member: members[0] for members in groups for member in members}


def tried(rows: Sequence[Row], start: Weights) -> Iterator[tuple[float, float, Limits]]:
    """The cross-validated BCubed F1 of every strength and limits."""
    table, pairs = compared(rows, start)
    fold = folds(rows)
    gold = [(int(at), row.gold) for at, row in zip(fold, rows, strict=True)]
    home = fold[pairs.left], fold[pairs.right]
    for strength in STRENGTHS:
        parts = []
        for number in range(FOLDS):
            learnt = pairs.of((home[0] != number) & (home[1] != number))
            tested = pairs.of((home[0] == number) & (home[1] == number))
            parts.append((fit(learnt.codes, learnt.match, start, strength), tested))
        for (join_from, suggest_from), (unlinked, look_from) in product(JOINING, KEEPING):
            limits = replace(
                start.limits, join_from=join_from, suggest_from=suggest_from, unlinked=unlinked, look_from=look_from
            )
            together: dict[int, int] = {}
            for weights, some in parts:
                together |= clustered(table, some, weights, limits)
            yield bcubed([together.get(n, n) for n in range(len(rows))], gold), strength, limits


def main() -> None:
    """Learn, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="maverick_event_report.csv.gz")
    parser.add_argument("--out", type=Path, default=Path("src/mnemon/linking/learnt.json"))
    args = parser.parse_args()
    rows = sorted((r for r in read(args.file) if r.country == TRAIN), key=lambda r: r.telling.mention.id)
    start = hand_set()
    scored = sorted(tried(rows, start), key=lambda one: -one[0])
    _, strength, limits = scored[0]
    table, pairs = compared(rows, start)
    made = replace(fit(pairs.codes, pairs.match, start, strength), limits=limits)
    judged = f"{len(rows)} reports, {len(pairs.match)} pairs, {int(pairs.match.sum())} of one event"
    source = f"MAVERICK, {TRAIN}: {judged} (CC BY 4.0)"
    args.out.write_text(as_json(made, source), encoding="utf-8")
    best = [{"bcubed_f1": round(score, 4), "strength": held, "limits": _shown(at)} for score, held, at in scored[:5]]
    print(json.dumps({"learnt_from": source, "cross_validated": best, "rows": len(table.ids)}, indent=1))


def _shown(limits: Limits) -> dict[str, float]:
    return {name: getattr(limits, name) for name in ("join_from", "suggest_from", "unlinked", "look_from")}


if __name__ == "__main__":
    main()
