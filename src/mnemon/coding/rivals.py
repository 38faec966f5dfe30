"""Figures that a report itself calls another toll than the one it gave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mnemon.coding.codebook import Codebook
from mnemon.coding.refining import pattern
from mnemon.coding.scenes import is_incident
from mnemon.coding.totals import figure_of
from mnemon.model.claims import RIVAL, Claim
from mnemon.model.marks import HARMS
from mnemon.model.text import Span

ALIKE = 5
"""A figure that is called a higher or a lower toll is at most so many times the other."""


def rival_tolls(
    text: str, sentences: Sequence[Span], claims: Sequence[Claim], order: Mapping[str, int], codebook: Codebook
) -> tuple[list[Claim], list[tuple[str, str]]]:
    """Claims that are rival figures because the report says so, and each with the one that it stands against.

    "Killed at least 17 ... A doctor there gave a higher toll. 'We have received 21 bodies,' he said." `order`: sentence
    number by claim id.
    """
    found = {c.id: c for c in claims}
    pairs: list[tuple[str, str]] = []
    for at, phrase in _said(text, sentences, codebook.rival_tolls):
        for rival in _figures(at, phrase, claims, order):
            first = _against(rival, claims, phrase.of(text).lower())
            if first is not None:
                found[rival.id] = replace(rival, notes=(*rival.notes, RIVAL))
                pairs.append((first.id, rival.id))
    return list(found.values()), pairs


def _said(text: str, sentences: Sequence[Span], phrases: Sequence[str]) -> Iterator[tuple[int, Span]]:
    """Where words for another toll stand: the number of the sentence, and the words."""
    told = [phrase for phrase in phrases if pattern(phrase).search(text)]  # most reports have none of them
    for at, sentence in enumerate(sentences):
        for phrase in told:
            hit = pattern(phrase).search(text, sentence.start_char, sentence.end_char)
            if hit is not None:
                yield at, Span(*hit.span())
                break


def _figures(at: int, phrase: Span, claims: Sequence[Claim], order: Mapping[str, int]) -> list[Claim]:
    """The figures of harm behind the words in their sentence; where it has none, those of the next."""
    given = [c for c in claims if c.kind in HARMS and is_incident(c) and c.spans.get("count") and c.part_of is None]
    here = [c for c in given if order[c.id] == at and c.spans["count"][0].start_char >= phrase.start_char]
    return (here or [c for c in given if order[c.id] == at + 1])[:1]


def _against(rival: Claim, claims: Sequence[Claim], words: str) -> Claim | None:
    """The figure told last of the same harm than which it is higher, or lower, as the words say."""
    size = figure_of(rival)
    told = [c for c in claims if c.kind == rival.kind and is_incident(c) and c.sentence < rival.sentence]
    fits = [c for c in told if c.part_of is None and c.repeats is None and 0 < figure_of(c) <= size * ALIKE]
    fits = [c for c in fits if size <= figure_of(c) * ALIKE and figure_of(c) != size]
    if "higher" in words:
        fits = [c for c in fits if figure_of(c) < size]
    if "lower" in words:
        fits = [c for c in fits if figure_of(c) > size]
    return fits[-1] if fits else None
