"""RSS and Atom: one report for each entry, with the words that the feed itself carries."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser

from mnemon.errors import EmptyInput, InputError, UnreadableInput
from mnemon.ingest import markup
from mnemon.ingest.arrivals import arrive
from mnemon.ingest.dates import read_day
from mnemon.ingest.records import Arrival, Document, Extract, Options, Refusal
from mnemon.ingest.text import check_length, readable

MEDIA_TYPE = "application/json"
"""A capture is one entry, written as JSON: the feed's own bytes change with every new entry."""

ROOT_ENDS = ("</rss>", "</feed>", "</rdf:rdf>")
KEPT = ("id", "link", "title", "author", "published", "updated", "summary", "language")
"""What is kept of an entry, besides its content and the feed's name."""


def read_feed(document: Document, options: Options) -> Iterator[Arrival | Refusal]:
    """One arrival or refusal for each entry, in the feed's order; a feed that breaks off ends with a refusal."""
    where = document.origin.where
    try:
        feed, written = _parse(document, options)
    except InputError as error:
        yield Refusal(where, error)
        return
    for number, entry in enumerate(feed.entries, 1):
        yield _read_entry(feed, entry, f"{where}, entry {number}", (document, options))
    if feed.bozo and not written.rstrip().lower().endswith(ROOT_ENDS):
        yield Refusal(where, UnreadableInput("the feed breaks off; entries after this are lost", where=where))


def _parse(document: Document, options: Options) -> tuple[Any, str]:
    """The feed as feedparser sees it, and its markup; feedparser tells its XML errors as `bozo`."""
    where = document.origin.where
    markup.check_size(document, options.limits)
    written = markup.unmarked(document)
    markup.check_markup(written, options.limits, where)
    try:
        feed = feedparser.parse(
            written.encode("utf-8", "replace"), response_headers={"content-type": "application/xml; charset=utf-8"}
        )
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise UnreadableInput(f"the feed cannot be parsed ({type(error).__name__})", where=where) from error
    if not feed.entries:
        if feed.version:
            raise EmptyInput("the feed has no entries", where=where)
        raise UnreadableInput("not an RSS or Atom feed", where=where)
    return feed, written


def _read_entry(feed: Any, entry: Any, where: str, context: tuple[Document, Options]) -> Arrival | Refusal:  # noqa: ANN401
    """One entry, a mapping as feedparser makes them, as an arrival."""
    document, options = context
    try:
        content = _kept_bytes(feed, entry)
        origin = replace(document.origin, where=where, url=entry.get("link") or document.origin.url)
        extract = _extract(feed, entry, where, options)
        return arrive(Document(content, origin), MEDIA_TYPE, extract, options)
    except InputError as error:
        return Refusal(where, error)


def _extract(feed: Any, entry: Any, where: str, options: Options) -> Extract:  # noqa: ANN401
    text = markup.fragment_text(_body(entry))
    if not text:
        raise EmptyInput("the entry has no text", where=where)
    check_length(len(text), options.limits, where)
    today = options.now().date()
    return Extract(
        text=readable(text, where),
        title=markup.fragment_text(entry.get("title") or "") or None,
        author=entry.get("author") or None,
        publisher=feed.feed.get("title") or None,
        published_at=_published(feed, entry, today),
        updated_at=_day(entry, "updated", today),
        lang=_lang(feed),
    )


def _body(entry: Any) -> str:  # noqa: ANN401
    """The fullest text that the entry carries, as HTML."""
    bodies = [part.get("value") or "" for part in entry.get("content") or ()]
    return max([*bodies, entry.get("summary") or ""], key=len)


def _published(feed: Any, entry: Any, today: date) -> date | None:  # noqa: ANN401
    """The entry's publication day. RSS has one date; an Atom entry's `updated` alone does not say when it came out."""
    day = _day(entry, "published", today)
    return day if day or not str(feed.version).startswith("rss") else _day(entry, "updated", today)


def _day(entry: Any, key: str, today: date) -> date | None:  # noqa: ANN401
    """The day under a key, by the publisher's own clock; None where the entry has none or it cannot be read."""
    words = dict.get(entry, key)  # feedparser's own `get` gives one date for another
    if not words:
        return None
    try:
        return parsedate_to_datetime(words).date()
    except ValueError:
        return read_day(words, today)


def _lang(feed: Any) -> str | None:  # noqa: ANN401
    primary = (feed.feed.get("language") or "").split("-")[0].lower()
    return primary if primary.isalpha() and len(primary) in {2, 3} else None


def _kept_bytes(feed: Any, entry: Any) -> bytes:  # noqa: ANN401
    """The entry as JSON, its keys in order, so that the same entry is the same bytes however the feed moves on."""
    held = {key: dict.get(entry, key) for key in KEPT if dict.get(entry, key)}
    held["content"] = [part.get("value") or "" for part in entry.get("content") or ()]
    held["feed"] = feed.feed.get("title") or ""
    return json.dumps(held, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
