"""A report that is read again: what the earlier reading found steps back, but for what people decided on.

Nothing is taken out. The claims get the verdict "withdrawn", by one act that the audit shows and that can be undone;
the record of a past day shows what stood then. Each function works inside a transaction that its caller opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from mnemon.errors import NotFound, Outdated
from mnemon.model.claims import Claim, EventMention
from mnemon.model.events import Link
from mnemon.model.reading import Reading
from mnemon.model.review import GONE, Act
from mnemon.model.text import Span
from mnemon.store import queueing, rows, schema, selecting, verdicts, writing

if TYPE_CHECKING:
    from mnemon.store.store import Store

KIND = "re-read"
"""The act of a producer that read a report again."""


@dataclass(frozen=True, slots=True)
class Reread:
    """A report that was read again: by whom, when, and how many claims stepped back; `act` is what can be undone."""

    report_id: str
    by: str
    at: datetime
    withdrawn: int
    act: int


def add(connection: sa.Connection, reading: Reading) -> None:
    """One reading; where it is a later one of its report, the earlier ones step back."""
    if writing.add_reading(connection, reading):
        _withdraw_older(connection, reading)


def _withdraw_older(connection: sa.Connection, reading: Reading) -> None:
    """Let the undecided claims of earlier readings step back where this reading, that was just added, is a later one.

    Where a person decided on words that both readings found, it is the new claim that steps back.
    """
    report_id, mine = reading.report.id, reading.producer.id
    earlier = _other_readers(connection, report_id, mine)
    if not earlier:
        return
    standing = _standing(connection, report_id)
    decided = _decided(connection, report_id)
    held = [c for c in selecting.claims_by_id(connection, sorted(decided)) if c.producer_id != mine]
    old = [c.id for c in standing if c.producer_id in earlier and c.id not in decided]
    told = [c.id for c in standing if c.producer_id == mine and c.id not in decided and _told(c, held)]
    gone = sorted([*old, *told])
    at = _when(connection, reading)
    why = f"read again by {mine}; before by {', '.join(sorted(earlier))}"
    detail = {"by": mine, "before": sorted(earlier), "withdrawn": len(gone)}
    number = verdicts.put_act(connection, Act(KIND, report_id, mine, at, report_id, why, detail))
    _withdraw(connection, gone, number, at)


def rereadings(store: Store) -> list[Reread]:
    """The re-readings of a record that stand, the last first."""
    with store.reading() as connection:
        return _rereadings(connection)


def restore(store: Store, report_id: str, by: str, at: datetime) -> Reread:
    """Take the last re-reading of a report back: the earlier claims stand again, and those that it brought step back.

    NotFound where the report was not read again; Outdated where a person has decided since on what stepped back.
    """
    with store.writing() as connection:
        last = next(iter(_rereadings(connection, report_id)), None)
        if last is None:
            raise NotFound(f"report {report_id} was not read again", do="see: mnemon readings")
        fresh = [c for c in _standing(connection, report_id) if c.producer_id == last.by]
        decided = sorted({c.id for c in fresh} & _decided(connection, report_id))
        if decided:
            raise Outdated("a person decided on what the later reading found", where=decided[0], do="undo that first")
        undoing = Act("undo", report_id, by, at, report_id, detail={"kind": KIND}, undoes=last.act)
        number = verdicts.undo(connection, undoing)
        _withdraw(connection, [c.id for c in fresh], number, at)
    return last


def silent(store: Store) -> dict[str, str | None]:
    """Event mentions that had claims of which none stands any more -> the mention that tells the same words now.

    None where none does: people rejected the claims, or a later reading found nothing there.
    """
    with store.reading() as connection:
        return _heirs(connection, _mute(connection, store.moment), store.moment)


def silent_in(connection: sa.Connection, mention_ids: Iterable[str]) -> dict[str, str | None]:
    """The same of the reports that some event mentions are of, as the record is now."""
    m, found = schema.event_mentions.c, dict[str, str | None]()
    reports = set[str]()
    for chunk in rows.chunks(sorted(set(mention_ids))):
        reports |= set(connection.execute(sa.select(m.report_id).where(m.id.in_(chunk))).scalars())
    for chunk in rows.chunks(sorted(reports)):
        found |= _heirs(connection, _mute(connection, None, chunk), None)
    return found


def heard(links: Iterable[Link], mute: Mapping[str, str | None]) -> Iterator[Link]:
    """The links between mentions that tell of something still; a decision goes on to the mention that tells it now.

    Not where somebody has decided on that pair itself. `mute`: as `silent` gives it.
    """
    decided, passed_on = set[tuple[str, str]](), list[Link]()
    for one in links:
        ends = [mute.get(end, end) for end in (one.left, one.right)]
        if ends == [one.left, one.right]:
            if one.decided:
                decided.add((one.left, one.right))
            yield one
        elif one.decided and None not in ends and ends[0] != ends[1]:
            left, right = sorted(end for end in ends if end is not None)
            passed_on.append(replace(one, left=left, right=right))
    yield from (one for one in passed_on if (one.left, one.right) not in decided)


def is_any_gone(connection: sa.Connection) -> bool:
    """Whether any claim was rejected, or withdrawn: where none was, every mention tells of something."""
    d = schema.decisions.c
    gone = sa.select(d.seq).where(d.verdict.in_(GONE), d.closed_at.is_(None)).limit(1)
    return connection.execute(gone).first() is not None


def _heirs(connection: sa.Connection, mute: Sequence[EventMention], moment: datetime | None) -> dict[str, str | None]:
    living: dict[str, list[EventMention]] = {}
    for chunk in rows.chunks(sorted({mention.report_id for mention in mute})):
        for mention in _living(connection, chunk, moment):
            living.setdefault(mention.report_id, []).append(mention)
    return {m.id: next((x.id for x in living.get(m.report_id, ()) if _overlap(m.spans, x.spans)), None) for m in mute}


def _mute(
    connection: sa.Connection, moment: datetime | None, report_ids: Sequence[str] | None = None
) -> list[EventMention]:
    """Of all reports, or of some, the mentions that had claims and of which none stands."""
    m, c, d = schema.event_mentions.c, schema.claims.c, schema.decisions.c
    told = sa.select(c.event_mention_id).join_from(schema.claims, schema.decisions, d.claim_id == c.id)
    gone = told.where(d.verdict.in_(GONE))
    if report_ids is not None:
        gone = gone.where(c.report_id.in_(report_ids))
    query = sa.select(schema.event_mentions).where(m.id.in_(gone), ~_tells(moment)).order_by(m.seq)
    return selecting.mentions_of(connection, selecting.cells_of(connection.execute(query)))


def _living(connection: sa.Connection, report_ids: Sequence[str], moment: datetime | None) -> list[EventMention]:
    m = schema.event_mentions.c
    query = sa.select(schema.event_mentions).where(m.report_id.in_(report_ids), _tells(moment)).order_by(m.seq)
    return selecting.mentions_of(connection, selecting.cells_of(connection.execute(query)))


def _tells(moment: datetime | None) -> sa.ColumnElement[bool]:
    """Whether a claim of an event mention stands."""
    c = schema.claims.c
    standing = selecting.conditions(selecting.ClaimFilter(), moment)
    return sa.exists().where(c.event_mention_id == schema.event_mentions.c.id, *standing)


def _overlap(left: Iterable[Span], right: Iterable[Span]) -> bool:
    others = list(right)
    return any(a.overlaps(b) for a in left for b in others)


def _rereadings(connection: sa.Connection, report_id: str | None = None) -> list[Reread]:
    """The re-readings that stand, the last first; of one report or of all."""
    t, undone = schema.acts, schema.acts.alias()
    query = sa.select(t).where(t.c.kind == KIND, ~sa.exists().where(undone.c.undoes == t.c.seq))
    if report_id is not None:
        query = query.where(t.c.about == report_id)
    acts = [verdicts.act_of(cells) for cells in connection.execute(query.order_by(t.c.seq.desc())).mappings()]
    return [Reread(act.about, act.made_by, act.at, int(str(act.detail["withdrawn"])), act.seq) for act in acts]


def _other_readers(connection: sa.Connection, report_id: str, mine: str) -> set[str]:
    r = schema.readings.c
    found = sa.select(r.producer_id).where(r.report_id == report_id, r.producer_id != mine)
    return set(connection.execute(found).scalars())


def _standing(connection: sa.Connection, report_id: str) -> list[Claim]:
    wanted = selecting.conditions(selecting.ClaimFilter(report_id=report_id))
    query = sa.select(schema.claims).where(*wanted).order_by(schema.claims.c.seq)
    return selecting.claims_of(connection, selecting.cells_of(connection.execute(query)))


def _decided(connection: sa.Connection, report_id: str) -> set[str]:
    """The claims of a report on which a verdict of a person stands, and those that a correction stands in for."""
    c, d, old = schema.claims.c, schema.decisions.c, schema.supersedes.c
    judged = sa.select(d.claim_id).where(d.closed_at.is_(None), d.verdict != "withdrawn")
    replaced = sa.select(old.superseded_id)
    query = sa.select(c.id).where(c.report_id == report_id, c.id.in_(judged) | c.id.in_(replaced))
    return set(connection.execute(query).scalars())


def _told(claim: Claim, held: Sequence[Claim]) -> bool:
    """Whether a claim of the same kind, on which a person decided, rests on the same words."""
    mine = claim.spans.get("trigger", ())
    return any(other.kind == claim.kind and _overlap(mine, other.spans.get("trigger", ())) for other in held)


def _withdraw(connection: sa.Connection, ids: Sequence[str], act: int, at: datetime) -> None:
    if not ids:
        return
    made = [{"claim_id": i, "verdict": "withdrawn", "act": act, "created_at": at} for i in ids]
    connection.execute(sa.insert(schema.decisions), made)
    queueing.touch(connection, ids)


def _when(connection: sa.Connection, reading: Reading) -> datetime:
    """From when the new reading is known: that of its run, so that the two never stand together."""
    t = schema.runs.c
    found = connection.execute(sa.select(t.started_at).where(t.id == reading.run_id)).scalar()
    return found if isinstance(found, datetime) else datetime.now(UTC)
