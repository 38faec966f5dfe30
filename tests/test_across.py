"""Across reports, on a real record: linking, settling, the past; whatever the order in which reports came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from factory import claim, count, dates, mention, place, producer, reading, report, sha, speaker
from mnemon import across
from mnemon.across import ALONE, changed_reports, events, every_group, groups, link_new, settle_record
from mnemon.cli import main
from mnemon.cli_record import COMMANDS
from mnemon.model.claims import Claim, Coded, Tally
from mnemon.model.events import Backing, Event, Finding, Judgement
from mnemon.model.reading import Reading, Run
from mnemon.model.text import Copy, Span
from mnemon.store import Store, open_store

NOON = datetime(2021, 6, 1, 12, tzinfo=UTC)
SOUTH = place(place_id="g-9", name="Kara", latitude=2.0, longitude=30.0, adm1="South")


def told(number: int, best: int, **changes: object) -> Reading:
    """A reading of one report that tells of deaths; its ids end in its number."""
    where, when = changes.pop("place", place()), changes.pop("date", dates())
    text, ids = f"Report number {number}.", {"report_id": f"r-{number}", "place": where, "date": when}
    said = claim(id=f"c-{number}", event_mention_id=f"m-{number}", quantity=count(best), **{**ids, **changes})
    base = reading(number)
    return replace(
        base,
        capture=replace(base.capture, id=sha(text), byte_count=len(text)),
        report=report(id=f"r-{number}", capture_id=sha(text), text=text, source_id=f"s-{number}", url=None),
        source=replace(base.source, id=f"s-{number}") if base.source is not None else None,
        coded=Coded((mention(id=f"m-{number}", **ids),), (said,)),
        tally=Tally(),
    )


SCENE = [
    told(1, 5),
    told(2, 7, said_by=speaker(name="mayor")),
    told(3, 7, said_by=speaker(name="nurse")),
    told(4, 9, place=SOUTH),
    told(5, 9, date=dates("2021-06-03")),
    told(6, 5, said_by=None, place=None),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "record.db") as opened:
        yield opened


def fill(store: Store, readings: Sequence[Reading]) -> Store:
    for one in readings:
        store.add(one)
    return store


def as_settled(store: Store) -> list[tuple[Event, tuple[Finding, ...], Backing]]:
    found = [(s.event, s.findings, s.backing) for s in events(store, "most-voices", NOON, anew=False)]
    return sorted(found, key=lambda row: row[0].id)


def test_reports_of_one_event_are_linked_and_settled_and_others_are_not(store: Store) -> None:
    fresh, made = link_new(fill(store, SCENE), NOON)
    assert (fresh, len(made)) == (6, 3)
    (event,) = [s for s in events(store, "most-voices", NOON, anew=False) if len(s.event.members) > 1]
    assert event.event.members == ("m-1", "m-2", "m-3")
    (finding,) = event.findings
    assert (finding.low, finding.best, finding.high) == (5, 7, 7)
    assert (event.backing.reports, event.backing.voices) == (3, 3)


def test_two_provinces_or_two_months_are_never_joined_whatever_is_suggested(store: Store) -> None:
    fill(store, SCENE)
    link_new(store, NOON)
    homes = {member: s.event.id for s in events(store, "lowest", NOON) for member in s.event.members}
    assert len({homes[f"m-{n}"] for n in (1, 4, 5, 6)}) == 4


def test_a_new_report_is_compared_with_its_neighbours_alone(store: Store) -> None:
    fill(store, SCENE[1:5])
    assert link_new(store, NOON)[0] == 4
    fill(store, SCENE[:1])
    fresh, made = link_new(store, NOON)
    assert fresh == 1
    assert {(one.left, one.right) for one in made} == {("m-1", "m-2"), ("m-1", "m-3")}
    assert link_new(store, NOON) == (0, [])


@settings(max_examples=12, deadline=None)
@given(st.permutations(SCENE), st.lists(st.integers(1, 5), max_size=3))
def test_the_order_of_arrival_changes_neither_clusters_nor_findings(arrived: list[Reading], pauses: list[int]) -> None:
    """Reports come in any order, and are linked now and then on the way."""
    with TemporaryDirectory() as folder:
        with open_store(Path(folder) / "a.db") as plain:
            link_new(fill(plain, SCENE), NOON)
            expected = as_settled(plain)
        with open_store(Path(folder) / "b.db") as other:
            for number, one in enumerate(arrived):
                other.add(one)
                if number in pauses:
                    link_new(other, NOON)
            link_new(other, NOON)
            assert as_settled(other) == expected


@pytest.mark.parametrize("batch", [1, 2, 300])
def test_events_are_the_same_one_by_one_as_all_at_once(
    batch: int, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(across, "BATCH", batch)
    link_new(
        fill(store, [SCENE[4], *SCENE[:4], SCENE[5], told(7, 3, scope="total"), told(8, 3, status="negated")]), NOON
    )
    store.decide(("m-1", "m-3"), Judgement.NEGATIVE, "A. Coder", NOON)
    kept, made = (list(every_group(store, NOON, anew=anew)) for anew in (False, True))
    assert kept == made
    assert [g.event.id for g in kept if g.event.id.startswith(ALONE)] == ["alone-m-7", "alone-m-8"]
    assert [g.event.members for g in groups(store, NOON)] == [g.event.members for g in kept[:-2]]


def test_the_report_that_a_copy_goes_back_to_speaks_for_it_in_another_event(store: Store) -> None:
    apart = replace(told(4, 9, place=SOUTH), copies=(Copy("r-4", "r-1", 0.9),))
    link_new(fill(store, [SCENE[0], apart]), NOON)
    origins = {g.event.members: g.sourcing.origin for g in groups(store, NOON)}
    assert origins["m-4",]["r-4"] == origins["m-1",]["r-1"] == "s-1"


def in_words(text: str, made: Reading) -> Reading:
    """The reading as of a report with these words, all of them the sentence of its claims."""
    claims = tuple(replace(c, sentence=Span(0, len(text))) for c in made.coded.claims)
    capture = replace(made.capture, id=sha(made.report.id + text), byte_count=len(text))
    report_ = replace(made.report, text=text, capture_id=capture.id)
    return replace(made, capture=capture, report=report_, coded=replace(made.coded, claims=claims))


@pytest.mark.parametrize("first", ["original", "copy"])
def test_a_copy_without_a_day_joins_its_original_whichever_came_first(first: str, store: Store) -> None:
    text = "Shells killed five villagers in the market of Bara on Tuesday, police said."
    original, copy = in_words(text, told(1, 5)), in_words(text, told(2, 5, date=None))
    order = [original, copy] if first == "original" else [copy, original]
    order[1] = replace(order[1], copies=(Copy(order[1].report.id, order[0].report.id, 0.95),))
    for one in order:
        link_new(fill(store, [one]), NOON)
    (event,) = events(store, "most-voices", NOON, anew=False)
    assert event.event.members == ("m-1", "m-2")
    assert (event.findings[0].best, event.backing.voices) == (5, 1)
    assert list(events(store, "most-voices", NOON, anew=True)) == [event]


def test_a_decision_survives_linking_again_and_its_undoing_is_exact(store: Store) -> None:
    link_new(fill(store, SCENE[:3]), NOON)
    before = as_settled(store)
    for other in ("m-2", "m-3"):
        store.decide(("m-1", other), Judgement.NEGATIVE, "A. Coder", NOON)
    fill(store, SCENE[3:])
    link_new(store, NOON)
    assert [s.event.members for s in events(store, "lowest", NOON) if "m-1" in s.event.members] == [("m-1",)]
    for other in ("m-2", "m-3"):
        store.undo(("m-1", other), "A. Coder", NOON + timedelta(days=1))
    assert as_settled(store)[: len(before)] != []
    assert [row for row in as_settled(store) if row in before] == before


def test_findings_are_kept_by_rule_and_group_and_closed_when_they_change(store: Store) -> None:
    fill(store, SCENE[:1])
    assert settle_record(store, "lowest", NOON) == (2, 0)
    assert settle_record(store, "lowest", NOON) == (0, 0)
    fill(store, [told(2, 3, said_by=speaker(name="mayor"))])
    assert settle_record(store, "lowest", NOON + timedelta(days=1)) == (2, 2)
    everyone, civilians = sorted(store.findings("lowest"), key=lambda f: f.group or "")
    assert (everyone.best, everyone.rival, civilians.group) == (3, ("c-1",), "civilians")
    assert [f.best for f in store.as_of(NOON).findings("lowest")] == [5, 5]


def dated(store: Store, number: int, made: Reading) -> None:
    run = Run(f"run-{number}", "p-1", NOON + timedelta(days=number), "run inbox")
    store.begin(run, producer())
    store.add(replace(made, run_id=run.id))


def version(number: int, best: int) -> Reading:
    """A version of the article at one address."""
    made = told(number, best)
    text = f"{' '.join(f'Sentence {n} of this article stands in both versions of it.' for n in range(9))} {best} dead."
    capture = replace(made.capture, id=sha(text), byte_count=len(text), retrieved_at=NOON + timedelta(days=number))
    url = "https://courier.example/bara"
    return replace(made, capture=capture, report=replace(made.report, text=text, capture_id=sha(text), url=url))


def test_a_revised_article_gives_way_and_the_past_still_shows_it(store: Store) -> None:
    dated(store, 1, version(1, 5))
    dated(store, 2, version(2, 9))
    (now,) = events(store, "lowest", NOON)
    (then,) = events(store.as_of(NOON + timedelta(days=1)), "lowest", NOON)
    assert (then.findings[0].best, now.findings[0].best) == (5, 9)
    assert "revised" in now.findings[0].left_out[0].reason
    (revision,) = changed_reports(store)
    assert (revision.gone, revision.new) == ((("killed", "5"),), (("killed", "9"),))


def said(claims: Sequence[Claim]) -> set[str]:
    return {one.id for one in claims}


def test_an_event_holds_the_claims_of_all_its_mentions(store: Store) -> None:
    link_new(fill(store, SCENE), NOON)
    held = {g.event.members: said(g.claims) for g in groups(store, NOON)}
    assert held["m-1", "m-2", "m-3"] == {"c-1", "c-2", "c-3"}
    assert sum(map(len, held.values())) == len(SCENE)


# At the command line


@pytest.fixture
def db(tmp_path: Path) -> Path:
    made = tmp_path / "made.db"
    with open_store(made) as opened:
        dated(opened, 1, SCENE[0])
        dated(opened, 2, SCENE[1])
    return made


def call(*words: str | Path) -> str:
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return done.output


def test_link_shows_each_suggestion_as_a_sum_of_reasons(db: Path) -> None:
    shown = call("link", "--db", db)
    assert "m-1  m-2  positive  match weight" in shown
    assert "place: same place (Bara)" in shown
    assert "2 mentions compared with their neighbours; 1 links suggested." in shown
    assert call("link", "--db", db, "--format", "jsonl") == ""


def test_judge_and_undo_say_what_stands(db: Path) -> None:
    call("link", "--db", db)
    decided = call("judge", "m-1", "m-2", "negative", "--db", db, "--by", "A. Coder")
    assert decided == "m-1 and m-2: negative, decided by A. Coder.\n"
    assert "what stands now: positive" in call("undo", "m-1", "m-2", "--db", db, "--by", "A. Coder")
    refused = CliRunner().invoke(main, ["undo", "m-1", "m-2", "--db", str(db), "--by", "A. Coder"])
    assert refused.exit_code == 1
    assert "there is nothing to undo" in refused.output


def test_settle_keeps_findings_and_says_how_many(db: Path) -> None:
    assert "findings stand by rule lowest: 2 new, 0 closed" in call("settle", "--rule", "lowest", "--db", db)
    assert "0 new, 0 closed" in call("settle", "--rule", "lowest", "--db", db)
    assert CliRunner().invoke(main, ["settle", "--rule", "bogus", "--db", str(db)]).exit_code == 1


def test_totals_shows_every_rule_and_draws(db: Path, tmp_path: Path) -> None:
    shown = call("totals", "--db", db, "--plot", tmp_path / "totals.svg")
    assert all(rule in shown for rule in ("lowest", "highest", "most-voices", "airwars-range"))
    assert "events that disagree 100%" in shown
    assert "<svg" in (tmp_path / "totals.svg").read_text()
    assert "highest" not in call("totals", "--rule", "lowest", "--db", db)


def test_asof_shows_the_record_of_that_day(db: Path) -> None:
    assert "Claims that stood then: 0" in call("asof", "2021-05-31", "--db", db)
    assert "low 5, best 5, high 5" in call("asof", "2021-06-02", "--rule", "highest", "--db", db)
    assert "low 7, best 7, high 7" in call("asof", "2021-06-03", "--rule", "highest", "--db", db)
    assert CliRunner().invoke(main, ["asof", "yesterday", "--db", str(db)]).exit_code == 1


def test_each_command_on_the_whole_record_has_help_of_its_own() -> None:
    assert [command.name for command in COMMANDS] == ["link", "judge", "undo", "settle", "totals", "asof", "rebuild"]
    assert all(command.help for command in COMMANDS)
