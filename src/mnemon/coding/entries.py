"""The entries of a list of incidents: each has its own place and day, told where it begins."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mnemon.coding.scenes import is_short, is_told
from mnemon.model.claims import Claim
from mnemon.model.text import Span
from mnemon.model.values import Dated, DateRange, Place, Placed, Values

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
DATE = rf"(?:{DAY},? )?(?:\d{{1,2}} {MONTH}|{MONTH} \d{{1,2}})(?:,? \d{{4}})?"
START = r"(?:\n|\A)[ \t]*"

MARKED = re.compile(rf"{START}(?=(?:\(?\d{{1,2}}[.)]|\([a-z]\)|[-*•–])\s)")
"""The beginning of an entry that a number, a letter or a dot marks."""

SHAPES = (
    MARKED,
    re.compile(rf"{START}(?=(?:On |From )?{DATE}\b)"),
    re.compile(rf"{START}(?!Upd)(?=[A-ZÀ-Þ][a-zß-ÿ][^\n.!?;:]{{1,60}}?(?:, | \(){DATE}\)?[.:–—-]\s)"),
    re.compile(rf"{START}(?={DAY}\b)"),
    re.compile(rf"{START}(?=[A-Z]{{2,}}[A-Z0-9]*[-/]?\d{{2,}}\b)"),
)
"""How entries begin, two at least of one shape: marked, with a day, a place and a day, a weekday, or an own number."""

PLACED = re.compile(r"\s*(?:[:.–—-]|\([^)\n]{1,40}\) ?[:.–—-])\s")
"""What follows a place's name that an entry begins with ("Khanabad: ...")."""

HEADING = re.compile(rf"{START}(?:[^\w\s\"'“‘(\[]+[ \t]*)?$")
"""What stands before the name of a place that a line begins with, a sign perhaps ("🔴 Nikopol.")."""

BLANK = re.compile(r"\n[ \t]*\n")

AWAY = re.compile(
    r"\n[ \t]*(?=(?:In (?:addition|total|all|sum|(?:a |[a-z]+ )?(?:separate|other) )|Elsewhere|Separately|Overall"
    r"|Altogether|Also (?:this|last|during|in) |Since |Throughout |During |Over the |(?:With|Of) these )\b)"
)
"""The beginning of a paragraph that leaves the entry before it for the whole of what a report tells."""

HEAD = 140
"""Within so many characters an entry tells its place and day."""

OPENING = 80
"""Within so many characters it tells its day."""

BESIDE = 8
"""A line that names a day and has fewer letters besides is a date line."""

COUNTRY = 5
"""A place of this precision or coarser is too large to be an entry's."""


@dataclass(frozen=True, slots=True)
class Entries:
    """Where the entries of a report begin and end, and what each begins with; empty where it is no list.

    `starts`, `ends`: characters of the text. `places`, `days`: one for each, None where it tells none.
    """

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    places: tuple[Place | None, ...] = ()
    days: tuple[DateRange | None, ...] = ()

    @staticmethod
    def of(text: str, values: Values) -> Entries:
        """The entries of a report's text."""
        starts = tuple(sorted({*_shaped(text), *_placed(text, values.places)}))
        marked = {match.end() for match in MARKED.finditer(text)}
        bounds = zip(starts, (*starts[1:], len(text)), strict=False)
        ends = tuple(_end(text, start, end, BLANK if start in marked else AWAY) for start, end in bounds)
        heads = [Span(start, min(end, start + HEAD)) for start, end in zip(starts, ends, strict=True)]
        over = _day_above(text, starts[0], values.times) if starts else None
        days = tuple(_day_in(text, head, values.times) or over for head in heads)
        return Entries(starts, ends, tuple(_place_in(head, values.places) for head in heads), days)

    def number(self, at: int) -> int:
        """The number of the entry that a character stands in, from 1; 0 where it stands in none."""
        number = bisect_right(self.starts, at)
        return number if number and at < self.ends[number - 1] else 0

    def apart(self, one: int, other: int) -> bool:
        """Whether two characters stand in two entries, or only one of them in any."""
        return self.number(one) != self.number(other)

    def given(self, claim: Claim, *, places: bool) -> Claim:
        """A claim without a place or day of its own with those that its entry begins with, and a note that says so.

        `places`: whether it says where by no name of a place.
        """
        entry = self.number(claim.spans["trigger"][0].start_char)
        if not entry or not is_told(claim):
            return claim
        taken: dict[str, object] = {}
        if claim.place is None and places and self.places[entry - 1] is not None:
            taken["place"] = self.places[entry - 1]
        if claim.date is None and not claim.spans.get("when") and self.days[entry - 1] is not None:
            taken["date"] = self.days[entry - 1]
        if not taken:
            return claim
        note = f"{' and '.join(taken)} as its entry of the list begins with"
        return replace(claim, **taken, notes=(*claim.notes, note))  # type: ignore[arg-type]


def _shaped(text: str) -> Iterator[int]:
    """Where entries begin that share a shape."""
    for shape in SHAPES:
        found = [match.end() for match in shape.finditer(text)]
        if len(found) > 1 or (shape is MARKED and found):
            yield from found


def _end(text: str, start: int, end: int, leaving: re.Pattern[str]) -> int:
    """Where an entry ends: where the next begins, or before it at what leaves it (`leaving`)."""
    left = leaving.search(text, start, end)
    return end if left is None else left.start()


def _placed(text: str, placed: Sequence[Placed]) -> list[int]:
    """Where entries begin with the name of their place, if two do so at least."""
    heads = [p.span for p in placed if HEADING.search(text[max(0, p.span.start_char - 20) : p.span.start_char])]
    found = [span.start_char for span in heads if PLACED.match(text, span.end_char)]
    return found if len(found) > 1 else []


def _place_in(head: Span, placed: Sequence[Placed]) -> Place | None:
    """The first place in an entry's head that is no country."""
    inside = (p.place for p in placed if p.sense == "place" and _within(p.span, head))
    return next((place for place in inside if place is not None and _fits(place)), None)


def _fits(place: Place) -> bool:
    return place.place_id is None or place.precision < COUNTRY


def _day_in(text: str, head: Span, times: Sequence[Dated]) -> DateRange | None:
    """The day that an entry begins with; a line with a day alone is the day of publication, and none."""
    opening = Span(head.start_char, min(head.end_char, head.start_char + OPENING))
    first = next((t for t in times if t.range is not None and _within(t.span, opening)), None)
    if first is None or first.range is None or not is_short(first.range):
        return None
    line = text[text.rfind("\n", 0, first.span.start_char) + 1 : (text + "\n").index("\n", first.span.end_char)]
    beside = line.replace(first.span.of(text), " ")
    return first.range if sum(map(str.isalpha, beside)) >= BESIDE else None


def _day_above(text: str, start: int, times: Sequence[Dated]) -> DateRange | None:
    """The one day named over a list, in what is no more than its heading."""
    days = {t.range for t in times if t.range is not None and t.span.end_char <= start}
    return _day_in(text, Span(0, start), times) if start <= HEAD and len(days) == 1 else None


def _within(span: Span, stretch: Span) -> bool:
    return stretch.start_char <= span.start_char and span.end_char <= stretch.end_char
