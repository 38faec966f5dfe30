"""`python -m bench.maverick_upper --data FILE`: how far the coded fields of MAVERICK reach; one JSON object.

What ships weighs findings that can be added up and read. Here gradient boosting, which cannot be read, is given those
findings and the numbers behind them (days, kilometres, figures, ages of the reports, how many tell of that day), learns
on Kenya and is scored on Ivory Coast at every threshold, the test's own best included: no linker that ships may choose
so. `learnt_on_both`: also from the test itself, in five parts of which each is scored by the others. `oracle`: every
compared pair judged as the coders did, which leaves what comparing never meets. scikit-learn is installed for this
alone (bench/upper.txt).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from bench.maverick import TEST, TRAIN, scores
from bench.maverick_rows import Row, command, read
from mnemon.linking.block import candidate_pairs
from mnemon.linking.cluster import cluster_rows
from mnemon.linking.columns import Columns, Ints, columns
from mnemon.linking.compare import compare_all, km_of, most_dead
from mnemon.linking.link import Suggested
from mnemon.linking.weights import hand_set

THRESHOLDS = (-3.0, -2.0, -1.0, -0.5, 0.0, 1.0)
PARTS, DAYS_OF_A_PART = 5, 21
KEPT_FROM = -4.0

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Compared:
    """The pairs of a country's rows that are worth comparing: what is known of each, and whether both are one event."""

    rows: Sequence[Row]
    table: Columns
    left: Ints
    right: Ints
    known: Numbers
    match: NDArray[np.bool_]


def compared(rows: Sequence[Row]) -> Compared:
    """All that is worth comparing, with findings and numbers."""
    weights, table = hand_set(), columns(row.telling for row in rows)
    portions = list(candidate_pairs(table, weights.limits))
    left, right = (np.concatenate([portion[side] for portion in portions]) for side in (0, 1))
    codes = compare_all(table, left, right, weights)
    gold = np.array([row.gold for row in rows])
    known = np.stack([*codes.values(), *_behind(table, left, right)], axis=1).astype(np.float64)
    return Compared(rows, table, left, right, known, gold[left] == gold[right])


def _behind(table: Columns, left: Ints, right: Ints) -> list[NDArray[np.generic]]:
    """The numbers behind the findings: of the pair, then the lower and the higher of the two."""
    age, length = table.published - table.end, table.end - table.start
    _, day, day_count = np.unique(table.start, return_inverse=True, return_counts=True)
    _, report, report_count = np.unique(table.report, return_inverse=True, return_counts=True)
    met = np.bincount(np.concatenate([left, right]), minlength=len(table.ids))
    each = [age, length, table.precision, most_dead(table, np.arange(len(table.ids))), table.told, met]
    each += [day_count[day], report_count[report]]
    pair = [km_of(table, left, right), abs(table.start[left] - table.start[right])]
    pair += [abs(table.end[left] - table.end[right]), abs(table.published[left] - table.published[right])]
    return [*pair, *(way(one[left], one[right]) for one in each for way in (np.minimum, np.maximum))]


def judged(known: Numbers, match: NDArray[np.bool_], asked: Numbers) -> Numbers:
    """What boosting says of the pairs `asked`, as log-odds to base 2."""
    model = HistGradientBoostingClassifier(
        max_iter=150, learning_rate=0.05, max_leaf_nodes=15, min_samples_leaf=20, l2_regularization=1.0,
        max_features=0.3, random_state=0,
    )  # fmt: skip
    return np.asarray(model.fit(known, match).decision_function(asked) / log(2))


def parted(test: Compared, train: Compared) -> Numbers:
    """The test's pairs, each judged by what was learnt on the other parts and on Kenya."""
    part = np.array([(row.dates.start.toordinal() // DAYS_OF_A_PART) % PARTS for row in test.rows])
    one, other = part[test.left], part[test.right]
    weight = np.full(len(test.match), 2 * KEPT_FROM)
    for number in range(PARTS):
        taught, asked = (one != number) & (other != number), (one == number) & (other == number)
        known = np.concatenate([test.known[taught], train.known])
        weight[asked] = judged(known, np.concatenate([test.match[taught], train.match]), test.known[asked])
    return weight


def clustered(some: Compared, weight: Numbers, threshold: float) -> dict[str, float]:
    """The scores of average linkage, joining from a threshold on."""
    limits = replace(hand_set().limits, join_from=threshold, unlinked=-5.0)
    kept = weight >= min(threshold, KEPT_FROM)
    found = Suggested(some.left[kept], some.right[kept], weight[kept], weight[kept] >= threshold, {})
    home = {member: group[0] for group in cluster_rows(some.table, [found], limits) for member in group}
    return scores([home.get(n, n) for n in range(len(some.rows))], [row.gold for row in some.rows])


def measured(path: Path) -> dict[str, object]:
    """Every figure."""
    rows = sorted(read(path), key=lambda row: row.telling.mention.id)
    train, test = (compared([row for row in rows if row.country == name]) for name in (TRAIN, TEST))
    ways = {"learnt_on_train": judged(train.known, train.match, test.known), "learnt_on_both": parted(test, train)}
    figures: dict[str, object] = {
        name: {str(at): clustered(test, weight, at) for at in THRESHOLDS} for name, weight in ways.items()
    }
    return figures | {"oracle": clustered(test, np.where(test.match, 9.0, -9.0), 0.0), "train": TRAIN, "test": TEST}


def main() -> None:
    """Print one JSON object."""
    command(__doc__, measured)


if __name__ == "__main__":
    main()
