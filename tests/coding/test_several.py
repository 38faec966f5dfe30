"""A figure of several events takes in those of each."""

from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import coded
from factory import dates, says
from mnemon.settle import tally

LEAD = (
    "Seven people were killed in separate attacks in the north.",
    says("killed", "killed", count="Seven", who="people"),
)
TOLD: list[tuple[str, tuple[Any, ...], tuple[int | None, int | None]]] = [
    ("as many as it", ("four", "three"), (7, 7)),
    ("fewer than it", ("four", "two"), (7, 7)),
    ("what is too many for it", ("four", "nine"), (16, 16)),
]


def entry(place: str, number: str, **parts: Any) -> tuple[Any, ...]:  # noqa: ANN401 - roles and values by name
    """An entry of a list in which so many were killed."""
    return f"\n{place}: {number} were killed.", says("killed", "killed", count=number, **parts)


@pytest.mark.parametrize(("why", "numbers", "expected"), TOLD, ids=[row[0] for row in TOLD])
def test_the_figures_behind_one_of_several_events_are_its_parts(
    why: str, numbers: tuple[str, str], expected: tuple[int | None, int | None]
) -> None:
    claims = coded(LEAD, entry("Bara", numbers[0]), entry("Mora", numbers[1])).claims
    killed = tally(claims).counts["killed"]
    assert (killed.low, killed.high) == expected, why


def test_a_figure_of_one_event_takes_in_nothing() -> None:
    one = ("Seven people were killed in an attack in the north.", LEAD[1])
    claims = coded(one, entry("Bara", "four"), entry("Mora", "three")).claims
    assert all("one of several events" not in claim.notes for claim in claims)


def test_what_was_long_before_is_none_of_the_events() -> None:
    lead = (LEAD[0], says("killed", "killed", count="Seven", who="people", date=dates("2021-05-03")))
    claims = coded(lead, entry("Bara", "four", date=dates("2020-05-03"))).claims
    assert tally(claims).counts["killed"].best == 11


def test_a_figure_made_up_in_its_own_sentence_takes_in_no_more() -> None:
    lead = (
        "Seven people were killed in separate attacks: four in Bara and three in Mora.",
        says("killed", "killed", count="Seven", who="people"),
        says("killed", "killed", count="four", part_of=0),
        says("killed", "killed", count="three", part_of=0),
    )
    claims = coded(lead, entry("Dera", "two")).claims
    assert tally(claims).counts["killed"].best == 9
