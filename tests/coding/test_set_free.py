from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from coding.tellings import coded, numbered
from factory import Wording, count, says
from mnemon.model.values import Actor
from mnemon.settle import tally

REBELS = Actor("r-1", "the Front", "rebel group", words="the Front")
ARMY = Actor("s-1", "the army", "state force", words="the army")


def stopped(by: Actor | None) -> tuple[str, Wording]:
    act = says("shooting", "ambushed", who="Two clerks", affected=count(2, words="Two"))
    return "Two clerks were ambushed near Bara.", replace(act, meant={**act.meant, **({"by": by} if by is not None else {})})


FREE: list[tuple[str, Actor | None, list[tuple[Any, ...]], int]] = [
    ("both", REBELS, [("Both were released on Monday.", says("released", "released", count="Both"))], 2),
    ("one of them", REBELS, [("One was released on Monday.", says("released", "released", count="One"))], 1),
    ("no number", REBELS, [("They were released.", says("released", "released", who="They"))], 2),
    ("more than were stopped", REBELS, [("Nine were released.", says("released", "released", count="Nine"))], 0),
    ("stopped by the state", ARMY, [("Both were released.", says("released", "released", count="Both"))], 0),
    ("nobody knows by whom", None, [("Both were released.", says("released", "released", count="Both"))], 0),
    (
        "told as taken",
        REBELS,
        [
            ("One was kidnapped.", says("abducted", "kidnapped", count="One")),
            ("He was released.", says("released", "released", who="He", one=True)),
        ],
        1,
    ),
    (
        "far below",
        REBELS,
        [*[("It rained.",)] * 4, ("Both were released.", says("released", "released", count="Both"))],
        0,
    ),
]


@pytest.mark.parametrize(("why", "by", "later", "taken"), FREE, ids=[row[0] for row in FREE])
def test_who_was_stopped_by_an_armed_band_and_set_free_had_been_taken(
    why: str, by: Actor | None, later: list[tuple[Any, ...]], taken: int
) -> None:
    claims = coded(stopped(by), *later).claims
    assert (tally(claims).counts["abducted"].best or 0) == taken, why


def test_a_release_alone_tells_of_nobody_taken() -> None:
    claims = coded(("The Front released two clerks.", says("released", "released", count="two", who="clerks"))).claims
    assert [c.kind for c in claims] == ["released"]


HELD = ("Gunmen hold four clerks.", says("abducted", "hold", count="four", who="clerks"))
FIRST: list[tuple[str, str, str, str, list[int | None]]] = [
    ("all who were taken", "Seven clerks were taken initially.", "Seven", "taken", [1, None]),
    ("fewer", "Three clerks were taken initially.", "Three", "taken", [None, None]),
    ("no such word", "Seven more were taken in Dera.", "Seven", "taken", [None, None]),
]


@pytest.mark.parametrize(("why", "text", "number", "trigger", "parts"), FIRST, ids=[row[0] for row in FIRST])
def test_those_still_held_are_some_of_all_who_were_taken_at_first(
    why: str, text: str, number: str, trigger: str, parts: list[int | None]
) -> None:
    claims = coded(HELD, (text, says("abducted", trigger, count=number))).claims
    assert numbered(claims, "part_of") == parts, why
