from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnemon.perceive.calibration import Calibration

SCORES = st.floats(0, 1)


@given(SCORES)
def test_without_a_line_scores_stay_as_they_are(score: float) -> None:
    assert Calibration().chance(score) == pytest.approx(score, abs=1e-4)


@given(SCORES, SCORES, st.floats(0.05, 3), st.floats(-5, 5))
def test_a_probability_rises_with_the_score(left: float, right: float, slope: float, intercept: float) -> None:
    line = Calibration(slope, intercept)
    low, high = sorted((left, right))
    assert 0 <= line.chance(low) <= line.chance(high) <= 1


def test_the_card_gives_the_line() -> None:
    assert Calibration.of({"calibration": {"slope": 0.5, "intercept": -1, "fitted_on": "x"}}) == Calibration(0.5, -1)
    assert Calibration.of({}) == Calibration()


def test_a_line_below_one_draws_sure_scores_in() -> None:
    assert Calibration(0.5, 0).chance(0.99) == pytest.approx(0.9087, abs=1e-4)
