"""W3C Web Annotations with PROV: each claim as an annotation of its report, each finding derived from its claims.

One JSON-LD document whose context stands in it, so that no reader needs the network. Positions count Unicode code
points of the report's text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mnemon.export.jsons import dumped
from mnemon.export.side import Side
from mnemon.export.told import Terms, Told
from mnemon.model.claims import Claim
from mnemon.model.text import Span

AROUND = 32
"""Code points of text before and after a quote, so that it is found again where positions have shifted."""

NOT_HELD = (
    "names of places and days as values: an annotation's body has the words for them",
    "the quote of a sentence beside which a victim's name is withheld: its position is there",
)

_OA = "http://www.w3.org/ns/oa#"
_PROV = "http://www.w3.org/ns/prov#"
_IRI = {"@type": "@id"}
CONTEXT: dict[str, Any] = {
    "@version": 1.1, "oa": _OA, "prov": _PROV, "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dc": "http://purl.org/dc/terms/", "mnemon": "https://mnemon.invalid/terms#", "id": "@id", "type": "@type",
    "Annotation": "oa:Annotation", "SpecificResource": "oa:SpecificResource", "TextualBody": "oa:TextualBody",
    "TextQuoteSelector": "oa:TextQuoteSelector", "TextPositionSelector": "oa:TextPositionSelector",
    "Entity": "prov:Entity", "Activity": "prov:Activity", "Agent": "prov:Agent", "target": "oa:hasTarget",
    "body": "oa:hasBody", "source": {"@id": "oa:hasSource", **_IRI}, "selector": "oa:hasSelector",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "describing": "oa:describing", "exact": "oa:exact",
    "prefix": "oa:prefix", "suffix": "oa:suffix", "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"}, "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "wasQuotedFrom": {"@id": "prov:wasQuotedFrom", **_IRI}, "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", **_IRI},
    "wasAttributedTo": "prov:wasAttributedTo", "wasGeneratedBy": "prov:wasGeneratedBy",
    "hadPrimarySource": {"@id": "prov:hadPrimarySource", **_IRI}, "title": "dc:title", "publisher": "dc:publisher",
    "issued": "dc:issued", "name": "mnemon:name", "kind": "mnemon:kind", "stance": "mnemon:stance",
    "status": "mnemon:status", "low": "mnemon:low", "best": "mnemon:best", "high": "mnemon:high", "rule": "mnemon:rule",
    "codebook": "mnemon:codebook", "url": {"@id": "dc:source", **_IRI},
}  # fmt: skip


def head(terms: Terms) -> str:
    """The document up to its list."""
    del terms
    return f'{{"@context":{dumped(CONTEXT)},"@graph":['


def nodes(told: Told, terms: Terms, side: Side) -> Iterable[dict[str, Any]]:
    """The event's reports, claims and findings."""
    side.claims(told.event.id, told, told.claims)
    for report in told.reports.values():
        source = told.sources.get(report.source_id or "")
        about = {
            "title": told.title(report.id), "publisher": source.name if source else None,
            "issued": report.published_at.isoformat() if report.published_at else None, "url": report.url,
        }  # fmt: skip
        yield (
            {"id": _report(report.id), "type": "Entity"}
            | {k: v for k, v in about.items() if v}
            | {"wasDerivedFrom": f"urn:sha256:{report.capture_id}"}
        )
    for claim in told.claims:
        yield _annotation(told, claim)
    for found in told.findings:
        given = {end: getattr(found, end) for end in ("low", "best", "high") if getattr(found, end) is not None}
        by = {"type": "Activity", "rule": f"{terms.rule} {terms.rule_version}", "codebook": terms.codebook}
        yield {
            "id": f"urn:mnemon:finding:{told.event.id}:{found.what}", "type": "Entity", "kind": found.what, **given,
            "wasDerivedFrom": [_claim(i) for i in (*found.supporting, *found.rival)], "wasGeneratedBy": by,
        }  # fmt: skip


def _annotation(told: Told, claim: Claim) -> dict[str, Any]:
    text, span = told.reports[claim.report_id].text, claim.sentence
    quote = {
        "type": "TextQuoteSelector", "exact": span.of(text),
        "prefix": text[max(0, span.start_char - AROUND) : span.start_char],
        "suffix": text[span.end_char : span.end_char + AROUND],
    }  # fmt: skip
    position = {"type": "TextPositionSelector", "start": span.start_char, "end": span.end_char}
    around = Span(max(0, span.start_char - AROUND), span.end_char + AROUND)
    named = any(around.overlaps(name) for name in told.hidden.get(claim.report_id, ()))
    selectors = [position] if named else [quote, position]
    target = {"type": "SpecificResource", "source": _report(claim.report_id), "selector": selectors}
    made: dict[str, Any] = {
        "id": _claim(claim.id), "type": ["Annotation", "Entity"], "motivation": "describing", "target": target,
        "kind": claim.kind, "stance": claim.stance, "status": claim.status, "codebook": claim.codebook,
        "wasQuotedFrom": _report(claim.report_id),
    }  # fmt: skip
    quantity = claim.quantity
    if quantity is not None:
        made |= {end: getattr(quantity, end) for end in ("low", "best", "high") if getattr(quantity, end) is not None}
        made["body"] = {"type": "TextualBody", "value": quantity.words}
    if claim.said_by is not None:
        made["wasAttributedTo"] = {"type": "Agent", "name": claim.said_by.name}
    return made


def _claim(claim_id: str) -> str:
    return f"urn:mnemon:claim:{claim_id}"


def _report(report_id: str) -> str:
    return f"urn:mnemon:report:{report_id}"
