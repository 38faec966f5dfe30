"""The weights of a shipped graph, opened again: `python -m training.opened --base FOLDER --model FOLDER --out FOLDER`.

What ships are int8 numbers and their scales (training/export.py). Multiplied out they are weights to go on learning
from: the network scores as the graph does, but for the rounding of what flows between its layers.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import NodeProto, numpy_helper
from torch import Tensor

from training.network import Network

LAYER = "encoder.encoder.layer."
PARTS = ("attention.output.dense", "intermediate.dense", "output.dense")
"""A layer's products in the order in which they are made, but for those of attention, which are fused."""

HEADS = ("tags.weight", "choices.weight")


def main() -> None:
    """Write weights.pt, as a run of training.train does, and a log without an epoch."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True, help="folder with the base weights and tokenizer.json")
    parser.add_argument("--model", type=Path, required=True, help="folder with model.onnx")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(weights(args.base, args.model / "model.onnx"), args.out / "weights.pt")
    (args.out / "log.json").write_text("[]", encoding="utf-8")


def weights(base: Path, path: Path) -> dict[str, Tensor]:
    """Every weight of the network as the graph at `path` has it; stops if the graph lacks one."""
    graph = onnx.load(path).graph
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    found = {name: value for name, value in stored.items() if value.dtype == np.float32}
    found |= {name.removesuffix("_quantized"): _whole(stored, name) for name in stored if name.endswith("_quantized")}
    network = Network(base)
    state = network.state_dict()
    named = dict(_named(found, list(graph.node), {tuple(state[head].shape): head for head in HEADS}))
    lacking = [name for name, value in state.items() if value.is_floating_point() and name not in named]
    if lacking:
        raise SystemExit(f"{path} has no {', '.join(lacking)}: it is no graph that training.export made")
    state |= {name: torch.from_numpy(np.array(named[name])) for name in state if name in named}
    network.load_state_dict(state)
    return network.state_dict()


def _whole(stored: Mapping[str, np.ndarray], name: str) -> np.ndarray:
    """Numbers and scales multiplied out; a scale per column where there are several."""
    bare = name.removesuffix("_quantized")
    zero = stored[f"{bare}_zero_point"].astype(np.float32)
    return (stored[name].astype(np.float32) - zero) * stored[f"{bare}_scale"]


def _named(
    found: Mapping[str, np.ndarray], nodes: list[NodeProto], heads: Mapping[tuple[int, ...], str]
) -> Iterator[tuple[str, np.ndarray]]:
    """The weights by the network's names: a product's are turned round, and known by where it stands in the graph.

    `heads`: the names of the heads' weights by shape.
    """
    for name, value in found.items():
        if not name.startswith(("onnx::", "Attention_", "/")):
            yield name, value
    layers = sum(name.startswith("Attention_") and name.endswith("_qkv_weight") for name in found)
    products = [n.input[1].removesuffix("_quantized") for n in nodes if n.op_type in ("MatMulInteger", "MatMul")]
    turned = [found[name].T for name in products if name in found]
    for at, value in enumerate(turned[: len(PARTS) * layers]):
        yield f"{LAYER}{at // len(PARTS)}.{PARTS[at % len(PARTS)]}.weight", value
    for value in turned[len(PARTS) * layers :]:
        yield heads[value.shape], value
    for layer in range(layers):
        stacked = np.split(found[f"Attention_{layer}_qkv_weight"], 3, axis=1)
        biases = np.split(found[f"Attention_{layer}_qkv_bias"], 3)
        for part, weight, bias in zip(("query", "key", "value"), stacked, biases, strict=True):
            yield f"{LAYER}{layer}.attention.self.{part}.weight", weight.T
            yield f"{LAYER}{layer}.attention.self.{part}.bias", bias


if __name__ == "__main__":
    main()
