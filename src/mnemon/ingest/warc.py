"""Web archives: every page, PDF, Word document or plain text that a WARC or WACZ holds."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from warcio.archiveiterator import WARCIterator
from warcio.bufferedreaders import ChunkedDataException
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from mnemon.errors import EmptyInput, InputError, UnreadableInput
from mnemon.ingest.documents import check_held, read_document
from mnemon.ingest.kinds import Kind, kind_of_document, split_media_type
from mnemon.ingest.records import Arrival, Document, Options, Origin, Refusal
from mnemon.ingest.streams import BLOCK, Unpacked
from mnemon.ingest.zips import ZIP_ERRORS, broken_zip, names_in, open_zip

REPORT_TYPES = (Kind.HTML.value, "application/xhtml+xml", Kind.PDF.value, Kind.DOCX.value, Kind.TEXT.value)
"""Media types of records that can hold a report; pictures, styles, scripts and feeds are passed over."""

RECORD_TYPES = ("response", "resource")
"""Records that hold what a server sent or what was put in by hand; requests and metadata are passed over."""


WARC_ERRORS = (
    ArchiveLoadFailed, StatusAndHeadersParserException, ChunkedDataException, AttributeError, EOFError, LookupError,
    TypeError, ValueError,
)  # fmt: skip
"""What warcio raises on broken archives; the plain Python errors are its slips on headers that are cut short."""

RECORD_END = b"\r\n\r\n"
"""What stands after every record; warcio itself takes an archive that breaks off for one that ends."""


def read_wacz(stream: BinaryIO, origin: Origin, options: Options) -> Iterator[Arrival | Refusal]:
    """The records of each WARC in a WACZ, by name; a WARC that is broken ends with a refusal and the next goes on."""
    try:
        with open_zip(stream, options.limits, origin.where) as archive:
            inner = sorted(name for name in archive.namelist() if name.endswith((".warc", ".warc.gz")))
            if not inner:
                raise EmptyInput("the WACZ holds no WARC", where=origin.where)
            for name in inner:
                yield from _read_inner(archive, name, origin, options)
    except InputError as error:
        yield Refusal(origin.where, error)


def _read_inner(archive: Any, name: str, origin: Origin, options: Options) -> Iterator[Arrival | Refusal]:  # noqa: ANN401
    where = f"{origin.where}, {name}"
    try:
        with archive.open(name) as stream:
            yield from read_warc(stream, replace(origin, where=where), options)
    except ZIP_ERRORS as error:
        yield Refusal(where, broken_zip(error, where))


def read_warc(stream: BinaryIO, origin: Origin, options: Options) -> Iterator[Arrival | Refusal]:
    """One arrival or refusal for each record that can hold a report. A broken or cut archive ends with a refusal."""
    where = origin.where
    held = Unpacked(stream, options.limits.max_stream_bytes, where)
    found = False
    try:
        for record in WARCIterator(held):
            if _may_hold_report(record):
                found = True
                yield _read_record(record, origin, options)
            _check_whole(record, where)
        if held.tail != RECORD_END:
            raise UnreadableInput("the archive is cut short", where=where)
        if not found:
            raise EmptyInput("no page or document in the archive", where=where)
    except InputError as error:
        yield Refusal(where, error)
    except WARC_ERRORS as error:
        yield Refusal(where, UnreadableInput(f"the archive is broken from here on ({error})", where=where))


def _may_hold_report(record: Any) -> bool:  # noqa: ANN401 (warcio ships no types)
    if record.rec_type not in RECORD_TYPES or _url(record).endswith("/robots.txt"):
        return False
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    return status == "200" and _media_type(record)[0] in REPORT_TYPES


def _read_record(record: Any, origin: Origin, options: Options) -> Arrival | Refusal:  # noqa: ANN401
    """The report in one record; InputError where the archive itself breaks off within it."""
    url = _url(record)
    where = f"{origin.where}, {url}"
    media_type, charset = _media_type(record)
    taken_at = _captured_at(record) or origin.retrieved_at
    try:
        content = _payload(record, where, options)
        _check_whole(record, origin.where)
        document = Document(content, Origin(where, urlsplit(url).path, taken_at, url, media_type, charset))
        zipped = names_in(content) if content.startswith(b"PK") else frozenset()
        return read_document(document, kind_of_document(document, zipped), options)
    except InputError as error:
        if error.where == origin.where:
            raise
        return Refusal(where, error)


def _payload(record: Any, where: str, options: Options) -> bytes:  # noqa: ANN401
    """The record's payload as the browser would have seen it, without transfer and content encoding."""
    stream = record.content_stream()
    content = bytearray()
    try:
        while block := stream.read(BLOCK):
            content += block
            check_held(len(content), options, where)
    except zlib.error as error:
        raise UnreadableInput(f"the record's compression is broken ({error})", where=where) from error
    return bytes(content)


def _check_whole(record: Any, where: str) -> None:  # noqa: ANN401
    """UnreadableInput of the whole archive where it ends before the length that the record's header states."""
    while record.raw_stream.read(BLOCK):
        pass
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise UnreadableInput(f"the archive is cut short within {_url(record)}", where=where)


def _url(record: Any) -> str:  # noqa: ANN401
    return record.rec_headers.get_header("WARC-Target-URI") or ""


def _media_type(record: Any) -> tuple[str, str | None]:  # noqa: ANN401
    """The record's media type and charset, in small letters."""
    headers = record.http_headers or record.rec_headers
    return split_media_type(headers.get_header("Content-Type") or "")


def _captured_at(record: Any) -> datetime | None:  # noqa: ANN401
    """When the archive took the record; None where it does not say."""
    with suppress(ValueError, TypeError):
        return datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")).astimezone(UTC)
    return None
