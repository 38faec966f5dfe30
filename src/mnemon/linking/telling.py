"""A telling: an event mention with the claims that say what happened there, and what is known of its report."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from mnemon.model.claims import Claim, EventMention
from mnemon.model.text import Report

ROW = "row-"
"""How the report ids of a dataset's rows begin; the dataset's name and the row's number follow."""

NOT_HAPPENED = ("negated", "future")
"""Claims of these statuses tell of no event. A denied one does: somebody else claims it."""

WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True, slots=True)
class Telling:
    """One event mention and those of its claims that tell of an incident.

    `words`: those of its report's title and of its own sentences, folded; empty where the report is not at hand.
    `published`, `outlet`: its report's day and publisher, None where not known.
    """

    mention: EventMention
    claims: tuple[Claim, ...]
    words: frozenset[str] = frozenset()
    published: date | None = None
    outlet: str | None = None

    @property
    def kinds(self) -> frozenset[str]:
        """What is told to have happened."""
        return frozenset(claim.kind for claim in self.claims) | {self.mention.type}


def tells_of_incident(claim: Claim) -> bool:
    """Whether a claim is no total, and not negated or future."""
    return claim.scope != "total" and claim.status not in NOT_HAPPENED


def hand(report_id: str) -> str:
    """Who told it as one: a report, or the whole dataset that a row is of. Whoever told of two events knew of two."""
    return report_id.rpartition("-")[0] if report_id.startswith(ROW) else report_id


def tellings(
    mentions: Iterable[EventMention], claims: Iterable[Claim], reports: Iterable[Report] = ()
) -> list[Telling]:
    """The mentions that tell of an incident: those with a claim that is no total, and not negated or future."""
    told: dict[str, list[Claim]] = {}
    for claim in claims:
        if tells_of_incident(claim):
            told.setdefault(claim.event_mention_id, []).append(claim)
    known = {report.id: report for report in reports}
    return [_telling(m, tuple(told[m.id]), known.get(m.report_id)) for m in mentions if m.id in told]


def _telling(mention: EventMention, claims: tuple[Claim, ...], report: Report | None) -> Telling:
    if report is None:
        return Telling(mention, claims)
    sentences = {(claim.sentence.start_char, claim.sentence.end_char) for claim in claims}
    said = " ".join([report.title or "", *(report.text[start:end] for start, end in sorted(sentences))])
    return Telling(mention, claims, words_of(said), report.published_at, report.source_id)


def words_of(text: str) -> frozenset[str]:
    """The words of a text that have three letters or more, without accents and capitals."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return frozenset(WORD.findall(plain.casefold()))


def restated(told: Sequence[Telling]) -> set[tuple[str, str]]:
    """Pairs of mentions of one report of which a claim of one repeats, or is part of, a claim of the other."""
    home = {claim.id: telling.mention for telling in told for claim in telling.claims}
    pairs = set()
    for telling in told:
        for claim in telling.claims:
            for other in (home.get(claim.repeats or ""), home.get(claim.part_of or "")):
                if other is not None and other.id != telling.mention.id and other.report_id == claim.report_id:
                    pairs.add((min(other.id, telling.mention.id), max(other.id, telling.mention.id)))
    return pairs | _read_twice(told)


def _read_twice(told: Sequence[Telling]) -> set[tuple[str, str]]:
    """Pairs of mentions that two readings of one report found in the same words; those that people made stand apart."""
    by_report: dict[str, list[Telling]] = {}
    for telling in told:
        if not any(claim.by_person for claim in telling.claims):
            by_report.setdefault(telling.mention.report_id, []).append(telling)
    pairs = set()
    for same in by_report.values():
        if len({claim.producer_id for telling in same for claim in telling.claims}) > 1:
            pairs |= {
                tuple(sorted((a.mention.id, b.mention.id))) for a, b in combinations(same, 2) if _same_words(a, b)
            }
    return pairs  # type: ignore[return-value]


def _same_words(left: Telling, right: Telling) -> bool:
    readings = {claim.producer_id for claim in left.claims} & {claim.producer_id for claim in right.claims}
    return not readings and any(a.overlaps(b) for a in left.mention.spans for b in right.mention.spans)
