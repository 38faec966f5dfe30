"""The wounded who are treated are among the wounded told of before."""

from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import coded
from factory import says
from mnemon.model.values import Quantity
from mnemon.settle import tally

HURT = (
    "Two aid workers were injured in a blast.",
    says("bombing", "blast"),
    says("wounded", "injured", count="Two", who="aid workers"),
)

CARE: list[tuple[str, str, Any, int]] = [
    ("some", "The driver was treated.", says("wounded", "treated", who="The driver", one=True), 2),
    ("as many", "The pair were treated.", says("wounded", "treated", who="The pair", quantity=Quantity(2, 2, 2)), 2),
    ("nobody named", "One was airlifted.", says("wounded", "airlifted", count="One"), 2),
    ("others", "Another driver was treated.", says("wounded", "treated", count="Another", who="driver"), 3),
    ("more than were told", "Five were treated.", says("wounded", "treated", count="Five"), 7),
    ("people of another sort", "A soldier was treated.", says("wounded", "treated", count="A", who="soldier"), 3),
    ("hurt anew", "The driver was shot.", says("wounded", "shot", who="The driver", one=True), 3),
]


@pytest.mark.parametrize(("why", "text", "wording", "wounded"), CARE, ids=[row[0] for row in CARE])
def test_who_is_treated_is_counted_once(why: str, text: str, wording: Any, wounded: int) -> None:  # noqa: ANN401
    assert tally(coded(HURT, (text, wording)).claims).counts["wounded"].best == wounded, why
