"""A number that stands right before the people harmed is their count, though it was not marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mnemon.model.marks import HARMS, Frame
from mnemon.model.text import Span

WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
BOUNDS = (
    "more than|over|at least|at most|about|around|nearly|almost|some|up to|approximately|as many as|no fewer than"
    "|fewer than|less than"
)
NUMBER = re.compile(
    rf"(?<![\w.,-])(?P<count>(?:(?P<bound>{BOUNDS})\s+)?(?P<figure>\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{WORDS}))\s+$",
    re.IGNORECASE,
)
BOUND = re.compile(BOUNDS, re.IGNORECASE)
"""A bound without its number, where the number was not marked with it."""

YEARS = range(1800, 2100)
REACH = 40
"""How many characters before the people a number and its bound may begin."""


def with_counts(text: str, frames: Sequence[Frame]) -> list[Frame]:
    """Frames of one text; those without a count have the number before their `who`, if no other frame has it."""
    taken = {span for frame in frames for span in frame.role("count")}
    return [_counted(text, frame, taken) for frame in frames]


def _counted(text: str, frame: Frame, taken: set[Span]) -> Frame:
    who = frame.role("who")
    if frame.kind not in HARMS or len(who) != 1 or any(not BOUND.fullmatch(s.of(text)) for s in frame.role("count")):
        return frame
    start = max(0, who[0].start_char - REACH)
    found = NUMBER.search(text[start : who[0].start_char])
    if found is None or _is_year(found):
        return frame
    span = Span(*found.span("count")).shifted(start)
    if any(span.overlaps(other) for other in taken.difference(frame.role("count"))):
        return frame
    return replace(frame, roles={**frame.roles, "count": (span,)}, one=False)


def _is_year(found: re.Match[str]) -> bool:
    figure = found["figure"]
    return found["bound"] is None and figure.isdigit() and int(figure) in YEARS
