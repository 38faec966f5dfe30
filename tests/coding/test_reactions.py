"""Who reacts to a deed, and so tells of it."""

from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import CODER, coded
from factory import says

KILLING, ATTACK = says("killed", "killings"), says("attack", "attack")

REACTS: list[tuple[str, str, tuple[Any, ...], list[str | None]]] = [
    ("who condemns", "The governor strongly condemned the killings.", (KILLING,), ["The governor"]),
    ("with an office behind the name", "Ana Ruiz, the mayor, denounced the attack.", (ATTACK,), ["Ana Ruiz"]),
    ("on a day", "The mission on Friday condemned the attack.", (ATTACK,), ["The mission"]),
    ("in the passive", "The attack was condemned by members of the union.", (ATTACK,), ["members of the union"]),
    (
        "what a clause says of the deed",
        "The United States condemns the attack that killed twelve mourners.",
        (ATTACK, says("killed", "killed", count="twelve", who="mourners")),
        ["The United States", "The United States"],
    ),
    ("another deed behind it", "He condemned the talks after the attack.", (ATTACK,), [None]),
    ("a clause of its own", "The union regrets that the attack went unpunished.", (ATTACK,), [None]),
    ("no reaction", "The governor saw the attack.", (ATTACK,), [None]),
    (
        "who is said to have said it",
        "The mayor condemned the attack, police said.",
        (says("attack", "attack", source="police", cue="said"),),
        ["police"],
    ),
]


@pytest.mark.parametrize(("why", "text", "said", "speakers"), REACTS, ids=[row[0] for row in REACTS])
def test_who_reacts_to_a_deed_tells_of_it(
    why: str, text: str, said: tuple[Any, ...], speakers: list[str | None]
) -> None:
    claims = coded((text, *said)).claims
    assert [c.said_by.name if c.said_by else None for c in claims] == speakers, why
    noted = [f"{name} reacts to it" in c.notes for c, name in zip(claims, speakers, strict=True)]
    assert noted == [name not in (None, "police") for name in speakers]


def test_verbs_are_of_the_codebook() -> None:
    assert "condemned" in CODER.codebook.lists["reaction_verbs"]
