"""Verdicts on claims: who sees what, what an undo brings back, and that nobody's is lost."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factory import claim, count, link, producer, reading
from mnemon.errors import Outdated
from mnemon.model.events import Judgement
from mnemon.model.review import Act
from mnemon.model.text import Producer
from mnemon.store import Desk, Made, Store, Verdict, Wanted, open_store

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
AMAL = Producer("person-1", "Amal", "", "")
UNDOABLE = ("accept", "reject", "correct", "add", "link")


@pytest.fixture
def desk(store: Store) -> Desk:
    store.add(reading(1))
    store.add(reading(2))
    return Desk(store)


def act(kind: str, about: str = "c-1-0", by: str = "Amal", minute: int = 0, **more: object) -> Act:
    return Act(kind, about, by, NOON + timedelta(minutes=minute), **more)  # type: ignore[arg-type]


def standing(desk: Desk) -> set[str]:
    return {one.id for one in desk.store.claims()}


def correct(desk: Desk, seen: int = 0, best: int = 9, minute: int = 0) -> str:
    made = claim(id=f"c-new-{best}", report_id="r-1", event_mention_id="m-1", quantity=count(best), producer_id=AMAL.id)
    told = act("correct", minute=minute, detail={"made": [made.id]})
    desk.decide(told, [Verdict("c-1-0", "corrected", seen)], [Made(made, ("c-1-0",))], AMAL)
    return made.id


def undo(desk: Desk, by: str = "Amal") -> None:
    last = desk.last_act(by, UNDOABLE)
    assert last is not None
    desk.undo(act("undo", last.about, by, 30, undoes=last.seq))


def test_a_rejected_claim_stands_no_more_and_is_kept(desk: Desk) -> None:
    desk.decide(act("reject", reason="told before"), [Verdict("c-1-0", "rejected")])
    assert standing(desk) == {"c-1-1", "c-2-0", "c-2-1"}
    assert desk.store.claim("c-1-0").id == "c-1-0"
    assert desk.decisions(["c-1-0"])["c-1-0"].reason == "told before"


def test_parts_of_a_corrected_whole_are_parts_of_its_correction(desk: Desk) -> None:
    new = correct(desk)
    parts = {one.id: one.part_of for one in desk.store.claims()}
    assert parts["c-1-1"] == new
    undo(desk)
    assert {one.id: one.part_of for one in desk.store.claims()}["c-1-1"] == "c-1-0"


def test_the_second_of_two_is_told_of_the_first_and_nothing_is_written(desk: Desk) -> None:
    desk.decide(act("accept"), [Verdict("c-1-0", "accepted")])
    before = desk.acts(100)
    with pytest.raises(Outdated, match="Amal found it accepted since you opened it"):
        desk.decide(act("reject", by="Basma", reason="no"), [Verdict("c-1-0", "rejected", 0)])
    assert desk.acts(100) == before
    seen = desk.decisions(["c-1-0"])["c-1-0"].seq
    desk.decide(act("reject", by="Basma", reason="no"), [Verdict("c-1-0", "rejected", seen)])
    assert desk.decisions(["c-1-0"])["c-1-0"].made_by == "Basma"


def test_an_undo_brings_back_the_verdict_before_with_whoever_gave_it(desk: Desk) -> None:
    desk.decide(act("accept", by="Basma"), [Verdict("c-1-0", "accepted")])
    seen = desk.decisions(["c-1-0"])["c-1-0"].seq
    correct(desk, seen)
    undo(desk)
    found = desk.decisions(["c-1-0"])["c-1-0"]
    assert (found.verdict, found.made_by) == ("accepted", "Basma")
    assert standing(desk) == {"c-1-0", "c-1-1", "c-2-0", "c-2-1"}


def test_nothing_is_undone_that_somebody_has_built_on(desk: Desk) -> None:
    new = correct(desk)
    seen = desk.decisions([new])[new].seq
    desk.decide(act("reject", new, "Basma", reason="no"), [Verdict(new, "rejected", seen)])
    with pytest.raises(Outdated, match="decided on this since"):
        undo(desk)


def test_the_same_correction_made_undone_and_made_again_stands(desk: Desk) -> None:
    new = correct(desk)
    undo(desk)
    assert new not in standing(desk)
    assert correct(desk, minute=5) == new
    assert new in standing(desk)
    undo(desk)
    assert new not in standing(desk)


def test_what_stood_on_a_day_is_told_though_it_was_rejected_later(desk: Desk) -> None:
    desk.decide(act("reject", minute=10, reason="no"), [Verdict("c-1-0", "rejected")])
    before, after = (desk.store.as_of(NOON + timedelta(minutes=m)) for m in (5, 15))
    assert "c-1-0" in {one.id for one in before.claims()}
    assert "c-1-0" not in {one.id for one in after.claims()}


def test_links_are_judged_and_undone_to_the_suggestion(desk: Desk) -> None:
    suggested = link(created_at=NOON)
    desk.store.judge([suggested])
    seen = desk.link_number("m-1", "m-2")
    apart = link(judgement=Judgement.NEGATIVE, by="Amal", decided=True, created_at=NOON + timedelta(minutes=1))
    desk.judge(act("link", "m-1", minute=1), apart, seen)
    with pytest.raises(Outdated, match="judged since"):
        desk.judge(act("link", "m-1", "Basma", 2), apart, seen)
    assert [one.judgement for one in desk.store.links()] == [Judgement.NEGATIVE]
    undo(desk)
    assert [(one.judgement, one.decided) for one in desk.store.links()] == [(Judgement.POSITIVE, False)]


def test_a_decision_and_its_undoing_from_the_command_line_are_acts_like_those_of_the_pages(desk: Desk) -> None:
    desk.store.judge([link(created_at=NOON)])
    pair = ("m-1", "m-2")
    desk.store.decide(pair, Judgement.NEGATIVE, "Amal", NOON + timedelta(minutes=1))
    desk.store.decide(pair, Judgement.UNSURE, "Basma", NOON + timedelta(minutes=2))
    restored = desk.store.undo(pair, "Amal", NOON + timedelta(minutes=3))
    assert restored is not None
    assert (restored.judgement, restored.by) == (Judgement.NEGATIVE, "Amal")
    acts, undone = desk.acts(9)
    told = [(one.kind, one.made_by, one.seq in undone) for one in acts]
    assert told == [("undo", "Amal", False), ("link", "Basma", True), ("link", "Amal", False)]
    undo(desk)
    assert [one.judgement for one in desk.store.links()] == [Judgement.POSITIVE]


STEP = st.tuples(st.sampled_from(["accepted", "rejected", "correct"]), st.integers(10, 99))


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, max_size=5))
def test_undoing_everything_leaves_the_record_as_it_was(tmp_path: Path, steps: list[tuple[str, int]]) -> None:
    with open_store(tmp_path / f"{datetime.now(UTC).timestamp()}.db") as store:
        store.add(reading(1))
        desk, done = Desk(store), 0
        before = list(store.claims())
        for what, best in steps:
            seen = desk.decisions(["c-1-0"])
            number = seen["c-1-0"].seq if seen else 0
            try:
                if what == "correct":
                    correct(desk, number, best)
                else:
                    desk.decide(act("accept", detail={}), [Verdict("c-1-0", what, number)])
            except Outdated:
                continue
            done += 1
        for _ in range(done):
            undo(desk)
        assert list(store.claims()) == before
        assert desk.decisions(["c-1-0"]) == {}
        assert desk.last_act("Amal", UNDOABLE) is None


def test_of_twenty_who_decide_at_once_each_is_written_or_told(desk: Desk) -> None:
    told: list[str] = []

    def decide(name: str) -> None:
        try:
            desk.decide(act("accept", by=name), [Verdict("c-1-0", "accepted")])
            told.append("written")
        except Outdated:
            told.append("told")

    threads = [threading.Thread(target=decide, args=(f"coder {n}",)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["told"] * 19 + ["written"]


def test_a_list_begins_with_the_most_doubtful_large_number(desk: Desk) -> None:
    told = (claim(id=f"c-9-{n}", report_id="r-1", event_mention_id="m-1", score=s, quantity=count(q)) for n, (s, q) in
            enumerate([(0.5, 10), (0.99, 2000), (0.1, 3)]))  # fmt: skip
    for one in told:
        desk.decide(act("add", one.id), [], [Made(one)], producer())
    found = desk.listed(Wanted(review="all"), 100)
    assert [one.claim.id for one in found[:3]] == ["c-9-1", "c-9-0", "c-9-2"]
    first = desk.listed(Wanted(review="all"), 2)
    rest = desk.listed(Wanted(review="all"), 100, (first[-1].weight, first[-1].seq))
    assert [one.claim.id for one in (*first, *rest)] == [one.claim.id for one in found]


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        (Wanted(), 4), (Wanted(review="accepted"), 0), (Wanted(kind="killed"), 4), (Wanted(kind="wounded"), 0),
        (Wanted(country="SD"), 4), (Wanted(place="bar"), 4), (Wanted(place="Xy"), 0), (Wanted(speaker="police"), 4),
        (Wanted(side="army"), 0), (Wanted(source_id="s-1"), 4), (Wanted(source_id="s-2"), 0),
        (Wanted(date_from=datetime(2021, 5, 4, tzinfo=UTC).date()), 0), (Wanted(by_report=True), 2),
        (Wanted(speaker="100%"), 0),
    ],
)  # fmt: skip
def test_filters_keep_what_they_say(desk: Desk, wanted: Wanted, number: int) -> None:
    assert len(desk.listed(wanted, 100)) == number
    assert desk.counted(wanted) == number
