"""From what a reader extracted to the records that travel on: capture, source, report."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import date
from urllib.parse import urlsplit

from mnemon.ingest.records import Arrival, Document, Extract, Options
from mnemon.model.text import Capture, Report, Source


def arrive(document: Document, media_type: str, extract: Extract, options: Options) -> Arrival:
    """The arrival of one report. Options fill in what the document leaves open; last, a URL's host is its publisher."""
    capture = _capture(document, media_type)
    source = _source(extract.publisher or options.source or _host(capture.url or extract.url))
    published_at = extract.published_at or options.published
    report = Report(
        id=report_id(capture.id, extract.text, published_at, extract.title),
        capture_id=capture.id,
        text=extract.text,
        source_id=source.id if source else None,
        title=extract.title,
        author=extract.author,
        published_at=published_at,
        updated_at=extract.updated_at,
        lang=extract.lang,
        url=capture.url or extract.url,
    )
    return Arrival(document.content, capture, source, report, extract.given_id, document.origin.where)


def report_id(capture_id: str, text: str, published_at: date | None, title: str | None) -> str:
    """The content id of a report: the same bytes, read to the same words under the same day, are one report."""
    parts = (capture_id, text, published_at.isoformat() if published_at else "", title or "")
    digest = hashlib.sha256()
    for part in parts:
        held = part.encode("utf-8", "surrogatepass")
        digest.update(len(held).to_bytes(8, "big") + held)
    return f"r-{digest.hexdigest()[:16]}"


def source_id(name: str) -> str:
    """The content id of a publisher: letter case, width and spaces make no new one."""
    folded = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return f"s-{hashlib.sha256(folded.encode()).hexdigest()[:16]}"


def _capture(document: Document, media_type: str) -> Capture:
    origin = document.origin
    return Capture(
        id=hashlib.sha256(document.content).hexdigest(),
        url=origin.url,
        retrieved_at=origin.retrieved_at,
        media_type=media_type,
        byte_count=len(document.content),
    )


def _source(name: str | None) -> Source | None:
    return Source(source_id(name), name) if name else None


def _host(url: str | None) -> str | None:
    """The host of an address, without `www.`; None where there is no address or it has no host."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None
