"""Which days does each expression of a text name, read in order? Each may hang on those told before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mnemon.model.values import DateRange
from mnemon.normalise.time_lists import JOINT, lend_years, week_days, with_lists
from mnemon.normalise.time_refusals import is_date
from mnemon.normalise.time_shapes import Found, fold, scan
from mnemon.normalise.time_tense import tense_at
from mnemon.normalise.time_values import value
from mnemon.normalise.time_view import Value, View, moved
from mnemon.normalise.week_told import told_in_order

SPOKEN = ("deictic", "weekday")
"""Expressions that hang on the day of speaking, as news does and a narrative does not."""

LISTED = re.compile(JOINT)
"""What stands between the days of a list."""

OFF_TOLD = ("distance", "neighbour", "no_days")
"""Expressions that count from a day told before."""

A_WEEK_AGO = "a week before the report's day: the days behind it are told in order"

MONTHS = 12
FAR = 2
"""A year so far before the report's is told as history."""


@dataclass(frozen=True, slots=True)
class Told:
    """An expression with the days it names and what it was seen from."""

    found: Found
    value: Value
    view: View


def timeline(text: str, published: date | None, view: View | None = None) -> tuple[Told, ...]:
    """Every expression of the text that may name a stretch of the calendar, in order, with what it names.

    `view`: what is known before the text begins; nothing where it is left out.
    """
    folded = fold(text)
    founds = [_led(found, folded) for found in scan(folded) if is_date(found, text)]
    founds = lend_years(folded, week_days(folded, with_lists(folded, founds)))
    view = view or View(published)
    order = _month_first(founds) if view.month_first is None else view.month_first
    view = replace(view, narrative=is_narrative(folded, founds, published), month_first=order)
    return tuple(_told(text, folded, founds, view))


def _led(found: Found, folded: str) -> Found:
    """A weekday less a "following" that leads to what was done then ("following Wednesday's shooting")."""
    owns = found.reads == "weekday" and found.groups.get("rel") == "following" and folded.startswith("'s", found.end)
    if not owns:
        return found
    bare = {name: words for name, words in found.groups.items() if name != "rel"}
    return replace(found, start=found.start + len("following "), groups=bare)


def _month_first(founds: Sequence[Found]) -> bool | None:
    """How the text writes days in digits, from those that can be read one way only; None without such or with both."""
    pairs = [(int(f.groups["first"]), int(f.groups["second"])) for f in founds if f.reads in ("short", "short_day")]
    sides = {second > MONTHS for first, second in pairs if (first > MONTHS) != (second > MONTHS)}
    return sides.pop() if len(sides) == 1 else None


IN_PASSING = re.compile(r"\b(?:born (?:in|on)?|since) ?$")
"""Before a year that is told beside what the text is about ("born in 1991", "for the first time since 1976")."""


def is_narrative(folded: str, founds: Sequence[Found], published: date | None) -> bool:
    """Whether a text tells of past years in its own order: many years named, most long past, little said from its day.

    Without a report's day every text hangs on what it names itself.
    """
    if published is None:
        return True
    dated = [f for f in founds if "year" in f.groups and f.reads != "numeric"]
    years = [int(f.groups["year"]) for f in dated if not IN_PASSING.search(folded, max(0, f.start - 9), f.start)]
    spoken = [f for f in founds if f.reads in SPOKEN or f.groups.get("side") == "ago"]
    old = sum(year <= published.year - FAR for year in years) + sum(f.reads == "before_era" for f in founds)
    return old >= 3 and old >= 2 * len(spoken) and old >= len(years) / 2


def _told(text: str, folded: str, founds: Sequence[Found], view: View) -> Iterator[Told]:
    now = view.published
    week_ago = told_in_order(folded, founds, now)
    for at, found in enumerate(founds):
        if found is week_ago and now is not None:
            before = replace(view, published=moved(now, -1))
            read = replace(value(found, before), reason=A_WEEK_AGO)
            yield Told(found, read, before)
            view = _after(view, found, read, opens=_opens(folded, found.start))
            continue
        seen_from = now if found.reads in SPOKEN else view.published
        here = replace(view, tense=_tense(folded, founds[at:]), published=seen_from)
        read = _not_after_the_report(found, here, value(found, here))
        if _is_news(found, here, read):
            here = replace(here, narrative=False)
            yield Told(found, value(found, here), here)
            continue
        yield Told(found, read, here)
        now = _filed(text, found, read, view) or now
        view = _after(view, found, read, opens=_opens(folded, found.start))


HEAD = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ'’./ -]{2,}(?:, [\w .]{2,30}){0,2}(?: \([^()\n]{2,40}\))?,? ?|(?:UPDATE|Update)[,:]? )(?:on )?"
)
"""What stands in its line before the day on which what follows was filed."""

HEADED = re.compile(r" ?(?:[-–—:.]|\()")
WEEK = 7
"""So many days before its report's day a part may have been filed."""


def _filed(text: str, found: Found, read: Value, view: View) -> date | None:
    """The day of a dateline or of an update's head, from which "this morning" behind it is told; None elsewhere."""
    if view.published is None or read.days is None or read.days.start != read.days.end:
        return None
    line = text.rfind("\n", 0, found.start) + 1
    if not HEAD.fullmatch(text, line, found.start) or not HEADED.match(text, found.end):
        return None
    return read.days.start if 0 <= (view.published - read.days.start).days <= WEEK else None


def _tense(folded: str, founds: Sequence[Found]) -> str:
    """The tense in which the first is told: that of the last of the list that it begins ("3 and 4 May killed ...")."""
    last = founds[0]
    for found in founds[1:]:
        if found.shape != last.shape or not LISTED.fullmatch(folded, last.end, max(last.end, found.start)):
            break
        last = found
    return tense_at(folded, last.start, last.end)


def _not_after_the_report(found: Found, view: View, read: Value) -> Value:
    """What an expression names; where that would lie after the report, in a narrative what it names from its day.

    Elsewhere what is so long after the day told before then counts from another ("nine days after gunmen took him").
    """
    now = view.published
    told = now is None or read.days is None or read.days.start <= now
    if told or read.explicit or view.ahead:
        return read
    if view.narrative:
        return value(found, replace(view, narrative=False))
    return Value(None, reason=f"it would lie after the report's day, {now}") if found.reads in OFF_TOLD else read


LEAD = 400
"""Within so many characters of its beginning news of an old deed says what was done now, from the report's day."""


def _is_news(found: Found, view: View, read: Value) -> bool:
    """Whether an expression says when the news was that a narrative is told for ("On Monday a court sentenced ...").

    What is told behind it does not hang on it.
    """
    return view.narrative and found.reads in SPOKEN and found.start < LEAD and read.days is None


OPENS = 30
"""An expression so near the start of its sentence says when the telling now is."""


def _opens(folded: str, start: int) -> bool:
    """Whether an expression opens its sentence ("In 1940, ...") or heads a section."""
    before = folded[max(0, start - OPENS) : start]
    return start < OPENS or re.search(r"[.!?:;\"')]\s|\n", before) is not None


def _after(view: View, found: Found, read: Value, *, opens: bool) -> View:
    """What is known behind an expression: the days it named, and the year in which the telling now is."""
    if read.unit == "before our era":
        return replace(view, told=None, unit="", year=None, before_era=True)
    if read.days is None or not read.unit or found.reads in ("clock", "stretch") or _lies_ahead(view, read.days):
        return view
    year = _telling_year(view, found, read, opens=opens)
    return replace(view, told=read.days, unit=read.unit, year=year, before_era=False)


def _lies_ahead(view: View, days: DateRange) -> bool:
    """Whether days are yet to come: "the same day" behind the day of a hearing to come is not that of the hearing."""
    return view.published is not None and not view.narrative and days.start > view.published and view.told is not None


def _telling_year(view: View, found: Found, read: Value, *, opens: bool) -> int | None:
    """The year in which the telling is: a year named in passing ("declassified in 2005") does not move it."""
    if read.days is None or read.unit in ("decade", "century"):
        return view.year
    passing = found.reads == "year" and not opens and view.year is not None
    return view.year if passing else read.days.start.year
