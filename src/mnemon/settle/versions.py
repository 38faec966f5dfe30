"""Versions and shortened copies: texts that go back to one another though MinHash does not see it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations

from mnemon.model.claims import Claim
from mnemon.model.text import Copy, Report

SHINGLE_WORDS = 5
Shingle = tuple[str, ...]
SHORTENED = 0.6
"""A cut wire text keeps nearly all its five-word runs in the long one; a shared quotation is a small part of a text."""

VERSION = 0.3
"""A page at one address that shares less than this with what stood there before is another article."""

_BETWEEN = dict.fromkeys((n for n in range(128) if not (chr(n).isalnum() or chr(n) == "_")), " ")
"""What stands between the words of a text in ASCII."""

FEW = 12
"""Texts of fewer words are not called shortened copies: a headline is in many reports."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A report that its publisher changed: same address, other bytes. Figures as (kind, words) that came or went."""

    url: str
    older: str
    newer: str
    gone: tuple[tuple[str, str], ...] = ()
    new: tuple[tuple[str, str], ...] = ()


def shortened(reports: Sequence[Report]) -> list[Copy]:
    """Reports whose text stands, for the most part, in another of them; for the few reports of one event."""
    runs = {report.id: _runs(report.text) for report in reports}
    found = []
    for left, right in combinations(sorted(runs), 2):
        shorter, longer = sorted((left, right), key=lambda i: (len(runs[i]), i))
        shared = _share(runs[shorter], runs[longer])
        if len(runs[shorter]) >= FEW - SHINGLE_WORDS and shared >= SHORTENED:
            found.append(Copy(shorter, longer, shared))
    return found


def revised(reports: Iterable[Report], retrieved: Mapping[str, datetime]) -> dict[str, str]:
    """For each report that has a later version at its address, the latest one; by when the bytes came in."""
    by_url: dict[str, list[Report]] = {}
    for report in reports:
        if report.url:
            by_url.setdefault(report.url, []).append(report)
    newest: dict[str, str] = {}
    for versions in by_url.values():
        ordered = sorted(versions, key=lambda r: _when(r, retrieved))
        newest |= {old.id: ordered[-1].id for old in ordered[:-1] if _one_article(old, ordered[-1])}
    return newest


def revisions(reports: Sequence[Report], newest: Mapping[str, str], claims: Iterable[Claim]) -> list[Revision]:
    """What each revision changed: the figures of the older version that are gone, and those that are new."""
    by_id = {report.id: report for report in reports}
    figures: dict[str, set[tuple[str, str]]] = {}
    for claim in claims:
        if claim.quantity is not None and claim.quantity.words:
            figures.setdefault(claim.report_id, set()).add((claim.kind, claim.quantity.words))
    found = []
    for older, newer in sorted(newest.items()):
        before, after = figures.get(older, set()), figures.get(newer, set())
        url = by_id[older].url or ""
        found.append(Revision(url, older, newer, tuple(sorted(before - after)), tuple(sorted(after - before))))
    return found


def _when(report: Report, retrieved: Mapping[str, datetime]) -> tuple[str, date, str]:
    came = retrieved.get(report.id)
    day = report.updated_at or report.published_at or date.min
    return (came.isoformat() if came is not None else "", day, report.id)


def _one_article(older: Report, newer: Report) -> bool:
    if older.title and older.title == newer.title:
        return True
    left, right = _runs(older.text), _runs(newer.text)
    return max(_share(left, right), _share(right, left)) >= VERSION


def _share(part: set[Shingle], whole: set[Shingle]) -> float:
    return len(part & whole) / len(part) if part else 0.0


def _runs(text: str) -> set[Shingle]:
    words = _words(text)
    return set(zip(*(words[at:] for at in range(SHINGLE_WORDS)), strict=False))


def _words(text: str) -> list[str]:
    """Its runs of letters, digits and underscores; of a text in ASCII by a table, which takes a third of the time."""
    if text.isascii():
        return text.lower().translate(_BETWEEN).split()
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
