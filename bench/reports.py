"""`python -m bench.reports`: what lies beyond the sentence, on held-out reports; prints one JSON object.

The reports of training/corpus/reports/dev.jsonl are read whole, each with its day of publication. A claim matches an
annotated one when kind and trigger agree, one to one. Of the matched: shares of right speakers (a word of the name
shared, or the report itself on both sides), places (a word of the annotated name in ours or in what holds ours, and the
same country), countries, days (both ends), and F1 of the pairs that are part and whole, told twice, or one event.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from training.check_reports import locate

from bench.accuracy import arrival
from mnemon.ingest import Arrival
from mnemon.model.claims import Claim
from mnemon.model.text import Span
from mnemon.pipeline import Engine, open_engine, read

GOLD = Path(__file__).parent.parent / "training" / "corpus" / "reports" / "dev.jsonl"
EMPTY = frozenset("the a an of for in and to via by from minister secretary president spokesman mr ms mrs".split())

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Compared:
    """One report: its annotated claims, the claims read, and which is which (by index)."""

    gold: Sequence[Row]
    claims: Sequence[Claim]
    same: dict[int, int]


def main() -> int:
    """Measure and print."""
    print(json.dumps(measure(open_engine())))
    return 0


def measure(engine: Engine, path: Path = GOLD) -> dict[str, float]:
    """Every figure by name, over all reports of a file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = read(engine, (arrival_of(row) for row in rows))
    return figures([compared_with(row, r.coded.claims) for row, r in zip(rows, found, strict=True)])


def figures(reports: Sequence[Compared]) -> dict[str, float]:
    """The figures of the module's head, from compared reports."""
    gold, claims = sum(len(r.gold) for r in reports), sum(len(r.claims) for r in reports)
    pairs = [(r.gold[g], r.claims[c]) for r in reports for g, c in r.same.items()]
    numbered = [(g, c) for g, c in pairs if "low" in g]
    placed = [(g, c) for g, c in pairs if g["place"]]
    dated = [(g, c) for g, c in pairs if g["date"]]
    return {
        "claims": f1(len(pairs), gold, claims),
        "number": share(_number(g, c) for g, c in numbered),
        "status": share(g["status"] == c.status for g, c in pairs),
        "scope": share(g["scope"] == c.scope for g, c in pairs),
        "speaker": share(_speaker(g, c) for g, c in pairs),
        "place": share(_place(g, c) for g, c in placed),
        "country": share(c.place is not None and c.place.country == g["place"]["country"] for g, c in placed),
        "date": share(_date(g, c) for g, c in dated),
        "part_of": _pointers(reports, "part_of"),
        "repeats": _pointers(reports, "repeats"),
        "same_event": _events(reports),
    }


def arrival_of(row: Row) -> Arrival:
    """An annotated report as it would arrive."""
    told = row["published_at"]
    found = arrival(row["id"], row["text"], date.fromisoformat(told) if told else None)
    return replace(found, report=replace(found.report, title=row["title"]))


def compared_with(row: Row, claims: Sequence[Claim]) -> Compared:
    """An annotated report beside the claims read from it, matched one to one."""
    same: dict[int, int] = {}
    for number, gold in enumerate(row["claims"]):
        trigger = _span(row["text"], gold["trigger"])
        fits = [i for i, c in enumerate(claims) if c.kind == gold["kind"] and c.spans["trigger"][0].overlaps(trigger)]
        free = [i for i in fits if i not in same.values()]
        if free:
            same[number] = max(free, key=lambda i: _likeness(row["text"], gold, claims[i]))
    return Compared(row["claims"], claims, same)


def _span(text: str, reference: str) -> Span:
    start = locate(text, reference)
    words = re.sub(r"#\d+$", "", reference)
    return Span(0, 0) if start is None else Span(start, start + len(words))


def _likeness(text: str, gold: Row, claim: Claim) -> int:
    parts = [(_span(text, gold[p]), claim.spans.get(p, ())) for p in ("count", "who") if p in gold]
    return sum(any(s.overlaps(span) for s in spans) for span, spans in parts)


def _number(gold: Row, claim: Claim) -> bool:
    q = claim.quantity
    return q is not None and (q.low, q.high) == (gold["low"], gold["high"])


def _speaker(gold: Row, claim: Claim) -> bool:
    if gold["speaker"] == "the report" or claim.said_by is None:
        return gold["speaker"] == "the report" and claim.said_by is None
    said = f"{claim.said_by.name} {claim.said_by.office or ''}"
    return bool(_words(gold["speaker"]) & _words(said))


def _words(words: str) -> set[str]:
    return {w for w in re.findall(r"\w+", words.lower()) if w not in EMPTY}


def _place(gold: Row, claim: Claim) -> bool:
    return is_place(gold["place"]["name"], gold["place"]["country"], claim)


def is_place(name: str, country: str | None, claim: Claim) -> bool:
    """Whether a claim's place, or what holds it, shares a word with a name, in the same country; any if nameless."""
    place = claim.place
    if place is None or (country is not None and country != place.country):
        return False
    names = _words(" ".join(filter(None, (place.name, place.adm2, place.adm1, place.words))))
    return not name or not names.isdisjoint(_words(name))


def _date(gold: Row, claim: Claim) -> bool:
    wanted, found = gold["date"], claim.date
    if found is None:
        return False
    ends = ((wanted["start"], found.start), (wanted["end"], found.end))
    return all(told is None or day.isoformat() == told for told, day in ends)


def _pointers(reports: Iterable[Compared], name: str) -> float:
    """F1 of (claim, what it points to)."""
    wanted = found = hit = 0
    for report in reports:
        place = {c.id: i for i, c in enumerate(report.claims)}
        ours = {(i, place[p]) for i, c in enumerate(report.claims) if (p := getattr(c, name)) in place}
        gold = {(i, row[name]) for i, row in enumerate(report.gold) if name in row}
        mapped = {(report.same.get(a), report.same.get(b)) for a, b in gold}
        wanted, found, hit = wanted + len(gold), found + len(ours), hit + len(ours & mapped)
    return f1(hit, wanted, found)


def _events(reports: Iterable[Compared]) -> float:
    """Pairwise F1 of matched claims in one event."""
    homes = ((homes_of(report.gold), report) for report in reports)
    return f1(*together(((home[g], r.claims[c].event_mention_id) for g, c in r.same.items()) for home, r in homes))


def together(reports: Iterable[Iterable[tuple[object, object]]]) -> tuple[int, int, int]:
    """Pairs of claims in one event: of ours and the annotator's both, the annotator's, ours.

    Of each report its claims, each with the annotator's event and ours.
    """
    wanted = found = hit = 0
    for claims in reports:
        for (gold, ours), (gold_too, ours_too) in combinations(claims, 2):
            one, joined = gold == gold_too, ours == ours_too
            wanted, found, hit = wanted + one, found + joined, hit + (one and joined)
    return hit, wanted, found


def homes_of(gold: Sequence[Row]) -> list[int]:
    """For each annotated claim a number that all of its event share."""
    home = list(range(len(gold)))

    def root(i: int) -> int:
        while home[i] != i:
            i = home[i]
        return i

    for i, row in enumerate(gold):
        for name in ("same_event_as", "part_of", "repeats"):
            if name in row:
                home[root(i)] = root(row[name])
    return [root(i) for i in range(len(gold))]


def share(right: Iterable[bool]) -> float:
    """How many of some are so."""
    told = list(right)
    return round(sum(told) / max(1, len(told)), 4)


def f1(hit: int, wanted: int, found: int) -> float:
    """F1 of so many right among those wanted and those found."""
    return round(2 * hit / max(1, wanted + found), 4)


if __name__ == "__main__":
    sys.exit(main())
