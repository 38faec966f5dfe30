"""Who changed what, when and why, with what it was before and after; and the record as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from starlette.responses import Response

from mnemon.export.masking import mask_words
from mnemon.export.tables import days, figure
from mnemon.model.claims import Claim
from mnemon.model.events import Link
from mnemon.model.review import Act
from mnemon.review.asking import Ask, whole
from mnemon.review.cards import actor_shown, place_briefly
from mnemon.review.inbox import wanted_of
from mnemon.review.names import titled

ROWS = 100
MOST_SHOWN = 150
NONE = "not stated"
KINDS = (
    "accept", "reject", "correct", "add", "split", "merge", "undo", "link", "grade", "sign off", "show names",
    "hide names", "second coding", "second link", "adjudicate", "account", "re-read",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One value before an act and after it."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An act with what it is about, in words, what it changed, and why."""

    act: Act
    about: str
    changes: tuple[Change, ...]
    why: str


def audit(ask: Ask) -> Response:
    """Every act, the newest first."""
    asked = {name: ask.query.get(name, "").strip() for name in ("about", "kind", "who")}
    acts, undone = ask.desk.acts(
        ROWS, about=[asked["about"]] if asked["about"] else (), kinds=[asked["kind"]] if asked["kind"] else (),
        before=whole(ask.query.get("before", ""), "before"), made_by=asked["who"],
    )  # fmt: skip
    older = acts[-1].seq if len(acts) == ROWS else 0
    return ask.page("audit.html", rows=_shown(ask, acts), undone=undone, asked=asked, kinds=KINDS, older=older)


def _shown(ask: Ask, acts: Sequence[Act]) -> list[Shown]:
    ids = {i for act in acts for i in (act.about, *_made(act))}
    claims = {claim.id: claim for claim in ask.desk.claims(sorted(ids))}
    links = ask.desk.links_by_number([n for act in acts if isinstance(n := act.detail.get("before"), int)])
    tell = _Teller(ask, claims, {act.report_id for act in acts if act.report_id is not None})
    return [Shown(act, tell.about(act), tuple(tell.changes(act, links)), tell.why(act)) for act in acts]


def _made(act: Act) -> list[str]:
    made = act.detail.get("made")
    return [str(one) for one in made] if isinstance(made, list) else []


class _Teller:
    """Tells of claims without the names that their reports withhold."""

    def __init__(self, ask: Ask, claims: Mapping[str, Claim], report_ids: set[str]) -> None:
        self.claims = claims
        self.reports = ask.desk.reports({claim.report_id for claim in claims.values()} | report_ids)
        self.names = ask.withheld(self.reports.values())

    def why(self, act: Act) -> str:
        """The reason that was given."""
        report = self.reports.get(act.report_id or "")
        return (
            mask_words(act.reason or "", report.text, self.names[report.id]) if report is not None else act.reason or ""
        )

    def about(self, act: Act) -> str:
        claim, report = self.claims.get(act.about), self.reports.get(act.about)
        if claim is None:
            return titled(report, self.names[report.id]) if report is not None else ""
        values = self.values(claim)
        return f"{claim.kind}, {values['how many']}, {values['where']}"

    def values(self, claim: Claim) -> dict[str, str]:
        """A claim's values in words."""
        told = {
            "kind": claim.kind, "how many": figure(claim.quantity) if claim.quantity is not None else "",
            "whom": actor_shown(claim.victims), "by": actor_shown(claim.by), "and by": actor_shown(claim.by2),
            "means": claim.means or "", "where": place_briefly(claim.place) if claim.place is not None else "",
            "when": days(claim.date) if claim.date is not None else "",
            "said by": claim.said_by.name if claim.said_by is not None else "", "stance": claim.stance,
            "status": claim.status, "scope": claim.scope, "part of": claim.part_of or "",
            "event": claim.event_mention_id,
        }  # fmt: skip
        report = self.reports[claim.report_id]
        names = self.names[report.id]
        return {name: mask_words(value, report.text, names) or NONE for name, value in told.items()}

    def changes(self, act: Act, links: Mapping[int, Link]) -> Iterable[Change]:
        """What was before, and what after, value by value."""
        if act.kind == "link":
            known = links.get(int(str(act.detail.get("before") or 0)))
            stood = f"{known.judgement.value} ({known.by})" if known is not None else "no link"
            yield Change("link", stood, str(act.detail.get("judgement", "")))
        old = self.claims.get(act.about)
        new = [self.claims[i] for i in _made(act) if i in self.claims]
        if old is None or act.kind not in {"correct", "adjudicate", "split"}:
            return
        for claim in new:
            before, after = self.values(old), self.values(claim)
            yield from (Change(name, before[name], after[name]) for name in before if before[name] != after[name])


def as_of(ask: Ask) -> Response:
    """The first claims that the record held at the end of a day; how many there were is counted after."""
    day, moment = _end_of_day(ask)
    found = ask.desk.first_as_it_was(moment, MOST_SHOWN)
    shown = [(c, figure(c.quantity), days(c.date) if c.date is not None else "not stated") for c in found]
    return ask.page("as_of.html", day=day, shown=shown, most=MOST_SHOWN)


def kinds_as_of(ask: Ask) -> Response:
    """How many claims of each kind stood at the end of a day."""
    day, moment = _end_of_day(ask)
    kinds = ask.desk.kinds_as_it_was(moment)
    return ask.page("as_of_kinds.html", day=day, kinds=kinds, number=sum(kinds.values()))


def _end_of_day(ask: Ask) -> tuple[date, datetime]:
    """The day that is asked for, today where none is, and its end."""
    today = ask.now.date()
    day = wanted_of({"date_from": ask.query.get("day", "")}).date_from or today
    return day, datetime.combine(day, time(), UTC) + timedelta(days=1)
