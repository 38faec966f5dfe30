"""A user's own codebook file: kinds, words and rules that are laid over the codebook that ships, never silently."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from mnemon.coding.lines import Fault, Part
from mnemon.coding.refining import PLACES, Example, Recoding, Subkind, fits
from mnemon.model.marks import HARMS, KINDS

NEEDED = {"name": "a short name, such as our-desk", "version": 'a version as text, such as "1"', "extends": "a version"}
PARTS = (*NEEDED, "kinds", "rules", "words", "period_words", "override")
OVERRIDES = ("is", "is_not", "plover", "acled")
PLAIN_LISTS = ("uncounted_words", "pointing_words", "general_people", "pronouns")
NAMED = re.compile(r"[a-z][a-z0-9-]{0,39}")
KIND_NEEDS = ("of", "is", "is_not", "when", "examples")
KIND_PARTS = (*KIND_NEEDS, "unless", "plover", "acled")
RULE_NEEDS = ("from", "to", "when", "why", "examples")
RULE_PARTS = (*RULE_NEEDS, "unless")


@dataclass(frozen=True, slots=True)
class Extension:
    """Whose file it is, its version, and the sha256 of its bytes."""

    name: str
    version: str
    digest: str

    @property
    def label(self) -> str:
        """As it stands in the codebook version of each claim that was coded with it."""
        return f"{self.name}.{self.version}.{self.digest[:12]}"


Tables = dict[str, Any]


def word_lists(book: Mapping[str, Any], speech: Mapping[str, Any]) -> dict[str, list[str]]:
    """Every list of words that a user may add to, by the name it has in their file."""
    lists = {name: list(speech[name]) for name in PLAIN_LISTS}
    lists |= {f"never_victims.{name}": list(words) for name, words in speech["never_victims"].items()}
    lists |= {f"stances.{name}": list(stems) for name, stems in speech["stances"].items()}
    for part, kinds in (("party_words", HARMS), ("bodily_words", KINDS[len(HARMS) :])):
        lists |= {f"{part}.{kind}": list(book["kinds"][kind].get(part, ())) for kind in kinds}
    return lists


def faults_in_extension(given: Any, book: Mapping[str, Any], speech: Mapping[str, Any]) -> Iterator[Fault]:  # noqa: ANN401
    """What is wrong with a user's file, over the codebook that ships."""
    if not isinstance(given, dict):
        yield Fault((), "this is no table of names and what they mean", "begin with name:, version: and extends:")
        return
    for name, what in NEEDED.items():
        if not isinstance(given.get(name), str) or not given[name].strip():
            yield Fault((name,), f"{name} is missing or no text", f"give {what}")
    if isinstance(given.get("name"), str) and not NAMED.fullmatch(given["name"]):
        yield Fault(("name",), f"{given['name']!r} is no name", "take small letters, digits and hyphens, 40 at most")
    for part in sorted(map(str, set(given) - set(PARTS))):
        yield Fault((part,), f"{part} is no part of a codebook file", f"the parts are {', '.join(PARTS)}")
    yield from _faults_in_kinds(given.get("kinds"))
    yield from faults_in_rules(given.get("rules"))
    yield from _faults_in_words(given.get("words"), word_lists(book, speech))
    yield from _faults_in_periods(given.get("period_words"))
    yield from _faults_in_overrides(given.get("override"), book)


def _named(value: Any, part: str) -> tuple[dict[str, Any], list[Fault]]:  # noqa: ANN401
    """A table of named tables, and what is wrong where it is none; a part that is left out is empty."""
    if value is None:
        return {}, []
    if not isinstance(value, dict):
        return {}, [Fault((part,), f"{part} is no table", "give a name, a colon, and what it means")]
    wrong = [
        Fault((part, str(name)), f"{name} is no table") for name, row in value.items() if not isinstance(row, dict)
    ]
    return {str(name): row for name, row in value.items() if isinstance(row, dict)}, wrong


def _listed(value: Any, part: str) -> tuple[list[tuple[int, dict[str, Any]]], list[Fault]]:  # noqa: ANN401
    if value is None:
        return [], []
    if not isinstance(value, list):
        return [], [Fault((part,), f"{part} is no list", "begin each with a hyphen")]
    wrong = [Fault((part, n), "this is no table") for n, row in enumerate(value) if not isinstance(row, dict)]
    return [(n, row) for n, row in enumerate(value) if isinstance(row, dict)], wrong


def _faults_in_parts(row: Mapping[str, Any], at: Part, needs: Sequence[str], known: Sequence[str]) -> Iterator[Fault]:
    for name in needs:
        if not row.get(name):
            yield Fault(at, f"{name} is missing", f"give {', '.join(needs)}")
    for name in sorted(map(str, set(row) - set(known))):
        yield Fault((*at, name), f"{name} is not known here", f"the parts are {', '.join(known)}")


def _faults_in_kinds(value: Any) -> Iterator[Fault]:  # noqa: ANN401
    kinds, wrong = _named(value, "kinds")
    yield from wrong
    for name, row in kinds.items():
        at: Part = ("kinds", name)
        if name in KINDS:
            yield Fault(at, f"{name} is a kind that ships", "take another name, or change its meaning under override")
        elif not NAMED.fullmatch(name):
            yield Fault(at, f"{name!r} is no name", "take small letters, digits and hyphens, 40 at most")
        yield from _faults_in_parts(row, at, KIND_NEEDS, KIND_PARTS)
        if row.get("of") and row["of"] not in KINDS:
            yield Fault((*at, "of"), f"{row['of']} is no kind that ships", f"take one of {', '.join(KINDS)}")
        yield from _faults_in_condition(row, at)


def faults_in_rules(value: Any) -> Iterator[Fault]:  # noqa: ANN401
    """What is wrong with a list of rules: in a user's file, or in the codebook that ships."""
    rules, wrong = _listed(value, "rules")
    yield from wrong
    for number, row in rules:
        at: Part = ("rules", number)
        yield from _faults_in_parts(row, at, RULE_NEEDS, RULE_PARTS)
        ends = [row.get("from"), row.get("to")]
        for end in ends:
            if end and end not in KINDS:
                yield Fault(at, f"{end} is no kind that ships", f"take one of {', '.join(KINDS)}")
        if all(end in KINDS for end in ends) and (ends[0] in HARMS) != (ends[1] in HARMS):
            do = "a rule goes from harm to harm, or from act to act"
            yield Fault(at, f"{ends[0]} and {ends[1]} are of two families: a harm to people is no act", do)
        elif ends[0] == ends[1] and ends[0] in KINDS:
            yield Fault(at, "the rule changes nothing", "give two kinds")
        yield from _faults_in_condition(row, at)


def _faults_in_condition(row: Mapping[str, Any], at: Part) -> Iterator[Fault]:
    sound = True
    for name in ("when", "unless"):
        for fault in _faults_in_places(row.get(name), (*at, name)):
            sound = False
            yield fault
    examples = row.get("examples")
    if examples and not isinstance(examples, list):
        yield Fault((*at, "examples"), "examples is no list", "begin each with a hyphen")
        return
    for number, example in enumerate(examples or ()):
        yield from _faults_in_example(example, row if sound else {}, (*at, "examples", number))


def _faults_in_places(value: Any, at: Part) -> Iterator[Fault]:  # noqa: ANN401
    if value is None:
        return
    if not isinstance(value, dict):
        yield Fault(at, f"{at[-1]} is no table", "write it like {trigger: [executed, execution]}")
        return
    for place, words in value.items():
        if place not in PLACES:
            yield Fault((*at, str(place)), f"{place} is no place to look in", f"the places are {', '.join(PLACES)}")
        if not isinstance(words, list) or not words or not all(isinstance(w, str) and w.strip(" *") for w in words):
            do = "write it like [executed, execution]; put quotation marks around numbers, yes and no"
            yield Fault((*at, str(place)), "this is no list of words", do)


def _faults_in_example(example: Any, row: Mapping[str, Any], at: Part) -> Iterator[Fault]:  # noqa: ANN401
    if not isinstance(example, dict) or not isinstance(example.get("text"), str) or not example.get("trigger"):
        yield Fault(at, "an example needs text and trigger", 'write it like {text: "...", trigger: executed}')
        return
    absent = [k for k, v in example.items() if k != "text" and (not isinstance(v, str) or v not in example["text"])]
    for name in absent:
        yield Fault((*at, name), f"{name} {example[name]!r} is not in the example's text", "copy it from there")
    when, unless = _condition(row.get("when")), _condition(row.get("unless"))
    told = {name: [str(words)] for name, words in example.items() if name != "text"} | {"sentence": [example["text"]]}
    if when and not absent and not fits(when, unless, told):
        wanted = ", ".join(place for place in when if place not in told) or "the words of when"
        yield Fault(at, "the example does not fit its own condition", f"look at {wanted}")


def _faults_in_words(value: Any, lists: Mapping[str, Sequence[str]]) -> Iterator[Fault]:  # noqa: ANN401
    if value is None:
        return
    if not isinstance(value, dict):
        yield Fault(("words",), "words is no table", "write it like uncounted_words: [not tallied]")
        return
    for name, change in value.items():
        at: Part = ("words", str(name))
        if name not in lists:
            yield Fault(at, f"{name} is no list of words", f"the lists are {', '.join(lists)}")
            continue
        added, removed, why = change_of(change)
        if added is None or removed is None:
            yield Fault(
                at, "this is no change of a list", "give words to add, or {add: [...], remove: [...], why: ...}"
            )
            continue
        yield from _faults_in_change(added, removed, why, lists[name], at)


def _faults_in_change(
    added: Sequence[str], removed: Sequence[str], why: str, kept: Sequence[str], at: Part
) -> Iterator[Fault]:
    for word in added:
        if word in kept or added.count(word) > 1:
            yield Fault(at, f"{word!r} is in the list already", "take it out of add")
    for word in removed:
        if word not in kept:
            yield Fault(at, f"{word!r} is not in the list", "take it out of remove")
    if removed and not why:
        yield Fault(at, "words are removed and nothing says why", "add why: with the reason")


def change_of(change: Any) -> tuple[list[str] | None, list[str] | None, str]:  # noqa: ANN401
    """Words added, words removed, and why; None where it is no list of words."""
    table = change if isinstance(change, dict) else {"add": change}
    found = [_words(table.get(part, [])) for part in ("add", "remove")]
    if not isinstance(change, dict | list) or set(table) - {"add", "remove", "why"}:
        found[0] = None
    return found[0], found[1], str(table.get("why") or "")


def _words(value: Any) -> list[str] | None:  # noqa: ANN401
    sound = isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value)
    return list(value) if sound else None


def _faults_in_periods(value: Any) -> Iterator[Fault]:  # noqa: ANN401
    rows, wrong = _listed(value, "period_words")
    yield from wrong
    for number, row in rows:
        at: Part = ("period_words", number)
        yield from _faults_in_parts(row, at, ("why",), ("first", "after", "has", "why"))
        if not row.get("first") and not row.get("after"):
            yield Fault(at, "first and after are both missing", "give the words a stretch of time begins with")
        for name in ("first", "after", "has"):
            if name in row and not _words(row[name]):
                yield Fault((*at, name), "this is no list of words", "write it like [since, over the past]")


def _faults_in_overrides(value: Any, book: Mapping[str, Any]) -> Iterator[Fault]:  # noqa: ANN401
    overrides, wrong = _named(value, "override")
    yield from wrong
    for kind, row in overrides.items():
        at: Part = ("override", kind)
        if kind not in book["kinds"]:
            yield Fault(at, f"{kind} is no kind that ships", f"take one of {', '.join(KINDS)}")
        if not row.get("why"):
            yield Fault(at, "what ships is overridden and nothing says why", "add why: with the reason")
        for name in sorted(map(str, set(row) - {*OVERRIDES, "why"})):
            yield Fault((*at, name), f"{name} cannot be overridden", f"the parts are {', '.join(OVERRIDES)}")


def _condition(value: Any) -> dict[str, tuple[str, ...]]:  # noqa: ANN401
    return {place: tuple(words) for place, words in (value or {}).items()}


def laid_over(given: Mapping[str, Any], book: Mapping[str, Any], speech: Mapping[str, Any]) -> tuple[Tables, Tables]:
    """The tables of the codebook that ships with a sound user's file laid over them."""
    lists = word_lists(book, speech)
    for name, change in (given.get("words") or {}).items():
        added, removed, _ = change_of(change)
        lists[name] = [word for word in lists[name] if word not in (removed or ())] + (added or [])
    kinds = {kind: dict(row) for kind, row in book["kinds"].items()}
    for kind, row in (given.get("override") or {}).items():
        kinds[kind] |= {name: value for name, value in row.items() if name in OVERRIDES}
    said = {**speech, "period_words": [*speech["period_words"], *(given.get("period_words") or ())]}
    said |= {name: lists[name] for name in PLAIN_LISTS}
    for group in ("never_victims", "stances"):
        said[group] = {name: lists[f"{group}.{name}"] for name in speech[group]}
    for name, words in lists.items():
        part, _, kind = name.partition(".")
        if part in ("party_words", "bodily_words") and words:
            kinds[kind][part] = words
    return {**book, "kinds": kinds}, said


def subkinds_of(given: Mapping[str, Any]) -> tuple[Subkind, ...]:
    """The kinds of a sound user's file."""
    return tuple(
        Subkind(
            name, row["of"], row["is"], row["is_not"], _condition(row["when"]), _condition(row.get("unless")),
            row.get("plover"), row.get("acled"), _examples(row),
        )
        for name, row in (given.get("kinds") or {}).items()
    )  # fmt: skip


def recodings_of(given: Mapping[str, Any]) -> tuple[Recoding, ...]:
    """The rules of a sound file, in its order."""
    return tuple(
        Recoding(
            row["from"], row["to"], _condition(row["when"]), _condition(row.get("unless")), row["why"], _examples(row)
        )
        for row in given.get("rules") or ()
    )  # fmt: skip


def _examples(row: Mapping[str, Any]) -> tuple[Example, ...]:
    plain = ("text", "trigger", "count")
    return tuple(
        Example(e["text"], e["trigger"], e.get("count"), {k: v for k, v in e.items() if k not in plain})
        for e in row["examples"]
    )


def extension_of(given: Mapping[str, Any], content: bytes) -> Extension:
    """Whose a sound file is, with its digest."""
    return Extension(given["name"], given["version"], sha256(content).hexdigest())
