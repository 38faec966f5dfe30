"""`python -m training.check_reports FILE...`: a line for each fault of annotated reports; exits 1 where any is."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from mnemon.model.marks import KINDS, SCOPES, STATUSES

BEYOND = frozenset("victims by speaker place date".split())
REPORT_KEYS = frozenset("id source published_at url title text licence claims".split())
NEEDED = frozenset("kind trigger quote speaker place date status scope beyond".split())
KNOWN = NEEDED | frozenset("count low high approx strict vague who victims by part_of repeats same_event_as".split())

Record = dict[str, Any]


def occurrences(text: str, words: str) -> list[int]:
    """Where `words` stand in `text` as whole words."""
    return [found.start() for found in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]


def locate(text: str, reference: str) -> int | None:
    """The offset that `words` or `words#n` names, or None."""
    words, _, number = reference.rpartition("#") if re.search(r"#\d+$", reference) else (reference, "", "")
    found = occurrences(text, words)
    if not number:
        return found[0] if len(found) == 1 else None
    position = int(number) - 1
    return found[position] if 0 <= position < len(found) else None


def quote_faults(text: str, claim: Record) -> Iterator[str]:
    """The quote stands in the text; trigger, count and who stand inside one telling of it."""
    quotes = [found.start() for found in re.finditer(re.escape(claim["quote"]), text)]
    if not quotes:
        yield "quote not in text"
        return
    for field in ("trigger", "count", "who"):
        if field not in claim:
            continue
        start = locate(text, claim[field])
        if start is None:
            yield f"{field} {claim[field]!r} not found, or not told apart by #n"
        elif not any(quote <= start < quote + len(claim["quote"]) for quote in quotes):
            yield f"{field} {claim[field]!r} outside its quote"


def number_faults(claim: Record) -> Iterator[str]:
    """Low <= high, both integers or null; words of a count come with both keys."""
    low, high = claim.get("low"), claim.get("high")
    if not all(bound is None or type(bound) is int for bound in (low, high)):
        yield "low or high is no integer"
    elif low is not None and high is not None and low > high:
        yield "low above high"
    if "count" in claim and not {"low", "high"} <= claim.keys():
        yield "count without low and high"
    if (low, high) == (0, 0) and claim["status"] not in ("negated", "denied"):
        yield "zero that is not negated"


def day(written: str | None) -> date | None:
    """An ISO day, or None where none is given."""
    return None if written is None else date.fromisoformat(written)


def date_faults(claim: Record) -> Iterator[str]:
    """Start and end are ISO days in order; an open end is null, both are not."""
    span = claim["date"]
    if span is None:
        return
    try:
        start, end = day(span["start"]), day(span["end"])
    except (KeyError, TypeError, ValueError):
        yield f"date {span!r} is not ISO"
        return
    if start is None and end is None:
        yield "date with neither start nor end"
    elif start and end and start > end:
        yield "date ends before it starts"


def place_faults(claim: Record) -> Iterator[str]:
    """A place has a name and a country of two letters, null where it lies in more than one."""
    place = claim["place"]
    if place is None:
        return
    if set(place) != {"name", "country"} or not place["name"]:
        yield "place without name or country"
    elif place["country"] is not None and not re.fullmatch("[A-Z]{2}", place["country"]):
        yield f"country {place['country']!r}"


def index_faults(claims: list[Record], index: int) -> Iterator[str]:
    """Indices name other claims; repeats and same_event_as look back; a repeat keeps its kind."""
    claim = claims[index]
    for field in ("part_of", "repeats", "same_event_as"):
        other = claim.get(field)
        if other is None:
            continue
        if not 0 <= other < len(claims) or other == index:
            yield f"{field} {other} is no other claim"
        elif field != "part_of" and other > index:
            yield f"{field} {other} is not earlier"
        elif field == "repeats" and claims[other]["kind"] != claim["kind"]:
            yield f"repeats a {claims[other]['kind']}"


def word_faults(claim: Record) -> Iterator[str]:
    """Closed lists are kept to."""
    if unknown := claim.keys() - KNOWN:
        yield f"unknown keys {sorted(unknown)}"
    if claim["kind"] not in KINDS:
        yield f"kind {claim['kind']!r}"
    if claim["status"] not in STATUSES or claim["scope"] not in SCOPES:
        yield "status or scope"
    if not set(claim["beyond"]) <= BEYOND or not claim["speaker"]:
        yield "beyond or speaker"


def report_faults(report: Record) -> Iterator[str]:
    """Every fault of one report."""
    if report.keys() != REPORT_KEYS:
        yield f"keys {sorted(report.keys() ^ REPORT_KEYS)}"
        return
    for index, claim in enumerate(report["claims"]):
        if missing := NEEDED - claim.keys():
            yield f"claim {index}: lacks {sorted(missing)}"
            continue
        checks = (
            word_faults(claim),
            quote_faults(report["text"], claim),
            number_faults(claim),
            date_faults(claim),
            place_faults(claim),
            index_faults(report["claims"], index),
        )
        for check in checks:
            yield from (f"claim {index}: {fault}" for fault in check)


def main(paths: list[str]) -> int:
    """Check every file; ids are unique over all of them."""
    seen: set[str] = set()
    faults = claims = 0
    for path in paths:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            report = json.loads(line)
            found = list(report_faults(report))
            if report["id"] in seen:
                found.append("id stands twice")
            seen.add(report["id"])
            claims += len(report.get("claims", ()))
            faults += len(found)
            for fault in found:
                print(f"{report['id']}: {fault}")
    print(f"{len(seen)} reports, {claims} claims, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
