"""JSON that is written piece by piece, so that memory stays small: lines, and lists inside one document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from mnemon.export.formats import Text
from mnemon.export.side import Side
from mnemon.export.told import Terms, Told

ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
Nodes = Callable[[Told, Terms, Side], Iterable[dict[str, Any]]]


def dumped(piece: object) -> str:
    """One line of JSON."""
    return ENCODE(piece)


def document(head: Callable[[Terms], str], nodes: Nodes, tail: str) -> Text:
    """A format that is one JSON document: its head, the pieces with commas between them, its tail."""
    return Text(lambda terms: head(terms) + "\n", lambda *of: map(dumped, nodes(*of)), ",\n", f"\n{tail}\n")


def lines(nodes: Nodes) -> Text:
    """A format that is one JSON document a line."""
    return Text(lambda _: "", lambda *of: (dumped(piece) + "\n" for piece in nodes(*of)))
