"""Putting records in. Each function works inside a transaction that its caller opened.

Ids are content hashes, so a record that is there already is left alone, and one that is there with another
content is an error: something was not hashed that should have been.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

import sqlalchemy as sa

from mnemon.errors import NotFound, StoreError
from mnemon.model.claims import Claim, EventMention, Tally
from mnemon.model.reading import Reading
from mnemon.store import queueing, rows, schema, selecting
from mnemon.store.dialect import insert_new

Coded = TypeVar("Coded", Claim, EventMention)


class Identified(Protocol):
    """A record with an id of its own."""

    @property
    def id(self) -> str:
        """What it is known by."""


def add_reading(connection: sa.Connection, reading: Reading) -> bool:
    """Everything of one reading; whether it is new. One that is there is checked against it, not written again."""
    report_id, producer_id = reading.report.id, reading.producer.id
    known = selecting.is_done(connection, report_id, producer_id)
    _put_origin(connection, reading)
    _put_coded(connection, reading)
    if known:
        _check_rest(connection, reading)
        return False
    _put_rest(connection, reading)
    done = {"report_id": report_id, "producer_id": producer_id, "run_id": reading.run_id}
    insert_new(connection, schema.readings, [done])
    return True


def _same(what: str, identity: str, kept: object, new: object) -> None:
    if kept != new:
        raise StoreError(
            f"{what} {identity} is in the record with another content",
            do="nothing was written; its id must be made of all that it states",
        )


def put_plain(connection: sa.Connection, table: sa.Table, record: Identified) -> None:
    """A record whose fields are the table's columns; StoreError where its id stands for something else."""
    new = {column.name: getattr(record, column.name) for column in table.columns}
    kept = connection.execute(sa.select(table).where(table.c.id == record.id)).mappings().first()
    if kept is None:
        insert_new(connection, table, [new])
    else:
        _same(table.name.removesuffix("s"), record.id, dict(kept), new)


def _put_origin(connection: sa.Connection, reading: Reading) -> None:
    put_plain(connection, schema.producers, reading.producer)
    if reading.source is not None:
        put_plain(connection, schema.sources, reading.source)
    _put_capture(connection, reading)
    kept = selecting.lookup_report(connection, reading.report.id)
    if kept is None:
        insert_new(connection, schema.reports, [rows.report_row(reading.report)])
    else:
        _same("report", reading.report.id, kept, reading.report)


def _put_capture(connection: sa.Connection, reading: Reading) -> None:
    """The same bytes may come from another address on another day: the first time they came in stands."""
    kept = selecting.lookup_capture(connection, reading.capture.id)
    if kept is not None:
        _same("capture", kept.id, kept.byte_count, reading.capture.byte_count)
        return
    names = [column.name for column in schema.captures.columns]
    insert_new(connection, schema.captures, [{name: getattr(reading.capture, name) for name in names}])


def _put_coded(connection: sa.Connection, reading: Reading) -> None:
    mentions, claims = reading.coded.mentions, reading.coded.claims
    kept_mentions = {m.id: m for m in selecting.mentions_by_id(connection, [m.id for m in mentions])}
    new_mentions = _not_kept("event mention", mentions, kept_mentions)
    insert_new(connection, schema.event_mentions, [rows.mention_row(m) for m in new_mentions])
    spans = [row for m in new_mentions for row in rows.span_rows(m.id, {"trigger": m.spans})]
    insert_new(connection, schema.mention_spans, spans)
    kept_claims = {c.id: c for c in selecting.claims_by_id(connection, [c.id for c in claims])}
    put_claims(connection, _not_kept("claim", claims, kept_claims))


def put_claims(connection: sa.Connection, claims: Sequence[Claim]) -> None:
    """New claims with their spans."""
    insert_new(connection, schema.claims, [rows.claim_row(claim) for claim in claims])
    spans = [row for claim in claims for row in rows.span_rows(claim.id, claim.spans)]
    insert_new(connection, schema.claim_spans, spans)
    queueing.touch(connection, (claim.id for claim in claims))


def _not_kept(what: str, records: Iterable[Coded], kept: dict[str, Coded]) -> list[Coded]:
    """Those that are not in the record yet, once each."""
    seen, new = dict(kept), []
    for record in records:
        if record.id in seen:
            _same(what, record.id, seen[record.id], record)
        else:
            seen[record.id] = record
            new.append(record)
    return new


def _put_rest(connection: sa.Connection, reading: Reading) -> None:
    report_id, producer_id = reading.report.id, reading.producer.id
    both = {"report_id": report_id, "producer_id": producer_id}
    if reading.signature is not None:
        insert_new(connection, schema.signatures, [{"report_id": report_id, "minhash": reading.signature}])
    copies = [{n: getattr(copy, n) for n in ("report_id", "of_report_id", "similarity")} for copy in reading.copies]
    insert_new(connection, schema.copies, copies)
    _put_attributions(connection, reading)
    insert_new(connection, schema.tallies, _tally_rows(both, reading.tally))
    left = [{"claim_id": out.claim_id, "reason": out.reason} for out in reading.tally.left_out]
    insert_new(connection, schema.left_out, [both | row | {"ordinal": n} for n, row in enumerate(left)])


def _tally_rows(both: rows.Row, tally: Tally) -> list[rows.Row]:
    return [both | {"what": what} | rows.spread(rows.QUANTITY, count) for what, count in tally.counts.items()]


def _put_attributions(connection: sa.Connection, reading: Reading) -> None:
    report_id, producer_id = reading.report.id, reading.producer.id
    heads, spans = [], []
    for ordinal, attribution in enumerate(reading.coded.attributions):
        identity = f"{report_id}/{producer_id}/{ordinal}"
        heads.append({"id": identity, "report_id": report_id, "producer_id": producer_id, "ordinal": ordinal})
        spans += rows.span_rows(identity, rows.attribution_parts(attribution))
    insert_new(connection, schema.attributions, heads)
    insert_new(connection, schema.attribution_spans, spans)


def _check_rest(connection: sa.Connection, reading: Reading) -> None:
    report_id, producer_id = reading.report.id, reading.producer.id
    kept = selecting.attributions(connection, report_id, producer_id)
    _same("the attributions of report", report_id, kept, list(reading.coded.attributions))
    _same("the tally of report", report_id, selecting.tally(connection, report_id, producer_id), reading.tally)


def add_correction(connection: sa.Connection, claim: Claim, superseded_id: str, at: datetime) -> None:
    """A person's claim that stands in for another; both are kept. NotFound where there is no such other."""
    if not selecting.claims_by_id(connection, [superseded_id]):
        raise NotFound(f"there is no claim {superseded_id} to correct")
    kept = {c.id: c for c in selecting.claims_by_id(connection, [claim.id])}
    put_claims(connection, _not_kept("claim", [claim], kept))
    made = {"claim_id": claim.id, "superseded_id": superseded_id, "created_at": at}
    insert_new(connection, schema.supersedes, [made])
    queueing.touch(connection, (claim.id,))
