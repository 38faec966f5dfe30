"""Which days do these words name, when they name a year themselves or lack nothing but the year?"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from mnemon.model.values import DateRange
from mnemon.normalise.calendar_words import (
    FEASTS,
    MONTHS,
    ORDINALS,
    WEEKDAYS,
    day_of,
    month_range,
    spanning,
    year_range,
)

MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
DAY = r"(?:the )?(?P<day>\d{1,2}(?:st|nd|rd|th)?|" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + ")"
YEAR = r"(?P<year>1\d{3}|20\d{2})"
WEEKDAY = "(?:(?:" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r")\.?,? (?:the )?)?"
WHICH_YEAR = rf"(?:[ ,-]+(?:of )?(?:{YEAR}|(?P<which>last|this|next) year))?"

DAY_SHAPES = (rf"{WEEKDAY}{DAY}(?: of)?[ -]{MONTH}{WHICH_YEAR}", rf"{WEEKDAY}{MONTH} {DAY}{WHICH_YEAR}")
MONTH_SHAPE = rf"(?:the month of )?{MONTH}{WHICH_YEAR}"
FEAST_SHAPE = rf"(?P<feast>{'|'.join(sorted(FEASTS, key=len, reverse=True))})(?: day)?{WHICH_YEAR}"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative words hang on: the report's day (None where nothing says it) and whether the deed lies ahead."""

    published: date | None
    tense: str = "past"

    @property
    def ahead(self) -> bool:
        """True when the words speak of the future."""
        return self.tense == "future"


def absolute(words: str, anchor: Anchor) -> DateRange | None:
    """The days that lower-case words name by a date, month, year, decade or fixed feast; None where they name none."""
    return _numeric(words) or _day(words, anchor) or _month(words, anchor) or _feast(words, anchor) or _years(words)


def in_nearest_year(make: Callable[[int], DateRange | None], anchor: Anchor) -> DateRange | None:
    """The range that `make` gives for the nearest year: begun by the report's day, or not over where it lies ahead."""
    if anchor.published is None:
        return None
    step = 1 if anchor.ahead else -1
    for back in range(9):
        found = make(anchor.published.year + step * back)
        if found is not None and _on_the_right_side(found, anchor.published, ahead=anchor.ahead):
            return found
    return None


def _on_the_right_side(found: DateRange, published: date, *, ahead: bool) -> bool:
    return found.end >= published if ahead else found.start <= published


def _in_year(match: re.Match[str], make: Callable[[int], DateRange | None], anchor: Anchor) -> DateRange | None:
    """`make` for the year that the words name, else for the one they point to, else for the nearest."""
    if match["year"]:
        return make(int(match["year"]))
    if match["which"]:
        shift = {"last": -1, "this": 0, "next": 1}[match["which"]]
        return None if anchor.published is None else make(anchor.published.year + shift)
    return in_nearest_year(make, anchor)


def _numeric(words: str) -> DateRange | None:
    """ISO dates and months; 14.03.2025 and 3/14/2025 only where no other reading is possible."""
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:t[\d:.]+z?)?)?", words)
    if iso and iso[3]:
        return _one_day(day_of(int(iso[1]), int(iso[2]), int(iso[3])))
    if iso and 1 <= int(iso[2]) <= 12:
        return month_range(int(iso[1]), int(iso[2]))
    short = re.fullmatch(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", words)
    if not short:
        return None
    first, second, year = int(short[1]), int(short[3]), int(short[4])
    readings = {day_of(year, second, first), day_of(year, first, second)} - {None}
    return _one_day(readings.pop()) if len(readings) == 1 else None


def _one_day(day: date | None) -> DateRange | None:
    return None if day is None else spanning(day, day)


def _day(words: str, anchor: Anchor) -> DateRange | None:
    for shape in DAY_SHAPES:
        match = re.fullmatch(shape, words)
        if match:
            month, day = MONTHS[match["month"]], _ordinal(match["day"])
            return _in_year(match, partial(_day_in, month=month, day=day), anchor)
    return None


def _day_in(year: int, month: int, day: int) -> DateRange | None:
    return _one_day(day_of(year, month, day))


def _ordinal(words: str) -> int:
    return ORDINALS[words] if words in ORDINALS else int(re.sub(r"\D", "", words))


def _month(words: str, anchor: Anchor) -> DateRange | None:
    match = re.fullmatch(MONTH_SHAPE, words)
    if not match:
        return None
    month = MONTHS[match["month"]]
    return _in_year(match, lambda year: month_range(year, month), anchor)


def _feast(words: str, anchor: Anchor) -> DateRange | None:
    match = re.fullmatch(FEAST_SHAPE, words)
    if not match:
        return None
    month, day = FEASTS[match["feast"]]
    return _in_year(match, lambda year: _one_day(date(year, month, day)), anchor)


def _years(words: str) -> DateRange | None:
    year = re.fullmatch(rf"(?:the year )?{YEAR}", words)
    if year:
        return year_range(int(year["year"]))
    decades = re.fullmatch(r"(?:the )?(1\d|20)(\d)0'?s(?: and (?:(?:19|20))?'?(\d)0'?s)?", words)
    if not decades:
        return None
    century = int(decades[1]) * 100
    first = century + 10 * int(decades[2])
    last = century + 10 * int(decades[3] or decades[2]) + 9
    return year_range(first, last) if first < last else None
