"""`python -m training.story`: how much each thing speaks for two tellings being of one event, learnt; prints YAML.

The whole reports of corpus/reports/train.jsonl, and those whose sentences corpus/reports/events.jsonl tells apart, are
read, each sentence's claims a scene of its own, and every two scenes of a report compared as coding compares them. A
ridge logistic regression on whether the annotator has them in one event gives the weights. How well they join is
measured by six-fold cross-validation over reports, printed first as a comment. Two minutes; the same bytes each time.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np
from bench.reports import arrival_of, compared_with, homes_of
from numpy.typing import NDArray

from mnemon.coding.codebook import Telling
from mnemon.coding.entries import Entries
from mnemon.coding.scenes import COMPARISONS, Scene
from mnemon.coding.story import Story
from mnemon.model.claims import Claim
from mnemon.model.values import Values
from mnemon.perceive.sentences import sentences
from mnemon.pipeline import Engine, open_engine, read

REPORTS = Path(__file__).parent / "corpus" / "reports" / "train.jsonl"
EVENTS = Path(__file__).parent / "corpus" / "reports" / "events.jsonl"
TALLIES = Path(__file__).parents[1] / "bench" / "data" / "tallies.jsonl"
TOTALS = "t"
"""What stands for a total over a period in the list of a sentence's events."""

FOLDS = 6
HELD = 30.0
"""How strongly weights are held to nought."""

NAMES = sorted(COMPARISONS)

AGAINST = frozenset({"another day", "another place", "acts that do not fit", "a long stretch", "far on"})
"""What is not let speak for one event, whatever few reports say."""


@dataclass(frozen=True, slots=True)
class Told:
    """One report's scenes in order, how two are compared, and each matched claim's annotated event by claim id."""

    story: Story
    scenes: Sequence[Scene]
    event: Mapping[str, int]

    def pairs(self) -> Iterator[tuple[tuple[str, ...], bool]]:
        """What is so of each two scenes that may be one event, and whether they are."""
        home = [self._home(scene) for scene in self.scenes]
        for i, j in combinations(range(len(home)), 2):
            said = self.story.of_two(self.scenes[j], self.scenes[i])
            if said is not None and home[i] is not None and home[j] is not None:
                yield said, home[i] == home[j]

    def _home(self, scene: Scene) -> int | None:
        found = Counter(self.event[c.id] for c in scene.claims if c.id in self.event)
        return found.most_common(1)[0][0] if found else None


def main() -> int:
    """Learn, measure, print."""
    engine = open_engine()
    told = [*reports_of(engine), *listed_reports(engine)]
    telling = engine.coder.codebook.telling
    joined = []
    for fold in range(FOLDS):
        learnt = fit([t for i, t in enumerate(told) if i % FOLDS != fold], telling)
        joined += [join(t, learnt) for i, t in enumerate(told) if i % FOLDS == fold]
    f1, precision, recall = measured(joined)
    learnt = fit(told, telling)
    print(f"# {len(told)} reports; held out in turn: F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}")
    print(f"base: {learnt.base:.2f}\none_event:")
    for name, weight in sorted(learnt.weights.items(), key=lambda one: -one[1]):
        print(f"  {name}: {weight:.2f}")
    return 0


def reports_of(engine: Engine) -> Iterator[Told]:
    """The annotated reports, read with nothing joined beyond a sentence."""
    engine, book = _alone(engine), engine.coder.codebook
    rows = [json.loads(line) for line in REPORTS.read_text(encoding="utf-8").splitlines()]
    for row, found in zip(rows, read(engine, map(arrival_of, rows)), strict=True):
        claims = found.coded.claims
        same, home = compared_with(row, claims).same, homes_of(row["claims"])
        number = {span: n for n, span in enumerate(sentences(row["text"]))}
        story = Story(row["text"], {c.id: number[c.sentence] for c in claims}, book.telling)
        yield Told(story, story.scenes(_grouped(claims)), {claims[i].id: home[g] for g, i in same.items()})


def _alone(engine: Engine) -> Engine:
    """The reader with nothing joined beyond a sentence."""
    book = engine.coder.codebook
    alone = replace(book, telling=replace(book.telling, weights={}, base=-1.0))
    return replace(engine, coder=replace(engine.coder, codebook=alone))


def _grouped(claims: Sequence[Claim]) -> list[list[Claim]]:
    grouped: dict[str, list[Claim]] = {}
    for claim in claims:
        grouped.setdefault(claim.event_mention_id, []).append(claim)
    return list(grouped.values())


def listed_reports(engine: Engine) -> Iterator[Told]:
    """The reports whose sentences are told apart by event: a sentence of one event gives it to its claims."""
    texts = {row["id"]: row for row in map(json.loads, TALLIES.read_text(encoding="utf-8").splitlines())}
    rows = [json.loads(line) for line in EVENTS.read_text(encoding="utf-8").splitlines()]
    engine, book = _alone(engine), engine.coder.codebook
    reports = (arrival_of(texts[row["id"]]) for row in rows)
    for row, found in zip(rows, read(engine, reports), strict=True):
        text, claims = texts[row["id"]]["text"], found.coded.claims
        number = {span: n for n, span in enumerate(sentences(text))}
        names = {name: n for n, name in enumerate(sorted({e for told in row["events"] for e in told}))}
        one = {n: names[told[0]] for n, told in enumerate(row["events"]) if len(told) == 1 and told[0] != TOTALS}
        entries = Entries.of(text, Values((), found.coded.places, found.coded.times))
        story = Story(text, {c.id: number[c.sentence] for c in claims}, book.telling, entries)
        event = {c.id: one[number[c.sentence]] for c in claims if number[c.sentence] in one}
        yield Told(story, story.scenes(_grouped(claims)), event)


def fit(told: Sequence[Told], telling: Telling) -> Telling:
    """The words for telling with weights learnt on these reports (Newton's method; the base is not held)."""
    pairs = [pair for t in told for pair in t.pairs()]
    seen = np.array([[1.0, *(float(name in said) for name in NAMES)] for said, _ in pairs])
    one = np.array([float(match) for _, match in pairs])
    hold = np.diag([0.01, *(HELD for _ in NAMES)])
    weights: NDArray[np.float64] = np.zeros(len(NAMES) + 1)
    for _ in range(30):
        sure = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (sure - one) + hold @ weights
        weights = weights - np.linalg.solve(seen.T @ (seen * (sure * (1 - sure))[:, None]) + hold, slope)
    base, *rest = (round(float(weight), 2) for weight in weights)
    learnt = dict(zip(NAMES, rest, strict=True))
    return replace(telling, base=base, weights={n: min(w, 0.0) if n in AGAINST else w for n, w in learnt.items()})


Joined = tuple[Mapping[str, int], Mapping[str, str]]
"""A report's annotated event by claim id, and the event that it was joined to."""


def join(told: Told, telling: Telling) -> Joined:
    """The events of a report as these weights join them, each named by its first claim."""
    home = {c.id: scene.claims[0].id for scene in told.scenes for c in scene.claims}
    for first, later in replace(told.story, telling=telling).pairs([scene.claims for scene in told.scenes]):
        home = {claim: first if event == later else event for claim, event in home.items()}
    return told.event, home


def measured(reports: Sequence[Joined]) -> tuple[float, float, float]:
    """Pairwise F1, precision and recall of claims in one event."""
    found = wanted = hit = 0
    for event, home in reports:
        for a, b in combinations(event, 2):
            one, ours = event[a] == event[b], home.get(a, a) == home.get(b, b)
            found, wanted, hit = found + ours, wanted + one, hit + (one and ours)
    return 2 * hit / max(1, found + wanted), hit / max(1, found), hit / max(1, wanted)


if __name__ == "__main__":
    sys.exit(main())
