"""Where a text came from, and where in it a thing stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of `Report.text`: half-open, counted in Unicode code points (W3C TextPositionSelector)."""

    start_char: int
    end_char: int

    def of(self, text: str) -> str:
        """The words that this span covers in `text`."""
        return text[self.start_char : self.end_char]

    def overlaps(self, other: Span) -> bool:
        """True when the two spans share at least one code point."""
        return self.start_char < other.end_char and other.start_char < self.end_char

    def shifted(self, by: int) -> Span:
        """The same stretch, `by` code points further on."""
        return Span(self.start_char + by, self.end_char + by)


@dataclass(frozen=True, slots=True)
class Producer:
    """Who or what wrote a record; `digest` covers weights, codebook and code."""

    id: str
    name: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher. `country` is ISO 3166-1 alpha-2; None where nothing says it."""

    id: str
    name: str
    country: str | None = None
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as they came in; `id` is their sha256 in hexadecimal."""

    id: str
    url: str | None
    retrieved_at: datetime
    media_type: str
    byte_count: int


@dataclass(frozen=True, slots=True)
class Report:
    """One published text. `published_at` is None where nothing says it: it is never today's date."""

    id: str
    capture_id: str
    text: str
    source_id: str | None = None
    title: str | None = None
    author: str | None = None
    published_at: date | None = None
    updated_at: date | None = None
    lang: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """`report_id` is a near-copy of `of_report_id`; `similarity` is their estimated Jaccard index, 0 to 1."""

    report_id: str
    of_report_id: str
    similarity: float
