from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import numbered
from coding.test_named import coded, dies
from factory import says
from mnemon.settle import tally

AMBUSH = (
    "An ambush left his driver and a guard dead.",
    says("shooting", "ambush"),
    says("killed", "dead", who="his driver", one=True),
    says("killed", "dead", count="a", who="guard"),
)

TOLD: list[tuple[str, list[str], list[tuple[Any, ...]], int]] = [
    (
        "a man, then his name",
        ["Abdul Karim"],
        [
            ("A man was killed in a clash.", says("battle", "clash"), says("killed", "killed", count="A", who="man")),
            ("The deceased was identified as Abdul Karim.", dies("deceased", "Abdul Karim")),
        ],
        1,
    ),
    (
        "each of two, by noun and by name",
        ["Jomar Abedin", "Rey Castro"],
        [
            AMBUSH,
            ("The driver, Jomar Abedin, died at the wheel.", dies("died", "The driver, Jomar Abedin")),
            ("Patrolman Rey Castro was declared dead.", dies("dead", "Patrolman Rey Castro")),
        ],
        2,
    ),
    (
        "more names than were told of",
        ["Rey Castro", "Ana Cruz", "Leo Diaz"],
        [
            AMBUSH,
            ("Rey Castro was declared dead.", dies("dead", "Rey Castro")),
            ("Ana Cruz died later.", dies("died", "Ana Cruz")),
            ("Leo Diaz died too late.", dies("died", "Leo Diaz")),
        ],
        3,
    ),
    (
        "one more",
        ["Abdul Karim"],
        [
            ("A man was killed in a clash.", says("battle", "clash"), says("killed", "killed", count="A", who="man")),
            ("Abdul Karim was also killed.", dies("killed", "Abdul Karim")),
        ],
        2,
    ),
    (
        "somebody brought in anew",
        ["Ernesto Sal"],
        [
            ("A reporter died.", says("killed", "died", count="A", who="reporter")),
            (
                "A colleague, Ernesto Sal, was killed.",
                says("killed", "killed", count="A", who="colleague, Ernesto Sal"),
            ),
        ],
        2,
    ),
    (
        "the second of them",
        ["Manit Kaew"],
        [
            ("A second ranger has died.", says("killed", "died", count="A", who="second ranger")),
            ("Manit Kaew was killed on the spot.", dies("killed", "Manit Kaew")),
        ],
        2,
    ),
    (
        "his nephew",
        [],
        [
            (
                "A worker was killed in a raid.",
                says("attack", "raid"),
                says("killed", "killed", count="A", who="worker"),
            ),
            ("His nephew was killed.", dies("killed", "His nephew")),
        ],
        2,
    ),
]


@pytest.mark.parametrize(("why", "people", "sentences", "dead"), TOLD, ids=[row[0] for row in TOLD])
def test_who_is_told_of_again_by_name_is_counted_once(
    why: str, people: list[str], sentences: list[tuple[Any, ...]], dead: int
) -> None:
    assert tally(coded(people, *sentences)).counts["killed"].best == dead, why


def test_a_named_man_who_was_hurt_is_one_of_the_wounded() -> None:
    claims = coded(
        ["Yasir Hamdan"],
        (
            "A blast wounded seven people.",
            says("bombing", "blast"),
            says("wounded", "wounded", count="seven", who="people"),
        ),
        ("Yasir Hamdan was hurt in the leg.", says("wounded", "hurt", who="Yasir Hamdan", one=True)),
    )
    assert numbered(claims, "part_of")[-1] == 1
    assert tally(claims).counts["wounded"].best == 7
