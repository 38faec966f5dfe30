"""Where does a text name the calendar? The shapes of data/time_shapes.yaml, found from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from mnemon.errors import DataError
from mnemon.normalise.datafiles import read_yaml
from mnemon.normalise.folding import PLAIN
from mnemon.normalise.numbers import TENS, UNITS
from mnemon.normalise.time_words import TimeWords, spelled_year, time_words

PLACES = ("core", "before", "after")
KEYS = {"name", "reads", "shape", "examples", "place", "needs"}
BLANKS = str.maketrans(dict.fromkeys("\u00a0\u2009\u202f\t\r", " "))
TWO_DIGITS = 2
SHORTEST = 6
"""Names of months and weekdays with fewer letters than this are cut short."""


CLOCK = (
    r"(?:\d{1,2}(?::\d{2}){1,2}(?: ?(?:[ap]\.?m(?:\.|\b)|hrs|hours))?|\d{1,2}(?:\.\d{2})? ?(?:[ap]\.m\.?|[ap]m\b)"
    r"|[0-2]\d[0-5]\d ?(?:hours|hrs|gmt|utc)\b|\d{1,2} o'clock)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """An expression where it stands in its text, with the shape that fits and what the shape took apart.

    `alone`: the shape fits only where the words are all that was given.
    `part`: the words that take a part of what is named ("late", "the end of"); `clock`: a time of day beside it.
    """

    start: int
    end: int
    shape: str
    reads: str
    groups: Mapping[str, str] = field(default_factory=dict)
    part: str = ""
    daypart: str = ""
    clock: str = ""
    zone: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape, compiled. `needs` "before": only behind a part or a time of day; "alone": with nothing else."""

    name: str
    reads: str
    place: str
    needs: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The shapes by their place, and the pattern of the places at which one may begin."""

    core: tuple[Shape, ...]
    before: tuple[Shape, ...]
    after: tuple[Shape, ...]
    opening: re.Pattern[str]


@cache
def grammar() -> Grammar:
    """The shipped shapes, read once. Raises DataError where the file breaks its own rules."""
    entries = read_yaml("time_shapes.yaml")
    faults = list(lint_shapes(entries))
    if faults:
        raise DataError("; ".join(faults), where="time_shapes.yaml", do="mend the entries named")
    macros = _macros(time_words())
    shapes = [_shape(entry, macros) for entry in entries]
    core, before, after = (tuple(s for s in shapes if s.place == place) for place in PLACES)
    return Grammar(core, before, after, _opening(time_words()))


def lint_shapes(entries: list[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with the shapes, one sentence each; nothing where all is well."""
    macros, seen = _macros(time_words()), set()
    for entry in entries:
        name = str(entry.get("name"))
        if set(entry) - KEYS or not entry.get("examples") or name in seen:
            yield f"{name}: unknown keys, no examples, or it stands twice"
        if entry.get("needs", "before") not in ("before", "alone"):
            yield f"{name}: needs is neither before nor alone"
        if entry.get("place", "core") not in PLACES or ("reads" in entry) != (entry.get("place", "core") == "core"):
            yield f"{name}: place is not one of {PLACES}, or a core shape does not say what it reads"
        seen.add(name)
        try:
            re.compile(_expanded(str(entry.get("shape")), macros))
        except (re.error, KeyError) as error:
            yield f"{name}: its shape cannot be read ({error})"


def fold(text: str) -> str:
    """Lower case with plain dashes, quotes and blanks, every character in its place."""
    plain = text.translate(PLAIN).translate(BLANKS)
    lower = plain.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


def scan(folded: str) -> Iterator[Found]:
    """Every expression of a folded text, from left to right, the longest at each place; none overlap."""
    done = 0
    for opening in grammar().opening.finditer(folded):
        if opening.start() < done:
            continue
        found = _longest(folded, opening.start())
        if found is not None:
            done = found.end
            yield found


def _longest(text: str, at: int, depth: int = 0) -> Found | None:
    shapes = grammar()
    candidates = list(_cores(text, at, behind=depth > 0))
    if depth < 2:
        for before in shapes.before:
            lead = before.pattern.match(text, at)
            inner = _longest(text, lead.end(), depth + 1) if lead else None
            if lead and inner is not None and _goes(before, inner):
                candidates.append(_led(inner, at, lead))
    best = max(candidates, key=lambda found: found.end, default=None)
    return None if best is None else _followed(text, best)


def _cores(text: str, at: int, *, behind: bool) -> Iterator[Found]:
    for shape in grammar().core:
        match = shape.pattern.match(text, at) if behind or shape.needs != "before" else None
        if match and match.end() > at and not _is_years(match, shape):
            groups = {name: value for name, value in match.groupdict().items() if value is not None}
            zone, alone = groups.pop("zone", ""), shape.needs == "alone"
            if "year2" in groups:
                groups["year"] = groups.pop("year2")
            if "yearwords" in groups:
                groups["year"] = str(spelled_year(groups.pop("yearwords")))
            clock = groups.get("clock", "")
            yield Found(at, match.end(), shape.name, shape.reads, groups, zone=zone, clock=clock, alone=alone)


def _is_years(match: re.Match[str], shape: Shape) -> bool:
    """Whether it is two years running ("2007-08") and no month ("2024-08")."""
    if not shape.name.startswith("written month") or len(match["number"] or "") != TWO_DIGITS or " " in match[0]:
        return False
    return int(match["number"]) > int(match["year"][2:])


NARROWED = (
    "month",
    "year",
    "decade",
    "century",
    "season",
    "period",
    "weekday",
    "deictic",
    "quarter",
    "short_year",
    "before_era",
    "feast",
)
"""What can be said to have an early or a late part."""

DAYS = (
    "day",
    "weekday",
    "numeric",
    "short",
    "day_alone",
    "deictic",
    "weekday_day",
    "weekday_week",
    "feast",
    "period",
    "month",
    "neighbour",
)
"""What can have a time of day."""


def _goes(before: Shape, inner: Found) -> bool:
    if before.name == "part of a period":
        return inner.reads in NARROWED and not inner.part and inner.clock == ""
    return inner.reads in DAYS and (inner.reads != "month")


def _led(inner: Found, at: int, lead: re.Match[str]) -> Found:
    groups = lead.groupdict()
    return replace(
        inner,
        start=at,
        part=groups.get("part") or inner.part,
        daypart=groups.get("daypart") or inner.daypart,
        clock=groups.get("clock") or inner.clock,
        zone=groups.get("zone") or inner.zone,
    )


def _followed(text: str, found: Found) -> Found:
    """The expression with a time of day behind it, where it names a day."""
    for after in grammar().after if found.reads in DAYS and found.reads != "month" else ():
        tail = after.pattern.match(text, found.end)
        if tail:
            groups = tail.groupdict()
            daypart, clock = groups.get("daypart") or found.daypart, groups.get("clock") or found.clock
            found = replace(found, end=tail.end(), daypart=daypart, clock=clock, zone=groups.get("zone") or found.zone)
    return found


def _shape(entry: dict[str, Any], macros: Mapping[str, str]) -> Shape:
    place, needs = entry.get("place", "core"), entry.get("needs", "")
    bare = _expanded(entry["shape"], macros)
    shape = rf"\A(?:{bare})\Z" if needs == "alone" else rf"{bare}(?!\w)" if place == "core" else bare
    return Shape(entry["name"], entry.get("reads", ""), place, needs, re.compile(shape), tuple(entry["examples"]))


def _expanded(shape: str, macros: Mapping[str, str]) -> str:
    while re.search(r"\{[A-Z][A-Z0-9]*\}", shape):
        shape = re.sub(r"\{([A-Z][A-Z0-9]*)\}", lambda name: macros[name[1]], shape)
    return re.sub(r"(?<!\[) ", r"(?: +| *\\n *)", shape)


def _any(words: Iterable[str]) -> str:
    """One of the words, the longest that fits; a hyphen may be a blank."""
    return "|".join(re.escape(word).replace(r"\ ", " ").replace(r"\-", "[ -]") for word in _longest_first(words))


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def _pointed(word: str) -> str:
    """The word, with its point where it is cut short."""
    point = r"\.?" if len(word) < SHORTEST and word not in ("may", "june", "july") else ""
    return f"{word}(?![a-z]){point}"


def _macros(words: TimeWords) -> dict[str, str]:
    """The lists as alternatives, by the names that shapes use for them."""
    month, weekday = (
        f"(?:{'|'.join(map(_pointed, _longest_first(words.numbers[n])))})" for n in ("months", "weekdays")
    )
    ordinals, units = _any(words.numbers["ordinals"]), _any(words.words["units"])
    tens, ones = (
        _any([w for w in words.numbers["counts"] if w.endswith("ty")]),
        "one|two|three|four|five|six|seven|eight|nine",
    )
    worded = rf"(?:{ordinals}|(?:twenty|thirty)[ -](?:{ones}))(?![a-z])"
    day = rf"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,]\d{{3}}|:\d)|{worded}"
    rel = "this|last|next|that|the same|that same|the previous|the following|the next|the current|the"
    counts = rf"(?:{_any(words.numbers['counts'])}|\d{{1,3}}|(?:{tens})[ -](?:{ones}))"
    small = _any([w for w in words.numbers["counts"] if re.fullmatch(r"[a-z]+", w) and w not in ("a", "an", "hundred")])
    small = rf"(?:{tens})[ -](?:{ones})|{small}"
    century = (
        rf"(?:seventeen|eighteen|nineteen)[ -](?:(?:zero|oh)[ -](?:{ones})|(?:{tens})(?:[ -](?:{ones}))?|hundred)"
        rf"|twenty (?:ten|eleven|twelve|[a-z]+teen|(?:{tens})(?:[ -](?:{ones}))?)"
        r"(?![ -](?:year|day|month|week|hour)|[a-z])"
    )
    return {
        "M": f"(?P<month>{month})",
        "M2": f"(?P<month2>{month})",
        "DAY": f"(?P<day>{day})",
        "DAY2": f"(?P<day2>{day})",
        "ANYDAY": f"(?P<day>{day}|{small})",
        "SMALL": small,
        "DAYTH": r"(?P<day>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))",
        "W": f"(?P<weekday>{weekday})",
        "YW": rf"(?P<yearwords>{century}|two thousand(?: and)?(?: (?:{small}))?)",
        "CENTURYWORDS": century,
        "Y2": r"(?P<year2>1[0-9]\d\d|20\d\d)",
        "Y": r"(?P<year>1[0-9]\d\d|20\d\d)(?![\d%]|[.,:]\d)",
        "ITSDAY": rf"(?:, an? {weekday}| \((?:an? )?{weekday}\))",
        "WHICHYEAR": rf"(?:(?:(?: ?,)? |-|,)(?:of |in )?(?:{{Y}}|{{YW}}|(?P<which>{rel}) year))",
        "N": f"(?P<n>{counts})",
        "LENGTH": "".join(f"(?:(?P<n{i}>{counts}) (?P<unit{i}>{units})s?,? (?:and )?)?" for i in "ab")
        + f"(?P<n>{counts}) (?P<unit>{units})s?",
        "NUMBERWORD": f"(?:{_any([*UNITS, *TENS, 'hundred', 'thousand'])})",
        "WS": f"(?P<weekday>{_any([w for w in words.numbers['weekdays'] if w.endswith('day')])})s?",
        "VAGUE": f"(?P<vague>{_any(words.words['vague counts'])})",
        "UNITS": f"(?P<unit>{units})s?",
        "S": f"(?P<season>{_any(words.numbers['seasons'])})(?![a-z])",
        "OFF": f"(?P<off>{_any(words.numbers['days off'])})",
        "ORDINALS": ordinals,
        "FEAST": f"(?P<feast>{_any(words.feasts)})(?![a-z])",
        "DAYPARTS": _any(words.words["day parts"]),
        "CLOCK": CLOCK,
        "ZONE": rf"\(?(?P<zone>{_any(words.words['zones'])})(?![a-z])\)?",
        "HEDGE": f"(?P<hedge>{_any(words.words['hedges'])})",
    }


def _opening(words: TimeWords) -> re.Pattern[str]:
    """Where an expression may begin: a digit or one of the words that open one, behind an article or not."""
    lists = [*words.numbers.values(), words.words["vague counts"], words.words["day parts"], words.feasts]
    first = {re.split("[ -]", word.removeprefix("the "))[0] for group in lists for word in group} - {"a", "an", "the"}
    openers = _any({*first, *words.words["openers"]})
    article = r"(?:(?:the|a|an)[ \n]+)?"
    ahead = rf"in (?=\d|(?:{_any(words.numbers['counts'])})(?![a-z]))"
    return re.compile(
        rf"\A|(?<![\w$€£#'])(?<!\d[.,])"
        rf"(?={article}(?:(?:{openers})(?![a-z])|q[1-4]|h[12] |'?\d|ca?\. ?\d|mid-|{ahead}))"
    )
