"""YAML with the line of each part, so that a fault can say where it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

Part = tuple[str | int, ...]
"""The way to a part of a table: names of keys and places in lists, from the top."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file, at which part of it, and what to do about it."""

    part: Part
    what: str
    do: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A YAML file as read: its table, the line (from 1) of each part, and keys that are given twice."""

    table: Any
    lines: Mapping[Part, int]
    twice: tuple[Fault, ...]

    def line(self, part: Part) -> int:
        """The line of a part; of the nearest part around it where it is not there."""
        while part and part not in self.lines:
            part = part[:-1]
        return self.lines.get(part, 1)


def page_of(text: str) -> Page:
    """The table and lines of some YAML. Raises yaml.YAMLError where it is none."""
    loader = (yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader)(text)
    root = loader.get_single_node()
    found = list(_parts(root, ())) if root is not None else []
    lines: dict[Part, int] = {}
    twice = []
    for part, line in found:
        if part in lines:
            what = f"{part[-1]} is given twice: YAML would take the last and drop the first"
            twice.append(Fault(part, what, f"keep one; the other is in line {line}"))
        else:
            lines[part] = line
    return Page(loader.construct_document(root) if root is not None else None, lines, tuple(twice))


def _parts(node: yaml.Node, part: Part) -> Iterator[tuple[Part, int]]:
    """Each part with its line; a list's places come once each, so that what comes twice is a key."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            here = (*part, str(key.value))
            yield here, key.start_mark.line + 1
            yield from () if key.value in seen else _parts(value, here)
            seen.add(key.value)
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            yield (*part, place), value.start_mark.line + 1
            yield from _parts(value, (*part, place))
