"""The formats that leave the record, by name. A new one is a function that makes pieces, and a line in their list.

Events leave in portions, which several processes may make at once: a portion becomes a body (text, or rows of tables),
and the bodies are put together in the order of the events.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from mnemon.export.cells import Cell, shielded_row
from mnemon.export.side import Side, SideFile
from mnemon.export.told import EVERYTHING, Terms, Told, Wants

Row = Sequence[Cell]
Rows = Callable[[Told, Terms, Side], Iterable[Row]]
Pieces = Callable[[Told, Terms, Side], Iterable[str]]


class Shape(Protocol):
    """How a format is written."""

    def body(self, told: Iterable[Told], terms: Terms, side: Side) -> Any:  # noqa: ANN401 - text, or rows of tables
        """What some events become; it can be sent from one process to another."""

    def write(self, bodies: Iterable[Any], path: Path, terms: Terms, side: SideFile) -> None:
        """Puts the bodies together at a path."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what it is, how it is written, what it cannot hold, and by which rule it settles figures.

    `rule`: "" = the default. `extra`: the extra of the package that it needs, "" for none. `wants`: what it reads of
    an event; a test writes each format with everything too, and compares. `folder`: it is a folder of files.
    """

    name: str
    about: str
    shape: Shape
    not_held: tuple[str, ...]
    rule: str = ""
    extra: str = ""
    wants: Wants = EVERYTHING
    folder: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A format that is one text: its head, the pieces of each event, what stands between two pieces, its tail."""

    head: Callable[[Terms], str]
    pieces: Pieces
    between: str = ""
    tail: str = ""

    def body(self, told: Iterable[Told], terms: Terms, side: Side) -> str:
        """The pieces of some events, each counted in the side file."""
        return self.between.join(self._counted(told, terms, side))

    def _counted(self, told: Iterable[Told], terms: Terms, side: Side) -> Iterator[str]:
        for one in told:
            for piece in self.pieces(one, terms, side):
                side.row()
                yield piece

    def write(self, bodies: Iterable[str], path: Path, terms: Terms, side: SideFile) -> None:
        """Head, bodies, tail: UTF-8, line feeds."""
        del side
        with path.open("w", encoding="utf-8", newline="") as stream:
            stream.write(self.head(terms))
            between = ""
            for body in filter(None, bodies):
                stream.write(between + body)
                between = self.between
            stream.write(self.tail)


class _Echo:
    """Where csv's writer writes: what it wrote is what it returns."""

    def write(self, line: str) -> str:
        return line


def table(heads: Sequence[Sequence[str]], rows: Rows) -> Text:
    """A format that is one CSV table, safe for spreadsheets; `heads` are its rows of headings."""
    line: Callable[[Iterable[Cell]], str] = csv.writer(_Echo(), lineterminator="\n").writerow

    def pieces(told: Told, terms: Terms, side: Side) -> Iterator[str]:
        return (line(shielded_row(row)) for row in rows(told, terms, side))

    return Text(lambda _: "".join(map(line, heads)), pieces)


def joined(values: Iterable[str | None], by: str = ";") -> str:
    """Each value once, in order, without the separator in it."""
    return by.join(dict.fromkeys(v.replace(by, ",").strip() for v in values if v and v.strip()))
