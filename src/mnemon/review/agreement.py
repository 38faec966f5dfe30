"""How far two coders agree: Krippendorff's alpha on what they found of the same claims, part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import krippendorff
import numpy as np

FEWEST = 2
"""Claims that both coded, below which nothing is said."""

Level = Literal["nominal", "interval", "ratio"]

LEVELS: dict[str, Level] = {
    "kind": "nominal", "how many": "ratio", "by whom": "nominal", "said by": "nominal", "place": "nominal",
    "first day": "interval", "same event": "nominal", "link": "nominal",
}  # fmt: skip
"""What is compared, and how far apart two values are: the same or not, or by their distance.

"same event": of two claims of one report; "link": of two tellings, as a rule of two reports.
"""


@dataclass(frozen=True, slots=True)
class Agreement:
    """On one part: alpha (1 = always, 0 = no better than chance; None = it cannot be said), and on how many units."""

    part: str
    alpha: float | None
    units: int
    same: int


Finding = Mapping[str, str | float | None]
"""What one coder found of one claim, or of one pair: part -> value; None = not stated, a missing part = not asked."""


def agreement(pairs: Sequence[tuple[Finding, Finding]]) -> list[Agreement]:
    """For each part, over the pairs in which both coders were asked for it."""
    found = []
    for part, level in LEVELS.items():
        both = [(left[part], right[part]) for left, right in pairs if part in left and part in right]
        units = [pair for pair in both if level == "nominal" or None not in pair]
        same = sum(left == right for left, right in both)
        found.append(Agreement(part, _alpha(units, level), len(both), same))
    return found


def _alpha(units: Sequence[tuple[str | float | None, str | float | None]], level: Level) -> float | None:
    if len(units) < FEWEST:
        return None
    if len({value for pair in units for value in pair}) == 1:
        return None  # where everything is one value, agreement cannot be told from chance
    if level == "nominal":
        codes = {value: number for number, value in enumerate(dict.fromkeys(v for pair in units for v in pair))}
        data = np.array([[codes[value] for value in coder] for coder in zip(*units, strict=True)], dtype=float)
    else:
        data = np.array([[float(value or 0) for value in coder] for coder in zip(*units, strict=True)])
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement=level))
