"""The main path end to end, with the real model, a real record and real bytes on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path

import pytest

from house import ROOT
from ingest.makers import docx, options, page, pdf
from mnemon.across import events
from mnemon.archive import Archive
from mnemon.errors import NotFound, UsageError
from mnemon.ingest import Arrival, Refusal
from mnemon.ingest import read as ingest
from mnemon.model.claims import Claim
from mnemon.pipeline import Engine, Known, Read, open_engine, read, run
from mnemon.store import ClaimFilter, Store, open_store

KILLING = "Gunmen killed three teachers in Tillabery on Monday."
KIDNAP = "Rebels abducted six aid workers near Mongo on Tuesday."
BOMB = "A bomb wounded nine people in Mogadishu on Friday."
STORY = " ".join(
    f"The mayor of town number {n} said that the market there had been closed since the spring." for n in range(9)
)


@pytest.fixture(scope="session")
def engine() -> Engine:
    return open_engine()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "record.db") as opened:
        yield opened


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "record.archive")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    return made


def fill(folder: Path, **files: str | bytes) -> None:
    """Files by name; the first "_" of a name is its dot."""
    for name, content in files.items():
        held = content.encode() if isinstance(content, str) else content
        (folder / name.replace("_", ".", 1)).write_bytes(held)


def items(*targets: Path | str, **changes: object) -> Iterator[Arrival | Refusal]:
    return chain.from_iterable(ingest(target, options(**changes)) for target in targets)


@dataclass(frozen=True)
class Record:
    """A record with its archive, and the engine that fills it."""

    engine: Engine
    store: Store
    archive: Archive

    def take(self, *targets: Path | str, **changes: object) -> list[Read]:
        return list(run(self.engine, self.store, self.archive, items(*targets, **changes), "run reports"))

    def content(self) -> tuple[object, ...]:
        """All that stands in the record, but for its runs and failures."""
        store = self.store
        claims = sorted(store.claims(ClaimFilter(current=False)), key=lambda c: c.id)
        return (
            list(store.reports()),
            claims,
            list(store.mentions()),
            store.copies(),
            store.sources(),
            store.signatures(),
        )


@pytest.fixture
def record(engine: Engine, store: Store, archive: Archive) -> Record:
    return Record(engine, store, archive)


def of_kind(claims: list[Claim], kind: str) -> Claim:
    (found,) = [claim for claim in claims if claim.kind == kind]
    return found


def test_good_files_come_in_and_each_bad_one_is_one_failure(record: Record, folder: Path) -> None:
    fill(folder, a_txt=KILLING, b_html=page(f"<p>{KIDNAP}</p>"), c_docx=docx(BOMB), d_pdf=pdf((KILLING + " Again.",)))
    fill(folder, e_txt=b"", f_pdf=b"%PDF-1.7\n", g_docx=b"no zip", h_jsonl="no json")
    found = record.take(folder)
    assert [report.text for report in record.store.reports()] == [KILLING, KIDNAP, BOMB, KILLING + " Again."]
    failures = list(record.store.failures())
    assert [Path(failure.where).name for failure in failures] == ["e.txt", "f.pdf", "g.docx", "h.jsonl, line 1"]
    assert [read.error for read in found if read.error is not None] == [failure.sentence for failure in failures]
    assert {failure.error for failure in failures} == {"EmptyInput", "UnreadableInput"}
    assert {failure.run_id for failure in failures} == {run.id for run in record.store.runs()}
    assert record.store.faults() == []


def test_claims_stand_in_the_record_as_they_were_read(record: Record, folder: Path) -> None:
    fill(folder, a_txt=KILLING)
    (found,) = record.take(folder, published=date(2025, 1, 14))
    assert list(record.store.claims()) == list(found.coded.claims)
    assert list(record.store.mentions()) == list(found.coded.mentions)
    claim = of_kind(list(found.coded.claims), "killed")
    assert claim.quantity is not None
    assert (claim.quantity.low, claim.quantity.best, claim.quantity.high) == (3, 3, 3)
    assert claim.date is not None
    assert (claim.date.start, claim.date.end) == (date(2025, 1, 13), date(2025, 1, 13))
    assert claim.sentence.of(KILLING) == KILLING
    assert claim.producer_id == record.engine.producer.id
    assert record.store.tally(claim.report_id, claim.producer_id).counts["killed"].best == 3


def test_the_bytes_of_every_report_are_kept(record: Record, folder: Path) -> None:
    fill(folder, a_txt=KILLING, b_docx=docx(BOMB), c_txt=b"")
    record.take(folder)
    kept = {record.archive.read(report.capture_id) for report in record.store.reports()}
    assert kept == {(folder / "a.txt").read_bytes(), (folder / "b.docx").read_bytes()}
    assert list(record.archive.verify()) == []


def test_the_same_folder_again_changes_nothing_and_says_so(record: Record, folder: Path) -> None:
    fill(folder, a_txt=KILLING, b_html=page(f"<p>{KIDNAP}</p>"), c_txt=STORY)
    first = record.take(folder)
    before = record.content()
    again = record.take(folder)
    assert record.content() == before
    assert [type(read.item) for read in first] == [Arrival] * 3
    assert [type(read.item) for read in again] == [Known] * 3
    assert all(read.error is None and read.coded.claims == () for read in again)
    assert len(record.store.runs()) == 2


def test_a_folder_that_grew_brings_in_what_is_new(record: Record, folder: Path) -> None:
    fill(folder, a_txt=KILLING)
    record.take(folder)
    fill(folder, b_txt=KIDNAP)
    assert [type(read.item) for read in record.take(folder)] == [Known, Arrival]
    assert len(list(record.store.reports())) == 2


def test_the_same_bytes_under_two_names_come_in_once(record: Record, folder: Path) -> None:
    fill(folder, a_txt=KILLING, b_txt=KILLING)
    assert [type(read.item) for read in record.take(folder)] == [Arrival, Known]
    fill(folder, c_txt=KILLING)
    assert [type(read.item) for read in record.take(folder / "c.txt", published=date(2025, 1, 14))] == [Known]
    assert len(list(record.store.reports())) == 1


def test_a_near_copy_is_marked_and_another_report_is_not(record: Record, folder: Path) -> None:
    fill(folder, a_txt=f"{STORY} {KILLING}", b_txt=KIDNAP, c_txt=f"By our staff. {STORY} {KILLING}")
    record.take(folder)
    first, _, third = record.store.reports()
    (copy,) = record.store.copies()
    assert (copy.report_id, copy.of_report_id) == (third.id, first.id)
    assert 0.7 <= copy.similarity <= 1
    fill(folder, d_txt=f"{STORY} {KILLING} The end.")
    record.take(folder)
    assert {copy.of_report_id for copy in record.store.copies()} == {first.id}
    assert len(record.store.copies()) == 2


def test_what_nothing_says_stays_unsaid(record: Record, folder: Path) -> None:
    fill(folder, a_txt=KILLING)
    record.take(folder)
    (report,) = record.store.reports()
    assert (report.published_at, report.updated_at, report.title, report.author, report.source_id) == (None,) * 5
    assert of_kind(list(record.store.claims()), "killed").date is None


def test_a_part_is_not_added_to_its_whole_nor_a_total_to_a_day(record: Record, folder: Path) -> None:
    text = "Gunmen killed 13 soldiers in Biltine on Monday, including five officers. The army says that 212 people have been killed since January."
    fill(folder, a_txt=text)
    (found,) = record.take(folder, published=date(2025, 3, 5))
    by_count = {c.quantity.best: c for c in found.coded.claims if c.kind == "killed" and c.quantity is not None}
    assert by_count[5].part_of == by_count[13].id
    assert by_count[212].scope == "total"
    assert found.tally.counts["killed"].best == 13
    assert {out.claim_id for out in found.tally.left_out} >= {by_count[5].id, by_count[212].id}
    assert record.store.claim(by_count[5].id).part_of == by_count[13].id


@dataclass(frozen=True)
class Picky:
    """A coder that breaks at reports which hold a certain word."""

    coder: object
    word: str

    def code(self, report: object, marks: object, values: object) -> object:
        if self.word in report.text:  # type: ignore[attr-defined]
            raise ZeroDivisionError("no such\nluck")
        return self.coder.code(report, marks, values)  # type: ignore[attr-defined]


def test_a_report_that_breaks_the_coder_stops_no_other(record: Record, folder: Path) -> None:
    fill(folder, a_txt=KILLING, b_txt=KIDNAP, c_txt=BOMB)
    broken = replace(record, engine=replace(record.engine, coder=Picky(record.engine.coder, "Mongo")))  # type: ignore[arg-type]
    found = broken.take(folder)
    assert [read.error is None for read in found] == [True, False, True]
    (failure,) = record.store.failures()
    assert (failure.error, failure.where) == ("ReadingFault", str(folder / "b.txt"))
    assert "ZeroDivisionError" in failure.sentence
    assert "\n" not in failure.sentence
    assert [report.text for report in record.store.reports()] == [KILLING, BOMB]
    assert [type(read.item) for read in record.take(folder)] == [Known, Arrival, Known]
    assert {report.text for report in record.store.reports()} == {KILLING, KIDNAP, BOMB}


def test_a_number_that_no_record_can_hold_stops_no_other(record: Record, folder: Path) -> None:
    fill(folder, a_txt="Gunmen killed 99999999999999999999999999 teachers in Tillabery.", b_txt=f"{STORY} {KIDNAP}")
    fill(folder, c_txt=BOMB)
    found = record.take(folder)
    assert [read.error for read in found[1:]] == [None, None]
    assert len(list(record.store.failures())) == sum(read.error is not None for read in found) <= 1
    assert {report.text for report in record.store.reports()} >= {f"{STORY} {KIDNAP}", BOMB}
    assert record.store.faults() == []


def test_a_new_producer_reads_an_old_report_anew_and_both_readings_are_kept(record: Record, folder: Path) -> None:
    fill(folder, a_txt=KILLING)
    record.take(folder)
    newer = replace(record.engine.producer, id="mnemon-next", digest="d-next")
    coder = replace(record.engine.coder, producer_id=newer.id)
    found = replace(record, engine=replace(record.engine, producer=newer, coder=coder)).take(folder)
    assert [type(read.item) for read in found] == [Arrival]
    assert len(list(record.store.reports())) == 1
    assert {claim.producer_id for claim in record.store.claims()} == {newer.id}
    everything = record.store.claims(ClaimFilter(current=False))
    assert {claim.producer_id for claim in everything} == {record.engine.producer.id, newer.id}


def test_reading_gives_one_answer_for_each_item_in_order(engine: Engine, folder: Path) -> None:
    lines = [f'{{"id": {n}, "text": "{[KILLING, "", KIDNAP][n % 3]}"}}' for n in range(60)]
    fill(folder, a_jsonl="\n".join(lines))
    found = list(read(engine, items(folder)))
    assert [read.item.given_id for read in found if not isinstance(read.item, Known)] == list(range(60))
    assert [n for n, read in enumerate(found) if read.error is not None] == list(range(1, 60, 3))
    assert {c.kind for c in found[0].coded.claims} == {"killed"}
    assert {c.kind for c in found[2].coded.claims} == {"abducted"}


def test_nothing_in_is_nothing_out(record: Record) -> None:
    assert list(read(record.engine, [])) == []
    assert record.take() == []
    assert list(events(record.store, "range")) == []


# The example reports


@pytest.fixture(scope="module")
def demo(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("demo")
    with open_store(folder / "demo.db") as store:
        record = Record(engine, store, Archive(folder / "demo.archive"))
        record.take(ROOT / "demo" / "reports", now=lambda: datetime(2026, 11, 1, tzinfo=UTC))
        yield store


def test_the_example_reports_come_in(demo: Store) -> None:
    assert list(demo.failures()) == []
    assert len(list(demo.reports())) == 7
    assert [report.published_at for report in demo.reports()].count(None) == 1


def test_events_hold_every_mention_once_with_its_claims(demo: Store) -> None:
    found = list(events(demo, "range"))
    members = [mention for settled in found for mention in settled.event.members]
    assert len(members) == len(set(members)) <= len(list(demo.mentions()))
    incidents = {c.id for c in demo.claims() if c.scope == "event" and c.status not in {"negated", "future"}}
    assert incidents <= {claim.id for settled in found for claim in settled.claims}
    assert {claim.event_mention_id for settled in found for claim in settled.claims} <= set(members)


def test_rival_figures_of_one_strike_stand_side_by_side(demo: Store) -> None:
    strike = [s for s in events(demo, "range") if len({c.report_id for c in s.claims}) > 1]
    assert strike
    findings = [finding for settled in strike for finding in settled.findings if finding.what == "killed"]
    assert findings
    assert all(finding.rule == "range" and finding.supporting for finding in findings)


@pytest.mark.parametrize("rule", ["lowest", "highest", "most-recent", "range"])
def test_every_rule_names_the_claims_that_it_rests_on(demo: Store, rule: str) -> None:
    for settled in events(demo, rule):
        known = {claim.id for claim in settled.claims}
        for finding in settled.findings:
            assert finding.rule == rule
            assert {*finding.supporting, *finding.rival} <= known
            assert not {*finding.supporting} & {*finding.rival}


def test_events_are_the_same_each_time(demo: Store) -> None:
    assert list(events(demo, "range")) == list(events(demo, "range"))


def test_an_unknown_rule_or_claim_is_said(demo: Store) -> None:
    with pytest.raises(UsageError, match="bogus"):
        list(events(demo, "bogus"))
    with pytest.raises(NotFound, match="c-none"):
        demo.claim("c-none")
