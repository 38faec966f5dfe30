"""A report that is read again: its claims count once, people's decisions stay, and the past shows what stood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from factory import actor, claim, count, producer
from mnemon.across import events, link_new
from mnemon.cli import main
from mnemon.errors import NotFound, Outdated, StoreError
from mnemon.model.claims import Claim
from mnemon.model.events import Judgement
from mnemon.model.reading import Reading, Run
from mnemon.model.review import Act
from mnemon.model.text import Span
from mnemon.review.gathering import events_around
from mnemon.store import Store, open_store
from mnemon.store.desk import Desk
from mnemon.store.rereading import rereadings, restore
from mnemon.store.verdicts import Made, Verdict
from test_across import NOON, as_settled, fill, told

LATER = NOON + timedelta(days=10)
NEXT = LATER + timedelta(days=1)
FIRST, AGAIN = told(1, 5), told(2, 5)


def mnemon(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["readings", *arguments])
    assert result.exit_code == (1 if result.output.startswith("Error") else 0)
    return result.output


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "record.db") as opened:
        yield opened


def by(name: str, one: Reading, store: Store, at: datetime = NOON, **changes: object) -> Reading:
    """The same report as another producer reads it, in a run of its own."""
    who = producer(id=name, digest=name)
    store.begin(Run(f"run-{name}", name, at, "run"), who)
    mentions = tuple(replace(m, id=f"{m.id}-{name}") for m in one.coded.mentions)
    claims = tuple(
        replace(c, id=f"{c.id}-{name}", event_mention_id=f"{c.event_mention_id}-{name}", producer_id=name, **changes)  # type: ignore[arg-type]
        for c in one.coded.claims
    )
    coded = replace(one.coded, mentions=mentions, claims=claims)
    return replace(one, producer=who, coded=coded, run_id=f"run-{name}")


def standing(store: Store) -> list[str]:
    return sorted(claim.id for claim in store.claims())


def decide(store: Store, verdict: str, claim_id: str, *made: Claim) -> None:
    act = Act(verdict, claim_id, "A. Coder", NOON, detail={"made": [one.id for one in made]})
    Desk(store).decide(act, [Verdict(claim_id, verdict)], [Made(one, (claim_id,)) for one in made])


def test_a_later_reading_takes_the_place_of_an_earlier_one(store: Store) -> None:
    fill(store, [by("old", FIRST, store), by("old2", told(2, 5), store)])
    store.add(by("new", FIRST, store, LATER, quantity=count(6)))
    assert standing(store) == ["c-1-new", "c-2-old2"]
    (again,) = rereadings(store)
    assert (again.report_id, again.by, again.at, again.withdrawn) == ("r-1", "new", LATER, 1)


def test_the_past_shows_what_the_record_said_then(store: Store) -> None:
    store.add(by("old", FIRST, store))
    store.add(by("new", FIRST, store, LATER))
    assert standing(store.as_of(LATER - timedelta(seconds=1))) == ["c-1-old"]
    assert standing(store.as_of(LATER)) == ["c-1-new"]


def test_reading_again_by_the_same_producer_changes_nothing(store: Store) -> None:
    one = by("old", FIRST, store)
    for _ in range(2):
        store.add(one)
    assert (standing(store), rereadings(store)) == (["c-1-old"], [])


@pytest.mark.parametrize("verdict", ["accepted", "rejected"])
def test_what_a_person_decided_on_stays_decided(store: Store, verdict: str) -> None:
    """The later reading's claim on the same words steps back in its place."""
    store.add(by("old", FIRST, store))
    decide(store, verdict, "c-1-old")
    store.add(by("new", FIRST, store, LATER))
    assert standing(store) == (["c-1-old"] if verdict == "accepted" else [])


def test_a_correction_stands_and_what_it_corrected_does_not_come_back(store: Store) -> None:
    store.add(by("old", FIRST, store))
    made = replace(store.claim("c-1-old"), id="c-mine", producer_id="person-1", quantity=count(8))
    with store.writing() as connection:
        from mnemon.store import schema, writing  # noqa: PLC0415

        writing.put_plain(connection, schema.producers, producer(id="person-1", name="A. Coder"))
    decide(store, "corrected", "c-1-old", made)
    store.add(by("new", FIRST, store, LATER))
    assert standing(store) == ["c-mine"]


def test_new_words_are_new_claims_beside_what_a_person_decided(store: Store) -> None:
    store.add(by("old", FIRST, store))
    decide(store, "accepted", "c-1-old")
    store.add(by("new", FIRST, store, LATER, spans={"trigger": (Span(14, 15),)}, kind="wounded"))
    assert standing(store) == ["c-1-new", "c-1-old"]
    link_new(store, NEXT)
    for anew in (False, True):
        (event,) = events(store, "most-voices", NEXT, anew=anew)
        assert (event.event.members, event.backing.reports, event.backing.voices) == (("m-1-new", "m-1-old"), 1, 1)


def test_taking_a_re_reading_back_restores_what_stood(store: Store) -> None:
    store.add(by("old", FIRST, store))
    before = list(store.claims()), as_settled(store)
    store.add(by("new", FIRST, store, LATER, quantity=count(6)))
    restore(store, "r-1", "A. Coder", NEXT)
    assert (list(store.claims()), as_settled(store)) == before
    assert rereadings(store) == []
    with pytest.raises(NotFound, match="was not read again"):
        restore(store, "r-1", "A. Coder", NEXT)
    with pytest.raises(StoreError, match="past"):
        restore(store.as_of(NOON), "r-1", "A. Coder", NEXT)


def test_a_re_reading_on_which_a_person_decided_is_not_taken_back(store: Store) -> None:
    store.add(by("old", FIRST, store))
    store.add(by("new", FIRST, store, LATER))
    decide(store, "accepted", "c-1-new")
    with pytest.raises(Outdated, match="decided"):
        restore(store, "r-1", "A. Coder", NEXT)
    assert standing(store) == ["c-1-new"]


def test_the_command_line_lists_re_readings_and_takes_one_back(store: Store) -> None:
    store.add(by("old", FIRST, store))
    store.add(by("new", FIRST, store, LATER))
    assert "r-1  read again by new on 2021-06-11; 1 claims withdrawn" in mnemon("--db", store.where)
    assert "by somebody" in mnemon("--db", store.where, "--restore", "r-1")
    assert "stands again" in mnemon("--db", store.where, "--restore", "r-1", "--by", "A. Coder")
    assert standing(store) == ["c-1-old"]
    assert "0 reports were read again." in mnemon("--db", store.where)


def test_a_record_read_twice_has_the_events_of_one_that_was_read_once(store: Store, tmp_path: Path) -> None:
    scene = [told(n, best) for n, best in ((1, 5), (2, 7), (3, 7))]
    fill(store, [by(f"old{n}", one, store) for n, one in enumerate(scene)])
    link_new(store, NOON)
    fill(store, [by(f"new{n}", one, store, LATER) for n, one in enumerate(scene)])
    link_new(store, NEXT)
    with open_store(tmp_path / "once.db") as once:
        fill(once, [by(f"new{n}", one, once, LATER) for n, one in enumerate(scene)])
        link_new(once, NEXT)
        assert as_settled(store) == as_settled(once)
        assert [s.event for s in events(store, "lowest", NEXT)] == [s.event for s in events(once, "lowest", NEXT)]


@pytest.mark.parametrize("judgement", [Judgement.NEGATIVE, Judgement.POSITIVE])
def test_a_decision_on_a_pair_goes_on_to_the_later_reading(store: Store, judgement: Judgement) -> None:
    far = judgement is Judgement.POSITIVE
    fill(store, [by("old", FIRST, store), told(2, 40 if far else 5)])
    link_new(store, NOON)
    store.decide(("m-1-old", "m-2"), judgement, "A. Coder", NOON)
    store.add(by("new", FIRST, store, LATER))
    link_new(store, NEXT)
    for anew in (False, True):
        found = {s.event.members for s in events(store, "lowest", NEXT, anew=anew)}
        assert found == ({("m-1-new", "m-2")} if far else {("m-1-new",), ("m-2",)})


@pytest.mark.parametrize("judgement", [Judgement.NEGATIVE, Judgement.POSITIVE])
def test_pages_see_a_decision_on_what_was_read_again(store: Store, judgement: Judgement) -> None:
    far, desk = judgement is Judgement.POSITIVE, Desk(store)
    fill(store, [by("old", FIRST, store), by("old2", told(2, 40 if far else 5), store)])
    link_new(store, NOON)
    store.decide(("m-1-old", "m-2-old2"), judgement, "A. Coder", NOON)
    fill(store, [by("new", FIRST, store, LATER), by("new2", told(2, 40 if far else 5), store, LATER)])
    link_new(store, NEXT)
    assert [desk.heir(i) for i in ("m-1-old", "m-2-old2", "m-1-new")] == ["m-1-new", "m-2-new2", None]
    for one, other in (("m-1-new", "m-2-new2"), ("m-2-new2", "m-1-new")):
        found, _, _ = events_around(desk, [one], 99)
        assert [event.members for event in found] == [("m-1-new", "m-2-new2") if far else (one,)]
        links, _ = desk.links_around(one)
        assert [(link.left, link.right) for link in links if link.decided] == [tuple(sorted((one, other)))]
    store.decide(("m-1-new", "m-2-new2"), Judgement.NEGATIVE if far else Judgement.POSITIVE, "B. Coder", NEXT)
    (after,) = (set(event.members) for event in events_around(desk, ["m-1-new"], 99)[0])
    assert after == ({"m-1-new"} if far else {"m-1-new", "m-2-new2"})
    assert {s.event.members for s in events(store, "lowest", NEXT)} == (
        {("m-1-new",), ("m-2-new2",)} if far else {("m-1-new", "m-2-new2")}
    )


def test_two_readings_of_one_report_are_one_voice_and_are_never_added(store: Store) -> None:
    """Even where both stand: each took the dead for other people."""
    soldiers = actor(actor_id=None, kind="state force")
    store.add(by("old", FIRST, store, victims=soldiers))
    decide(store, "accepted", "c-1-old")
    civilians = actor(actor_id=None, kind="civilians")
    spans = {"trigger": (Span(0, 3),)}
    two = by("new", FIRST, store, LATER, victims=civilians, spans=spans)
    mentions = tuple(replace(m, spans=claim(spans=spans).spans["trigger"]) for m in two.coded.mentions)
    store.add(replace(two, coded=replace(two.coded, mentions=mentions)))
    store.decide(("m-1-new", "m-1-old"), Judgement.POSITIVE, "A. Coder", NEXT)
    (event,) = events(store, "most-voices", NEXT)
    assert (event.backing.reports, event.backing.voices) == (1, 1)
    (finding,) = event.findings
    assert (finding.low, finding.best, finding.high) == (5, 5, 5)
