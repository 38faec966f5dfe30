"""The record of claims: what was said and what was decided. Nothing in it is ever changed or taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self, TypeVar

import sqlalchemy as sa

from mnemon.errors import NotFound, StoreError
from mnemon.model.claims import Attribution, Claim, EventMention, Tally
from mnemon.model.events import Event, Link
from mnemon.model.reading import Failure, Reading, Run
from mnemon.model.text import Capture, Copy, Producer, Report, Source
from mnemon.store import rows, schema, selecting, writing
from mnemon.store.dialect import explain, faults, insert_new
from mnemon.store.selecting import ClaimFilter

PAGE = 500
"""Rows fetched at a time from a long list: a few megabytes of text, and few questions."""

T = TypeVar("T")
Cluster = Callable[[Iterable[Link], Iterable[EventMention]], list[Event]]


class Store:
    """One open record. Made by `open_store`; used as a context manager, or closed by `close`.

    Each write is one transaction: it is there as a whole or not at all, whatever happens to the program.
    Every method raises StoreError where the database refuses.
    """

    def __init__(self, engine: sa.Engine, where: str) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writes=True)
        self.where = where

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    # writing

    def add(self, reading: Reading) -> None:
        """One reading of one report, as a whole; nothing changes where it is there already.

        StoreError where an id in it stands for another content in the record.
        """
        with self._writing() as connection:
            writing.add_reading(connection, reading)

    def begin(self, run: Run, producer: Producer) -> None:
        """Note that a run has begun, before its first reading or failure."""
        with self._writing() as connection:
            writing.put_plain(connection, schema.producers, producer)
            writing.put_plain(connection, schema.runs, run)

    def fail(self, failure: Failure) -> None:
        """Note that something could not be read."""
        with self._writing() as connection:
            insert_new(connection, schema.failures, [rows.failure_row(failure)])

    def correct(self, claim: Claim, superseded_id: str, producer: Producer) -> None:
        """A person's claim in the place of another: both are kept. NotFound where there is no such other."""
        with self._writing() as connection:
            writing.put_plain(connection, schema.producers, producer)
            writing.add_correction(connection, claim, superseded_id)

    def judge(self, links: Iterable[Link]) -> None:
        """Suggestions and decisions on pairs of event mentions, all in one transaction.

        A changed mind closes the pair's open link and opens a new one; a suggestion never closes a decision.
        """
        with self._writing() as connection:
            for link in links:
                writing.add_link(connection, link)

    # reading, one by one

    def has_capture(self, sha256: str) -> bool:
        """Whether these bytes came in before."""
        with self._reading() as connection:
            return selecting.lookup_capture(connection, sha256) is not None

    def done(self, report_id: str, producer_id: str) -> bool:
        """Whether this producer has read this report, even where it found nothing."""
        with self._reading() as connection:
            return selecting.is_done(connection, report_id, producer_id)

    def report(self, report_id: str) -> Report:
        """The report of this id, or NotFound."""
        with self._reading() as connection:
            return self._found(selecting.lookup_report(connection, report_id), "report", report_id)

    def capture(self, capture_id: str) -> Capture:
        """The capture of this sha256, or NotFound."""
        with self._reading() as connection:
            return self._found(selecting.lookup_capture(connection, capture_id), "capture", capture_id)

    def source(self, source_id: str) -> Source:
        """The publisher of this id, or NotFound."""
        made = self._all(Source, sa.select(schema.sources).where(schema.sources.c.id == source_id))
        return self._found(next(iter(made), None), "source", source_id)

    def claim(self, claim_id: str) -> Claim:
        """The claim of this id, superseded or not, or NotFound."""
        with self._reading() as connection:
            found = selecting.claims_by_id(connection, [claim_id])
        return self._found(next(iter(found), None), "claim", claim_id)

    def mention(self, mention_id: str) -> EventMention:
        """The event mention of this id, or NotFound."""
        with self._reading() as connection:
            found = selecting.mentions_by_id(connection, [mention_id])
        return self._found(next(iter(found), None), "event mention", mention_id)

    def tally(self, report_id: str, producer_id: str) -> Tally:
        """A report's own count of each harm; empty where this producer has not read it."""
        with self._reading() as connection:
            return selecting.tally(connection, report_id, producer_id)

    def attributions(self, report_id: str, producer_id: str) -> list[Attribution]:
        """The reported statements that this producer found in a report, in text order."""
        with self._reading() as connection:
            return selecting.attributions(connection, report_id, producer_id)

    # reading, many: in the order in which they came in

    def reports(self) -> Iterator[Report]:
        """Every report."""
        return self._paged(sa.select(schema.reports), lambda _, page: map(rows.report_of, page))

    def claims(self, wanted: ClaimFilter | None = None) -> Iterator[Claim]:
        """The claims that a filter keeps; every one that is not superseded where no filter is given."""
        query = sa.select(schema.claims).where(*selecting.conditions(wanted or ClaimFilter()))
        return self._paged(query, selecting.claims_of)

    def mentions(self) -> Iterator[EventMention]:
        """Every event mention."""
        return self._paged(sa.select(schema.event_mentions), selecting.mentions_of)

    def failures(self) -> Iterator[Failure]:
        """Everything that could not be read."""
        return self._paged(sa.select(schema.failures), lambda _, page: map(rows.failure_of, page))

    def links(self, *, closed: bool = False) -> Iterator[Link]:
        """The links that stand; with `closed`, those that a changed mind replaced as well."""
        query = sa.select(schema.judgements)
        open_only = query.where(schema.judgements.c.closed_at.is_(None))
        return self._paged(query if closed else open_only, lambda _, page: map(rows.link_of, page))

    def signatures(self) -> list[tuple[str, bytes]]:
        """Report id and MinHash bytes of every report that has one."""
        with self._reading() as connection:
            return [(row.report_id, row.minhash) for row in connection.execute(sa.select(schema.signatures))]

    def copies(self) -> list[Copy]:
        """Every near-copy that was marked."""
        return self._all(Copy, sa.select(schema.copies))

    def sources(self) -> list[Source]:
        """Every publisher."""
        return self._all(Source, sa.select(schema.sources))

    def producers(self) -> list[Producer]:
        """Everyone and everything that wrote a record."""
        return self._all(Producer, sa.select(schema.producers))

    def runs(self) -> list[Run]:
        """Every run, the first one first."""
        return self._all(Run, sa.select(schema.runs).order_by(schema.runs.c.started_at))

    def events(self, cluster: Cluster, suggested: Iterable[Link] = ()) -> list[Event]:
        """What happened, as the links that stand and further suggestions tell; rebuilt each time, never kept.

        `cluster` is `linking.cluster`: rooms of the third floor are not known here, so it is handed in.
        """
        return cluster([*self.links(), *suggested], self.mentions())

    def faults(self) -> list[str]:
        """What the database finds wrong with itself; empty = whole."""
        with self._reading() as connection:
            return faults(connection)

    # how

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with self._explained(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with self._explained(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """The database's errors, and values that it cannot hold, as StoreError."""
        try:
            yield
        except sa.exc.StatementError as error:
            raise explain(error, self.where) from error
        except (OverflowError, UnicodeEncodeError) as error:
            raise StoreError(f"a value that cannot be kept: {error}", where=self.where) from error

    def _found(self, record: T | None, what: str, identity: str) -> T:
        if record is None:
            raise NotFound(f"there is no {what} {identity}", where=self.where)
        return record

    def _all(self, kind: Callable[..., T], query: sa.Select[Any]) -> list[T]:
        with self._reading() as connection:
            return [kind(**row) for row in connection.execute(query).mappings()]

    def _paged(
        self, query: sa.Select[Any], build: Callable[[sa.Connection, list[rows.Cells]], Iterable[T]]
    ) -> Iterator[T]:
        """Page by page, so that memory stays small and no writer is kept waiting while the caller works."""
        after = 0
        while True:
            with self._reading() as connection:
                page = selecting.page(connection, query, PAGE, after)
                records = list(build(connection, page))
            yield from records
            if len(page) < PAGE:
                return
            after = page[-1]["seq"]
