"""Which bare numbers beside a date are dates too? "3, 5 and 7 March", "March 8-9", "1916-17"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mnemon.normalise.time_shapes import Found
from mnemon.normalise.time_words import plain_month

JOINT = r"(?: ?(?:,|-|/|&) ?| (?:and|to|or|until|till|through|into) (?:the )?)"
DAY = r"(?P<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?"
DAYS_OF_MONTH = re.compile(
    r"(?<![\w.,:/$-])(?P<first>[12]?\d|3[01])(?:st|nd|rd|th)? ?(?:-|to|till|until|through|and) ?"
    r"(?P<second>[12]?\d|3[01])(?:st|nd|rd|th)? (?:of |in )?$"
)
WEEKS, OF_A_WEEK = ("this", "last", "next"), "weekday of a week"
OF_WEEK = re.compile(r",? (?:between|from|on) ")
FROM_DAY = re.compile(r"\b(?:from|between) (?:the )?(?P<day>[012]?\d|3[01])(?:st|nd|rd|th)? (?:to|until|till|and) $")
DAY_BEHIND = re.compile(rf"(?<![\w.,:/$-])(?:the )?{DAY}{JOINT}$")
COUNTED = r"people|percent|per|others|miles|km|men|soldiers|[ap]\.?m\b"
DAY_AHEAD = re.compile(
    rf"{JOINT}{DAY}(?![\d:%]|[.,]\d{{3}}|[.]\d| ?(?:{COUNTED}))(?:,? (?P<year>1\d{{3}}|20\d\d)(?!\d))?(?!\w)"
)
YEAR_AHEAD = re.compile(r"(?:-|/)(?P<two>\d\d)(?![\d/-]|[.,:]\d)(?!\w)")
DECADE_AHEAD = re.compile(r" (?:and|to|or) (?:the )?'?(?P<two>\d0)'?s(?!\w)")
JOINED = re.compile(r"(?: ?(?:-|/|&) ?| (?:and|to|or|until|till|through) (?:(?:in|on|the) )?)$")


def with_lists(folded: str, founds: list[Found]) -> list[Found]:
    """The expressions with those that lean on their neighbours, in text order; none overlap."""
    grown: list[Found] = []
    for found in founds:
        floor = grown[-1].end if grown else 0
        grown.extend(reversed(list(_behind(folded, found, floor))))
        grown.append(found)
        grown.extend(_ahead(folded, found))
    return [found for i, found in enumerate(grown) if i == 0 or found.start >= grown[i - 1].end]


def _behind(folded: str, found: Found, floor: int) -> Iterator[Found]:
    """Days before a day of a month, each with the month (and year) of the one behind it, nearest first."""
    if found.shape == "named period" and found.groups["unit"] == "month":
        yield from _in_month(folded, found, floor)
    if found.shape == "month and day":
        yield from _before_a_month(folded, found, floor)
    if found.shape != "day of a month" or not re.match(r"(?:the )?\d", folded[found.start :]):
        return
    at = found.start
    for _ in range(6):
        match = DAY_BEHIND.search(folded, max(floor, at - 16), at)
        if match is None or _descends(match["day"], folded[at : at + 2]):
            return
        at = match.start()
        yield replace(
            found,
            start=at,
            end=match.end("day") + _suffix(folded, match.end("day")),
            groups={**_whose(found), "day": match["day"]},
            part="",
            clock="",
            daypart="",
        )


def _in_month(folded: str, found: Found, floor: int) -> Iterator[Found]:
    """`4 to 22` before `this month`, nearest first."""
    match = DAYS_OF_MONTH.search(folded, max(floor, found.start - 24), found.start)
    if match:
        for day, end in (("second", found.end), ("first", match.end("first"))):
            groups = {"rel": found.groups["rel"], "day": match[day]}
            yield Found(match.start(day), end, "day of the month in view", "day_alone", groups)


def _before_a_month(folded: str, found: Found, floor: int) -> Iterator[Found]:
    """`From 4` before `to January 22`."""
    match = FROM_DAY.search(folded, max(floor, found.start - 20), found.start)
    if match:
        yield Found(match.start("day"), match.end("day"), found.shape, "day", {**_whose(found), "day": match["day"]})


def _descends(day: str, after: str) -> bool:
    """`28 and 3 March` is no list of days of one month."""
    digits = re.match(r"\d+", after)
    return digits is not None and int(day) >= int(digits[0])


def _suffix(folded: str, at: int) -> int:
    match = re.match(r"st|nd|rd|th", folded[at : at + 2])
    return len(match[0]) if match else 0


def _whose(found: Found) -> dict[str, str]:
    return {name: words for name, words in found.groups.items() if name in ("month", "year", "which")}


def _ahead(folded: str, found: Found) -> Iterator[Found]:
    """Days behind "March 8" and years behind "1916"."""
    if found.shape == "month and day" and "year" not in found.groups:
        yield from _days_ahead(folded, found)
    if found.reads == "decade" and "century" in found.groups:
        match = DECADE_AHEAD.match(folded, found.end)
        if match:
            yield Found(
                match.start("two"),
                match.end(),
                "decade",
                "decade",
                {"century": found.groups["century"], "tens": match["two"][0]},
            )
    year = found.groups.get("year", "")
    if year and folded[found.end - 4 : found.end] == year:
        match = YEAR_AHEAD.match(folded, found.end)
        if match and int(match["two"]) > int(year[2:]):
            yield Found(found.end + 1, match.end(), "year", "year", {"year": year[:2] + match["two"]})


def _days_ahead(folded: str, found: Found) -> Iterator[Found]:
    at, last = found.end, found.groups["day"]
    for _ in range(6):
        match = DAY_AHEAD.match(folded, at)
        if match is None or _descends(re.sub(r"\D", "", last) or "99", match["day"]):
            return
        year = {"year": match["year"]} if match["year"] else {}
        yield Found(match.start("day"), match.end(), found.shape, "day", {**_whose(found), "day": match["day"], **year})
        at, last = match.end(), match["day"]


def week_days(folded: str, founds: list[Found]) -> list[Found]:
    """Weekdays behind a week that is named before them ("next week between Wednesday and Friday")."""
    read: list[Found] = []
    for found in founds:
        last = read[-1] if read else None
        if last is not None and found.shape == "weekday" and "rel" not in found.groups:
            between = folded[last.end : found.start]
            groups = {**found.groups, "rel": last.groups.get("rel", "")}
            if last.groups.get("unit") == "week" and groups["rel"] in WEEKS and OF_WEEK.fullmatch(between):
                read[-1] = replace(found, start=last.start, shape=OF_A_WEEK, reads="weekday_week", groups=groups)
                continue
            if last.shape == OF_A_WEEK and JOINED.fullmatch(between):
                read.append(replace(found, shape=OF_A_WEEK, reads="weekday_week", groups=groups))
                continue
        read.append(found)
    return read


def lend_years(folded: str, founds: list[Found]) -> list[Found]:
    """Yearless ends of a range with the year that only its other end names ("from May to June 1944")."""
    lent = list(founds)
    for i in range(len(lent) - 2, -1, -1):
        first, second = lent[i], lent[i + 1]
        if (
            _yearless(first)
            and "year" in second.groups
            and second.reads in ("day", "month")
            and JOINED.fullmatch(folded[first.end : second.start])
        ):
            lent[i] = replace(first, groups={**first.groups, "year": _lent(first, second)})
    return lent


def _yearless(found: Found) -> bool:
    return found.reads in ("day", "month") and not {"year", "which", "rel", "number"} & set(found.groups)


def _lent(first: Found, second: Found) -> str:
    """The year of the second, or the one before where the first's month would come after it."""
    later = plain_month(first.groups["month"]) > plain_month(second.groups.get("month", "december"))
    return str(int(second.groups["year"]) - later)
