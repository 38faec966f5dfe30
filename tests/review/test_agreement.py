"""Agreement of two coders, on cases worked by hand."""

from __future__ import annotations

import pytest

from mnemon.review.agreement import Finding, agreement


def of(part: str, *pairs: tuple[str | float | None, str | float | None]) -> tuple[float | None, int, int]:
    given: list[tuple[Finding, Finding]] = [({part: left}, {part: right}) for left, right in pairs]
    found = next(one for one in agreement(given) if one.part == part)
    return found.alpha, found.units, found.same


def test_coders_who_always_agree_have_alpha_one() -> None:
    alpha, *rest = of("kind", ("killed", "killed"), ("wounded", "wounded"), ("killed", "killed"))
    assert alpha == pytest.approx(1)
    assert rest == [3, 3]


def test_coders_who_agree_as_chance_would_have_it_are_near_nought() -> None:
    """Krippendorff's own arithmetic: 1 - observed 2/4 over expected 32/56."""
    alpha, units, same = of("kind", ("a", "a"), ("b", "b"), ("a", "b"), ("b", "a"))
    assert alpha == pytest.approx(1 - (4 / 8) / (2 * 4 * 4 / (8 * 7)))
    assert (units, same) == (4, 2)


def test_a_near_miss_in_a_count_costs_less_than_a_far_one() -> None:
    near = of("how many", (10, 11), (100, 100), (3, 3))[0]
    far = of("how many", (10, 80), (100, 100), (3, 3))[0]
    assert near is not None
    assert far is not None
    assert near > 0.98 > far


def test_not_stated_is_an_answer_where_names_are_compared_and_none_where_numbers_are() -> None:
    assert of("place", ("Bara", None), ("Mongo", "Mongo"), (None, None))[1:] == (3, 2)
    assert of("how many", (5, None), (7, 7), (9, 9))[0] == pytest.approx(1)


@pytest.mark.parametrize("pairs", [[], [("a", "a")], [("a", "a"), ("a", "a")]])
def test_where_it_cannot_be_said_nothing_is_said(pairs: list[tuple[str, str]]) -> None:
    assert of("kind", *pairs)[0] is None
