"""Harms told twice of the same people in one sentence or the next."""

from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import coded
from factory import says
from mnemon.model.values import Quantity
from mnemon.settle import tally

MEDIC = says("wounded", "wounded", count="one", who="medic")
TOLD: list[tuple[str, list[tuple[Any, ...]], str, int | None]] = [
    (
        "he is the one counted",
        [
            (
                "A clerk was attacked with acid, which left him with burns and severe injuries.",
                says("wounded", "burns", who="him", one=True),
                says("wounded", "injuries", count="A", who="clerk"),
            )
        ],
        "wounded",
        1,
    ),
    (
        "he is one of the two",
        [
            (
                "A clerk and a guard were wounded, and burns left him weak.",
                says("wounded", "wounded", count="A", who="clerk"),
                says("wounded", "wounded", count="a#2", who="guard"),
                says("wounded", "burns", who="him", one=True),
            )
        ],
        "wounded",
        2,
    ),
    (
        "the same words without their count",
        [
            (
                "Six others on board were injured.",
                says("wounded", "injured", count="Six", who="others on board"),
                says("wounded", "injured", who="on board"),
            )
        ],
        "wounded",
        6,
    ),
    (
        "both are the two",
        [
            (
                "One medic and one driver were both wounded.",
                says("wounded", "wounded", count="One", who="medic"),
                says("wounded", "wounded", count="one", who="driver"),
                says("wounded", "wounded", count="both"),
            )
        ],
        "wounded",
        2,
    ),
    (
        "all and its number",
        [
            (
                "All five attackers died.",
                says("killed", "died", count="All", who="attackers", quantity=Quantity(5, 5, 5)),
                says("killed", "died", count="five", who="attackers"),
            )
        ],
        "killed",
        5,
    ),
    (
        "nobody is named",
        [
            ("A driver was wounded.", says("wounded", "wounded", count="A", who="driver")),
            ("Survived with a head wound.", says("wounded", "wound", one=True)),
        ],
        "wounded",
        1,
    ),
    (
        "nobody is named, after two",
        [
            ("Two drivers were wounded.", says("wounded", "wounded", count="Two", who="drivers")),
            ("Survived with a head wound.", says("wounded", "wound", one=True)),
        ],
        "wounded",
        3,
    ),
    (
        "the number stands with the second word",
        [
            (
                "Three clerks were shot and wounded.",
                says("wounded", "shot", who="Three clerks"),
                says("wounded", "wounded", count="Three", who="clerks"),
            )
        ],
        "wounded",
        3,
    ),
    (
        "the number that was taken from the very people",
        [
            (
                "Three aid workers and two guards were shot.",
                says("wounded", "shot", count="Three", who="aid workers", quantity=Quantity(3, 3, 3, words="Three")),
                says("wounded", "shot", count="two", who="guards", quantity=Quantity(2, 2, 2, words="two")),
            ),
            (
                "The aid workers were reportedly hurt at home.",
                says(
                    "wounded",
                    "hurt",
                    who="The aid workers",
                    status="possible",
                    quantity=Quantity(3, 3, 3, words="Three", rule="as counted before"),
                ),
            ),
        ],
        "wounded",
        5,
    ),
    (
        "a figure divided in the next sentence",
        [
            ("Three porters were killed.", says("killed", "killed", count="Three", who="porters")),
            ("One was found shot and two died of machete wounds.", says("killed", "died", count="two")),
        ],
        "killed",
        3,
    ),
    (
        "two more are none of them",
        [
            ("Three porters were killed.", says("killed", "killed", count="Three", who="porters")),
            ("One was arrested in another attack and two died.", says("killed", "died", count="two")),
        ],
        "killed",
        5,
    ),
]


@pytest.mark.parametrize(("why", "sentences", "kind", "best"), TOLD, ids=[row[0] for row in TOLD])
def test_who_is_told_twice_counts_once(why: str, sentences: list[tuple[Any, ...]], kind: str, best: int | None) -> None:
    assert tally(coded(*sentences).claims).counts[kind].best == best, why


def test_another_speaker_s_smaller_figure_is_a_rival() -> None:
    police = ("Police spoke of three dead.", says("killed", "dead", count="three", source="Police", cue="spoke of"))
    doctors = (
        "Doctors spoke of two dead and one lost.",
        says("killed", "dead", count="two", source="Doctors", cue="spoke of"),
    )
    count = tally(coded(police, doctors).claims).counts["killed"]
    assert (count.low, count.high) == (2, 3)


def test_who_was_wounded_and_died_is_no_earlier_dead() -> None:
    """ "She" is the one of her own sentence, not the one killed before."""
    nurse = ("One nurse was killed.", says("killed", "killed", count="One", who="nurse"))
    other = (
        "One other woman was wounded and taken to a clinic, where she succumbed.",
        says("wounded", "wounded", count="One", who="other woman"),
        says("killed", "succumbed", who="she", one=True),
    )
    counts = tally(coded(nurse, other).claims).counts
    assert (counts["killed"].best, counts["wounded"].best) == (2, 0)
