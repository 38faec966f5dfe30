"""From the network's own number to a probability that was measured."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

EDGE = 1e-6
"""Scores are kept this far from 0 and 1, where the log-odds have no end."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """A line through the log-odds (Platt's scaling): slope and intercept as the model's card gives them."""

    slope: float = 1.0
    intercept: float = 0.0

    @classmethod
    def of(cls, card: Mapping[str, object]) -> Calibration:
        """What the card says; scores as they are where it says nothing."""
        told = card.get("calibration")
        if not isinstance(told, Mapping):
            return cls()
        return cls(float(told["slope"]), float(told["intercept"]))

    def chance(self, score: float) -> float:
        """The probability, 0..1, that a frame of this score is right; rises with the score."""
        return round(1 / (1 + math.exp(-self.slope * log_odds(score) - self.intercept)), 4)


def log_odds(score: float) -> float:
    """log(p / (1 - p)), finite at both ends."""
    inside = min(1 - EDGE, max(EDGE, score))
    return math.log(inside / (1 - inside))
