"""Published datasets, kept beside the record as they came. Each function works inside its caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import islice

import sqlalchemy as sa

from mnemon.model.datasets import Dataset, DatasetRow
from mnemon.store import schema
from mnemon.store.dialect import insert_new

AT_ONCE = 1000


def put(connection: sa.Connection, dataset: Dataset, told: Iterable[DatasetRow]) -> None:
    """A dataset and its rows; where its bytes are there already, what was said of them the first time stands."""
    table = schema.datasets
    if connection.execute(sa.select(table.c.id).where(table.c.id == dataset.id)).first() is not None:
        return
    insert_new(connection, table, [{column.name: getattr(dataset, column.name) for column in table.columns}])
    waiting = iter(told)
    while some := list(islice(waiting, AT_ONCE)):
        insert_new(connection, schema.dataset_rows, [_cells(dataset.id, row) for row in some])


def _cells(dataset_id: str, row: DatasetRow) -> dict[str, object]:
    cells = json.dumps(dict(row.cells), ensure_ascii=False)
    return {"dataset_id": dataset_id, "number": row.number, "cells": cells, "error": row.error}


def rows_of(connection: sa.Connection, dataset_id: str) -> list[DatasetRow]:
    """The rows of a dataset, in their order."""
    t = schema.dataset_rows.c
    query = sa.select(t.number, t.cells, t.error).where(t.dataset_id == dataset_id).order_by(t.number)
    return [DatasetRow(number, json.loads(cells), error) for number, cells, error in connection.execute(query)]
