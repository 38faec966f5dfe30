"""How likely two tellings are of the same people, or of one event: boosted trees over what is so of both, learnt."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

DATA = Path(__file__).parent / "data"
AGAIN = DATA / "again.json"
"""Whether two tellings of harm are of the same people (`python -m training.again`)."""

EVENTS = DATA / "events.json"
"""Whether a scene goes on about an event told before (`python -m training.story`)."""

DAYS = DATA / "days.json"
"""On which of the days that a report names an undated event was (`python -m training.days`)."""

PLACES = DATA / "places.json"
"""At which of the places that a report names an event without a place was (`python -m training.places`)."""

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is asked about (`names`, each with its `number`), and trees whose numbers add up to log-odds, beside `base`.

    The nodes of all trees stand in one row: `ask`, the number of what a node asks about; `no` and `yes`, the node that
    follows; `gives`, what a leaf adds. A leaf follows itself. `roots`: where each tree begins; `depth`: of the deepest.
    `enough`: the chance from which two tellings are joined.
    """

    names: tuple[str, ...]
    number: Mapping[str, int]
    base: float
    ask: Ints
    no: Ints
    yes: Ints
    gives: NDArray[np.float64]
    roots: Ints
    depth: int
    enough: float

    def chances(self, told: Sequence[frozenset[str]]) -> NDArray[np.float64]:
        """The chance, 0 to 1, of each pair of tellings of which these things are so."""
        so = np.zeros((len(told), len(self.names)), dtype=bool)
        for row, one in enumerate(told):
            so[row, [self.number[name] for name in one if name in self.number]] = True
        rows = np.arange(len(told))[:, None]
        at = np.tile(self.roots, (len(told), 1))
        for _ in range(self.depth):
            at = np.where(so[rows, self.ask[at]], self.yes[at], self.no[at])
        odds: NDArray[np.float64] = self.gives[at].sum(axis=1) + self.base
        return 1 / (1 + np.exp(-odds))


def open_likeness(content: bytes) -> Likeness:
    """What a file of the form of AGAIN and EVENTS holds."""
    found = json.loads(content)
    return likeness(found["names"], found["base"], found["trees"], found["enough"])


def likeness(names: Sequence[str], base: float, trees: Sequence[Any], enough: float) -> Likeness:
    """Of trees as nested lists: a number, or what is asked about, the tree where it is not so, and where it is."""
    nodes: list[tuple[int, int, int, float]] = []

    def grow(tree: Any) -> int:  # noqa: ANN401 - a number, or a list of a number and two of the same
        at = len(nodes)
        nodes.append((0, at, at, 0.0 if isinstance(tree, list) else float(tree)))
        if isinstance(tree, list):
            nodes[at] = (int(tree[0]), grow(tree[1]), grow(tree[2]), 0.0)
        return at

    roots = [grow(tree) for tree in trees]
    ask, no, yes = (np.array([node[i] for node in nodes], dtype=np.int32) for i in range(3))
    gives = np.array([node[3] for node in nodes], dtype=float)
    begins = np.array(roots, dtype=np.int32)
    number = {name: n for n, name in enumerate(names)}
    return Likeness(tuple(names), number, base, ask, no, yes, gives, begins, max(map(_depth, trees), default=0), enough)


def _depth(tree: Any) -> int:  # noqa: ANN401
    return 1 + max(_depth(tree[1]), _depth(tree[2])) if isinstance(tree, list) else 0


NOTHING = likeness((), 0.0, (), enough=2.0)
"""What joins nothing and gives nothing, as before anything was learnt."""
