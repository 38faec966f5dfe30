"""`python -m training.again --out FILE`: how likely a telling of harm is of people told before, learnt; says how well.

corpus/reports/links.jsonl holds reports in which an annotator said of each claim that was read of them whether its
people are new, told before, or some of those told before. They are read once more; for every claim and each claim of
its kind before it, coding/tellings.py says what is so of both, and boosted trees learn whether both are of the same
people. How well they join is measured by eight-fold cross-validation over reports. A minute; the same bytes each time.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.read_again import read_again
from bench.reports import arrival_of
from bench.tallies import GOLD, PLAIN
from sklearn.metrics import average_precision_score

from mnemon.coding.again import NO_RULE, Again
from mnemon.coding.likeness import AGAIN as AGAIN_FILE
from mnemon.coding.likeness import likeness
from mnemon.coding.several import by_themselves
from mnemon.model.claims import Claim
from mnemon.normalise import normalise
from mnemon.pipeline import Engine, open_engine
from training.rows import REPORTS, with_texts
from training.trees import Growing, as_table, learnt, without

LINKS = REPORTS / "links.jsonl"
ELSEWHERE = (GOLD, PLAIN, REPORTS / "by_event.jsonl", REPORTS / "train.jsonl")
"""Where reports stand whose text LINKS leaves out."""
FOLDS = 8
GROWING = Growing(trees=200, depth=6, rate=0.03, leaf=3, seeds=(1, 2, 3), rare=5)

ENOUGH = 0.55
"""From this chance on a telling is joined to one before it."""

AGAIN = ("same", "part", "whole", "rival")
JUDGED = ("new", *AGAIN)
"""Labels that are learnt from: what is no claim, untrue or a total is neither told again nor new."""


@dataclass(frozen=True, slots=True)
class Example:
    """A claim that others of its harm stand before: its label, and each of them with whether both are of one people.

    `free`: whether no rule joined it; `pairs`: what is so of both, and whether they are.
    """

    report: int
    label: str
    free: bool
    pairs: Sequence[tuple[frozenset[str], bool]]


def main() -> int:
    """Learn, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=AGAIN_FILE)
    args = parser.parse_args()
    rows = reports()
    examples = list(examples_of(open_engine(), rows))
    print(json.dumps(measured(examples)))
    found = grown(examples) | {"learnt_from": f"{len(rows)} reports, {len(examples)} claims"}
    args.out.write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")
    return 0


def reports() -> list[dict[str, Any]]:
    """The labelled reports, each with its text."""
    return with_texts(LINKS, *ELSEWHERE)


def examples_of(engine: Engine, rows: Sequence[Mapping[str, Any]]) -> Iterator[Example]:
    """The claims of the reports that were labelled and are still read, with those before them."""
    engine = without(engine, "likeness")
    reports = [arrival_of(row).report for row in rows]
    marks = engine.reader.perceive_all(report.text for report in reports)
    for number, (row, report, found) in enumerate(zip(rows, reports, marks, strict=True)):
        coded = engine.coder.code(report, found, normalise(report, found, engine.lexicon))
        order = {c.id: found.sentences.index(c.sentence) for c in coded.claims}
        again = Again.of(report.text, found, order, engine.coder.codebook)
        gold = Gold.of(row["claims"], coded.claims)
        for claim, pairs in again.candidates(by_themselves(coded.claims)):
            label = gold.label.get(claim.id)
            if label is not None:
                free = all(NO_RULE in pair.so for pair in pairs)
                told = [(p.so, gold.are_those(claim.id, i)) for p in pairs if (i := p.before.claim.id) in gold.label]
                yield Example(number, label, free, told)


@dataclass(frozen=True, slots=True)
class Gold:
    """What the annotator said of the claims that were read, by id.

    `label`; `first`: the number of the claim that first told of its people; `people`: that, and those in them.
    """

    label: Mapping[str, str]
    people: Mapping[str, frozenset[int]]
    first: Mapping[str, int]

    @staticmethod
    def of(said: Sequence[Mapping[str, Any]], claims: Sequence[Claim]) -> Gold:
        """Those of a report, by what is read of it now."""
        home: list[int] = []
        within: list[frozenset[int]] = []
        for number, claim in enumerate(said):
            relation, _, others = claim["label"].partition(":")
            told = [int(other) - 1 for other in others.split("+")] if others else []
            home.append(home[told[0]] if relation == "same" and len(told) == 1 else number)
            within.append(frozenset({home[number]}).union(*(within[other] for other in told)))
        known = [(number, claim.id) for number, claim in read_again(said, claims).items()]
        return Gold(
            {i: said[number]["label"].partition(":")[0] for number, i in known},
            {i: within[number] for number, i in known},
            {i: home[number] for number, i in known},
        )

    def are_those(self, later: str, before: str) -> bool:
        """Whether the people of a claim are those of one before it, or some of them, or take them in."""
        return self.first[before] in self.people[later]


def grown(examples: Sequence[Example]) -> dict[str, Any]:
    """The trees that the examples teach."""
    return as_table(*learnt([pair for e in examples if e.label in JUDGED for pair in e.pairs], GROWING), ENOUGH)


def measured(examples: Sequence[Example]) -> dict[str, float]:
    """Held out in turn: of the claims that no rule joined, how many are joined rightly, wrongly, and not at all."""
    told: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        made = likeness(**grown([e for e in examples if e.report % FOLDS != fold]))
        for e in examples:
            if e.report % FOLDS == fold and e.free and e.pairs and e.label in JUDGED:
                chances = made.chances([so for so, _ in e.pairs])
                told.append((float(chances.max()), e.label in AGAIN))
    joined = [again for chance, again in told if chance >= ENOUGH]
    return {
        "claims": len(told),
        "told_again": sum(again for _, again in told),
        "joined": len(joined),
        "joined_rightly": sum(joined),
        "average_precision": round(float(average_precision_score([a for _, a in told], [c for c, _ in told])), 3),
    }


if __name__ == "__main__":
    sys.exit(main())
