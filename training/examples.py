"""Sentences -> what one step of training sees: pieces, marks, and the targets of every head."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mnemon.model.marks import KINDS
from mnemon.model.text import Span
from mnemon.perceive.scheme import CHOICES, MARK_ANCHOR, MARK_TRIGGER, TAGS
from mnemon.perceive.words import Pieces
from training.corpus import LabelledFrame, Sentence

IGNORE = -100


@dataclass
class Example:
    """One window with its marks. `tags[head][piece]` and `choices[head]` are IGNORE where not labelled."""

    ids: tuple[int, ...]
    cases: tuple[int, ...]
    marks: list[int]
    tags: dict[str, list[int]] = field(default_factory=dict)
    choices: dict[str, int] = field(default_factory=dict)
    loose: tuple[int, ...] = ()
    """Name tags that an "O" may hide, since the corpus does not label their types."""


def tag(pieces: Pieces, head: str, spans: Sequence[tuple[Span, str]]) -> list[int]:
    """BIO targets on the first piece of each word; where spans overlap, the first given wins."""
    labels = [IGNORE] * len(pieces.ids)
    for at in pieces.heads:
        labels[at] = 0
    for span, name in spans:
        covered = [pieces.heads[i] for i in pieces.touched(span)]
        if covered and all(labels[at] == 0 for at in covered):
            index = TAGS[head].index(f"B-{name}")
            labels[covered[0]] = index
            for at in covered[1:]:
                labels[at] = index + 1
    return labels


def first_pass(sentence: Sentence, pieces: Pieces) -> Example:
    """What the unmarked sentence teaches: triggers and names."""
    example = Example(pieces.ids, pieces.cases, [0] * len(pieces.ids))
    if sentence.frames is not None:
        longest = sorted(sentence.frames, key=lambda f: KINDS.index(f.kind))
        example.tags["trigger"] = tag(pieces, "trigger", [(f.trigger, f.kind) for f in longest])
    if sentence.names is not None:
        example.tags["name"] = tag(pieces, "name", sentence.names)
        unlabelled = [t for t in ("place", "demonym", "organisation", "person", "time") if t not in sentence.name_types]
        example.loose = tuple(i for i, t in enumerate(TAGS["name"]) if t[2:] in unlabelled)
    return example


def second_pass(sentence: Sentence, pieces: Pieces, rng: random.Random) -> Iterator[Example]:
    """What each trigger teaches: its roles and, where several frames share it, each frame's own by its anchor."""
    groups: dict[tuple[Span, str], list[tuple[int, LabelledFrame]]] = {}
    frames = sentence.frames or ()
    for i, frame in enumerate(frames):
        groups.setdefault((frame.trigger, frame.kind), []).append((i, frame))
    for (trigger, _), members in groups.items():
        if not pieces.covered(trigger):
            continue
        yield _together(pieces, trigger, [f for _, f in members])
        for _, frame in members:
            if frame.anchor is not None and (len(members) > 1 or rng.random() < 0.15):
                yield _alone(pieces, frame)


def _together(pieces: Pieces, trigger: Span, frames: Sequence[LabelledFrame]) -> Example:
    marks = [0] * len(pieces.ids)
    _mark(marks, pieces.covered(trigger), MARK_TRIGGER)
    example = Example(pieces.ids, pieces.cases, marks)
    spans = [(s, role) for f in frames for role, spans in f.roles.items() for s in spans]
    example.tags["role"] = tag(pieces, "role", spans)
    anchors = [f.anchor for f in frames if f.anchor is not None] if len(frames) > 1 else []
    example.tags["anchor"] = tag(pieces, "anchor", [(a, "anchor") for a in anchors])
    first = frames[0]
    example.choices = {
        "status": CHOICES["status"].index(first.status),
        "scope": CHOICES["scope"].index(first.scope),
        "one": int(first.one),
    }
    if len(frames) == 1:
        example.choices["part"] = int(first.part_of is not None)
    return example


def _alone(pieces: Pieces, frame: LabelledFrame) -> Example:
    assert frame.anchor is not None
    example = _together(pieces, frame.trigger, [frame])
    del example.tags["anchor"]
    _mark(example.marks, pieces.covered(frame.anchor), MARK_ANCHOR)
    example.choices["part"] = int(frame.part_of is not None)
    return example


def _mark(marks: list[int], covered: range, mark: int) -> None:
    for at in covered:
        marks[at] = mark
