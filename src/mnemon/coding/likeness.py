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

    The nodes of all trees stand in one row: `ask`, the number of what a node asks about; `no`, the node that follows
    where it is not so, and right behind it the one where it is; `gives`, what a leaf adds. A leaf asks what is never
    so, and follows itself. `roots`: where each tree begins; `depth`: of the deepest. `enough`: the chance from which
    two tellings are joined.
    """

    names: tuple[str, ...]
    number: Mapping[str, int]
    base: float
    ask: Ints
    no: Ints
    gives: NDArray[np.float64]
    roots: Ints
    depth: int
    enough: float

    def chances(self, told: Sequence[frozenset[str]]) -> NDArray[np.float64]:
        """The chance, 0 to 1, of each pair of tellings of which these things are so."""
        so = np.zeros((len(told), len(self.names) + 1), dtype=np.int32)
        for row, one in enumerate(told):
            so[row, [self.number[name] for name in one if name in self.number]] = 1
        begins = np.arange(len(told), dtype=np.int32)[:, None] * so.shape[1]
        at = np.tile(self.roots, (len(told), 1))
        for _ in range(self.depth):
            at = self.no.take(at) + so.take(begins + self.ask.take(at))
        odds: NDArray[np.float64] = self.gives[at].sum(axis=1) + self.base
        return 1 / (1 + np.exp(-odds))


def open_likeness(content: bytes) -> Likeness:
    """What a file of the form of AGAIN and EVENTS holds."""
    found = json.loads(content)
    return likeness(found["names"], found["base"], found["trees"], found["enough"])


def likeness(names: Sequence[str], base: float, trees: Sequence[Any], enough: float) -> Likeness:
    """Of trees as nested lists: a number, or what is asked about, the tree where it is not so, and where it is."""
    ask, no, gives = [len(names)] * len(trees), list(range(len(trees))), [0.0] * len(trees)

    def grow(tree: Any, at: int) -> None:  # noqa: ANN401 - a number, or a list of a number and two of the same
        if not isinstance(tree, list):
            gives[at] = float(tree)
            return
        ask[at], no[at] = int(tree[0]), len(ask)
        for _ in tree[1:]:
            ask.append(len(names))
            no.append(len(no))
            gives.append(0.0)
        grow(tree[1], no[at])
        grow(tree[2], no[at] + 1)

    for root, tree in enumerate(trees):
        grow(tree, root)
    nodes = (np.array(ask, dtype=np.int32), np.array(no, dtype=np.int32), np.array(gives, dtype=float))
    begins = np.arange(len(trees), dtype=np.int32)
    number = {name: n for n, name in enumerate(names)}
    return Likeness(tuple(names), number, base, *nodes, begins, max(map(_depth, trees), default=0), enough)


def _depth(tree: Any) -> int:  # noqa: ANN401
    return 1 + max(_depth(tree[1]), _depth(tree[2])) if isinstance(tree, list) else 0


NOTHING = likeness((), 0.0, (), enough=2.0)
"""What joins nothing and gives nothing, as before anything was learnt."""
