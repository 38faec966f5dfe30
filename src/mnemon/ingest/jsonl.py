"""JSON lines: one report a line, its text exactly as given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, BinaryIO

from mnemon.errors import EmptyInput, InputError, OversizedInput, UnreadableInput
from mnemon.ingest.arrivals import arrive
from mnemon.ingest.dates import read_day
from mnemon.ingest.records import Arrival, Document, Extract, Limits, Options, Origin, Refusal
from mnemon.ingest.streams import lines, unpacked
from mnemon.ingest.text import check_length

ESCAPED_CHAR_BYTES = 6
"""A code point of the basic plane as \\uXXXX: the most bytes that a line needs for one character of most texts."""

ROOM_FOR_THE_REST = 1 << 20
"""Bytes of a line besides its text: id, title, address."""

MEDIA_TYPE = "application/json"


def read_jsonl(stream: BinaryIO, origin: Origin, options: Options) -> Iterator[Arrival | Refusal]:
    """One arrival or refusal for each line, in order; empty lines are passed over. A broken gzip ends the reading."""
    limit = options.limits.max_text_chars * ESCAPED_CHAR_BYTES + ROOM_FOR_THE_REST
    found = False
    try:
        for number, line in enumerate(lines(unpacked(stream, options.limits.max_stream_bytes, origin.where), limit), 1):
            if line is None or line.strip(b"\xef\xbb\xbf \t"):
                found = True
                yield _read_line(line, replace(origin, where=f"{origin.where}, line {number}"), options)
        if not found:
            raise EmptyInput("there is no line in it", where=origin.where)
    except InputError as error:
        yield Refusal(origin.where, error)


def _read_line(line: bytes | None, origin: Origin, options: Options) -> Arrival | Refusal:
    given_id = None
    try:
        held = _parse(line, origin.where)
        given_id = _given_id(held)
        document = Document(line or b"", replace(origin, url=_words(held, "url", origin.where)))
        extract = _extract(held, options.limits, options.now().date(), origin.where)
        return arrive(document, MEDIA_TYPE, replace(extract, given_id=given_id), options)
    except InputError as error:
        return Refusal(origin.where, error, given_id)


def _parse(line: bytes | None, where: str) -> dict[str, Any]:
    if line is None:
        raise OversizedInput("the line is longer than any report's", where=where)
    try:
        held = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"broken UTF-8 at byte {error.start:,} of the line", where=where) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(f"not JSON ({error})", where=where) from error
    if not isinstance(held, dict):
        raise UnreadableInput("not a JSON object", where=where, do='write {"id": ..., "text": ...}')
    return held


def _given_id(held: dict[str, Any]) -> str | int | None:
    """The id as given; None where it is no text or whole number, or could not be written again."""
    given = held.get("id")
    if isinstance(given, str):
        return given if _is_whole(given) else None
    return given if isinstance(given, int) and not isinstance(given, bool) else None


def _extract(held: dict[str, Any], limits: Limits, today: date, where: str) -> Extract:
    text = _words(held, "text", where)
    if text is None:
        raise UnreadableInput('has no "text"', where=where, do='write {"id": ..., "text": ...}')
    if not text.strip():
        raise EmptyInput("the text is empty", where=where)
    check_length(len(text), limits, where)
    return Extract(
        text=text,
        title=_words(held, "title", where) or None,
        author=_words(held, "author", where) or None,
        publisher=_words(held, "source", where) or None,
        published_at=_published(held, today, where),
    )


def _words(held: dict[str, Any], key: str, where: str) -> str | None:
    """The text under a key; None where there is none."""
    value = held.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise UnreadableInput(f'"{key}" is not a text', where=where)
    if not _is_whole(value):
        raise UnreadableInput(f'"{key}" has half of a surrogate pair, which is no character', where=where)
    return value


def _is_whole(text: str) -> bool:
    """True where no half of a surrogate pair stands alone, so that the text can be written as UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _published(held: dict[str, Any], today: date, where: str) -> date | None:
    words = _words(held, "published_at", where)
    if not words or not words.strip():
        return None
    day = _iso_day(words.strip()) or read_day(words, today)
    if day is None:
        raise UnreadableInput(f'"published_at" is no day: {words[:40]!r}', where=where, do="write it as 2025-01-31")
    return day


def _iso_day(words: str) -> date | None:
    """The day of an ISO date or time, whatever year it names; None where the words are neither."""
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        return None
