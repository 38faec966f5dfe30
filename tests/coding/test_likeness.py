from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnemon.coding.likeness import AGAIN, likeness, open_likeness

TREES = [[0, -1.0, [1, 0.5, 2.0]], [1, -0.25, 0.25]]

SUMS = [
    (frozenset(), -1.25),
    (frozenset({"same name"}), 0.25),
    (frozenset({"same name", "same event"}), 2.25),
    (frozenset({"same event"}), -0.75),
]


@pytest.mark.parametrize(("so", "odds"), SUMS)
def test_the_leaves_that_answers_lead_to_are_added_up(so: frozenset[str], odds: float) -> None:
    found = likeness(["same name", "same event"], 0.5, TREES, 0.5).chances([so])
    assert found.tolist() == pytest.approx([1 / (1 + 2.718281828459045 ** -(odds + 0.5))])


def test_nothing_learnt_joins_nothing() -> None:
    assert likeness((), 0.0, (), 2.0).chances([frozenset({"same name"})]).tolist() == [0.5]
    assert likeness((), 0.0, (), 2.0).chances([]).tolist() == []


SHIPPED = open_likeness(AGAIN.read_bytes())


@given(st.lists(st.frozensets(st.sampled_from(SHIPPED.names)), max_size=5))
def test_a_chance_lies_between_nought_and_one_and_is_the_same_in_any_company(told: list[frozenset[str]]) -> None:
    together = SHIPPED.chances(told)
    assert all(0 < chance < 1 for chance in together)
    assert together.tolist() == [SHIPPED.chances([so])[0] for so in told]


def test_one_name_speaks_for_one_person_and_two_sorts_of_people_against_it() -> None:
    told = {"l named", "l one", "b one", "l is killed", "same number", "same one", "same event", "no rule", "step 2"}
    one, two = SHIPPED.chances([frozenset(told | {"same name"}), frozenset(told | {"two sorts", "other name"})])
    assert one > two
