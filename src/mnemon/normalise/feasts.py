"""On which days does a feast fall in a given year? Libraries reckon the other calendars, no table of ours."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter
from hijridate import Gregorian, Hijri
from persiantools.jdatetime import JalaliDate
from pyluach.dates import HebrewDate
from pyluach.hebrewcal import Year

from mnemon.model.values import DateRange
from mnemon.normalise.calendar_words import day_of, spanning
from mnemon.normalise.time_words import Feast

ISLAMIC_YEARS = (1343, 1500)
"""The years of the Umm al-Qura calendar that the library holds: 1924 to 2077."""

MOON_NOTE = "by the Umm al-Qura calendar; where the moon is sighted, a day earlier or later"


def feast_days(feast: Feast, year: int) -> list[DateRange]:
    """The days of the feast that begin in the year: an Islamic one may fall twice, in early ones it is unknown."""
    if feast.calendar in ("easter", "orthodox easter"):
        if not 1583 <= year <= 4099:
            return []
        sunday = easter(year, EASTER_ORTHODOX if feast.calendar == "orthodox easter" else EASTER_WESTERN)
        day = sunday + timedelta(days=feast.offset)
        return [spanning(day, day)]
    starts = [_start(feast, native) for native in _native_years(feast.calendar, year)]
    return [_lasting(feast, start) for start in starts if start is not None and start.year == year]


def _native_years(calendar: str, year: int) -> list[int]:
    """The years of the calendar that share a day with the Gregorian year."""
    if calendar == "islamic":
        near = int((year - 622) * 33 / 32)
        return [y for y in range(near - 1, near + 3) if ISLAMIC_YEARS[0] <= y < ISLAMIC_YEARS[1]]
    return {"hebrew": [year + 3760, year + 3761], "persian": [year - 621]}.get(calendar, [year])


def _start(feast: Feast, native: int) -> date | None:
    month, day = feast.month, feast.day or 1
    if feast.calendar == "islamic":
        return Hijri(native, month, day).to_gregorian()
    if feast.calendar == "hebrew":
        last = 13 if month == 12 and Year(native).leap else month
        found: date = HebrewDate(native, last, day).to_pydate()
        return found
    if feast.calendar == "persian":
        return _persian(native, month, day)
    return day_of(native, month, day)


def _persian(native: int, month: int, day: int) -> date | None:
    if not 0 < native < 3000:
        return None
    found: date = JalaliDate(native, month, day).to_gregorian()  # type: ignore[no-untyped-call]
    return found


def _lasting(feast: Feast, start: date) -> DateRange:
    days = feast.days
    if feast.day is None and feast.calendar == "islamic":
        days = Gregorian(start.year, start.month, start.day).to_hijri().month_length()
    return spanning(start, start + timedelta(days=days - 1))
