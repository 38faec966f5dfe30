"""No total adds an episode and its parts."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory import finding
from mnemon.model.events import Finding
from mnemon.settle.cost import totals
from mnemon.settle.wholes import held


def made(event: str, best: int | None, **changes: object) -> Finding:
    return finding(event_id=event, what="killed", low=best, best=best, high=best, group=None, **changes)


def test_a_part_is_not_added_to_an_episode_that_gives_a_figure() -> None:
    found = held([made("whole", 30), made("a", 5), made("b", 4), made("c", 7)], {"a": "whole", "b": "whole"})
    assert [f.within for f in found] == [None, "whole", "whole", None]
    (row,) = totals(found)
    assert (row.low, row.best, row.high, row.events, row.parts) == (37, 37, 37, 2, 2)


def test_parts_are_added_where_the_episode_gives_no_figure() -> None:
    found = held([made("whole", None), made("a", 5)], {"a": "whole"})
    assert [f.within for f in found] == [None, None]
    assert totals(found)[0].best == 5
    assert held([made("a", 5)], {"a": "alone-m-1"})[0].within is None


def test_an_episode_of_an_episode_holds_what_the_one_between_gives_no_figure_of() -> None:
    found = held([made("year", 90), made("days", None), made("a", 5)], {"a": "days", "days": "year"})
    assert [f.within for f in found] == [None, "year", "year"]


def test_a_figure_by_another_rule_or_of_another_harm_holds_nothing() -> None:
    other = made("whole", 30, rule="other-rule")
    assert [f.within for f in held([other, made("a", 5)], {"a": "whole"})] == [None, None]


def test_an_episode_of_fewer_dead_than_a_part_of_it_cannot_count_them() -> None:
    found = held([made("year", 90), made("days", 4), made("a", 5)], {"a": "days", "days": "year"})
    assert [f.within for f in found] == [None, "year", "year"]
    assert [f.within for f in held([made("days", 4), made("a", 5)], {"a": "days"})] == [None, None]


NEAR = [
    ("the wider of the larger figure", {"one": True}, 14, 14, "other"),
    ("the wider of a smaller figure", {"one": True}, 4, 15, None),
    ("near, one uncommon number", {"one": False}, 14, 14, "other"),
    ("near, one common number", {"one": False}, 4, 4, None),
    ("near, two uncommon numbers", {"one": False}, 14, 15, None),
    ("near, two rare numbers", {"one": False}, 90, 24, "other"),
    ("near, a rare and an uncommon one", {"one": False}, 90, 14, None),
    ("wider, and nobody", {"one": True}, 5, 0, None),
]  # fmt: skip


@pytest.mark.parametrize(("what", "near", "figure", "mine", "holds"), NEAR, ids=[case[0] for case in NEAR])
def test_of_two_figures_that_may_count_the_same_people_the_larger_stands(
    what: str, near: dict[str, bool], figure: int, mine: int, holds: str | None
) -> None:
    found = held([made("one", figure), made("other", mine)], {}, {"other": near, "one": {"other": False}})
    assert [f.event_id for f in found if f.within is not None] == ([] if holds is None else [holds]), what


def test_what_does_not_stand_itself_holds_nothing() -> None:
    near = {"b": {"a": True}, "c": {"b": True}}
    assert [f.within for f in held([made("a", 30), made("b", 20), made("c", 10)], {}, near)] == [None, "a", None]


@given(
    st.lists(st.integers(0, 40) | st.none(), min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.booleans()), max_size=20),
    st.randoms(),
)
def test_no_total_grows_or_falls_below_its_largest_figure(
    figures: list[int | None], pairs: list[tuple[int, int, bool]], dice: Random
) -> None:
    """Whatever is near what: what holds stands itself and is no smaller, and order changes nothing."""
    near: dict[str, dict[str, bool]] = {}
    for one, other, wider in pairs:
        if one != other:
            near.setdefault(f"e-{one}", {})[f"e-{other}"] = wider
    found = [made(f"e-{n}", figure) for n, figure in enumerate(figures)]
    kept = held(found, {}, near)
    by_id = {f.event_id: f for f in kept}
    for mine in (f for f in kept if f.within is not None):
        holder = by_id[mine.within or ""]
        assert holder.within is None
        assert (holder.best or 0) >= (mine.best or 0) > 0
    (row,) = totals(kept)
    assert max(f or 0 for f in figures) <= (row.best or 0) <= sum(f or 0 for f in figures)
    dice.shuffle(found)
    assert {f.event_id: f.within for f in held(found, {}, near)} == {f.event_id: f.within for f in kept}
