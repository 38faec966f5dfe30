"""The citation of a claim: the words, who spoke them, who published them, when, and where the bytes lie."""

from __future__ import annotations

from dataclasses import dataclass

from mnemon.model.claims import Claim
from mnemon.model.text import Capture, Report, Source

NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Citation:
    """What a reader needs to check one figure. `speaker` is "the report itself" where nobody is quoted."""

    quote: str
    speaker: str
    publisher: str
    published: str
    title: str
    url: str
    archive_id: str

    def line(self) -> str:
        """The citation in one line."""
        title = f'"{self.title}", ' if self.title != NOT_STATED else ""
        url = f" <{self.url}>" if self.url != NOT_STATED else ""
        return (
            f"“{self.quote}” ({self.speaker}; {title}{self.publisher}, {self.published}{url}; "
            f"archive sha256:{self.archive_id})"
        )


def cite(claim: Claim, report: Report, source: Source | None, capture: Capture | None = None) -> Citation:
    """The citation of `claim`, which `report` makes; every part that nothing says is "not stated"."""
    url = report.url or (capture.url if capture is not None else None)
    return Citation(
        quote=" ".join(claim.sentence.of(report.text).split()),
        speaker=claim.said_by.name if claim.said_by is not None else "the report itself",
        publisher=publisher_name(source),
        published=report.published_at.isoformat() if report.published_at is not None else f"date {NOT_STATED}",
        title=report.title or NOT_STATED,
        url=url or NOT_STATED,
        archive_id=report.capture_id,
    )


def publisher_name(source: Source | None) -> str:
    """Who published; "publisher not stated" where nothing says it."""
    return source.name if source is not None else f"publisher {NOT_STATED}"


def marked(claim: Claim, report: Report) -> list[tuple[str, str]]:
    """The claim's sentence in pieces, each with the name of the part it is, "" for the words between."""
    start, end = claim.sentence.start_char, claim.sentence.end_char
    spans = sorted((s, part) for part, found in claim.spans.items() for s in found)
    pieces: list[tuple[str, str]] = []
    for span, part in spans:
        if span.start_char < start or span.end_char > end:
            continue
        if span.start_char > start:
            pieces.append((report.text[start : span.start_char], ""))
        pieces.append((span.of(report.text), part))
        start = span.end_char
    return [*pieces, (report.text[start:end], "")] if start < end else pieces
