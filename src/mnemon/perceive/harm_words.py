"""Words by which harm was told in what the model was trained on: what none of them tells is made up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mnemon.model.marks import Frame

STEM = 4
"""So many letters of a word tell it from others: "jailing" is known by "jailed"."""

WORD = re.compile(r"[^\W\d_]{3,}")

EMPTY = frozenset(
    "the and for from into onto with was were been being are has have had not his her him them their our who whom its"
    " away out off down over back this that these those".split()
)
"""Words that are part of what tells harm ("taken into custody", "gunned down") and by themselves tell none."""

BARE = re.compile(r"(?:in|on|up|to|of|at|by|he|she|it|a|an|as|is|we)", re.IGNORECASE)
"""Short words that by themselves tell none."""


@dataclass(frozen=True, slots=True)
class HarmWords:
    """For each kind of harm, how the words that tell it begin; empty where the model's card does not say."""

    stems: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, card: Mapping[str, object]) -> HarmWords:
        """What the card says."""
        told = card.get("harm_words")
        stems = told.items() if isinstance(told, Mapping) else ()
        return cls({kind: frozenset(str(words).split()) for kind, words in stems})

    def kept(self, text: str, frames: Sequence[Frame]) -> tuple[Frame, ...]:
        """The frames without those of harm by words that tell none of that kind ("we have anaesthetic left")."""
        known = [i for i, frame in enumerate(frames) if self._tells(text, frame)]
        at = {old: new for new, old in enumerate(known)}
        return tuple(replace(frames[i], part_of=_moved(frames[i].part_of, at)) for i in known)

    def _tells(self, text: str, frame: Frame) -> bool:
        words, stems = frame.trigger.of(text), self.stems.get(frame.kind)
        if stems is None:
            return True
        said = stems_of(words)
        return not said.isdisjoint(stems) if said else not _says_nothing(words)


def _moved(whole: int | None, at: Mapping[int, int]) -> int | None:
    return None if whole is None else at.get(whole)


def _says_nothing(words: str) -> bool:
    return all(word in EMPTY or BARE.fullmatch(word) for word in words.lower().split())


def stems_of(words: str) -> frozenset[str]:
    """How the words begin, in lower case; those of one or two letters tell nothing, nor do those of EMPTY."""
    return frozenset(word[:STEM] for word in WORD.findall(words.lower()) if word not in EMPTY)


def listed(triggers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each kind the stems of its triggers, in order, as a card holds them; `triggers`: (kind, words)."""
    found: dict[str, set[str]] = {}
    for kind, words in triggers:
        found.setdefault(kind, set()).update(stems_of(words))
    return {kind: " ".join(sorted(stems)) for kind, stems in sorted(found.items())}
