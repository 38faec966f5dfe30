"""Which days do words name that hang on the report's own day? Weekdays, yesterday, last week, three days ago."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from mnemon.model.values import DateRange
from mnemon.normalise.absolute_days import Anchor
from mnemon.normalise.calendar_words import MONTHS, WEEKDAYS, day_of, month_range, spanning, year_range
from mnemon.normalise.numbers import number

DAYS_OFF = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "earlier today": 0,
    "later today": 0, "at dawn today": 0, "yesterday": -1, "last night": -1, "the day before yesterday": -2,
    "tomorrow": 1, "the day after tomorrow": 2, "tomorrow night": 1, "yesterday evening": -1,
}  # fmt: skip
"""Words for one day -> its distance in days from the report's day."""

UNITS = r"(?P<unit>hour|day|week|month|year|decade)s?"
COUNT = r"(?:(?P<count>[a-z\d-]+) )"
SINGLE_TOKEN_NUMBERS = {"a": 1, "an": 1, "couple": 2}


def relative(words: str, anchor: Anchor) -> DateRange | None:
    """The days that lower-case words name from the report's day; None where they name none or that day is unknown."""
    day = anchor.published
    if day is None:
        return None
    return (
        _named_day(words, day)
        or _weekday(words, day, ahead=anchor.ahead)
        or _period(words, day)
        or _so_far(words, day)
        or _ago(words, day)
        or _past(words, day)
        or _named_month(words, day)
        or _day_of_month(words, anchor)
    )


def _named_day(words: str, day: date) -> DateRange | None:
    if words == "overnight":
        return spanning(day - timedelta(days=1), day)
    if words not in DAYS_OFF:
        return None
    named = day + timedelta(days=DAYS_OFF[words])
    return spanning(named, named)


def _weekday(words: str, day: date, *, ahead: bool) -> DateRange | None:
    match = re.fullmatch(r"(?:(?P<which>last|next|this|this past|this coming) )?(?P<name>[a-z]+)\.?(?:'s)?", words)
    if not match or match["name"] not in WEEKDAYS:
        return None
    gap = (day.weekday() - WEEKDAYS[match["name"]]) % 7
    which = match["which"]
    if which in ("next", "this coming") or (ahead and which is None):
        forward = (-gap) % 7 or (7 if which else 0)
        named = day + timedelta(days=forward)
    else:
        named = day - timedelta(days=gap or (7 if which in ("last", "this past") else 0))
    return spanning(named, named)


def _period(words: str, day: date) -> DateRange | None:
    """Last, this or next week, month, year, weekend as calendar stretches; weeks run from Monday to Sunday."""
    match = re.fullmatch(
        r"(?:the )?(?P<which>last|this|next|previous|current|coming) (?P<unit>weekend|week|month|year)", words
    )
    if words in ("the weekend", "weekend"):
        return _weekend(day, 0)
    if not match or (words.startswith("the ") and match["which"] in ("last", "next")):
        return None
    shift = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(match["which"], 0)
    return _weekend(day, shift) if match["unit"] == "weekend" else _calendar(match["unit"], day, shift)


def _calendar(unit: str, day: date, shift: int) -> DateRange:
    if unit == "week":
        monday = day - timedelta(days=day.weekday() - 7 * shift)
        return spanning(monday, monday + timedelta(days=6))
    if unit == "month":
        moved = day + relativedelta(months=shift)
        return month_range(moved.year, moved.month)
    return year_range(day.year + shift)


def _weekend(day: date, shift: int) -> DateRange:
    """The weekend that the day lies in or last saw; "last weekend" said on one is the one before."""
    on_one = day.weekday() >= 5
    saturday = day - timedelta(days=(day.weekday() - 5) % 7)
    weeks = 1 if shift > 0 else (-1 if shift < 0 and on_one else 0)
    saturday += timedelta(days=7 * weeks)
    return spanning(saturday, saturday + timedelta(days=1))


def _so_far(words: str, day: date) -> DateRange | None:
    match = re.fullmatch(r"(?P<side>earlier|later) (?:in )?(?:this|the) (?P<unit>week|month|year)", words)
    if not match:
        return None
    whole = _calendar(match["unit"], day, 0)
    return spanning(whole.start, day) if match["side"] == "earlier" else spanning(day, whole.end)


def _ago(words: str, day: date) -> DateRange | None:
    """Days ago name a day, weeks ago a calendar week, months ago a month, years ago a year."""
    match = re.fullmatch(rf"{COUNT}{UNITS} ago", words)
    count = _count(match["count"]) if match else None
    if not match or count is None or match["unit"] == "decade":
        return None
    unit = match["unit"]
    if unit == "hour":
        days, left = divmod(count, 24)
        return None if left or not days else _just(day - timedelta(days=days))
    return _just(day - timedelta(days=count)) if unit == "day" else _calendar(unit, day, -count)


def _just(day: date) -> DateRange:
    return spanning(day, day)


def _past(words: str, day: date) -> DateRange | None:
    """A stretch that ends on the report's day ("the past 24 hours", "the last two months")."""
    match = re.fullmatch(rf"(?:the )?(?:past|last|previous|preceding) {COUNT}?{UNITS}", words)
    if not match or (words.startswith(("last ", "previous ")) and not match["count"]):
        return None
    count = _count(match["count"]) if match["count"] else 1
    start = None if count is None else _back(day, count, match["unit"])
    return None if start is None else spanning(start, day)


def _back(day: date, count: int, unit: str) -> date | None:
    if unit == "hour":
        return day - timedelta(days=-(-count // 24))
    years = {"year": count, "decade": 10 * count}.get(unit, 0)
    if years >= day.year:
        return None
    months, weeks, days = (count if unit == name else 0 for name in ("month", "week", "day"))
    return day - relativedelta(years=years, months=months, days=days + max(0, 7 * weeks - 1))


def _count(words: str) -> int | None:
    count = SINGLE_TOKEN_NUMBERS.get(words) or number(words)
    return count if count is not None and 0 < count < 1000 else None


def _named_month(words: str, day: date) -> DateRange | None:
    """The latest "last November" is the one before the report's month; "next May" the first one after it."""
    match = re.fullmatch(r"(?P<which>last|next|this) (?P<month>[a-z]+)", words)
    if not match or match["month"] not in MONTHS:
        return None
    month, which = MONTHS[match["month"]], match["which"]
    if which == "this":
        return month_range(day.year, month)
    later = month > day.month if which == "next" else month >= day.month
    year = day.year + (0 if later else 1) if which == "next" else day.year - (1 if later else 0)
    return month_range(year, month)


def _day_of_month(words: str, anchor: Anchor) -> DateRange | None:
    """The nearest such day of a month ("the 9th")."""
    match = re.fullmatch(r"the (\d{1,2})(?:st|nd|rd|th)", words)
    if not match or anchor.published is None:
        return None
    step = 1 if anchor.ahead else -1
    for months in range(3):
        moved = anchor.published.replace(day=1) + relativedelta(months=step * months)
        named = day_of(moved.year, moved.month, int(match[1]))
        if named and (named >= anchor.published if anchor.ahead else named <= anchor.published):
            return _just(named)
    return None
