"""Tables of others, read by their headings: CSV of any usual separator and encoding, Excel, Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile

from charset_normalizer import from_bytes

from mnemon.errors import EmptyInput, UnreadableInput, UnsupportedInput
from mnemon.export.cells import unshielded
from mnemon.export.entries import ODD
from mnemon.export.sheets import missing

SEPARATORS = ",;\t|"
WINDOWS = ["cp1252", "cp1251", "cp1256"]
"""What Excel writes where a table is not saved as UTF-8: Western, Cyrillic, Arabic. Others look too much alike."""

LONGEST = 10_000_000
"""Characters in one cell: a longer one means that a quotation mark is missing."""

Cells = dict[str, str]


def rows(path: Path) -> Iterator[Cells]:
    """The rows of a table by heading, all as words; "" = nothing. Headings in small letters, without spaces around.

    Rows that are empty altogether are passed over; one whose cells do not fit the headings says so under ODD.
    UnsupportedInput, UnreadableInput or EmptyInput where the file is no
    table; UsageError where the library for its kind is not installed.
    """
    readers = {".xlsx": _excel, ".parquet": _parquet, ".csv": _text, ".tsv": _text, ".txt": _text}
    reader = readers.get(path.suffix.casefold())
    if reader is None:
        raise UnsupportedInput(
            f"no table is read from {path.suffix or 'a file without a suffix'}", where=str(path),
            do=f"give one of {', '.join(readers)}",
        )  # fmt: skip
    lines = reader(path)
    heads = [_head(cell) for cell in next(lines, ())]
    if not any(heads):
        raise EmptyInput("there is no row of headings", where=str(path))
    twice = next((head for head in heads if head and heads.count(head) > 1), None)
    if twice is not None:
        raise UnreadableInput(f"two columns are headed {twice}", where=str(path), do="keep one of them")
    for line in lines:
        cells = {head: _words(cell) for head, cell in zip(heads, line, strict=False) if head}
        if any(cells.values()):
            yield cells | ({ODD: odd} if (odd := _odd(len(heads), line, text=reader is _text)) else {})


def _odd(heads: int, line: Sequence[object], *, text: bool) -> str:
    """How a row does not fit the headings, "" where it does. Sheets leave out empty cells at an end; text does not."""
    filled = max((number for number, cell in enumerate(line, 1) if _words(cell)), default=0)
    if filled > heads or (text and len(line) < heads):
        return f"there are {heads} headings, but {max(filled, len(line))} cells: what stands under which is not sure"
    return ""


def _head(cell: object) -> str:
    return _words(cell).lstrip("\ufeff").strip().casefold()


def _words(cell: object) -> str:
    """A cell as words: whole numbers without a point, days as ISO writes them."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return unshielded(str(cell).strip())


def _text(path: Path) -> Iterator[Sequence[object]]:
    content = _content(path)
    words = _decoded(content, path)
    first = words.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    csv.field_size_limit(LONGEST)
    try:
        yield from csv.reader(io.StringIO(words, newline=""), delimiter=separator)
    except csv.Error as error:
        raise UnreadableInput(f"this is no table: {error}", where=str(path), do="see to its quotation marks") from error


def _decoded(content: bytes, path: Path) -> str:
    """UTF-8 with or without a mark, UTF-16 by its mark, else the likeliest of WINDOWS."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(content, cp_isolation=WINDOWS).best()
    if best is None:
        raise UnreadableInput("this is not text in any encoding that is known", where=str(path), do="save it as UTF-8")
    return str(best)


def _content(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableInput(f"cannot be read: {error.strerror}", where=str(path)) from error
    if not content.strip():
        raise EmptyInput("there is nothing in it", where=str(path))
    return content


def _excel(path: Path) -> Iterator[Sequence[object]]:
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise missing("export", "openpyxl") from error
    stream = io.BytesIO(_content(path))
    try:
        book = load_workbook(stream, read_only=True, data_only=True)
    except (BadZipFile, KeyError, OSError, ValueError) as error:
        raise UnreadableInput("this is no Excel workbook", where=str(path), do="save it as .xlsx or CSV") from error
    sheet: Iterable[Sequence[object]] = book.worksheets[0].iter_rows(values_only=True)
    yield from sheet
    book.close()


def _parquet(path: Path) -> Iterator[Sequence[object]]:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise missing("export", "pyarrow") from error
    try:
        file = parquet.ParquetFile(io.BytesIO(_content(path)))
    except pa.ArrowInvalid as error:
        raise UnreadableInput("this is no Parquet file", where=str(path)) from error
    names = file.schema_arrow.names
    yield names
    for batch in file.iter_batches(1000):
        for row in batch.to_pylist():
            yield [row[name] for name in names]
