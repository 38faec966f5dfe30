"""No total adds an episode and its parts."""

from __future__ import annotations

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
