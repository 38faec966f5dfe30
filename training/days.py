"""`python -m training.days --out FILE`: on which of the days that a report names an undated event was, learnt.

Two sets of annotated reports tell the day of their events: corpus/reports/train.jsonl and by_event.jsonl. Each is read;
for every event of which no claim has a day, and each time that the report names, coding/days_told.py says what is so of
both, and boosted trees learn whether the event was then. How often the likeliest is right is measured by six-fold
cross-validation over reports, printed as JSON. A minute; the same bytes each time.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.events import judged
from bench.reports import arrival_of, compared_with

from mnemon.coding.likeness import DAYS, likeness
from mnemon.model.claims import Claim
from mnemon.normalise import normalise
from mnemon.pipeline import Engine, open_engine
from training.rows import REPORTS, by_event_rows, rows_of
from training.trees import Growing, Pair, as_table, learnt, without

FOLDS = 6
GROWING = Growing(trees=150, depth=5, rate=0.05, leaf=6, seeds=(1, 2), rare=10)
ENOUGH = 0.5
"""From this chance on, likelier than not, an event was on a day."""

Day = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Event:
    """An event without a day: the report's number, its claims' days as annotated, what is so of each time, its days."""

    report: int
    days: Sequence[Day | None]
    times: Sequence[tuple[frozenset[str], Day]]

    def pairs(self) -> Iterator[Pair]:
        """What is so of it and each time, and whether it was then."""
        day = Counter(self.days).most_common(1)[0][0]
        yield from ((so, told == day) for so, told in self.times)


def main() -> int:
    """Learn, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=DAYS)
    args = parser.parse_args()
    events = list(undated(open_engine()))
    print(json.dumps(held_out(events)))
    found = grown(events) | {"learnt_from": f"{len(events)} events, {sum(len(e.times) for e in events)} times beside"}
    args.out.write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")
    return 0


def grown(events: Sequence[Event]) -> dict[str, Any]:
    """The trees that these events teach."""
    return as_table(*learnt([pair for event in events for pair in event.pairs()], GROWING), ENOUGH)


def held_out(events: Sequence[Event]) -> dict[str, float]:
    """Of the claims of undated events that were not learnt from: how many get a day, and how many the right one."""
    counts: Counter[str] = Counter(claims=sum(len(event.days) for event in events))
    for fold in range(FOLDS):
        made = likeness(**grown([event for event in events if event.report % FOLDS != fold]))
        for event in events:
            if event.report % FOLDS == fold and event.times:
                chances = list(made.chances([so for so, _ in event.times]))
                best = max(range(len(chances)), key=chances.__getitem__)
                if chances[best] >= ENOUGH:
                    counts["given"] += len(event.days)
                    counts["rightly"] += sum(day == event.times[best][1] for day in event.days)
                    counts["untold"] += sum(day is None for day in event.days)
    return dict(counts)


def undated(engine: Engine) -> Iterator[Event]:
    """The events of the annotated reports that are read without a day."""
    engine = without(engine, "of_day")
    rows = [*((row, True) for row in rows_of(REPORTS / "train.jsonl")), *((row, False) for row in by_event_rows())]
    for number, (row, whole) in enumerate(rows):
        report = arrival_of(row).report
        marks = engine.reader.perceive(report.text)
        values = normalise(report, marks, engine.lexicon)
        found = engine.coder.found(report, marks, values)
        days, (_, claims) = engine.coder.days(report, found, values), engine.coder.events(report, found, values)
        gold = dict(_annotated(row, claims) if whole else _by_event(row, claims))
        told = [t.range for t in days.times]
        names = [(str(t.start), str(t.end)) for t in told if t is not None]
        for event in days.undated(claims, {c.id: c.event_mention_id for c in claims}).values():
            known = [gold[c.id] for c in event if c.id in gold]
            if known:
                yield Event(number, known, list(zip(days.beside(event, claims), names, strict=True)))


def _annotated(row: Mapping[str, Any], claims: Sequence[Claim]) -> Iterator[tuple[str, Day | None]]:
    for said, found in compared_with(row, claims).same.items():
        day = row["claims"][said]["date"]
        if row["claims"][said]["scope"] == "event":
            yield claims[found].id, (day["start"], day["end"]) if day else None


def _by_event(row: Mapping[str, Any], claims: Sequence[Claim]) -> Iterator[tuple[str, Day | None]]:
    for one in judged(row, claims):
        yield one.claim.id, (one.day[0], one.day[1]) if one.day else None


if __name__ == "__main__":
    sys.exit(main())
