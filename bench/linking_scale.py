"""`python -m bench.linking_scale [SIZE ...]`: how linking grows, on synthetic mentions; one JSON object.

A record grows by going on: 300 mentions a day, in 20,000 places of 40 regions. Places and days are heavy-tailed, as in
war: the first place has a fourteenth of all mentions. Each event is told by one to a dozen reports, a day off now and
then, with figures that differ.

Each size runs in a process of its own: seconds and peak memory, with the making of the tellings.
The memory counts columns, pairs and groups; a record's claims are not held at once.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from math import log
from random import Random

from mnemon.linking import Telling, open_weights
from mnemon.linking.cluster import cluster_rows
from mnemon.linking.columns import columns
from mnemon.linking.link import suggest
from mnemon.model.claims import Claim, EventMention
from mnemon.model.text import Span
from mnemon.model.values import Actor, DateRange, Place, Quantity

SIZES = (10_000, 100_000, 1_000_000)
A_DAY, PLACES, REGIONS = 300, 20_000, 40
KINDS = ("shelling", "airstrike", "battle", "shooting", "bombing")


def mentions(size: int, seed: int = 5) -> Iterator[Telling]:
    """Tellings of events, event by event."""
    chance, number = Random(seed), 0  # noqa: S311 - places and days, not secrets
    days = [date(2010, 1, 1) + timedelta(n) for n in range(max(1, size // A_DAY))]
    weights = [chance.paretovariate(1.5) for _ in days]
    while number < size:
        spot = int(PLACES ** chance.random())
        (on,), dead = chance.choices(days, weights), int(chance.paretovariate(0.8))
        for _ in range(min(12, int(chance.paretovariate(1.3)), size - number)):
            told = on + timedelta(chance.choice((0, 0, 0, 0, 1)))
            yield _telling(number, spot, told, dead + chance.choice((0, 0, 1)))
            number += 1


def _telling(number: int, spot: int, on: date, dead: int) -> Telling:
    at, region = Random(spot), spot % REGIONS  # noqa: S311
    where = Place(
        f"g-{spot}",
        f"T{spot}",
        44 + region // 8 + at.random(),
        22 + region % 8 + at.random(),
        1,
        "UA",
        f"A{region}",
    )
    kind, day = KINDS[spot % len(KINDS)], DateRange(on, on, 1)
    mention = EventMention(f"m-{number:07}", f"r-{number}", kind, (), where, day)
    who = Actor(None, "civilians", "civilians")
    claim = Claim(
        id=f"c-{number}", report_id=f"r-{number}", event_mention_id=mention.id, kind="killed",
        quantity=Quantity(dead, dead, dead), victims=who, by=None, by2=None, means=None, place=where, date=day,
        said_by=None, cue=None, said_on=None, stance="asserts", status="fact", scope="event", part_of=None,
        repeats=None, sentence=Span(0, 0), spans={}, score=1.0, producer_id="bench", codebook="bench",
    )  # fmt: skip
    return Telling(mention, (claim,), frozenset(f"w{spot}{n}" for n in range(8)), on, f"s-{number % 50}")


def one(size: int) -> dict[str, float]:
    """Link and group so many; called in a process of its own."""
    begun, weights = time.perf_counter(), open_weights()
    table = columns(mentions(size))
    made, compared = time.perf_counter(), 0
    kept = []
    for some in suggest(table, weights):
        kept.append(some)
        compared += len(some.left)
    linked = time.perf_counter()
    groups = cluster_rows(table, kept, weights.limits)
    done = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "mentions": size, "pairs_kept": compared, "events_of_many": len(groups),
        "seconds_columns": round(made - begun, 1),
        "seconds_pairs": round(linked - made, 1), "seconds_groups": round(done - linked, 1),
        "seconds": round(done - begun, 1), "cpu_seconds": round(time.process_time(), 1), "peak_mb": round(peak),
    }  # fmt: skip


def main() -> None:
    """Print one JSON object."""
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(one(int(sys.argv[2]))))
        return
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    runs = []
    for size in sizes:
        command = [sys.executable, "-m", "bench.linking_scale", "--one", str(size)]
        runs.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    first, last = runs[0], runs[-1]
    grown = log(last["cpu_seconds"] / first["cpu_seconds"]) / log(sizes[-1] / sizes[0]) if len(runs) > 1 else None
    print(json.dumps({"runs": runs, "growth_exponent": None if grown is None else round(grown, 3)}, indent=1))


if __name__ == "__main__":
    main()
