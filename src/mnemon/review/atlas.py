"""The record on a map and over time, and what its totals are under each rule; all by the same filters as the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from starlette.responses import Response

from mnemon.linking import cluster
from mnemon.model.events import Finding
from mnemon.model.marks import HARMS
from mnemon.review.asking import Ask
from mnemon.review.cards import PLACE_PRECISION
from mnemon.review.inbox import choices, query_of, wanted_of
from mnemon.review.plots import Given, axis
from mnemon.settle import Sourcing, open_rules, settle
from mnemon.store import Wanted

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
            "exact": PLACE_PRECISION.get(p.precision, ""), "id": p.place_id,
            "link": "/?" + urlencode({**filters, "place": p.name}),
        }
        for p in places
    ]  # fmt: skip
    months = [{"month": day.isoformat(), "claims": number} for day, number in ask.desk.months(wanted)]
    return ask.page(
        "map.html", wanted=wanted, filters=filters, places=shown, months=months, cut=len(places) == MOST_PLACES,
        query=urlencode(filters), **choices(ask),
    )  # fmt: skip


def totals(ask: Ask) -> Response:
    """What the deaths, and other harms, of all events that the filters keep add up to, rule by rule."""
    wanted = _wanted(ask)
    ids = ask.desk.claim_ids(wanted, MOST_CLAIMS + 1)
    if len(ids) > MOST_CLAIMS:
        return ask.page("totals.html", too_many=MOST_CLAIMS, rows=[], plots=[])
    mention_ids = sorted({claim.event_mention_id for claim in ask.desk.claims(ids)})
    store = ask.desk.store
    events = cluster(store.links_of(mention_ids), store.mentions_by_id(mention_ids))
    claims = ask.desk.claims_of_mentions(mention_ids)
    reports = ask.desk.reports({claim.report_id for claim in claims})
    sourcing = Sourcing.of(reports.values(), ask.desk.copies_of(list(reports)))
    by_mention: dict[str, list[int]] = {}
    for number, claim in enumerate(claims):
        by_mention.setdefault(claim.event_mention_id, []).append(number)
    rows = []
    for rule in open_rules().values():
        found = [
            finding
            for event in events
            for finding in settle(
                event, [claims[n] for m in event.members for n in by_mention.get(m, ())], rule, sourcing
            )
        ]
        rows += [_row(rule.name, what, [f for f in found if f.what == what]) for what in HARMS]
    rows = [row for row in rows if row[2]]
    plots = [(what, axis([row[3] for row in rows if row[1] == what])) for what in HARMS]
    return ask.page("totals.html", too_many=0, rows=rows, plots=[(what, plot) for what, plot in plots if plot])


def _row(rule: str, what: str, findings: Sequence[Finding]) -> tuple[str, str, int, Given, int]:
    settled = [f for f in findings if (f.low, f.best, f.high) != (None, None, None)]
    low = sum(f.low if f.low is not None else f.best or 0 for f in settled)
    best = sum(f.best for f in settled if f.best is not None)
    highs = [f.high for f in settled]
    high = None if None in highs else sum(h for h in highs if h is not None)
    missing = len(findings) - sum(f.best is not None for f in settled)
    return rule, what, len(findings), Given(rule, low, best if best >= low else None, high), missing
