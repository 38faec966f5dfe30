"""Does a report tell of the days of a week in order, the first of them that of its own weekday a week ago?

A round-up of Monday that tells of Monday, Tuesday, Thursday and Saturday means the Monday of the week that it tells of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from mnemon.normalise.time_shapes import Found
from mnemon.normalise.time_tense import tense_at
from mnemon.normalise.time_words import plain_weekday

ENOUGH = 3
"""So many other days of the week behind its first, each later than the one before, make it a round-up."""

WITH_THE_WEEK = 2
"""As many are enough where the text calls it the week's."""

THE_WEEK = re.compile(r"\b(?:this|the|past|last|during the|in the) week\b|\bweekly\b|\bweek's\b|\bround-?up\b")
SAID = re.compile(r"\b(?:said|says|told [\w' ]{2,30}|announced|reported|confirmed|stated)(?: \w+)?,? (?:on )?$")
NEAR = 48


def told_in_order(folded: str, founds: Sequence[Found], published: date | None) -> Found | None:
    """The weekday that was a week ago, not the report's own day; None where the text tells no such week."""
    days = _days_told(folded, founds)
    if published is None or not days or _off(days[0], published) != 0 or _is_of_saying(folded, days[0]):
        return None
    behind = [f for f in days[1:] if tense_at(folded, f.start, f.end) == "past" and not _is_of_saying(folded, f)]
    steps = list(dict.fromkeys(_off(f, published) for f in behind))
    enough = WITH_THE_WEEK if THE_WEEK.search(folded) else ENOUGH
    in_order = steps == sorted(steps) and 0 not in steps
    return days[0] if in_order and len(steps) >= enough else None


def _days_told(folded: str, founds: Sequence[Found]) -> list[Found]:
    """The weekdays that paragraphs begin with, where there are as many as make a round-up; else all of them."""
    days = [f for f in founds if f.reads == "weekday" and "rel" not in f.groups]
    first = [f for f in days if not folded[folded.rfind("\n", 0, f.start) + 1 : f.start].strip()]
    return first if len(first) > ENOUGH else days


def _off(found: Found, published: date) -> int:
    """How many days a weekday lies behind that of the report's day, within a week."""
    return (plain_weekday(found.groups["weekday"]) - published.weekday()) % 7


def _is_of_saying(folded: str, found: Found) -> bool:
    """Whether a day is that on which something was said."""
    return SAID.search(folded, max(0, found.start - NEAR), found.start) is not None
