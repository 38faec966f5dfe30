from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import coded, numbered
from factory import says

DEAD = says("killed", "killed", count="Nine", who="people")
LEAD = ("Nine people were killed in a blast.", says("bombing", "blast"), DEAD)

TOLD: list[tuple[str, list[tuple[Any, ...]], list[int | None]]] = [
    (
        "a sort of people after a larger figure of anyone",
        [LEAD, ("Three nurses were killed.", says("killed", "killed", count="Three", who="nurses"))],
        [None, None, 1],
    ),
    (
        "three more",
        [LEAD, ("Three nurses were also killed.", says("killed", "killed", count="Three", who="nurses"))],
        [None, None, None],
    ),
    (
        "a larger figure",
        [LEAD, ("Twelve nurses were killed.", says("killed", "killed", count="Twelve", who="nurses"))],
        [None, None, None],
    ),
    (
        "those named before, of another figure",
        [LEAD, ("Two of them were killed.", says("killed", "killed", count="Two", who="of them"))],
        [None, None, None],
    ),
    (
        "those told one by one, added up later",
        [
            (
                "Six men were killed in a blast.",
                says("bombing", "blast"),
                says("killed", "killed", count="Six", who="men"),
            ),
            ("Two nurses were killed.", says("killed", "killed", count="Two", who="nurses")),
            ("There were eight deaths.", says("killed", "deaths", count="eight")),
        ],
        [None, 3, 3, None],
    ),
    (
        "those of a later sentence that make up the figure",
        [
            (
                "Nine clerks were killed in a blast.",
                says("bombing", "blast"),
                says("killed", "killed", count="Nine", who="clerks"),
            ),
            (
                "Two guards and seven drivers died.",
                says("killed", "died", count="Two", who="guards"),
                says("killed", "died", count="seven", who="drivers"),
            ),
        ],
        [None, None, 1, 1],
    ),
    (
        "one told again as part of a later figure",
        [
            (
                "A nurse was killed in a blast.",
                says("bombing", "blast"),
                says("killed", "killed", count="A", who="nurse"),
            ),
            (
                "Eight bodies were found including the nurse.",
                says("killed", "bodies", count="Eight"),
                says("killed", "bodies", who="the nurse", part_of=0, one=True),
            ),
        ],
        [None, 2, None, 2],
    ),
    (
        "another sum",
        [
            (
                "Six men were killed in a blast.",
                says("bombing", "blast"),
                says("killed", "killed", count="Six", who="men"),
            ),
            ("Two nurses were killed.", says("killed", "killed", count="Two", who="nurses")),
            ("There were seven deaths.", says("killed", "deaths", count="seven")),
        ],
        [None, None, None, None],
    ),
]


@pytest.mark.parametrize(("why", "sentences", "expected"), TOLD, ids=[row[0] for row in TOLD])
def test_a_toll_takes_in_what_is_told_of_its_event(
    why: str, sentences: list[tuple[Any, ...]], expected: list[int | None]
) -> None:
    claims = coded(*sentences).claims
    assert numbered(claims, "part_of") == expected, why
    parts = [c for c in claims if c.part_of is not None]
    assert not parts or any("of the same event" in note for c in claims for note in c.notes)
