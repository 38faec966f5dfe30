"""Which days lie so far from the day of speaking, or from the days told before? "Last week", "two days later"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dateutil.relativedelta import relativedelta

from mnemon.model.values import DateRange
from mnemon.normalise.calendar_words import spanning
from mnemon.normalise.time_units import back, season, unit_at, weekend_of
from mnemon.normalise.time_view import Value, View, moved
from mnemon.normalise.time_words import time_words

Groups = Mapping[str, str]

SHIFTS = {
    "last": -1, "previous": -1, "preceding": -1, "past": -1, "next": 1, "following": 1, "coming": 1, "upcoming": 1,
    "subsequent": 1, "this past": -1, "this coming": 1,
}  # fmt: skip
TOLD = ("that", "same", "previous", "following", "preceding", "subsequent", "the next", "the same", "that same")
"""Words that point to what was told before, not to the day of speaking."""

FINE = ("day", "night", "morning", "afternoon", "evening")
NO_ANCHOR = Value(None, reason="nothing says from which day it counts")


def relation(words: str) -> tuple[int, bool]:
    """How many units on the words point, and whether from what was told before: "the following" -> (1, True)."""
    bare = words.removeprefix("the ")
    shift = SHIFTS.get(bare, 0)
    return shift, words in TOLD or bare in TOLD


def named_period(groups: Groups, view: View) -> Value:
    """`Last week`, "that year", "the same day", "later that month", "the weekend", "month's end"."""
    unit = groups["unit"]
    words = groups.get("rel", "the")
    if words in ("earlier", "later"):
        words = groups["which2"]
    shift, told = relation(words)
    if words == "next" and unit in FINE and not view.ahead and view.day is not None:
        told = True
    if words == "the" and unit != "weekend":
        told = view.narrative or unit == "day"
    if unit in time_words().numbers["seasons"]:
        return _season(unit, shift, view, told=told)
    base = _base(view, unit, told=told or (words == "the" and view.published is None))
    if base is None:
        return NO_ANCHOR
    days = unit_at("day" if unit in FINE else unit, base, shift)
    if unit == "weekend" and shift == 0 and (told or (view.ahead and not view.narrative)):
        days = weekend_of(base)
    if unit == "day" and words == "this" and view.narrative:
        days = view.told
    found = _stretch_so_far(groups.get("rel", ""), words, days, view) if days is not None else None
    return Value(days, "day" if unit in FINE else unit, f"counted from {base}", narrow=found)


def _base(view: View, unit: str, *, told: bool) -> date | None:
    """The day from which a period counts; a day needs a day, a month a month, told before."""
    if not told and not view.narrative:
        return view.published
    if view.told is None:
        return None
    if unit in FINE:
        return view.day
    if unit in ("week", "weekend") and view.unit not in ("day", "days", "week", "weekend"):
        return None
    return view.told.start if _is_fine(unit, view.unit) else None


def _is_fine(unit: str, told: str) -> bool:
    """Whether what was told is no coarser than the unit."""
    order = {
        "day": 0,
        "days": 1,
        "weekend": 1,
        "week": 1,
        "month": 2,
        "quarter": 3,
        "season": 3,
        "half": 4,
        "year": 5,
        "decade": 6,
        "century": 7,
    }
    return order.get(told, 0) <= order.get(unit, 5)


def _stretch_so_far(side: str, words: str, days: DateRange, view: View) -> DateRange | None:
    """`Earlier this week` ends on the report's day, "later this week" begins there."""
    now = view.published if not view.narrative and words in ("this", "the") else None
    if now is None or not days.start <= now <= days.end:
        return None
    if side == "earlier":
        return spanning(days.start, now)
    return spanning(now, days.end) if side == "later" else None


def _season(unit: str, shift: int, view: View, *, told: bool) -> Value:
    base = (view.told.start if view.told else None) if told or view.narrative else view.published
    if base is None:
        return NO_ANCHOR
    first = time_words().numbers["seasons"][unit]
    days = season(base.year, first)
    if shift > 0 and days.start <= base:
        days = season(base.year + 1, first)
    elif shift < 0 and days.end >= base:
        days = season(base.year - 1, first)
    return Value(days, "season", f"three months, counted from {base}")


def neighbour(groups: Groups, view: View) -> Value:
    """`The day before`, "a day later", "the day following": one unit off what was told before."""
    shift = -1 if groups["side"] in ("before", "earlier", "previous") else 1
    base = _base(view, groups["unit"], told=True)
    days = unit_at(groups["unit"], base, shift) if base is not None else None
    return (
        Value(days, groups["unit"].replace("night", "day"), f"counted from {base}, told before") if days else NO_ANCHOR
    )


def but_one(groups: Groups, view: View) -> Value:
    """`The week after next`, `the month before last`: two units off the day of speaking."""
    now = view.now()
    days = unit_at(groups["unit"], now, -2 if groups["side"] == "before last" else 2) if now is not None else None
    return Value(days, groups["unit"], f"counted from {now}") if days else NO_ANCHOR


def count(words: str) -> int | None:
    """How many units; None where the words leave it open."""
    counts = time_words().numbers["counts"]
    plain = words.replace("-", " ")
    if words.isdecimal():
        return int(words)
    if plain in counts:
        return counts[plain]
    tens, _, ones = plain.partition(" ")
    return counts[tens] + counts[ones] if tens in counts and ones in counts else None


def distance(groups: Groups, view: View) -> Value:
    """So many units ago (from the day of speaking) or later and earlier (from what was told before)."""
    many, unit, side = count(groups["n"]), groups["unit"], groups["side"]
    if many is None or groups.get("hedge") in (
        "nearly",
        "almost",
        "over",
        "more than",
        "less than",
        "not quite",
        "a little",
    ):
        return _hedged(groups, view) if many is not None else NO_ANCHOR
    return _at_distance(many, groups, view) if unit != "hour" or side == "ago" else _hours(many, side, view)


def _hedged(groups: Groups, view: View) -> Value:
    """`Over a year earlier` is read to the year where the unit is a year or more, else not at all."""
    if groups["unit"] not in ("year", "decade", "century"):
        return Value(None, reason="the distance is not told exactly")
    return _at_distance(count(groups["n"]) or 0, groups, view)


def _hours(many: int, side: str, view: View) -> Value:
    sign = -1 if side in ("earlier", "before", "previously") else 1
    if view.day is None or many % 24:
        return NO_ANCHOR
    day = moved(view.day, sign * many // 24)
    return Value(spanning(day, day), "day", f"counted from {view.day}, told before") if day else NO_ANCHOR


def _at_distance(many: int, groups: Groups, view: View) -> Value:
    unit, side = groups["unit"], groups["side"]
    sign = -1 if side in ("ago", "earlier", "before", "previously") else 1
    told = side not in ("ago", "hence", "from now")
    base = _base(view, unit, told=told)
    if base is None:
        return NO_ANCHOR
    if unit == "hour":
        return _day_off(base, sign * many // 24) if many % 24 == 0 and many else NO_ANCHOR
    if lengths(groups)[1:]:
        return _mixed(base, sign, lengths(groups))
    if side == "from now" and unit == "week":
        return _day_off(base, sign * many * 7)
    days = unit_at(unit, base, sign * many)
    return Value(days, unit.replace("night", "day"), f"counted from {base}") if days else NO_ANCHOR


def _day_off(base: date, days: int) -> Value:
    day = moved(base, days)
    return Value(spanning(day, day), "day", f"counted from {base}") if day else NO_ANCHOR


def lengths(groups: Groups) -> list[tuple[int, str]]:
    """How many of which units, as the words have them ("two years, one month and three days"); 0 where it is open."""
    named = [key for key in ("a", "b", "") if f"n{key}" in groups]
    return [(count(groups[f"n{key}"]) or 0, groups[f"unit{key}"]) for key in named]


def after(base: date, steps: list[tuple[int, str]], sign: int = 1) -> date | None:
    """The day so many units behind (sign -1: before) another; None where the units or their number do not say."""
    sizes = {f"{unit}s": sign * many for many, unit in steps if many and unit in ("year", "month", "week", "day")}
    if len(sizes) < len(steps):
        return None
    try:
        return base + relativedelta(**sizes)  # type: ignore[arg-type]
    except (OverflowError, ValueError):
        return None


def _mixed(base: date, sign: int, steps: list[tuple[int, str]]) -> Value:
    """`Two years and three months ago`: to the finer unit."""
    day = after(base, steps, sign)
    if day is None:
        return NO_ANCHOR
    unit = steps[-1][1]
    days = unit_at(unit, day)
    return Value(days, unit, f"counted from {base}") if days else NO_ANCHOR


def stretch(groups: Groups, view: View) -> Value:
    """A stretch that ends or begins on the day of speaking ("the past 24 hours", "the next two months")."""
    shift, told = relation(groups.get("rel", "past"))
    many = count(groups["n"]) if "n" in groups else 1
    base = _up_to(view) if told else (None if view.narrative else view.published)
    if base is None or many is None or "vague" in groups or many == 0:
        return Value(None, reason="a stretch whose days the words do not tell")
    if shift < 0:
        start = back(base, many, groups["unit"])
        days = spanning(start, base) if start is not None else None
        return Value(days, "", f"up to the report's day, {base}") if days else NO_ANCHOR
    return _forward(base, many, groups["unit"])


FRESH = 2
"""A day so few days before the report's may be the one that "the previous 24 hours" end on."""


def _up_to(view: View) -> date | None:
    """The day on which "the previous 24 hours" end: one told just before, or the report's where none was told."""
    now = view.published
    if now is None or view.narrative or view.told is None:
        return None if view.narrative else now
    return view.day if view.day is not None and 0 <= (now - view.day).days <= FRESH else None


def ahead(groups: Groups, view: View) -> Value:
    """`In two weeks`, said of what lies ahead; of what is past it is how long it took."""
    return distance({**groups, "side": "hence"}, view) if view.ahead and not view.narrative else NO_ANCHOR


def within(groups: Groups, view: View) -> Value:
    """`Within five days`, said of what lies ahead: from the report's day on."""
    base = view.published if (view.ahead or "rel" in groups) and not view.narrative else None
    end = after(base, lengths(groups)) if base is not None else None
    if base is None or end is None:
        return NO_ANCHOR
    return Value(spanning(base, end), "", f"from the report's day, {base}")


def _forward(base: date, many: int, unit: str) -> Value:
    sizes = {
        "day": ("days", 1),
        "week": ("weeks", 1),
        "month": ("months", 1),
        "year": ("years", 1),
        "decade": ("years", 10),
    }
    if unit not in sizes:
        return NO_ANCHOR
    name, size = sizes[unit]
    start = moved(base, 1)
    try:
        end = base + relativedelta(**{name: many * size})  # type: ignore[arg-type]
    except (OverflowError, ValueError):
        return NO_ANCHOR
    return Value(spanning(start, end), "", f"from the day after the report's, {base}") if start else NO_ANCHOR
