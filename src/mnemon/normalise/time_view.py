"""What does an expression hang on? The report's day, the days told before it, and whether the deed lies ahead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from mnemon.model.values import DateRange


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression names. `days` None: it names no days that can be told for sure; `reason` says how or why.

    `days` is the whole unit of the calendar that is named (all of December for "late December"), `narrow` the part.
    `unit`: the size of what is named, for the words that hang on it. `rivals`: what else it might be.
    """

    days: DateRange | None
    unit: str = ""
    reason: str = ""
    rivals: tuple[str, ...] = ()
    explicit: bool = False
    narrow: DateRange | None = None


@dataclass(frozen=True, slots=True)
class View:
    """What is known where an expression stands.

    `published`: the report's day, None where nothing says it. `told`: the days named last before it, with their
    `unit`; `year`: the year in which the telling is, from the last expression that had one. `narrative`: the text tells
    of the past in its own order, so that words hang on `told` and not on the report's day. `tense`: past or future.
    `month_first`: how the text writes days in digits, None where nothing says it.
    """

    published: date | None
    told: DateRange | None = None
    unit: str = ""
    year: int | None = None
    narrative: bool = False
    tense: str = "past"
    before_era: bool = False
    month_first: bool | None = None

    @property
    def ahead(self) -> bool:
        """True when the words speak of the future."""
        return self.tense == "future"

    def order_reason(self) -> str:
        """Which way round days in digits are read, in words."""
        return f"{'month' if self.month_first else 'day'} first, as other days of the text or the reader are"

    @property
    def day(self) -> date | None:
        """The one day told last; None where it was no single day."""
        return self.told.start if self.told is not None and self.told.start == self.told.end else None

    def now(self) -> date | None:
        """The day of speaking: the report's, or in a narrative the first of the days told last."""
        if not self.narrative:
            return self.published
        return self.told.start if self.told is not None else None

    def now_reason(self) -> str:
        """Which day that is, in words."""
        if self.narrative:
            return f"from {self.told.start}, told before" if self.told is not None else ""
        return f"from the report's day, {self.published}"


def nearest(
    make: Callable[[int], DateRange | None], around: date, *, ahead: bool
) -> tuple[DateRange | None, DateRange | None]:
    """The range that `make` gives for the nearest year on the right side of a day, and the one on the other side."""
    found = {step: _first(make, around, step) for step in (-1, 1)}
    return (found[1], found[-1]) if ahead else (found[-1], found[1])


def _first(make: Callable[[int], DateRange | None], around: date, step: int) -> DateRange | None:
    for year in range(around.year, around.year + 9 * step, step):
        found = make(year) if 1 <= year <= 9998 else None
        if found is not None and (found.start <= around if step < 0 else found.end >= around):
            return found
    return None


def moved(day: date, days: int) -> date | None:
    """The day so many days off; None beyond either end of the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None
