"""The record's tables, as Parquet files in a folder or as one Excel workbook: events, claims, findings, reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mnemon.errors import UsageError
from mnemon.export import claims_table, workbook
from mnemon.export.cells import Cell
from mnemon.export.formats import Row, joined
from mnemon.export.side import Side, SideFile
from mnemon.export.told import Terms, Told

if TYPE_CHECKING:
    from types import ModuleType

WHOLE, REAL, TEXT = "whole number", "number", "text"
NUMBERS = {"latitude": REAL, "longitude": REAL, "score": REAL} | dict.fromkeys(
    ("loss_count", "low", "best", "high", "minimum", "maximum", "approximate", "place_precision", "date_precision",
     "reports", "voices", "characters"), WHOLE,
)  # fmt: skip
TABLES: dict[str, tuple[str, ...]] = {
    "events": ("event_id", "kinds", "date_start", "date_end", "date_precision", "place", "latitude", "longitude",
               "place_precision", "country", "adm1", "reports", "voices"),
    "claims": claims_table.COLUMNS,
    "findings": ("event_id", "what", "victim_group", "low", "best", "high", "supporting", "rival", "rule",
                 "rule_version", "unsettled", "grade"),
    "reports": ("report_id", "title", "publisher", "published", "url", "lang", "archive_sha256", "characters"),
}  # fmt: skip
NOT_HELD = ("the reports' texts: the record and its archive have them", "links and decisions")
BATCH = 5000
"""Rows held before they are written to a Parquet file."""

SHEET_ROWS = 1_048_576
"""As many rows as a sheet of Excel takes."""

TableRow = tuple[str, Row]
"""The name of a table and the cells of one of its rows."""


def missing(extra: str, library: str) -> UsageError:
    """The error of a format whose library is not installed."""
    return UsageError(f"this needs {library}, which is not installed", do=f"pip install 'mnemon[{extra}]'")


def rows(told: Told, terms: Terms, seen: set[str]) -> Iterator[TableRow]:
    """The rows that one event gives; `seen`: the reports that have their row already."""
    yield "events", _event(told)
    for claim in told.claims:
        yield "claims", claims_table.row_of(claim, told, with_names=terms.with_names)
    for found in (*told.findings, *told.groups):
        yield "findings", (
            told.event.id, found.what, found.group, found.low, found.best, found.high, ";".join(found.supporting),
            ";".join(found.rival), found.rule, found.rule_version, found.unsettled, found.grade,
        )  # fmt: skip
    for report_id, report in told.reports.items():
        if report_id not in seen:
            seen.add(report_id)
            source = told.sources.get(report.source_id or "")
            yield "reports", (
                report_id, told.title(report_id), source.name if source else None,
                str(report.published_at) if report.published_at else None, report.url, report.lang, report.capture_id,
                len(report.text),
            )  # fmt: skip


def _event(told: Told) -> Row:
    days, place = told.date(), told.place()
    when = (str(days.start), str(days.end), days.precision) if days is not None else (None,) * 3
    where = (
        (place.name, place.latitude, place.longitude, place.precision, place.country, place.adm1)
        if place is not None
        else (None,) * 6
    )
    kinds = joined(claim.kind for claim in told.claims)
    return told.event.id, kinds, *when, *where, len(told.reports), told.voice_count()


def arrow_table(told: Iterable[Told], name: str, terms: Terms) -> Any:  # noqa: ANN401 - a pyarrow.Table
    """One of TABLES as a pyarrow.Table. UsageError where there is no such table, or pyarrow is not installed."""
    if name not in TABLES:
        raise UsageError(f"there is no table {name}", do=f"take one of {', '.join(TABLES)}")
    pa, seen = _pyarrow(), set[str]()
    found = (row for one in told for of, row in rows(one, terms, seen) if of == name)
    return _table(pa, name, list(found))


class _Tables:
    """What the formats of several tables have in common: their bodies are made of the rows of TABLES."""

    def rows(self, told: Iterable[Told], terms: Terms, side: Side) -> list[TableRow]:
        """The rows of some events; those of reports are counted when it is known which are new."""
        found: list[TableRow] = []
        seen: set[str] = set()
        for one in told:
            side.claims(one.event.id, one, one.claims)
            found += rows(one, terms, seen)
        side.rows += sum(1 for name, _ in found if name != "reports")
        return found


def _unseen(keys: Iterable[str], seen: set[str], side: SideFile) -> list[bool]:
    """For each report whether it is new, and so to be written: it is counted then."""
    fresh = []
    for key in keys:
        fresh.append(key not in seen)
        if key not in seen:
            seen.add(key)
            side.row()
    return fresh


class Parquet(_Tables):
    """A folder with one Parquet file a table."""

    def body(self, told: Iterable[Told], terms: Terms, side: Side) -> dict[str, bytes]:
        """The rows of some events as Arrow's bytes, by table. UsageError where pyarrow is not installed."""
        pa, by_table = _pyarrow(), dict[str, list[Row]]()
        for name, row in self.rows(told, terms, side):
            by_table.setdefault(name, []).append(row)
        return {name: _packed(pa, _table(pa, name, found)) for name, found in by_table.items()}

    def write(self, bodies: Iterable[dict[str, bytes]], path: Path, terms: Terms, side: SideFile) -> None:
        """UsageError where pyarrow is not installed."""
        del terms
        pa = _pyarrow()
        from pyarrow import parquet  # noqa: PLC0415 - an extra

        path.mkdir()
        kept = {name: _table(pa, name, ()) for name in TABLES}
        seen: set[str] = set()
        files = {name: parquet.ParquetWriter(path / f"{name}.parquet", kept[name].schema) for name in TABLES}
        try:
            for body in bodies:
                for name, packed in body.items():
                    made = pa.ipc.open_stream(packed).read_all()
                    if name == "reports":
                        made = made.filter(pa.array(_unseen(made.column(0).to_pylist(), seen, side)))
                    kept[name] = _written(pa, files[name], [kept[name], made])
            for name, rest in kept.items():
                files[name].write_table(rest.combine_chunks())
        finally:
            for file in files.values():
                file.close()


def _pyarrow() -> Any:  # noqa: ANN401 - a module that may not be there
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        import pyarrow.ipc  # noqa: PLC0415
    except ImportError as error:
        raise missing("export", "pyarrow") from error
    return pa


def _packed(pa: ModuleType, table: Any) -> bytes:  # noqa: ANN401 - a pyarrow.Table
    """A table as bytes that go from one process to another."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    found: bytes = sink.getvalue().to_pybytes()
    return found


def _written(pa: ModuleType, file: Any, tables: Sequence[Any]) -> Any:  # noqa: ANN401 - a writer, and tables
    """Writes as many full BATCHes as the tables hold; gives back what is left."""
    whole = pa.concat_tables(tables)
    while whole.num_rows >= BATCH:
        file.write_table(whole.slice(0, BATCH).combine_chunks())
        whole = whole.slice(BATCH)
    return whole


def _schema(pa: ModuleType, name: str) -> Any:  # noqa: ANN401 - a pyarrow schema
    return pa.schema([(column, _type(pa, column)) for column in TABLES[name]])


def _table(pa: ModuleType, name: str, found: Sequence[Sequence[Cell]]) -> Any:  # noqa: ANN401 - a pyarrow.Table
    """Rows of one of TABLES as a pyarrow.Table."""
    columns: Iterable[Sequence[Cell]] = zip(*found, strict=True) if found else [() for _ in TABLES[name]]
    plain = [_numbers(c) if head in NUMBERS else c for head, c in zip(TABLES[name], columns, strict=True)]
    schema = _schema(pa, name)
    arrays = [pa.array(cells, type=field.type) for cells, field in zip(plain, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _numbers(cells: Iterable[Cell]) -> list[Cell]:
    """Empty words for a number are no number."""
    return [None if cell == "" else cell for cell in cells]


def _type(pa: ModuleType, column: str) -> Any:  # noqa: ANN401 - a pyarrow type
    kind = NUMBERS.get(column, TEXT)
    return pa.int64() if kind == WHOLE else pa.float64() if kind == REAL else pa.string()


class Xlsx(_Tables):
    """A workbook with one sheet a table."""

    def _told(self, bodies: Iterable[list[tuple[str, str, str]]], side: SideFile) -> Iterator[tuple[str, str]]:
        """Table and cells of the rows of all bodies, a report once."""
        seen: set[str] = set()
        for body in bodies:
            for name, first, row in body:
                if name == "reports":
                    if first in seen:
                        continue
                    seen.add(first)
                    side.row()
                yield name, row

    def body(self, told: Iterable[Told], terms: Terms, side: Side) -> list[tuple[str, str, str]]:
        """The table of each row, its first cell, and all its cells as a sheet has them."""
        return [(name, str(row[0]), workbook.cells(row)) for name, row in self.rows(told, terms, side)]

    def write(self, bodies: Iterable[list[tuple[str, str, str]]], path: Path, terms: Terms, side: SideFile) -> None:
        """UsageError where XlsxWriter is not installed, or a sheet would be too long."""
        try:
            import xlsxwriter  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise missing("export", "XlsxWriter") from error
        skeleton = path.with_name("skeleton.xlsx")
        with xlsxwriter.Workbook(skeleton) as book:
            book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC), "comments": f"rule {terms.rule}"})
            for name, columns in TABLES.items():
                book.add_worksheet(name).write_row(0, 0, columns)
        last, files = dict.fromkeys(TABLES, 1), {name: path.with_name(f"{name}.rows") for name in TABLES}
        with ExitStack() as stack:
            opened = {name: file.open("w", encoding="utf-8", newline="") for name, file in files.items()}
            streams = {name: stack.enter_context(stream) for name, stream in opened.items()}
            for name, row in self._told(bodies, side):
                last[name] += 1
                if last[name] > SHEET_ROWS:
                    raise UsageError(f"the sheet {name} would be too long for Excel", do="take parquet or claims")
                streams[name].write(f'<row r="{last[name]}">{row}</row>')
        found = {str(n): workbook.Sheet(files[name], last[name]) for n, name in enumerate(TABLES, 1)}
        workbook.put_rows(skeleton, path, found)
