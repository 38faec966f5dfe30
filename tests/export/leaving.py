"""Builders for exports: events as they leave, and the rows that a format makes of them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from factory import claim, report, source
from mnemon.export import Told, write
from mnemon.export.parties import share_a_kind, victims_party
from mnemon.export.side import SUFFIX
from mnemon.export.told import Scheme, Terms
from mnemon.export.writing import get_format
from mnemon.model.claims import Claim
from mnemon.model.events import Event
from mnemon.settle import open_rules, settle, settle_groups

RULES = open_rules()

SCHEMES: dict[str, dict[str, Scheme | None]] = {
    "acled": {
        "shelling": {"event_type": "Explosions/Remote violence", "sub_event_type": "Shelling/artillery/missile attack"}
    },
    "plover": {"killed": {"event": "ASSAULT", "mode": None}, "shelling": {"event": "ASSAULT", "mode": "heavy-weapons"}},
}
TERMS = Terms("most-voices", "1", "2026.11.1", "0.1.0", SCHEMES)


def told(*claims: Claim, rule: str = "most-voices", event_id: str = "e-1") -> Told:
    """One event of these claims, all of one report of the invented newspaper."""
    mine = claims or (claim(),)
    event = Event(event_id, tuple(dict.fromkeys(c.event_mention_id for c in mine)))
    reports = {c.report_id: report(id=c.report_id) for c in mine}
    found, groups = settle(event, mine, RULES[rule]), settle_groups(event, mine, RULES[rule])
    parties = settle_groups(event, mine, RULES[rule], key=victims_party) if share_a_kind(mine) else []
    sources = {"s-1": source()}
    return Told(event, mine, tuple(found), tuple(groups), reports, sources, parties=tuple(parties))


def written(form: str, events: Iterable[Told], folder: Path, terms: Terms = TERMS) -> Path:
    """Where a format was written."""
    path = folder / f"out.{form}"
    write(get_format(form), events, path, terms)
    return path


def exported(
    form: str, events: Sequence[Told], folder: Path, terms: Terms = TERMS
) -> tuple[list[dict[str, str]], list[Any]]:
    """The rows of a CSV format by column name, and the lines of its side file."""
    path = written(form, events, folder, terms)
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return rows, side_lines(path)


def side_lines(path: Path) -> list[Any]:
    """The lines of the side file of an export."""
    text = path.with_name(path.name + SUFFIX).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]
