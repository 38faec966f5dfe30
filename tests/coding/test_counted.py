from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import coded, numbered
from factory import says
from mnemon.settle import tally

RAID = ("Gunmen raided a village.", says("attack", "raided"))
FOUR = (
    "The raid left four residents dead.",
    says("attack", "raid"),
    says("killed", "dead", count="four", who="residents"),
)
OLD_MAN = ("A 70-year-old man was hacked to death.", says("killed", "hacked to death", who="70-year-old man", one=True))

TOLD: list[tuple[str, list[tuple[Any, ...]], list[int | None]]] = [
    ("one told after the toll", [FOUR, OLD_MAN], [None, None, 1]),
    (
        "one more than it counts",
        [FOUR, ("Another man was shot dead.", says("killed", "shot dead", who="man"))],
        [None, None, None],
    ),
    (
        "one who belongs to one told of, too",
        [
            FOUR,
            (
                "A nurse and her two sons were shot dead.",
                says("killed", "shot dead", who="nurse", one=True),
                says("killed", "shot dead", count="two", who="sons"),
            ),
        ],
        [None, None, 1, 1],
    ),
    (
        "an attacker is none of them",
        [
            FOUR,
            (
                "A gunman was shot dead in the raid.",
                says("attack", "raid"),
                says("killed", "shot dead", who="gunman", one=True),
            ),
        ],
        [None, None, None, None],
    ),
    (
        "more than the toll counts",
        [
            (
                "The raid left two people dead.",
                says("attack", "raid"),
                says("killed", "dead", count="two", who="people"),
            ),
            (
                "A nurse and her three sons died.",
                says("killed", "died", who="nurse", one=True),
                says("killed", "died", count="three", who="sons"),
            ),
        ],
        [None, None, 1, None],
    ),
    (
        "those told before a toll of anyone",
        [
            ("A shell hit a queue.", says("shelling", "shell")),
            (
                "A woman and her grandson died.",
                says("killed", "died", who="woman", one=True),
                says("killed", "died", who="grandson", one=True),
            ),
            ("The shell took three lives.", says("shelling", "shell"), says("killed", "lives", count="three")),
        ],
        [None, 4, 4, None, None],
    ),
    (
        "a toll that is of more",
        [
            (
                "A woman died when a shell hit a queue.",
                says("shelling", "shell"),
                says("killed", "died", who="woman", one=True),
            ),
            (
                "The shell killed three others.",
                says("shelling", "shell"),
                says("killed", "killed", count="three", who="others"),
            ),
        ],
        [None, None, None, None],
    ),
]


@pytest.mark.parametrize(("why", "sentences", "expected"), TOLD, ids=[row[0] for row in TOLD])
def test_people_told_one_by_one_are_in_the_toll(
    why: str, sentences: list[tuple[Any, ...]], expected: list[int | None]
) -> None:
    assert numbered(coded(*sentences).claims, "part_of") == expected, why


SIX = (
    "Six people were wounded in a blast.",
    says("bombing", "blast"),
    says("wounded", "wounded", count="Six", who="people"),
)

STILL: list[tuple[str, str, Any, int]] = [
    ("five remain", "Five wounded remain.", says("wounded", "wounded", count="Five"), 6),
    ("six are still treated", "Six are still treated.", says("wounded", "treated", count="Six"), 6),
    ("five of another event", "On Friday five wounded remained.", says("wounded", "wounded", count="five"), 6),
    ("five were wounded", "Five were wounded.", says("wounded", "wounded", count="Five"), 11),
    ("more than were told", "Nine are still treated.", says("wounded", "treated", count="Nine"), 15),
]


@pytest.mark.parametrize(("why", "text", "wording", "wounded"), STILL, ids=[row[0] for row in STILL])
def test_those_who_are_still_wounded_are_of_those_told_before(why: str, text: str, wording: Any, wounded: int) -> None:  # noqa: ANN401
    assert tally(coded(SIX, (text, wording)).claims).counts["wounded"].best == wounded, why


def test_one_who_died_of_it_is_not_wounded_as_well() -> None:
    driver = (
        says("wounded", "hospitalised", who="driver", one=True),
        says("killed", "did not survive", who="driver", one=True),
    )
    counts = tally(coded(("A driver was hospitalised and did not survive.", *driver)).claims).counts
    assert (counts["killed"].best, counts["wounded"].best) == (1, 0)


def test_one_killed_and_another_wounded_are_two_though_one_noun_names_them() -> None:
    text = "One guard was killed and another wounded."
    found = coded(
        (
            text,
            says("killed", "killed", count="One", who="guard"),
            says("wounded", "wounded", count="another", who="guard"),
        )
    )
    assert not any("died of it" in note for claim in found.claims for note in claim.notes)


TWICE = (
    "One staffer was killed and two wounded by a rocket.",
    says("shelling", "rocket"),
    says("killed", "killed", count="One", who="staffer"),
    says("wounded", "wounded", count="two"),
)


@pytest.mark.parametrize(("hurt", "counts"), [("two", (1, 2)), ("three", (2, 5))])
def test_the_dead_and_the_wounded_told_twice_alike_are_the_same(hurt: str, counts: tuple[int, int]) -> None:
    again = (
        f"A driver died at once while {hurt} deminers were hurt.",
        says("killed", "died", count="A", who="driver"),
        says("wounded", "hurt", count=hurt, who="deminers"),
    )
    found = tally(coded(TWICE, again).claims).counts
    assert (found["killed"].best, found["wounded"].best) == counts
