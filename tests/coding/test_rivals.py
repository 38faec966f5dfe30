from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import coded
from factory import says
from mnemon.settle import tally

BLAST = ("A blast killed 17 people.", says("bombing", "blast"), says("killed", "killed", count="17", who="people"))
BODIES = ('"We have received 21 bodies," he said.', says("killed", "bodies", count="21"))

TOLD: list[tuple[str, list[tuple[Any, ...]], tuple[int | None, int | None]]] = [
    ("in the next sentence", [BLAST, ("A doctor gave a higher toll.",), BODIES], (17, 21)),
    (
        "in its own",
        [BLAST, ("A doctor gave a higher toll, of 21 dead.", says("killed", "dead", count="21"))],
        (17, 21),
    ),
    ("not said to be another toll", [BLAST, ("A doctor spoke.",), BODIES], (38, 38)),
    ("called higher, and lower", [BLAST, ("Police gave a higher toll of nine dead.", says("killed", "dead", count="nine"))], (26, 26)),
    ("called lower", [BLAST, ("Police gave a lower toll of nine dead.", says("killed", "dead", count="nine"))], (9, 17)),
    ("far larger", [BLAST, ("A higher number, 900, fled. They lie dead.", says("killed", "dead", count="900"))], (917, 917)),
]  # fmt: skip


@pytest.mark.parametrize(("why", "sentences", "expected"), TOLD, ids=[row[0] for row in TOLD])
def test_a_figure_that_the_report_calls_another_toll_is_a_rival(
    why: str, sentences: list[tuple[Any, ...]], expected: tuple[int | None, int | None]
) -> None:
    killed = tally(coded(*sentences).claims).counts["killed"]
    assert (killed.low, killed.high) == expected, why


def test_a_higher_rival_closes_a_figure_that_is_open_above() -> None:
    open_above = (
        "A blast killed at least 17 people.",
        says("bombing", "blast"),
        says("killed", "killed", count="at least 17", who="people"),
    )
    killed = tally(coded(open_above, ("A doctor gave a higher toll.",), BODIES).claims).counts["killed"]
    assert (killed.low, killed.high) == (17, 21)
