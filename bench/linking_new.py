"""`python -m bench.linking_new [SIZE ...]`: what one new report costs in a record of SIZE mentions; one JSON object.

The record is a SQLite file of the synthetic mentions of bench/linking_scale.py, one a report. It is filled in bulk,
with the blocks that linking keeps and without the links among the old. Then reports come in one by one, as a user would
bring them in; the median of the processor's seconds is given. A new report touches its neighbours alone.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.linking_scale import mentions
from mnemon.across import link_new
from mnemon.linking import Telling, block_keys, open_weights
from mnemon.linking.weights import Weights
from mnemon.model.claims import Coded
from mnemon.model.reading import Reading
from mnemon.model.text import Capture, Producer, Report, Source
from mnemon.store import Store, open_store, rows, schema, writing
from mnemon.store.dialect import insert_new

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
NEW, CHUNK = 15, 5_000


def reading(telling: Telling) -> Reading:
    """A report that says what a telling says."""
    mention, outlet = telling.mention, telling.outlet
    text = f"{mention.id}: {' '.join(sorted(telling.words))}"
    digest = sha256(text.encode()).hexdigest()
    report = Report(
        id=mention.report_id, capture_id=digest, source_id=outlet, title=None, published_at=telling.published,
        lang="en", text=text,
    )  # fmt: skip
    claims = tuple(replace(claim, spans={}) for claim in telling.claims)
    return Reading(
        Producer("bench", "bench", "1", "bench"), Capture(digest, None, NOON, "text/plain", len(text)), report,
        Source(outlet, outlet) if outlet is not None else None, Coded((mention,), claims),
    )  # fmt: skip


def fill(store: Store, readings: list[Reading], weights: Weights) -> None:
    """So many readings at once, compared by this linker as far as the record knows."""
    mentions_, claims = ([row for r in readings for row in getattr(r.coded, n)] for n in ("mentions", "claims"))
    with store.writing() as connection:
        writing.put_plain(connection, schema.producers, readings[0].producer)
        for table, given in (
            (schema.sources, {r.source.id: asdict(r.source) for r in readings if r.source is not None}.values()),
            (schema.captures, [asdict(r.capture) for r in readings]),
            (schema.reports, [rows.report_row(r.report) for r in readings]),
            (schema.readings, [{"report_id": r.report.id, "producer_id": "bench"} for r in readings]),
            (schema.event_mentions, [rows.mention_row(m) for m in mentions_]),
            (schema.claims, [rows.claim_row(c) for c in claims]),
        ):
            insert_new(connection, table, list(given))
    store.keep_blocks({m.id: block_keys(m, weights.limits) for m in mentions_}, weights.digest)


def one(size: int, folder: str) -> dict[str, float]:
    """A record of so many mentions, and then some more."""
    weights, come = open_weights(), (reading(telling) for telling in mentions(size + NEW))
    with open_store(Path(folder) / f"{size}.db") as store:
        begun = time.process_time()
        for start in range(0, size, CHUNK):
            fill(store, list(islice(come, min(CHUNK, size - start))), weights)
        filled = time.process_time()
        added = list(_added(store, come))
    return {
        "mentions": size, "seconds_to_fill": round(filled - begun, 1), "seconds_a_new_report": round(median(added), 3),
        "slowest": round(max(added), 3),
    }  # fmt: skip


def _added(store: Store, come: Iterator[Reading]) -> Iterator[float]:
    """Seconds of the processor to add and link each further report."""
    for each in come:
        begun = time.process_time()
        store.add(each)
        link_new(store, NOON)
        yield time.process_time() - begun


def main() -> None:
    """Print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=(10_000, 100_000), metavar="SIZE")
    with TemporaryDirectory() as folder:
        print(json.dumps({"runs": [one(size, folder) for size in parser.parse_args().sizes]}, indent=1))


if __name__ == "__main__":
    main()
