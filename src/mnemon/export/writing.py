"""The verb of this room: write events in a format, with the side file beside it, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from mnemon.errors import UsageError
from mnemon.export import (
    acled,
    airwars,
    claims_table,
    ftm,
    ged,
    histories,
    hxl,
    jsons,
    maps,
    plover,
    sheets,
    webannotations,
)  # fmt: skip
from mnemon.export.formats import Format, table
from mnemon.export.side import SUFFIX, Side, SideFile
from mnemon.export.told import EVERYONE, Terms, Told, Wants, only

PORTION = 200
"""Events that are made into one part."""


@dataclass(frozen=True, slots=True)
class Written:
    """What an export became: its path, the side file's, the rows, and how many were left out for which reason."""

    path: Path
    side: Path
    rows: int
    left_out: Mapping[str, int]


@cache
def formats() -> dict[str, Format]:
    """Every format, by name."""
    made = [
        Format("claims", "one row a claim, as in the PNAS losses data (CSV)",
               table([claims_table.COLUMNS], claims_table.rows), claims_table.NOT_HELD, wants=only()),
        Format("ged", "the 49 columns of UCDP GED (CSV)", table([ged.COLUMNS], ged.rows), ged.NOT_HELD,
               wants=Wants(("killed",), voices=False)),
        Format("acled", "ACLED-shaped rows, 31 columns (CSV); not ACLED data",
               table([acled.COLUMNS], acled.rows), acled.NOT_HELD, "acled-conservative",
               wants=only("killed")),
        Format("airwars", "least and most by 18 victim groups, with a suggested grade (CSV)",
               table([airwars.columns()], airwars.rows), airwars.NOT_HELD, "airwars-range",
               wants=only(*airwars.HARMED, voices=True)),
        Format("plover", "PLOVER events (JSON lines)", jsons.lines(plover.events), plover.NOT_HELD, wants=EVERYONE),
        Format("geojson", "events on the map (GeoJSON)",
               jsons.document(lambda _: '{"type":"FeatureCollection","features":[', maps.features, "]}"),
               maps.NOT_HELD, wants=EVERYONE),
        Format("timemap", "events for TimeMap (JSON)", jsons.document(lambda _: "[", maps.timemap, "]"), maps.NOT_HELD,
               wants=EVERYONE),
        Format("hxl", "events with HXL tags (CSV)", table([tuple(hxl.TAGS), tuple(hxl.TAGS.values())], hxl.rows),
               hxl.NOT_HELD, wants=only("killed", "wounded")),
        Format("ftm", "FollowTheMoney statements (CSV)", table([ftm.COLUMNS], ftm.rows), ftm.NOT_HELD,
               wants=EVERYONE),
        Format("w3c", "Web Annotations with PROV (JSON-LD)",
               jsons.document(webannotations.head, webannotations.nodes, "]}"),
               webannotations.NOT_HELD, wants=EVERYONE),
        Format("capture-histories", "which voice tells of which deaths, a row each (CSV)",
               table([histories.COLUMNS], histories.rows),
               histories.NOT_HELD, wants=only("killed", voices=True)),
        Format("capture-matrix", "a row an event with deaths, a column a voice, 1 where it tells of it (CSV)",
               histories.Matrix(), histories.NOT_HELD, wants=only("killed", voices=True)),
        Format("parquet", "the record's tables (a folder of Parquet files)", sheets.Parquet(), sheets.NOT_HELD,
               extra="export", wants=Wants(parties=False), folder=True),
        Format("xlsx", "the record's tables (an Excel workbook)", sheets.Xlsx(), sheets.NOT_HELD, extra="export",
               wants=Wants(parties=False)),
    ]  # fmt: skip
    return {form.name: form for form in made}


def get_format(name: str) -> Format:
    """The format of this name; UsageError where there is none."""
    known = formats()
    if name not in known:
        raise UsageError(f"there is no export format {name}", do=f"take one of {', '.join(known)}")
    return known[name]


@dataclass(frozen=True, slots=True)
class Part:
    """What some events became, made here or in another process: their body, and what they say in the side file."""

    body: Any
    side: Side


def part_of(form: Format, told: Iterable[Told], terms: Terms) -> Part:
    """Some events in a format."""
    side = Side()
    return Part(form.shape.body(told, terms, side), side)


def write(form: Format, told: Iterable[Told], path: Path, terms: Terms) -> Written:
    """Writes events and their side file. What stood at `path` stays as it was unless all is written.

    UsageError where `path` cannot be written, or where the format's extra is not installed.
    """
    events = iter(told)
    portions = iter(lambda: list(islice(events, PORTION)), [])
    return write_parts(form, (part_of(form, portion, terms) for portion in portions), path, terms)


def write_parts(form: Format, parts: Iterable[Part], path: Path, terms: Terms) -> Written:
    """As `write`, of events that were made parts already, in their order."""
    if path.exists() and path.is_dir() != form.folder:
        kind, wanted = ("folder", "a file") if path.is_dir() else ("file", "a folder")
        raise UsageError(f"this is a {kind}, and {form.name} is {wanted}", where=str(path), do="name another")
    try:
        room = Path(tempfile.mkdtemp(prefix=".mnemon-", dir=path.parent))
    except OSError as error:
        raise UsageError(f"cannot write here: {error.strerror}", where=str(path)) from error
    try:
        made, beside = room / path.name, room / (path.name + SUFFIX)
        with beside.open("w", encoding="utf-8", newline="") as stream:
            side = SideFile(stream, form.name, terms)
            form.shape.write(_bodies(parts, side), made, terms, side)
            side.close(form.not_held)
        target = path.with_name(path.name + SUFFIX)
        _clear(made, path)
        for part, place in ((beside, target), (made, path)):
            os.replace(part, place)  # noqa: PTH105 - across names of one file system, in one step
    finally:
        shutil.rmtree(room, ignore_errors=True)
    rows, left_out = side.summary
    return Written(path, target, rows, left_out)


def _bodies(parts: Iterable[Part], side: SideFile) -> Iterator[Any]:
    for part in parts:
        side.add(part.side)
        yield part.body


def _clear(made: Path, path: Path) -> None:
    """Takes away the folder of an earlier export, for what was made; UsageError where other things are in it."""
    if not path.is_dir():
        return
    for old in path.iterdir():
        if not (made / old.name).exists():
            raise UsageError(
                f"the folder holds {old.name}, which is not of this export", where=str(path), do="name another"
            )
    shutil.rmtree(path)
