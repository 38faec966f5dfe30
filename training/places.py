"""`python -m training.places --out FILE`: at which of the places that a report names an event without one was, learnt.

The reports of corpus/reports/by_event.jsonl tell the place of their events. Each is read; for every event of which no
claim has a place, and each place that the report names, coding/places_told.py says what is so of both, and boosted
trees learn whether the event was there. How often the likeliest is right is measured by six-fold cross-validation over
reports, printed as JSON. Two minutes; the same bytes each time.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.events import judged
from bench.reports import arrival_of, is_place

from mnemon.coding.likeness import PLACES, likeness
from mnemon.model.claims import Claim
from mnemon.model.values import Place
from mnemon.normalise import normalise
from mnemon.pipeline import Engine, open_engine
from training.rows import by_event_rows
from training.trees import Growing, Pair, as_table, learnt, without

FOLDS = 6
GROWING = Growing(trees=150, depth=5, rate=0.05, leaf=6, seeds=(1, 2), rare=10)
ENOUGH = 0.5
"""From this chance on, likelier than not, an event was at a place."""


@dataclass(frozen=True, slots=True)
class Event:
    """An event without a place: the report's number, how many claims, and of each place what is so and if it was there.

    `untold`: whether the report tells no more than its country, or not even that.
    """

    report: int
    claims: int
    places: Sequence[Pair]
    untold: bool


def main() -> int:
    """Learn, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=PLACES)
    args = parser.parse_args()
    events = list(unplaced(open_engine()))
    print(json.dumps(held_out(events)))
    found = grown(events) | {"learnt_from": f"{len(events)} events, {sum(len(e.places) for e in events)} places beside"}
    args.out.write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")
    return 0


def grown(events: Sequence[Event]) -> dict[str, Any]:
    """The trees that these events teach."""
    return as_table(*learnt([pair for event in events for pair in event.places], GROWING), ENOUGH)


def held_out(events: Sequence[Event]) -> dict[str, float]:
    """Of the claims of unplaced events that were not learnt from: how many get a place, and how many the right one."""
    counts: Counter[str] = Counter(claims=sum(event.claims for event in events))
    for fold in range(FOLDS):
        made = likeness(**grown([event for event in events if event.report % FOLDS != fold]))
        for event in events:
            if event.report % FOLDS == fold and event.places:
                chances = list(made.chances([so for so, _ in event.places]))
                best = max(range(len(chances)), key=chances.__getitem__)
                if chances[best] >= ENOUGH:
                    counts["given"] += event.claims
                    counts["rightly"] += event.claims * event.places[best][1]
                    counts["untold"] += event.claims * event.untold
    return dict(counts)


def unplaced(engine: Engine) -> Iterator[Event]:
    """The events of the annotated reports that are read without a place."""
    engine = without(engine, "of_place")
    for number, row in enumerate(by_event_rows()):
        report = arrival_of(row).report
        marks = engine.reader.perceive(report.text)
        values = normalise(report, marks, engine.lexicon)
        found = engine.coder.found(report, marks, values)
        places = engine.coder.places(report, found, values)
        _, claims = engine.coder.events(report, found, replace(values, area=None, places=()))
        gold = {one.claim.id: tuple(one.place) for one in judged(row, claims) if one.place is not None}
        for event in places.unplaced(claims, {c.id: c.event_mention_id for c in claims}).values():
            known = Counter(gold[c.id] for c in event if c.id in gold)
            if known:
                told = known.most_common(1)[0][0]
                there = [_is_there(told, event[0], place) for _, place in places.named]
                pairs = list(zip(places.beside(event, claims), there, strict=True))
                yield Event(number, sum(known.values()), pairs, len(told) == 1)


def _is_there(told: Sequence[str], claim: Claim, place: Place) -> bool:
    """Whether a place is the one annotated; a name that no gazetteer knows is in its country."""
    *names, country = told
    known = place if place.place_id is not None else replace(place, country=country)
    return bool(names) and is_place(" ".join(names), country, replace(claim, place=known))


if __name__ == "__main__":
    sys.exit(main())
