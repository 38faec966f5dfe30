"""The shipped network behind one call: windows with marks in, logits out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from mnemon.errors import ModelError
from mnemon.perceive.asides import PLAIN, read_past
from mnemon.perceive.decode import Floats
from mnemon.perceive.words import Pieces, encode

DIGESTS = {"digest": "model.onnx", "tokenizer_digest": "tokenizer.json"}
"""Keys of the card and the files whose sha256 they give; a card may leave out the second."""

EXACT = ("session.x64quantprecision", "1")
"""Sums of int8 products are exact on every processor; without it those without VNNI cut them off at 16 bits (0105)."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One window to be read, with the type of each of its pieces (MARK_*)."""

    pieces: Pieces
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """`tags`: [pieces, all tags]; `choices`: [all options]."""

    tags: Floats
    choices: Floats


class Encoder:
    """The network and its tokenizer, opened from a folder with model.onnx, tokenizer.json and card.json."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.card = _card(folder)
        self.digest = str(self.card["digest"])
        self._tokenizer = _tokenizer(folder / "tokenizer.json")
        self._session = _session(folder / "model.onnx")
        self._plain = self._tokenizer.token_to_id(PLAIN)
        self.workers = max(1, threads)

    def windows(self, texts: Sequence[str]) -> list[list[Pieces]]:
        """The windows of each text, in order; what is beside the harm that it tells is read past."""
        found = encode(self._tokenizer, texts)
        return [read_past(text, windows, self._plain) for text, windows in zip(texts, found, strict=True)]

    def ask(self, asks: Sequence[Ask]) -> list[Answer]:
        """An answer for each window, in the order given.

        Asks about one and the same window that stand together are run together, and nothing else is: int8 activations
        are scaled over all that is run at once, so a sentence would be read a little differently in other company.
        """
        return [answer for _, same in groupby(asks, key=lambda ask: id(ask.pieces)) for answer in self._run(list(same))]

    def _run(self, asks: Sequence[Ask]) -> list[Answer]:
        pieces, many = asks[0].pieces, len(asks)
        rows = {"ids": pieces.ids, "mask": (1,) * len(pieces.ids), "cases": pieces.cases}
        inputs = {name: np.array([row] * many, dtype=np.int64) for name, row in rows.items()}
        inputs["marks"] = np.array([ask.marks for ask in asks], dtype=np.int64)
        tags, choices = self._session.run(["tags", "choices"], inputs)
        return [Answer(tags[i], choices[i]) for i in range(many)]


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry(*EXACT)
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _tokenizer(path: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _card(folder: Path) -> dict[str, object]:
    """The card, once each file that it gives a digest of has been found to be that file."""
    try:
        card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        digests = {key: sha256((folder / name).read_bytes()).hexdigest() for key, name in DIGESTS.items()}
    except OSError as error:
        raise ModelError(f"a file of the model is missing: {error.filename}", do="install mnemon again") from error
    except ValueError as error:
        raise ModelError("card.json is broken", where=str(folder), do="install mnemon again") from error
    if not isinstance(card, dict) or "digest" not in card:
        raise ModelError("card.json gives no digest", where=str(folder), do="install mnemon again")
    for key, name in DIGESTS.items():
        if card.get(key, digests[key]) != digests[key]:
            raise ModelError(f"{name} is not the file that its card describes", where=str(folder), do="install again")
    return card
