from __future__ import annotations

import pytest

from coding.tellings import coded
from factory import at_least, claim, count, says
from mnemon.coding.as_fact import told_as_fact
from mnemon.model.claims import BORNE_OUT, Claim
from mnemon.settle import tally

FIRST = claim(id="first", status="possible")

BY: list[tuple[str, Claim, bool]] = [
    ("a fact", claim(id="second", repeats="first"), True),
    ("possible too", claim(id="second", repeats="first", status="possible"), False),
    ("of another harm", claim(id="second", repeats="first", kind="wounded"), False),
    ("another number", claim(id="second", repeats="first", quantity=count(9)), False),
    ("a bound", claim(id="second", repeats="first", quantity=at_least(5)), False),
    ("told of others", claim(id="second"), False),
]


@pytest.mark.parametrize(("what", "second", "borne_out"), BY, ids=[row[0] for row in BY])
def test_what_is_told_as_a_fact_further_on_is_borne_out(what: str, second: Claim, borne_out: bool) -> None:
    first, same = told_as_fact([FIRST, second])
    assert (BORNE_OUT in first.notes) is borne_out, what
    assert same == second


def test_what_is_borne_out_counts_as_a_fact() -> None:
    feared = ("Seven miners are feared dead.", says("killed", "dead", count="Seven", who="miners", status="possible"))
    killed = ("Seven miners were killed.", says("killed", "killed", count="Seven", who="miners"))
    assert tally(coded(feared).claims).counts["killed"].low == 0
    assert tally(coded(feared, killed).claims).counts["killed"].low == 7
