"""When? Calendar words become first and last day with a precision, or None = "not stated"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from dateutil.relativedelta import relativedelta

from mnemon.model.text import Span
from mnemon.model.values import Dated, DateRange
from mnemon.normalise.calendar_words import spanning
from mnemon.normalise.relative_values import after, count
from mnemon.normalise.time_refusals import is_date
from mnemon.normalise.time_shapes import fold, scan
from mnemon.normalise.time_values import is_rest, value
from mnemon.normalise.time_view import View, moved
from mnemon.normalise.time_words import time_words
from mnemon.normalise.time_years import one_day
from mnemon.normalise.timeline import Told, timeline

UP_TO_NOW = "; up to the report's day"
"""The end of the reason for days since something."""

LONGEST = 200
"""More characters than this are no time expression."""

HOLDER = 0xE000
"""Characters for private use stand for the expressions of a phrase while the words between them are read."""

NOW = r"(?<=between )now\b|(?<=and )now\b|(?<= to )now\b|(?<=until )now\b"
"""One end of a range that is the report's own day."""

MOST = 40
"""More expressions than this are no phrase."""

HOLDERS = f"{chr(HOLDER)}-{chr(HOLDER + MOST)}"
X = f"([{HOLDERS}])(?:'s?)?"
JOINTS = r"(?:to|until|till|through|into|and|or|,|-|&|and into|,? and)"
SINCE = re.compile(rf"(?:ever |right )?since (?:[\w' -]+ )?{X}(?: [\w' -]+)?")
RANGE = re.compile(rf"(?:[\w' ]+ )?(?:{X},? )*{X} ?{JOINTS} ?(?:in |on |the |early on |late on )?{X}(?: [\w' ]+)?")
OVERNIGHT = re.compile(rf"(?:the )?(?:overnight|night)(?: from| in ?to| to| of| on| between)* (?:the )?{X}")
OFFSET = re.compile(rf"{X} (?:[\w']+ ){{0,3}}{X}(?:'s)?(?: [\w' ]+)?")

SPELL = re.compile(
    r"(?:for |over )?(?:close to |almost |nearly |about |around |some |roughly )?(?:the )?(?:(?:next|first) )?"
    r"([\w-]+) (day|week|month)s?,? "
    rf"(?:starting|beginning|from)(?: from| on)? (?:the )?{X}"
)
"""So long from a day on ("three days starting on Monday")."""

FOR = re.compile(rf"for {X} {X}")
"""The same, where "three days from" is found as an expression of its own ("for three days from today")."""

WITHIN = re.compile(
    rf"(?:(?:in )?less than|within) (?:{X}|([\w-]+) (day|week|month|year)s? of)"
    rf"(?: the)?(?: [\w'-]+){{0,3}} {X}(?:'s)?(?: [\w' ]+)?"
    rf"|{X} {X}"
)
"""At most so long after a day ("within two days of Monday's attack", "less than two weeks from today")."""

UNSURE = frozenset(
    "before by until till anniversary deadline every each daily weekly annually within unless eve ahead runup run-up"
    " previous following straight after prior from to almost nearly more less than ago since months years hours".split()
)
"""Words that take an embedded date out of our hands: what they say of it is not that it was then."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """The time words of one frame: the words with a holder for every expression, and the expressions."""

    skeleton: str
    told: tuple[Told, ...]
    published: date | None

    def at(self, holder: str) -> Told:
        """The expression that a holder stands for."""
        return self.told[ord(holder) - HOLDER]


def when(
    words: str,
    published: date | None,
    tense: str = "past",
    *,
    told: date | None = None,
    month_first: bool | None = None,
) -> DateRange | None:
    """The days that time words name; None where they name no stretch of the calendar that can be told for sure.

    `published` is the report's day; where it is None, words that hang on it ("Tuesday", "14 March" without a year)
    give None. `tense` "future" looks forward from it. Both ends of the range are included. `told`: the day told before
    the words, on which "the next day" and "that week" hang; without it they give None. `month_first`: which way round
    "3/4/2025" is read; None refuses it where both are possible.
    """
    bare = re.sub(NOW, "today", re.sub(r"#\d+$", "", words))
    known = View(published, one_day(told), "day" if told else "", told.year if told else None, month_first=month_first)
    held = timeline(bare, published, known) if 0 < len(bare) <= LONGEST else ()
    found = read_phrase(bare, Span(0, len(bare)), held, published, tense)
    return None if found is None else replace(found, words=words)


def read_phrase(
    text: str, span: Span, told: Sequence[Told], published: date | None, tense: str = "past"
) -> DateRange | None:
    """The days of the words that stand at `span` of a text, from the expressions of the text that they touch."""
    span = _grown(text, span, told)
    words = span.of(text)
    held = tuple(_seen(t, tense) for t in told if t.found.start < span.end_char and span.start_char < t.found.end)
    if not words.strip() or len(words) > LONGEST or len(held) > MOST:
        return None
    start = min([span.start_char, *(t.found.start for t in held)])
    end = max([span.end_char, *(t.found.end for t in held)])
    found = _read(Phrase(_skeleton(text[start:end], start, held), held, published))
    return None if found is None else replace(found, words=words)


FROM = re.compile(r"\b(?:from|between) (?:the )?$")
THROUGH = re.compile(r" ?(?:and|to|until|till|through|-) ?(?:on )?(?:the )?")
OPEN = re.compile(r"\b(?:ever |right )?since (?:the )?$")
WHEN = re.compile(r",? when\b")
"""After "since May", it tells what happened in May: the words alone are meant."""

BEHIND = 24
"""So many characters before the words of a frame are looked at for what they are the end of."""


def _grown(text: str, span: Span, told: Sequence[Told]) -> Span:
    """The span with "since", or with the rest of the range that it ends ("between 3 and 6 October"), before it."""
    touched = (t.found for t in told if t.found.start < span.end_char and span.start_char < t.found.end)
    at = min([span.start_char, *(found.start for found in touched)])
    before = [t for t in told if t.found.end <= at]
    if before and THROUGH.fullmatch(fold(text[before[-1].found.end : at])):
        lead = FROM.search(fold(text[max(0, before[-1].found.start - BEHIND) : before[-1].found.start]))
        if lead:
            return Span(before[-1].found.start - len(lead[0]), span.end_char)
    lead = OPEN.search(fold(text[max(0, at - BEHIND) : at]))
    begun = WHEN.match(text, span.end_char)
    return Span(at - len(lead[0]), span.end_char) if lead and not begun else span


def _seen(told: Told, tense: str) -> Told:
    """The expression read anew in the tense of its frame."""
    if told.view.tense == tense:
        return told
    view = replace(told.view, tense=tense)
    return replace(told, view=view, value=value(told.found, view))


def _skeleton(words: str, start: int, told: Sequence[Told]) -> str:
    text = fold(words)
    for i in range(len(told) - 1, -1, -1):
        found = told[i].found
        if found.reads == "clock":
            text = _without_clock(text, found.start - start, found.end - start)
            continue
        text = text[: found.start - start] + chr(HOLDER + i) + text[found.end - start :]
    return _on_a_day().sub("", " ".join(text.split())).strip(" .,;:()\"'")


A_WHILE = (
    r"(?:within|over|for|in)(?: about| some| nearly| almost| less than| just| under)? "
    r"(?:half an hour|an hour|(?:[\w-]+ )?(?:and a half )?(?:minutes|hours))(?: of (?:each other|one another))?"
)


@cache
def _on_a_day() -> re.Pattern[str]:
    """An hour or a spell of a day, before the day itself ("after evening prayers on Friday"): it changes no day."""
    daily = "|".join(map(re.escape, time_words().words["daily things"]))
    led = r"(?:(?:shortly|just|soon) )?(?:before|after|around|about|at|by|during|towards?) (?:the )?"
    day_behind = rf"(?:{led}(?:[a-z]+ )?(?:{daily})|{A_WHILE}),? (?:on |of )?(?=(?:the )?[{HOLDERS}])"
    return re.compile(rf"{day_behind}|{led}(?=[{HOLDERS}] (?:{daily})\b)")


def _without_clock(text: str, start: int, end: int) -> str:
    """The words less a time of day and what leads to and from it, which change no day."""
    before = re.sub(
        r"(?:(?:shortly|just|soon) )?(?:before|after|around|about|at|by|from|to|until)? ?$", "", text[:start]
    )
    return before + re.sub(r"^(?:,| on| of)+ ?", "", text[end:])


def _read(phrase: Phrase) -> DateRange | None:
    for shape, read in ((SINCE, _since), (OFFSET, _offset), (RANGE, _range), (OVERNIGHT, _overnight)):
        match = shape.fullmatch(phrase.skeleton)
        found = read([phrase.at(holder) for holder in match.groups() if holder], phrase) if match else None
        if found is not None:
            return found
    limit = WITHIN.fullmatch(phrase.skeleton)
    found = _within(limit, phrase) if limit is not None else None
    if found is not None:
        return found
    spell, lasting = SPELL.fullmatch(phrase.skeleton), FOR.fullmatch(phrase.skeleton)
    if spell is not None:
        return _spell(spell[1], spell[2], phrase.at(spell[3]))
    if lasting is not None:
        lead = phrase.at(lasting[1]).found.groups
        told = phrase.at(lasting[2])
        return _spell(lead.get("n", ""), lead.get("unit", ""), told) if lead.get("side") == "from" else None
    if phrase.skeleton == "overnight" and phrase.published is not None:
        return spanning(phrase.published - timedelta(days=1), phrase.published)
    return _embedded(phrase)


def days_of(told: Told) -> DateRange | None:
    """The days of one expression, narrowed to the part that its words take, with the reason."""
    read = told.value
    if "hedge" in told.found.groups:
        return None
    days = read.narrow or (None if is_rest(told.found) else read.days)
    return None if days is None else replace(days, reason=_reason(told))


def days_named(told: Sequence[Told], span: Span) -> list[DateRange]:
    """The days of each expression that words touch, times of day left out."""
    held = [t for t in told if t.found.start < span.end_char and span.start_char < t.found.end]
    days = [days_of(t) for t in held if t.found.reads != "clock"]
    return [found for found in days if found is not None]


def _reason(told: Told) -> str:
    rivals = f"; else {' or '.join(told.value.rivals)}" if told.value.rivals else ""
    zone = f"; {told.found.zone}" if told.found.zone else ""
    return f"{told.value.reason}{rivals}{zone}"


def _since(told: Sequence[Told], phrase: Phrase) -> DateRange | None:
    """From the first day of what follows up to the report's day."""
    begun = days_of(replace(told[0], value=value(told[0].found, replace(told[0].view, tense="past"))))
    if begun is None or phrase.published is None or begun.start > phrase.published:
        return None
    return replace(spanning(begun.start, phrase.published), reason=f"{begun.reason}{UP_TO_NOW}")


def _offset(told: Sequence[Told], _phrase: Phrase) -> DateRange | None:
    """A day so many days off the single day that the rest names ("a week after the failed July 21 attacks")."""
    lead, base = told[0].found, days_of(told[1])
    sign = {"before": -1, "after": 1, "following": 1, "from": 1}.get(lead.groups.get("side", ""))
    if lead.reads not in ("distance", "no_days", "neighbour") or sign is None or base is None or base.start != base.end:
        return None
    many = count(lead.groups["n"]) if "n" in lead.groups else 1
    size = {"day": 1, "week": 7}.get(lead.groups["unit"])
    if many is None or size is None or "hedge" in lead.groups:
        return None
    day = moved(base.start, sign * many * size)
    return None if day is None else replace(spanning(day, day), reason=f"counted from {base.start}")


def _spell(words: str, unit: str, told: Told) -> DateRange | None:
    """So many days, weeks or months from the first day of what is named on, that day included."""
    many, begun = count(words), days_of(told)
    if not many or unit not in ("day", "week", "month") or begun is None or begun.start != begun.end:
        return None
    try:
        after = begun.start + relativedelta(**{f"{unit}s": many})  # type: ignore[arg-type]
    except (OverflowError, ValueError):
        return None
    reason = f"{many} {unit}{'s' if many > 1 else ''} from {begun.start} on"
    return replace(spanning(begun.start, after - timedelta(days=1)), reason=reason)


def _within(match: re.Match[str], phrase: Phrase) -> DateRange | None:
    """From the day that is named up to so long after it; None for a distance that is no limit."""
    held, many, unit, base, hedged, hedge_base = match.groups()
    lead = phrase.at(held or hedged).found.groups if held or hedged else {"n": many, "unit": unit, "side": "after"}
    begun = days_of(phrase.at(base or hedge_base))
    no_limit = hedged is not None and lead.get("hedge") != "less than"
    if no_limit or lead.get("side") not in ("after", "from") or begun is None or begun.start != begun.end:
        return None
    end = after(begun.start, [(count(lead.get("n", "")) or 0, lead.get("unit", ""))])
    return None if end is None else replace(spanning(begun.start, end), reason=f"counted from {begun.start}")


def _range(_told: Sequence[Told], phrase: Phrase) -> DateRange | None:
    """From the first's start to the last's end; a first that lies behind the last is sought again before it."""
    held = list(phrase.told)
    end = days_of(held[-1])
    if end is None or re.search(r"\b(?:before|after|until|by)\b", phrase.skeleton.split(chr(HOLDER))[0]):
        return None
    start = days_of(held[0])
    if start is not None and start.start > end.start and held[0].view.published is not None:
        view = replace(held[0].view, published=end.end, tense="past")
        start = days_of(replace(held[0], value=value(held[0].found, view)))
    if start is None or start.start > end.end:
        return None
    return replace(spanning(start.start, end.end), reason=end.reason)


def _overnight(told: Sequence[Told], phrase: Phrase) -> DateRange | None:
    """The named day and the one before it ("overnight into Tuesday"); other stretches stay as they are."""
    day = days_of(told[0])
    into = phrase.skeleton.startswith("overnight") or "to" in phrase.skeleton.split()
    if day is None or not into:
        return day
    before = moved(day.start, -1)
    return replace(spanning(before, day.end), reason=day.reason) if before is not None and day.start == day.end else day


def _embedded(phrase: Phrase) -> DateRange | None:
    """The days that stand within other words ("the coup of 26 July"); None where a word makes their sense unsure."""
    tokens = [token.strip(',.()"') for token in phrase.skeleton.split(" ")]
    misread = any(told.value.days is None and told.found.reads in ("day", "short") for told in phrase.told)
    if misread or UNSURE & set(tokens):
        return None
    days = [days_of(told) for told in phrase.told if told.found.reads != "clock"] or [days_of(t) for t in phrase.told]
    return combine(days, phrase.skeleton)


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
    first, second = sorted((one, other), key=lambda found: (found.start, found.end))
    if (first.start <= second.start and second.end <= first.end) or first.start == second.start:
        return min(first, second, key=lambda found: found.end - found.start)
    touching = second.start <= first.end + timedelta(days=1)
    return replace(spanning(first.start, second.end), reason=second.reason) if touching else None


LASTING = ("within", "ahead", "working_days")
"""Expressions that are how long something took, and no time, where they are not of what lies ahead."""


def dated(text: str, told: Sequence[Told], marked: Sequence[Span], published: date | None) -> tuple[Dated, ...]:
    """Every time expression of the text, in order: those that a shape fits, and the marked ones read besides."""
    named = [t for t in told if t.value.days is not None or t.found.reads not in LASTING]
    mine = [Dated(Span(t.found.start, t.found.end), _whole(t), t.found.part, _why(t)) for t in named]
    free = [span for span in marked if not any(span.overlaps(known.span) for known in mine)]
    others = [span for span in free if not _refused(text, span)]
    read = [Dated(span, when(span.of(text), published)) for span in others]
    return tuple(sorted((*mine, *(d for d in read if d.range is not None)), key=lambda d: d.span.start_char))


def _refused(text: str, span: Span) -> bool:
    """Whether marked words look like a date and are none where they stand ("killed 2003 people", "the second")."""
    at = span.start_char
    there = (replace(found, start=found.start + at, end=found.end + at) for found in scan(fold(span.of(text))))
    return any(found.alone or not is_date(found, text) for found in there)


def _why(told: Told) -> str:
    """Why an expression has no days; empty where it has."""
    return _reason(told) if told.value.days is None else ""


def _whole(told: Told) -> DateRange | None:
    """The whole unit of the calendar that an expression names; the part is told beside it."""
    days = told.value.days
    return None if days is None else replace(days, reason=_reason(told))
