"""What a record holds, counted for the method report. Nothing is estimated: every number is a count of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mnemon.across import Group, changed_reports, groups, wholes_of
from mnemon.model.claims import PERSON, SUGGESTION, Claim
from mnemon.model.marks import HARMS
from mnemon.model.review import Decision
from mnemon.model.text import Producer, Report
from mnemon.review.agreement import Agreement
from mnemon.review.second import coder_agreement
from mnemon.settle import Rule, open_rules, settle
from mnemon.settle.cost import Total, totals
from mnemon.settle.guard import guard
from mnemon.settle.settle import settle_subkinds
from mnemon.settle.voices import backing, figures
from mnemon.settle.wholes import held
from mnemon.store import ClaimFilter, Desk, Store

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher (None = not stated): its reports, those that are near-copies of another, and their claims."""

    name: str | None
    reports: int
    copies: int
    claims: int


@dataclass(frozen=True, slots=True)
class Corroboration:
    """Events that tell of a harm, by what independent voices say of it.

    `single`: one voice alone. `agree`: ranges of two or more voices share a number; `differ`: they do not.
    `without`: nobody gives a number.
    """

    harm: str
    single: int
    agree: int
    differ: int
    without: int

    @property
    def events(self) -> int:
        """All of them."""
        return self.single + self.agree + self.differ + self.without


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Standing claims by who stands behind them, and verdicts by people."""

    claims: int
    by_people: int
    accepted: int
    machine_only: int
    suggestions: int
    people: int
    verdicts: Mapping[str, int]
    rejected: tuple[tuple[Claim, Decision], ...]


@dataclass(frozen=True, slots=True)
class Since:
    """What has changed since the end of a day: claims and totals then and now, and reports that were revised."""

    day: date
    then: int
    gone: int
    new: int
    before: tuple[Total, ...]
    revised: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the report tells of."""

    outlets: tuple[Outlet, ...]
    months: Mapping[str, int]
    undated: int
    languages: Mapping[str, int]
    failures: Mapping[str, int]
    kinds: Mapping[str, int]
    statuses: Mapping[str, int]
    scopes: Mapping[str, int]
    codebooks: Mapping[str, int]
    producers: tuple[tuple[str, str, str, int], ...]
    events: int
    single_voice: int
    left_out: Mapping[str, int]
    unsettled: Mapping[str, int]
    corroborated: tuple[Corroboration, ...]
    totals: tuple[Total, ...]
    rule: Rule
    reviewed: Reviewed
    agreement: tuple[Agreement, ...]
    since: Since | None
    last: date | None


def gather(store: Store, rule: Rule, at: datetime, past: tuple[date, Store] | None = None) -> Facts:
    """The facts of a record; `past`: a day, and the record as it stood at its end."""
    claims, reports = list(store.claims()), list(store.reports())
    found = list(groups(store, at))
    findings = [f for g in found for f in settle(g.event, g.claims, rule, g.sourcing)]
    told = Counter(claim.producer_id for claim in claims)
    return Facts(
        outlets=tuple(_outlets(store, reports, claims)),
        months=_sorted(Counter(str(r.published_at)[:7] for r in reports if r.published_at is not None)),
        undated=sum(report.published_at is None for report in reports),
        languages=Counter(report.lang or "not stated" for report in reports),
        failures=Counter(failure.error for failure in store.failures()),
        kinds=Counter(claim.kind for claim in claims),
        statuses=Counter(claim.status for claim in claims),
        scopes=Counter(claim.scope for claim in claims),
        codebooks=_sorted(Counter(claim.codebook for claim in claims)),
        producers=tuple((p.name, p.version, p.digest, told[p.id]) for p in _machines(store) if told[p.id]),
        events=len(found),
        single_voice=sum(backing(group.claims, group.sourcing).voices == 1 for group in found),
        left_out=Counter(_plain(out.reason) for f in findings for out in f.left_out),
        unsettled=Counter(finding.unsettled for finding in findings if finding.unsettled),
        corroborated=tuple(_corroborated(found)),
        totals=tuple(_totals(found)),
        rule=rule,
        reviewed=_reviewed(store, claims),
        agreement=tuple(coder_agreement(Desk(store))),
        since=_since(store, rule, claims, past) if past is not None else None,
        last=max((run.started_at.date() for run in store.runs()), default=None),
    )


def _sorted(counted: Counter[str]) -> dict[str, int]:
    return dict(sorted(counted.items()))


def _machines(store: Store) -> list[Producer]:
    return [
        p for p in sorted(store.producers(), key=lambda p: (p.name, p.version, p.digest)) if not p.id.startswith(PERSON)
    ]


def _outlets(store: Store, reports: Sequence[Report], claims: Sequence[Claim]) -> Iterator[Outlet]:
    names = {source.id: source.name for source in store.sources()}
    publisher = {report.id: names.get(report.source_id or "") for report in reports}
    told = Counter(publisher.get(claim.report_id) for claim in claims)
    copied = Counter(publisher.get(copy.report_id) for copy in store.copies())
    for name, count in sorted(Counter(publisher.values()).items(), key=lambda one: (-one[1], one[0] or "")):
        yield Outlet(name, count, copied[name], told[name])


def _plain(reason: str) -> str:
    """A reason without the id in it, so that alike ones are counted together."""
    words = [word for word in reason.split() if not word.startswith(("c-", "r-"))]
    return " ".join(words).replace("it repeats", "it repeats another claim").replace("part of", "part of another claim")


def _corroborated(found: Sequence[Group]) -> Iterator[Corroboration]:
    for harm in HARMS:
        counted = Counter(_outcome(group, harm) for group in found if any(c.kind == harm for c in group.claims))
        if counted:
            yield Corroboration(harm, *(counted[name] for name in ("single", "agree", "differ", "without")))


def _outcome(group: Group, harm: str) -> str:
    """What independent voices say of a harm: by voice, the lowest and highest number that it gives."""
    ranges: dict[str, tuple[float, float]] = {}
    for figure in figures(guard(group.claims, harm).kept, group.sourcing):
        if figure.number is None:
            continue
        low = figure.low if figure.low is not None else 0
        high = figure.high if figure.high is not None else float("inf")
        before = ranges.get(figure.voice, (low, high))
        ranges[figure.voice] = min(low, before[0]), max(high, before[1])
    if len(ranges) < 2:
        return "single" if ranges else "without"
    return "agree" if max(low for low, _ in ranges.values()) <= min(high for _, high in ranges.values()) else "differ"


def _totals(found: Sequence[Group]) -> list[Total]:
    makers = (settle, settle_subkinds)
    told = [
        f for rule in open_rules().values() for g in found for make in makers
        for f in make(g.event, g.claims, rule, g.sourcing)
    ]  # fmt: skip
    return totals(held(told, *wholes_of(found)))


def _reviewed(store: Store, standing: Sequence[Claim]) -> Reviewed:
    everything = {claim.id: claim for claim in store.claims(ClaimFilter(current=False))}
    decisions: dict[str, Decision] = {}
    ids = list(everything)
    for start in range(0, len(ids), CHUNK):
        decisions |= Desk(store).decisions(ids[start : start + CHUNK])
    machines = {producer.id for producer in store.producers()}
    decisions = {i: decision for i, decision in decisions.items() if decision.made_by not in machines}
    mine = {claim.id for claim in standing if claim.by_person}
    accepted = {c.id for c in standing if c.id in decisions and decisions[c.id].verdict == "accepted"} - mine
    gone = [(everything[i], d) for i, d in decisions.items() if d.verdict == "rejected"]
    return Reviewed(
        claims=len(standing),
        by_people=len(mine),
        accepted=len(accepted),
        machine_only=len(standing) - len(mine | accepted),
        suggestions=sum(c.score < SUGGESTION for c in standing if c.id not in mine | accepted),
        people=len({decision.made_by for decision in decisions.values()}),
        verdicts=_sorted(Counter(decision.verdict for decision in decisions.values())),
        rejected=tuple(sorted(gone, key=lambda one: (one[1].at, one[0].id))),
    )


def _since(store: Store, rule: Rule, claims: Sequence[Claim], past: tuple[date, Store]) -> Since:
    day, then = past
    old, now = {claim.id for claim in then.claims()}, {claim.id for claim in claims}
    at = datetime.combine(day, datetime.min.time()).astimezone()
    found = list(groups(then, at, anew=True))
    findings = [f for group in found for f in settle(group.event, group.claims, rule, group.sourcing)]
    summed = tuple(totals(held(findings, *wholes_of(found))))
    return Since(day, len(old), len(old - now), len(now - old), summed, len(changed_reports(store)))
