"""Which month, season, year or feast do the words name, seen from where they stand?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from mnemon.model.values import DateRange
from mnemon.normalise.calendar_words import day_of, month_range, spanning, year_range
from mnemon.normalise.day_values import NTH, read_day_alone
from mnemon.normalise.feasts import MOON_NOTE, feast_days
from mnemon.normalise.relative_values import named_period, relation
from mnemon.normalise.time_units import FIRST, LAST, half, quarter, season, unit_at
from mnemon.normalise.time_view import Value, View
from mnemon.normalise.time_words import plain_day, plain_month, time_words
from mnemon.normalise.time_years import NO_ANCHOR, NOTHING, Groups, century, in_year, iso, one_day


def read_month(groups: Groups, view: View) -> Value:
    """A month, with or without its year, or `last November`."""
    month = int(groups["number"]) if "number" in groups else plain_month(groups["month"])
    if "rel" in groups:
        return _related_month(groups["rel"], month, view)
    return in_year(groups, view, lambda year: month_range(year, month), "month")


def _related_month(rel: str, month: int, view: View) -> Value:
    shift, told = relation(rel)
    day = view.told.start if (told or view.narrative) and view.told is not None else view.published
    if day is None or (told and view.told is None):
        return NO_ANCHOR
    if shift == 0:
        return Value(month_range(day.year, month), "month", f"in the year of {day}")
    later = month > day.month if shift > 0 else month >= day.month
    year = day.year + (0 if later else 1) if shift > 0 else day.year - (1 if later else 0)
    return Value(month_range(year, month), "month", f"the {'first after' if shift > 0 else 'last before'} {day}")


def read_year(groups: Groups, _view: View) -> Value:
    """A year as written."""
    year = int(groups["year"])
    return Value(year_range(year), "year", "as written", explicit=True) if FIRST <= year <= LAST else NOTHING


def read_short_year(groups: Groups, view: View) -> Value:
    """A year of two digits."""
    year = century(int(groups["two"]), view)
    return Value(year_range(year), "year", f"two digits, read as {year}", explicit=True)


def read_before_era(_groups: Groups, _view: View) -> Value:
    """A year before our era."""
    return Value(
        None, "before our era", "a year before our era, which the record's calendar does not hold", explicit=True
    )


WINTER = 12
SPELLED = ("", "", "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")


def read_decade(groups: Groups, view: View) -> Value:
    """A decade; without its century the latest that is over."""
    if "new" in groups:
        first = 2010 if groups["new"] == "tens" else 2020
    elif "century" in groups:
        first = int(groups["century"]) * 100 + int(groups["tens"]) * 10
    elif "noughties" in groups:
        first = 2000
    else:
        digits = groups.get("tens2") or groups.get("tens3")
        tens = int(digits) if digits else SPELLED.index(groups["spelled"])
        now = view.published.year if view.published is not None else 2000
        first = (now // 100 * 100 + tens * 10) if now % 100 > tens * 10 + 9 else (now // 100 - 1) * 100 + tens * 10
    return Value(year_range(first, first + 9), "decade", "as written", explicit=True)


def read_century_words(groups: Groups, _view: View) -> Value:
    """A century by its number."""
    number = int(groups["number"]) if "number" in groups else plain_day(groups["nth"])
    if not 2 <= number <= 30:
        return NOTHING
    return Value(year_range(100 * number - 100, 100 * number - 1), "century", "as written", explicit=True)


def read_season(groups: Groups, view: View) -> Value:
    """Three months of a year; a winter of one year may be either of two."""
    first = time_words().numbers["seasons"][groups["season"]]
    make = partial(season, first_month=first)
    if first == WINTER and "year" in groups and "to" not in groups:
        year = int(groups["year"])
        return Value(
            None,
            "season",
            "it may be the winter before or after that year's summer",
            (iso(make(year - 1)), iso(make(year))),
            explicit=True,
        )
    if "rel" in groups and "which" not in groups:
        return _related_season(groups["rel"], make, view)
    return replace(in_year(groups, view, make, "season"), reason="three months, as news reports name the seasons")


def _related_season(rel: str, make: Callable[[int], DateRange], view: View) -> Value:
    shift, told = relation(rel)
    base = (view.told.start if view.told else None) if told or view.narrative or rel == "the" else view.published
    if base is None:
        return NO_ANCHOR
    days = make(base.year)
    if shift > 0 and days.start <= base:
        days = make(base.year + 1)
    elif shift < 0 and days.end >= base:
        days = make(base.year - 1)
    return Value(days, "season", f"three months, counted from {base}")


def read_quarter(groups: Groups, view: View) -> Value:
    """A quarter of a calendar year."""
    number = int(groups["q"]) if "q" in groups else {**NTH, "last": 4}[groups["quarter"]]
    return in_year(groups, view, lambda year: quarter(year, number), "quarter")


def read_half(groups: Groups, view: View) -> Value:
    """A half of a calendar year."""
    number = int(groups["h"]) if "h" in groups else (1 if groups["half"] == "first" else 2)
    return in_year(groups, view, lambda year: half(year, number), "half")


def read_week_of(groups: Groups, view: View) -> Value:
    """A week of a month: days 1-7, 8-14, 15-21, 22-28, or the last seven; a week of a year: the calendar's own."""
    nth = NTH[groups["nth"]]
    if "rel" in groups:
        whole = named_period({"rel": groups["rel"], "unit": "month"}, view).days
        return Value(_month_week(whole, nth), "week", f"in the month from {whole.start}") if whole else NO_ANCHOR
    if "month" not in groups:
        return in_year(groups, view, lambda year: _iso_week(year, nth), "week")
    month = plain_month(groups["month"])
    return in_year(groups, view, lambda year: _month_week(month_range(year, month), nth), "week")


def read_numbered_week(groups: Groups, view: View) -> Value:
    """`Week 12`: the calendar's own, from Monday to Sunday; week 53 only in the years that have one."""
    nth = int(groups["week"])
    return in_year(groups, view, lambda year: _iso_week(year, nth), "week")


def _iso_week(year: int, nth: int) -> DateRange | None:
    last = date(year, 12, 28).isocalendar().week
    if nth > last:
        return None
    monday = date.fromisocalendar(year, nth if nth > 0 else last, 1)
    return spanning(monday, monday + timedelta(days=6))


def _month_week(month: DateRange, nth: int) -> DateRange:
    start = month.start + timedelta(weeks=nth - 1) if nth > 0 else month.end - timedelta(days=6)
    return spanning(start, start + timedelta(days=6))


def read_week_with(groups: Groups, view: View) -> Value:
    """The week from Monday to Sunday that holds a day."""
    month = plain_month(groups.get("month") or groups["month2"])
    day = plain_day(groups.get("day") or groups["day2"])
    found = in_year(groups, view, lambda year: one_day(day_of(year, month, day)), "day")
    week = unit_at("week", found.days.start) if found.days is not None else None
    return replace(found, days=week, unit="week")


def read_week_alone(groups: Groups, view: View) -> Value:
    """The week from Monday to Sunday that holds a day of the month in view."""
    found = read_day_alone(groups, view)
    week = unit_at("week", found.days.start) if found.days is not None else None
    return replace(found, days=week, unit="week")


def read_feast(groups: Groups, view: View) -> Value:
    """A feast in the year told, or the nearest."""
    feast = time_words().feasts[groups["feast"]]
    found = in_year(groups, view, lambda year: next(iter(feast_days(feast, year)), None), "day")
    if found.days is None:
        return found
    unit = "day" if found.days.start == found.days.end else "month" if feast.day is None else "days"
    note = f"{found.reason}; {MOON_NOTE}" if feast.calendar == "islamic" else found.reason
    return replace(found, unit=unit, reason=note)


def read_september(_groups: Groups, _view: View) -> Value:
    """The attacks of 11 September 2001."""
    return Value(spanning(date(2001, 9, 11), date(2001, 9, 11)), "", "the attacks of that name")
