"""The record of claims: what was said and what was decided. Nothing in it is ever changed or taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self, TypeVar

import sqlalchemy as sa

from mnemon.errors import NotFound, StoreError
from mnemon.model.claims import Attribution, Claim, EventMention, Tally
from mnemon.model.datasets import Dataset, DatasetRow
from mnemon.model.events import Event, Finding, Judgement, Link
from mnemon.model.reading import Failure, Reading, Run
from mnemon.model.text import Capture, Copy, Producer, Report, Source
from mnemon.store import datasets, deciding, past, queueing, rereading, rows, schema, selecting, verdicts, writing
from mnemon.store.dialect import explain, faults, for_reading, insert_new
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

    def __init__(self, engine: sa.Engine, where: str, moment: datetime | None = None) -> None:
        self._engine, self._reader = engine, for_reading(engine)
        self._writer = engine.execution_options(writes=True)
        self.moment = moment
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

    def as_of(self, moment: datetime) -> Store:
        """The record as it was at a moment (with its time zone): every list holds what was known and decided by then.

        Nothing can be written to the past: StoreError.
        """
        return Store(self._engine, self.where, moment)

    # writing

    def add(self, reading: Reading) -> None:
        """One reading of one report, as a whole; nothing changes where it is there already. Earlier readings step back.

        StoreError where an id in it stands for another content in the record.
        """
        with self._writing() as connection:
            rereading.add(connection, reading)

    def begin(self, run: Run, producer: Producer) -> None:
        """Note that a run has begun, before its first reading or failure."""
        with self._writing() as connection:
            writing.put_plain(connection, schema.producers, producer)
            writing.put_plain(connection, schema.runs, run)

    def fail(self, failure: Failure) -> None:
        """Note that something could not be read."""
        with self._writing() as connection:
            insert_new(connection, schema.failures, [rows.failure_row(failure)])

    def correct(self, claim: Claim, superseded_id: str, producer: Producer, at: datetime | None = None) -> None:
        """A person's claim in the place of another: both are kept. NotFound where there is no such other.

        `at`: when; None = now.
        """
        with self._writing() as connection:
            writing.put_plain(connection, schema.producers, producer)
            writing.add_correction(connection, claim, superseded_id, at or datetime.now(UTC))

    def judge(self, links: Iterable[Link]) -> None:
        """Suggestions and decisions on pairs of event mentions, all in one transaction.

        A changed mind closes the pair's open link and opens a new one; a suggestion never closes a decision.
        """
        with self._writing() as connection:
            for link in links:
                deciding.add_link(connection, link)

    def decide(self, pair: tuple[str, str], judgement: Judgement, by: str, at: datetime | None = None) -> Link:
        """A person's decision on two event mentions. It stays until that person, or another, decides anew.

        The weight and reasons of the suggestion it answers stay beside it. `at`: when; None = now.
        """
        with self._writing() as connection:
            return verdicts.decide_pair(connection, pair, judgement, by, at or datetime.now(UTC))

    def undo(self, pair: tuple[str, str], by: str, at: datetime | None = None) -> Link | None:
        """Take back the decision that stands on a pair: what stood before stands again, exactly as it was.

        The decision, and who undid it, stay in the history. None where nothing stood before; NotFound where no
        decision stands.
        """
        with self._writing() as connection:
            return verdicts.undo_pair(connection, pair, by, at or datetime.now(UTC))

    def keep_findings(self, rule: str, found: Iterable[Finding], at: datetime | None = None) -> tuple[int, int]:
        """Make these the findings of a rule. Those that no longer hold are closed, not removed.

        Returns how many were opened and how many closed; nothing changes where nothing differs.
        """
        with self._writing() as connection:
            return deciding.put_findings(connection, rule, found, at or datetime.now(UTC))

    def keep_blocks(self, keys: Mapping[str, Iterable[str]], linker: str) -> None:
        """The blocking keys of mentions, by mention id, that `linker` has now compared with their neighbours."""
        with self._writing() as connection:
            deciding.put_blocks(connection, keys, linker)

    def keep_dataset(self, dataset: Dataset, told: Iterable[DatasetRow]) -> None:
        """A published dataset with its rows, apart from all claims; nothing changes where its bytes are there."""
        with self._writing() as connection:
            datasets.put(connection, dataset, told)

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
        query = self._known(sa.select(schema.reports), schema.reports.c.id)
        return self._paged(query, lambda _, page: map(rows.report_of, page))

    def claims(self, wanted: ClaimFilter | None = None) -> Iterator[Claim]:
        """The claims that a filter keeps; every one that is not superseded where no filter is given."""
        query = sa.select(schema.claims).where(*selecting.conditions(wanted or ClaimFilter(), self.moment))
        return self._paged(query, lambda c, page: selecting.following(c, selecting.claims_of(c, page)))

    def claims_by_mention(self, mention_ids: Iterable[str]) -> dict[str, list[Claim]]:
        """The claims that stand, of some event mentions, by the mention's id; each in the order of arrival."""
        with self._reading() as connection:
            return selecting.claims_by_mention(connection, list(mention_ids), self.moment)

    def reports_by_id(self, ids: Iterable[str]) -> dict[str, Report]:
        """Those of the reports that are there, by id."""
        with self._reading() as connection:
            return {report.id: report for report in selecting.reports_by_id(connection, sorted(set(ids)))}

    def sharing_address(self) -> Iterator[Report]:
        """The reports whose address another report has too."""
        url = schema.reports.c.url
        shared = sa.select(url).where(url.is_not(None)).group_by(url).having(sa.func.count() > 1)
        query = self._known(sa.select(schema.reports).where(url.in_(shared)), schema.reports.c.id)
        return self._paged(query, lambda _, page: map(rows.report_of, page))

    def mentions(self) -> Iterator[EventMention]:
        """Every event mention."""
        query = self._known(sa.select(schema.event_mentions), schema.event_mentions.c.report_id)
        return self._paged(query, selecting.mentions_of)

    def mention_ids(self) -> Iterator[str]:
        """The id of every event mention."""
        c = schema.event_mentions.c
        query = self._known(sa.select(c.seq, c.id), c.report_id)
        return self._paged(query, lambda _, page: (row["id"] for row in page))

    def mentions_by_id(self, ids: Iterable[str]) -> list[EventMention]:
        """Those of the event mentions that are there."""
        with self._reading() as connection:
            return selecting.mentions_by_id(connection, sorted(set(ids)))

    def unlinked(self, linker: str) -> list[EventMention]:
        """The event mentions that `linker` has not compared yet."""
        t = schema.linked.c
        query = sa.select(schema.event_mentions).where(
            schema.event_mentions.c.id.not_in(sa.select(t.mention_id).where(t.linker == linker))
        )
        return list(self._paged(query, selecting.mentions_of))

    def neighbours(self, keys: Iterable[str]) -> list[EventMention]:
        """The event mentions in these blocks."""
        with self._reading() as connection:
            return selecting.mentions_by_id(connection, sorted(deciding.neighbours(connection, keys)))

    def failures(self) -> Iterator[Failure]:
        """Everything that could not be read."""
        return self._paged(sa.select(schema.failures), lambda _, page: map(rows.failure_of, page))

    def links(self, *, closed: bool = False) -> Iterator[Link]:
        """The links that stand; with `closed`, those that a changed mind replaced as well."""
        table, moment = schema.judgements, self.moment
        query = sa.select(table) if moment is None else sa.select(table).where(table.c.created_at <= moment)
        standing = table.c.closed_at.is_(None) if moment is None else past.standing_links(moment)
        return self._paged(query if closed else query.where(standing), lambda _, page: past.links_then(page, moment))

    def links_of(self, mention_ids: Iterable[str]) -> list[Link]:
        """The links that stand today with one of these mentions at an end."""
        with self._reading() as connection:
            return deciding.links_of(connection, sorted(set(mention_ids)))

    def links_among(self, mention_ids: Iterable[str]) -> list[Link]:
        """The links that stand with both ends among these mentions."""
        with self._reading() as connection:
            return past.links_among(connection, sorted(set(mention_ids)), self.moment)

    def findings(self, rule: str | None = None) -> list[Finding]:
        """The findings that were kept and hold, by one rule or by all; as of a past moment, those that held then."""
        table, moment = schema.findings, self.moment
        query = sa.select(table).where(table.c.rule == rule) if rule is not None else sa.select(table)
        query = query.where(table.c.closed_at.is_(None) if moment is None else past.standing(table, moment))
        with self._reading() as connection:
            return [finding for _, finding in deciding.findings_of(connection, query)]

    def retrieved(self) -> dict[str, datetime]:
        """When the bytes of each report came in, by report id."""
        joined = schema.reports.join(schema.captures, schema.captures.c.id == schema.reports.c.capture_id)
        query = sa.select(schema.reports.c.id, schema.captures.c.retrieved_at).select_from(joined)
        with self._reading() as connection:
            return {row.id: row.retrieved_at for row in connection.execute(query)}

    def signatures(self) -> list[tuple[str, bytes]]:
        """Report id and MinHash bytes of every report that has one."""
        with self._reading() as connection:
            return [(row.report_id, row.minhash) for row in connection.execute(sa.select(schema.signatures))]

    def copies(self) -> list[Copy]:
        """Every near-copy that was marked."""
        return self._all(Copy, self._known(sa.select(schema.copies), schema.copies.c.report_id))

    def datasets(self) -> list[Dataset]:
        """Every published dataset that was taken in."""
        return self._all(Dataset, sa.select(schema.datasets))

    def dataset_rows(self, dataset_id: str) -> list[DatasetRow]:
        """The rows of a dataset, in their order."""
        with self._reading() as connection:
            return datasets.rows_of(connection, dataset_id)

    def sources(self) -> list[Source]:
        """Every publisher."""
        return self._all(Source, sa.select(schema.sources))

    def subkinds(self) -> dict[str, str]:
        """The users' own kinds that claims are of: name -> the kind that it refines."""
        with self._reading() as connection:
            return selecting.subkinds(connection)

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

    def rebuild(self) -> int:
        """Make the queue anew, that lists, map and progress are read from; how many claims it holds.

        It is kept with every write: this is for a record that was written to by other means.
        """
        with self._writing() as connection:
            return queueing.rebuild(connection)

    # for the desk

    @property
    def is_server(self) -> bool:
        """Whether the record lies in a database server, which many people can write to at once."""
        return self._engine.dialect.name != "sqlite"

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """A transaction that reads; for this room alone."""
        return self._reading()

    def writing(self) -> AbstractContextManager[sa.Connection]:
        """A transaction that writes, as a whole or not at all; for this room alone."""
        return self._writing()

    # how

    def _known(self, query: sa.Select[Any], report_id: sa.ColumnElement[str]) -> sa.Select[Any]:
        """Of the rows of a query, those whose report was known by the moment; all, where there is none."""
        return query if self.moment is None else query.where(report_id.in_(past.known_reports(self.moment)))

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        if self.moment is not None:
            raise StoreError("the past cannot be changed", where=self.where, do="write to the record itself")
        with self._explained(), self._writer.begin() as connection:
            queueing.begin(connection)
            yield connection
            queueing.flush(connection)

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with self._explained(), self._reader.connect() as connection:
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
