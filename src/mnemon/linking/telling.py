"""A telling: an event mention with the claims that say what happened there, and what is known of its report."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from mnemon.model.claims import Claim, EventMention
from mnemon.model.text import Copy, Report

ROW = "row-"
"""How the report ids of a dataset's rows begin; the dataset's name and the row's number follow."""

NOT_HAPPENED = ("negated", "future")
"""Claims of these statuses tell of no event. A denied one does: somebody else claims it."""

WORD = re.compile(r"\w{3,}")

LONG = 10
"""Words of a sentence that seldom stands in two reports by chance."""

HALF = 0.5
"""The share of a telling's long sentences by which another tells the same in the same words."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One event mention and those of its claims that tell of an incident.

    `words`: those of its report's title and of its own sentences, folded; empty where the report is not at hand.
    `published`, `outlet`: its report's day and publisher, None where not known. `sentences`: a number for the words of
    each of its long sentences, where its report is a copy or has one. `copies`: ids of the reports it is a copy of.
    """

    mention: EventMention
    claims: tuple[Claim, ...]
    words: frozenset[str] = frozenset()
    published: date | None = None
    outlet: str | None = None
    sentences: frozenset[int] = frozenset()
    copies: frozenset[str] = frozenset()

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
    mentions: Iterable[EventMention],
    claims: Iterable[Claim],
    reports: Iterable[Report] = (),
    copies: Iterable[Copy] = (),
) -> list[Telling]:
    """The mentions that tell of an incident: those with a claim that is no total, and not negated or future."""
    told: dict[str, list[Claim]] = {}
    for claim in claims:
        if tells_of_incident(claim):
            told.setdefault(claim.event_mention_id, []).append(claim)
    known = {report.id: report for report in reports}
    alike: dict[str, set[str]] = {}
    for copy in copies:
        alike.setdefault(copy.report_id, set()).add(copy.of_report_id)
        alike.setdefault(copy.of_report_id, set())
    made = (m for m in mentions if m.id in told)
    return [_telling(m, tuple(told[m.id]), known.get(m.report_id), alike.get(m.report_id)) for m in made]


def _telling(
    mention: EventMention, claims: tuple[Claim, ...], report: Report | None, copies: set[str] | None
) -> Telling:
    """One telling; `copies`: the reports that its report is a copy of, None where it is neither copy nor original."""
    if report is None:
        return Telling(mention, claims)
    spans = sorted({(claim.sentence.start_char, claim.sentence.end_char) for claim in claims})
    told = [report.text[start:end] for start, end in spans]
    words = words_of(" ".join([report.title or "", *told]))
    plain = Telling(mention, claims, words, report.published_at, report.source_id)
    if copies is None:
        return plain
    long = [said for one in told if len(said := one.casefold().split()) >= LONG]
    sentences = frozenset(zlib.crc32(" ".join(said).encode()) for said in long)
    return replace(plain, sentences=sentences, copies=frozenset(copies))


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


def copied(told: Sequence[Telling]) -> set[tuple[str, str]]:
    """Pairs of mentions of two near-copies that tell the same in the same words, where a day is missing to compare.

    The second is the one that shares most of the first's long sentences, half of them at least; none among equals.
    """
    by_report: dict[str, list[Telling]] = {}
    for telling in told:
        by_report.setdefault(telling.mention.report_id, []).append(telling)
    both = ((one, by_report.get(other, [])) for one in told for other in sorted(one.copies))
    return {pair for one, theirs in both for pair in _in_the_words_of(one, theirs)}


def _in_the_words_of(one: Telling, others: Sequence[Telling]) -> Iterator[tuple[str, str]]:
    """The pair of a mention and the one that tells it in its words, if one alone does and a day of both is missing."""
    shared = [len(one.sentences & other.sentences) for other in others]
    most = max(shared, default=0)
    if most < max(1, HALF * len(one.sentences)) or shared.count(most) > 1:
        return
    first, second = one.mention, others[shared.index(most)].mention
    if first.date is None or second.date is None:
        yield (min(first.id, second.id), max(first.id, second.id))


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
