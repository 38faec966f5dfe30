from __future__ import annotations

from typing import Any

import pytest
from bench.read_again import read_again

from factory import claim, count
from mnemon.model.claims import Claim
from mnemon.model.text import Span
from mnemon.model.values import Quantity


def _claim(name: str, trigger: tuple[int, int], words: str = "", counted: tuple[int, int] | None = None) -> Claim:
    spans = {"trigger": (Span(*trigger),)} | ({"count": (Span(*counted),)} if counted else {})
    quantity = Quantity(2, 2, 2, words=words) if words else count(2) if counted else None
    return claim(id=name, kind="killed", quantity=quantity, spans=spans)


def _said(trigger: list[int], count: Any = None, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"kind": "killed", "trigger": trigger, "count": count, **more}


KNOWN = [
    ("the same words", _said([10, 16]), [_claim("a", (10, 16))], "a"),
    ("another kind", _said([10, 16]) | {"kind": "wounded"}, [_claim("a", (10, 16))], None),
    ("a longer trigger", _said([10, 15]), [_claim("a", (10, 20))], "a"),
    ("another word of the claim", _said([30, 35], [10, 13]), [_claim("a", (14, 20), counted=(10, 13))], "a"),
    ("the same count far away", _said([300, 305], [10, 13]), [_claim("a", (14, 20), counted=(10, 13))], None),
    ("another word", _said([30, 35]), [_claim("a", (14, 20))], None),
    ("its own count", _said([10, 16], "two"), [_claim("a", (10, 16), "nine"), _claim("b", (10, 16), "two")], "b"),
]


@pytest.mark.parametrize(("why", "said", "claims", "name"), KNOWN, ids=[row[0] for row in KNOWN])
def test_a_judged_claim_is_known_again(why: str, said: dict[str, Any], claims: list[Claim], name: str | None) -> None:
    assert {number: found.id for number, found in read_again([said], claims).items()} == ({0: name} if name else {}), (
        why
    )


def test_a_claim_is_known_again_once_and_by_the_surest_sign() -> None:
    said = [_said([10, 20]), _said([10, 16])]
    assert {number: found.id for number, found in read_again(said, [_claim("a", (10, 16))]).items()} == {1: "a"}
