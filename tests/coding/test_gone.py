"""Who died of wounds is one of the wounded told of, and in the toll that it is brought to."""

from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import coded
from factory import says
from mnemon.settle import tally

Told = list[tuple[Any, ...]]


def dead(trigger: str, count: str, **parts: Any) -> Any:  # noqa: ANN401 - a wording
    """A death told of somebody counted."""
    return says("killed", trigger, count=count, **parts)


SIX = says("wounded", "wounds", count="six", who="residents")
BEFORE = ("Three to five fighters died at Mobaye.", says("killed", "died", count="Three to five", who="fighters"))

CASES: list[tuple[str, Told, tuple[int, int], tuple[int, int]]] = [
    (
        "of whom one",
        [
            BEFORE,
            (
                "The post took in six residents with wounds, of whom one, a girl, succumbed.",
                SIX,
                dead("succumbed", "one", who="girl"),
            ),
        ],
        (4, 6),
        (5, 5),
    ),
    (
        "one of the six",
        [
            BEFORE,
            ("The post took in six residents with wounds.", SIX),
            ("One of the six, a clerk, passed on.", dead("passed on", "One", who="a clerk")),
        ],
        (4, 6),
        (5, 5),
    ),
    (
        "of the six, two",
        [
            ("The post took in six residents with wounds.", SIX),
            ("Of the six, two died at night.", dead("died", "two")),
        ],
        (2, 2),
        (4, 4),
    ),
    (
        "one of as many dead",
        [
            ("Six residents were killed and two had wounds.", dead("killed", "Six", who="residents"), says("wounded", "wounds", count="two")),
            ("One of the six had died at once.", dead("died", "One")),
        ],
        (6, 6),
        (2, 2),
    ),
    (
        "in the toll that it is brought to",
        [
            ("Five people were killed and six residents had wounds.", dead("killed", "Five", who="people"), SIX),
            (
                "One of the six, a clerk, died, bringing the number of the dead to six.",
                dead("died", "One", who="a clerk"),
                dead("dead", "six#2"),
            ),
        ],
        (6, 6),
        (5, 5),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("why", "sentences", "killed", "wounded"), CASES, ids=[row[0] for row in CASES])
def test_who_died_of_wounds_is_wounded_no_more(
    why: str, sentences: Told, killed: tuple[int, int], wounded: tuple[int, int]
) -> None:
    counts = tally(coded(*sentences).claims).counts
    assert (counts["killed"].low, counts["killed"].high) == killed, why
    assert (counts["wounded"].low, counts["wounded"].high) == wounded, why
