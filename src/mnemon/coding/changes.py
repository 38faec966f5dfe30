"""What differs between two codebooks, and the words that a report must hold for its claims to differ with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from mnemon.coding.codebook import Codebook, Entry
from mnemon.coding.refining import Condition, Recoding, Subkind, pattern

T = TypeVar("T")

READS, SAYS = "coding", "export or meaning"
"""Whether a change can alter claims, or only what is said of their kind and where exports put it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `words`: only a report that holds one of them can be coded otherwise; `kind`: whose mapping."""

    what: str
    name: str
    before: str
    after: str
    words: tuple[str, ...] = ()
    kind: str | None = None

    @property
    def reach(self) -> str:
        """READS or SAYS."""
        return READS if self.words else SAYS


def changes(before: Codebook, after: Codebook) -> list[Change]:
    """Every difference, word by word, kind by kind, rule by rule; a new version alone is none."""
    found = [*_words(before, after), *_periods(before, after)]
    for kind, entry in before.kinds.items():
        found += _entry(kind, entry, after.kinds[kind])
    old, new = {s.name: s for s in before.subkinds}, {s.name: s for s in after.subkinds}
    found += _tables("kind", old, new, lambda s: f"{s.meaning} (of {s.of})", _conditions)
    rules, theirs = ({f"{r.of} to {r.to} since {r.why}": r for r in book.rules} for book in (before, after))
    found += _tables("rule", rules, theirs, lambda r: r.why, _conditions)
    return found


def touches(text: str, found: Iterable[Change]) -> bool:
    """Whether a report's text holds a word of one of the changes: only then can its claims differ."""
    flat = " ".join(text.casefold().split())
    return any(_holds(flat, word) for change in found for word in change.words)


def _holds(flat: str, word: str) -> bool:
    """Stems and words alike: a word that begins otherwise may still contain it, which only means a look too many."""
    return " ".join(word.casefold().removesuffix("*").split()) in flat or pattern(word).search(flat) is not None


def word_lists(book: Codebook) -> dict[str, tuple[str, ...]]:
    """Every list of words that coding looks into, by the name that it has in a user's file."""
    lists: dict[str, Iterable[str]] = dict(book.lists)
    for kind, entry in book.kinds.items():
        lists |= {f"party_words.{kind}": entry.party_words, f"bodily_words.{kind}": entry.bodily_words}
    return {name: tuple(sorted(words)) for name, words in lists.items()}


def _words(before: Codebook, after: Codebook) -> Iterator[Change]:
    old, new = word_lists(before), word_lists(after)
    for name in old:
        for word in sorted(set(old[name]) ^ set(new[name])):
            there = word in old[name]
            yield Change("word", name, word if there else "", "" if there else word, (word,))


def _periods(before: Codebook, after: Codebook) -> Iterator[Change]:
    for row in dict.fromkeys((*before.period_words, *after.period_words)):
        there, then = row in before.period_words, row in after.period_words
        if there != then:
            told = " ".join((*row.first, *row.after))
            yield Change("period words", row.why, told if there else "", told if then else "", (*row.first, *row.after))


def _entry(kind: str, old: Entry, new: Entry) -> Iterator[Change]:
    for name, was, now in (("is", old.meaning, new.meaning), ("is_not", old.excludes, new.excludes)):
        if was != now:
            yield Change("meaning", f"{kind}.{name}", was, now)
    for name, then, mapped in (("plover", old.plover, new.plover), ("acled", old.acled, new.acled)):
        if then != mapped:
            yield Change("mapping", f"{kind}.{name}", _shown(then), _shown(mapped), kind=kind)


def _shown(mapped: Mapping[str, Any] | None) -> str:
    return ", ".join(f"{key} {value}" for key, value in (mapped or {}).items()) or "nothing"


def _conditions(own: Subkind | Recoding) -> Sequence[str]:
    return [*_said(own.when), *_said(own.unless)]


def _tables(
    what: str,
    old: Mapping[str, T],
    new: Mapping[str, T],
    shown: Callable[[T], str],
    words: Callable[[T], Sequence[str]],
) -> Iterator[Change]:
    for name in dict.fromkeys((*old, *new)):
        was, now = old.get(name), new.get(name)
        if was != now:
            before, after = ("" if one is None else shown(one) for one in (was, now))
            told = dict.fromkeys(w for one in (was, now) if one is not None for w in words(one))
            yield Change(what, name, before, after, tuple(told))


def _said(condition: Condition) -> Sequence[str]:
    return [word for words in condition.values() for word in words]
