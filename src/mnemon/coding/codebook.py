"""The codebook as data: read, checked, and asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from mnemon.errors import DataError
from mnemon.model.marks import HARMS, KINDS

FOLDER = Path(__file__).parent / "data"
ENTRY_KEYS = {"family", "is", "is_not", "plover", "acled", "examples"}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of the codebook and what it is coded as."""

    text: str
    trigger: str
    count: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind: its meaning, what it is mapped to elsewhere (None = nothing there fits), and examples."""

    kind: str
    family: str
    meaning: str
    excludes: str
    party_words: tuple[str, ...]
    bodily_words: tuple[str, ...]
    plover: Mapping[str, str | None]
    acled: Mapping[str, str | None] | None
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """Words that make a figure one of a stretch of time, and why; all that are given must fit.

    `first`: how its words of time, or the word before them, begin; `after`: the word after them; `has`: a word in them.
    """

    first: tuple[str, ...]
    after: tuple[str, ...]
    has: tuple[str, ...]
    why: str


WORD_LISTS = (
    "period_words", "uncounted_words", "pointing_words", "general_people", "pronouns", "held_words", "family_words",
    "sorts_of_people", "all_told_words", "of_the_dead",
)  # fmt: skip
SINGULAR_PARTS = ("nouns", "staff", "verbs", "ends", "participles")


SAYING_PARTS = ("verbs", "that_verbs", "phrases", "speakers")


@dataclass(frozen=True, slots=True)
class Saying:
    """Words by which a statement is told; `that_verbs` count only before "that" or a quotation."""

    verbs: frozenset[str]
    that_verbs: frozenset[str]
    phrases: frozenset[str]
    speakers: frozenset[str]


TELLING_PARTS = ("another", "definite")


@dataclass(frozen=True, slots=True)
class Telling:
    """Words by which a report passes to another event, and those by which it means one told of before."""

    another: tuple[str, ...]
    definite: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Singular:
    """Words by which one person is named: nouns, nouns for many used of one, verbs, and what ends the noun's phrase.

    `participles` stand between the noun and what ends it ("driver contracted by").
    """

    nouns: frozenset[str]
    staff: frozenset[str]
    verbs: frozenset[str]
    ends: frozenset[str]
    participles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Codebook:
    """All kinds, and how statements are read. `digest` covers the files it was read from."""

    version: str
    digest: str
    kinds: Mapping[str, Entry]
    stances: Mapping[str, tuple[str, ...]]
    period_words: tuple[PeriodWords, ...]
    uncounted_words: tuple[str, ...]
    pointing_words: frozenset[str]
    general_people: frozenset[str]
    things: frozenset[str]
    groups: frozenset[str]
    pronouns: frozenset[str]
    death_words: tuple[str, ...]
    between_words: frozenset[str]
    natural_deaths: tuple[str, ...]
    one_person: Singular
    held_words: frozenset[str]
    family_words: frozenset[str]
    sorts_of_people: frozenset[str]
    saying: Saying
    telling: Telling
    all_told_words: tuple[str, ...]
    of_the_dead: tuple[str, ...]
    attempt_words: tuple[tuple[str, ...], tuple[str, ...]]


def open_codebook(folder: Path = FOLDER) -> Codebook:
    """The codebook that ships, or another in the same form. Raises DataError naming every fault found."""
    (book, raw), (speech, said) = _opened(folder / "codebook.yaml"), _opened(folder / "attribution.yaml")
    faults = [*faults_in(raw), *faults_in_attribution(said)]
    if faults:
        raise DataError("; ".join(faults), where=str(folder), do="mend the files named")
    return Codebook(
        version=raw["version"],
        digest=sha256(book + speech).hexdigest(),
        kinds={kind: _entry(kind, row) for kind, row in raw["kinds"].items()},
        stances={name: tuple(stems) for name, stems in said["stances"].items()},
        period_words=tuple(_period(row) for row in said["period_words"]),
        uncounted_words=tuple(said["uncounted_words"]),
        pointing_words=frozenset(said["pointing_words"]),
        general_people=frozenset(said["general_people"]),
        things=frozenset(said["never_victims"]["things"]),
        groups=frozenset(said["never_victims"]["groups"]),
        pronouns=frozenset(said["pronouns"]),
        death_words=tuple(said["later_deaths"]["words"]),
        between_words=frozenset(said["later_deaths"]["between"]),
        natural_deaths=tuple(said["later_deaths"]["natural"]),
        one_person=Singular(*(frozenset(said["one_person"][part]) for part in SINGULAR_PARTS)),
        held_words=frozenset(said["held_words"]),
        family_words=frozenset(said["family_words"]),
        sorts_of_people=frozenset(said["sorts_of_people"]),
        saying=Saying(*(frozenset(said["statements"][part]) for part in SAYING_PARTS)),
        telling=Telling(*(tuple(said["telling"][part]) for part in TELLING_PARTS)),
        all_told_words=tuple(said["all_told_words"]),
        of_the_dead=tuple(said["of_the_dead"]),
        attempt_words=(tuple(said["attempts"]["before"]), tuple(said["attempts"]["after"])),
    )


def _opened(path: Path) -> tuple[bytes, Mapping[str, Any]]:
    """A file's bytes and the table in them. Raises DataError where it is missing, no YAML, or no table."""
    if not path.is_file():
        raise DataError("the file is missing", where=str(path), do="put it there, or install Mnemon again")
    content = path.read_bytes()
    try:
        table = yaml.safe_load(content)
    except yaml.YAMLError as error:
        raise DataError(f"this is no YAML: {' '.join(str(error).split())}", where=str(path)) from error
    if not isinstance(table, dict):
        raise DataError("this is no table of names and what they mean", where=str(path))
    return content, table


def _period(row: Mapping[str, Any]) -> PeriodWords:
    first, after, has = (tuple(row.get(part, ())) for part in ("first", "after", "has"))
    return PeriodWords(first, after, has, row["why"])


def _entry(kind: str, row: Mapping[str, Any]) -> Entry:
    examples = tuple(Example(e["text"], e["trigger"], e.get("count")) for e in row["examples"])
    party, bodily = tuple(row.get("party_words", ())), tuple(row.get("bodily_words", ()))
    return Entry(kind, row["family"], row["is"], row["is_not"], party, bodily, row["plover"], row["acled"], examples)


def faults_in(raw: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a codebook file: missing or unknown kinds and keys, examples whose words are not in them."""
    if not isinstance(raw.get("version"), str):
        yield "codebook.yaml: version must be text"
    kinds = raw.get("kinds", {})
    for kind in sorted(set(KINDS) ^ set(kinds)):
        yield f"codebook.yaml: {kind} is {'missing' if kind in KINDS else 'not a kind'}"
    for kind, row in kinds.items():
        for key in sorted(ENTRY_KEYS - set(row)):
            yield f"codebook.yaml: {kind} lacks {key}"
        if (row.get("family") == "harm") != (kind in HARMS):
            yield f"codebook.yaml: {kind} is of the wrong family"
        yield from _faults_in_examples(kind, row.get("examples", ()))


def _faults_in_examples(kind: str, examples: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not examples:
        yield f"codebook.yaml: {kind} has no example"
    for example in examples:
        text = example.get("text", "")
        if not text or not example.get("trigger"):
            yield f"codebook.yaml: {kind} has an example without text or trigger"
        for part in ("trigger", "count"):
            if example.get(part) and example[part] not in text:
                yield f"codebook.yaml: {kind}: {part} {example[part]!r} is not in {text!r}"


def faults_in_attribution(raw: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with an attribution file."""
    for name in sorted({"admits", "denies", "unverified"} ^ set(raw.get("stances", {}))):
        yield f"attribution.yaml: stance {name} is missing or unknown"
    for name in (
        "period_words",
        "uncounted_words",
        "pointing_words",
        "general_people",
        "pronouns",
        "held_words",
        "sorts_of_people",
    ):
        if not raw.get(name):
            yield f"attribution.yaml: {name} is missing or empty"
    for name in ("things", "groups"):
        if not (raw.get("never_victims") or {}).get(name):
            yield f"attribution.yaml: never_victims lacks {name}"
    parts = {"later_deaths": ("words", "between", "natural"), "one_person": SINGULAR_PARTS}
    parts |= {"attempts": ("before", "after"), "statements": SAYING_PARTS, "telling": TELLING_PARTS}
    for table, name in ((table, name) for table, names in parts.items() for name in names):
        if not (raw.get(table) or {}).get(name):
            yield f"attribution.yaml: {table} lacks {name}"
    for row in raw.get("period_words") or ():
        if not row.get("why") or not (row.get("first") or row.get("after")):
            yield f"attribution.yaml: period words without words or reason: {row}"
