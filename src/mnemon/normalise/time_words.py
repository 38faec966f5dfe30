"""Which words name the calendar's parts? The lists of data/time_words.yaml and data/feasts.yaml, checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from mnemon.errors import DataError
from mnemon.normalise.datafiles import read_yaml
from mnemon.normalise.numbers import number

MAPS = ("months", "weekdays", "ordinals", "counts", "seasons", "days off")
LISTS = (
    "vague counts", "day parts", "zones", "people", "names", "ahead", "past verbs", "before a month", "numbering",
    "name leads", "units", "hedges", "openers", "arms", "daily things",
)  # fmt: skip
CALENDARS = ("gregorian", "islamic", "hebrew", "persian", "easter", "orthodox easter")
CENTURIES = ("seventeen", "eighteen", "nineteen", "twenty")
"""Words with which a year of two numbers begins ("nineteen twenty-eight")."""

FEAST_KEYS = {"names", "calendar", "month", "day", "days", "offset"}


@dataclass(frozen=True, slots=True)
class Feast:
    """A feast by the calendar that sets it. `day` None = the whole month; `offset`: days from Easter Sunday."""

    name: str
    calendar: str
    month: int = 0
    day: int | None = None
    days: int = 1
    offset: int = 0


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The words of the calendar: `numbers[list][word]`, plain `words[list]`, and the feasts by name."""

    numbers: Mapping[str, Mapping[str, int]]
    words: Mapping[str, tuple[str, ...]]
    feasts: Mapping[str, Feast]


@cache
def time_words() -> TimeWords:
    """The shipped lists, read once. Raises DataError where a file breaks its own rules."""
    lists, feasts = read_yaml("time_words.yaml"), read_yaml("feasts.yaml")
    faults = [*lint_lists(lists), *lint_feasts(feasts)]
    if faults:
        raise DataError("; ".join(faults), where="time_words.yaml, feasts.yaml", do="mend the entries named")
    named = {entry["list"]: entry["words"] for entry in lists}
    return TimeWords(
        {name: named[name] for name in MAPS},
        {name: tuple(named[name]) for name in LISTS},
        {name: _feast(entry) for entry in feasts for name in entry["names"]},
    )


def lint_lists(entries: list[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with the word lists, one sentence each; nothing where all is well."""
    missing = {*MAPS, *LISTS} - {entry.get("list") for entry in entries}
    if missing:
        yield f"no list {sorted(missing)}"
    for entry in entries:
        name = str(entry.get("list"))
        words = entry.get("words") or []
        if name not in (*MAPS, *LISTS) or not entry.get("about"):
            yield f"{name}: no such list is used, or it has no `about`"
        if isinstance(words, dict) != (name in MAPS):
            yield f"{name}: words must {'map to numbers' if name in MAPS else 'be a plain list'}"
        yield from (f"{name}: {word!r} is not lower-case text" for word in words if not _is_plain(word))


def _is_plain(word: object) -> bool:
    return isinstance(word, str) and word == word.lower().strip() != ""


def lint_feasts(entries: list[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with the feasts, one sentence each; nothing where all is well."""
    seen: set[str] = set()
    for entry in entries:
        names = entry.get("names") or ["(no name)"]
        if set(entry) - FEAST_KEYS or entry.get("calendar") not in CALENDARS:
            yield f"{names[0]}: unknown keys, or a calendar that is not one of {CALENDARS}"
        if ("offset" in entry) == ("month" in entry):
            yield f"{names[0]}: give either a month or an offset from Easter"
        for name in names:
            if not _is_plain(name) or name in seen:
                yield f"{names[0]}: {name!r} is not lower-case text or stands twice"
            seen.add(name)


def _feast(entry: dict[str, Any]) -> Feast:
    numbers = {key: entry[key] for key in ("month", "day", "days", "offset") if key in entry}
    return Feast(str(entry["names"][0]), entry["calendar"], **numbers)


def plain_month(words: str) -> int:
    """The number of a month word, its point set aside."""
    return time_words().numbers["months"][words.rstrip(".").strip()]


def spelled_year(words: str) -> int:
    """The year that words spell ("nineteen twenty-eight", "two thousand and eighteen")."""
    first, _, rest = words.replace("-", " ").partition(" ")
    if first not in CENTURIES or rest.startswith("thousand"):
        return number(words) or 0
    century = 100 * (number(first) or 0)
    return century + (number(rest.removeprefix("zero ").removeprefix("oh ")) or 0) if rest != "hundred" else century


def plain_weekday(words: str) -> int:
    """The number of a weekday, Monday = 0, its point set aside."""
    return time_words().numbers["weekdays"][words.rstrip(".").strip()]


def plain_day(words: str) -> int:
    """The number that a day of a month or an ordinal spells."""
    ordinals = time_words().numbers["ordinals"]
    joined = words.replace(" ", "-")
    if joined not in ordinals and not re.search(r"\d", words):
        return number(words) or 0
    return ordinals[joined] if joined in ordinals else int(re.sub(r"\D", "", words))
