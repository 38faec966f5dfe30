"""A document before it is drawn: sections of paragraphs, tables and bars, the same for HTML and PDF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    words: str


@dataclass(frozen=True, slots=True)
class Points:
    """A list of short remarks."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; cells that hold numbers stand to the right."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: from `low` to `high`, `best` marked where it is given; `note` is shown at its end."""

    label: str
    low: float
    high: float
    best: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars over one scale that begins at 0."""

    caption: str
    bars: tuple[Bar, ...]


Block = Text | Points | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A title, a line below it, and the sections."""

    title: str
    below: str
    sections: tuple[Section, ...]


def table(head: Sequence[str], rows: Sequence[Sequence[object]], caption: str = "") -> Table:
    """A table of whatever can be shown: numbers with thousands apart, None as a dash."""
    return Table(tuple(head), tuple(tuple(shown(cell) for cell in row) for row in rows), caption)


def shown(value: object) -> str:
    """A cell's words."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else str(value)


def is_number(words: str) -> bool:
    """Whether a cell's words are a number, a share or nothing: such cells stand to the right."""
    return words == "–" or re.fullmatch(r"-?\d[\d,]*(\.\d+)?%?", words) is not None


def share(part: int, whole: int) -> str:
    """A share in per cent beside the numbers that it rests on: "40% (2 of 5)"; in words where there is nothing."""
    return f"{part / whole:.0%} ({part:,} of {whole:,})" if whole else "none to tell of"
