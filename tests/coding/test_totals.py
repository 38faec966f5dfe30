from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import coded, numbered
from factory import says

TWO = ("Two guards were killed.", says("killed", "killed", count="Two", who="guards"))


def dead(text: str, number: str, who: str, trigger: str = "died") -> tuple[Any, ...]:
    return text, says("killed", trigger, count=number, who=who)


AFTER: list[tuple[str, tuple[Any, ...], list[int | None]]] = [
    ("a total of", dead("A total of 14 people died in the attack.", "14", "people"), [1, None]),
    ("in all", dead("In all, 14 people died.", "14", "people"), [1, None]),
    ("no such words", dead("14 people died in Bara.", "14", "people"), [None, None]),
    ("a smaller figure", dead("A total of 1 person died.", "1", "person"), [None, None]),
    ("other people", dead("A total of 14 nurses died.", "14", "nurses"), [None, None]),
    ("some of the dead", dead("One of the dead was a guard.", "One", "guard", "dead"), [None, 0]),
    ("some of other people", dead("One of the nurses died.", "One", "nurses"), [None, None]),
]


@pytest.mark.parametrize(("why", "second", "parts"), AFTER, ids=[row[0] for row in AFTER])
def test_what_takes_in_those_told_before(why: str, second: tuple[Any, ...], parts: list[int | None]) -> None:
    assert numbered(coded(TWO, second).claims, "part_of") == parts, why


WOUNDED = ("A blast wounded five people.", says("wounded", "wounded", count="five", who="people"))
OF_THEM = [
    ("One of the wounded died.", "One", 0),
    ("One of those injured, a clerk, died.", "One", 0),
    ("One of the clerks died.", "One", None),
]


@pytest.mark.parametrize(("text", "number", "whole"), OF_THEM)
def test_a_death_among_the_wounded_is_one_of_them(text: str, number: str, whole: int | None) -> None:
    claims = coded(WOUNDED, (text, says("killed", "died", count=number))).claims
    assert numbered(claims, "part_of") == [None, whole]
