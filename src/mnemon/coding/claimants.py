"""Who takes responsibility says so: "Al-Shabab claimed responsibility for the blast" has its speaker in who did it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from mnemon.model.marks import Frame, Marks
from mnemon.model.text import Span

RELATIVE = re.compile(r"\b(?:that|which|who)\s+(?:has |have |had |also |later |since )*$", re.IGNORECASE)
"""What stands before the words where they only tell which group is meant ("the group that claimed ...")."""


def with_claimants(text: str, marks: Marks, words: tuple[str, ...]) -> Marks:
    """The marks, with the doer as speaker of what it takes responsibility for, where no other speaker is told."""
    said = _pattern(words)
    found = {n: m for n, s in enumerate(marks.sentences) if (m := said.search(text, s.start_char, s.end_char))}
    if not found:
        return marks
    return replace(marks, frames=tuple(_claimed(text, f, found.get(f.sentence)) for f in marks.frames))


@lru_cache(maxsize=8)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    verbs = "|".join(map(re.escape, words))
    return re.compile(rf"\b(?:{verbs})(?: (?:full|sole|joint))? responsibility\b", re.IGNORECASE)


def _claimed(text: str, frame: Frame, words: re.Match[str] | None) -> Frame:
    """The frame with its speaker, where its doer stands before the words and its act after them."""
    if words is None or frame.role("source") or frame.trigger.start_char < words.end():
        return frame
    doers = [by for by in frame.role("by") if by.end_char <= words.start()]
    if not doers or RELATIVE.search(text, doers[0].end_char, words.start()):
        return frame
    cue = Span(words.start(), words.end())
    return replace(frame, roles=frame.roles | {"source": (doers[0],), "cue": (cue,)})
