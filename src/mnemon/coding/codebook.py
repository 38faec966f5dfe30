"""The codebook as data: read, checked, and asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from mnemon.coding.extension import (
    Extension,
    extension_of,
    faults_in_extension,
    faults_in_rules,
    laid_over,
    recodings_of,
    subkinds_of,
)
from mnemon.coding.likeness import AGAIN, DAYS, EVENTS, PLACES, Likeness, open_likeness
from mnemon.coding.lines import Fault, Page, page_of
from mnemon.coding.refining import Example, Recoding, Subkind
from mnemon.errors import DataError
from mnemon.model.marks import HARMS, KINDS

FOLDER = Path(__file__).parent / "data"
ENTRY_KEYS = {"family", "is", "is_not", "plover", "acled", "examples"}


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
    "sorts_of_people", "all_told_words", "of_the_dead", "the_rest", "responsibility_words", "body_words",
    "taken_to_help", "care_words", "period_signs", "rival_tolls", "reaction_verbs",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Saying:
    """Words by which a statement is told; `that_verbs` count only before "that" or a quotation."""

    verbs: frozenset[str]
    that_verbs: frozenset[str]
    phrases: frozenset[str]
    speakers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Telling:
    """Words by which a report passes to another event, and those by which it means one told of before.

    `hours`: words of a time of day; `common`: words that stand in reports of any event.
    """

    another: tuple[str, ...]
    turn: tuple[str, ...]
    definite: tuple[str, ...]
    hours: frozenset[str]
    common: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Singular:
    """Words by which one person is named: nouns, nouns for many used of one, verbs, and what ends the noun's phrase.

    `participles` stand between the noun and what ends it ("driver contracted by"); `many`: nouns in the singular for
    several people ("the crew was").
    """

    nouns: frozenset[str]
    staff: frozenset[str]
    verbs: frozenset[str]
    ends: frozenset[str]
    participles: frozenset[str]
    many: frozenset[str]


@dataclass(frozen=True, slots=True)
class Revised:
    """Words by which a figure is an earlier one: before a toll, before its count, in its sentence; and with "from"."""

    toll: tuple[str, ...]
    count: tuple[str, ...]
    said: tuple[str, ...]
    corrects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Untrue:
    """Words by which what was said is called untrue: verbs, nouns for what was said, and "is false" behind it."""

    deny: tuple[str, ...]
    of: tuple[str, ...]
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """Nouns, in the singular, for people who bear arms of their own, who bear those of a state, and who bear none."""

    armed: frozenset[str]
    forces: frozenset[str]
    civilians: frozenset[str]


def _parts_of(table: type[Singular | Saying | Revised | Untrue | Sides]) -> tuple[str, ...]:
    return tuple(part.name for part in fields(table))


TABLES: Mapping[str, Sequence[str]] = {
    "later_deaths": ("words", "between", "natural"), "one_person": _parts_of(Singular), "attempts": ("before", "after"),
    "statements": _parts_of(Saying), "telling": ("another", "turn", "definite", "hours", "common"),
    "revised_words": _parts_of(Revised), "called_untrue": _parts_of(Untrue),
    "sides": _parts_of(Sides),
}  # fmt: skip
"""The tables of words in an attribution file, with the lists of each."""


@dataclass(frozen=True, slots=True)
class Codebook:
    """All kinds, and how statements are read. `digest` covers the files it was read from.

    `version`: of the codebook that ships; with a user's file, "+" and that file's name, version and digest.
    `lists`: the words of every list that is no table of a kind, by its name in the file ("one_person.nouns").
    """

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
    revised_words: Revised
    untrue: Untrue
    sides: Sides
    taken_to_help: tuple[str, ...]
    care_words: tuple[str, ...]
    period_signs: tuple[str, ...]
    rival_tolls: tuple[str, ...]
    reaction_verbs: tuple[str, ...]
    sorts_of_people: frozenset[str]
    saying: Saying
    telling: Telling
    all_told_words: tuple[str, ...]
    of_the_dead: tuple[str, ...]
    the_rest: tuple[str, ...]
    attempt_words: tuple[tuple[str, ...], tuple[str, ...]]
    responsibility_words: tuple[str, ...]
    body_words: frozenset[str]
    lists: Mapping[str, tuple[str, ...]]
    likeness: Likeness
    one_event: Likeness
    of_day: Likeness
    of_place: Likeness
    subkinds: tuple[Subkind, ...] = ()
    rules: tuple[Recoding, ...] = ()
    extension: Extension | None = None


@dataclass(frozen=True, slots=True)
class Learnt:
    """The files of what was learnt: who is told of again, which event a report goes on about, when and where it was."""

    again: bytes
    events: bytes
    days: bytes
    places: bytes

    def bytes(self) -> bytes:
        """All of it."""
        return self.again + self.events + self.days + self.places


def open_codebook(folder: Path = FOLDER, extension: Path | None = None) -> Codebook:
    """The codebook that ships, or another in the same form, with a user's own file laid over it.

    Raises DataError naming every fault found, each with its file and line.
    """
    (book, raw), (speech, said) = _opened(folder / "codebook.yaml"), _opened(folder / "attribution.yaml")
    learnt = Learnt(*(file.read_bytes() for file in (AGAIN, EVENTS, DAYS, PLACES)))
    faults = [*_placed(folder / "codebook.yaml", raw, faults_in), *_placed(folder / "attribution.yaml", said, _speech)]
    _refuse(faults, "mend the files named")
    if extension is None:
        digest = sha256(book + speech + learnt.bytes()).hexdigest()
        return _made(raw.table, said.table, raw.table["version"], digest, learnt)
    own, given = _opened(extension)
    _refuse(own_faults(extension, given, raw.table, said.table), "see mnemon codebook check")
    theirs = extension_of(given.table, own)
    tables = laid_over(given.table, raw.table, said.table)
    version, digest = f"{raw.table['version']}+{theirs.label}", sha256(book + speech + learnt.bytes() + own).hexdigest()
    made = _made(*tables, version, digest, learnt)
    rules = (*recodings_of(given.table), *made.rules)
    return replace(made, subkinds=subkinds_of(given.table), rules=rules, extension=theirs)


def _refuse(faults: Sequence[str], do: str) -> None:
    if faults:
        raise DataError("; ".join(faults), do=do)


def _made(raw: Mapping[str, Any], said: Mapping[str, Any], version: str, digest: str, learnt: Learnt) -> Codebook:
    return Codebook(
        version=version,
        digest=digest,
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
        one_person=Singular(*(frozenset(said["one_person"][part]) for part in TABLES["one_person"])),
        held_words=frozenset(said["held_words"]),
        family_words=frozenset(said["family_words"]),
        revised_words=Revised(**{name: tuple(words) for name, words in said["revised_words"].items()}),
        untrue=Untrue(**{name: tuple(words) for name, words in said["called_untrue"].items()}),
        sides=Sides(*(frozenset(said["sides"][part]) for part in TABLES["sides"])),
        taken_to_help=tuple(said["taken_to_help"]),
        care_words=tuple(said["care_words"]),
        period_signs=tuple(said["period_signs"]),
        rival_tolls=tuple(said["rival_tolls"]),
        reaction_verbs=tuple(said["reaction_verbs"]),
        sorts_of_people=frozenset(said["sorts_of_people"]),
        saying=Saying(*(frozenset(said["statements"][part]) for part in TABLES["statements"])),
        telling=_telling(said),
        all_told_words=tuple(said["all_told_words"]),
        of_the_dead=tuple(said["of_the_dead"]),
        the_rest=tuple(said["the_rest"]),
        attempt_words=(tuple(said["attempts"]["before"]), tuple(said["attempts"]["after"])),
        body_words=frozenset(said["body_words"]),
        responsibility_words=tuple(said["responsibility_words"]),
        lists=_lists(said),
        likeness=open_likeness(learnt.again),
        one_event=open_likeness(learnt.events),
        of_day=open_likeness(learnt.days),
        of_place=open_likeness(learnt.places),
        rules=recodings_of(raw),
    )


def _telling(said: Mapping[str, Any]) -> Telling:
    words = said["telling"]
    another, turn, definite, common = (tuple(words[name]) for name in ("another", "turn", "definite", "common"))
    return Telling(another, turn, definite, frozenset(words["hours"]), common)


def _lists(said: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Every list of words in an attribution file, by its name there."""
    tables = {**TABLES, "never_victims": ("things", "groups"), "stances": tuple(said["stances"])}
    plain = {name: tuple(said[name]) for name in WORD_LISTS if name != "period_words"}
    return plain | {f"{table}.{name}": tuple(said[table][name]) for table, names in tables.items() for name in names}


def _opened(path: Path) -> tuple[bytes, Page]:
    """A file's bytes and the table in them. Raises DataError where it is missing, no YAML, or no table."""
    if not path.is_file():
        raise DataError("the file is missing", where=str(path), do="put it there, or install Mnemon again")
    content = path.read_bytes()
    try:
        page = page_of(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise DataError("this is no text in UTF-8", where=str(path), do="save it as UTF-8") from error
    except yaml.YAMLError as error:
        raise DataError(f"this is no YAML: {' '.join(str(error).split())}", where=str(path)) from error
    if not isinstance(page.table, dict):
        raise DataError("this is no table of names and what they mean", where=str(path))
    return content, page


def own_faults(path: Path, given: Page, book: Mapping[str, Any], speech: Mapping[str, Any]) -> list[str]:
    """What is wrong with a user's file, each as a sentence with file and line."""
    return _placed(path, given, lambda table: faults_in_extension(table, book, speech))


def check(path: Path | None = None, folder: Path = FOLDER) -> list[str]:
    """Every fault of the codebook that ships, or of a user's file, as a sentence: where, what, what to do."""
    (_, raw), (_, said) = _opened(folder / "codebook.yaml"), _opened(folder / "attribution.yaml")
    if path is not None:
        return own_faults(path, _opened(path)[1], raw.table, said.table)
    return [*_placed(folder / "codebook.yaml", raw, faults_in), *_placed(folder / "attribution.yaml", said, _speech)]


def extends(path: Path) -> str:
    """The version of the shipped codebook that a user's file says it was written for."""
    return str(_opened(path)[1].table.get("extends"))


def _placed(path: Path, page: Page, lint: Callable[[Any], Iterable[Fault]]) -> list[str]:
    found = [(page.line(fault.part), fault) for fault in (*page.twice, *lint(page.table))]
    return [
        f"{path}:{line}: {fault.what}" + (f" ({fault.do})" if fault.do else "")
        for line, fault in sorted(found, key=lambda one: one[0])
    ]


def _speech(table: Mapping[str, Any]) -> Iterator[Fault]:
    return faults_in_attribution(table)


def _period(row: Mapping[str, Any]) -> PeriodWords:
    first, after, has = (tuple(row.get(part, ())) for part in ("first", "after", "has"))
    return PeriodWords(first, after, has, row["why"])


def _entry(kind: str, row: Mapping[str, Any]) -> Entry:
    examples = tuple(Example(e["text"], e["trigger"], e.get("count")) for e in row["examples"])
    party, bodily = tuple(row.get("party_words", ())), tuple(row.get("bodily_words", ()))
    return Entry(kind, row["family"], row["is"], row["is_not"], party, bodily, row["plover"], row["acled"], examples)


def faults_in(raw: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with a codebook file: missing or unknown kinds and keys, examples whose words are not in them."""
    if not isinstance(raw.get("version"), str):
        yield Fault(("version",), "version must be text", "put quotation marks around it")
    kinds = raw.get("kinds", {})
    for kind in sorted(set(KINDS) ^ set(kinds)):
        yield Fault(("kinds", kind), f"{kind} is {'missing' if kind in KINDS else 'not a kind'}")
    for kind, row in kinds.items():
        for key in sorted(ENTRY_KEYS - set(row)):
            yield Fault(("kinds", kind), f"{kind} lacks {key}")
        if (row.get("family") == "harm") != (kind in HARMS):
            yield Fault(("kinds", kind, "family"), f"{kind} is of the wrong family")
        yield from _faults_in_examples(kind, row.get("examples", ()))
    yield from faults_in_rules(raw.get("rules"))


def _faults_in_examples(kind: str, examples: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
    at = ("kinds", kind, "examples")
    if not examples:
        yield Fault(at, f"{kind} has no example")
    for number, example in enumerate(examples):
        text = example.get("text", "")
        if not text or not example.get("trigger"):
            yield Fault((*at, number), f"{kind} has an example without text or trigger")
        for part in ("trigger", "count"):
            if example.get(part) and example[part] not in text:
                yield Fault((*at, number, part), f"{kind}: {part} {example[part]!r} is not in {text!r}")


def faults_in_attribution(raw: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with an attribution file."""
    for name in sorted({"admits", "denies", "unverified"} ^ set(raw.get("stances", {}))):
        yield Fault(("stances", name), f"stance {name} is missing or unknown")
    for name in WORD_LISTS:
        if not raw.get(name):
            yield Fault((name,), f"{name} is missing or empty")
    for name in ("things", "groups"):
        if not (raw.get("never_victims") or {}).get(name):
            yield Fault(("never_victims", name), f"never_victims lacks {name}")
    for table, name in ((table, name) for table, names in TABLES.items() for name in names):
        if not (raw.get(table) or {}).get(name):
            yield Fault((table, name), f"{table} lacks {name}")
    for number, row in enumerate(raw.get("period_words") or ()):
        if not row.get("why") or not (row.get("first") or row.get("after")):
            yield Fault(("period_words", number), f"period words without words or reason: {row}")
