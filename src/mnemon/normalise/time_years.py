"""In which year is a yearless day or month? The one told before, or the nearest to the report's day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from mnemon.model.values import DateRange
from mnemon.normalise.calendar_words import spanning
from mnemon.normalise.relative_values import relation
from mnemon.normalise.time_view import Value, View, nearest

Groups = Mapping[str, str]

NOTHING = Value(None, reason="it names no days that can be told for sure")
NO_ANCHOR = Value(None, reason="nothing says from which day it counts")
NO_SUCH_DAY = Value(None, reason="the calendar has no such day")

TURN = 11
"""So many months back from what was told before is the turn of a year: January behind December."""


def in_year(groups: Groups, view: View, make: Callable[[int], DateRange | None], unit: str) -> Value:
    """`make` for the year that the words name or point to, else the year of the telling, else the nearest."""
    if "year" in groups:
        days = make(int(groups["year"]))
        return Value(days, unit, "as written", explicit=True) if days else NO_SUCH_DAY
    if "which" in groups:
        year = _year_of(groups["which"], view)
        days = make(year) if year is not None else None
        return Value(days, unit, f"in the year {year}, which the words point to") if days else NO_ANCHOR
    return _in_told_year(view, make, unit) if _tells_in_years(view) else _in_nearest_year(view, make, unit)


def _tells_in_years(view: View) -> bool:
    return view.narrative or view.published is None


def _in_told_year(view: View, make: Callable[[int], DateRange | None], unit: str) -> Value:
    if view.year is None:
        return NO_ANCHOR
    days = make(view.year)
    told = view.told if view.unit in ("day", "month") else None
    if (
        days is not None
        and told is not None
        and told.start.year == view.year
        and told.start.month - days.start.month >= TURN
    ):
        return Value(
            make(view.year + 1), unit, f"in the year after {view.year}, since December was told before", (iso(days),)
        )
    return Value(days, unit, f"in {view.year}, the year told before") if days else NO_SUCH_DAY


def _in_nearest_year(view: View, make: Callable[[int], DateRange | None], unit: str) -> Value:
    if view.published is None:
        return NO_ANCHOR
    chosen, other = nearest(make, view.published, ahead=view.ahead)
    if chosen is None:
        return NO_SUCH_DAY
    side = "first one not over by" if view.ahead else "last one begun by"
    rivals = (iso(other),) if other is not None and other != chosen else ()
    return Value(chosen, unit, f"the {side} the report's day, {view.published}", rivals)


def iso(days: DateRange) -> str:
    """The days in digits."""
    return days.start.isoformat() if days.start == days.end else f"{days.start} to {days.end}"


def _year_of(which: str, view: View) -> int | None:
    """The year that "last year", "that year" ... point to."""
    shift, told = relation(which)
    if told or view.narrative:
        return view.year + shift if view.year is not None else None
    return view.published.year + shift if view.published is not None else None


def one_day(day: date | None) -> DateRange | None:
    """The range of one day; None of none."""
    return None if day is None else spanning(day, day)


def century(two: int, view: View) -> int:
    """The year of which only two digits are written, in the century told before or the report's own."""
    base = (
        view.year
        if view.year is not None and view.narrative
        else (view.published.year if view.published else view.year or 2000)
    )
    year = base // 100 * 100 + two
    return year - 100 if year > base + 20 else year
