from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factory import finding, link, mention, reading
from mnemon.errors import NotFound, StoreError, UsageError
from mnemon.model.claims import LeftOut
from mnemon.model.events import Judgement, Link, Reason
from mnemon.model.review import Act
from mnemon.store import Desk, Store, Verdict, open_store

PAIR = ("m-1", "m-2")
SUGGESTED = link(reasons=(Reason("place", "same place", 3.5),))
FIRST = SUGGESTED.created_at


def at(day: int) -> datetime:
    return FIRST + timedelta(days=day)


@pytest.fixture
def two(store: Store) -> Store:
    """A record with the mentions m-1 and m-2."""
    store.add(reading(1))
    store.add(reading(2))
    return store


def test_a_decision_keeps_the_weight_and_reasons_of_what_it_answers(two: Store) -> None:
    two.judge([SUGGESTED])
    made = two.decide(("m-2", "m-1"), Judgement.NEGATIVE, "A. Coder", at(1))
    assert made == Link("m-1", "m-2", Judgement.NEGATIVE, 4.0, SUGGESTED.reasons, "A. Coder", at(1), decided=True)
    assert list(two.links()) == [made]


def test_a_decision_needs_no_suggestion(two: Store) -> None:
    assert two.decide(PAIR, Judgement.UNSURE, "A. Coder", at(1)).reasons == ()
    assert two.undo(PAIR, "A. Coder", at(2)) is None
    assert list(two.links()) == []


def test_undoing_brings_back_what_stood_before_and_keeps_the_history(two: Store) -> None:
    two.judge([SUGGESTED])
    two.decide(PAIR, Judgement.NEGATIVE, "A. Coder", at(1))
    two.decide(PAIR, Judgement.POSITIVE, "B. Coder", at(2))
    assert two.undo(PAIR, "B. Coder", at(3)) == link(
        reasons=SUGGESTED.reasons, judgement=Judgement.NEGATIVE, by="A. Coder", created_at=at(1), decided=True
    )
    assert two.undo(PAIR, "A. Coder", at(4)) == SUGGESTED
    assert list(two.links()) == [SUGGESTED]
    assert len(list(two.links(closed=True))) == 5


def test_only_a_decision_can_be_undone_and_not_before_it_was_made(two: Store) -> None:
    two.judge([SUGGESTED])
    with pytest.raises(NotFound, match="no decision stands on m-1 and m-2"):
        two.undo(PAIR, "A. Coder", at(1))
    two.decide(PAIR, Judgement.NEGATIVE, "A. Coder", at(1))
    with pytest.raises(UsageError, match="before it was made"):
        two.undo(PAIR, "A. Coder", at(0))
    assert [made.judgement for made in two.links()] == [Judgement.NEGATIVE]


def test_the_links_of_some_mentions_are_those_at_either_end(two: Store) -> None:
    two.judge([SUGGESTED])
    assert two.links_of(["m-2"]) == two.links_of(["m-1", "m-2"]) == [SUGGESTED]
    assert two.links_of(["m-9"]) == []


acts = st.lists(st.sampled_from([*(j for j in Judgement if j is not Judgement.NO_JUDGEMENT), "undo"]), max_size=8)


def as_it_stands(store: Store) -> bytes:
    """Everything that stands, byte for byte."""
    return "\n".join(map(repr, [*store.links(), *store.claims(), *store.mentions(), *store.reports()])).encode()


@settings(max_examples=20, deadline=None)
@given(acts, st.booleans())
def test_undo_restores_the_record_byte_for_byte(acted: list[Judgement | str], suggested: bool) -> None:
    """Whatever was decided: each undo gives the record that stood before the decision, now and as of every past day."""
    with TemporaryDirectory() as folder, open_store(Path(folder) / "record.db") as store:
        store.add(reading(1))
        store.add(reading(2))
        store.judge([SUGGESTED] if suggested else [])
        stack, days = [as_it_stands(store)], [as_it_stands(store)]
        for number, act in enumerate(acted, 1):
            if isinstance(act, Judgement):
                store.decide(PAIR, act, f"coder {number}", at(number))
                stack.append(as_it_stands(store))
            elif len(stack) > 1:
                stack.pop()
                store.undo(PAIR, "A. Coder", at(number))
            assert as_it_stands(store) == stack[-1]
            days.append(stack[-1])
        for number, expected in enumerate(days):
            assert as_it_stands(store.as_of(at(number))) == expected


# findings


def test_findings_are_kept_with_their_claims_and_each_refusal(two: Store) -> None:
    grouped = finding(group="civilians", low=None, best=None, high=None, unsettled="no claim", grade="weak")
    assert two.keep_findings("lowest", [finding(), grouped], at(0)) == (2, 0)
    assert two.findings("lowest") == [finding(), grouped]
    assert two.findings() == [finding(), grouped]
    assert two.findings("highest") == []
    assert finding().left_out == (LeftOut("c-1-1", "a part"),)


def test_what_changed_is_closed_and_opened_anew_and_the_rest_is_left(two: Store) -> None:
    two.keep_findings("lowest", [finding(), finding(what="wounded")], at(0))
    assert two.keep_findings("lowest", [finding(), finding(what="wounded")], at(1)) == (0, 0)
    assert two.keep_findings("lowest", [finding(best=7), finding(what="wounded")], at(2)) == (1, 1)
    assert two.keep_findings("lowest", [finding()], at(3)) == (1, 2)
    assert two.findings("lowest") == [finding()]
    assert two.as_of(at(2)).findings("lowest") == [finding(what="wounded"), finding(best=7)]
    assert two.as_of(at(1)).findings("lowest") == [finding(), finding(what="wounded")]


def test_rules_do_not_disturb_one_another(two: Store) -> None:
    two.keep_findings("lowest", [finding()], at(0))
    assert two.keep_findings("highest", [finding(rule="highest")], at(1)) == (1, 0)
    assert two.findings("lowest") == [finding()]


def test_a_finding_on_a_claim_that_is_not_there_is_refused(two: Store) -> None:
    with pytest.raises(StoreError, match="the record refuses this"):
        two.keep_findings("lowest", [finding(supporting=("c-9",))], at(0))
    assert two.findings() == []


# blocks


def test_mentions_are_unlinked_until_a_linker_has_compared_them(two: Store) -> None:
    assert [m.id for m in two.unlinked("weights 1")] == ["m-1", "m-2"]
    two.keep_blocks({"m-1": ["id g-1 2021-05-03", "id g-1 2021-05-04"]}, "weights 1")
    assert [m.id for m in two.unlinked("weights 1")] == ["m-2"]
    assert [m.id for m in two.unlinked("weights 2")] == ["m-1", "m-2"]
    assert two.neighbours(["id g-1 2021-05-04", "id g-9 2021-05-04"]) == [mention()]
    assert two.neighbours(["id g-9 2021-05-04"]) == []
    two.keep_blocks({"m-1": ["id g-1 2021-05-03"], "m-2": []}, "weights 2")
    assert two.unlinked("weights 2") == []
    assert [m.id for m in two.mentions_by_id(["m-2", "m-9"])] == ["m-2"]


# as of


def test_the_past_holds_what_was_known_by_then_and_cannot_be_changed(store: Store) -> None:
    noon = reading().capture.retrieved_at
    store.add(reading(1))
    past = store.as_of(noon - timedelta(seconds=1))
    assert [list(found) for found in (past.reports(), past.claims(), past.mentions(), past.links())] == [[], [], [], []]
    with pytest.raises(StoreError, match="the past cannot be changed"):
        past.judge([])
    assert len(list(store.as_of(noon).claims())) == 2


def test_the_past_is_counted_as_it_is_listed(store: Store) -> None:
    noon = reading().capture.retrieved_at
    store.add(reading(1))
    store.add(reading(2))
    for moment in (noon - timedelta(seconds=1), noon):
        listed = list(store.as_of(moment).claims())
        assert Desk(store).kinds_as_it_was(moment) == Counter(claim.kind for claim in listed)
        assert Desk(store).first_as_it_was(moment, 3) == listed[:3]
    act, later = Act("reject", "c-1-0", "Amal", noon + timedelta(days=9)), noon + timedelta(days=8)
    Desk(store).decide(act, [Verdict("c-1-0", "rejected")])
    counts = [sum(Desk(store).kinds_as_it_was(at).values()) for at in (later, later + timedelta(days=2))]
    assert counts == [4, 3]


def test_the_time_of_a_moment_is_needed(store: Store) -> None:
    with pytest.raises(StoreError, match="without a time zone"):
        list(store.as_of(datetime(2021, 5, 4)).links())  # noqa: DTZ001
    assert list(store.as_of(datetime(2021, 5, 4, tzinfo=UTC)).links()) == []
