"""What the pages of one report, or of one event, show. Each function works inside a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from mnemon.model.claims import Claim, EventMention
from mnemon.model.events import Link
from mnemon.model.review import Act
from mnemon.model.text import Copy
from mnemon.store import past, rows, schema, selecting, verdicts
from mnemon.store.queue_schema import queue_months


def report_claims(connection: sa.Connection, *report_ids: str) -> list[Claim]:
    """Every claim of some reports, each report's in text order, those that no longer stand included."""
    c, found = schema.claims, list[rows.Cells]()
    for chunk in rows.chunks(report_ids):
        query = sa.select(c).where(c.c.report_id.in_(chunk)).order_by(c.c.report_id, c.c.sentence_start, c.c.seq)
        found += (dict(row) for row in connection.execute(query).mappings())
    return selecting.claims_of(connection, found)


def claim_numbers(connection: sa.Connection, report_ids: Sequence[str]) -> dict[str, int]:
    """How many claims each report has; a report without any is left out."""
    report_id = schema.claims.c.report_id
    query = sa.select(report_id, sa.func.count()).where(report_id.in_(list(report_ids))).group_by(report_id)
    return {row[0]: int(row[1]) for row in connection.execute(query)}


def superseded_by(connection: sa.Connection, ids: Sequence[str]) -> dict[str, list[str]]:
    """Claim id -> the ids of the claims that stand in its place, undone or not."""
    t, found = schema.supersedes.c, dict[str, list[str]]()
    for row in connection.execute(sa.select(t.superseded_id, t.claim_id).where(t.superseded_id.in_(list(ids)))):
        found.setdefault(row.superseded_id, []).append(row.claim_id)
    return found


def next_report(connection: sa.Connection, report_id: str, *, forward: bool) -> str | None:
    """The report that came in next after this one, or before it; None at the end."""
    r = schema.reports.c
    here = sa.select(r.seq).where(r.id == report_id).scalar_subquery()
    query = sa.select(r.id).where(r.seq > here if forward else r.seq < here)
    return connection.execute(query.order_by(r.seq if forward else r.seq.desc()).limit(1)).scalar()


def acts(
    connection: sa.Connection,
    size: int,
    *,
    about: Sequence[str] = (),
    kinds: Sequence[str] = (),
    before: int = 0,
    made_by: str = "",
) -> list[Act]:
    """The last `size` acts, the newest first: about some ids, of some kinds, by somebody, before a number."""
    t = schema.acts
    query = sa.select(t).order_by(t.c.seq.desc()).limit(size)
    if about:
        query = query.where(t.c.about.in_(list(about)))
    if kinds:
        query = query.where(t.c.kind.in_(list(kinds)))
    if made_by:
        query = query.where(t.c.made_by == made_by)
    if before:
        query = query.where(t.c.seq < before)
    return [verdicts.act_of(cells) for cells in connection.execute(query).mappings()]


def judged_lately(connection: sa.Connection, kinds: Sequence[str], size: int) -> list[tuple[str, str]]:
    """Report and person of the last `size` acts of these kinds that stand, the newest first."""
    t, undoing = schema.acts.c, schema.acts.alias()
    query = sa.select(t.report_id, t.made_by).where(t.kind.in_(list(kinds)), t.report_id.is_not(None))
    query = query.where(~sa.exists().where(undoing.c.undoes == t.seq)).order_by(t.seq.desc()).limit(size)
    return [(row[0], row[1]) for row in connection.execute(query)]


def undone(connection: sa.Connection, seqs: Sequence[int]) -> set[int]:
    """Which of these acts were taken back."""
    t = schema.acts.c
    return set(connection.execute(sa.select(t.undoes).where(t.undoes.in_(list(seqs)))).scalars())


def links_around(connection: sa.Connection, mention_id: str, most: int) -> tuple[list[Link], list[EventMention]]:
    """The links that stand around a mention, followed while they are positive, and the mentions they reach.

    At most `most` mentions: a component that is larger is cut there.
    """
    found: dict[tuple[str, str], Link] = {}
    reached, edge = {mention_id}, {mention_id}
    while edge and len(reached) < most:
        fresh = _links_at(connection, edge)
        found |= {(link.left, link.right): link for link in fresh}
        ends = {end for link in fresh if link.judgement.value == "positive" for end in (link.left, link.right)}
        edge = set(sorted(ends - reached)[: most - len(reached)])
        reached |= edge
    return list(found.values()), selecting.mentions_by_id(connection, sorted(reached))


def decided_links(connection: sa.Connection, size: int) -> list[Link]:
    """The last `size` decisions on pairs that stand, the newest first."""
    t = schema.judgements
    query = sa.select(t).where(t.c.decided, t.c.closed_at.is_(None)).order_by(t.c.seq.desc()).limit(size)
    return [rows.link_of(dict(cells)) for cells in connection.execute(query).mappings()]


def mention_ids(connection: sa.Connection) -> list[str]:
    """The ids of all event mentions."""
    return list(connection.execute(sa.select(schema.event_mentions.c.id)).scalars())


def first_as_it_was(connection: sa.Connection, moment: datetime, size: int) -> list[Claim]:
    """The first `size` claims that stood at the moment, in the order of arrival, of as many reports at most."""
    c, some = schema.claims, list(connection.execute(past.first_reports(moment, size)).scalars())
    stood = (*past.out_of_record(moment), past.known_claims(moment, few=True))
    query = sa.select(c).where(c.c.report_id.in_(some), *stood).order_by(c.c.seq).limit(size)
    return selecting.claims_of(connection, selecting.cells_of(connection.execute(query)))


def kinds_as_it_was(connection: sa.Connection, moment: datetime) -> dict[str, int]:
    """How many claims of each kind stood at the moment; from kept counts where nothing has come in since."""
    if _is_present(connection, moment):
        kept = sa.select(queue_months.c.kind, sa.func.sum(queue_months.c.claims)).group_by(queue_months.c.kind)
        return {row[0]: int(row[1]) for row in connection.execute(kept)}
    c, stood = schema.claims.c, selecting.conditions(selecting.ClaimFilter(), moment)
    counted = sa.select(c.kind, sa.func.count()).where(*stood).group_by(c.kind)
    return {row[0]: int(row[1]) for row in connection.execute(counted)}


def _is_present(connection: sa.Connection, moment: datetime) -> bool:
    """Whether nothing that changes what stands was written after the moment."""
    d, s = schema.decisions.c, schema.supersedes.c
    times = (schema.runs.c.started_at, schema.captures.c.retrieved_at, d.created_at, d.closed_at, s.created_at)
    return not any(connection.execute(sa.select(sa.literal(1)).where(at > moment).limit(1)).first() for at in times)


def links_by_number(connection: sa.Connection, seqs: Sequence[int]) -> dict[int, Link]:
    """Links by their numbers, those that stand no more included."""
    t = schema.judgements
    found = connection.execute(sa.select(t).where(t.c.seq.in_(list(seqs)))).mappings()
    return {int(cells["seq"]): rows.link_of(dict(cells)) for cells in found}


def _links_at(connection: sa.Connection, mention_ids: Iterable[str]) -> list[Link]:
    t, ids = schema.judgements, list(mention_ids)
    query = sa.select(t).where(t.c.closed_at.is_(None), t.c.left_id.in_(ids) | t.c.right_id.in_(ids))
    return [rows.link_of(dict(cells)) for cells in connection.execute(query).mappings()]


def claims_of_mentions(connection: sa.Connection, mention_ids: Sequence[str]) -> list[Claim]:
    """The claims of some event mentions that stand, in the order in which they came in."""
    c, found = schema.claims, list[rows.Cells]()
    for start in range(0, len(mention_ids), rows.CHUNK):
        some = list(mention_ids[start : start + rows.CHUNK])
        query = sa.select(c).where(c.c.event_mention_id.in_(some), *past.out_of_record())
        found += (dict(row) for row in connection.execute(query).mappings())
    standing = selecting.claims_of(connection, sorted(found, key=lambda row: row["seq"]))
    return selecting.following(connection, standing)


def copies_of(connection: sa.Connection, report_ids: Sequence[str]) -> list[Copy]:
    """The near-copies marked for some reports."""
    t = schema.copies
    found = connection.execute(sa.select(t).where(t.c.report_id.in_(list(report_ids)))).mappings()
    return [Copy(**row) for row in found]


def near(connection: sa.Connection, mention: EventMention, size: int) -> list[EventMention]:
    """Event mentions of other reports in the same country within three days; none where either is not stated."""
    if mention.place is None or mention.place.country is None or mention.date is None:
        return []
    c, around = schema.event_mentions, timedelta(days=3)
    query = sa.select(c).where(
        c.c.country == mention.place.country, c.c.report_id != mention.report_id,
        c.c.date_start.between(mention.date.start - around, mention.date.end + around),
    )  # fmt: skip
    cells = connection.execute(query.order_by(c.c.date_start, c.c.seq).limit(size)).mappings()
    return selecting.mentions_of(connection, [dict(row) for row in cells])
