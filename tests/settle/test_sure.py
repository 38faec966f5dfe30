from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory import claim, count, speaker
from mnemon.model.claims import Claim
from mnemon.model.events import Event, Finding
from mnemon.model.marks import STATUSES
from mnemon.settle import get_rule, settle
from mnemon.settle.sure import FACTS, sure_of, sureness

EVENT = Event("e-1", ("m-1",))
SURE = (claim(id="a", score=0.98), claim(id="b", score=0.97, repeats="a"))


def figure(*claims: Claim, rule: str = "most-voices") -> Finding:
    return next(f for f in settle(EVENT, claims, get_rule(rule)) if f.what == "killed")


def chance(*claims: Claim) -> float:
    found = sureness(figure(*claims), claims)
    assert found is not None
    return found.chance


LESS_SURE: list[tuple[str, tuple[Claim, ...], str]] = [
    ("a low score", (claim(id="a", score=0.3), SURE[1]), FACTS["score"]),
    ("told once", SURE[:1], ""),
    ("possible", (claim(id="a", score=0.98, status="possible"),), FACTS["possible"]),
    ("first told otherwise", (claim(id="z", quantity=count(2), part_of="a"), *SURE), ""),
]


@pytest.mark.parametrize(("what", "claims", "why"), LESS_SURE, ids=[row[0] for row in LESS_SURE])
def test_what_speaks_against_a_figure_makes_it_less_sure(what: str, claims: tuple[Claim, ...], why: str) -> None:
    assert chance(*claims) < chance(*SURE), what
    found = sureness(figure(*claims), claims)
    assert found is not None
    assert why == "" or why in found.against


def test_claims_without_spans_are_looked_at_like_any_other() -> None:
    bare = tuple(replace(one, spans={}) for one in SURE)
    assert chance(*bare) == chance(*SURE)


def test_a_figure_of_which_nothing_was_measured_has_no_chance() -> None:
    assert sureness(figure(*SURE, rule="lowest"), SURE) is None
    two_reports = (*SURE, claim(id="c", report_id="r-2", said_by=speaker(name="mayor")))
    assert sureness(figure(*two_reports), two_reports) is None
    by_hand = (replace(SURE[0], producer_id="person-ann"), SURE[1])
    assert sureness(figure(*by_hand), by_hand) is None
    assert sureness(figure(claim(quantity=None)), [claim(quantity=None)]) is None
    assert sure_of([replace(figure(*SURE), group="civilians")], SURE) == {}


@given(
    st.lists(
        st.builds(
            lambda n, score, status: claim(quantity=count(n), score=score, status=status),
            st.integers(0, 40), st.floats(0, 1), st.sampled_from(STATUSES),
        ),
        min_size=1, max_size=5,
    )
)  # fmt: skip
def test_a_chance_is_a_chance_whatever_is_told(drawn: list[Claim]) -> None:
    told = [replace(one, id=str(n)) for n, one in enumerate(drawn)]
    found = sureness(figure(*told), told)
    assert found is None or (0 <= found.chance <= 1 and set(found.against) <= set(FACTS.values()))
