"""The same sentence with other numbers and names: what is learnt should not hang on which town or how many."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from mnemon.model.text import Span
from training.corpus import LabelledFrame, Named, Sentence

SMALL = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
NUMBER = re.compile(rf"\b(?:{'|'.join(SMALL)}|[1-9]\d{{0,2}}(?:,\d{{3}})+|[1-9]\d{{0,4}})\b", re.IGNORECASE)
PROPER = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?")
MOST = 0.7
"""How likely each number or name that can be swapped is."""


@dataclass(frozen=True)
class Swapper:
    """Names of places and persons to draw from, as the corpora print them."""

    places: Sequence[str]
    persons: Sequence[str]

    @classmethod
    def of(cls, corpus: Iterable[Sentence]) -> Swapper:
        """Every distinct name of one or two capitalised words that the corpora label."""
        found: dict[str, set[str]] = {"place": set(), "person": set()}
        for sentence in corpus:
            for span, name in sentence.names or ():
                if name in found and PROPER.fullmatch(span.of(sentence.text)):
                    found[name].add(span.of(sentence.text))
        return cls(sorted(found["place"]), sorted(found["person"]))

    def swap(self, sentence: Sentence, rng: random.Random) -> Sentence:
        """`sentence` with some of its numbers and names exchanged, and every span moved along."""
        changes: list[tuple[Span, str]] = []
        for span, words in sorted({**self._names(sentence, rng), **_numbers(sentence, rng)}.items()):
            if rng.random() < MOST and (not changes or span.start_char >= changes[-1][0].end_char):
                changes.append((span, words))
        return _rewritten(sentence, changes)

    def _names(self, sentence: Sentence, rng: random.Random) -> dict[Span, str]:
        pools = {"place": self.places, "person": self.persons}
        spans = [(s, n) for s, n in sentence.names or () if n in pools]
        if sentence.names is None:
            spans = [(s, "place") for f in sentence.frames or () for s in f.roles.get("where", ())]
        return {s: rng.choice(pools[n]) for s, n in spans if pools[n] and PROPER.fullmatch(s.of(sentence.text))}


def _numbers(sentence: Sentence, rng: random.Random) -> dict[Span, str]:
    """Numbers inside counts, each with one of about its size."""
    found = {}
    for frame in sentence.frames or ():
        for count in frame.roles.get("count", ()):
            for match in NUMBER.finditer(count.of(sentence.text)):
                span = Span(count.start_char + match.start(), count.start_char + match.end())
                found[span] = _other(match.group(), rng)
    return found


def _other(words: str, rng: random.Random) -> str:
    if words.lower() in SMALL:
        word = rng.choice(SMALL) if rng.random() < 0.8 else str(rng.randint(2, 40))
        return word.capitalize() if words[0].isupper() else word
    size = int(words.replace(",", ""))
    other = rng.randint(max(1, size // 3), max(3, size * 3))
    return f"{other:,}" if "," in words or other >= 10_000 else str(other)


def _rewritten(sentence: Sentence, changes: Sequence[tuple[Span, str]]) -> Sentence:
    pieces, at = [], 0
    for span, words in changes:
        pieces += [sentence.text[at : span.start_char], words]
        at = span.end_char
    text = "".join([*pieces, sentence.text[at:]])

    def moved(span: Span) -> Span:
        return Span(_moved(span.start_char, changes, end=False), _moved(span.end_char, changes, end=True))

    frames = None if sentence.frames is None else tuple(_moved_frame(f, moved) for f in sentence.frames)
    names: tuple[Named, ...] | None = None
    if sentence.names is not None:
        names = tuple((moved(s), n) for s, n in sentence.names)
    return replace(sentence, text=text, frames=frames, names=names)


def _moved(at: int, changes: Sequence[tuple[Span, str]], *, end: bool) -> int:
    """Where a position stands after the changes; one inside a changed stretch goes to that stretch's edge."""
    shift = 0
    for span, words in changes:
        if at <= span.start_char:
            break
        if at >= span.end_char:
            shift += len(words) - (span.end_char - span.start_char)
            continue
        return span.start_char + shift + (len(words) if end else 0)
    return at + shift


def _moved_frame(frame: LabelledFrame, moved: Callable[[Span], Span]) -> LabelledFrame:
    roles = {role: tuple(moved(s) for s in spans) for role, spans in frame.roles.items()}
    return replace(frame, trigger=moved(frame.trigger), roles=roles)
