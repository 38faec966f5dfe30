"""The record on a map and over time, and what its totals are under each rule; all by the same filters as the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from starlette.responses import Response

from mnemon.across import ALONE, Group, wholes_of
from mnemon.model.events import Finding
from mnemon.model.marks import HARMS
from mnemon.review.asking import Ask
from mnemon.review.cards import PLACE_PRECISION
from mnemon.review.gathering import events_around, groups_of
from mnemon.review.inbox import choices, query_of, wanted_of
from mnemon.review.plots import Given, axis
from mnemon.settle import cost, open_rules
from mnemon.settle.settle import settle_each
from mnemon.settle.wholes import held
from mnemon.store import Desk, Wanted

MOST_PLACES = 1500
MOST_CLAIMS = 2000
"""Claims that are settled while somebody waits; `mnemon totals` has no such limit."""


def _wanted(ask: Ask) -> Wanted:
    """The filters; without any, all claims that stand."""
    wanted = wanted_of(ask.query, ask.own_kinds())
    return replace(wanted, review="all") if "review" not in ask.query else wanted


def map_page(ask: Ask) -> Response:
    """Map and timeline."""
    wanted = _wanted(ask)
    filters = query_of(wanted)
    places = ask.desk.places(wanted, MOST_PLACES)
    shown = [
        {
            "name": p.name, "lon": p.longitude, "lat": p.latitude, "precision": p.precision, "claims": p.claims,
            "exact": PLACE_PRECISION.get(p.precision, ""),
        }
        for p in places
    ]  # fmt: skip
    return ask.page(
        "map.html", wanted=wanted, filters=filters, places=shown, cut=len(places) == MOST_PLACES,
        query=urlencode(filters), elsewhere=urlencode({k: v for k, v in filters.items() if k != "place"}),
        **choices(ask),
    )  # fmt: skip


def months(ask: Ask) -> Response:
    """The timeline, which is asked for when the map stands."""
    told = [{"month": day.isoformat(), "claims": number} for day, number in ask.desk.months(_wanted(ask))]
    return ask.page("months.html", months=told)


def totals(ask: Ask) -> Response:
    """What the deaths, and other harms, of all events that the filters keep add up to, rule by rule."""
    wanted = _wanted(ask)
    ids = ask.desk.standing_ids(wanted, MOST_CLAIMS + 1)
    if len(ids) > MOST_CLAIMS:
        return ask.page("totals.html", too_many=MOST_CLAIMS, rows=[], plots=[])
    found = [g for g in _groups_of(ask.desk, ids) if not g.event.id.startswith(ALONE)]
    rules = list(open_rules().values())
    settled = [finding for g in found for finding in settle_each(g.event, g.claims, rules, g.sourcing)]
    wholes = wholes_of(found)
    settled = held(settled, *wholes) if any(wholes) else settled
    rows = sorted(map(_sum, _by_row(settled)), key=lambda row: HARMS.index(row.total.what))
    plots = [(what, axis([_given(row) for row in rows if row.total.what == what])) for what in HARMS]
    return ask.page("totals.html", too_many=0, rows=rows, plots=[(what, plot) for what, plot in plots if plot])


def _groups_of(desk: Desk, claim_ids: Sequence[str]) -> list[Group]:
    """The events that these claims tell of, whole: with their other tellings."""
    events, links, _ = events_around(desk, desk.mentions_of(claim_ids), MOST_CLAIMS)
    return groups_of(desk, events, links)


@dataclass(frozen=True, slots=True)
class Row:
    """A rule's total of one harm; `unsettled`: events that it gives no number at all, which no sum holds."""

    total: cost.Total
    unsettled: int

    @property
    def known(self) -> bool:
        """Whether a number of any event is in it: a sum of nothing is no 0."""
        return self.total.events > self.unsettled


def _by_row(settled: Sequence[Finding]) -> list[list[Finding]]:
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in settled:
        groups.setdefault((finding.rule, finding.what), []).append(finding)
    return list(groups.values())


def _sum(findings: Sequence[Finding]) -> Row:
    none = (None, None, None)
    return Row(cost.totals(findings)[0], sum(f.within is None and (f.low, f.best, f.high) == none for f in findings))


def _given(row: Row) -> Given:
    """A total as it is drawn: open where a figure has no upper end, without a best where one is missing."""
    total, more = row.total, f" + {row.unsettled} unsettled" if row.unsettled else ""
    if not row.known:
        return Given(total.rule, None, None, None)
    best = total.best if total.best >= total.low and not total.no_best else None
    return Given(total.rule, total.low, best, total.high if not total.no_high else None, more=more)
