"""The opening verb: any target in, one arrival or refusal at a time out."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from mnemon.errors import FetchError, InputError, UnsupportedInput
from mnemon.ingest.documents import check_held, read_document
from mnemon.ingest.folder import files_in, unreadable
from mnemon.ingest.kinds import HEAD, Kind, kind_of
from mnemon.ingest.records import Arrival, Document, Options, Origin, Refusal
from mnemon.ingest.streams import GZIP_MAGIC, unpacked
from mnemon.ingest.text import MAX_CHAR_BYTES, check_length
from mnemon.ingest.zips import names_in

STANDARD_INPUT = "-"

_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]+):(?=//)|^(data|javascript|mailto|blob):")


def read(target: str | Path, options: Options) -> Iterator[Arrival | Refusal]:
    """Read a target lazily: '-', a file of any kind in `Kind`, a folder of such files, or an http(s) URL.

    Every report comes as one Arrival, every item that cannot be taken in as one Refusal, in the order of the input;
    a refusal ends nothing but its own item. No InputError is ever raised.
    """
    try:
        if target == STANDARD_INPUT:
            yield from _read_standard_input(options)
        elif isinstance(target, str) and (scheme := _SCHEME.match(target)):
            yield from _read_url(target, (scheme[1] or scheme[2]).lower(), options)
        else:
            yield from _read_path(Path(target), options)
    except InputError as error:
        yield Refusal(str(target), error)


def _read_standard_input(options: Options) -> Iterator[Arrival | Refusal]:
    where = "standard input"
    content = options.stdin.read(options.limits.max_bytes + 1) if options.stdin else b""
    check_held(len(content), options, where)
    yield from _read_stream(BytesIO(content), len(content), Origin(where, "", options.now()), options)


def _read_url(url: str, scheme: str, options: Options) -> Iterator[Arrival | Refusal]:
    if scheme not in {"http", "https"}:
        raise FetchError(f"{scheme}: is not fetched, only http: and https:", where=url, do="save it to a file")
    from mnemon.ingest.web import fetch  # noqa: PLC0415 (loads libraries)

    document = fetch(url, options)
    yield from _read_stream(BytesIO(document.content), len(document.content), document.origin, options)


def _read_path(path: Path, options: Options) -> Iterator[Arrival | Refusal]:
    try:
        is_folder = path.is_dir()
    except OSError as error:
        raise unreadable(path, error) from error
    yield from (_read_folder if is_folder else _read_file)(path, options)


def _read_folder(folder: Path, options: Options) -> Iterator[Arrival | Refusal]:
    for path, error in files_in(folder):
        if error:
            yield Refusal(str(path), error)
            continue
        try:
            yield from _read_file(path, options)
        except InputError as fault:
            yield Refusal(str(path), fault)


def _read_file(path: Path, options: Options) -> Iterator[Arrival | Refusal]:
    if "\0" in str(path):
        raise UnsupportedInput("no file has a NUL in its name", where=repr(str(path)))
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnsupportedInput("not a file", where=str(path))
        stream = path.open("rb")
    except OSError as error:
        raise unreadable(path, error) from error
    with stream:
        try:
            yield from _read_stream(stream, status.st_size, Origin(str(path), path.name, options.now()), options)
        except OSError as error:
            raise unreadable(path, error) from error


def _read_stream(stream: BinaryIO, size: int, origin: Origin, options: Options) -> Iterator[Arrival | Refusal]:
    """Tell the kind from the stream's beginning, then hand the stream to a container's reader or read it whole."""
    kind = kind_of(_head(stream, origin.where), origin, _zipped(stream))
    if kind is Kind.JSONL:
        from mnemon.ingest.jsonl import read_jsonl  # noqa: PLC0415 (loads libraries)

        yield from read_jsonl(stream, origin, options)
    elif kind in {Kind.WARC, Kind.WACZ}:
        from mnemon.ingest.warc import read_wacz, read_warc  # noqa: PLC0415 (loads libraries)

        yield from (read_warc if kind is Kind.WARC else read_wacz)(stream, origin, options)
    else:
        yield from _read_whole(stream, size, kind, origin, options)


def _read_whole(
    stream: BinaryIO, size: int, kind: Kind, origin: Origin, options: Options
) -> Iterator[Arrival | Refusal]:
    check_held(size, options, origin.where)
    if kind is Kind.TEXT:
        check_length(size // MAX_CHAR_BYTES, options.limits, origin.where)
    content = stream.read(options.limits.max_bytes + 1)
    check_held(len(content), options, origin.where)
    document = Document(content, origin)
    if kind is Kind.FEED:
        from mnemon.ingest.feed import read_feed  # noqa: PLC0415 (loads libraries)

        yield from read_feed(document, options)
    else:
        yield read_document(document, kind, options)


def _head(stream: BinaryIO, where: str) -> bytes:
    """The first bytes; of a gzip, the first bytes within where those are of a kind that is read packed."""
    head = stream.read(HEAD)
    stream.seek(0)
    if not head.startswith(GZIP_MAGIC):
        return head
    inner = unpacked(stream, 1 << 30, where).read1(HEAD)
    stream.seek(0)
    return inner if inner.lstrip().startswith((b"WARC/", b"{", b"\xef\xbb\xbf{")) else head


def _zipped(stream: BinaryIO) -> frozenset[str]:
    """The names in a zip; empty where the stream is none."""
    is_zip = stream.read(2) == b"PK"
    stream.seek(0)
    names = names_in(stream) if is_zip else frozenset()
    stream.seek(0)
    return names
