"""Reads the gold with the shipped reader and scores what comes out."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from training.corpus import Sentence, read_frames

from bench.scores import Gold, count_scores, frame_scores
from mnemon.ingest import Arrival
from mnemon.model.claims import Claim
from mnemon.model.text import Capture, Report
from mnemon.pipeline import Engine, Read, read

CORPUS = Path(__file__).parent.parent / "training" / "corpus"
GOLD = CORPUS / "dev.jsonl"
HARD = CORPUS / "dev_2.jsonl"
"""Sentences of the hard invented reports that nobody looked at while the reader was made (bench/data/tallies.jsonl)."""

SUMMED = ("frame", "roles", "number", "source", "status", "scope")
"""The figures by which a set of sentences is summed up."""


def frames(engine: Engine) -> dict[str, float]:
    """Scores on the held-out labelled sentences, which no training run sees."""
    return frame_scores(pairs(engine))


def pairs(engine: Engine, path: Path = GOLD) -> list[tuple[list[Gold], tuple[Claim, ...]]]:
    """The labelled frames of each held-out sentence, and the claims that are read in it."""
    sentences = list(read_frames(path))
    rows = {row["id"]: row["frames"] for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    gold = [_gold(sentence, rows[sentence.id]) for sentence in sentences]
    claims = [found.coded.claims for found in _read(engine, [s.text for s in sentences])]
    return list(zip(gold, claims, strict=True))


def _gold(sentence: Sentence, rows: Sequence[dict[str, Any]]) -> list[Gold]:
    pairs = zip(sentence.frames or (), rows, strict=True)
    return [Gold(f.kind, f.trigger, f.roles, _number(row), f.status, f.scope) for f, row in pairs]


def _number(row: dict[str, Any]) -> tuple[int | None, int | None] | None:
    return (row.get("low"), row.get("high")) if "low" in row or "high" in row else None


def counts(engine: Engine, path: Path) -> dict[str, float]:
    """Tallies of incident descriptions against counts coded by hand: a JSON line each with "text" and "gold"."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found = _read(engine, [row["text"] for row in rows])
    return count_scores((row["gold"], read.tally) for row, read in zip(rows, found, strict=True))


def digests() -> dict[str, str]:
    """The sha256 of every set that a figure of the gate is measured on and that ships with the project, by its path."""
    root = CORPUS.parent.parent
    whole = (root / "bench" / "data" / f"{name}.jsonl" for name in ("tallies", "plain", "weekly", "daily", "events"))
    sets = (GOLD, HARD, CORPUS / "reports" / "dev.jsonl", *whole)
    return {str(path.relative_to(root)): sha256(path.read_bytes()).hexdigest() for path in sets}


def _read(engine: Engine, texts: Sequence[str]) -> Iterator[Read]:
    return read(engine, (arrival(f"r-{i}", text) for i, text in enumerate(texts)))


def arrival(report_id: str, text: str, published: date | None = None) -> Arrival:
    """A text as the reader takes it in."""
    capture = Capture("0" * 64, None, datetime.now(UTC), "text/plain", 0)
    return Arrival(b"", capture, None, Report(report_id, capture.id, text, published_at=published))
