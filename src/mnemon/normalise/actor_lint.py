"""What is wrong with the actors' data? Every fault of an entry or a word list, one sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from mnemon.normalise.actor_entries import Raw, names_of, years
from mnemon.normalise.folding import folded

KINDS = (
    "state force", "rebel group", "militia", "armed group", "government", "civilians", "organisation", "unknown",
)  # fmt: skip
ROLES = ("military", "police", "security-forces", "government", "civilians", "")
STATES = ("military", "police", "security-forces", "government")
STANDINGS = ("civilian", "combatant", "unknown")

KEYS = frozenset("id name aliases shared kind inter countries of from to periods sides source".split())
NEEDED = ("id", "name", "kind", "countries", "source")
SOURCES = ("public knowledge",)


def lint_entries(entries: Mapping[str, Raw], iso2: frozenset[str], iso3: frozenset[str]) -> Iterator[str]:
    """What is wrong with the entries, by file name; `iso2` and `iso3` are the countries' codes (iso3 lower case)."""
    states = {f"{code}-{role}" for code in iso3 for role in STATES}
    ids = {str(entry.get("id")) for entry in entries.values()} | states | {"civilians"}
    for file, entry in entries.items():
        faults = (*_shape(file, entry), *_links(entry, ids), *_dates(entry), *_codes(entry, iso2))
        yield from (f"{file}: {fault}" for fault in faults)
    yield from _shared_names(entries)
    yield from _circles(entries)


def _shape(file: str, entry: Raw) -> Iterator[str]:
    if unknown := set(entry) - KEYS:
        yield f"unknown keys {sorted(unknown)}"
    if missing := [key for key in NEEDED if not entry.get(key)]:
        yield f"{missing} is missing"
    if entry.get("id") != PurePosixPath(file).stem:
        yield "its id is not its file's name"
    if entry.get("kind") not in KINDS:
        yield f"kind is not one of {KINDS}"
    if entry.get("source") not in SOURCES:
        yield f"source is not one of {SOURCES}"
    keys = [folded(name) for name in names_of(entry)] if entry.get("name") else []
    yield from (f"{name!r} stands twice" for name in sorted({key for key in keys if keys.count(key) > 1}))
    yield from (f"a name of {len(key)} letters is too short" for key in keys if len(key) < 2)


def _codes(entry: Raw, iso2: frozenset[str]) -> Iterator[str]:
    yield from (f"{code} is no country's code" for code in entry.get("countries") or () if code not in iso2 | {"*"})
    if entry.get("inter") not in (None, *range(1, 9)):
        yield "inter is not 1 to 8"


def _links(entry: Raw, ids: set[str]) -> Iterator[str]:
    parts = [entry, *entry.get("periods", ())]
    others = [part.get("of") for part in parts if part.get("of")]
    others += [other for side in entry.get("sides", ()) for key in ("with", "against") for other in side.get(key, ())]
    yield from (f"{other} is not listed" for other in others if other not in ids)
    yield from ("a side names no war" for side in entry.get("sides", ()) if not side.get("war"))
    kinds = [part["kind"] for part in parts if "kind" in part]
    yield from (f"a period's kind {kind} is unknown" for kind in kinds if kind not in KINDS)


def _dates(entry: Raw) -> Iterator[str]:
    try:
        whole = years(entry)
        parts = [years(part) for key in ("periods", "sides") for part in entry.get(key, ())]
    except ValueError as error:
        yield f"a date cannot be read: {error}"
        return
    yield from ("it ends before it begins" for part in (whole, *parts) if part.end < part.start)
    yield from (
        "a period lies outside of the actor's own years"
        for part in parts
        if part.end < whole.start or part.start > whole.end
    )


def _shared_names(entries: Mapping[str, Raw]) -> Iterator[str]:
    """A name that several entries bear must be listed as shared by each of them, so that none is shared by mistake."""
    bearers: dict[str, list[str]] = {}
    for file, entry in entries.items():
        for name in {folded(name) for name in (names_of(entry) if entry.get("name") else [])}:
            bearers.setdefault(name, []).append(file)
    for file, entry in entries.items():
        shared = {folded(str(name)) for name in entry.get("shared", ())}
        for name in {folded(name) for name in (names_of(entry) if entry.get("name") else [])}:
            others = [other for other in bearers[name] if other != file]
            if others and name not in shared:
                yield f"{file}: {name!r} also names {others}; list it as shared in each"
            if not others and name in shared:
                yield f"{file}: {name!r} is shared with no other entry"


def _circles(entries: Mapping[str, Raw]) -> Iterator[str]:
    parents = {
        str(entry.get("id")): {part["of"] for part in (entry, *entry.get("periods", ())) if part.get("of")}
        for entry in entries.values()
    }
    for own, direct in parents.items():
        above, seen = set(direct), set[str]()
        while above:
            seen |= above
            above = {parent for one in above for parent in parents.get(one, ())} - seen
        if own in seen:
            yield f"{own}: it is its own parent"


def lint_words(entries: list[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with the words for people, one sentence each; nothing where all is well."""
    seen: set[str] = set()
    for entry in entries:
        if entry.get("role") not in ROLES or entry.get("kind") not in KINDS or not entry.get("name"):
            yield f"{entry.get('name')}: role, kind or name is missing or unknown"
        for word in map(folded, entry.get("words", ())):
            if word in seen:
                yield f"{entry.get('name')}: {word!r} stands twice"
            seen.add(word)


def lint_groups(entries: list[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with the groups of people, one sentence each; a word may belong to several groups."""
    seen: set[str] = set()
    for entry in entries:
        own = str(entry.get("group", "(no group)"))
        if set(entry) - {"group", "standing", "inter", "words"} or entry.get("standing") not in STANDINGS:
            yield f"{own}: unknown keys, or standing is not one of {STANDINGS}"
        words = [folded(str(word)) for word in entry.get("words", ())]
        if not words or len(words) > len(set(words)) or own in seen:
            yield f"{own}: it has no words, a word twice, or stands twice itself"
        seen.add(own)
