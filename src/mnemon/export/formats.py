"""The formats that leave the record, by name. A new one is a function that writes, and a line in FORMATS' maker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mnemon.export.cells import Cell, write_csv
from mnemon.export.side import Side
from mnemon.export.told import Terms, Told

Row = Sequence[Cell]
Rows = Callable[[Told, Terms, Side], Iterable[Row]]
Write = Callable[[Iterable[Told], Path, Terms, Side], None]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what it is, by which rule it settles figures unless told otherwise, and what it cannot hold.

    `extra`: the extra of the package that it needs, "" for none. `acts` is True where events without harm have a row.
    """

    name: str
    about: str
    write: Write
    not_held: tuple[str, ...]
    rule: str = ""
    extra: str = ""


def table(heads: Sequence[Sequence[str]], rows: Rows) -> Write:
    """A format that is one CSV table; `heads` are its rows of headings."""

    def write(told: Iterable[Told], path: Path, terms: Terms, side: Side) -> None:
        with path.open("w", encoding="utf-8", newline="") as stream:
            write_csv(stream, heads, counted(told, terms, side, rows))

    return write


def counted(told: Iterable[Told], terms: Terms, side: Side, rows: Rows) -> Iterator[Row]:
    """The rows of all events, each counted in the side file."""
    for one in told:
        for row in rows(one, terms, side):
            side.row()
            yield row


def joined(values: Iterable[str | None], by: str = ";") -> str:
    """Each value once, in order, without the separator in it."""
    return by.join(dict.fromkeys(v.replace(by, ",").strip() for v in values if v and v.strip()))
