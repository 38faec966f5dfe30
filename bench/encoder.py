"""`python bench/encoder.py TEXTS THREADS`: seconds of one pass of the bare encoder over all sentences of TEXTS."""

from __future__ import annotations

import gzip
import json
import sys
import time
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from mnemon.perceive.encoder import EXACT
from mnemon.perceive.reader import MODEL
from mnemon.perceive.sentences import sentences
from mnemon.perceive.words import Pieces, encode

BATCH = 16
TOGETHER = 384
"""Sentences tokenised and sorted together."""


def main() -> None:
    """Split outside the clock; tokenise and encode inside it."""
    with gzip.open(Path(sys.argv[1]), "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    split = [span.of(text) for text in texts for span in sentences(text)]
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    session = _session(int(sys.argv[2]))
    start = time.perf_counter()
    for at in range(0, len(split), TOGETHER):
        windows = [window for found in encode(tokenizer, split[at : at + TOGETHER]) for window in found]
        windows.sort(key=lambda pieces: len(pieces.ids))
        for first in range(0, len(windows), BATCH):
            session.run(None, _feeds(windows[first : first + BATCH]))
    print(time.perf_counter() - start)


def _session(threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry(*EXACT)  # the same sums as the reader's: what it adds is measured, not how it adds
    return onnxruntime.InferenceSession(str(MODEL / "model.onnx"), options, providers=["CPUExecutionProvider"])


def _feeds(batch: list[Pieces]) -> dict[str, np.ndarray]:
    shape = (len(batch), max(len(pieces.ids) for pieces in batch))
    feeds = {name: np.zeros(shape, dtype=np.int64) for name in ("ids", "mask", "marks", "cases")}
    for row, pieces in enumerate(batch):
        size = len(pieces.ids)
        feeds["ids"][row, :size], feeds["mask"][row, :size], feeds["cases"][row, :size] = pieces.ids, 1, pieces.cases
    return feeds


if __name__ == "__main__":
    main()
