"""Kinds within kinds, and rules: a user's kind refines one that ships, a rule codes one kind as another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from mnemon.model.marks import ROLES, Frame, Marks

PLACES = ("trigger", *ROLES, "sentence")
"""Where a condition may look for its words."""

Condition = Mapping[str, tuple[str, ...]]
"""Place -> words: it fits where each place holds one of its words. An asterisk at a word's end is any ending."""

Scheme = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of the codebook and what it is coded as; `words`: place -> the words that stand there."""

    text: str
    trigger: str
    count: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subkind:
    """A user's kind. Its claims stay claims of the kind it refines, so that no sum loses or doubles them.

    `plover` and `acled` None = as the kind that it refines is mapped.
    """

    name: str
    of: str
    meaning: str
    excludes: str
    when: Condition
    unless: Condition
    plover: Scheme | None
    acled: Scheme | None
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Recoding:
    """A rule: what would be coded as one kind is coded as another of its family, and why."""

    of: str
    to: str
    when: Condition
    unless: Condition
    why: str
    examples: tuple[Example, ...]


@lru_cache(maxsize=2000)
def pattern(phrase: str) -> re.Pattern[str]:
    """A phrase as whole words, whatever the case and the white space between them."""
    stem, words = phrase.endswith("*"), phrase.removesuffix("*").split()
    return re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + ("" if stem else r"(?!\w)"), re.IGNORECASE)


@lru_cache(maxsize=100)
def any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of some phrases, each as `pattern` finds it."""
    return re.compile("|".join(pattern(phrase).pattern for phrase in phrases), re.IGNORECASE)


def fits(when: Condition, unless: Condition, told: Mapping[str, Sequence[str]]) -> bool:
    """Whether each place of `when`, and not each place of `unless`, holds one of its words; `told`: place -> words."""
    return _all_held(when, told) and not (unless and _all_held(unless, told))


def _all_held(condition: Condition, told: Mapping[str, Sequence[str]]) -> bool:
    return all(_held(phrases, told.get(place, ())) for place, phrases in condition.items())


def _held(phrases: Iterable[str], words: Sequence[str]) -> bool:
    return any(pattern(phrase).search(said) for phrase in phrases for said in words)


def told_in(frame: Frame, text: str, marks: Marks) -> dict[str, list[str]]:
    """Place -> words of a frame, its sentence included."""
    told = {role: [span.of(text) for span in spans] for role, spans in frame.roles.items()}
    return told | {"trigger": [frame.trigger.of(text)], "sentence": [marks.sentences[frame.sentence].of(text)]}


def recoded(text: str, marks: Marks, rules: Sequence[Recoding]) -> tuple[Marks, list[str]]:
    """The marks with each frame's kind as the first rule that fits has it, and for each frame why, if so."""
    if not rules:
        return marks, [""] * len(marks.frames)
    frames, notes = [], []
    for frame in marks.frames:
        told = told_in(frame, text, marks)
        rule = next((r for r in rules if r.of == frame.kind and fits(r.when, r.unless, told)), None)
        frames.append(frame if rule is None else replace(frame, kind=rule.to))
        notes.append("" if rule is None else f"coded as {rule.to}, not {rule.of}: {rule.why}")
    return replace(marks, frames=tuple(frames)), notes


def subkind_of(frame: Frame, text: str, marks: Marks, subkinds: Sequence[Subkind]) -> str | None:
    """The name of the first subkind of the frame's kind that fits; None where none does."""
    mine = [subkind for subkind in subkinds if subkind.of == frame.kind]
    told = told_in(frame, text, marks) if mine else {}
    return next((subkind.name for subkind in mine if fits(subkind.when, subkind.unless, told)), None)
