"""`python -m bench.results`: measures accuracy and calibration here and keeps the results for the page on accuracy.

Writes bench/results.json: figures, counts by kind, the first sentences that were read wrongly, the figures of whole
reports and their counts, the reliability table, and the digests of the model and of every set of gold.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from training.corpus import read_frames

from bench import accuracy, events, reports, tallies
from bench.calibration import ece, measured
from bench.scores import Gold, frame_scores, judged, matched
from mnemon.model.claims import Claim
from mnemon.model.marks import KINDS
from mnemon.model.text import Span
from mnemon.perceive.reader import MODEL
from mnemon.pipeline import open_engine

RESULTS = Path(__file__).parent / "results.json"
SHOWN = 12


def main() -> None:
    """Measure and keep."""
    texts = [sentence.text for sentence in read_frames(accuracy.GOLD)]
    engine = open_engine()
    pairs, hard = accuracy.pairs(engine), accuracy.pairs(engine, accuracy.HARD)
    kept = {
        "gold": accuracy.digests(),
        "model": json.loads((MODEL / "card.json").read_text(encoding="utf-8"))["digest"],
        "sentences": len(texts),
        "figures": {f"frames.{name}": value for name, value in frame_scores(pairs).items()},
        "kinds": by_kind(pairs),
        "faults": list(faults(texts, pairs))[:SHOWN],
        "reports": {"read": len(reports.GOLD.read_text(encoding="utf-8").splitlines()), **reports.measure(engine)},
        "hard": summed(hard),
        "events": {"read": len(events.GOLD.read_text(encoding="utf-8").splitlines()), **events.measure(engine)},
        "tallies": tallies.measure(engine),
        "plain": tallies.measure(engine, tallies.PLAIN),
        "weekly": tallies.measure(engine, tallies.WEEKLY),
        "daily": tallies.measure(engine, tallies.DAILY),
        "calibration": measured([list(judged(gold, claims)) for gold, claims in (*pairs, *hard)]),
    }
    RESULTS.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{RESULTS}: frames {kept['figures']['frames.frame']}")


Pairs = Sequence[tuple[Sequence[Gold], Sequence[Claim]]]


def summed(pairs: Pairs) -> dict[str, float]:
    """How many sentences there are, how far their scores are off, and the figures that sum them up."""
    found = frame_scores(pairs)
    error = ece([j for gold, claims in pairs for j in judged(gold, claims)])
    return {"sentences": len(pairs), "ece": error} | {name: found[name] for name in accuracy.SUMMED}


def by_kind(pairs: Pairs) -> dict[str, dict[str, int]]:
    """For each kind that is labelled or told: found, missed, told wrongly."""
    told: Counter[tuple[str, str]] = Counter()
    for gold, claims in pairs:
        for frame, claim in matched(gold, claims):
            kind = frame.kind if frame is not None else claim.kind if claim is not None else ""
            told[kind, "extra" if frame is None else "miss" if claim is None else "hit"] += 1
    names = ("hit", "miss", "extra")
    return {k: {n: told[k, n] for n in names} for k in KINDS if any(told[k, n] for n in names)}


def faults(texts: Sequence[str], pairs: Pairs) -> Iterator[dict[str, Any]]:
    """What was missed, told wrongly, or given another number, with its sentence."""
    for text, (gold, claims) in zip(texts, pairs, strict=True):
        for frame, claim in matched(gold, claims):
            if frame is not None and claim is None:
                yield {"what": f"{frame.kind} missed", "sentence": _bold(text, frame.trigger)}
            elif frame is None and claim is not None:
                yield {"what": f"{claim.kind} told wrongly", "sentence": _bold(text, claim.spans["trigger"][0])}
            elif frame is not None and claim is not None and frame.number is not None:
                q = claim.quantity
                if q is None or (q.low, q.high) != frame.number:
                    yield {"what": f"{frame.kind}: number read otherwise", "sentence": _bold(text, frame.trigger)}


def _bold(text: str, span: Span) -> str:
    words = f"{text[: span.start_char]}**{span.of(text)}**{text[span.end_char :]}"
    return " ".join(words.split())


if __name__ == "__main__":
    main()
