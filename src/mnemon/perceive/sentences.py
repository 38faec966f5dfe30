"""Where sentences begin and end. nupunkt judges full stops; line breaks are judged here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nupunkt import sent_spans

from mnemon.model.text import Span

LINES = re.compile(r"[^\n]+")
BULLETS = re.compile(r"\s*[-–•▪◦‣●*]\s")
"""What opens an item of a list."""
WRAPPED = 45
"""A line shorter than this that ends in no stop is a headline or list item, not one that was wrapped."""
DATELINE = re.compile(
    r"(?=\S*[A-ZÀ-Þ]{3})[A-ZÀ-Þ][A-ZÀ-Þ'’./ -]+(?:, [\w .]{2,30}){0,2}(?: \([^()]{2,40}\))? (?:—|–|--|-) (?=\S)"
)
"""A town in capitals, perhaps its country, the day and an agency's name in brackets, and a dash."""

MISSED = re.compile(
    r"\b[a-z]{3,}[.!?]\s+(?=(?:The|An?|He|She|They|It|We|I|His|Her|Their|Its|This|That|These|Those|There|Both|No|None|Some"
    r"|Several|Another|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|At|In|On|But)\s)"
)
"""Where a sentence ends all the same: before "Both" or "His" nupunkt takes "leg." for an abbreviation."""

LONGEST = 20_000
"""Longer stretches are cut here before the splitter sees them, at white space where there is some."""


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text, in order, without the white space around them."""
    return tuple(s for block in _blocks(text) for s in _split(text, block))


def _blocks(text: str) -> Iterator[Span]:
    """Stretches that no sentence crosses: paragraphs, headlines, list items; wrapped lines stay together."""
    start = end = -1
    for line in LINES.finditer(text):
        if not line.group().strip():
            continue
        if start >= 0 and _continues(text, end, line.start(), start):
            end = line.end()
            continue
        if start >= 0:
            yield from _cut(text, start, end)
        start, end = line.span()
    if start >= 0:
        yield from _cut(text, start, end)


def _continues(text: str, end: int, start: int, block: int) -> bool:
    """Whether the line at `start` goes on with the one that ends at `end`.

    A line that had room for the next line's first word was not wrapped: it is a headline over a paragraph.
    """
    if text.count("\n", end, start) > 1 or BULLETS.match(text, start):
        return False
    before = text[max(block, text.rfind("\n", block, end) + 1) : end].rstrip()
    if not before or before[-1] in '.!?:;"”’…':
        return False
    line = _line(text, start)
    full = len(before) + 1 + len(line.split(maxsplit=1)[0]) > len(line)
    return line[0].islower() or (len(before) >= WRAPPED and full)


def _line(text: str, start: int) -> str:
    """The line at `start`, without the white space around it."""
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)].strip()


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > LONGEST:
        at = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        at = at if at > start else start + LONGEST
        yield Span(start, at)
        start = at
    yield Span(start, end)


def _split(text: str, block: Span) -> Iterator[Span]:
    words = block.of(text)
    for start, end in _parted(words):
        piece = words[start:end]
        bare = piece.strip()
        if bare:
            lead = len(piece) - len(piece.lstrip())
            at = block.start_char + start + lead
            yield from _without_dateline(bare, at)


def _parted(words: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a stretch begin and end."""
    for start, end in sent_spans(words):
        ends = [*(missed.end() for missed in MISSED.finditer(words, start, end)), end]
        yield from zip([start, *ends[:-1]], ends, strict=True)


def _without_dateline(sentence: str, at: int) -> Iterator[Span]:
    """A dateline tells where a report was filed: it stands alone, and no place of what happened."""
    dateline = DATELINE.match(sentence)
    if dateline is None:
        yield Span(at, at + len(sentence))
        return
    yield Span(at, at + len(dateline[0].rstrip()))
    yield Span(at + dateline.end(), at + len(sentence))
