"""Which words only look like a date? "May" the verb, "1st Brigade", "2000 people", "the March 14 alliance"."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from mnemon.normalise.time_shapes import Found
from mnemon.normalise.time_words import time_words


def _one_of(name: str) -> str:
    return "|".join(re.escape(word) for word in time_words().words[name])


LED_BY = re.compile(rf"\b(?:{_one_of('before a month')})[ -]$")
"""Words before a month that say it is one."""

SET = re.compile(r"\b(?:every|each|per|most|many|some|on alternate) $")
AGE = re.compile(r"[ -](?:old|of age)\b")
NUMBERED = re.compile(rf"(?:[$€£]|\b(?:{_one_of('numbering')}) ?)$")
NAMED = re.compile(rf"\b(?:{_one_of('name leads')}) $")
HEDGED = re.compile(
    r"\b(?:some|about|around|nearly|almost|over|than|least|estimated|approximately|roughly|with|killed|all|only) $"
)
AFTER_DAY = re.compile(
    r" (?:and|to|or|of|the|but|when|as|in|at|by|with|was|is|were|a|after|before|until|from|that|they|he|she|it|there"
    r"|had|an|on|for|which|while|we|their|his|her|two|three)\b"
)
"""Words that may follow a day of the month; any other noun makes it the number of a thing."""

DATE_LED = re.compile(r"\b(?:on|since|by|until|from|to|between|before|after|and) $")
PART_OF_CODE = re.compile(
    r"[/][A-Za-z\d]|[A-Za-z]|,\d{3}|°|-(?:strong|man|member|metre|meter|mile|km|ton|pound|foot|feet|year|bed|seat)"
)

CODE = re.compile(r"[\w.]-$|\d/$|[+*=]$")
VERBS = ("may", "march", "mar", "sun", "sat", "mon")
AMBIGUOUS = ("may", "march", "mar", "sun", "sat", "mon", "second")
WHOLE = ("march", "april", "may", "june", "july", "august")
"""Months that nobody cuts short: a point behind one ends its sentence."""

PERSONAL = ("april", "june", "august", "may", "jan", "march", "wed", "sun", "sat", "mon", "mar", "dec", "fri")


def is_date(found: Found, text: str) -> bool:
    """Whether an expression is one where it stands in the text (with its case)."""
    return not any(refuses(found, text) for refuses in REFUSALS)


def _before(found: Found, text: str, size: int = 24) -> str:
    return text[max(0, found.start - size) : found.start].lower().replace("\n", " ")


def _lower_month(found: Found, text: str) -> bool:
    """A lower-case "may", "march" or "sun" is no month and no day, unless a day or year stands with it."""
    words = found.groups.get("month", found.groups.get("weekday", "")).rstrip(".")
    if words not in AMBIGUOUS or re.search(r"\d", text[found.start : found.end]):
        return False
    printed = text[found.start : found.end]
    return re.search(rf"\b{words.capitalize()}\b", printed) is None and printed.upper() != printed


def _bare_name(found: Found, text: str) -> bool:
    """A month or short weekday alone that may be a name or verb, with no word before it that leads to a date."""
    if found.reads not in ("month", "weekday") or set(found.groups) - {"month", "weekday"} or found.part:
        return False
    word = found.groups.get("month", found.groups.get("weekday", "")).rstrip(".")
    if word not in PERSONAL:
        return False
    before, after = _before(found, text), text[found.end : found.end + 20]
    if not (before or after):
        return False
    led = LED_BY.search(before) is not None
    ends = text[found.end - 1] == "." and word in WHOLE
    named = not ends and re.match(r" (?!Offensive|War|Revolution|Uprising)[A-Z][a-z]+", after) is not None
    return _is_word(before, after, named=named, led=led) if word in VERBS else named and not led


def _is_word(before: str, after: str, *, named: bool, led: bool) -> bool:
    """Whether "May" or "March" is a verb or a noun of another sense."""
    if re.match(r" ?[-/] ?[A-Z\d]| (?:to|and|or) [A-Z]", after) and re.search(r"[( ]$|^$", before):
        return False
    if before.endswith((" the ", " a ", "the ", " of ")) and re.match(r" (?:on|to|of|by|against|for|into) ", after):
        return True
    if before.endswith((" the ", " a ")):
        return re.match(r" [a-z]+", after) is None or named
    return named or not led


def _of_people(found: Found, text: str) -> bool:
    """A year or a day before a noun for people or things counts them."""
    if found.reads not in ("year", "day", "season", "before_era", "short_year"):
        return False
    number = found.groups.get("year") or found.groups.get("day", "")
    if not text[found.end - 1].isdigit() or not number[-1:].isdigit():
        return False
    if not _people().match(text[found.end : found.end + 40].lower()):
        return False
    if found.reads == "day":
        return "year" not in found.groups
    return number[-2:] in ("00", "50") or HEDGED.search(_before(found, text)) is not None


@cache
def _people() -> re.Pattern[str]:
    nouns = "|".join(re.escape(word) for word in time_words().words["people"])
    return re.compile(
        rf"[ -](?!(?:the|a|by|of|in|and|as|when|to|for|from|with|after|on|at|that) )(?:[a-z-]+ )?(?:{nouns})\b"
    )


def _of_a_name(found: Found, text: str) -> bool:
    nouns = "|".join(time_words().words["names"])
    if found.reads in ("day", "month", "day_alone"):
        return re.match(rf"[ -](?:[A-Z][a-z]+ )?(?i:{nouns})\b", text[found.end : found.end + 30]) is not None
    return False


def _numbered(found: Found, text: str) -> bool:
    """A bare year behind a money sign or a word that numbers things, or part of a longer number or code."""
    if found.reads != "year":
        return False
    before, after = _before(found, text), text[found.end : found.end + 8]
    if NUMBERED.search(before) or AGE.match(after) or PART_OF_CODE.match(after):
        return True
    span = re.match(r"-(\d\d)(?!\d)", after)
    if span and int(span[1]) <= int(found.groups["year"][2:]):
        return True
    return CODE.search(before) is not None and re.search(r"\d{4}-$|\b(?:mid|pre|post)-$", before) is None


def _operation(found: Found, text: str) -> bool:
    """`Operation Ramadan`, `Task Force April`: a name."""
    return NAMED.search(_before(found, text)) is not None and "year" not in found.groups


def _in_a_set(found: Found, text: str) -> bool:
    """`Every Monday`, `each year`: no stretch of the calendar."""
    return (
        found.reads in ("weekday", "month", "day", "season", "feast") and SET.search(_before(found, text)) is not None
    )


def _ordinal_thing(found: Found, text: str) -> bool:
    """`The 1st Brigade`, `the 9th floor`: no day of a month."""
    if found.reads != "day_alone" or "rel" in found.groups:
        return False
    after = text[found.end : found.end + 30]
    return re.match(r"[ -]+[A-Za-z\d]+", after) is not None and AFTER_DAY.match(after) is None


def _fraction(found: Found, text: str) -> bool:
    """`24/7`, `15/16`: a day and month in digits stand behind a word that leads to a date, or alone."""
    if found.reads != "short_day":
        return False
    alone = len(text.strip()) == found.end - found.start
    return not alone and DATE_LED.search(_before(found, text)) is None


def _some_week(found: Found, text: str) -> bool:
    """`Week 10` with neither a year nor another such week beside it is the tenth of something, unless it is all."""
    if found.reads != "numbered_week" or {"lead", "year"} & set(found.groups):
        return False
    around = f"{text[: found.start]} {text[found.end :]}"
    return around.strip() != "" and re.search(r"(?i)\bweeks? ?\d+", around) is None


REFUSALS: tuple[Callable[[Found, str], bool], ...] = (
    _lower_month, _bare_name, _operation, _of_people, _of_a_name, _numbered, _in_a_set, _ordinal_thing, _fraction,
    _some_week,
)  # fmt: skip
