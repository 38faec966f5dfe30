"""`python -m training.story --out FILE`: which event told before a scene goes on about, learnt; says how well.

Three sets of annotated reports tell the event of their claims: the whole reports of corpus/reports/train.jsonl, those
of by_event.jsonl, claim by claim, and those of events.jsonl, sentence by sentence. Each is read, its scenes gone
through in order, and for each scene and each event before it coding/events_told.py says what is so of both; boosted
trees learn whether the scene is of that event. How well they join is measured by six-fold cross-validation over
reports, printed as JSON. Three minutes; the same bytes each time.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.events import by_claim
from bench.reports import arrival_of, compared_with, homes_of, together

from mnemon.coding.coder import Found
from mnemon.coding.events_told import Event, Look, of_each
from mnemon.coding.likeness import EVENTS as LEARNT
from mnemon.coding.likeness import likeness
from mnemon.coding.mentions import scenes_of
from mnemon.coding.story import Story
from mnemon.model.claims import Claim
from mnemon.normalise import normalise
from mnemon.pipeline import Engine, open_engine
from training.rows import REPORTS, by_event_rows, rows_of, with_texts
from training.trees import Growing, Pair, as_table, learnt

TALLIES = Path(__file__).parents[1] / "bench" / "data" / "tallies.jsonl"
TOTALS = "t"
"""What stands for a total over a period in the list of a sentence's events."""

FOLDS = 6
GROWING = Growing(trees=200, depth=5, rate=0.06, leaf=4, seeds=(1, 2, 3, 4), rare=8)
ENOUGH = 0.5
"""From this chance on a scene is of an event told before."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One report's scenes, and each annotated claim's event by claim id."""

    story: Story
    scenes: Sequence[Sequence[Claim]]
    event: Mapping[str, str]

    def pairs(self) -> Iterator[Pair]:
        """What is so of each scene and each event before it, and whether it is of that event, as annotated."""
        events: dict[str, Event] = {}
        last: Event | None = None
        for look in self.story.looks(self.scenes):
            home = self._home(look)
            if home is None:
                continue
            near = self.story.within_reach(look, list(events.values()))
            names = {id(event): name for name, event in events.items()}
            told = of_each(look, near, last)
            yield from ((so, names[id(event)] == home) for so, event in zip(told, near, strict=True))
            last = events.pop(home, None)
            if last is None:
                last = Event(look)
            else:
                last.add(look)
            events[home] = last

    def _home(self, look: Look) -> str | None:
        found = Counter(self.event[c.id] for c in look.scene.claims if c.id in self.event)
        return found.most_common(1)[0][0] if found else None


def main() -> int:
    """Learn, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=LEARNT)
    args = parser.parse_args()
    engine = open_engine()
    told = [*annotated(engine), *by_claims(engine), *by_sentences(engine)]
    pairs = [list(t.pairs()) for t in told]
    print(json.dumps(held_out(told, pairs)))
    found = grown(pairs) | {"learnt_from": f"{len(told)} reports, {sum(map(len, pairs))} scenes beside an event"}
    args.out.write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")
    return 0


def grown(pairs: Sequence[Sequence[Pair]]) -> dict[str, Any]:
    """The trees that the pairs of these reports teach."""
    return as_table(*learnt([pair for report in pairs for pair in report], GROWING), ENOUGH)


def held_out(told: Sequence[Told], pairs: Sequence[Sequence[Pair]]) -> dict[str, float]:
    """How well claims are joined into events in reports that were not learnt from."""
    joined = []
    for fold in range(FOLDS):
        made = likeness(**grown([p for i, p in enumerate(pairs) if i % FOLDS != fold]))
        for report in told[fold::FOLDS]:
            home = _joined(report, replace(report.story, likeness=made))
            joined.append([(event, home[claim]) for claim, event in report.event.items()])
    hit, wanted, found = together(joined)
    figures = {"f1": 2 * hit / (found + wanted), "precision": hit / found, "recall": hit / wanted}
    return {"reports": len(told)} | {name: round(value, 3) for name, value in figures.items()}


def _joined(told: Told, story: Story) -> dict[str, str]:
    """The event of each claim as these trees join them, named by its first claim."""
    home = {claim.id: scene[0].id for scene in told.scenes for claim in scene}
    for first, later in story.pairs(told.scenes):
        home = {claim: first if event == later else event for claim, event in home.items()}
    return {claim: home.get(claim, claim) for claim in told.event}


def annotated(engine: Engine) -> Iterator[Told]:
    """The whole reports that are annotated as reports."""
    for row, found in _found(engine, rows_of(REPORTS / "train.jsonl")):
        same, home = compared_with(row, found.claims).same, homes_of(row["claims"])
        yield _told(found, {found.claims[i].id: str(home[g]) for g, i in same.items()})


def by_claims(engine: Engine) -> Iterator[Told]:
    """The reports whose claims are told apart by event."""
    for row, found in _found(engine, by_event_rows()):
        events = {claim.id: said["event"] for said, claim in by_claim(row, found.claims)}
        yield _told(found, {claim: event for claim, event in events.items() if event.isdigit()})


def by_sentences(engine: Engine) -> Iterator[Told]:
    """The reports whose sentences are told apart by event: a sentence of one event gives it to its claims."""
    for row, found in _found(engine, with_texts(REPORTS / "events.jsonl", TALLIES)):
        one = {n: told[0] for n, told in enumerate(row["events"]) if len(told) == 1 and told[0] != TOTALS}
        yield _told(found, {c: one[number] for c, number in found.order.items() if number in one})


def _found(engine: Engine, rows: Sequence[Row]) -> Iterator[tuple[Row, Found]]:
    """Each report with what its sentences tell, one by one."""
    reports = [arrival_of(dict(row)).report for row in rows]
    marks = engine.reader.perceive_all(report.text for report in reports)
    for row, report, found in zip(rows, reports, marks, strict=True):
        yield row, engine.coder.found(report, found, normalise(report, found, engine.lexicon))


def _told(found: Found, event: Mapping[str, str]) -> Told:
    scenes = scenes_of(found.claims, found.together)
    known = {claim.id for scene in scenes for claim in scene}
    return Told(found.story, scenes, {claim: name for claim, name in event.items() if claim in known})


if __name__ == "__main__":
    sys.exit(main())
