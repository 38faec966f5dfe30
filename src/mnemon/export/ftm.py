"""FollowTheMoney statements (CSV): an Event for each event, an Article for each report, with origin = the record.

FollowTheMoney has no claim, no span and no figure with a range: figures stand in the event's summary, in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha1

from mnemon.export.formats import Row
from mnemon.export.maps import figure_words
from mnemon.export.side import Side
from mnemon.export.told import Terms, Told

COLUMNS = (
    "id", "entity_id", "canonical_id", "prop", "prop_type", "schema", "value", "dataset", "lang", "original_value",
    "external", "first_seen", "last_seen", "origin",
)  # fmt: skip
DATASET = "mnemon"
TYPES = {
    "name": "name", "summary": "text", "startDate": "date", "endDate": "date", "location": "address",
    "country": "country", "sourceUrl": "url", "publisher": "string", "proof": "entity", "title": "name",
    "publishedAt": "date", "contentHash": "checksum", "recordId": "identifier",
}  # fmt: skip
NOT_HELD = (
    "claims: who said what; the side file has them, with their spans",
    "figures as numbers with low, best and high: they stand in the summary, in words",
)


def rows(told: Told, terms: Terms, side: Side) -> Iterable[Row]:
    """The statements of one event and of the reports that tell of it."""
    side.claims(told.event.id, told, told.claims)
    for report_id in told.reports:
        yield from _report(told, report_id)
    yield from _event(told, terms)


def _event(told: Told, terms: Terms) -> Iterator[Row]:
    entity, place, days = f"mnemon-{told.event.id}", told.place(), told.date()
    kinds = ", ".join(dict.fromkeys(c.kind for c in told.true_claims())) or "told as not having happened"
    words = "; ".join(figure_words(f.what, f.low, f.best, f.high) for f in told.findings)
    where = f" in {place.name}" if place is not None else ""
    values: list[tuple[str, str | None]] = [
        ("name", f"{kinds}{where}"),
        ("summary", f"{words} (rule {terms.rule} {terms.rule_version})" if words else None),
        ("recordId", told.event.id), ("startDate", str(days.start) if days else None),
        ("endDate", str(days.end) if days else None), ("location", place.name if place else None),
        ("country", place.country.lower() if place and place.country else None),
        *(("proof", f"mnemon-{i}") for i in told.reports),
        *(("sourceUrl", r.url) for r in told.reports.values()),
    ]  # fmt: skip
    yield from _statements(entity, "Event", values)


def _report(told: Told, report_id: str) -> Iterator[Row]:
    report = told.reports[report_id]
    source = told.sources.get(report.source_id or "")
    values = [
        ("title", told.title(report_id) or report_id), ("sourceUrl", report.url),
        ("publishedAt", report.published_at.isoformat() if report.published_at else None),
        ("publisher", source.name if source else None),
    ]  # fmt: skip
    yield from _statements(f"mnemon-{report_id}", "Article", values)


def _statements(entity: str, schema: str, values: Iterable[tuple[str, str | None]]) -> Iterator[Row]:
    """One row a value, and the row that says that the entity is there (prop "id"), as FollowTheMoney has it."""
    given = list(dict.fromkeys((prop, value) for prop, value in values if value))
    ids = []
    for prop, value in given:
        made = sha1(f"{DATASET}.{entity}.{prop}.{value}".encode(), usedforsecurity=False).hexdigest()
        ids.append(made)
        yield [made, entity, entity, prop, TYPES[prop], schema, value, DATASET, "", "", "f", "", "", "mnemon"]
    whole = sha1("".join(sorted(ids)).encode(), usedforsecurity=False).hexdigest()
    key = sha1(f"{DATASET}.{entity}.id.{whole}".encode(), usedforsecurity=False).hexdigest()
    yield [key, entity, entity, "id", "", schema, whole, DATASET, "", "", "f", "", "", "mnemon"]
