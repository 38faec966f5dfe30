"""From a sentence to what the network takes in: word pieces, their casing, and where each word stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tokenizers import Encoding, Tokenizer

from mnemon.model.text import Span
from mnemon.perceive.scheme import CASES, MAX_PIECES, case_of


@dataclass(frozen=True, slots=True)
class Pieces:
    """One window of text. `words[i]` starts at piece `heads[i]`; spans count from the start of the text given."""

    ids: tuple[int, ...]
    cases: tuple[int, ...]
    words: tuple[Span, ...]
    heads: tuple[int, ...]

    def touched(self, span: Span) -> range:
        """Indices of the words that touch `span`; empty where none does."""
        found = [i for i, word in enumerate(self.words) if word.overlaps(span)]
        return range(found[0], found[-1] + 1) if found else range(0)

    def covered(self, span: Span) -> range:
        """Indices of the pieces of all words that touch `span`; empty where none does."""
        words = self.touched(span)
        if not words:
            return range(0)
        end = self.heads[words.stop] if words.stop < len(self.heads) else len(self.ids) - 1
        return range(self.heads[words.start], end)


def encode(tokenizer: Tokenizer, texts: Sequence[str]) -> list[list[Pieces]]:
    """The windows of each text, one for most; each has at most MAX_PIECES pieces. Offsets are Unicode code points."""
    encodings = tokenizer.encode_batch(list(texts))
    return [list(_windows(text, encoding)) for text, encoding in zip(texts, encodings, strict=True)]


def _windows(text: str, encoding: Encoding) -> Iterator[Pieces]:
    word_ids, end = encoding.word_ids, len(encoding.ids) - 1
    heads = [i for i in range(1, end) if word_ids[i] != word_ids[i - 1]]
    room = MAX_PIECES - 2
    while heads:
        limit = heads[0] + room
        inside = [h for h in heads if h < limit]
        stop = heads[len(inside)] if len(inside) < len(heads) else end
        if stop > limit and len(inside) > 1:
            stop = inside.pop()
        yield _window(text, encoding, inside, min(stop, limit))
        heads = heads[len(inside) :]


def _window(text: str, encoding: Encoding, heads: Sequence[int], stop: int) -> Pieces:
    ids, offsets, first = encoding.ids, encoding.offsets, heads[0]
    bounds = [*heads, stop]
    words = tuple(Span(offsets[a][0], offsets[b - 1][1]) for a, b in pairwise(bounds))
    cases = [CASES.index("none")]
    for (a, b), word in zip(pairwise(bounds), words, strict=True):
        cases.extend([case_of(word.of(text))] * (b - a))
    cases.append(CASES.index("none"))
    return Pieces(
        (ids[0], *ids[first:stop], ids[-1]), tuple(cases), words, tuple(h - first + 1 for h in heads)
    )  # fmt: skip
