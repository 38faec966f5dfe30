"""What goes into the reading of reports, and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, BinaryIO

from mnemon.errors import InputError
from mnemon.model.text import Capture, Report, Source

if TYPE_CHECKING:
    import httpx

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """How large, deep, slow or far away an input may be before it is refused.

    Bytes are counted as they are read, so that no limit rests on what a file says of itself.
    """

    max_bytes: int = 200 * MIB
    """One document held in memory: a file, a record of a web archive."""
    max_fetched_bytes: int = 50 * MIB
    """The answer of a web server, once unpacked."""
    max_markup_bytes: int = 5 * MIB
    """HTML, feeds, and the XML parts of a .docx: a parsed tree takes about twenty times the room of its bytes."""
    max_text_chars: int = 5_000_000
    """The text of one report: longer than any book."""
    max_unzipped_bytes: int = 200 * MIB
    """All parts of one .docx together."""
    max_stream_bytes: int = 8 << 30
    """A web archive or a file of JSON lines, once unpacked; it is read as a stream and never held in memory."""
    max_members: int = 10_000
    """Files in one zip."""
    max_html_depth: int = 500
    """Tags within tags; browsers stop at 512."""
    max_html_tags: int = 100_000
    """Tags of one page or feed: four times the largest news pages; parsing more takes minutes and hundreds of MB."""
    max_pages: int = 5_000
    """Pages of one PDF."""
    max_redirects: int = 5
    seconds_to_connect: float = 10.0
    seconds_to_answer: float = 30.0
    """The longest silence of a web server."""
    seconds_in_all: float = 120.0
    """One fetch from the first byte to the last, all redirects included."""
    allow_private_addresses: bool = False
    """True = hosts of the local machine and the local network may be fetched from as well."""


def utc_now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def guarded_client(limits: Limits) -> httpx.Client:
    """The client that `Options.client` stands for where nothing else is given."""
    from mnemon.ingest.web import open_client  # noqa: PLC0415 (loads httpx)

    return open_client(limits)


@dataclass(frozen=True, slots=True)
class Options:
    """How to read. `published` and `source` fill in where a document itself names no day or no publisher.

    They never override what a document says of itself; None = nothing is filled in. `stdin` is what '-' stands for.
    """

    published: date | None = None
    source: str | None = None
    limits: Limits = field(default_factory=Limits)
    client: Callable[[Limits], httpx.Client] = guarded_client
    now: Callable[[], datetime] = utc_now
    stdin: BinaryIO | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """One report that came in, with the bytes that it rests on.

    `source` is None where nothing names the publisher. `given_id` is the id that a JSON line gave, else None.
    `where` says in words which file, line, record or address it was.
    """

    content: bytes
    capture: Capture
    source: Source | None
    report: Report
    given_id: str | int | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One item that could not be taken in, where it was, and why; `given_id` as in Arrival."""

    where: str
    error: InputError
    given_id: str | int | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an item came from: `where` in words, `name` with its suffix, and what the outside said of it.

    `url` is None for a local file; `media_type` and `charset` are None where nobody declared them.
    """

    where: str
    name: str
    retrieved_at: datetime
    url: str | None = None
    media_type: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One whole item in memory."""

    content: bytes
    origin: Origin


@dataclass(frozen=True, slots=True)
class Extract:
    """What a format's reader takes from one document; None = the document does not say it."""

    text: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published_at: date | None = None
    updated_at: date | None = None
    lang: str | None = None
    url: str | None = None
    given_id: str | int | None = None
