"""`python -m bench.linking_scale [SIZE ...]`: how linking grows, on synthetic mentions; one JSON object.

A record grows by going on: 400 mentions a day of one war, in 20,000 places of 40 regions. The first place has a
fourteenth of all mentions; a day has up to several times as many as another; each event is told by one to a dozen
reports, a day off now and then, with figures, words, actors and kinds that differ from report to report.

How crowded blocks are is set by hand-coded reports: of MAVERICK's rows of Kenya each is compared with 34 others
(17.1 pairs a mention), 2.2 pairs a mention are worth a look and 1.0 is suggested; of Ivory Coast 7.7, 1.5 and 0.7.
The table prints the same three of each size. `--bursty` draws days by a Pareto law without a variance instead: the
busiest day then grows faster than the mean, to a fiftieth of all that ten years told, and pairs a mention with it.

Each size runs in a process of its own: seconds and peak memory, with the making of the tellings.
The memory counts columns, pairs and groups; a record's claims are not held at once.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from math import log
from random import Random

import numpy as np

from mnemon.linking import Telling, open_weights
from mnemon.linking.block import candidate_pairs
from mnemon.linking.cluster import cluster_rows
from mnemon.linking.columns import columns
from mnemon.linking.compare import compare_all
from mnemon.linking.link import Suggested, kept_of
from mnemon.model.claims import Claim, EventMention
from mnemon.model.text import Span
from mnemon.model.values import Actor, DateRange, Place, Quantity

SIZES = (10_000, 100_000, 1_000_000)
A_DAY, PLACES, REGIONS = 400, 20_000, 40
CALM = 0.6
"""Standard deviation of the logarithm of a day's share: one day in twenty has 2.7 times the middle one's mentions."""
KINDS = (("shelling", 40), ("airstrike", 20), ("battle", 20), ("shooting", 10), ("bombing", 10))
VICTIMS = (
    ("civilians", "civilians"),
    ("soldiers", "state force"),
    ("police", "state force"),
    ("rebels", "rebel group"),
)
DOERS = (None, "a-army", "a-front", "a-militia", "a-guards")


def mentions(size: int, seed: int = 5, *, bursty: bool = False) -> Iterator[Telling]:
    """Tellings of events, event by event."""
    chance, number = Random(seed), 0  # noqa: S311 - places and days, not secrets
    days = [date(2010, 1, 1) + timedelta(n) for n in range(max(1, size // A_DAY))]
    busy = list(accumulate(chance.paretovariate(1.5) if bursty else chance.lognormvariate(0, CALM) for _ in days))
    places = [_place(spot) for spot in range(PLACES)]
    while number < size:
        event = _Event(
            places[int(PLACES ** chance.random()) - 1],
            chance.choices(days, cum_weights=busy)[0],
            chance.choices([kind for kind, _ in KINDS], [share for _, share in KINDS])[0],
            int(chance.paretovariate(0.8)),
            chance.choice(VICTIMS),
            chance.choice(DOERS),
            tuple(f"w{chance.randrange(20_000)}" for _ in range(8)),
        )
        for _ in range(min(12, int(chance.paretovariate(1.3)), size - number)):
            yield _telling(number, event, chance)
            number += 1


@dataclass(frozen=True, slots=True)
class _Event:
    place: Place
    on: date
    kind: str
    dead: int
    victims: tuple[str, str]
    by: str | None
    words: tuple[str, ...]


def _place(spot: int) -> Place:
    at, region = Random(spot), spot % REGIONS  # noqa: S311
    return Place(
        f"g-{spot}",
        f"T{spot}",
        44 + region // 8 + at.random(),
        22 + region % 8 + at.random(),
        1,
        "UA",
        f"A{region}",
    )


def _telling(number: int, event: _Event, chance: Random) -> Telling:
    """One report's words for an event: half of what was said, and what every report says."""
    told = event.on + timedelta(chance.choice((0, 0, 0, 0, 1)))
    dead, day = event.dead + chance.choice((0, 0, 1)), DateRange(told, told, 1)
    kind = chance.choice((event.kind, event.kind, "attack"))
    mention = EventMention(f"m-{number:07}", f"r-{number}", kind, (), event.place, day)
    by = Actor(event.by, event.by, "armed group") if event.by is not None and chance.random() < 0.7 else None
    claim = Claim(
        id=f"c-{number}", report_id=f"r-{number}", event_mention_id=mention.id, kind="killed",
        quantity=Quantity(dead, dead, dead), victims=Actor(None, *event.victims), by=by, by2=None, means=None,
        place=event.place, date=day, said_by=None, cue=None, said_on=None, stance="asserts", status="fact",
        scope="event", part_of=None, repeats=None, sentence=Span(0, 0), spans={}, score=1.0, producer_id="bench",
        codebook="bench",
    )  # fmt: skip
    words = frozenset((*chance.sample(event.words, 4), *(f"w{chance.randrange(50)}" for _ in range(6))))
    return Telling(mention, (claim,), words, told + timedelta(chance.choice((0, 1, 1, 2))), f"s-{number % 50}")


def one(size: int, *, bursty: bool = False) -> dict[str, float]:
    """Link and group so many; called in a process of its own."""
    begun, weights = time.perf_counter(), open_weights()
    table = columns(mentions(size, bursty=bursty))
    made, compared = time.perf_counter(), 0
    kept: list[Suggested] = []
    for left, right in candidate_pairs(table, weights.limits):
        kept.append(kept_of((left, right), compare_all(table, left, right, weights), weights))
        compared += len(left)
    linked = time.perf_counter()
    groups = cluster_rows(table, kept, weights.limits)
    done = time.perf_counter()
    return {
        "mentions": size, "pairs_a_mention": round(compared / size, 2),
        "kept_a_mention": round(sum(len(some.left) for some in kept) / size, 2),
        "suggested_a_mention": round(sum(int(some.firm.sum()) for some in kept) / size, 2),
        "busiest_day": int(np.bincount(table.start - table.start.min()).max()),
        "events_of_many": len(groups),
        "seconds_columns": round(made - begun, 1),
        "seconds_pairs": round(linked - made, 1), "seconds_groups": round(done - linked, 1),
        "seconds": round(done - begun, 1), "cpu_seconds": round(time.process_time(), 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }  # fmt: skip


def main() -> None:
    """Print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="SIZE")
    parser.add_argument("--bursty", action="store_true", help="days of a Pareto law without a variance")
    parser.add_argument("--one", action="store_true", help="in this process; prints one row")
    asked = parser.parse_args()
    sizes = list(asked.sizes)
    if asked.one:
        print(json.dumps(one(sizes[0], bursty=asked.bursty)))
        return
    runs = []
    for size in sizes:
        command = [sys.executable, "-m", "bench.linking_scale", "--one", str(size), *["--bursty"] * asked.bursty]
        runs.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    first, last = runs[0], runs[-1]
    grown = log(last["cpu_seconds"] / first["cpu_seconds"]) / log(sizes[-1] / sizes[0]) if len(runs) > 1 else None
    print(json.dumps({"runs": runs, "growth_exponent": None if grown is None else round(grown, 3)}, indent=1))


if __name__ == "__main__":
    main()
