"""What another codebook would make of a record, over a real model and a real record."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mnemon.coding import open_codebook
from mnemon.ingest import Arrival
from mnemon.model.reading import Reading
from mnemon.model.review import Act
from mnemon.model.text import Capture, Report
from mnemon.pipeline import Engine, open_engine, read
from mnemon.replay import plan, replay
from mnemon.store import Desk, Store, Verdict, open_store

NOW = datetime(2025, 1, 15, tzinfo=UTC)
TEXTS = (
    "Militants killed four guards (left out of our count) in Goma on Monday.",
    "Rebels killed four guards in Goma on Monday.",
)
OWN = 'name: ours\nversion: "1"\nextends: "2026.11.13"\nwords:\n  uncounted_words: [left out of our count]\n'


@pytest.fixture(scope="module")
def engine() -> Engine:
    return open_engine()


@pytest.fixture
def store(tmp_path: Path, engine: Engine) -> Store:
    """A record of the two reports; a person has accepted the claims of the first."""
    made = open_store(tmp_path / "r.db")
    for number, text in enumerate(TEXTS):
        capture = Capture(f"{number}" * 64, None, NOW, "text/plain", len(text))
        report = Report(f"r-{number}", capture.id, text)
        (found,) = read(engine, [Arrival(b"", capture, None, report)])
        made.add(Reading(engine.producer, capture, report, None, found.coded, found.tally))
    for claim in list(made.claims()):
        if claim.report_id == "r-0":
            act = Act("accept", claim.id, "ana", NOW, "r-0")
            Desk(made).decide(act, [Verdict(claim.id, "accepted", 0)])
    return made


def test_only_what_holds_a_changed_word_is_read_again_and_a_verdict_is_said_to_stand(
    store: Store, engine: Engine, tmp_path: Path
) -> None:
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    books = open_codebook(), open_codebook(extension=tmp_path / "own.yaml")
    todo = plan(store, *books)
    assert (todo.reports, [report.id for report in todo.held]) == (2, ["r-0"])
    (found,) = replay(store, engine, *books, todo.held)
    stored = {claim.id for claim in store.claims() if claim.report_id == "r-0"}
    assert found.altered
    assert {one.claim_id for one in found.altered} <= stored
    assert {one.verdict for one in found.altered} == {"accepted by ana"}
    assert {what for one in found.altered for what, *_ in one.changes} == {"notes"}
    assert list(replay(store, engine, books[1], books[0], [])) == []
