from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from coding.tellings import coded
from factory import Wording, says
from mnemon.model.values import Actor

POLICE = Actor("p-1", "Police", "state force", words="Police")
DISGUISED = Actor(None, "men in army uniforms", "state force", words="men in army uniforms")
UNKNOWN = Actor(None, "masked men", "unknown", words="masked men")
IN_A_VAN = Actor(None, "men in a white van", "civilians", words="men in a white van")
REBELS = Actor("r-1", "the Front", "rebel group", words="the Front")


def by(holder: Actor, told: Wording) -> Wording:
    """The frame, done by somebody known."""
    return replace(told, meant={"by": holder})


WORDS: list[tuple[str, list[tuple[Any, ...]], list[str]]] = [
    (
        "as was told before",
        [
            ("Police arrested eleven people.", says("detained", "arrested", count="eleven", who="people")),
            ("Seven were taken in the town.", says("abducted", "taken", count="Seven")),
        ],
        ["detained", "detained"],
    ),
    (
        "a word that says it by itself",
        [
            ("Police arrested two men.", says("detained", "arrested", count="two", who="men")),
            ("Gunmen kidnapped a nurse.", says("abducted", "kidnapped", count="a", who="nurse")),
        ],
        ["detained", "abducted"],
    ),
    (
        "as many as were kidnapped",
        [
            ("Gunmen kidnapped seven clerks.", says("abducted", "kidnapped", count="seven", who="clerks")),
            ("Police arrested two suspects.", says("detained", "arrested", count="two", who="suspects")),
            ("All seven were seized in May.", says("abducted", "seized", count="All seven")),
        ],
        ["abducted", "detained", "abducted"],
    ),
]


@pytest.mark.parametrize(("why", "sentences", "kinds"), WORDS, ids=[row[0] for row in WORDS])
def test_words_for_holding_mean_what_was_told(why: str, sentences: list[tuple[Any, ...]], kinds: list[str]) -> None:
    assert [c.kind for c in coded(*sentences).claims] == kinds, why


@pytest.mark.parametrize(("holder", "kind"), [(POLICE, "detained"), (REBELS, "abducted"), (DISGUISED, "abducted"), (UNKNOWN, "abducted"), (IN_A_VAN, "abducted")])
def test_who_holds_people_decides_and_who_only_looks_like_police_is_unknown(holder: Actor, kind: str) -> None:
    told = says("abducted" if kind == "detained" else "detained", "holding", count="four", who="men")
    assert [c.kind for c in coded(("They are holding four men.", by(holder, told))).claims] == [kind]


SIDE_BY_SIDE = "Soldiers killed a man and made off with two boys."


def test_who_did_something_else_in_the_sentence_took_them() -> None:
    soldiers = Actor("s-1", "Soldiers", "state force", words="Soldiers")
    killed = by(soldiers, says("killed", "killed", count="a", who="man"))
    taken = says("abducted", "made off", count="two", who="boys")
    assert [c.kind for c in coded((SIDE_BY_SIDE, killed, taken)).claims] == ["killed", "detained"]
    freed = by(soldiers, says("released", "freed", count="a", who="man"))
    claims = coded(("Soldiers freed a man and two boys held there.", freed, says("abducted", "held", count="two"))).claims
    assert [c.kind for c in claims] == ["released", "abducted"]


def test_the_police_who_free_people_do_not_hold_them() -> None:
    freed = by(POLICE, says("released", "freed", count="a", who="trader"))
    seized = says("abducted", "seized", count="a", who="trader")
    claims = coded(("Police freed a trader seized in May.", freed, seized)).claims
    assert [c.kind for c in claims] == ["released", "abducted"]
