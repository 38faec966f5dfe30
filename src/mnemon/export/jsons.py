"""JSON that is written piece by piece, so that memory stays small: lines, and lists inside one document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from mnemon.export.formats import Write
from mnemon.export.side import Side
from mnemon.export.told import Terms, Told

ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
Pieces = Callable[[Told, Terms, Side], Iterable[dict[str, Any]]]


def dumped(piece: object) -> str:
    """One line of JSON."""
    return ENCODE(piece)


def document(head: Callable[[Terms], str], pieces: Pieces, tail: str) -> Write:
    """A format that is one JSON document: its head, the pieces with commas between them, its tail."""

    def write(told: Iterable[Told], path: Path, terms: Terms, side: Side) -> None:
        with path.open("w", encoding="utf-8", newline="") as stream:
            stream.write(head(terms))
            between = "\n"
            for one in told:
                for piece in pieces(one, terms, side):
                    stream.write(between + dumped(piece))
                    between = ",\n"
                    side.row()
            stream.write("\n" + tail + "\n")

    return write


def lines(pieces: Pieces) -> Write:
    """A format that is one JSON document a line."""

    def write(told: Iterable[Told], path: Path, terms: Terms, side: Side) -> None:
        with path.open("w", encoding="utf-8", newline="") as stream:
            for one in told:
                for piece in pieces(one, terms, side):
                    stream.write(dumped(piece) + "\n")
                    side.row()

    return write
