"""One line of JSON for each report: the form that scorers and scripts read."""

from __future__ import annotations

from typing import Any, TypeGuard

from mnemon.export.actor_parts import claim_actors
from mnemon.model.claims import Attribution, Claim, Coded, Speaker, Tally
from mnemon.model.text import Report, Span
from mnemon.model.values import Dated, DateRange, Place, Placed, Quantity, Rival

ROLE_LISTS = ("who", "by", "by2", "means", "where", "when", "source", "cue", "said_when")

PLACE_KEYS = (
    "name", "place_id", "latitude", "longitude", "country", "precision", "geo_precision", "adm1", "adm2", "words",
    "note", "reason", "credit",
)  # fmt: skip

Row = dict[str, Any]


def contract_row(name: str | int, report: Report, coded: Coded, tally: Tally) -> Row:
    """All that one report says. `name` is the report's id as it was given; offsets are code points of its text."""
    return {
        "id": name,
        "error": None,
        "claims": [claim_row(c) for c in coded.claims],
        "places": [_placed(p, report.text) for p in coded.places],
        "times": [_dated(t) for t in coded.times],
        "attributions": [_attribution(a) for a in coded.attributions],
        "tally": {kind: {"low": q.low, "best": q.best, "high": q.high} for kind, q in tally.counts.items()},
        "left_out": [{"claim": o.claim_id, "reason": o.reason} for o in tally.left_out],
        "credits": _credits(coded),
    }


def failure_row(name: str | int, error: str) -> Row:
    """The row of a report that could not be read; `error` is one sentence."""
    empty: Row = {key: [] for key in ("claims", "places", "times", "attributions", "left_out", "credits")}
    return {"id": name, "error": error, **empty, "tally": {}}


def _credits(coded: Coded) -> list[str]:
    """Whose data the places in the row are from, and under which licences."""
    told = [*(claim.place for claim in coded.claims), *(placed.place for placed in coded.places)]
    return sorted({place.credit for place in told if place is not None} - {""})


def claim_row(claim: Claim) -> Row:
    """One claim, its spans counted in its report's text.

    `unplaced`: the place that its words name where that is not on the map, with why not and the candidates.
    """
    trigger = claim.spans["trigger"][0]
    row: Row = {"id": claim.id, "kind": claim.kind, "trigger": _span(trigger), "count": _count(claim)}
    row.update({role: [_span(s) for s in claim.spans.get(role, ())] for role in ROLE_LISTS})
    row.update(
        place=_place(claim.place) if _on_map(claim.place) else None,
        unplaced=_place(claim.place) if claim.place is not None and not _on_map(claim.place) else None,
        date=_date(claim.date),
        said_by=claim.said_by.name if claim.said_by is not None else None,
        speaker=_speaker(claim.said_by),
        said_on=_date(claim.said_on),
        actors=claim_actors(claim),
        stance=claim.stance,
        status=claim.status,
        scope=claim.scope,
        part_of=claim.part_of,
        repeats=claim.repeats,
        event_mention=claim.event_mention_id,
        notes=list(claim.notes),
        score=claim.score,
        subkind=claim.subkind,
        codebook=claim.codebook,
    )
    return row


def _count(claim: Claim) -> Row | None:
    quantity = claim.quantity
    if quantity is None:
        return None
    spans = claim.spans.get("count", ())
    where = _span(spans[0]) if spans else {"start": None, "end": None}
    return _quantity(quantity) | where


def _quantity(quantity: Quantity) -> Row:
    figures = {"low": quantity.low, "best": quantity.best, "high": quantity.high}
    return {**figures, "approx": quantity.approx, "words": quantity.words, "rule": quantity.rule}


def _speaker(speaker: Speaker | None) -> Row | None:
    """Who is quoted: name, office, side (an actor's id), who passed it on; None = the report itself."""
    if speaker is None:
        return None
    told = {"name": speaker.name, "office": speaker.office, "side": speaker.side, "via": list(speaker.via)}
    return told | {"span": _span(speaker.span) if speaker.span is not None else None}


def _span(span: Span) -> Row:
    return {"start": span.start_char, "end": span.end_char}


def _place(place: Place) -> Row:
    return {key: getattr(place, key) for key in PLACE_KEYS} | {"candidates": [_rival(rival) for rival in place.rivals]}


def _on_map(place: Place | None) -> TypeGuard[Place]:
    return place is not None and place.latitude is not None


def _rival(rival: Rival) -> Row:
    return {key: getattr(rival, key) for key in ("place_id", "name", "latitude", "longitude", "country", "adm1")}


def _placed(placed: Placed, text: str) -> Row:
    if placed.place is not None:
        return _span(placed.span) | _place(placed.place) | {"sense": placed.sense}
    unknown = dict.fromkeys(PLACE_KEYS) | {"name": placed.span.of(text), "candidates": []}
    return {**_span(placed.span), **unknown, "sense": placed.sense}


def _date(found: DateRange | None) -> Row | None:
    if found is None:
        return None
    days = {"start": found.start.isoformat(), "end": found.end.isoformat(), "precision": found.precision}
    return {**days, "words": found.words, "reason": found.reason}


def _dated(dated: Dated) -> Row:
    """One time expression; `from` and `to` are the whole unit named, `part` the words that take a part of it."""
    found = dated.range
    if found is None:
        unknown = dict.fromkeys(("from", "to", "precision"))
        return {**_span(dated.span), **unknown, "part": dated.part, "reason": dated.note}
    first, last = found.start.isoformat(), found.end.isoformat()
    told = {"from": first, "to": last, "precision": found.precision}
    return {**_span(dated.span), **told, "part": dated.part, "reason": found.reason}


def _attribution(said: Attribution) -> Row:
    return {part: [_span(s) for s in getattr(said, part)] for part in ("source", "cue", "content")}
