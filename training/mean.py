"""The mean of several runs' weights: `python -m training.mean --out FOLDER RUN...`, RUN a folder of training.train."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor


def main() -> None:
    """Write the mean weights, and the runs' logs one after another."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", type=Path, nargs="+", help="folders with weights.pt and log.json")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(mean([torch.load(run / "weights.pt") for run in args.runs]), args.out / "weights.pt")
    logs = [json.loads((run / "log.json").read_text(encoding="utf-8")) for run in args.runs]
    (args.out / "log.json").write_text(json.dumps([row for log in logs for row in log], indent=1), encoding="utf-8")


def mean(weights: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """Each weight's mean over the runs; what is no number to be averaged (a table of positions) is the first run's."""
    first = weights[0]
    return {
        name: torch.stack([w[name] for w in weights]).mean(0) if value.is_floating_point() else value
        for name, value in first.items()
    }


if __name__ == "__main__":
    main()
