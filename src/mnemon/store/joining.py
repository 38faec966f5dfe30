"""What clustering asks of a record, and no more: which mentions links join, and each mention without its words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import sqlalchemy as sa

from mnemon.model.claims import EventMention
from mnemon.model.events import Judgement
from mnemon.store import past, rows, schema, selecting

if TYPE_CHECKING:
    from mnemon.store.store import Store


def positive_pairs(store: Store) -> list[tuple[str, str]]:
    """The two mentions of each link that stands and says that they tell of one event."""
    t = schema.judgements
    stood = t.c.closed_at.is_(None) if store.moment is None else past.standing_links(store.moment)
    query = sa.select(t.c.left_id, t.c.right_id).where(stood, t.c.judgement == Judgement.POSITIVE.value)
    with store.reading() as connection:
        return [(left, right) for left, right in connection.execute(query.order_by(t.c.seq))]


def outlines(store: Store, ids: Iterable[str]) -> list[EventMention]:
    """Those of the event mentions that are there, without the spans that tell them."""
    found, t = list[EventMention](), schema.event_mentions
    with store.reading() as connection:
        for chunk in rows.chunks(sorted(set(ids))):
            told = selecting.cells_of(connection.execute(sa.select(t).where(t.c.id.in_(chunk))))
            found += [rows.mention_of(cells, {}) for cells in told]
    return found
