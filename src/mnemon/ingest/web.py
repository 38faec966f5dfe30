"""Fetching: one address, a bounded answer, a bounded time."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import httpx

from mnemon.errors import FetchError, OversizedInput, UnreadableInput
from mnemon.ingest.addresses import Address, GuardedTransport, Resolver, is_public, resolve
from mnemon.ingest.kinds import split_media_type
from mnemon.ingest.records import Document, Limits, Options, Origin

USER_AGENT = "Mnemon (reads published reports; one page at a time)"
ACCEPTED = "gzip, identity"
"""Encodings that are unpacked here, with a bound; httpx's own unpacking has none."""

_PIECE = 1 << 16


def open_client(
    limits: Limits, allowed: Callable[[Address], bool] | None = None, resolver: Resolver = resolve
) -> httpx.Client:
    """A client that goes to the open internet alone, or wherever `allowed` says; it heeds no proxy settings.

    `allowed` is None = public addresses, and all others too where the limits allow private ones.
    """
    reach = allowed or ((lambda _: True) if limits.allow_private_addresses else is_public)
    inner = httpx.HTTPTransport(trust_env=False, limits=httpx.Limits(max_keepalive_connections=0))
    return httpx.Client(
        transport=GuardedTransport(inner, reach, resolver),
        timeout=httpx.Timeout(limits.seconds_to_answer, connect=limits.seconds_to_connect),
        headers={"User-Agent": USER_AGENT, "Accept-Encoding": ACCEPTED},
        follow_redirects=True,
        max_redirects=limits.max_redirects,
        trust_env=False,
    )


def fetch(url: str, options: Options) -> Document:
    """What the server answers to a plain GET; its URL is that of the last redirect, without any password.

    FetchError where the server cannot be reached, is too slow, says anything but 2xx, or leads where we do not go;
    OversizedInput where it sends more than the limits allow.
    """
    try:
        with options.client(options.limits) as client, client.stream("GET", url) as response:
            return _document(response, options, url)
    except FetchError as error:
        raise FetchError(error.what, where=url, do=error.do) from error
    except httpx.TimeoutException as error:
        raise FetchError("the server was too slow", where=url, do="try again later") from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError) as error:
        raise FetchError(_sentence(error), where=url, do="check the address") from error


def _sentence(error: Exception) -> str:
    return str(error).strip().rstrip(".") or type(error).__name__


def _document(response: httpx.Response, options: Options, asked: str) -> Document:
    if not response.is_success:
        said = f"the server answered {response.status_code} {response.reason_phrase}".strip()
        raise FetchError(said, where=asked, do="check the address")
    url = str(response.url.copy_with(userinfo=b"", fragment=None))
    content = b"".join(_bounded(_within_time(response, options.limits), response, options.limits, asked))
    media_type, charset = split_media_type(response.headers.get("Content-Type", ""))
    return Document(content, Origin(asked, urlsplit(url).path, options.now(), url, media_type or None, charset))


def _within_time(response: httpx.Response, limits: Limits) -> Iterator[bytes]:
    """The raw pieces of the answer, as long as the time for one fetch lasts."""
    end = time.monotonic() + limits.seconds_in_all
    for piece in response.iter_raw():
        if time.monotonic() > end:
            raise FetchError(f"the answer took longer than {limits.seconds_in_all:g} seconds", do="try again later")
        yield piece


def _bounded(pieces: Iterator[bytes], response: httpx.Response, limits: Limits, where: str) -> Iterator[bytes]:
    """The unpacked pieces; stops with OversizedInput at the first byte too many."""
    left = limits.max_fetched_bytes
    for piece in _unpacked(pieces, response.headers.get("Content-Encoding", "identity").lower(), where):
        left -= len(piece)
        if left < 0:
            raise OversizedInput(f"the server sends more than {limits.max_fetched_bytes:,} bytes", where=where)
        yield piece


def _unpacked(pieces: Iterator[bytes], encoding: str, where: str) -> Iterator[bytes]:
    if encoding in {"", "identity"}:
        yield from pieces
    elif encoding in {"gzip", "x-gzip", "deflate"}:
        yield from _inflated(pieces, where)
    else:
        raise FetchError(f"the server packs its answer as {encoding!r}, which was not asked for", where=where)


def _inflated(pieces: Iterator[bytes], where: str) -> Iterator[bytes]:
    """The pieces without gzip or zlib, never more than one piece's size at a time."""
    inflater = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    try:
        for piece in pieces:
            rest = piece
            while rest and not inflater.eof:
                yield inflater.decompress(rest, _PIECE)
                rest = inflater.unconsumed_tail
    except zlib.error as error:
        raise UnreadableInput(f"the answer's gzip is broken ({error})", where=where) from error
    if not inflater.eof:
        raise UnreadableInput("the answer's gzip is cut short", where=where, do="try again later")
