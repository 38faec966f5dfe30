"""What the shipped codebook makes of invented reports."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from factory import telling
from mnemon.coding import Coder, open_codebook
from mnemon.coding.likeness import likeness
from mnemon.model.claims import Claim, Coded

CODER = Coder(open_codebook(), "p-1")
BY_RULES = Coder(replace(CODER.codebook, likeness=likeness((), 0.0, (), enough=2.0)), "p-1")


def coded(*sentences: tuple[Any, ...]) -> Coded:
    """The claims of a report of these sentences, each a text and what it says, as the rules alone join them."""
    return BY_RULES.code(*telling(*sentences))


def joined(*sentences: tuple[Any, ...]) -> Coded:
    """The same, with what is joined by what was learnt."""
    return CODER.code(*telling(*sentences))


def numbered(claims: tuple[Claim, ...], part: str) -> list[int | None]:
    """For each claim the number of the claim that its `part` ("part_of", "repeats") points to."""
    numbers = {c.id: i for i, c in enumerate(claims)}
    pointers = [getattr(c, part) for c in claims]
    return [None if i is None else numbers[i] for i in pointers]
