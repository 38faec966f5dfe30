"""Which days are a day, a month, a year; how exact is a stretch of days?"""

from __future__ import annotations

from datetime import date, timedelta

from mnemon.model.values import DateRange


def day_of(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_range(year: int, month: int) -> DateRange:
    """The whole month."""
    after = date(year + month // 12, month % 12 + 1, 1)
    return spanning(date(year, month, 1), after - timedelta(days=1))


def year_range(first: int, last: int | None = None) -> DateRange:
    """The whole year, or all years from `first` to `last`."""
    return spanning(date(first, 1, 1), date(last or first, 12, 31))


def spanning(start: date, end: date, words: str = "") -> DateRange:
    """The range with the precision of its length: a day 1, 2-6 days 2, a week 3, up to a month 4, longer 5."""
    length = (end - start).days + 1
    precision = next((p for p, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if length <= most), 5)
    return DateRange(start, end, precision, words)
