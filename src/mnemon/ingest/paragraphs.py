"""Page lines back into paragraphs: hyphens at line ends, hard wraps, page feet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from statistics import quantiles

SHORT = 0.7
"""A line shorter than this share of a full one ends its paragraph, if it also ends a sentence."""

_ENDS = re.compile(r"""[.!?…:;]["'’”»)\]]*$""")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")
_PAGE_NUMBER = re.compile(r"^(?:page\s+)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,4})?$", re.IGNORECASE)
_ITEM = re.compile(r"^(?:[•◦▪‣*–—-]|\(?\d{1,3}[.)]|\(?[a-z]\))\s")
_WORD = re.compile(r"^[^\W\d_]+", re.UNICODE)


def paragraphs(pages: Iterable[str]) -> str:
    """The pages' text with one line for each paragraph; a paragraph may run over from one page to the next."""
    lines = list(_lines(pages))
    full = _full_width(lines)
    joined: list[str] = []
    last = ""
    for line in lines:
        if not line:
            last = ""
        elif last and _goes_on(last, line, full):
            joined[-1] = _join(joined[-1], line)
            last = line
        else:
            joined.append(line)
            last = line
    return "\n".join(joined)


def _lines(pages: Iterable[str]) -> Iterator[str]:
    """Trimmed lines of all pages; page numbers at a page's foot or head and the gaps there are left out."""
    for page in pages:
        lines = [" ".join(line.split()) for line in page.splitlines()]
        while lines and (not lines[-1] or _is_page_number(lines[-1], lines)):
            lines.pop()
        while lines and (not lines[0] or _is_page_number(lines[0], lines)):
            lines.pop(0)
        yield from lines


def _is_page_number(line: str, lines: list[str]) -> bool:
    return len(lines) > 1 and bool(_PAGE_NUMBER.match(line))


def _full_width(lines: list[str]) -> float:
    """Characters in a full line: what nine lines in ten do not exceed."""
    widths = [len(line) for line in lines if line]
    return quantiles(widths, n=10, method="inclusive")[-1] if len(widths) > 1 else 0.0


def _goes_on(last: str, line: str, full: float) -> bool:
    """True where `line` carries the sentence of `last` on, as far as their shape tells."""
    if _HYPHEN.search(last) and _WORD.match(line):
        return True
    if _ITEM.match(line):
        return False
    if _ENDS.search(last):
        return len(last) >= SHORT * full and full > 40
    return line[0].islower() or len(last) >= SHORT * full


def _join(text: str, line: str) -> str:
    """The line set behind the text: a word broken by a hyphen made whole, a compound's hyphen kept."""
    if not _HYPHEN.search(text) or not _WORD.match(line):
        return f"{text} {line}"
    broken = line[0].islower() and not _is_compound(text)
    return (text[:-1] if broken else text) + line


def _is_compound(text: str) -> bool:
    """True where the text's last word has another hyphen or a capital that a broken word would not have."""
    word = text.rsplit(maxsplit=1)[-1][:-1]
    return "-" in word or word.isupper()
