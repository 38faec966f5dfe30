"""Which words of a frame tell where? Its where spans as the report's place names stand, with the words that point."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mnemon.model.marks import HARMS, Frame, Name
from mnemon.model.text import Span
from mnemon.normalise.folding import folded
from mnemon.normalise.place_words import LEAD_NEAR, kind_behind, wording

FROM_ONE = re.compile(r"\bbetween (?:the )?(?:[A-Z][\w'’-]*[ -]?){1,4} and (?:the )?$|\bbetween (?:the )?$")
"""The words before the second, or the first, of two places between which a deed was done."""

COMMON = re.compile(r"(?:The|An?|This|That|Its|Their|His|Her|Our) [^\WA-ZÀ-Þ\d_][^A-ZÀ-Þ\d]*")
"""An article with a capital before words in small letters: no name."""

REACH = 80
"""So many characters before a name are looked at for words that point about it."""

WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SHORT = re.compile(r"[A-Z][a-z]?[A-Z]{1,4}(?:['’]?s)?")
"""What a body or a thing is called in short ("INGO", "PoC", "IDPs"); lands so called are among the report's names."""

ONE_OF_MANY = re.compile(r"an? ", re.IGNORECASE)
"""What stands before a thing of which there are many."""

AT = re.compile(r"\b(?:at|in|near|outside|around) (?:the )?$", re.IGNORECASE)
"""What stands before the name of the place where somebody or something is."""

ALIKE = re.compile(r",? (?:and|&|as well as) (?:in |at |near )?(?:the )?")
"""What stands between two places that are told side by side."""


def where_phrases(text: str, frame: Frame, names: Sequence[Name]) -> tuple[str, ...]:
    """The phrases that tell where, in text order: "near Loikaw", "Kulgam district", "Nondin and Soro".

    `names` are the place names of the text. A span is widened to the names that it touches and to the words that
    point about them; two that are told side by side are one phrase. Of an act, a place that it was done to tells
    where too ("shelled Kupiansk").
    """
    said = [span for span in frame.role("where") if _may_name(text, span, names)]
    stated = (*said, *_done_to(text, frame, names)) or tuple(_inside_target(text, frame, names))
    spans = sorted({_pointed(text, _named(text, _whole(span, names))) for span in stated})
    return tuple(_uncapped(span.of(text)) for span in _joined(text, spans))


def _may_name(text: str, span: Span, names: Sequence[Name]) -> bool:
    """Whether where words may hold a place's name: "the INGO office", "a Temple service", "the PoC site" hold none."""
    words = span.of(text)
    if any(name.span.overlaps(span) for name in names):
        return True
    capitals = [word for word in WORDS.findall(words) if any(letter.isupper() for letter in word)]
    short = bool(capitals) and all(SHORT.fullmatch(word) for word in capitals)
    return not short and ONE_OF_MANY.match(words) is None


def _uncapped(words: str) -> str:
    """The words without the capital of their article where that only opens a sentence ("The town")."""
    return words[0].lower() + words[1:] if COMMON.fullmatch(words) else words


def _done_to(text: str, frame: Frame, names: Sequence[Name]) -> Iterator[Span]:
    """Of an act that harms nobody by itself, the target that is a place."""
    for span in frame.role("who") if frame.kind not in HARMS else ():
        inside = [name for name in names if name.span.overlaps(span)]
        said = folded(wording(span.of(text)).name)
        if any(said == folded(wording(name.span.of(text)).name) for name in inside):
            yield span


def _inside_target(text: str, frame: Frame, names: Sequence[Name]) -> Iterator[Span]:
    """The places told within the words for those harmed or hit ("the plant at Abqaiq", "a guard in Bara")."""
    for span in frame.role("who"):
        for name in names:
            within = span.start_char < name.span.start_char and name.span.end_char <= span.end_char
            if within and AT.search(text, span.start_char, name.span.start_char) is not None:
                yield name.span


def _whole(span: Span, names: Sequence[Name]) -> Span:
    """The span with all of every name that it touches."""
    touched = [span, *(name.span for name in names if name.span.overlaps(span))]
    return Span(min(s.start_char for s in touched), max(s.end_char for s in touched))


def _named(text: str, span: Span) -> Span:
    """The span with the word for its kind behind it ("Kharkiv" of "Kharkiv region")."""
    return Span(span.start_char, span.end_char + len(kind_behind(text, span))) if span.of(text)[:1].isupper() else span


def _pointed(text: str, span: Span) -> Span:
    """The span with the words before it that point about it."""
    start = max(0, span.start_char - REACH)
    before = text[start : span.start_char]
    lead = FROM_ONE.search(before) or LEAD_NEAR.search(before)
    return Span(start + lead.start(), span.end_char) if lead and span.of(text)[:1].isupper() else span


def _joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """Spans that overlap or are told side by side, as one."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last is not None and (span.start_char < last.end_char or _alike(text, last, span)):
            joined[-1] = Span(last.start_char, max(last.end_char, span.end_char))
        else:
            joined.append(span)
    return joined


def _alike(text: str, one: Span, other: Span) -> bool:
    named = all(re.search(r"[^\W\d_a-z]", span.of(text)) for span in (one, other))
    return named and ALIKE.fullmatch(text, one.end_char, other.start_char) is not None
