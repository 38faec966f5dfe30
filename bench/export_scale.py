"""How long an export of a large record takes, and in how much memory: each format of `mnemon export`, a process each.

`python -m bench.export_scale` makes two synthetic records (10,000 and 100,000 events; SQLite, written by the store's
own rows and functions; reports, claims, copies, totals and links as `mnemon run` and `mnemon link` leave them) and
prints one JSON object:
  events, claims, record_mb   of the larger record
  processors    that the export may use; load: processes that wanted one on average, before the first export
  seconds       format -> of the whole `mnemon export` over the larger record, start-up included
  cpu_seconds   format -> of all its processes: beside `seconds` it tells how busy the machine was with other work
  peak_mb       format -> largest memory of all its processes together (PSS: what they share counts once)
  growth        format -> that memory over that of the smaller record: near 1 = flat
  small_seconds, small_cpu_seconds, small_peak_mb  the same of the smaller record
  slowest, peak, most_growth  the worst of each

The gate runs `loops_an_event`, which takes seconds and can be compared from machine to machine.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import combinations, islice
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from mnemon.api import terms_of
from mnemon.export.writing import formats, get_format, write_parts
from mnemon.leaving import Order, parts
from mnemon.linking import open_weights
from mnemon.model.claims import Claim, Coded, EventMention, Speaker
from mnemon.model.events import Judgement, Link, Reason
from mnemon.model.reading import Reading
from mnemon.model.text import Capture, Copy, Producer, Report, Source, Span
from mnemon.model.values import Actor, DateRange, Place, Quantity
from mnemon.settle.rules import DEFAULT
from mnemon.store import Store, open_store, rows, schema
from mnemon.store.dialect import insert_new
from mnemon.store.writing import put_claims, put_plain

if TYPE_CHECKING:
    from sqlalchemy import Connection

SEED = 20_261_128
SMALL, LARGE = 10_000, 100_000
AT_ONCE = 500
LOOK_EVERY = 1.0
"""Seconds between two looks at the memory of an export."""

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
PRODUCER = Producer("p-scale", "mnemon", "0", "synthetic")
ARMY = Actor("sdn-military", "Army of Sudan", "state force", "sdn-government", "the army")
REBELS = Actor("g-front", "Highland Front", "rebel group", None, "the Front")
PEOPLE = Actor(None, "villagers", "civilians", words="villagers")
COUNTRIES = ("SD", "UA", "SY", "YE", "ML", "NG", "MM", "IQ", "ET", "CD")
PUBLISHERS = tuple(Source(f"s-{n}", f"Courier {n}") for n in range(40))
SPEAKERS = ("police", "a hospital", "the governor", "the army", "residents", "the health ministry")


def main() -> None:
    """Make, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=LARGE)
    parser.add_argument("--small", type=int, default=SMALL)
    parser.add_argument("--formats", nargs="*", default=list(formats()))
    parser.add_argument("--keep", type=Path, help="make the records here, and use those that are here already")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measure(args.keep or Path(folder), args.events, args.small, args.formats)))


def measure(folder: Path, events: int, small: int, named: list[str]) -> dict[str, object]:
    """Every figure."""
    large_db, small_db = (made(folder / f"scale-{count}.db", count) for count in (events, small))
    load = round(os.getloadavg()[0], 1)
    found = {name: (exported(large_db, name, folder), exported(small_db, name, folder)) for name in named}
    costs: dict[str, dict[str, float]] = {
        "seconds": {name: large.seconds for name, (large, _) in found.items()},
        "cpu_seconds": {name: large.cpu for name, (large, _) in found.items()},
        "peak_mb": {name: large.megabytes for name, (large, _) in found.items()},
        "growth": {name: round(large.megabytes / little.megabytes, 2) for name, (large, little) in found.items()},
        "small_seconds": {name: little.seconds for name, (_, little) in found.items()},
        "small_cpu_seconds": {name: little.cpu for name, (_, little) in found.items()},
        "small_peak_mb": {name: little.megabytes for name, (_, little) in found.items()},
    }
    with open_store(large_db, create=False) as store, store.reading() as connection:
        claims = connection.execute(sa.select(sa.func.count()).select_from(schema.claims)).scalar_one()
    worst = {
        title: max(costs[name].values())
        for title, name in (("slowest", "seconds"), ("peak", "peak_mb"), ("most_growth", "growth"))
    }
    size = round(large_db.stat().st_size / 2**20, 1)
    processors = len(os.sched_getaffinity(0))
    head: dict[str, object] = {
        "events": events,
        "claims": claims,
        "record_mb": size,
        "processors": processors,
        "load": load,
    }
    return {**head, **costs, **worst}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one export took: seconds by the clock and of processors, and megabytes of all its processes together."""

    seconds: float
    cpu: float
    megabytes: float


def exported(db: Path, name: str, folder: Path) -> Cost:
    """What one export costs."""
    command = [sys.executable, "-m", "mnemon", "export", name, "--db", str(db), "--output", str(folder / f"out-{name}")]
    start, peak, cpu = time.perf_counter(), 0.0, 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak, cpu = max(peak, _megabytes(process.pid)), max(cpu, _seconds(process.pid))
            time.sleep(LOOK_EVERY)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(round(time.perf_counter() - start, 1), round(cpu, 1), round(peak, 1))


def _megabytes(pid: int) -> float:
    """Memory of a process and all that it began, what they share counted once; 0 for one that has gone."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    own = next((int(line.split()[1]) / 1024 for line in told.splitlines() if line.startswith("Pss:")), 0.0)
    return own + sum(_megabytes(int(child)) for child in children)


def _seconds(pid: int) -> float:
    """Seconds of processors that a process and all that it began have had, those that ended included."""
    try:
        cells = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    own = sum(map(int, cells[11:15])) / os.sysconf("SC_CLK_TCK")
    return own + sum(_seconds(int(child)) for child in children)


def loops_an_event(events: int = 2000) -> float:
    """Processor time of an event that leaves as ged, one process, over that of a plain loop of a thousand turns.

    The loop is timed beside it, so that machines, and the work of others, tell in both; the middle of three.
    """
    terms = terms_of(DEFAULT)
    with tempfile.TemporaryDirectory() as name:
        db, found = made(Path(name) / "gauge.db", events), list[float]()
        with open_store(db) as store:
            for _ in range(3):
                before, start = _loop(), time.process_time()
                write_parts(
                    get_format("ged"), parts(Order(str(db), None, "ged", terms), store), db.with_suffix(".csv"), terms
                )
                took = time.process_time() - start
                found.append(took / events / ((before + _loop()) / 2))
    return round(sorted(found)[1], 2)


def _loop() -> float:
    """Seconds of processor for a thousand turns of a plain loop."""
    turns, kept, start = 400_000, dict[int, tuple[int, str]](), time.process_time()
    for number in range(turns):
        kept[number % 1000] = (number, str(number))
    return (time.process_time() - start) / (turns / 1000)


def made(path: Path, events: int) -> Path:
    """A record of that many events: the same each time, and not made again where it is there."""
    if path.exists():
        return path
    unfinished = path.with_suffix(".unfinished")
    with open_store(unfinished) as store:
        fill(store, events)
    unfinished.rename(path)
    return path


def fill(store: Store, events: int) -> None:
    """Put that many events into a record, in bulk, with the links between their tellings."""
    told, linker = scenes(events), open_weights().digest
    with store.writing() as connection:
        put_plain(connection, schema.producers, PRODUCER)
        insert_new(connection, schema.sources, [{"id": s.id, "name": s.name} for s in PUBLISHERS])
    while batch := list(islice(told, AT_ONCE)):
        readings = [reading for scene in batch for reading in scene]
        links = [link for scene in batch for link in _links([r.coded.mentions[0].id for r in scene], linker)]
        with store.writing() as connection:
            _put(connection, readings)
            insert_new(connection, schema.judgements, [rows.link_row(link) for link in links])
        store.keep_blocks({r.coded.mentions[0].id: () for r in readings}, linker)


def _put(connection: Connection, readings: list[Reading]) -> None:
    """Readings in bulk, by the store's own rows: `add_reading` asks seven questions for each."""
    names = [column.name for column in schema.captures.columns]
    captures = [{name: getattr(r.capture, name) for name in names} for r in readings]
    insert_new(connection, schema.captures, captures)
    insert_new(connection, schema.reports, [rows.report_row(r.report) for r in readings])
    done = [{"report_id": r.report.id, "producer_id": PRODUCER.id, "run_id": None} for r in readings]
    insert_new(connection, schema.readings, done)
    pairs = [asdict(copy) for r in readings for copy in r.copies]
    insert_new(connection, schema.copies, pairs)
    mentions = [mention for r in readings for mention in r.coded.mentions]
    insert_new(connection, schema.event_mentions, [rows.mention_row(m) for m in mentions])
    spans = [row for m in mentions for row in rows.span_rows(m.id, {"trigger": m.spans})]
    insert_new(connection, schema.mention_spans, spans)
    put_claims(connection, [claim for r in readings for claim in r.coded.claims])


def _links(ids: list[str], linker: str) -> Iterator[Link]:
    reasons = (Reason("date", "same day", 4.0), Reason("place", "same place", 6.0))
    for left, right in combinations(sorted(ids), 2):
        yield Link(left, right, Judgement.POSITIVE, 10.0, reasons, linker, NOON)


def scenes(events: int) -> Iterator[list[Reading]]:
    """Each event as the readings of the one to three reports that tell of it; every 30th is a running total."""
    draw = random.Random(SEED)  # noqa: S311 - the same record each time is the point
    for number in range(events):
        place, day = _place(draw), date(2016, 1, 1) + timedelta(days=draw.randrange(3650))
        dates = DateRange(day, day, 1, f"on {day:%d %B}")
        dead, hurt = draw.randrange(1, 40), draw.randrange(0, 60)
        tellings = draw.choices((1, 2, 3), (70, 20, 10))[0]
        scope = "total" if number % 30 == 29 else "event"
        scene: list[Reading] = []
        for nth in range(tellings):
            given = dead if nth == 0 else max(1, dead + draw.randrange(-3, 4))
            scene.append(_reading(f"{number}-{nth}", _Facts(place, dates, given, hurt, scope, draw.randrange(1000))))
        if tellings == 3:
            first, *_, last = scene
            copy = Copy(last.report.id, first.report.id, 0.93)
            scene[-1] = Reading(PRODUCER, last.capture, last.report, last.source, last.coded, copies=(copy,))
        yield scene


@dataclass(frozen=True, slots=True)
class _Facts:
    place: Place
    dates: DateRange
    dead: int
    hurt: int
    scope: str
    draw: int


def _place(draw: random.Random) -> Place:
    n = draw.randrange(4000)
    country = COUNTRIES[n % len(COUNTRIES)]
    latitude, longitude = round(-20 + (n % 60) * 1.01, 4), round(-10 + (n // 60) * 0.73, 4)
    region, district = f"Region {n % 37}", f"District {n % 400}"
    return Place(f"geonames:{n}", f"Town {n}", latitude, longitude, 1 + n % 4, country, region, district, f"Town {n}")


def _reading(name: str, facts: _Facts) -> Reading:
    speaker = SPEAKERS[facts.draw % len(SPEAKERS)]
    sentence = f"{speaker} said shelling killed {facts.dead} villagers and wounded {facts.hurt} in {facts.place.name}."
    text = sentence + f" Report {name} goes on for a while about the weather, the road and the market. " * 6
    digest = sha256(text.encode()).hexdigest()
    report_id, mention_id = f"r-{digest[:16]}", f"m-{digest[:16]}"
    source = PUBLISHERS[facts.draw % len(PUBLISHERS)]
    published = facts.dates.start + timedelta(days=1)
    url = f"https://courier.example/{name}"
    report = Report(
        report_id, digest, text, source.id, f"Shelling in {facts.place.name}", None, published, None, "en", url
    )
    claims = tuple(_claims(report, mention_id, facts, speaker, len(sentence)))
    mention = EventMention(mention_id, report_id, "killed", (Span(0, 5),), facts.place, facts.dates)
    capture = Capture(digest, url, NOON, "text/plain", len(text))
    return Reading(PRODUCER, capture, report, source, Coded((mention,), claims))


def _claims(report: Report, mention_id: str, facts: _Facts, speaker: str, end: int) -> Iterator[Claim]:
    army = facts.draw % 3 > 0
    for kind, number in (("killed", facts.dead), ("wounded", facts.hurt), ("shelling", None)):
        if kind == "wounded" and facts.hurt < 30:
            continue
        at = report.text.index(kind)
        spans: dict[str, tuple[Span, ...]] = {
            "trigger": (Span(at, at + len(kind)),),
            "source": (Span(0, len(speaker)),),
        }
        quantity = None if number is None else Quantity(number, number, number, words=str(number))
        victims = None if number is None else PEOPLE if facts.draw % 4 else REBELS
        yield Claim(
            f"{report.id}-{kind}", report.id, mention_id, kind, quantity, victims, ARMY if army else None, None,
            "shelling", facts.place, facts.dates, Speaker(speaker, Span(0, len(speaker))), "said", None, "asserts",
            "fact", facts.scope, None, None, Span(0, end), spans, 0.9, PRODUCER.id, f"{kind}@1",
        )  # fmt: skip


if __name__ == "__main__":
    main()
