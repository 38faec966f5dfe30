"""A dataset's file: its rows by heading, what each says, and what is wrong with those that cannot be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from mnemon.errors import EmptyInput, InputError
from mnemon.export.entries import Entry, entry, form_of, stands_in
from mnemon.export.sheets_in import Cells, rows
from mnemon.model.datasets import Dataset, DatasetRow


@dataclass(frozen=True, slots=True)
class DatasetFile:
    """A file that was read: every row as it stands, and by row number what the usable ones say.

    `stands_in`: the columns that it lacks, and what stands in for each.
    """

    dataset: Dataset
    rows: tuple[DatasetRow, ...]
    entries: tuple[tuple[int, Entry], ...]
    stands_in: tuple[tuple[str, str], ...] = ()

    @property
    def unread(self) -> tuple[tuple[int, str], ...]:
        """Row number and error of each row that cannot be used."""
        return tuple((row.number, row.error) for row in self.rows if row.error is not None)


def read_dataset(path: Path, at: datetime, *, name: str | None, version: str, licence: str) -> DatasetFile:
    """A GED or ACLED file, its form told by its headings. `name` None = the file's own; `at`: when it came in.

    Raises InputError where the file is no such table; a row that cannot be read is in `unread`, and the rest go on.
    """
    cells = list(rows(path))
    if not cells:
        raise EmptyInput("there are headings, but no rows", where=str(path))
    form = form_of(cells[0], str(path))
    told = [_row(form, number, row) for number, row in enumerate(cells, 1)]
    content = path.read_bytes()
    whole = Dataset(
        sha256(content).hexdigest(), name or path.name, form, version, licence, len(content), len(cells), at
    )
    entries = tuple((row.number, found) for row, found in told if found is not None)
    return DatasetFile(whole, tuple(row for row, _ in told), entries, stands_in(form, cells[0]))


def _row(form: str, number: int, cells: Cells) -> tuple[DatasetRow, Entry | None]:
    try:
        return DatasetRow(number, cells), entry(form, cells)
    except InputError as error:
        return DatasetRow(number, cells, error.sentence()), None
