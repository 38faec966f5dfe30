"""PLOVER events as JSON lines: what was done to whom by whom, with dead and injured in the event's size."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mnemon.export.countries import lookup_country
from mnemon.export.parties import sides_of
from mnemon.export.side import Side
from mnemon.export.told import Terms, Told
from mnemon.model.claims import Claim
from mnemon.model.text import Span
from mnemon.model.values import Actor, Place

SECTORS = {"state force": "MIL", "rebel group": "REB", "militia": "UAF", "government": "GOV", "civilians": "CVL"}
RESOLUTION = {1: 4, 2: 4, 3: 3, 4: 2, 5: 2, 6: 1}
"""PLOVER's 4 city, 3 district, 2 province, 1 country, by UCDP place precision."""

NOT_HELD = (
    "rival figures: PLOVER has one size; the side file has them",
    "harm other than dead, injured and arrested",
    "contexts, religion, ethnicity, gender and age: no claim has them",
)


def events(told: Told, terms: Terms, side: Side) -> Iterable[dict[str, Any]]:
    """One PLOVER event for each event code that the claims of an event map to."""
    by_code: dict[str, list[Claim]] = {}
    for claim in told.true_claims():
        mapped = terms.mapped("plover", claim)
        if mapped is not None and mapped.get("event"):
            by_code.setdefault(str(mapped["event"]), []).append(claim)
    if not by_code:
        side.left_out(told, "the codebook maps none of its kinds to PLOVER")
    for code, claims in by_code.items():
        modes = dict.fromkeys(str(m) for c in claims if (m := (terms.mapped("plover", c) or {}).get("mode")))
        yield _event(told, terms, code, list(modes)) | {"text": _text(told, claims)}
        _cite(told, side, f"{told.event.id}/{code}")


def _event(told: Told, terms: Terms, code: str, modes: list[str]) -> dict[str, Any]:
    days, place, sides = told.date(), told.place(), sides_of(told)
    size = {"killed": "dead", "wounded": "injured", "detained": "arrested"}
    harmed = _entity(next((c.victims for c in told.true_claims() if c.victims is not None), None))
    return {
        "id": f"{told.event.id}/{code}", "has_event": True, "date": str(days.start) if days else None,
        "enddate": str(days.end) if days else None, "actor": _entity(sides.a),
        "recipient": _entity(sides.b) if sides.b else harmed, "event": [code], "mode": modes, "context": [],
        "event_loc": _location(place), "size": {size[f.what]: f.best for f in told.findings if f.what in size},
        "coder": f"mnemon {terms.version}", "cite_info": _cited(told, terms), "comment": f"rule {terms.rule}",
    }  # fmt: skip


def _cited(told: Told, terms: Terms) -> dict[str, str | None]:
    """PLOVER cites one text: the first report that tells of the event; the side file cites them all."""
    claim = told.claims[0]
    report, citation = told.reports[claim.report_id], told.citation(claim)
    return {
        "citation": citation.line(), "url": report.url, "title": told.title(report.id), "language": report.lang,
        "publication": citation.publisher, "codebook": terms.codebook, "version": terms.version,
    }  # fmt: skip


def _entity(actor: Actor | None) -> list[dict[str, str | None]]:
    if actor is None:
        return []
    listed = actor.name if actor.actor_id is not None else None
    return [{"code": actor.actor_id, "sector": SECTORS.get(actor.kind, "UNK"), "entity_text": listed}]


def _location(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    country = lookup_country(place.country)
    number = (place.place_id or "").removeprefix("geonames:")
    return {
        "extracted_place": place.words or None, "resolved_place": place.name,
        "geonameid": number if number.isdigit() else None,
        "lat": place.latitude, "lon": place.longitude, "city": place.name if place.precision <= 2 else None,
        "province": place.adm1, "district": place.adm2, "country": country.name if country else None,
        "country_code": place.country, "resolution": RESOLUTION.get(place.precision),
    }  # fmt: skip


def _text(told: Told, claims: list[Claim]) -> list[dict[str, Any]]:
    """Where each claim stands in its report, and the sentence."""
    spans = dict.fromkeys((c.report_id, c.sentence.start_char, c.sentence.end_char) for c in claims)
    return [
        {
            "sequence": n,
            "report": i,
            "start": start,
            "end": end,
            "text_story": told.words(i, Span(start, end)),
        }
        for n, (i, start, end) in enumerate(spans, 1)
    ]


def _cite(told: Told, side: Side, row: str) -> None:
    for found in told.findings:
        if found.what in ("killed", "wounded", "detained"):
            side.figure(row, told, found, {found.what: found.best})
    if not told.findings:
        side.claims(row, told, told.claims)
