"""What the pages of one report, or of one event, show. Each function works inside a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa

from mnemon.model.claims import Claim, EventMention
from mnemon.model.events import Link
from mnemon.model.marks import HARMS
from mnemon.model.review import Act
from mnemon.model.text import Copy, Span
from mnemon.model.values import DateRange
from mnemon.store import past, rereading, rows, schema, selecting, verdicts
from mnemon.store.queue_schema import queue_months


@dataclass(frozen=True, slots=True)
class Named:
    """What the names in a report's text are told apart by.

    `claims`: the sentence of each claim; `told`: those that tell of harm; `public`: spans of the parts asked for;
    `known`: places, parties and speakers.
    """

    claims: list[Span] = field(default_factory=list)
    told: set[Span] = field(default_factory=set)
    public: list[Span] = field(default_factory=list)
    known: set[str] = field(default_factory=set)


_NAMING = ("place_name", "place_words", "adm1", "by_name", "by_words", "by2_name", "by2_words", "said_by")


def named(connection: sa.Connection, report_ids: Sequence[str], parts: Sequence[str]) -> dict[str, Named]:
    """What every claim of some reports names, by report id: a few columns of a row that has seventy."""
    c, s, found = schema.claims.c, schema.claim_spans.c, dict[str, Named]()
    for chunk in rows.chunks(report_ids):
        mine = c.report_id.in_(chunk)
        told = sa.select(c.report_id, c.kind, c.sentence_start, c.sentence_end, *(c[name] for name in _NAMING))
        for report_id, kind, start, end, *names in connection.execute(told.where(mine)).all():
            one = found.setdefault(report_id, Named())
            one.claims.append(Span(start, end))
            one.known.update(name for name in names if name)
            if kind in HARMS:
                one.told.add(Span(start, end))
        spans = sa.select(c.report_id, s.start_char, s.end_char).join_from(schema.claims, schema.claim_spans)
        spans = spans.where(mine, s.part.in_(parts), s.start_char.is_not(None))
        for report_id, start, end in connection.execute(spans).all():
            found[report_id].public.append(Span(start, end))
    return found


def report_claims(connection: sa.Connection, *report_ids: str) -> list[Claim]:
    """Every claim of some reports, each report's in text order, those that no longer stand included."""
    c, found = schema.claims, list[Claim]()
    for chunk in rows.chunks(report_ids):
        query = sa.select(c).where(c.c.report_id.in_(chunk)).order_by(c.c.report_id, c.c.sentence_start, c.c.seq)
        found += selecting.claims_in(connection, query)
    return found


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


def links_around(
    connection: sa.Connection, mention_ids: Iterable[str], most: int
) -> tuple[list[Link], list[EventMention]]:
    """The links that stand around some mentions, followed while they are positive, and the mentions they reach.

    At most `most` mentions, or those that were handed in: a component that is larger is cut there. A decision on what
    an earlier reading told is one on the mention that tells it now.
    """
    found: dict[tuple[str, str], Link] = {}
    reached = set(mention_ids)
    edge = reached
    while edge and len(reached) < most:
        fresh = _heard_at(connection, edge)
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


def mention_ids(connection: sa.Connection, after: int) -> list[tuple[int, str]]:
    """Number and id of every event mention after the one of this number."""
    c = schema.event_mentions.c
    return [
        (row.seq, row.id) for row in connection.execute(sa.select(c.seq, c.id).where(c.seq > after).order_by(c.seq))
    ]


def first_as_it_was(connection: sa.Connection, moment: datetime, size: int) -> list[Claim]:
    """The first `size` claims that stood at the moment, in the order of arrival, of as many reports at most."""
    if not past.is_known(connection, moment):
        return []
    c, some = schema.claims, list(connection.execute(past.first_reports(moment, size)).scalars())
    stood = (*past.out_of_record(moment), past.known_claims(moment, few=True))
    query = sa.select(c).where(c.c.report_id.in_(some), *stood).order_by(c.c.seq).limit(size)
    return selecting.claims_in(connection, query)


def kinds_as_it_was(connection: sa.Connection, moment: datetime) -> dict[str, int]:
    """How many claims of each kind stood at the moment; from kept counts where nothing has come in since."""
    if not past.is_known(connection, moment):
        return {}
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
    t, found = schema.judgements, dict[int, Link]()
    for chunk in rows.chunks(sorted(mention_ids)):
        query = sa.select(t).where(t.c.closed_at.is_(None), t.c.left_id.in_(chunk) | t.c.right_id.in_(chunk))
        found |= {cells["seq"]: rows.link_of(dict(cells)) for cells in connection.execute(query).mappings()}
    return list(found.values())


def _heard_at(connection: sa.Connection, mention_ids: Iterable[str]) -> list[Link]:
    """The links at some mentions, and those at mentions whose words these tell now, as decisions on these."""
    ids = set(mention_ids)
    if not rereading.is_any_gone(connection):
        return _links_at(connection, ids)
    mute = rereading.silent_in(connection, ids)
    links = _links_at(connection, ids | {old for old, heir in mute.items() if heir in ids})
    decided = {end for link in links if link.decided for end in (link.left, link.right)} - ids - mute.keys()
    mute |= rereading.silent_in(connection, decided)
    kept = {i: heir for i, heir in mute.items() if i not in ids}
    return list(rereading.heard(links, kept)) if kept else links


def claims_of_mentions(connection: sa.Connection, mention_ids: Sequence[str]) -> list[Claim]:
    """The claims of some event mentions that stand, in the order in which they came in."""
    c, found = schema.claims, list[Claim]()
    for chunk in rows.chunks(mention_ids):
        query = sa.select(c).where(c.c.event_mention_id.in_(chunk), *past.out_of_record())
        found += selecting.claims_in(connection, query.order_by(c.c.seq))
    return selecting.following(connection, found)


def telling(connection: sa.Connection, mention_ids: Sequence[str]) -> set[str]:
    """Those of some event mentions that a claim stands of."""
    c, found = schema.claims.c, set[str]()
    for chunk in rows.chunks(mention_ids):
        query = sa.select(c.event_mention_id).distinct().where(c.event_mention_id.in_(chunk), *past.out_of_record())
        found |= set(connection.execute(query).scalars())
    return found


def mentions_of_claims(connection: sa.Connection, claim_ids: Sequence[str]) -> list[str]:
    """The ids of the event mentions that some claims belong to, each once."""
    c, found = schema.claims.c, set[str]()
    for chunk in rows.chunks(claim_ids):
        found |= set(connection.execute(sa.select(c.event_mention_id).where(c.id.in_(chunk))).scalars())
    return sorted(found)


def copies_of(connection: sa.Connection, report_ids: Sequence[str]) -> list[Copy]:
    """The near-copies with one of these reports at either end."""
    t, found = schema.copies, dict[tuple[str, str], Copy]()
    for chunk in rows.chunks(report_ids):
        for end in (t.c.report_id, t.c.of_report_id):
            made = [Copy(**row) for row in connection.execute(sa.select(t).where(end.in_(chunk))).mappings()]
            found |= {(copy.report_id, copy.of_report_id): copy for copy in made}
    return list(found.values())


def retrieved(connection: sa.Connection, report_ids: Sequence[str]) -> dict[str, datetime]:
    """When the bytes of some reports came in, by report id."""
    r, c = schema.reports, schema.captures.c
    query = sa.select(r.c.id, c.retrieved_at).join_from(r, schema.captures, c.id == r.c.capture_id)
    return {row.id: row.retrieved_at for row in connection.execute(query.where(r.c.id.in_(list(report_ids))))}


def during(
    connection: sa.Connection, country: str, days: DateRange, size: int, *, whole: bool, adm1: str | None = None
) -> list[EventMention]:
    """At most `size` tellings in a country that share a day with these; `whole`: that hold them all, and last.

    `adm1`: those in that first-order division, or in none that is stated.
    """
    t = schema.event_mentions
    query = sa.select(t).where(t.c.country == country, t.c.date_start <= days.end, t.c.date_end >= days.start)
    if whole:
        held = (t.c.date_start <= days.start, t.c.date_end >= days.end, t.c.date_end > t.c.date_start)
        query = query.where(*held)
    if adm1 is not None:
        query = query.where(t.c.adm1.is_(None) | (t.c.adm1 == adm1))
    cells = connection.execute(query.order_by(t.c.date_start, t.c.seq).limit(size)).mappings()
    return selecting.mentions_of(connection, [dict(row) for row in cells])


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
