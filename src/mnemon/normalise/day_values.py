"""Which day does a weekday, an ordinal or a date name, seen from where it stands?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from mnemon.model.values import DateRange
from mnemon.normalise.calendar_words import day_of, month_range, spanning
from mnemon.normalise.relative_values import count, named_period, relation
from mnemon.normalise.time_units import unit_at
from mnemon.normalise.time_view import Value, View, moved
from mnemon.normalise.time_words import plain_day, plain_month, plain_weekday, time_words
from mnemon.normalise.time_years import NO_ANCHOR, NO_SUCH_DAY, Groups, century, in_year, iso, one_day

MONTHS = 12


def read_day(groups: Groups, view: View) -> Value:
    """A day of a month, with or without its year."""
    month, day = plain_month(groups["month"]), plain_day(groups["day"])
    found = in_year(groups, view, lambda year: one_day(day_of(year, month, day)), "day")
    if found.days is not None and "weekday" in groups and not found.explicit:
        return _with_weekday(found, groups["weekday"], month, day)
    return found


def _with_weekday(found: Value, weekday: str, month: int, day: int) -> Value:
    """A weekday beside a yearless day settles the year, where one of the nearest has it."""
    wanted, at = plain_weekday(weekday), found.days
    if at is None or at.start.weekday() == wanted:
        return found
    years = [at.start.year + step for step in (1, -1)]
    days = [named for named in (day_of(year, month, day) for year in years) if named and named.weekday() == wanted]
    if len(days) != 1:
        return replace(found, reason=f"{found.reason}; its weekday does not agree")
    return Value(one_day(days[0]), "day", "in the year in which it falls on that weekday", (iso(at),))


def read_numeric(groups: Groups, _view: View) -> Value:
    """An ISO date."""
    days = one_day(day_of(int(groups["year"]), int(groups["month"]), int(groups["day"])))
    return Value(days, "day", "as written", explicit=True) if days else NO_SUCH_DAY


def read_short(groups: Groups, view: View) -> Value:
    """14.03.2025, with dots days first; 3/14/2025 only where no other reading is possible."""
    year = int(groups["year"]) if len(groups["year"]) == 4 else century(int(groups["year"]), view)
    first, second = int(groups["first"]), int(groups["second"])
    day_first, month_first = day_of(year, second, first), day_of(year, first, second)
    readings = sorted({day_first, month_first} - {None}, key=str)
    if len(readings) == len({first, second}) and view.month_first is not None:
        named = month_first if view.month_first else day_first
        return Value(one_day(named), "day", view.order_reason(), explicit=True)
    if len(readings) == 2 and groups.get("mark") == "." and len(groups["year"]) == 4:
        rivals = (str(month_first),)
        return Value(one_day(day_first), "day", "with dots between, days come first", rivals, explicit=True)
    if len(readings) != 1:
        return Value(None, reason="day and month may be either way round", rivals=tuple(map(str, readings)))
    return Value(one_day(readings[0]), "day", "as written", explicit=True)


def read_short_day(groups: Groups, view: View) -> Value:
    """A day and a month in digits, where only one way round is possible."""
    first, second = int(groups["first"]), int(groups["second"])
    unsure = first <= MONTHS and second <= MONTHS and first != second
    if (first > MONTHS and second > MONTHS) or (unsure and view.month_first is None):
        return Value(None, reason="day and month may be either way round")
    month_first = view.month_first if unsure else second > MONTHS
    month, day = (first, second) if month_first else (second, first)
    return in_year({}, view, lambda year: one_day(day_of(year, month, day)), "day")


def read_weekday(groups: Groups, view: View) -> Value:
    """A weekday: of what was told before, or the nearest to the report's day."""
    wanted = plain_weekday(groups["weekday"])
    shift, told = relation(groups["rel"]) if "rel" in groups else (None, False)
    if told or view.narrative:
        return _told_weekday(wanted, shift or 0, view)
    if view.published is None:
        return NO_ANCHOR
    if groups.get("rel") == "next":
        return _next_weekday(wanted, view.published)
    gap = (view.published.weekday() - wanted) % 7
    before, after = moved(view.published, -gap), moved(view.published, -gap % 7)
    if shift == -1 or (shift is None and not view.ahead):
        named, other = (moved(view.published, -gap or -7), None) if shift == -1 else (before, after)
        side = "on or before" if shift is None else "before"
    else:
        named, other = (after, before) if view.ahead else (before, after)
        if shift == 1:
            named, other = moved(view.published, -gap % 7 or 7), None
        side = "after" if shift == 1 else ("on or after" if view.ahead else "on or before")
    rivals = (str(other),) if other is not None and other != named else ()
    return Value(one_day(named), "day", f"the one {side} the report's day, {view.published}", rivals)


def _next_weekday(wanted: int, now: date) -> Value:
    """`Next Friday`: that of the week after the report's; some mean the first to come."""
    week = unit_at("week", now, 1)
    first = moved(now, (wanted - now.weekday()) % 7 or 7)
    named = moved(week.start, wanted) if week is not None else None
    rivals = (str(first),) if first != named else ()
    return Value(one_day(named), "day", f"in the week after that of the report's day, {now}", rivals)


def _told_weekday(wanted: int, shift: int, view: View) -> Value:
    if view.told is None or (view.told.end - view.told.start).days > 6:
        return NO_ANCHOR
    base = view.told.start
    ahead, behind = (wanted - base.weekday()) % 7, (base.weekday() - wanted) % 7
    named = moved(base, -(behind or 7) if shift < 0 else ((ahead or 7) if shift > 0 else ahead))
    return Value(one_day(named), "day", f"the one {'before' if shift < 0 else 'after'} {base}, told before")


def read_weekday_day(groups: Groups, view: View) -> Value:
    """`Thursday the 21st`: the nearest month in which that day of the month falls on that weekday."""
    if view.published is None:
        return NO_ANCHOR
    wanted, day = plain_weekday(groups["weekday"]), plain_day(groups["day"])
    base = view.published.replace(day=1)
    shifts = (0, -1, 1, -2, 2, -3, 3) if not view.ahead else (0, 1, 2, 3, -1, -2)
    for shift in shifts:
        month = unit_at("month", base, shift)
        named = day_of(month.start.year, month.start.month, day) if month else None
        if named is not None and named.weekday() == wanted:
            return Value(one_day(named), "day", f"the nearest such day to the report's day, {view.published}")
    return NO_SUCH_DAY


def read_weekday_off(groups: Groups, view: View) -> Value:
    """`Two Fridays ago`: so many such days before the report's day, or after it or what was told before."""
    wanted, many, side = plain_weekday(groups["weekday"]), count(groups["n"]), groups["side"]
    base = view.day if side == "later" or view.narrative else view.published
    if base is None or not many:
        return NO_ANCHOR
    near = -((base.weekday() - wanted) % 7 or 7) if side == "ago" else (wanted - base.weekday()) % 7 or 7
    named = moved(base, near + (many - 1) * (-7 if side == "ago" else 7))
    return Value(one_day(named), "day", f"counted from {base}")


def read_working_days(groups: Groups, view: View) -> Value:
    """`In four working days`, said of what lies ahead: Saturdays and Sundays are passed over; "within": up to then."""
    day, many = view.published, count(groups["n"])
    if day is None or not many or not view.ahead or view.narrative:
        return NO_ANCHOR
    for _ in range(many):
        day = moved(day, {4: 3, 5: 2}.get(day.weekday(), 1))
        if day is None:
            return NO_ANCHOR
    start = view.published if groups["lead"] == "within" else None
    return Value(spanning(start or day, day), "", f"counted from {view.published}, without Saturdays and Sundays")


def read_days_of_month(groups: Groups, view: View) -> Value:
    """`November between 19 and 20`."""
    month, first, last = (plain_month(groups["month"]), *(plain_day(groups[name]) for name in ("day", "day2")))

    def make(year: int) -> DateRange | None:
        start, end = day_of(year, month, first), day_of(year, month, last)
        return spanning(start, end) if start is not None and end is not None and start <= end else None

    return in_year(groups, view, make, "days")


def read_weekday_week(groups: Groups, view: View) -> Value:
    """`Friday of last week`."""
    shift, told = relation(groups["rel"])
    base = (view.told.start if view.told else None) if told or view.narrative else view.published
    week = unit_at("week", base, shift) if base is not None else None
    if week is None:
        return NO_ANCHOR
    return Value(one_day(moved(week.start, plain_weekday(groups["weekday"]))), "day", f"in the week from {week.start}")


NTH = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "fifth": 5,
    "last": -1,
    "final": -1,
}


def read_numbered_weekday(groups: Groups, view: View) -> Value:
    """`The first Friday of July`."""
    wanted, nth = plain_weekday(groups["weekday"]), NTH[groups["nth"]]
    if "month" in groups:
        month = plain_month(groups["month"])
        return in_year(groups, view, lambda year: _nth_weekday(month_range(year, month), wanted, nth), "day")
    whole = named_period({"rel": groups.get("rel", "this"), "unit": "month"}, view).days
    days = _nth_weekday(whole, wanted, nth) if whole is not None else None
    return Value(days, "day", f"in the month from {whole.start}") if days and whole else NO_ANCHOR


def _nth_weekday(month: DateRange, wanted: int, nth: int) -> DateRange | None:
    days = [month.start + timedelta(i) for i in range((month.end - month.start).days + 1)]
    fitting = [day for day in days if day.weekday() == wanted]
    at = nth - 1 if nth > 0 else nth
    return one_day(fitting[at]) if -len(fitting) <= at < len(fitting) else None


def read_day_alone(groups: Groups, view: View) -> Value:
    """A day of the month told before; in news without one the nearest such day."""
    day = plain_day(groups["day"])
    if "rel" in groups:
        whole = named_period({"rel": groups["rel"], "unit": "month"}, view).days
        named = day_of(whole.start.year, whole.start.month, day) if whole is not None else None
        return Value(one_day(named), "day", "in the month that the words point to") if named else NO_ANCHOR
    if view.told is not None and view.unit in ("day", "month") and (view.narrative or view.published is None):
        named = day_of(view.told.start.year, view.told.start.month, day)
        return Value(one_day(named), "day", f"in the month of {view.told.start}, told before") if named else NO_SUCH_DAY
    return _nearest_month_day(day, view)


def _nearest_month_day(day: int, view: View) -> Value:
    if view.narrative or view.published is None:
        return NO_ANCHOR
    for shift in range(3):
        month = unit_at("month", view.published, shift if view.ahead else -shift)
        named = day_of(month.start.year, month.start.month, day) if month is not None else None
        if named is not None and (named >= view.published if view.ahead else named <= view.published):
            return Value(one_day(named), "day", f"the nearest to the report's day, {view.published}")
    return NO_ANCHOR


def read_deictic(groups: Groups, view: View) -> Value:
    """Today, yesterday, tomorrow: from the report's day."""
    off = time_words().numbers["days off"][groups["off"]]
    if groups["off"] == "this day" and view.day is not None and view.narrative:
        return Value(view.told, "day", f"the day told before, {view.day}")
    if view.published is None or view.narrative:
        return NO_ANCHOR
    return Value(one_day(moved(view.published, off)), "day", f"from the report's day, {view.published}")


def read_clock(_groups: Groups, view: View) -> Value:
    """A time of day alone belongs to the day told before."""
    return Value(view.told, "", f"a time of the day told before, {view.day}") if view.day is not None else NO_ANCHOR


def read_part_of_day(_groups: Groups, view: View) -> Value:
    """`That afternoon`: the day told before."""
    return Value(view.told, "day", f"the day told before, {view.day}") if view.day is not None else NO_ANCHOR
