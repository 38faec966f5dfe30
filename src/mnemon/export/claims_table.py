"""One row a claim: claimant, target, kind, time frame and bound, as in the losses data of Radford et al. (PNAS 2023).

`time_frame` is Cumulative for a total, Day for one incident on one stated day, else Incident. `minimum` and `maximum`
are 1 where the words give a lower or an upper end alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from mnemon.export.cells import Cell
from mnemon.export.formats import Row
from mnemon.export.parties import victims_words
from mnemon.export.side import Side
from mnemon.export.told import Terms, Told
from mnemon.model.claims import Claim, Speaker
from mnemon.model.values import Actor, DateRange, Place, Quantity

COLUMNS = (
    "claim_id", "event_id", "report_id", "claim_source", "claim_source_office", "claim_source_side", "via",
    "target", "target_kind", "target_of", "loss_type", "time_frame", "loss_count", "low", "best", "high", "minimum",
    "maximum", "approximate", "count_words", "by", "by_kind", "by2", "means", "place", "place_id", "latitude",
    "longitude", "place_precision", "country", "adm1", "adm2", "date_start", "date_end", "date_precision",
    "said_on", "stance", "status", "scope", "part_of", "repeats", "score", "codebook", "producer", "notes",
    "publisher", "published", "title", "url", "archive_sha256", "quote", "subkind",
)  # fmt: skip

NOT_HELD = ("findings: this table has what was said, not what a rule makes of it",)


def rows(told: Told, terms: Terms, side: Side) -> Iterable[Row]:
    """A row for each claim of the event; acts without a count as well."""
    for claim in told.claims:
        side.claims(claim.id, told, [claim])
        yield row_of(claim, told, with_names=terms.with_names)


def row_of(claim: Claim, told: Told, *, with_names: bool) -> tuple[Cell, ...]:
    """A claim's cells in the order of COLUMNS; None and "" = not stated."""
    citation = told.citation(claim)
    return (
        claim.id, told.event.id, claim.report_id, *_speaker(claim.said_by), *_target(claim, with_names=with_names),
        claim.kind, time_frame(claim), *_count(claim.quantity), _name(claim.by),
        claim.by.kind if claim.by is not None else "", _name(claim.by2), claim.means or "", *_place(claim.place),
        *_date(claim.date), claim.said_on.end.isoformat() if claim.said_on is not None else "", claim.stance or "",
        claim.status or "", claim.scope or "", claim.part_of or "", claim.repeats or "", claim.score, claim.codebook,
        claim.producer_id, "; ".join(claim.notes), citation.publisher, citation.published, citation.title, citation.url,
        citation.archive_id, citation.quote, claim.subkind or "",
    )  # fmt: skip


def time_frame(claim: Claim) -> str:
    """Cumulative, Day or Incident."""
    if claim.scope == "total":
        return "Cumulative"
    return "Day" if claim.date is not None and claim.date.start == claim.date.end else "Incident"


def _speaker(said: Speaker | None) -> tuple[Cell, ...]:
    """claim_source, claim_source_office, claim_source_side, via."""
    return ("", "", "", "") if said is None else (said.name, said.office or "", said.side or "", " <- ".join(said.via))


def _target(claim: Claim, *, with_names: bool) -> tuple[Cell, ...]:
    """target, target_kind, target_of."""
    victims = claim.victims
    if victims is None:
        return "", "", ""
    return victims_words(claim, with_names=with_names), victims.kind, victims.of or ""


def _count(quantity: Quantity | None) -> tuple[Cell, ...]:
    """loss_count, low, best, high, minimum, maximum, approximate, count_words."""
    if quantity is None:
        return None, None, None, None, 0, 0, 0, ""
    low, best, high = quantity.low, quantity.best, quantity.high
    given = best if best is not None else low if low is not None else high
    ends = int(low is not None and high is None), int(low is None and high is not None)
    return given, low, best, high, *ends, int(quantity.approx), quantity.words


def _name(actor: Actor | None) -> str:
    return "" if actor is None else actor.words or actor.name


def _place(place: Place | None) -> tuple[Cell, ...]:
    """place, place_id, latitude, longitude, place_precision, country, adm1, adm2."""
    if place is None:
        return "", None, None, None, None, None, None, None
    on_map = place.place_id, place.latitude, place.longitude, place.precision
    return place.name, *on_map, place.country, place.adm1, place.adm2


def _date(days: DateRange | None) -> tuple[Cell, ...]:
    """date_start, date_end, date_precision."""
    return (None, None, None) if days is None else (str(days.start), str(days.end), days.precision)
