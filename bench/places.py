"""How well place names are found and placed, and how fast: `python -m bench.places [GOLD]` prints one JSON object.

GOLD: gzipped or plain JSON lines {"id", "text", "toponyms": [{"start", "end", "lat", "lon"}, ...]}; lat null = a name
that the gold does not place, which counts neither for nor against. Without it only speed and memory are measured.

  span_f1              F1 of place names, a found name and one of the gold being the same where they overlap
  acc161               share of the gold's names found that are put within 161 km of it
  end_to_end_f1        F1 of names found and put within 161 km
  names_per_second     100,000 of its own names, each looked up for the first time, by processor time
  resident_mb          resident memory of the whole process that has opened it and looked these names up
  gazetteer_mb         size of the shipped file
  normalise_ratio      processor time that normalise takes over that of perceive, on the gold's texts or the given ones
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.speed import TEXTS
from mnemon.model.distance import kilometres
from mnemon.model.text import Report, Span
from mnemon.model.values import Placed
from mnemon.normalise import Lexicon, normalise, open_lexicon
from mnemon.normalise.datafiles import data_path
from mnemon.normalise.gazetteer import open_gazetteer
from mnemon.perceive import open_reader

NEAR_KM = 161
"""The usual distance (100 miles) within which a place counts as found on the map."""

Toponym = dict[str, Any]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?")
    parser.add_argument("--lookups", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    print(json.dumps(lookups() if args.lookups else measure(args.gold)))


def measure(gold: Path | None) -> dict[str, float]:
    """All figures that can be measured here."""
    command = [sys.executable, "-m", "bench.places", "--lookups"]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    rows = list(_rows(gold or TEXTS))
    placed, ratio = read_places(open_lexicon(), [row["text"] for row in rows])
    found["normalise_ratio"] = ratio
    if gold is not None:
        found |= place_scores((row["toponyms"], places) for row, places in zip(rows, placed, strict=True))
    return found


def read_places(lexicon: Lexicon, texts: Sequence[str]) -> tuple[list[tuple[Placed, ...]], float]:
    """The places of each text, and the time that normalise took over that of perceive."""
    reader = open_reader(threads=1)
    started = time.process_time()
    marks = list(reader.perceive_all(texts))
    perceived = time.process_time()
    reports = [Report(f"r-{i}", "0" * 64, text) for i, text in enumerate(texts)]
    values = [normalise(report, seen, lexicon) for report, seen in zip(reports, marks, strict=True)]
    done = time.process_time()
    return [value.places for value in values], round((done - perceived) / (perceived - started), 4)


def place_scores(pairs: Iterable[tuple[Sequence[Toponym], Sequence[Placed]]]) -> dict[str, float]:
    """span_f1, acc161 and end_to_end_f1."""
    asked = told = found = near = 0
    for gold, places in pairs:
        left = list(places)
        for toponym in sorted(gold, key=lambda one: one["lat"] is None):
            fits = next((p for p in left if _same(p, toponym)), None)
            if fits is not None:
                left.remove(fits)
            if toponym["lat"] is None:
                continue
            asked += 1
            told += fits is not None
            found += fits is not None
            near += fits is not None and _is_near(fits, toponym)
        told += len(left)
    total = max(1, asked + told)
    f1 = {"span_f1": round(2 * found / total, 4), "end_to_end_f1": round(2 * near / total, 4)}
    return f1 | {"acc161": round(near / max(1, found), 4)}


def _same(placed: Placed, toponym: Toponym) -> bool:
    return placed.span.overlaps(Span(toponym["start"], toponym["end"]))


def _is_near(placed: Placed, toponym: Toponym) -> bool:
    place = placed.place
    if place is None or place.latitude is None or place.longitude is None:
        return False
    return kilometres((place.latitude, place.longitude), (toponym["lat"], toponym["lon"])) <= NEAR_KM


def lookups() -> dict[str, float]:
    """Speed and memory of the gazetteer alone, in a process that has done nothing else."""
    gazetteer = open_gazetteer()
    start, length = gazetteer.at["names"], len(gazetteer.mapped) - gazetteer.at["names"]
    held = gazetteer.mapped[start : start + length].decode().split("\0")
    names = held[:: max(1, len(held) // 100_000)][:100_000]
    del held
    started = time.process_time()
    for name in names:
        gazetteer.lookup_name(name)
    seconds = time.process_time() - started
    resident = round(_resident_mb(), 1)
    size = round(data_path("gazetteer.bin").stat().st_size / 1e6, 1)
    return {"names_per_second": round(len(names) / seconds), "resident_mb": resident, "gazetteer_mb": size}


def _resident_mb() -> float:
    with Path("/proc/self/status").open(encoding="ascii") as status:
        line = next(line for line in status if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    reader = gzip.open if path.suffix == ".gz" else open
    with reader(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


if __name__ == "__main__":
    main()
