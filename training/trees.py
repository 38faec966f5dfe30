"""Boosted trees over what is so of two tellings, learnt and written as coding/likeness.py reads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.tree._tree import Tree

from mnemon.coding.likeness import NOTHING
from mnemon.pipeline import Engine

Pair = tuple[frozenset[str], bool]
"""What is so of two tellings, and whether they are of the same."""


@dataclass(frozen=True, slots=True)
class Growing:
    """How trees are grown: so many of so deep, how fast; once for each seed, the mean of which ships.

    `rare`: what is so of fewer pairs is not asked about.
    """

    trees: int
    depth: int
    rate: float
    leaf: int
    seeds: Sequence[int]
    rare: int


def without(engine: Engine, part: str) -> Engine:
    """The reader as it was before a part of its codebook ("likeness", "of_day") was learnt."""
    coder = engine.coder
    return replace(engine, coder=replace(coder, codebook=replace(coder.codebook, **{part: NOTHING})))  # type: ignore[arg-type]


def learnt(pairs: Sequence[Pair], growing: Growing) -> tuple[list[str], list[GradientBoostingClassifier]]:
    """What is asked about, and the sets of trees."""
    counts = Counter(name for so, _ in pairs for name in so)
    names = sorted(name for name, count in counts.items() if count >= growing.rare)
    seen = np.array([_row(so, names) for so, _ in pairs])
    those = np.array([those for _, those in pairs])
    models = [
        GradientBoostingClassifier(
            n_estimators=growing.trees, max_depth=growing.depth, learning_rate=growing.rate, subsample=0.6,
            max_features=0.15, min_samples_leaf=growing.leaf, random_state=seed,
        )
        for seed in growing.seeds
    ]  # fmt: skip
    return names, [model.fit(seen, those) for model in models]


def _row(so: frozenset[str], names: Sequence[str]) -> NDArray[np.float32]:
    return np.array([name in so for name in names], dtype=np.float32)


def as_table(names: Sequence[str], models: Sequence[GradientBoostingClassifier], enough: float) -> dict[str, Any]:
    """The trees as nested lists: the number of what is asked, what follows where it is not so, and where it is."""
    prior = float(models[0].init_.class_prior_[1])
    trees = [_nested(t[0].tree_, 0, m.learning_rate / len(models)) for m in models for t in m.estimators_]
    base = round(float(np.log(prior / (1 - prior))), 4)
    return {"names": list(names), "base": base, "trees": trees, "enough": enough}


def _nested(tree: Tree, node: int, rate: float) -> list[Any] | float:
    left, right = int(tree.children_left[node]), int(tree.children_right[node])
    if left < 0:
        return round(float(tree.value[node][0][0]) * rate, 5)
    return [int(tree.feature[node]), _nested(tree, left, rate), _nested(tree, right, rate)]
