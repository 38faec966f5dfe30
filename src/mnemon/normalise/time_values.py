"""Which days does an expression name, seen from where it stands? One reader for each kind of shape."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from mnemon.model.values import DateRange
from mnemon.normalise import day_values as days
from mnemon.normalise import unit_values as units
from mnemon.normalise.calendar_words import spanning
from mnemon.normalise.relative_values import ahead, but_one, distance, named_period, neighbour, stretch, within
from mnemon.normalise.time_shapes import Found
from mnemon.normalise.time_units import part_of
from mnemon.normalise.time_view import Value, View
from mnemon.normalise.time_years import Groups

Reader = Callable[[Groups, View], Value]


def value(found: Found, view: View) -> Value:
    """The days that an expression names; `days` None, with the reason, where they cannot be told for sure."""
    read = READERS[found.reads](found.groups, view)
    if read.days is None or not found.part:
        return read
    narrow = _rest(read.days, view) if is_rest(found) else part_of(read.days, found.part)
    if narrow is not None and _lies_ahead(narrow, found, view):
        return value(found, replace(view, published=read.days.start - timedelta(days=1)))
    return replace(read, narrow=narrow)


def is_rest(found: Found) -> bool:
    """Whether the words take what is left of a stretch ("the rest of the week")."""
    return found.part.removeprefix("the ").startswith(("rest", "remainder"))


def _rest(whole: DateRange, view: View) -> DateRange | None:
    now = None if view.narrative else view.published
    return spanning(now, whole.end) if now is not None and whole.start <= now <= whole.end else None


def _lies_ahead(narrow: DateRange, found: Found, view: View) -> bool:
    """A yearless part that has not begun ("late January", told on the 14th) is that of the year before."""
    plain = found.reads in ("month", "quarter") and not {"year", "which", "rel"} & set(found.groups)
    return plain and not (view.narrative or view.ahead) and view.published is not None and narrow.start > view.published


def _no_days(_groups: Groups, _view: View) -> Value:
    return Value(None, reason="it counts from an event whose day the text does not say here")


READERS: dict[str, Reader] = {
    "day": days.read_day,
    "month": units.read_month,
    "numeric": days.read_numeric,
    "short": days.read_short,
    "weekday": days.read_weekday,
    "short_day": days.read_short_day,
    "but_one": but_one,
    "year": units.read_year,
    "weekday_day": days.read_weekday_day,
    "weekday_week": days.read_weekday_week,
    "numbered_weekday": days.read_numbered_weekday,
    "day_alone": days.read_day_alone,
    "short_year": units.read_short_year,
    "before_era": units.read_before_era,
    "decade": units.read_decade,
    "century": units.read_century_words,
    "season": units.read_season,
    "quarter": units.read_quarter,
    "half": units.read_half,
    "weekday_off": days.read_weekday_off,
    "working_days": days.read_working_days,
    "days_of_month": days.read_days_of_month,
    "ahead": ahead,
    "within": within,
    "numbered_week": units.read_numbered_week,
    "week_of": units.read_week_of,
    "week_with": units.read_week_with,
    "week_alone": units.read_week_alone,
    "feast": units.read_feast,
    "september": units.read_september,
    "deictic": days.read_deictic,
    "clock": days.read_clock,
    "part_of_day": days.read_part_of_day,
    "no_days": _no_days,
    "period": named_period,
    "neighbour": neighbour,
    "distance": distance,
    "stretch": stretch,
}
