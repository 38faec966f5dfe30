"""The sections of the method report, in words, from the facts of the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count

from mnemon.coding import Codebook
from mnemon.method.document import Bar, Block, Chart, Document, Points, Section, Table, Text, share, table
from mnemon.method.facts import Facts, Since, gather
from mnemon.settle import get_rule, open_rules
from mnemon.settle.cost import Total
from mnemon.settle.tally import UNTRUE
from mnemon.store import Store

REJECTED_SHOWN = 30
OUTLETS_SHOWN = 20
NOT_FOR = (
    "It documents what has been published, after the fact. It is not for operations, targeting or early warning.",
    "It tracks no private person. Victims' names are not in this report.",
    "It does not say what is true: it says who claimed what, in which words, and what a named rule makes of that.",
    "It is casualty recording, not estimation: what nobody published is not in it, nor corrected for.",
)
LIMITS = (
    "Only English text is read. Photographs, video, tables in pictures and scanned pages are not.",
    "The model misreads: it finds most claims, not all, and some that it finds are wrong.",
    "The documentation's page on accuracy gives the shares measured. What no person accepted is the machine's alone.",
    "Large events are told by many and small ones by few or none: what is recorded leans towards the large.",
    "Parties tend to overstate their enemy's losses and understate their own: each figure keeps who gave it.",
    "Which reports tell of one event is suggested by measured weights, and decided by people where they looked.",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the report is to be made of: the record's name, the codebook, a rule, and the day of the last release."""

    name: str
    codebook: Codebook
    rule: str
    version: str
    since: date | None = None


def document(store: Store, asked: Asked, at: datetime) -> Document:
    """The whole report; the same record gives the same report. UsageError where there is no such rule."""
    past = None if asked.since is None else (asked.since, store.as_of(_end_of(asked.since, at)))
    facts = gather(store, get_rule(asked.rule), at, past)
    last = f"Its last reports were taken in on {facts.last}. " if facts.last is not None else ""
    below = f"Made by Mnemon {asked.version} from the record {asked.name}. {last}Every number is counted in the record."
    parts = (
        ("What this record is, and is not", _about(facts)), ("Sources", _sources(facts)),
        ("What is counted", _criteria(facts, asked.codebook)), ("What was left out, and why", _left_out(facts)),
        ("How figures are settled", _rules(facts)), ("How sure it is", _sure(facts)),
        ("Who looked", _people(facts)), ("Agreement between coders", _agreement(facts)),
        ("Changes since the last release", _changes(facts)), ("Limits", iter([Points(LIMITS)])),
        ("How it was made", _made(facts)),
    )  # fmt: skip
    numbers = count(1)
    sections = tuple(Section(f"{next(numbers)}. {title}", tuple(blocks)) for title, blocks in parts)
    return Document(f"Method report: {asked.name}", below, sections)


def _end_of(day: date, at: datetime) -> datetime:
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), tzinfo=at.tzinfo) - timedelta(microseconds=1)


def _about(facts: Facts) -> Iterator[Block]:
    reports, claims = sum(o.reports for o in facts.outlets), facts.reviewed.claims
    named = sum(outlet.name is not None for outlet in facts.outlets)
    yield Text(
        f"A record of claims about armed conflict: {reports:,} reports by {named:,} publishers, {claims:,} claims that "
        f"stand, {facts.events:,} events."
    )
    yield Points(NOT_FOR)


def _sources(facts: Facts) -> Iterator[Block]:
    shown = facts.outlets[:OUTLETS_SHOWN]
    rows = [(o.name or "publisher not stated", o.reports, o.copies, o.claims) for o in shown]
    rest = (
        f" The {OUTLETS_SHOWN} with most reports, of {len(facts.outlets):,}." if len(facts.outlets) > len(shown) else ""
    )
    yield table(("publisher", "reports", "of these near-copies", "claims"), rows, f"Reports by publisher.{rest}")
    if facts.months:
        months = list(facts.months.items())[-36:]
        yield Chart("Reports by month of publication", tuple(Bar(m, 0, n, note=f"{n:,}") for m, n in months))
    yield Points(
        (
            f"Day of publication not stated: {counted(facts.undated, 'report')}. It is never guessed.",
            f"Languages: {_listed(facts.languages)}.",
            f"Could not be read: {_listed(facts.failures) or 'none'}. Each is named in the record.",
            "Copies of one text, and reports of one publisher, are one voice; so is a speaker whom many reports quote.",
        )
    )


def _listed(counted: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number:,}" for name, number in sorted(counted.items()))


def _criteria(facts: Facts, codebook: Codebook) -> Iterator[Block]:
    yield Text(
        "Each claim is of one kind of the codebook. A report need not be true to be recorded; it must say the thing. "
        "Kinds of which this record has claims:"
    )
    found = [
        (kind, facts.kinds[kind], e.meaning, e.excludes) for kind, e in codebook.kinds.items() if facts.kinds.get(kind)
    ]
    yield table(("kind", "claims", "what it is", "what it is not"), found)
    yield table(("codebook", "claims"), list(facts.codebooks.items()), "Each claim names the codebook that coded it.")
    yield Text(f"Status: {_listed(facts.statuses)}. Scope: {_listed(facts.scopes)} (a total covers a stretch of time).")


def _left_out(facts: Facts) -> Iterator[Block]:
    yield Text(
        "Claims stay in the record whatever is decided. These were left out of figures by rule: what "
        f"{', '.join(f'is {status}' for status in UNTRUE)}; totals, which are never added to incidents; parts of a "
        "figure that is counted already; and what a report tells twice."
    )
    rows = sorted(facts.left_out.items(), key=lambda one: (-one[1], one[0]))
    yield (
        table(("reason", "claims"), rows, f"Left out of figures, by rule {facts.rule.name}.")
        if rows
        else Text("None was.")
    )
    gone = facts.reviewed.rejected
    if not gone:
        yield Text("No claim was rejected by a person.")
        return
    rows_gone = [(c.id, c.kind, str(d.at.date()), d.reason or "no reason given") for c, d in gone[:REJECTED_SHOWN]]
    more = f" The first {REJECTED_SHOWN} of {len(gone):,}." if len(gone) > REJECTED_SHOWN else ""
    yield table(("claim", "kind", "on", "why"), rows_gone, f"Taken out by a person's decision.{more}")


def _rules(facts: Facts) -> Iterator[Block]:
    rule = facts.rule
    yield Text(f"Figures in this report are settled by the rule {rule.name} {rule.version}: {rule.description}")
    yield Text(
        "What each rule makes of the whole record shows what it costs to choose one. Bar: low to high; tick: best."
    )
    for harm in dict.fromkeys(total.what for total in facts.totals):
        rows = [total for total in facts.totals if total.what == harm]
        if any(total.high for total in rows):
            yield Chart(f"{harm}: {counted(rows[0].events, 'event')}", tuple(_bar(total) for total in rows))
    meant = [(name, one.version, one.description) for name, one in open_rules().items()]
    yield table(("rule", "version", "what it does"), meant)


def counted(number: int, what: str) -> str:
    """A number with its noun: "1 report", "1,200 reports"."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _bar(total: Total) -> Bar:
    """The bests of all events in one tick; where some have none, what the others have, in words alone."""
    best = None if total.no_best else total.best
    if total.high is None:
        return Bar(total.rule, 0, 0, None, "nothing is settled")
    low, numbers = total.low or 0, total.shown
    if total.best is None:
        numbers = f"{low:,} to {total.high:,}; no event has a best"
    elif total.no_best:
        having = counted(total.events - total.no_best, "event")
        numbers = f"{low:,} to {total.high:,}; best {total.best:,} in {having}, none in {total.no_best:,}"
    return Bar(total.rule, low, max(low, total.high), best, numbers)


def _sure(facts: Facts) -> Iterator[Block]:
    yield Text(
        "Told by a single voice, whatever the number of reports that repeat it: "
        f"{share(facts.single_voice, facts.events)} of events. For each harm, what independent voices say of one event:"
    )
    rows = [
        (c.harm, c.events, c.single, c.agree, c.differ, c.without, share(c.events - c.agree, c.events))
        for c in facts.corroborated
    ]
    head = ("harm", "events", "one voice", "voices agree", "voices differ", "no number", "unconfirmed")
    about = "Voices agree where their ranges share a number. Unconfirmed: all but those events."
    yield table(head, rows, about)
    if facts.unsettled:
        yield table(("why no best number is given", "findings"), sorted(facts.unsettled.items()))


def _people(facts: Facts) -> Iterator[Block]:
    seen = facts.reviewed
    yield Text(
        f"Of {seen.claims:,} standing claims a person made {share(seen.by_people, seen.claims)} and accepted "
        f"{share(seen.accepted, seen.claims)}. The machine's alone: {share(seen.machine_only, seen.claims)}; of these "
        f"{seen.suggestions:,} are suggestions, more likely wrong than right by their score."
    )
    bars = (
        ("made by a person", seen.by_people),
        ("accepted by a person", seen.accepted),
        ("machine alone", seen.machine_only),
    )
    yield Chart("Standing claims by who stands behind them", tuple(Bar(name, 0, n, note=f"{n:,}") for name, n in bars))
    yield Text(
        f"People who decided on claims: {seen.people:,}. Verdicts that stand: {_listed(seen.verdicts) or 'none'}."
    )


def _agreement(facts: Facts) -> Iterator[Block]:
    asked = [one for one in facts.agreement if one.units]
    if not asked:
        yield Text(
            "No report has been coded by a second person who could not see the first: agreement is not measured."
        )
        return
    rows = [
        (one.part, "" if one.alpha is None else f"{one.alpha:.2f}", one.units, share(one.same, one.units))
        for one in asked
    ]
    about = (
        "Krippendorff's alpha: 1 is perfect agreement, 0 is no better than chance; a dash where too few claims were "
        "coded twice, or all have one value. Below 0.67 no conclusion should rest on that part."
    )
    yield table(("part", "alpha", "coded twice", "the same"), rows, about)


def _changes(facts: Facts) -> Iterator[Block]:
    since = facts.since
    if since is None:
        yield Text("No day of a last release was named (--since DAY).")
        return
    yield Text(
        f"At the end of {since.day} the record had {since.then:,} standing claims; {since.gone:,} of these stand no "
        f"longer, {since.new:,} are new. Reports that their publishers changed: {since.revised:,}."
    )
    yield _compared(facts, since)


def _compared(facts: Facts, since: Since) -> Table:
    before = {total.what: total for total in since.before}
    now = {total.what: total for total in facts.totals if total.rule == facts.rule.name}
    rows = []
    for harm in dict.fromkeys((*before, *now)):
        ends = [before.get(harm), now.get(harm)]
        rows.append(
            (harm, *(None if t is None else f"{t.shown} in {t.events:,}" for t in ends))
        )
    head = ("harm", f"on {since.day}", "now")
    return table(head, rows, f"Low / best / high, and the number of events, by rule {facts.rule.name}.")


def _made(facts: Facts) -> Iterator[Block]:
    rows = [(name, version, digest[:16], claims) for name, version, digest, claims in facts.producers]
    yield table(
        ("program", "version", "digest", "claims"), rows, "Digest: of model, codebook, lists and program together."
    )
    yield Text(
        "Original bytes are kept by their sha256 and never changed; claims are never edited: a correction is a new "
        "claim, and both are kept. The record can be seen as it stood on any past day (mnemon asof)."
    )
