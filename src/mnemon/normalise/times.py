"""When? Calendar words become first and last day with a precision, or None = "not stated"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from mnemon.model.values import DateRange
from mnemon.normalise.absolute_days import MONTH_SHAPE, YEAR, Anchor, absolute
from mnemon.normalise.calendar_words import MONTHS, ORDINALS, PARTS_OF_DAY, WEEKDAYS, spanning
from mnemon.normalise.folding import PLAIN
from mnemon.normalise.numbers import number
from mnemon.normalise.relative_days import relative

LONGEST = 200
"""More characters than this are no time expression."""

LEADS = r"(?:in|on|at|during|over|for|throughout|within|of|as of|dated|the day of|just|only|around|about) "
"""Words before calendar words that change nothing."""

CLOCK = (
    r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?|\d{1,2} o'clock|\d{3,4} (?:gmt|utc|hours)"
    r"|\w+ in the (?:morning|evening|afternoon)"
)
DAY_PART = "|".join(PARTS_OF_DAY)
SOON = r"(?:(?:shortly|just|soon|well|a little) )?(?:(?:before|after|around|about|by|at|near|from) )?(?:the )?"
BEFORE_DAY = (
    rf"(?:{SOON}(?:early |late |pre-)?(?:{CLOCK}|{DAY_PART})(?: (?:local time|hours|gmt|utc|prayers))?(?: hours)?,?"
    r"(?: on| of| into)? "
    rf"|(?:the )?(?:early|late|small)(?: (?:morning|evening|night|{DAY_PART}))?(?: hours)?(?: on| of)? "
    r"|(?:earlier|later)(?: on)? |(?:the )?(?:daytime|middle of the day)(?: on| of) )"
)
"""A time of day before a day: it changes no day."""

AFTER_DAY = (
    r",? (?:(?:at|around|about|in the|early|late|before|after|local|shortly after) )*"
    rf"(?:{CLOCK}|{DAY_PART}|early|late)(?: local time| hours| gmt| utc)?"
)

PART = (
    r"(?:the )?(?P<part>early|mid|middle|late|later|beginning|start|opening|end|close|first half|second half"
    r"|first days|last days)"
    r"(?:(?: part)? of |[- ])(?:the month of )?(?P<of>.+)"
)
THIRDS = {"early": 0, "beginning": 0, "start": 0, "opening": 0, "first days": 0, "mid": 1, "middle": 1}

RANGES = (
    r"(?:any time |sometime )?between (.+) and (.+)",
    r"from (.+?) (?:to|until|till|through|into) (.+)",
    r"(.+?) (?:to|until|through|into|and|or) (.+)",
    r"(.+?)(?: - |-)(.+)",
)

DAY_OF_MONTH = rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{'|'.join(MONTHS)})\b"
"""A day of a month: where the calendar has no such day, its month is not what was meant."""

UNSURE = frozenset(
    "before by until till anniversary deadline every each daily weekly annually within unless eve ahead runup run-up"
    " previous following straight after prior from to almost nearly more less than over gmt hours ago"
    " winter since".split()
)
"""Words that take an embedded date out of our hands: what they say of it is not that it was then."""


def when(words: str, published: date | None, tense: str = "past") -> DateRange | None:
    """The days that time words name; None where they name no stretch of the calendar that can be told for sure.

    `published` is the report's day; where it is None, words that hang on it ("Tuesday", "14 March" without a year)
    give None. `tense` "future" looks forward from it. Both ends of the range are included.
    """
    plain = _plain(words)
    found = _read(plain, Anchor(published, tense)) if 0 < len(plain) <= LONGEST else None
    return None if found is None else replace(found, words=words)


def combine(ranges: Sequence[DateRange | None], words: str) -> DateRange | None:
    """One range for all the time words of one frame; None where none was read or they contradict each other.

    A range within another narrows it; ranges that touch are joined; ranges apart are refused.
    """
    known = [found for found in ranges if found is not None]
    result = known[0] if known else None
    for found in known[1:]:
        result = None if result is None else _joined(result, found)
    return None if result is None else replace(result, words=words)


def _joined(one: DateRange, other: DateRange) -> DateRange | None:
    for inner, outer in ((one, other), (other, one)):
        if outer.start <= inner.start and inner.end <= outer.end:
            return inner
    first, second = sorted((one, other), key=lambda found: found.start)
    touching = second.start <= first.end + timedelta(days=1)
    return spanning(first.start, second.end) if touching else None


def _plain(words: str) -> str:
    """Lower case with plain dashes; a lower-case "march" or "may" is no month and is blanked."""
    kept = re.sub(r"\b(?:march|may|mar|sun|sat|mon)\b", "_", words.translate(PLAIN))
    plain = " ".join(kept.casefold().split())
    return re.sub(r"#\d+$", "", plain).strip(' .,;:()"')


def _read(words: str, anchor: Anchor) -> DateRange | None:
    """Tries plain expressions first, and a date within other words last."""
    return (
        absolute(words, anchor)
        or relative(words, anchor)
        or _led(words, anchor)
        or _since(words, anchor)
        or _night(words, anchor)
        or _part(words, anchor)
        or _range(words, anchor)
        or _week_of(words, anchor)
        or _day_with_time(words, anchor)
        or _offset(words, anchor)
        or _embedded(words, anchor)
    )


def _led(words: str, anchor: Anchor) -> DateRange | None:
    match = re.match(LEADS, words)
    hedged = match is not None and words.endswith("ago")
    return _read(words[match.end() :], anchor) if match and not hedged else None


def _since(words: str, anchor: Anchor) -> DateRange | None:
    """From the first day of what follows up to the report's day."""
    match = re.fullmatch(r"(?:ever )?since (.+)", words)
    if not match or anchor.published is None:
        return None
    begun = _read(match[1], Anchor(anchor.published))
    if begun is None or begun.start > anchor.published:
        return None
    return spanning(begun.start, anchor.published)


def _night(words: str, anchor: Anchor) -> DateRange | None:
    """The named day and the one before it ("overnight into Tuesday"); "the night of" two days: both."""
    match = re.fullmatch(r"(?:overnight(?: in)?to|the night (?:in)?to|overnight on|overnight) (.+)", words)
    if match:
        day = _read(match[1].removeprefix("from "), anchor)
        if day is None:
            return None
        return spanning(day.start - timedelta(days=1), day.end) if day.start == day.end else day
    match = re.fullmatch(r"(?:the )?(?:night|morning|evening|afternoon|day)s? (?:of|from|on|between) (.+)", words)
    return _read(match[1], anchor) if match else None


def _range(words: str, anchor: Anchor) -> DateRange | None:
    for shape in RANGES:
        match = re.fullmatch(shape, words)
        found = _between(match[1], match[2], anchor) if match else None
        if found is not None:
            return found
    return None


def _between(first: str, second: str, anchor: Anchor) -> DateRange | None:
    """From the first's start to the second's end; the first borrows the month or year that only the second names."""
    end = _end(second, anchor)
    if end is None:
        return None
    for words in _borrowings(first, second):
        start = _end(words, anchor if anchor.ahead else Anchor(end.end))
        if start is not None and start.start <= end.end and (start.start, start.end) != (end.start, end.end):
            return spanning(start.start, end.end)
    return None


def _end(words: str, anchor: Anchor) -> DateRange | None:
    """One end of a range: no range itself, nothing embedded; a day told without a known year needs the report's day."""
    return absolute(words, anchor) or relative(words, anchor) or _part(words, anchor) or _day_with_time(words, anchor)


def _borrowings(first: str, second: str) -> Iterator[str]:
    year = re.search(rf"{YEAR}$", second)
    if year and not re.search(YEAR, first):
        yield f"{first} {year[0]}"
    if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", first):
        tail = re.search(MONTH_SHAPE + "$", second)
        lead = re.match(rf"(?:{'|'.join(MONTHS)})\b", second)
        if tail:
            yield f"{first} {tail[0]}"
        if lead:
            yield f"{lead[0]} {first}"
    month = re.match(rf"({'|'.join(MONTHS)}) \d", first)
    if not (year and not re.search(YEAR, first)):
        yield first
    if month and re.fullmatch(r"\d{1,2}", second):
        yield first


def _part(words: str, anchor: Anchor) -> DateRange | None:
    """Early, mid and late: days 1-10, 11-20 and the rest of a month; a third of the months of a year."""
    match = re.fullmatch(PART, words)
    if not match:
        return None
    of = match["of"]
    name = match["part"]
    if of in ("the year", "the month", "the week"):
        of = of.replace("the", "this")
    narrow = Anchor(anchor.published, anchor.tense)
    whole = absolute(of, narrow) or relative(of, narrow)
    found = None if whole is None else _third(whole, name)
    if found is None or whole is None or anchor.published is None or re.search(YEAR, of):
        return found
    return found if anchor.ahead or found.start <= anchor.published else _year_before(of, name, anchor)


def _year_before(of: str, name: str, anchor: Anchor) -> DateRange | None:
    """The part of a yearless month that lies before the report's day, one year earlier; other words give None."""
    if anchor.published is None or of not in MONTHS:
        return None
    whole = absolute(f"{of} {anchor.published.year - 1}", anchor)
    return None if whole is None else _third(whole, name)


def _third(whole: DateRange, name: str) -> DateRange | None:
    days = (whole.end - whole.start).days + 1
    if name.endswith("half"):
        return _half(whole, first=name.startswith("first"))
    part = THIRDS.get(name, 2)
    if 28 <= days <= 31:
        starts = [
            whole.start,
            whole.start + timedelta(days=10),
            whole.start + timedelta(days=20),
            whole.end + timedelta(days=1),
        ]
    elif 365 <= days <= 366:
        year = whole.start.year
        starts = [date(year, 1, 1), date(year, 5, 1), date(year, 9, 1), date(year + 1, 1, 1)]
    else:
        return None
    return spanning(starts[part], starts[part + 1] - timedelta(days=1))


def _half(whole: DateRange, *, first: bool) -> DateRange | None:
    days = (whole.end - whole.start).days + 1
    if days < 28 or days > 366:
        return None
    middle = whole.start + timedelta(days=15) if days < 32 else date(whole.start.year, 7, 1)
    return spanning(whole.start, middle - timedelta(days=1)) if first else spanning(middle, whole.end)


def _week_of(words: str, anchor: Anchor) -> DateRange | None:
    """A week of a month ("the first week of February"): days 1-7, 8-14, 15-21, 22-28, or the last seven."""
    match = re.fullmatch(r"(?:the )?(first|second|third|fourth|last) week of (.+)", words)
    whole = absolute(match[2], anchor) if match else None
    if match is None or whole is None or not 28 <= (whole.end - whole.start).days + 1 <= 31:
        return None
    start = (
        whole.end - timedelta(days=6) if match[1] == "last" else whole.start + timedelta(weeks=ORDINALS[match[1]] - 1)
    )
    return spanning(start, start + timedelta(days=6))


def _day_with_time(words: str, anchor: Anchor) -> DateRange | None:
    """A day with a time of day before or after it; None where what is left is no single day."""
    for shape, left in ((rf"{BEFORE_DAY}(?P<rest>.+)", "rest"), (rf"(?P<rest>.+?)(?:'s)?{AFTER_DAY}", "rest")):
        match = re.fullmatch(shape, words)
        found = (
            (absolute(match[left], anchor) or relative(match[left], anchor) or _nested(match[left], words, anchor))
            if match
            else None
        )
        if found is not None and found.start == found.end:
            return found
    return None


def _nested(rest: str, words: str, anchor: Anchor) -> DateRange | None:
    return _day_with_time(rest, anchor) if len(rest) < len(words) else None


def _offset(words: str, anchor: Anchor) -> DateRange | None:
    """A day so many days off the single day that the rest names ("a week after the failed July 21 attacks")."""
    match = re.fullmatch(r"(?P<count>[a-z\d-]+) (?P<unit>day|week)s? (?P<side>before|after) (?P<rest>.+)", words)
    count = {"a": 1, "one": 1, "the": 1}.get(match["count"]) or number(match["count"]) if match else None
    if not match or count is None or count > 99:
        return None
    base = _read(match["rest"], anchor)
    if base is None or base.start != base.end:
        return None
    days = count * (7 if match["unit"] == "week" else 1) * (1 if match["side"] == "after" else -1)
    return spanning(base.start + timedelta(days=days), base.start + timedelta(days=days))


def _embedded(words: str, anchor: Anchor) -> DateRange | None:
    """The one date that stands within other words ("the coup of 26 July"); None where a word makes its sense unsure."""
    tokens = [token.strip(',.()"') for token in words.split(" ")]
    if UNSURE & set(tokens):
        return None
    found = combine(list(_within(tokens, anchor)), words)
    of_a_day = re.search(DAY_OF_MONTH, words) is not None
    return None if found is None or (of_a_day and found.start != found.end) else found


def _within(tokens: list[str], anchor: Anchor) -> Iterator[DateRange]:
    """Every date among the tokens, longest first at each place, never overlapping."""
    at = 0
    while at < len(tokens):
        for size in range(min(6, len(tokens) - at), 0, -1):
            if size == len(tokens) or not _may_be_date(tokens[at]):
                continue
            found = _end(" ".join(tokens[at : at + size]), anchor)
            if found is not None:
                yield found
                at += size - 1
                break
        at += 1


def _may_be_date(token: str) -> bool:
    """True for tokens that can open a date within other words: digits, months, weekdays, parts, "last"."""
    bare = token.removesuffix("'s")
    openers = ("early", "mid", "late", "last", "this", "next", "yesterday", "today", "christmas", "earlier")
    if bare.isdecimal() and len(bare) > 2:
        return bare[:2] in ("18", "19", "20")
    return bare[:1].isdigit() or bare in MONTHS or bare in WEEKDAYS or bare in openers or bare.startswith("mid-")
