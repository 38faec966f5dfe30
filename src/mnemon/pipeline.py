"""The main path, on one page: a report goes in, its claims come out, each with its words.

ingest -> archive -> perceive -> normalise -> coding -> settle (the report's tally) -> store -> linking -> settle
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from mnemon import __version__
from mnemon.archive import Archive
from mnemon.coding import Coder, open_codebook
from mnemon.errors import NotFound, StoreError
from mnemon.ingest import Arrival, Refusal
from mnemon.model.claims import Coded, Tally
from mnemon.model.reading import Failure, Reading, Run
from mnemon.model.text import Copy, Producer, Report
from mnemon.normalise import Lexicon, normalise, open_lexicon
from mnemon.perceive import Reader, open_reader
from mnemon.settle import tally

if TYPE_CHECKING:
    from mnemon.ingest.copies import CopyFinder
    from mnemon.store import Store  # whoever takes reports in has opened one; mere reading does without SQLAlchemy

__all__ = ["Engine", "Known", "Read", "open_engine", "read", "run"]

AHEAD = 24
"""Reports read ahead: enough to keep several workers busy, few enough that little is lost when a run is cut off."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Everything that reading needs, opened once."""

    reader: Reader
    lexicon: Lexicon
    coder: Coder
    producer: Producer


@dataclass(frozen=True, slots=True)
class Known:
    """An arrival whose bytes are in the record already, read by this same producer."""

    arrival: Arrival

    @property
    def where(self) -> str:
        """Where it was met this time."""
        return self.arrival.where


Item = Arrival | Refusal | Known


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one item. `error`: one sentence where it could not be taken in or read; then the rest is empty."""

    item: Item
    coded: Coded = field(default_factory=Coded)
    tally: Tally = field(default_factory=Tally)
    error: str | None = None


def open_engine(threads: int = 1, model: Path | None = None, codebook_file: Path | None = None) -> Engine:
    """The model, gazetteer, actor lists and codebook that ship; another model's folder, a user's own codebook file."""
    reader = open_reader(model, threads) if model is not None else open_reader(threads=threads)
    codebook = open_codebook(extension=codebook_file)
    lexicon = open_lexicon()
    digest = sha256(f"{reader.digest}|{codebook.digest}|{lexicon.digest}|{__version__}".encode()).hexdigest()
    producer = Producer(f"mnemon-{__version__}-{digest[:12]}", "mnemon", __version__, digest)
    return Engine(reader, lexicon, Coder(codebook, producer.id), producer)


def read(engine: Engine, items: Iterable[Item]) -> Iterator[Read]:
    """What each item says, in the order given; one that fails is said to have failed, and the rest go on."""
    waiting = iter(items)
    while chunk := list(islice(waiting, AHEAD)):
        found = iter(_read(engine, [item for item in chunk if isinstance(item, Arrival)]))
        for item in chunk:
            yield next(found) if isinstance(item, Arrival) else _passed(item)


def _passed(item: Refusal | Known) -> Read:
    return Read(item, error=item.error.sentence() if isinstance(item, Refusal) else None)


def _read(engine: Engine, arrivals: Sequence[Arrival]) -> list[Read]:
    """Reads reports together; where that fails, one by one, so that one bad report stops no other."""
    reports = [arrival.report for arrival in arrivals]
    try:
        marks = engine.reader.perceive_all(report.text for report in reports)
        coded = [engine.coder.code(r, m, normalise(r, m, engine.lexicon)) for r, m in zip(reports, marks, strict=True)]
    except Exception as error:  # noqa: BLE001 - the one boundary at which any fault becomes a failure row
        if len(arrivals) == 1:
            fault = f"reading this report failed: {type(error).__name__}: {' '.join(str(error).split())}"
            return [Read(arrivals[0], error=f"{arrivals[0].where}: {fault} (please tell us, with the text)")]
        return [found for arrival in arrivals for found in _read(engine, [arrival])]
    return [Read(arrival, c, tally(c.claims)) for arrival, c in zip(arrivals, coded, strict=True)]


def run(
    engine: Engine, store: Store, archive: Archive, items: Iterable[Arrival | Refusal], command: str
) -> Iterator[Read]:
    """Takes items into the record, each as a whole or not at all; what is there already is passed over.

    May be stopped at any moment and started again: it goes on with what is not in the record yet.
    """
    from mnemon.ingest.copies import CopyFinder  # noqa: PLC0415 - loads SciPy, which mere reading does without

    this = Run(f"run-{uuid4().hex[:12]}", engine.producer.id, datetime.now(UTC), command)
    store.begin(this, engine.producer)
    copies = CopyFinder(store.signatures())
    for found in read(engine, _sorted_out(engine, store, items)):
        result = found
        if found.error is None and isinstance(found.item, Arrival):
            archive.keep(found.item.content)
            result = _added(store, copies, found, _reading(engine, found.item, found, copies, this))
        if result.error is not None:
            store.fail(_failure(result, this))
        yield result


def _added(store: Store, copies: CopyFinder, found: Read, reading: Reading) -> Read:
    """Adds a reading. One with a value that no record holds has failed; a broken record refuses that news as well."""
    try:
        store.add(reading)
    except StoreError as error:
        return Read(found.item, error=f"{found.item.where}: {error.what}")
    if reading.signature is not None:
        copies.add(reading.report.id, reading.signature)
    return found


def _sorted_out(engine: Engine, store: Store, items: Iterable[Arrival | Refusal]) -> Iterator[Item]:
    """The items, those whose bytes came in before as Known; a new producer reads an old report anew."""
    seen: set[str] = set()
    for item in items:
        if isinstance(item, Arrival) and (item.capture.id in seen or _is_known(engine, store, item.report)):
            yield Known(item)
            continue
        if isinstance(item, Arrival):
            seen.add(item.capture.id)
        yield item


def _is_known(engine: Engine, store: Store, report: Report) -> bool:
    if not store.has_capture(report.capture_id) or store.done(report.id, engine.producer.id):
        return store.has_capture(report.capture_id)
    try:
        return store.report(report.id) != report
    except NotFound:
        return True


def _reading(engine: Engine, item: Arrival, found: Read, copies: CopyFinder, this: Run) -> Reading:
    from mnemon.ingest.copies import signature  # noqa: PLC0415

    sketch = signature(item.report.text)
    copy: Copy | None = copies.find(item.report.id, sketch)
    return Reading(
        engine.producer, item.capture, item.report, item.source, found.coded, found.tally,
        sketch, (copy,) if copy is not None else (), this.id,
    )  # fmt: skip


def _failure(found: Read, this: Run) -> Failure:
    name = type(found.item.error).__name__ if isinstance(found.item, Refusal) else "ReadingFault"
    return Failure(found.item.where, name, found.error or "", datetime.now(UTC), this.id)
