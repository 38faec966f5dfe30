"""Which words bound a number, and how? The rules of data/bounds.yaml, read once and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mnemon.errors import DataError
from mnemon.normalise.datafiles import read_yaml
from mnemon.normalise.folding import collapsed

PLACES = ("before", "after", "whole")
EFFECTS = ("low", "high", "approx", "exact", "vague", "zero")
KEYS = {"name", "definition", "place", "effect", "words", "examples", "value"}


@dataclass(frozen=True, slots=True)
class Bound:
    """One rule: words that stand before, after or instead of a number, and what they do to it."""

    name: str
    place: str
    effect: str
    words: tuple[str, ...]
    value: int | None
    examples: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """All the rules, with their words looked up by place: words -> rule."""

    rules: tuple[Bound, ...]
    by_words: Mapping[str, Mapping[str, Bound]]

    def peeled(self, words: str) -> tuple[Bound, str] | None:
        """The rule whose words stand before or after the rest, longest first, and the rest; None where none does."""
        tokens = words.split(" ")
        for size in range(min(len(tokens) - 1, 5), 0, -1):
            before = self.by_words["before"].get(" ".join(tokens[:size]))
            if before is not None:
                return before, " ".join(tokens[size:])
            after = self.by_words["after"].get(" ".join(tokens[-size:]))
            if after is not None:
                return after, " ".join(tokens[:-size])
        return None

    def whole(self, words: str) -> Bound | None:
        """The rule whose words these are; None where they are no rule's."""
        return self.by_words["whole"].get(words)


def load_bounds() -> Bounds:
    """The shipped rules. Raises DataError where the file breaks its own rules."""
    entries = read_yaml("bounds.yaml")
    faults = list(lint_bounds(entries))
    if faults:
        raise DataError("; ".join(faults), where="bounds.yaml", do="mend the entries named")
    rules = tuple(_bound(entry) for entry in entries)
    by_words = {place: {word: r for r in rules if r.place == place for word in r.words} for place in PLACES}
    return Bounds(rules, by_words)


def lint_bounds(entries: list[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with the entries, one sentence each; nothing where all is well."""
    seen: dict[tuple[str, str], str] = {}
    for entry in entries:
        name = str(entry.get("name", "(no name)"))
        yield from _faults(name, entry)
        for word in map(str, entry.get("words", ())):
            key = (str(entry.get("place")), word)
            if key in seen and seen[key] != name:
                yield f"{name}: {word!r} also stands under {seen[key]}"
            seen[key] = name


def _faults(name: str, entry: dict[str, Any]) -> Iterator[str]:
    if set(entry) - KEYS:
        yield f"{name}: unknown keys {sorted(set(entry) - KEYS)}"
    if entry.get("place") not in PLACES:
        yield f"{name}: place is not one of {PLACES}"
    if entry.get("effect") not in EFFECTS:
        yield f"{name}: effect is not one of {EFFECTS}"
    if not all(isinstance(word, str) for word in entry.get("words", ())):
        yield f"{name}: every word must be text (put quotes around no)"
    for key in ("definition", "words", "examples"):
        if not entry.get(key):
            yield f"{name}: no {key}"


def _bound(entry: dict[str, Any]) -> Bound:
    words = tuple(collapsed(word) for word in entry["words"])
    return Bound(entry["name"], entry["place"], entry["effect"], words, entry.get("value"), tuple(entry["examples"]))
