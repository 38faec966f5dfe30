"""Which whole unit of the calendar holds a day, or lies so many units from it? Weeks run from Monday to Sunday."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from mnemon.model.values import DateRange
from mnemon.normalise.calendar_words import month_range, spanning, year_range

WEEK = 7
FIRST, LAST = 1, 9998
"""Years outside these are no years of a report."""


def unit_at(unit: str, day: date, shift: int = 0) -> DateRange | None:
    """The unit (day, night, week, weekend, fortnight, month, quarter ... century) `shift` units from the day's own."""
    try:
        return _unit_at(unit, day, shift)
    except (OverflowError, ValueError):
        return None


def _unit_at(unit: str, day: date, shift: int) -> DateRange | None:
    if unit in ("day", "night"):
        found = day + timedelta(days=shift)
        return spanning(found, found)
    if unit in ("week", "fortnight"):
        monday = day - timedelta(days=day.weekday() - shift * (7 if unit == "week" else 14))
        return spanning(monday, monday + timedelta(days=6))
    if unit == "weekend":
        return _weekend(day, shift)
    if unit == "month":
        at = day + relativedelta(months=shift)
        return month_range(at.year, at.month)
    if unit == "quarter":
        return quarter(day.year + ((day.month - 1) // 3 + shift) // 4, ((day.month - 1) // 3 + shift) % 4 + 1)
    return _years(unit, day.year, shift)


def _years(unit: str, year: int, shift: int) -> DateRange | None:
    size = {"year": 1, "decade": 10, "century": 100}.get(unit)
    if size is None:
        return None
    first = (year // size + shift) * size
    return year_range(first, first + size - 1) if first >= FIRST and first + size - 1 <= LAST else None


def _weekend(day: date, shift: int) -> DateRange:
    """The weekend that the day lies in or last saw; said on one, "last weekend" is the one before.

    "Next weekend" is that of the week after the day's own, since the first to come is "this weekend".
    """
    if shift > 0:
        return weekend_of(day + timedelta(weeks=shift))
    on_one = day.weekday() >= 5
    return weekend_of(day - timedelta(days=(day.weekday() - 5) % 7 + (7 if shift < 0 and on_one else 0)))


def weekend_of(day: date) -> DateRange:
    """The weekend of the week in which the day lies."""
    saturday = day + timedelta(days=5 - day.weekday())
    return spanning(saturday, saturday + timedelta(days=1))


def quarter(year: int, number: int) -> DateRange:
    """A quarter of a calendar year, 1 to 4."""
    return spanning(month_range(year, 3 * number - 2).start, month_range(year, 3 * number).end)


def half(year: int, number: int) -> DateRange:
    """A half of a calendar year, 1 or 2."""
    return spanning(month_range(year, 6 * number - 5).start, month_range(year, 6 * number).end)


def season(year: int, first_month: int) -> DateRange:
    """The three months from the first on; a winter is that of the year in which it begins."""
    last = first_month + 2
    return spanning(month_range(year, first_month).start, month_range(year + (last > 12), (last - 1) % 12 + 1).end)


def back(day: date, count: int, unit: str) -> date | None:
    """The first day of a stretch of so many units that ends on the day; None beyond the start of the calendar.

    One week is seven days with the day itself, so that it is no longer than a week; other stretches reach back to the
    day so many units before, which may belong to them.
    """
    try:
        if unit == "hour":
            return day - timedelta(days=-(-count // 24))
        years = {"year": count, "decade": 10 * count, "century": 100 * count}.get(unit, 0)
        months = {"month": count, "quarter": 3 * count}.get(unit, 0)
        weeks = 7 * count - (count == 1)
        days = {"day": count, "night": count, "week": weeks, "fortnight": 14 * count - 1}.get(unit, 0)
        return day - relativedelta(years=years, months=months, days=days)
    except (OverflowError, ValueError):
        return None


def part_of(whole: DateRange, part: str) -> DateRange | None:
    """The early, middle or late part: days 1-10, 11-20 and the rest of a month, a third of other stretches.

    Of a week: Monday to Wednesday, Tuesday to Friday, Thursday to Sunday, since "late last week" may be any of these.

    None where the words name no such part.
    """
    which = _which(part)
    days = (whole.end - whole.start).days + 1
    if which is None or days < 4:
        return None
    return spanning(*_cut(whole, days, which))


def _which(part: str) -> int | None:
    words = part.replace("-", " ").split()
    if {"rest", "remainder"} & set(words):
        return None
    table = {0: ("early", "earlier", "beginning", "start", "outset", "opening", "first"), 1: ("mid", "middle")}
    for which, names in table.items():
        if set(names) & set(words):
            return which
    return 2


def _cut(whole: DateRange, days: int, which: int) -> tuple[date, date]:
    if days == WEEK:
        first, last = ((0, 2), (1, 4), (3, 6))[which]
        return whole.start + timedelta(first), whole.start + timedelta(last)
    if 28 <= days <= 31:
        starts = [whole.start, whole.start + timedelta(10), whole.start + timedelta(20), whole.end + timedelta(1)]
    elif 365 <= days <= 366:
        year = whole.start.year
        starts = [date(year, 1, 1), date(year, 5, 1), date(year, 9, 1), whole.end + timedelta(1)]
    else:
        third = days / 3
        starts = [whole.start + timedelta(round(third * i)) for i in range(3)] + [whole.end + timedelta(1)]
    return starts[which], starts[which + 1] - timedelta(days=1)
