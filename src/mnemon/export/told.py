"""What leaves the record: one event with all that is said of it, and the terms on which it leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mnemon.export.citation import Citation, cite
from mnemon.export.masking import mask, mask_words
from mnemon.model.claims import Claim
from mnemon.model.events import Event, Finding
from mnemon.model.text import Report, Source, Span
from mnemon.model.values import DateRange, Place

Scheme = Mapping[str, str | None]
"""What a kind is mapped to in a scheme of others: {"event_type": ..., "sub_event_type": ...}."""

_Words = tuple[str, int, int, str | None]
"""A report, where a sentence stands in it, and whom it quotes."""

FALSE = ("denied", "negated", "future")
"""Statuses of claims that tell of nothing that happened."""


@dataclass(frozen=True, slots=True)
class Terms:
    """By which rule, codebook and program an export is made, and whether victims' names may leave.

    `schemes`: scheme name -> kind -> what the codebook maps that kind to there (None = nothing fits).
    """

    rule: str
    rule_version: str
    codebook: str
    version: str
    schemes: Mapping[str, Mapping[str, Scheme | None]] = field(default_factory=dict)
    as_of: str | None = None
    with_names: bool = False

    def mapped(self, scheme: str, claim: Claim) -> Scheme | None:
        """What a claim's kind is mapped to: a user's own kind first, where it has a mapping of its own."""
        kinds = self.schemes.get(scheme, {})
        own = claim.subkind
        return kinds[own] if own is not None and own in kinds else kinds.get(claim.kind)


@dataclass(frozen=True, slots=True)
class Wants:
    """What a format reads of an event besides its claims and their reports: of a large record the rest is not made.

    `harms`: those whose findings it reads, None = all. `groups`, `parties`: their findings by victim group and by
    party as well. `voices`: who speaks.
    """

    harms: tuple[str, ...] | None = None
    groups: bool = True
    parties: bool = True
    voices: bool = True

    @property
    def sourced(self) -> bool:
        """Whether it matters where the reports go back to."""
        return self.harms != () or self.groups or self.parties or self.voices


def only(*harms: str, voices: bool = False) -> Wants:
    """Wants of a format that reads the findings of these harms, of everyone together."""
    return Wants(harms, groups=False, parties=False, voices=voices)


EVERYTHING = Wants()

EVERYONE = Wants(groups=False, parties=False, voices=False)
"""The findings of all harms, of everyone together."""


@dataclass(frozen=True, slots=True)
class Told:
    """One event: its claims, what the rule makes of them for everyone and by victim group, and who published them.

    `parties`: findings by the party of the people harmed (parties.party_key), where two parties are of one kind.
    `hidden`: where victims' names that are to be withheld stand in a report's text, by report id.
    `reports` by report id, `sources` by source id, `voices` by claim id: who speaks, so that copies count once.
    """

    event: Event
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    groups: tuple[Finding, ...]
    reports: Mapping[str, Report]
    sources: Mapping[str, Source]
    voices: Mapping[str, str] = field(default_factory=dict)
    parties: tuple[Finding, ...] = ()
    hidden: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    _cited: dict[_Words, Citation] = field(default_factory=dict, init=False, repr=False, compare=False)

    def finding(self, what: str) -> Finding | None:
        """The finding of one harm, None where nothing is told of it."""
        return next((found for found in self.findings if found.what == what), None)

    def true_claims(self) -> list[Claim]:
        """The claims that tell of something that happened, or may have."""
        return [c for c in self.claims if c.status not in FALSE and c.stance != "denies"]

    def by_id(self, ids: Iterable[str]) -> list[Claim]:
        """Those of the claims, in the order of the event."""
        wanted = set(ids)
        return [claim for claim in self.claims if claim.id in wanted]

    def source_of(self, claim: Claim) -> Source | None:
        """The publisher of a claim's report, None where none is stated."""
        return self.sources.get(self.reports[claim.report_id].source_id or "")

    def citation(self, claim: Claim) -> Citation:
        """The citation of one of the event's claims, without the names that are withheld; made once a sentence."""
        at, said = claim.sentence, claim.said_by
        key = (claim.report_id, at.start_char, at.end_char, None if said is None else said.name)
        found = self._cited.get(key)
        if found is None:
            found = self._cited[key] = self._cite(claim)
        return found

    def _cite(self, claim: Claim) -> Citation:
        report = self.reports[claim.report_id]
        found = cite(claim, report, self.source_of(claim))
        names = self.hidden.get(report.id, ())
        if not names:
            return found
        quote = " ".join(mask(report.text, names, claim.sentence).split())
        return replace(found, quote=quote, title=mask_words(found.title, report.text, names))

    def words(self, report_id: str, span: Span) -> str:
        """A stretch of a report's text, without the names that are withheld."""
        return mask(self.reports[report_id].text, self.hidden.get(report_id, ()), span)

    def title(self, report_id: str) -> str | None:
        """A report's title, without the names that are withheld; None where it has none."""
        report = self.reports[report_id]
        return report.title and mask_words(report.title, report.text, self.hidden.get(report_id, ()))

    def voice_count(self) -> int:
        """How many independent voices tell of the event."""
        return len({self.voices.get(claim.id, claim.report_id) for claim in self.claims})

    def place(self) -> Place | None:
        """The most exact place on the map that its claims state; of equally exact ones that which most claims state."""
        return main_place([c.place for c in self.true_claims() if c.place is not None and c.place.latitude is not None])

    def date(self) -> DateRange | None:
        """The most exact days that its claims state; of equally exact ones those that most claims state."""
        return main_days([c.date for c in self.true_claims() if c.date is not None])


def main_place(stated: Sequence[Place]) -> Place | None:
    """The most exact of some claims' places, one on the map before any other; of equally exact ones the commonest.

    "Near Mongo" and "Mongo" are one place, whatever words each claim has for it.
    """
    if _one(stated):
        return stated[0]
    told = Counter((place.place_id, place.name) for place in stated)

    def rank(place: Place) -> tuple[bool, int, int, str]:
        return place.latitude is None, place.precision, -told[place.place_id, place.name], place.name

    return min(stated, key=rank, default=None)


def main_days(stated: Sequence[DateRange]) -> DateRange | None:
    """The most exact of some claims' days; of equally exact ones the commonest, then the first."""
    if _one(stated):
        return DateRange(stated[0].start, stated[0].end, stated[0].precision)
    told = Counter((days.start, days.end, days.precision) for days in stated)
    days = min(told, key=lambda d: (d[2], -told[d], d), default=None)
    return None if days is None else DateRange(*days)


def _one(stated: Sequence[object]) -> bool:
    """Whether all are one and the same value: most events are told so, and then nothing needs to be counted."""
    return len(stated) > 0 and all(value is stated[0] for value in stated)
