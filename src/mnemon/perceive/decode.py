"""From the network's logits to spans of words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnemon.model.text import Span
from mnemon.perceive.scheme import CHOICES, TAGS
from mnemon.perceive.words import Pieces

Floats = NDArray[np.float32]
"""Logits or probabilities; shapes are said where they are used."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """Words that carry one label; `score` is the mean probability of their tags."""

    span: Span
    name: str
    score: float


def tagged(logits: Floats, pieces: Pieces, head: str) -> tuple[Tagged, ...]:
    """The labelled spans of one token head. `logits`: [pieces, all tags]."""
    names, at = TAGS[head], _offset(head)
    words = logits[list(pieces.heads), at : at + len(names)]
    if words.size == 0:
        return ()
    best = words.argmax(axis=1)
    if not best.any():
        return ()
    chances = probabilities(words)
    return tuple(_spans(best, chances, pieces, names))


def _spans(best: NDArray[np.intp], chances: Floats, pieces: Pieces, names: tuple[str, ...]) -> Iterator[Tagged]:
    """Runs of one label: "B-x" opens a span, "I-x" goes on with an open x and opens one where there is none."""
    start = 0
    while start < len(best):
        name = names[best[start]][2:]
        end = start + 1
        if name:
            inside = names.index(f"I-{name}")
            while end < len(best) and best[end] == inside:
                end += 1
            score = float(np.mean(chances[range(start, end), best[start:end]]))
            yield Tagged(Span(pieces.words[start].start_char, pieces.words[end - 1].end_char), name, score)
        start = end


def chosen(logits: Floats, head: str) -> tuple[str, float]:
    """The option of one frame head, and its probability. `logits`: [all options]."""
    at = 0
    for name, options in CHOICES.items():
        if name == head:
            chances = probabilities(logits[at : at + len(options)])
            return options[int(chances.argmax())], float(chances.max())
        at += len(options)
    raise KeyError(head)


def probabilities(logits: Floats) -> Floats:
    """Softmax over the last axis."""
    lifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(lifted / lifted.sum(axis=-1, keepdims=True), dtype=np.float32)


def _offset(head: str) -> int:
    before = list(TAGS)[: list(TAGS).index(head)]
    return sum(len(TAGS[name]) for name in before)
