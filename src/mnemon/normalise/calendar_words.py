"""Which words name the calendar's parts? Months, weekdays, days by ordinal, fixed feasts; all in lower case."""

from __future__ import annotations

from datetime import date, timedelta

from mnemon.model.values import DateRange

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri", "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}  # fmt: skip

_FIRST = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth"
).split()

ORDINALS = {
    **{word: number for number, word in enumerate(_FIRST, start=1)},
    **{f"twenty-{word}": 20 + number for number, word in enumerate(_FIRST[:9], start=1)},
    "thirtieth": 30,
    "thirty-first": 31,
}

FEASTS = {
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "new year": (1, 1),
    "may day": (5, 1),
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "boxing day": (12, 26),
    "9/11": (9, 11),
}
"""Feasts that fall on the same day each year: (month, day)."""

PARTS_OF_DAY = (
    "morning afternoon evening night dawn noon midday dusk midnight lunchtime daybreak nightfall sunrise sunset".split()
)


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
