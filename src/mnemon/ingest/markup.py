"""Tags, before any parser sees them: how deep they nest, which encoding they name; and a fragment's plain text."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

from mnemon.errors import OversizedInput
from mnemon.ingest.records import Document, Limits
from mnemon.ingest.text import decode

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
"""Elements that hold nothing."""

SELF_CLOSING = frozenset(("p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup"))
"""Elements that the next of their kind closes: left open a thousand times, they still do not nest."""

BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tr",
        "ul",
    )
)  # fmt: skip
"""Elements that begin a new line."""

SILENT = frozenset(("script", "style", "template", "noscript", "head"))
"""Elements whose text no reader of the page sees."""

_TAG = re.compile(r"<(?:(!--)|(/?)([A-Za-z][A-Za-z0-9:-]{0,40})([^<>]{0,2000}/>)?)")
_START = re.compile(r"<[A-Za-z]")
_RAW_ENDS = {"script": "</script", "style": "</style"}
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{1,40})""")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,500}\?>")


def unmarked(document: Document) -> str:
    """The markup as Unicode, by the encoding that the server, the bytes or the page itself name."""
    head = document.content[:2048]
    named = _XML_CHARSET.search(head) or _META_CHARSET.search(head)
    declared = document.origin.charset or (named[1].decode("ascii") if named else None)
    return _XML_DECLARATION.sub("", decode(document, declared)).replace("\x00", "\ufffd")


def check_markup(markup: str, limits: Limits, where: str) -> None:
    """OversizedInput where tags are more, or nest deeper, than the limits allow: no parser has to survive it."""
    tags = sum(1 for _ in _START.finditer(markup))
    if tags > limits.max_html_tags:
        raise OversizedInput(f"{tags:,} tags, more than {limits.max_html_tags:,}", where=where)
    reached = depth(markup, limits.max_html_depth)
    if reached > limits.max_html_depth:
        raise OversizedInput(f"tags nest more than {limits.max_html_depth:,} deep", where=where)


def check_size(document: Document, limits: Limits) -> None:
    """OversizedInput where a document's markup has more bytes than a parser's tree has room for."""
    if len(document.content) > limits.max_markup_bytes:
        raise OversizedInput(
            f"the markup has {len(document.content):,} bytes, more than {limits.max_markup_bytes:,}",
            where=document.origin.where,
        )


def depth(markup: str, enough: int) -> int:
    """How deep tags nest at most; counting stops once it is more than `enough`.

    An end tag closes only what was opened under its own name, so that stray end tags hide no depth.
    """
    standing: Counter[str] = Counter()
    deepest = now = place = 0
    while deepest <= enough and (tag := _TAG.search(markup, place)):
        comment, end, name, empty = tag.groups()
        place = _after(markup, tag)
        if comment:
            continue
        name = name.lower()
        if end and standing[name]:
            standing[name] -= 1
            now -= 1
        elif not end and not empty and name not in VOID and name not in SELF_CLOSING and name not in _RAW_ENDS:
            standing[name] += 1
            now += 1
            deepest = max(deepest, now)
    return deepest


def _after(markup: str, tag: re.Match[str]) -> int:
    """Where to look on: past a whole comment or script, whose inner tags are none."""
    comment, end, name, _ = tag.groups()
    closing = "-->" if comment else "" if end else _RAW_ENDS.get(name.lower(), "")
    if not closing:
        return tag.end()
    found = markup.find(closing, tag.end())
    return len(markup) if found < 0 else found


class _Fragment(HTMLParser):
    """Gathers the lines of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 (the parser's)
        self.silent += tag in SILENT
        self._line(tag)

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in SILENT))
        self._line(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 (the parser's)
        self._line(tag)

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces.append(" ".join(data.split("\n")))

    def _line(self, tag: str) -> None:
        if tag in BLOCKS:
            self.pieces.append("\n")


def fragment_text(markup: str) -> str:
    """The plain text of a piece of HTML: one line for each paragraph, heading or item."""
    parser = _Fragment()
    parser.feed(markup)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.pieces).split("\n"))
    return "\n".join(line for line in lines if line)
