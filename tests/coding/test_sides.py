"""Figures of two sides are no parts of each other."""

from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import coded, numbered
from factory import says
from mnemon.coding import open_codebook
from mnemon.coding.sides import of_other_sides, side_of

BOOK = open_codebook()

SIDES = [
    ("The militants fled and 47 of them were killed.", "them", "47", "armed"),
    ("Three brave soldiers were killed.", "brave soldiers", "Three", "forces"),
    ("Captain Hamza Rauf was killed.", "Captain Hamza Rauf", None, "forces"),
    ("A mother was killed.", "mother", "A", "civilians"),
    ("Nine people were killed.", "people", "Nine", ""),
]


@pytest.mark.parametrize(("text", "who", "count", "side"), SIDES, ids=[row[1] for row in SIDES])
def test_the_side_of_those_harmed(text: str, who: str, count: str | None, side: str) -> None:
    counted = {"count": count} if count else {}
    (claim,) = coded((text, says("killed", "killed", who=who, **counted))).claims
    assert side_of(text, claim, BOOK) == side


WHOLE = ("The militants fled and 47 of them were killed.", says("killed", "killed", count="47", who="them"))
PARTS: list[tuple[str, Any, int | None]] = [
    ("Three soldiers were killed.", says("killed", "killed", count="Three", who="soldiers"), None),
    ("Three teachers were killed.", says("killed", "killed", count="Three", who="teachers"), None),
]


@pytest.mark.parametrize(("text", "wording", "whole"), PARTS, ids=[row[0] for row in PARTS])
def test_those_of_another_side_are_not_among_them(text: str, wording: Any, whole: int | None) -> None:  # noqa: ANN401
    claims = coded(WHOLE, (text, wording)).claims
    assert numbered(claims, "part_of") == [None, whole]
    assert of_other_sides(f"{WHOLE[0]} {text}", claims[0], claims[1], BOOK)
