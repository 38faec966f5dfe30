"""Links that nobody suggested yet: without `mnemon link`, a small record is linked when its pages are opened."""

from __future__ import annotations

from datetime import UTC, datetime

from mnemon.linking import link, tellings
from mnemon.store import Store, Wanted
from mnemon.store.desk import Desk
from mnemon.store.listing import COUNTED_TO


def suggest(store: Store) -> int:
    """Put suggestions into a record that has no links; gives how many. A large record is left to `mnemon link`."""
    if next(store.links(), None) is not None or Desk(store).counted(Wanted(review="all")) > COUNTED_TO:
        return 0
    told = tellings(store.mentions(), store.claims(), store.reports(), store.copies())
    found = link(told, (), "mnemon", datetime.now(UTC))
    store.judge(found)
    return len(found)
