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
from mnemon.model.claims import Claim
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
        made = row_of(claim, told, with_names=terms.with_names)
        yield [made[name] for name in COLUMNS]


def row_of(claim: Claim, told: Told, *, with_names: bool) -> dict[str, Cell]:
    """A claim's cells by column name; None and "" = not stated."""
    citation = told.citation(claim)
    return {
        "claim_id": claim.id, "event_id": told.event.id, "report_id": claim.report_id,
        **_speaker(claim), **_target(claim, with_names=with_names), "loss_type": claim.kind,
        "time_frame": time_frame(claim), **_count(claim.quantity),
        "by": _name(claim.by), "by_kind": claim.by.kind if claim.by is not None else "", "by2": _name(claim.by2),
        "means": claim.means or "", **_place(claim.place), **_date(claim.date),
        "said_on": claim.said_on.end.isoformat() if claim.said_on is not None else "",
        **{name: getattr(claim, name) or "" for name in ("stance", "status", "scope", "part_of", "repeats")},
        "score": claim.score, "codebook": claim.codebook, "producer": claim.producer_id,
        "notes": "; ".join(claim.notes), "publisher": citation.publisher, "published": citation.published,
        "title": citation.title, "url": citation.url, "archive_sha256": citation.archive_id, "quote": citation.quote,
        "subkind": claim.subkind or "",
    }  # fmt: skip


def time_frame(claim: Claim) -> str:
    """Cumulative, Day or Incident."""
    if claim.scope == "total":
        return "Cumulative"
    return "Day" if claim.date is not None and claim.date.start == claim.date.end else "Incident"


def _speaker(claim: Claim) -> dict[str, Cell]:
    said = claim.said_by
    if said is None:
        return dict.fromkeys(("claim_source", "claim_source_office", "claim_source_side", "via"), "")
    return {
        "claim_source": said.name, "claim_source_office": said.office or "", "claim_source_side": said.side or "",
        "via": " <- ".join(said.via),
    }  # fmt: skip


def _target(claim: Claim, *, with_names: bool) -> dict[str, Cell]:
    victims = claim.victims
    return {
        "target": victims_words(claim, with_names=with_names),
        "target_kind": victims.kind if victims is not None else "",
        "target_of": (victims.of or "") if victims is not None else "",
    }


def _count(quantity: Quantity | None) -> dict[str, Cell]:
    q = quantity if quantity is not None else Quantity(None, None, None)
    given = q.best if q.best is not None else q.low if q.low is not None else q.high
    return {
        "loss_count": given, "low": q.low, "best": q.best, "high": q.high,
        "minimum": int(q.low is not None and q.high is None), "maximum": int(q.low is None and q.high is not None),
        "approximate": int(q.approx), "count_words": q.words,
    }  # fmt: skip


def _name(actor: Actor | None) -> str:
    return "" if actor is None else actor.words or actor.name


def _place(place: Place | None) -> dict[str, Cell]:
    names = ("place_id", "latitude", "longitude", "country", "adm1", "adm2")
    made: dict[str, Cell] = {name: getattr(place, name, None) for name in names}
    made["place"] = place.name if place is not None else ""
    return made | {"place_precision": getattr(place, "precision", None)}


def _date(days: DateRange | None) -> dict[str, Cell]:
    if days is None:
        return dict.fromkeys(("date_start", "date_end", "date_precision"), None)
    return {"date_start": str(days.start), "date_end": str(days.end), "date_precision": days.precision}
