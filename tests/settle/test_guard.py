from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory import actor, claim, count, villagers
from mnemon.model.claims import UNCOUNTED, Claim
from mnemon.model.marks import STATUSES
from mnemon.model.values import Actor, Quantity
from mnemon.settle.guard import guard, may_add

WHOLE = claim(id="whole", quantity=count(13))

LEFT_OUT: list[tuple[str, Claim, str]] = [
    ("a part is never added to its whole", claim(id="x", part_of="whole"), "it is part of whole"),
    ("a repeat never counts twice", claim(id="x", repeats="whole"), "it repeats whole"),
    ("a total is never added to incidents", claim(id="x", scope="total"), "a total is never added"),
    ("a denied claim never counts", claim(id="x", status="denied"), "denied"),
    ("a negated claim never counts", claim(id="x", status="negated"), "did not happen"),
    ("a future claim never counts", claim(id="x", status="future"), "not happened yet"),
    ("what the report does not count never counts", claim(id="x", notes=(UNCOUNTED,)), UNCOUNTED),
    ("a denial never counts", claim(id="x", stance="denies"), "its speaker denies it"),
    ("casualties are no deaths", claim(id="x", kind="casualties"), "casualties are dead and wounded together"),
    ("a claim without a number gives no figure", claim(id="x", quantity=None), "it gives no number"),
    ("a vague number gives no figure", claim(id="x", quantity=Quantity(None, None, None)), "it gives no number"),
]


@pytest.mark.parametrize(("sentence", "other", "reason"), LEFT_OUT, ids=[row[0] for row in LEFT_OUT])
def test_what_is_left_out_is_said_with_its_reason(sentence: str, other: Claim, reason: str) -> None:
    guarded = guard([WHOLE, other], "killed")
    assert guarded.kept == (WHOLE,), sentence
    assert [out.claim_id for out in guarded.left_out] == ["x"]
    assert reason in guarded.left_out[0].reason


def test_deaths_and_wounded_are_never_added_up_to_casualties() -> None:
    casualties = claim(id="casualties", kind="casualties", quantity=count(9))
    guarded = guard([WHOLE, claim(id="wounded", kind="wounded"), casualties], "casualties")
    assert guarded.kept == (casualties,)
    assert [out.claim_id for out in guarded.left_out] == ["whole", "wounded"]


def test_what_is_possible_stays_since_it_counts_from_zero_up() -> None:
    possible = claim(id="x", status="possible")
    assert guard([WHOLE, possible], "killed").kept == (WHOLE, possible)


def test_a_part_of_what_a_rule_bars_is_judged_by_itself() -> None:
    part = claim(id="part", part_of="whole")
    guarded = guard([WHOLE, part], "killed", {"whole": "fighters"})
    assert guarded.kept == (part,)
    assert [(out.claim_id, out.reason) for out in guarded.left_out] == [("whole", "fighters")]


def test_a_part_of_a_total_is_an_incident_and_stays() -> None:
    total = claim(id="total", scope="total", quantity=count(400))
    part = claim(id="part", part_of="total")
    assert guard([total, part], "killed").kept == (part,)


def test_a_part_whose_whole_is_of_another_kind_or_elsewhere_stays() -> None:
    parts = [claim(id="a", part_of="hurt"), claim(id="b", part_of="nowhere")]
    assert guard([claim(id="hurt", kind="wounded"), *parts], "killed").kept == tuple(parts)


def test_kinds_that_have_nothing_to_do_with_it_are_not_mentioned() -> None:
    guarded = guard([WHOLE, claim(id="x", kind="shelling"), claim(id="y", kind="abducted")], "killed")
    assert (guarded.kept, guarded.left_out) == ((WHOLE,), ())


MAY_ADD: list[tuple[str, Actor | None, Actor | None, bool]] = [
    ("soldiers and civilians", actor(), villagers(), True),
    ("two known armies", actor(), actor(actor_id="a-other", name="Other Army"), True),
    ("an army and its own unit", actor(), actor(actor_id="a-unit", of="a-army"), False),
    ("villagers and villagers", villagers(), villagers(), False),
    ("two groups of civilians under two names", villagers(), villagers(name="traders"), False),
    ("people and soldiers", villagers(kind="unknown", name="people"), actor(), False),
    ("nobody named", None, villagers(), False),
]


@pytest.mark.parametrize(("who", "left", "right", "expected"), MAY_ADD, ids=[row[0] for row in MAY_ADD])
def test_only_people_who_are_surely_different_may_be_added(
    who: str, left: Actor | None, right: Actor | None, expected: bool
) -> None:
    assert may_add(claim(victims=left), claim(victims=right)) is expected, who
    assert may_add(claim(victims=right), claim(victims=left)) is expected, who


some_claims = st.builds(
    lambda kind, status, scope, part_of, repeats: claim(
        kind=kind, status=status, scope=scope, part_of=part_of, repeats=repeats
    ),
    st.sampled_from(["killed", "wounded", "casualties", "shelling"]),
    st.sampled_from(STATUSES),
    st.sampled_from(["event", "total"]),
    st.none() | st.sampled_from(["0", "1", "2"]),
    st.none() | st.sampled_from(["0", "1", "2"]),
)


@given(st.lists(some_claims, max_size=6))
def test_every_claim_of_the_harm_is_kept_or_left_out_never_both(drawn: list[Claim]) -> None:
    claims = [claim(**{f: getattr(c, f) for f in c.__slots__} | {"id": str(n)}) for n, c in enumerate(drawn)]
    guarded = guard(claims, "killed")
    kept, out = {c.id for c in guarded.kept}, {o.claim_id for o in guarded.left_out}
    assert not kept & out
    assert kept | out == {c.id for c in claims if c.kind in ("killed", "casualties")}
    assert all(c.kind == "killed" and c.status in ("fact", "possible") and c.scope == "event" for c in guarded.kept)
