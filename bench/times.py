"""`python -m bench.times`: how well are times and counts read? One JSON object.

--wikiwars: gzipped JSON lines {"id", "text", "published_at", "times": [{"start", "end", "value"}]} with TIMEX3 values
(WikiWars, CC BY-SA: open, but not shipped). --specs: the folder of Microsoft's `Recognizers-Text` date cases (MIT, not
shipped either). Without them only the counts of the labelled sentences are measured.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.accuracy import CORPUS
from mnemon.model.text import Span
from mnemon.model.values import DateRange
from mnemon.normalise import when
from mnemon.normalise.bounds import load_bounds
from mnemon.normalise.calendar_words import day_of, month_range, spanning, year_range
from mnemon.normalise.quantities import quantity
from mnemon.normalise.time_units import quarter
from mnemon.normalise.timeline import timeline
from mnemon.normalise.times import dated

Days = tuple[date, date]


def main() -> None:
    """Measure what was given, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wikiwars", type=Path, help="gzipped JSON lines with TIMEX3 values")
    parser.add_argument("--specs", type=Path, help="the folder of DateParser.json and DatePeriodParser.json")
    parser.add_argument("--failed", action="store_true", help="print each case in scope that was read otherwise")
    args = parser.parse_args()
    print(json.dumps(measured(args.wikiwars, args.specs, failed=args.failed), indent=1))


def measured(wikiwars: Path | None, specs: Path | None, *, failed: bool = False) -> dict[str, Any]:
    """Every figure that can be measured with the files given."""
    figures: dict[str, Any] = {"counts_labelled": labelled_counts()}
    if wikiwars is not None:
        figures["wikiwars"] = expressions(wikiwars)
    if specs is not None:
        figures["specs"] = cases(specs, failed=failed)
    return figures


# Counts


def labelled_counts() -> float:
    """The share of labelled counts whose low and high are read from their words alone."""
    bounds = load_bounds()
    right = total = 0
    for path in sorted(CORPUS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            for frame in json.loads(line).get("frames") or []:
                if frame.get("count"):
                    found = quantity(frame["count"], bounds)
                    total += 1
                    right += found is not None and (found.low, found.high) == (frame.get("low"), frame.get("high"))
    return round(right / total, 4)


# Expressions in texts


def expressions(path: Path) -> dict[str, float]:
    """F1 of expressions that touch a gold one, and of those with its days too; durations and sets are left out."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    found = right = gold = answered = 0
    for document in documents:
        answers = _answers(document)
        for start, end, value in ((g["start"], g["end"], days_of(g["value"])) for g in document["times"]):
            touching = next((a for a in answers if a[0].overlaps(Span(start, end))), None)
            gold += value is not None
            if touching is not None:
                answers.remove(touching)
            if touching is not None and value is not None:
                answered, found, right = answered + 1, found + 1, right + (touching[1] == value)
        answered += len(answers)
    half = (gold + answered) / 2
    shares = {"span_f1": round(found / half, 4), "interval_f1": round(right / half, 4)}
    return {**shares, "gold": gold, "answered": answered}


def _answers(document: dict[str, Any]) -> list[tuple[Span, Days | None]]:
    published = date.fromisoformat(document["published_at"]) if document.get("published_at") else None
    text = document["text"]
    listed = dated(text, timeline(text, published), (), published)
    return [(item.span, None if item.range is None else (item.range.start, item.range.end)) for item in listed]


def days_of(value: str) -> Days | None:
    """The first and last day of a TIMEX3 value; None where it names no stretch of the calendar."""
    plain = value.partition("T")[0] if not value.startswith("P") else ""
    found = _by_numbers(plain)
    return None if found is None else (found.start, found.end)


def _by_numbers(plain: str) -> DateRange | None:
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", plain)
    if match and match[3]:
        day = day_of(int(match[1]), int(match[2]), int(match[3]))
        return spanning(day, day) if day else None
    if match:
        return month_range(int(match[1]), int(match[2])) if match[2] else year_range(int(match[1]))
    decade, week = re.fullmatch(r"(\d{3})X?", plain), re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", plain)
    if decade:
        return year_range(10 * int(decade[1]), 10 * int(decade[1]) + 9)
    if week:
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return spanning(monday + timedelta(days=5 if week[3] else 0), monday + timedelta(days=6))
    part = re.fullmatch(r"(\d{4})-Q([1-4])", plain)
    return quarter(int(part[1]), int(part[2])) if part else None


# Cases for an assistant's calendar


@dataclass(frozen=True, slots=True)
class Case:
    """Words with the day of speaking and the days that the case asks for: as the past and as the future has them."""

    words: str
    spoken: date
    timex: str
    asked: tuple[Days, ...]


CONVENTIONS = {
    "early and late as halves of a month or year, where ours are thirds": (
        r"(?:early|mid|late|(?:the )?(?:beginning|start|end|middle) of) (?!.*\bweek).*"
    ),
    "the day so many months or years off, where ours is the whole month or year": (
        r"(?:a|an|one|two|three|\d+) (?:months?|years?) (?:ago|later)"
    ),
    "a few as three": r".*\bfew\b.*",
    "weeks of a month from Monday to Sunday, where ours are days 1-7, 8-14 ...": (
        r".*\b(?:first|second|third|fourth) week (?:of|in) (?!.*(?:year|\d{4}|thousand)).*"
    ),
    "decades of the calendar, where ours count years from the day": r".*\bdecades\b",
    "weeks ahead as one day, or days hence as the stretch up to then": (r"in \d+ weeks|\d+ .*(?:hence|in the future)"),
}
"""Readings of the same words that a report on a war does not bear: the first shape that fits, right or wrong."""

OPEN_END = "a range that stops where its last week, month or year begins"


def cases(folder: Path, *, failed: bool = False) -> dict[str, Any]:
    """The share right of all cases whose answer is a day or a range of days, and of those by our conventions.

    All is the figure to judge by: the types date and daterange of the cases themselves, nothing left out. As the cases
    do, we take the day of speaking as the report's day, as the day told before ("the next day") and, since they are
    American, the month as first in 3/4/2025. A case is right where either of the two tenses is read as it asks.
    """
    asked = list(_cases(folder))
    if failed:
        print(*(f"{c.spoken} {c.words!r}: asked {c.asked}, read {_read(c)}" for c in asked if not _right(c)), sep="\n")
    reasons = [(case, _other_convention(case)) for case in asked]
    ours = [case for case, reason in reasons if reason is None]
    return {
        "share": round(sum(map(_right, asked)) / len(asked), 4),
        "all": len(asked),
        "share_of_same_convention": round(sum(map(_right, ours)) / len(ours), 4),
        "same_convention": len(ours),
        "other_conventions": Counter(reason for _, reason in reasons if reason is not None).most_common(),
    }


def _cases(folder: Path) -> Iterator[Case]:
    """The cases whose answer is a day or a range of days."""
    for name in ("DateParser", "DatePeriodParser"):
        for case in json.loads((folder / f"{name}.json").read_text(encoding="utf-8-sig")):
            spoken = case.get("Context", {}).get("ReferenceDateTime", "")[:10]
            for result in case["Results"]:
                value = result.get("Value") or {}
                asked = [_asked(value.get(which) or {}) for which in ("PastResolution", "FutureResolution")]
                known = tuple(days for days in asked if days is not None)
                if spoken and known:
                    yield Case(result["Text"], date.fromisoformat(spoken), value.get("Timex", ""), known)


def _asked(value: dict[str, str]) -> Days | None:
    first, last = value.get("date", value.get("startDate", "")), value.get("date", value.get("endDate", ""))
    if not (first > "0001-01-01" and last > "0001-01-01"):
        return None
    try:
        return date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None


def _other_convention(case: Case) -> str | None:
    words = case.words.lower().strip()
    named = next((reason for reason, shape in CONVENTIONS.items() if re.fullmatch(shape, words)), None)
    return OPEN_END if named is None and _open_end(words, case) else named


def _open_end(words: str, case: Case) -> bool:
    """Whether a range to a week, month or year ("from 2014 to 2018") is asked to stop on its first day."""
    unit = r"\d{4}|\d{4} [a-z]+|two thousand[a-z ]*"
    ends = re.search(rf"(?:to|and|-|until|through) ?(?:[a-z]+ )?(?:{unit}|week \d+)$", words)
    first = all(last.day == 1 or "week" in words for _, last in case.asked)
    return ends is not None and case.timex.startswith("(") and first


def _read(case: Case) -> list[Days]:
    found = [when(case.words, case.spoken, tense, told=case.spoken, month_first=True) for tense in ("past", "future")]
    return [(days.start, days.end) for days in found if days is not None]


def _right(case: Case) -> bool:
    """Whether one of the readings is asked for; whole units end on the day before the one that the cases print."""
    closed = [(first, last - timedelta(days=first != last)) for first, last in case.asked]
    return any(days in (*case.asked, *closed) for days in _read(case))


if __name__ == "__main__":
    main()
