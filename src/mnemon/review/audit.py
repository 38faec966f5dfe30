"""Who changed what, when and why; and the record as of a day."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time, timedelta

from starlette.responses import Response

from mnemon.export.tables import figure
from mnemon.model.claims import Claim
from mnemon.review.asking import Ask, whole
from mnemon.review.inbox import wanted_of

ROWS = 100
MOST_SHOWN = 300


def audit(ask: Ask) -> Response:
    """Every act, the newest first."""
    before = whole(ask.query.get("before", ""), "before")
    about = (ask.query["about"],) if ask.query.get("about") else ()
    kinds = (ask.query["kind"],) if ask.query.get("kind") else ()
    acts, undone = ask.desk.acts(ROWS, about=about, kinds=kinds, before=before)
    return ask.page(
        "audit.html", acts=acts, undone=undone, about=ask.query.get("about", ""), kind=ask.query.get("kind", ""),
        older=acts[-1].seq if len(acts) == ROWS else 0,
    )  # fmt: skip


def as_of(ask: Ask) -> Response:
    """What the record held at the end of a day."""
    day = wanted_of({"date_from": ask.query.get("day", "") or ask.now.date().isoformat()}).date_from
    moment = datetime.combine(day or ask.now.date(), time(), UTC) + timedelta(days=1)
    then = ask.desk.store.as_of(moment)
    shown: list[tuple[Claim, str]] = []
    kinds = Counter[str]()
    for claim in then.claims():
        kinds[claim.kind] += 1
        if len(shown) < MOST_SHOWN:
            shown.append((claim, figure(claim.quantity)))
    return ask.page("as_of.html", day=day, shown=shown, kinds=kinds, number=sum(kinds.values()))
