"""Which share of the labelled words for people and bodies resolves? `python -m bench.actors` prints one JSON object.

The phrases are the distinct `who`, `by`, `by2` and `source` labels of training/corpus (dev and train), each resolved by
itself, without its report: what stands elsewhere in a report cannot help here. Shares by role and of all:
  actor      an entry, a state's force or government, or civilians, with an id
  kind       no id, but a kind (rebels whose side is not told, media, several countries' soldiers)
  group      neither, but a group that recorders count apart (bodyguards, hostages, suspects)
  nothing    none of them: pronouns, private persons, peoples, things, and words that no list knows
  load_ms    milliseconds to open the lists, the median of five
--sample N prints N resolved phrases instead, drawn with a fixed seed, to be read by hand. The share that is right
among 100 so read is written in docs/decisions/0040.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from mnemon.model.values import Actor
from mnemon.normalise import actor
from mnemon.normalise.actor_lists import load_actors
from mnemon.normalise.actor_words import THINGS

CORPUS = Path(__file__).parent.parent / "training" / "corpus"
OUTCOMES = ("actor", "kind", "group", "nothing")
ROLES = ("who", "by", "by2", "source")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, metavar="N", help="print N resolved phrases to be read by hand")
    parser.add_argument("--seed", type=int, default=4)
    args = parser.parse_args()
    if args.sample is None:
        print(json.dumps(measure()))
        return
    lists = load_actors()
    found = [a for words in sorted(set().union(*labelled().values())) if (a := actor(words, lists)) and resolved(a)]
    for one in random.Random(args.seed).sample(found, args.sample):  # noqa: S311 - a seeded sample is no secret
        print(json.dumps([one.words, one.actor_id, one.kind, one.standing, one.groups, one.why], ensure_ascii=False))


def measure() -> dict[str, Any]:
    """The shares of distinct phrases, by role and of all."""
    lists, phrases = load_actors(), labelled()
    figures: dict[str, Any] = {}
    for role, words in (*phrases.items(), ("all", set().union(*phrases.values()))):
        kinds = [outcome(actor(phrase, lists)) for phrase in words]
        shares = {kind: round(kinds.count(kind) / len(kinds), 4) for kind in OUTCOMES}
        figures[role] = {"phrases": len(kinds), **shares}
    starts = [time.perf_counter() for _ in range(6) if load_actors()]
    figures["load_ms"] = round(1000 * statistics.median(b - a for a, b in pairwise(starts)), 1)
    return figures


def outcome(found: Actor | None) -> str:
    """Which of OUTCOMES a phrase's actor is."""
    if found is not None and found.actor_id is not None:
        return "actor"
    if found is not None and found.kind != "unknown":
        return "kind"
    return "group" if found is not None and set(found.groups) - {THINGS} else "nothing"


def resolved(found: Actor) -> bool:
    """Whether anything is said of the actor at all."""
    return outcome(found) != "nothing"


def labelled() -> dict[str, set[str]]:
    """The distinct labelled phrases of each role."""
    found: dict[str, set[str]] = {role: set() for role in ROLES}
    for name in ("dev.jsonl", "train.jsonl"):
        for line in (CORPUS / name).read_text(encoding="utf-8").splitlines():
            for frame in json.loads(line)["frames"]:
                for role in ROLES:
                    found[role].update(_phrases(frame.get(role)))
    return found


def _phrases(label: object) -> Iterator[str]:
    """A label's words; "#2" behind them says only which occurrence in the sentence is meant."""
    if isinstance(label, str):
        yield label.rsplit("#", 1)[0]
    elif isinstance(label, list):
        for part in label:
            yield from _phrases(part)


if __name__ == "__main__":
    main()
