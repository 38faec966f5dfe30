"""How fast, and in how much memory: `mnemon read` beside the bare encoder over the same sentences, in one run.

`python bench/speed.py` prints one JSON object:
  ratio_one_core, ratio_two_cores  documents a second of the whole `mnemon read` process (start-up included) over those
                                   of the bare encoder (one pass of the shipped network over every sentence, tokenised,
                                   sorted by length in batches of 16; opening it is not counted); medians of pairs
  documents_per_second             of `mnemon read` on one core
  peak_mb                          largest resident memory of the `mnemon read` processes
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TEXTS = Path(__file__).parent / "data" / "wikinews_2019_2020.jsonl.gz"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=TEXTS)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    print(json.dumps(measure(args.texts, args.rounds)))


def measure(texts: Path, rounds: int) -> dict[str, float]:
    """The four figures."""
    with gzip.open(texts, "rt", encoding="utf-8") as lines:
        documents = sum(1 for _ in lines)
    found: dict[str, float] = {}
    cores = sorted(os.sched_getaffinity(0))
    for name, count in (("one", 1), ("two", 2)):
        pinned = set(cores[:count])
        pairs = [(_reading(texts, pinned, count), _encoding(texts, pinned, count)) for _ in range(rounds)]
        found[f"ratio_{name}_core{'s' if count > 1 else ''}"] = round(statistics.median(e / r for r, e in pairs), 3)
        found.setdefault("documents_per_second", round(documents / statistics.median(r for r, _ in pairs), 2))
    found["peak_mb"] = round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, 1)
    return found


def _reading(texts: Path, pinned: set[int], threads: int) -> float:
    """Seconds of one `mnemon read` process from start to end."""
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "out.jsonl")
        command = [sys.executable, "-m", "mnemon", "read", str(texts), "--format", "jsonl", "--output", out]
        start = time.perf_counter()
        subprocess.run([*command, "--threads", str(threads)], check=True, preexec_fn=lambda: _pin(pinned))
        return time.perf_counter() - start


def _encoding(texts: Path, pinned: set[int], threads: int) -> float:
    """Seconds that the bare encoder needs for the same sentences, in a process of its own."""
    command = [sys.executable, str(Path(__file__).parent / "encoder.py"), str(texts), str(threads)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, preexec_fn=lambda: _pin(pinned))
    return float(done.stdout)


def _pin(cores: set[int]) -> None:
    os.sched_setaffinity(0, cores)


if __name__ == "__main__":
    main()
