"""The labelled corpora as examples for the network's two passes."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mnemon.model.marks import ROLES
from mnemon.model.text import Span

GMB_TYPES = {"geo": "place", "gpe": "demonym", "org": "organisation", "per": "person", "tim": "time"}
WNUT_TYPES = {"location": "place", "person": "person"}
Named = tuple[Span, str]


@dataclass(frozen=True)
class LabelledFrame:
    """One frame of a labelled sentence, its spans located."""

    kind: str
    trigger: Span
    roles: dict[str, tuple[Span, ...]]
    status: str
    scope: str
    one: bool
    part_of: int | None

    @property
    def anchor(self) -> Span | None:
        """What tells this frame from others of its trigger: its count, or who was harmed."""
        for role in ("count", "who", "means"):
            if self.roles.get(role):
                return self.roles[role][0]
        return None


@dataclass(frozen=True)
class Sentence:
    """A labelled text. `frames` or `names` is None where that layer was not labelled."""

    id: str
    text: str
    frames: tuple[LabelledFrame, ...] | None = None
    names: tuple[Named, ...] | None = None
    name_types: tuple[str, ...] = field(default=("place", "demonym", "organisation", "person", "time"))
    share: float = 1.0
    """How likely it is to be seen in an epoch, 0 to 1."""


def locate(text: str, phrase: str) -> Span | None:
    """Where a printed phrase stands; "phrase#2" is its second occurrence in whole words. None where it does not."""
    match = re.match(r"^(.*?)(?:#(\d+))?$", phrase, re.DOTALL)
    assert match is not None
    words, nth = match.group(1), int(match.group(2) or 1)
    if not words:
        return None
    left = r"(?<!\w)" if words[0].isalnum() else ""
    right = r"(?!\w)" if words[-1].isalnum() else ""
    hits = [m.start() for m in re.finditer(left + re.escape(words) + right, text)]
    if len(hits) < nth:
        hits = [m.start() for m in re.finditer(re.escape(words), text)]
    return Span(hits[nth - 1], hits[nth - 1] + len(words)) if len(hits) >= nth else None


def read_frames(path: Path) -> Iterator[Sentence]:
    """The sentences of a labelled JSONL file: {"id", "text", "frames"}."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Sentence(row["id"], row["text"], tuple(_frames(row["text"], row["frames"])))


def _frames(text: str, rows: Iterable[dict[str, Any]]) -> Iterator[LabelledFrame]:
    for row in rows:
        trigger = locate(text, row["trigger"])
        if trigger is None:
            raise ValueError(f"trigger not in text: {row['trigger']!r} in {text!r}")
        one = "count" not in row and row.get("low") == 1 and row.get("high") == 1
        status, scope = row.get("status") or "fact", row.get("scope") or "event"
        yield LabelledFrame(row["kind"], trigger, _roles(text, row), status, scope, one, row.get("part_of"))


def _roles(text: str, row: dict[str, Any]) -> dict[str, tuple[Span, ...]]:
    roles: dict[str, tuple[Span, ...]] = {}
    for role in ROLES:
        value = row.get(role)
        phrases = value if isinstance(value, list) else [value] if value else []
        spans = tuple(s for s in (locate(text, p) for p in phrases) if s is not None)
        if spans:
            roles[role] = spans
    return roles


def read_gmb(path: Path) -> Iterator[Sentence]:
    """The sentences of the Groningen Meaning Bank's NER table, detokenised, with names as spans."""
    tokens: list[tuple[str, str]] = []
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as lines:
        rows = csv.reader(lines)
        next(rows)
        for row in rows:
            if row[0] and tokens:
                yield _sentence("gmb", tokens, GMB_TYPES)
                tokens = []
            tokens.append((row[1], row[3]))
    yield _sentence("gmb", tokens, GMB_TYPES)


def read_wnut(path: Path) -> Iterator[Sentence]:
    """The sentences of the WNUT17 table (word, tab, IOB tag), of whose names only places and persons are ours."""
    tokens: list[tuple[str, str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            word, _, tag = line.rstrip("\n").partition("\t")
            if tag:
                tokens.append((word, tag))
            elif tokens:
                yield _sentence("wnut", tokens, WNUT_TYPES)
                tokens = []


def _sentence(kind: str, tokens: Sequence[tuple[str, str]], types: dict[str, str]) -> Sentence:
    text, spans = _detokenise([word for word, _ in tokens])
    names: list[Named] = []
    for (_, tag), span in zip(tokens, spans, strict=True):
        name = types.get(tag[2:])
        if tag.startswith("I-") and names and name == names[-1][1]:
            names[-1] = (Span(names[-1][0].start_char, span.end_char), name)
        elif tag != "O" and name is not None:
            names.append((span, name))
    return Sentence(kind, text, None, tuple(names), tuple(dict.fromkeys(types.values())))


CLOSING = re.compile(r"^([.,;:?!%)\]]|'s|n't|'re|'ve|'ll|'d|'m|'|\.\.\.)$")


def _detokenise(words: Sequence[str]) -> tuple[str, list[Span]]:
    text, spans = "", []
    for word in words:
        if text and not CLOSING.match(word) and not text.endswith(("(", "[", "$")):
            text += " "
        spans.append(Span(len(text), len(text) + len(word)))
        text += word
    return text, spans
