"""What a run has learnt by the end of an epoch, kept beside its weights, so that a run cut off can go on from there."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from training.corpus import Sentence
from training.network import Network


def fingerprint(recipe: dict, order: int, corpus: list[Sentence], network: Network) -> str:
    """Equal for two runs that go on from the same weights and learn the same sentences in the same order."""
    told = json.dumps([recipe, order, [[s.id, s.text, len(s.frames or ())] for s in corpus]], sort_keys=True)
    digest = hashlib.sha256(told.encode())
    for weights in network.state_dict().values():
        digest.update(weights.numpy().tobytes())
    return digest.hexdigest()


def keep(path: Path, run: str, parts: Mapping[str, Any], rng: random.Random, log: list[dict]) -> None:
    """Write the state of all parts, at once or not at all. `run`: its fingerprint; `parts`: what has a state_dict."""
    state = {name: part.state_dict() for name, part in parts.items()}
    kept = {"run": run, "log": log, "python": rng.getstate(), "torch": torch.get_rng_state(), "state": state}
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".half")
    torch.save(kept, half)
    half.replace(path)


def resume(path: Path, run: str, parts: Mapping[str, Any], rng: random.Random) -> list[dict]:
    """Bring all parts to where the run stopped; the rows of its finished epochs, none where nothing is kept."""
    if not path.exists():
        return []
    kept = torch.load(path, weights_only=False)
    if kept["run"] != run:
        raise SystemExit(f"{path} is of another recipe, order or corpus: remove it to begin anew")
    for name, part in parts.items():
        part.load_state_dict(kept["state"][name])
    rng.setstate(kept["python"])
    torch.set_rng_state(kept["torch"])
    return kept["log"]
