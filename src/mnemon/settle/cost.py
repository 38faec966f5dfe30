"""What it costs to choose: totals under each rule, and how far the figures of one event lie apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from statistics import fmean

from mnemon.model.claims import Claim
from mnemon.model.events import Finding
from mnemon.settle.guard import guard
from mnemon.settle.voices import Sourcing, figures


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of one rule's findings for one harm, in persons.

    `low`, `best` and `high` add up the events that give them, None where none does: a sum of nothing is no 0. `no_best`
    and `no_high` count those that give none, which the sum of bests leaves out; an open high counts with its best or
    low, so the sum is then a floor of the high. `parts`: events that are not added, for another that is counts their
    people, or may (Finding.within). `unsettled`: events that give no number at all.
    """

    rule: str
    what: str
    low: int | None
    best: int | None
    high: int | None
    events: int
    no_best: int
    no_high: int
    parts: int = 0
    unsettled: int = 0

    @property
    def shown(self) -> str:
        """Low, best and high for people: "5 / 9 / 18"; a dash where no event gives such a number."""
        return " / ".join("—" if n is None else f"{n:,}" for n in (self.low, self.best, self.high))


@dataclass(frozen=True, slots=True)
class Spread:
    """How far the figures of events lie apart, after eventreport's diagnostics; means over events, 0 for none.

    `dscore`: different numbers less one. `range`: highest less lowest number. `disagreement`: share of events with more
    than one number. `modal`: share of an event's figures that give its most frequent number. `single_voice`: share of
    events that one voice alone tells of.
    """

    events: int
    dscore: float
    range: float
    disagreement: float
    modal: float
    single_voice: float


def totals(found: Iterable[Finding]) -> list[Total]:
    """A row for each rule and harm, in the order in which they first come."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in found:
        if finding.group is None:
            groups.setdefault((finding.rule, finding.what), []).append(finding)
    return [_total(rule, what, findings) for (rule, what), findings in groups.items()]


def _total(rule: str, what: str, every: Sequence[Finding]) -> Total:
    findings = [f for f in every if f.within is None]
    given = [f for f in findings if f.gives_number]
    return Total(
        rule=rule,
        what=what,
        low=_added(f.low for f in findings),
        best=_added(f.best for f in findings),
        high=_added(next((n for n in (f.high, f.best, f.low) if n is not None), None) for f in findings),
        events=len(findings),
        no_best=sum(f.best is None for f in findings),
        no_high=sum(f.high is None for f in given),
        parts=len(every) - len(findings),
        unsettled=len(findings) - len(given),
    )


def _added(numbers: Iterable[int | None]) -> int | None:
    given = [number for number in numbers if number is not None]
    return sum(given) if given else None


def spread(events: Iterable[tuple[Sequence[Claim], Sourcing]], harm: str) -> Spread:
    """The diagnostics of one harm over events, each given by its claims; events without a figure are passed over."""
    told = [[f for f in figures(guard(claims, harm).kept, known) if f.number is not None] for claims, known in events]
    given = [figures_ for figures_ in told if figures_]
    if not given:
        return Spread(0, 0.0, 0.0, 0.0, 0.0, 0.0)
    numbers = [[figure.number or 0 for figure in event] for event in given]
    return Spread(
        events=len(given),
        dscore=fmean(len(set(event)) - 1 for event in numbers),
        range=fmean(max(event) - min(event) for event in numbers),
        disagreement=fmean(len(set(event)) > 1 for event in numbers),
        modal=fmean(max(map(event.count, event)) / len(event) for event in numbers),
        single_voice=fmean(len({figure.voice for figure in event}) == 1 for event in given),
    )


WIDTH, ROW, LEFT = 760, 26, 190


def plot(rows: Sequence[Total], titles: Mapping[str, str] | None = None) -> str:
    """An SVG picture: for each rule and harm a bar from low to high and a tick at best. `titles` by harm."""
    most = max([1, *(n for row in rows for n in (row.low, row.best, row.high) if n is not None)])
    scale = (WIDTH - LEFT - 120) / most
    lines = [_bar(row, 30 + ROW * n, scale, titles or {}) for n, row in enumerate(rows)]
    height = 40 + ROW * len(rows)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" font-family="sans-serif" '
    caption = '<text x="8" y="18">Totals under each rule: bar = low to high, tick = best</text>'
    return "\n".join([head + 'font-size="12">', caption, *lines, "</svg>"]) + "\n"


def _bar(row: Total, top: int, scale: float, titles: Mapping[str, str]) -> str:
    name = f'<text x="8" y="{top + 14}">{escape(f"{row.rule}: {titles.get(row.what, row.what)}")}</text>'
    if row.high is None:
        return f'{name}<text x="{LEFT}" y="{top + 14}">nothing is settled</text>'
    low, right = row.low or 0, max(row.high, row.low or 0, row.best or 0)
    start, end, best = (LEFT + n * scale for n in (low, max(row.high, low), row.best or 0))
    bar = f'<rect x="{start:.1f}" y="{top + 4}" width="{max(end - start, 1):.1f}" height="12" fill="#9db4c0"/>'
    tick = f'<line x1="{best:.1f}" x2="{best:.1f}" y1="{top + 1}" y2="{top + 19}" stroke="#253237" stroke-width="2"/>'
    shown = f"{row.shown}{' and more' if row.no_high else ''}"
    words = f'<text x="{LEFT + right * scale + 6:.1f}" y="{top + 14}">{shown}</text>'
    return name + bar + (tick if row.best is not None else "") + words
