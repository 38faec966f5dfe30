"""The record on a map and over time, and what its totals are under each rule; all by the same filters as the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from starlette.responses import Response

from mnemon.across import ALONE, Group, wholes_of
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
    order = [rule.name for rule in rules]
    rows = sorted(cost.totals(settled), key=lambda row: (HARMS.index(row.what), order.index(row.rule)))
    plots = [(what, axis([_given(row) for row in rows if row.what == what])) for what in HARMS]
    return ask.page("totals.html", too_many=0, rows=rows, plots=[(what, plot) for what, plot in plots if plot])


def _groups_of(desk: Desk, claim_ids: Sequence[str]) -> list[Group]:
    """The events that these claims tell of, whole: with their other tellings."""
    events, links, _ = events_around(desk, desk.mentions_of(claim_ids), MOST_CLAIMS)
    return groups_of(desk, events, links)


def _given(total: cost.Total) -> Given:
    """A total as it is drawn: open where a figure has no upper end, without a best where one is missing."""
    more = f" + {total.unsettled} unsettled" if total.unsettled else ""
    if total.high is None:
        return Given(total.rule, None, None, None)
    best = total.best if total.best is not None and total.best >= (total.low or 0) and not total.no_best else None
    return Given(total.rule, total.low, best, total.high if not total.no_high else None, more=more)
