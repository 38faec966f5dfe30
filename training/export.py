"""Weights -> int8 ONNX: `python -m training.export --base FOLDER --run FOLDER --out FOLDER`."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions

from training.network import Network

INPUTS = ("ids", "mask", "marks", "cases")
OUTPUTS = ("tags", "choices")


def main() -> None:
    """Export, fuse, quantise; the tokenizer goes beside it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True, help="folder with weights.pt")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    full, fused = args.run / "full.onnx", args.run / "fused.onnx"
    network = Network(args.base)
    network.load_state_dict(torch.load(args.run / "weights.pt"))
    export(network, full)
    fuse(full, fused)
    quantise(fused, args.out / "model.onnx")
    shutil.copy(args.base / "tokenizer.json", args.out / "tokenizer.json")
    print((args.out / "model.onnx").stat().st_size / 1e6, "MB")


def export(network: Network, path: Path) -> None:
    """The network as a float32 graph with free batch and length."""
    network.eval()
    sample = tuple(torch.ones((2, 8), dtype=torch.long) for _ in INPUTS)
    axes = {name: {0: "batch", 1: "pieces"} for name in (*INPUTS, "tags")} | {"choices": {0: "batch"}}
    torch.onnx.export(
        network, sample, str(path), input_names=list(INPUTS), output_names=list(OUTPUTS),
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def fuse(source: Path, target: Path) -> None:
    """Attention, GELU and layer norms as single operators, as the CPU runtime has them."""
    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False
    model = optimizer.optimize_model(str(source), "bert", num_heads=12, hidden_size=384, optimization_options=options)
    model.save_model_to_file(str(target))


def quantise(source: Path, target: Path) -> None:
    """Weights to int8, a scale per channel; activations are scaled as they come."""
    products = [n for n in onnx.load(source).graph.node if n.op_type in ("MatMul", "Gemm")]
    heads = [n.name for n in products if "/encoder/" not in n.name]
    quantize_dynamic(
        source, target, weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=heads,
        op_types_to_quantize=["MatMul", "Attention", "Gather", "Gemm"],
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip


if __name__ == "__main__":
    main()
