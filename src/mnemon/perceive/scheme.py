"""The labels and features that the shipped model was trained with: shared by reading and by training."""

from __future__ import annotations

from mnemon.model.marks import KINDS, NAME_TYPES, ROLES


def bio(names: tuple[str, ...]) -> tuple[str, ...]:
    """The tags of a BIO scheme: "O", then "B-x" and "I-x" for each name, in order."""
    return ("O", *(f"{edge}-{name}" for name in names for edge in "BI"))


ANCHORS = ("anchor",)
"""One anchor for each of several frames that share a trigger: its count, or who was harmed where it has none."""

TAGS = {"trigger": bio(KINDS), "name": bio(NAME_TYPES), "role": bio(ROLES), "anchor": bio(ANCHORS)}
"""Token heads, in the order in which the network emits them."""

CHOICES = {
    "status": ("fact", "possible", "denied", "future", "negated"),
    "scope": ("event", "total"),
    "one": ("no", "yes"),
    "part": ("no", "yes"),
}
"""Frame heads: read once for each marked trigger."""

CASES = ("none", "lower", "title", "upper", "mixed", "digit")
"""The casing feature, which the uncased vocabulary lacks."""

MARK_NONE, MARK_TRIGGER, MARK_ANCHOR = 0, 1, 2
"""Token types: plain, part of the trigger in question, part of the anchor in question."""

MAX_PIECES = 192
"""Longest window, in word pieces with its two special ones; longer sentences are read in windows."""


def case_of(word: str) -> int:
    """Index in CASES of a word as it was printed."""
    if any(c.isdigit() for c in word):
        return CASES.index("digit")
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return CASES.index("none")
    if all(c.islower() for c in letters):
        return CASES.index("lower")
    if all(c.isupper() for c in letters):
        return CASES.index("upper")
    return CASES.index("title" if letters[0].isupper() and all(c.islower() for c in letters[1:]) else "mixed")
