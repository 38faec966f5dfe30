"""The day a page says it was published or changed: from what it declares, never from its running text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "datepublished", "dcterms.issued", "dc.date.issued",
    "citation_publication_date", "parsely-pub-date", "sailthru.date", "publishdate", "publish-date", "publication_date",
    "pubdate", "dc.date.published", "dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "date",
)  # fmt: skip
"""Names of meta tags by which pages declare their day, the plainest first."""

UPDATED_META = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
    "dc.date.modified", "last-modified",
)  # fmt: skip

EARLIEST = "1900-01-01"
"""Days before this are slips of a machine: no page was published then."""

_AMBIGUOUS = re.compile(r"^\s*(\d{1,2})[./-](\d{1,2})[./-](\d{2,4})\b")
_ISO = re.compile(r"^\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_ARTICLE = re.compile(r"(Article|Posting|Report|WebPage|Statement)$")
_BYLINE = (
    ".//*[@itemprop='datePublished'] | .//time[@pubdate] | "
    ".//time[contains(@class, 'publish') or contains(@class, 'entry-date') or contains(@class, 'pubdate')]"
)
_MODIFIED = ".//*[@itemprop='dateModified'] | .//time[contains(@class, 'updated') or contains(@class, 'modified')]"


def published_on(tree: HtmlElement, url: str | None, today: date) -> date | None:
    """The day a page declares as its own, else the whole day in its address; None where neither says it."""
    declared = _first_day(_declared(tree, PUBLISHED_META, "datePublished", _BYLINE), today)
    return declared or day_in_url(url, today)


def updated_on(tree: HtmlElement, today: date) -> date | None:
    """The day a page declares as that of its last change; None where it declares none."""
    return _first_day(_declared(tree, UPDATED_META, "dateModified", _MODIFIED), today)


def read_day(words: str, today: date) -> date | None:
    """The day that a declared date names, as its publisher counted days; None where it names no certain day.

    01/02/2025 is two days to two readers, so it is none here. Days after tomorrow are none.
    """
    iso = _ISO.match(words)
    if iso:
        return _sensible(iso.groups(), today)
    clash = _AMBIGUOUS.match(words)
    if clash and clash[1] != clash[2] and int(clash[1]) <= 12 and int(clash[2]) <= 12:
        return None
    return _htmldate(f'<meta property="article:published_time" content="{escape(words[:200])}">', None, today)


def day_in_url(url: str | None, today: date) -> date | None:
    """The day in an address such as /2025/01/14/; None where the address holds no whole day."""
    return _htmldate("", url, today) if url else None


def _sensible(parts: Iterable[str], today: date) -> date | None:
    try:
        day = date(*(int(part) for part in parts))
    except ValueError:
        return None
    return day if date.fromisoformat(EARLIEST) <= day <= today + timedelta(days=1) else None


def _htmldate(meta: str, url: str | None, today: date) -> date | None:
    """What htmldate reads in one declaration. It sees nothing else of the page, so it has nothing to guess from."""
    from htmldate import find_date  # noqa: PLC0415 (JSON lines with ISO days do without it)

    found = find_date(
        f"<html><head><title>-</title>{meta}</head><body><p>-</p></body></html>",
        extensive_search=False,
        original_date=True,
        url=url,
        min_date=EARLIEST,
        max_date=(today + timedelta(days=1)).isoformat(),
    )
    return date.fromisoformat(found) if found else None


def _first_day(declarations: Iterable[str], today: date) -> date | None:
    return next((day for words in declarations if (day := read_day(words, today))), None)


def _declared(tree: HtmlElement, names: tuple[str, ...], key: str, elements: str) -> Iterator[str]:
    """Every declaration of one kind in a page: meta tags, then JSON-LD, then marked elements."""
    metas = _metas(tree)
    yield from (metas[name] for name in names if name in metas)
    yield from _in_json_ld(tree, key)
    for element in tree.xpath(elements):
        yield element.get("content") or element.get("datetime") or element.text_content()


def _metas(tree: HtmlElement) -> dict[str, str]:
    """The page's meta tags by lower-case name; the first of a name counts."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if meta.get("content"):
            metas.setdefault(name, meta.get("content"))
    return metas


def _in_json_ld(tree: HtmlElement, key: str) -> Iterator[str]:
    for script in tree.xpath(".//script[@type='application/ld+json']"):
        try:
            held = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        yield from _values(held, key)


def _values(held: Any, key: str) -> Iterator[str]:  # noqa: ANN401 (JSON of any shape)
    """The texts under `key` in article-like nodes at the top of some JSON-LD: a list, a @graph, or one node."""
    nodes = held if isinstance(held, list) else [held]
    for node in nodes:
        if not isinstance(node, dict):
            continue
        if isinstance(node.get("@graph"), list):
            yield from _values(node["@graph"], key)
        elif isinstance(node.get(key), str) and _ARTICLE.search(_type_of(node)):
            yield node[key]


def _type_of(node: dict[str, Any]) -> str:
    kind = node.get("@type")
    return str(kind[0]) if isinstance(kind, list) and kind else str(kind or "")
