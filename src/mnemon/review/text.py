"""A report's text as pieces that a page can mark, each with the code points that it stands for; nothing is trusted."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mnemon.model.claims import Claim
from mnemon.model.text import Span

WINDOW = 30_000
"""Code points of text on one page: a whole long report, and a slice of what is no report at all."""

ORDER = ("trigger", "count", "who", "by", "by2", "means", "where", "when", "said_when", "source", "cue")
"""Of several parts on the same words, the first gives the colour."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a text that are a part of a claim."""

    span: Span
    part: str
    claim_id: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: `kind` is plain, control (a character that shows nothing or turns text around) or withheld.

    `end`: where a name that is withheld ends; 0 for all else, whose text says how long it is.
    """

    start: int
    text: str
    kind: str
    part: str
    claims: str
    end: int = 0


def marks_of(claims: Iterable[Claim]) -> list[Mark]:
    """Every part of some claims where it stands."""
    return [Mark(s, part, c.id) for c in claims for part, spans in c.spans.items() for s in spans]


def pieces(text: str, within: Span, marks: Sequence[Mark], withheld: Sequence[Span] = ()) -> list[Piece]:
    """The text of `within`, cut wherever a mark, a withheld name or a control character begins or ends."""
    inside = [m for m in marks if m.span.overlaps(within)]
    names = [n for n in withheld if n.overlaps(within)]
    cuts = {within.start_char, within.end_char}
    for span in (*(m.span for m in inside), *names):
        cuts |= {max(span.start_char, within.start_char), min(span.end_char, within.end_char)}
    controls = {i for i in range(within.start_char, within.end_char) if is_control(text[i])}
    cuts |= controls | {i + 1 for i in controls}
    ordered = sorted(cuts)
    stretches = (Span(a, b) for a, b in pairwise(ordered))
    return list(_cut(text, stretches, sorted(inside, key=lambda m: m.span), names))


def _cut(text: str, stretches: Iterable[Span], marks: Sequence[Mark], names: Sequence[Span]) -> Iterator[Piece]:
    """Marks in the order of their beginnings; those that have ended are dropped on the way."""
    waiting, at, open_ones, shown = list(marks), 0, list[Mark](), set[Span]()
    for stretch in stretches:
        while at < len(waiting) and waiting[at].span.start_char <= stretch.start_char:
            open_ones.append(waiting[at])
            at += 1
        open_ones = [m for m in open_ones if m.span.end_char > stretch.start_char]
        part = min((m.part for m in open_ones), key=_rank, default="")
        claims = " ".join(dict.fromkeys(m.claim_id for m in open_ones))
        name = next((n for n in names if n.overlaps(stretch)), None)
        if name is None:
            kind, words = _shown(text, stretch)
            yield Piece(stretch.start_char, words, kind, part, claims)
        elif name not in shown:
            shown.add(name)
            yield Piece(stretch.start_char, "", "withheld", part, claims, max(name.end_char, stretch.end_char))


def _rank(part: str) -> int:
    return ORDER.index(part) if part in ORDER else len(ORDER)


def _shown(text: str, stretch: Span) -> tuple[str, str]:
    words = stretch.of(text)
    if len(words) == 1 and is_control(words):
        return "control", f"U+{ord(words):04X}"
    return "plain", words


def is_control(character: str) -> bool:
    """Whether a character shows nothing, or turns the text around: it is then shown by its number."""
    return character not in "\n\t\r" and unicodedata.category(character) in {"Cc", "Cf", "Co", "Cn"}


def window(text: str, at: int) -> Span:
    """The stretch of text around a place that one page shows; it ends at a space where there is one near."""
    start = max(0, min(at, len(text) - 1)) // WINDOW * WINDOW
    start, end = _near_space(text, start), _near_space(text, min(len(text), start + WINDOW))
    return Span(start, end)


def _near_space(text: str, at: int) -> int:
    if at in {0, len(text)}:
        return at
    found = text.rfind(" ", max(0, at - 200), at)
    return found + 1 if found >= 0 else at
