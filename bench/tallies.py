"""`python -m bench.tallies`: whole reports counted: 128 hard, 188 plain, 45 of a week, 158 of many desks; prints JSON.

bench/data/tallies.jsonl holds reports of fourteen kinds (agency stories, army statements, UN and NGO lists, digests,
live blogs ...), each with what a careful recorder counts of it: events, and a tally of each harm, low and high, None
where it is open above. They are hard on purpose: nearly every one has rivals, parts, old figures, background events and
running totals. `killed`, `wounded`, `abducted`, `detained`, `displaced`: share of the reports with a tally of the harm
in which ours has the same low and the same high; `killed_low`: the same low alone; `unseen_...`: of those
reports that nobody looked at while the reader was made.

bench/data/plain.jsonl holds reports such as appear on any day, nothing in them hard on purpose: `plain` gives the same
figures of those. bench/data/weekly.jsonl holds reports in the manner of what a recorder meets in a working week, most
of which tell two accounts: `weekly`. bench/data/daily.jsonl holds reports of eight sorts of desks and regions: `daily`.
Nobody looked at these two.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.reports import arrival_of
from mnemon.model.values import Quantity
from mnemon.pipeline import Engine, open_engine, read

GOLD = Path(__file__).parent / "data" / "tallies.jsonl"
PLAIN = GOLD.with_name("plain.jsonl")
WEEKLY = GOLD.with_name("weekly.jsonl")
DAILY = GOLD.with_name("daily.jsonl")
HARMS = ("killed", "wounded", "abducted", "detained", "displaced")

Row = dict[str, Any]


def main() -> int:
    """Measure and print."""
    engine = open_engine()
    more = {path.stem: measure(engine, path) for path in (PLAIN, WEEKLY, DAILY)}
    print(json.dumps({**measure(engine), **more}))
    return 0


def measure(engine: Engine, path: Path = GOLD) -> dict[str, float]:
    """Every figure by name, over all reports of a file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    counts = [found.tally.counts for found in read(engine, (arrival_of(row) for row in rows))]
    pairs = list(zip(rows, counts, strict=True))
    unseen = [(row, found) for row, found in pairs if row["unseen"]]
    figures = {harm: share(pairs, harm) for harm in HARMS}
    figures |= {"killed_low": share(pairs, "killed", ends=1)}
    return figures | {f"unseen_{harm}": share(unseen, harm) for harm in ("killed", "wounded")}


def share(pairs: Sequence[tuple[Row, Mapping[str, Quantity]]], harm: str, ends: int = 2) -> float:
    """Of the reports with a tally of a harm, those in which ours has the same ends: both, or the low alone."""
    told = [(row["tally"][harm], found[harm]) for row, found in pairs if row["tally"].get(harm) is not None]
    right = sum(tuple(gold[:ends]) == (q.low, q.high)[:ends] for gold, q in told)
    return round(right / max(1, len(told)), 4)


if __name__ == "__main__":
    sys.exit(main())
