"""Web pages: trafilatura finds the text, the page's own declarations give the rest."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from lxml.etree import LxmlError
from trafilatura import bare_extraction
from trafilatura.settings import Document as Page
from trafilatura.utils import load_html

from mnemon.errors import EmptyInput, UnreadableInput
from mnemon.ingest import markup
from mnemon.ingest.dates import published_on, updated_on
from mnemon.ingest.records import Document, Extract, Limits
from mnemon.ingest.text import check_length, readable

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LANG = re.compile(r"^[A-Za-z]{2,3}(?=$|[-_])")


def extract(document: Document, limits: Limits, today: date) -> Extract:
    """The article of a page, with what the page declares of itself; a heading stands on its own line.

    EmptyInput where the page holds no article, OversizedInput where it is too large or its tags nest too deep.
    """
    where = document.origin.where
    markup.check_size(document, limits)
    page_markup = markup.unmarked(document)
    markup.check_markup(page_markup, limits, where)
    tree, page = _read(page_markup, document)
    text = (page.text or "").strip() if page else ""
    if page is None or not text:
        raise EmptyInput("the page has no text that reads as a report", where=where)
    check_length(len(text), limits, where)
    url = document.origin.url or page.url
    return Extract(
        text=readable(text, where),
        title=page.title,
        author=page.author,
        publisher=_publisher(tree, page),
        published_at=published_on(tree, url, today),
        updated_at=updated_on(tree, today),
        lang=_lang(tree),
        url=page.url if document.origin.url is None else None,
    )


def _read(page_markup: str, document: Document) -> tuple[HtmlElement, Page | None]:
    """The parsed page and its article. The errors are those of lxml and of trafilatura's own slips."""
    try:
        tree = load_html(page_markup)
        if tree is None:
            raise EmptyInput("the page holds no markup that can be read", where=document.origin.where)
        page = bare_extraction(
            page_markup,
            url=document.origin.url,
            favor_recall=True,  # without it, a short page loses its headings and lists
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False},  # its guess at a day is not used: see dates.py
        )
    except (LxmlError, RecursionError, AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
        raise UnreadableInput(
            f"the page cannot be parsed: {type(error).__name__}", where=document.origin.where
        ) from error
    return tree, page if isinstance(page, Page) else None


def _publisher(tree: HtmlElement, page: Page) -> str | None:
    """The site's name where the page declares one; trafilatura's fallback, the host, is no declaration."""
    named = tree.xpath(
        "//meta[@property='og:site_name' or @name='og:site_name' or @name='application-name' "
        "or @name='dc.publisher' or @name='DC.publisher' or @itemprop='publisher']/@content"
    )
    name = next((str(value).strip() for value in named if value.strip()), None)
    if name:
        return name
    return page.sitename if page.sitename and "." not in page.sitename else None


def _lang(tree: HtmlElement) -> str | None:
    """The language that the page's root declares, as two or three letters; None where it declares none."""
    found = _LANG.match(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    return found[0].lower() if found else None
