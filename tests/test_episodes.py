"""On a record: episodes and their parts, which reports are one voice, a figure that one report gives in two ways."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from factory import count, dates, place, speaker
from mnemon.across import Settled, events, link_new, settle_record
from mnemon.cli import main
from mnemon.model.claims import Coded
from mnemon.model.events import Judgement, Voice
from mnemon.model.reading import Reading
from mnemon.model.text import Copy
from mnemon.review.voices import shared
from mnemon.store import Store, open_store
from test_across import NOON, fill, told
from test_rereading import by

WEEK = dates("2021-05-01", "2021-05-05", precision=2)


def fighting(number: int, best: int, **changes: object) -> Reading:
    """A report of five days of fighting and its dead."""
    base = told(number, best, date=WEEK, **changes)
    (dead,), (telling,) = base.coded.claims, base.coded.mentions
    act = replace(dead, id=f"{dead.id}-act", kind="battle", quantity=None, victims=None)
    return replace(base, coded=Coded((replace(telling, type="battle"),), (dead, act)))


def record(readings: Sequence[Reading], folder: str | Path) -> Store:
    store = fill(open_store(Path(folder) / "record.db"), readings)
    link_new(store, NOON)
    return store


def found(store: Store) -> dict[tuple[str, ...], Settled]:
    return {s.event.members: s for s in events(store, "most-voices", NOON, anew=False)}


def mnemon(*arguments: str) -> str:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.output


SCENE = [
    fighting(1, 30),
    told(2, 5),
    told(3, 5),
    told(4, 4, date=dates("2021-05-05")),
    told(5, 9, date=dates("2021-05-20")),
]


def test_an_event_knows_its_episode_and_no_total_adds_the_two(tmp_path: Path) -> None:
    with record(SCENE, tmp_path) as store:
        known = found(store)
        whole = known["m-1",].event.id
        assert {members: s.parent for members, s in known.items()} == {
            ("m-1",): None, ("m-2", "m-3"): whole, ("m-4",): whole, ("m-5",): None,
        }  # fmt: skip
        settle_record(store, "most-voices", NOON)
        kept = {f.event_id: f.within for f in store.findings("most-voices") if f.group is None}
        assert sorted(kept.values(), key=str) == [None, None, whole, whole]
        shown = mnemon("totals", "--db", store.where, "--rule", "most-voices", "--kind", "killed")
        assert [row.split()[2:] for row in shown.splitlines() if row.startswith("killed  ")] == [
            ["39", "39", "39", "2", "0", "0", "2"]
        ]
        assert f"part of the episode {whole}: no total adds the two" in mnemon("events", "--db", store.where)


def test_a_total_over_days_is_the_parent_of_what_happened_on_them(tmp_path: Path) -> None:
    with record([told(1, 80, date=WEEK, scope="total"), told(2, 5)], tmp_path) as store:
        assert {members: s.parent for members, s in found(store).items()} == {("m-2",): "alone-m-1"}


@settings(max_examples=8, deadline=None)
@given(st.permutations([*SCENE, fighting(6, 31)]), st.lists(st.integers(0, 5), max_size=2))
def test_parents_and_figures_do_not_hang_on_the_order_of_arrival(arrived: list[Reading], again: list[int]) -> None:
    """Nor on which reports were read twice on the way."""
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        with record([*SCENE, fighting(6, 31)], one) as store:
            expected = {tuple(m): (s.parent is None, [f.best for f in s.findings]) for m, s in found(store).items()}
        with record([], other) as store:
            for number, reading in enumerate(arrived):
                if number in again:
                    store.add(by(f"early-{number}", reading, store, quantity=count(1)))
                    link_new(store, NOON)
                store.add(replace(reading))
            link_new(store, NOON)
            made = {tuple(m): (s.parent is None, [f.best for f in s.findings]) for m, s in found(store).items()}
        assert made == expected


def test_undoing_a_decision_restores_parents_and_figures(tmp_path: Path) -> None:
    with record(SCENE, tmp_path) as store:
        before = found(store)
        store.decide(("m-1", "m-2"), Judgement.POSITIVE, "A. Coder", NOON)
        assert found(store) != before
        store.undo(("m-1", "m-2"), "A. Coder", NOON + timedelta(days=1))
        assert found(store) == before


def test_every_event_says_which_reports_are_one_voice_and_why(tmp_path: Path) -> None:
    readings = [
        told(1, 5, said_by=speaker(name="the mayor")),
        told(2, 5, said_by=speaker(name="The mayor")),
        told(3, 5, said_by=None),
        replace(told(4, 5, said_by=None), copies=(Copy("r-4", "r-3", 0.93),)),
        told(5, 5, said_by=speaker(name="A nurse")),
    ]
    with record(readings, tmp_path) as store:
        (one,) = found(store).values()
        assert (one.backing.reports, one.backing.voices) == (5, 3)
        assert one.backing.told_by == (
            Voice("", ("r-3", "r-4"), ("near copies (93% alike)",)),
            Voice("A nurse", ("r-5",)),
            Voice("The mayor", ("r-1", "r-2"), ("one speaker, whoever quotes it",)),
        )
        assert shared(one.backing, {"r-3": "Three", "r-4": "Four"})[0] == (
            "One text", [("r-3", "Three"), ("r-4", "Four")], "near copies (93% alike)",
        )  # fmt: skip
        shown = mnemon("events", "--db", store.where)
        assert "told by 3 independent voices in 5 reports" in shown
        assert "one voice: The mayor (r-1, r-2): one speaker, whoever quotes it" in shown
        (row,) = [json.loads(line) for line in mnemon("events", "--format", "jsonl", "--db", store.where).splitlines()]
        assert (row["reports"], row["independent_voices"], row["part_of"]) == (5, 3, None)
        assert [voice["reports"] for voice in row["voices"]] == [["r-3", "r-4"], ["r-5"], ["r-1", "r-2"]]
        assert row["findings"][0]["best"] == 5


HEADLINE = """Seven killed in market bombing in Kaduna

Nine people were killed when a bomb exploded at a market in Kaduna on Tuesday, police said.

The market was closed on Wednesday. Nine people were killed when a bomb exploded at a market in Kaduna on Tuesday, police said.
"""


def test_a_headline_that_differs_and_a_lead_that_is_restated_are_one_figure(tmp_path: Path) -> None:
    """Never 16, nor 25: one event, 7 to 9, with the figures as rivals."""
    (tmp_path / "report.txt").write_text(HEADLINE)
    db = str(tmp_path / "my.db")
    mnemon("run", str(tmp_path / "report.txt"), "--db", db, "--published", "2025-01-16")
    mnemon("link", "--db", db)
    mnemon("settle", "--db", db)
    rows = [json.loads(line) for line in mnemon("events", "--format", "jsonl", "--db", db).splitlines()]
    (killed,) = [f for row in rows for f in row["findings"] if f["what"] == "killed"]
    assert (killed["low"], killed["high"]) == (7, 9)
    assert killed["best"] in (None, 9)
    assert any("repeats" in out["reason"] for out in killed["left_out"])
    total = next(line for line in mnemon("totals", "--db", db, "--rule", "highest").splitlines() if "killed" in line)
    assert total.split()[2:5] == ["9", "9", "9"]


DISTRICT = place(place_id="g-d", name="Bara", precision=3, latitude=12.75, adm2=None)
TWICE = [told(1, 14), told(2, 30, place=DISTRICT), told(3, 14, date=dates("2021-06-20"))]


def best_and_parts(store: Store) -> tuple[str, str]:
    shown = mnemon("totals", "--db", store.where, "--rule", "most-voices", "--kind", "killed")
    cells = next(row.split() for row in shown.splitlines() if row.startswith("killed  "))
    return cells[3], cells[8]


def test_a_district_s_dead_are_not_added_to_those_of_its_town_until_a_person_tells_them_apart(tmp_path: Path) -> None:
    with record(TWICE, tmp_path) as store:
        assert best_and_parts(store) == ("44", "1")
        wider = found(store)["m-2",].event.id
        assert [f.within for f in found(store)["m-1",].findings] == [wider]
        assert f"[not added to totals: {wider} counts these people, or may]" in mnemon("events", "--db", store.where)
        store.decide(("m-1", "m-2"), Judgement.NEGATIVE, "A. Coder", NOON)
        assert best_and_parts(store) == ("58", "0")
        settle_record(store, "most-voices", NOON)
        assert not [f for f in store.findings("most-voices") if f.within is not None]
        store.undo(("m-1", "m-2"), "A. Coder", NOON + timedelta(days=1))
        assert best_and_parts(store) == ("44", "1")
