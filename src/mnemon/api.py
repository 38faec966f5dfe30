"""The Python door: read a text, open a record, list what stands in it, write it out.

`import mnemon` has `mnemon.read` and `mnemon.Record`; README.md shows them at work.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from mnemon import __version__
from mnemon.archive import Archive
from mnemon.coding import open_codebook
from mnemon.comparison import Compared, beside
from mnemon.errors import InputError
from mnemon.export import Told
from mnemon.export.dataset_file import read_dataset
from mnemon.export.entry_claims import reading
from mnemon.export.sheets import arrow_table
from mnemon.export.told import Scheme, Terms
from mnemon.export.writing import Written, get_format, write_parts
from mnemon.ingest import Options, Refusal
from mnemon.ingest.jsonl import read_jsonl
from mnemon.ingest.records import Origin
from mnemon.leaving import Order, parts, told
from mnemon.model.claims import Claim
from mnemon.model.datasets import Dataset
from mnemon.model.reading import Run
from mnemon.model.review import Act
from mnemon.model.text import Producer, Report
from mnemon.pipeline import Engine, open_engine
from mnemon.pipeline import read as read_items
from mnemon.settle import get_rule
from mnemon.settle.rules import DEFAULT
from mnemon.store import Desk, open_store
from mnemon.store.people import login


class Record:
    """An open record. A context manager; every list is in the order in which things came in.

    `as_of`: the record as it stood at the end of that day (UTC); None = as it stands now. `codebook`: a file of your
    own, whose mappings the exports then follow. Raises StoreError where `path` holds no record.
    """

    def __init__(self, path: Path | str, as_of: date | None = None, codebook: Path | str | None = None) -> None:
        self._open = open_store(Path(path), create=False)
        self._path, self._moment = str(path), None if as_of is None else _end_of(as_of)
        self._store = self._open if self._moment is None else self._open.as_of(self._moment)
        self._as_of = as_of
        self._codebook = Path(codebook) if codebook is not None else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._open.close()

    def claims(self) -> Iterator[Claim]:
        """Every claim that is not superseded."""
        return self._store.claims()

    def reports(self) -> Iterator[Report]:
        """Every report."""
        return self._store.reports()

    def events(self, rule: str | None = None, *, with_names: bool = False) -> Iterator[Told]:
        """Every event with its claims, findings by the rule and by victim group, reports and publishers.

        `with_names`: victims' names stand in its citations; the record's audit says who asked for them. UsageError
        where there is no such rule.
        """
        if with_names:
            self._note_names("events")
        return self._told(rule or DEFAULT, with_names=with_names)

    def _told(self, rule: str, *, with_names: bool) -> Iterator[Told]:
        return told(self._store, rule, anew=self._as_of is not None, with_names=with_names)

    def _note_names(self, where: str) -> None:
        """Write down in the record who let victims' names out, and where to."""
        Desk(self._open).note(Act("show names", where, login(), datetime.now(UTC)))

    def export(
        self,
        form: str,
        path: Path | str,
        *,
        rule: str | None = None,
        with_names: bool = False,
        processes: int = 1,
    ) -> Written:
        """Write the record in a format, with its side file; `rule` None = the format's own, else the default.

        `processes`: how many make a large export together; the bytes are the same. A script that asks for more than
        one needs the guard `if __name__ == "__main__":`, as everywhere in Python.
        UsageError where there is no such format or rule, or where nothing can be written at `path`.
        """
        chosen = get_format(form)
        named = rule or chosen.rule or DEFAULT
        terms = terms_of(named, as_of=self._as_of, with_names=with_names, codebook_file=self._codebook)
        if with_names:
            self._note_names(f"export {form}: {path}")
        order = Order(self._path, self._moment, chosen.name, terms)
        return write_parts(chosen, parts(order, self._store, processes), Path(path), terms)

    def compare(
        self,
        file: Path | str,
        *,
        name: str | None = None,
        version: str = "",
        licence: str = "",
        rule: str | None = None,
    ) -> Beside:
        """A published GED or ACLED file beside the record's deaths; the file's rows are kept as a dataset.

        `rule` None = acled-conservative for ACLED's form, else the default. InputError where the file is no such table,
        UsageError where there is no such rule.
        """
        taken = read_dataset(Path(file), datetime.now(UTC), name=name, version=version, licence=licence)
        named = rule or {"acled": "acled-conservative"}.get(taken.dataset.form, DEFAULT)
        get_rule(named)
        self._open.keep_dataset(taken.dataset, taken.rows)
        return Beside(beside(self._store, taken.dataset, taken.entries, named), taken.unread, taken.stands_in)

    def table(self, name: str = "claims", *, rule: str | None = None, with_names: bool = False) -> Any:  # noqa: ANN401
        """A pyarrow.Table of "events", "claims", "findings" or "reports".

        `.to_pandas()` makes a pandas frame of it, `polars.from_arrow(...)` a polars one.
        UsageError where there is no such table or rule, or the `export` extra is not installed.
        """
        named = rule or DEFAULT
        terms = terms_of(named, as_of=self._as_of, with_names=with_names, codebook_file=self._codebook)
        if with_names:
            self._note_names(f"table {name}")
        return arrow_table(self._told(named, with_names=with_names), name, terms)


@dataclass(frozen=True, slots=True)
class Beside:
    """A dataset beside the record, and the rows of it that could not be read: (number, why).

    `stands_in`: the columns that it lacks, and what stands in for each.
    """

    compared: Compared
    unread: tuple[tuple[int, str], ...]
    stands_in: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A dataset whose rows are claims of a record now; `rows`: how many; `unread`: (number, why).

    `stands_in`: the columns that it lacks, and what stands in for each.
    """

    dataset: Dataset
    rows: int
    unread: tuple[tuple[int, str], ...]
    stands_in: tuple[tuple[str, str], ...] = ()


def take_in(
    file: Path | str, db: Path | str, *, name: str | None = None, version: str = "", licence: str = ""
) -> TakenIn:
    """Take the rows of a GED or ACLED file into a record as the claims of that dataset; its bytes go to the archive.

    The record is made where there is none. InputError where the file is no such table.
    """
    path, at = Path(file), datetime.now(UTC)
    taken = read_dataset(path, at, name=name, version=version, licence=licence)
    producer = Producer(f"mnemon-{__version__}-import", "mnemon import", __version__, "")
    run = Run(f"run-{uuid4().hex[:12]}", producer.id, at, f"import {path.name}")
    Archive(Path(db).with_suffix(".archive")).keep(path.read_bytes())
    with open_store(Path(db)) as store:
        store.begin(run, producer)
        store.keep_dataset(taken.dataset, taken.rows)
        for number, entry in taken.entries:
            store.add(replace(reading(entry, taken.dataset, number, producer), run_id=run.id))
    return TakenIn(taken.dataset, len(taken.entries), taken.unread, taken.stands_in)


@cache
def _engine(codebook: Path | None, changed_at: float) -> Engine:  # noqa: ARG001 - a changed file is opened anew
    return open_engine(codebook_file=codebook)


def _engine_with(codebook: Path | None) -> Engine:
    return _engine(codebook, codebook.stat().st_mtime if codebook is not None and codebook.is_file() else 0.0)


def read(
    text: str,
    *,
    published: date | str | None = None,
    title: str | None = None,
    source: str | None = None,
    codebook: Path | str | None = None,
) -> tuple[Claim, ...]:
    """The claims in one report's text, in text order; spans count its code points. Nothing is kept.

    `published`: the day of publication (date or "2025-01-14"), by which "on Tuesday" is read; None = not stated.
    `codebook`: a file of your own, laid over the codebook that ships.
    Raises InputError where the text is empty or too long, or `published` is no day; DataError where the file is faulty.
    """
    day = published.isoformat() if isinstance(published, date) else published
    given = {"id": "text", "text": text, "published_at": day, "title": title, "source": source}
    line = json.dumps({name: value for name, value in given.items() if value is not None}).encode()
    (item,) = read_jsonl(BytesIO(line), Origin("the text given", "text.jsonl", datetime.now(UTC)), Options())
    if isinstance(item, Refusal):
        raise item.error
    (found,) = read_items(_engine_with(Path(codebook) if codebook is not None else None), [item])
    if found.error is not None:
        raise InputError(found.error)
    return found.coded.claims


def terms_of(
    rule: str, *, as_of: date | None = None, with_names: bool = False, codebook_file: Path | None = None
) -> Terms:
    """The terms of an export by a rule, with the codebook that ships, or a user's file laid over it."""
    codebook, settled_by = open_codebook(extension=codebook_file), get_rule(rule)
    schemes: dict[str, dict[str, Scheme | None]] = {
        "acled": {kind: entry.acled for kind, entry in codebook.kinds.items()},
        "plover": {kind: entry.plover for kind, entry in codebook.kinds.items()},
    }
    for own in codebook.subkinds:
        schemes["acled"] |= {own.name: own.acled} if own.acled is not None else {}
        schemes["plover"] |= {own.name: own.plover} if own.plover is not None else {}
    day = as_of.isoformat() if as_of is not None else None
    return Terms(settled_by.name, settled_by.version, codebook.version, __version__, schemes, day, with_names)


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=UTC) - timedelta(microseconds=1)
