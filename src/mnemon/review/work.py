"""A report as one coder works on it: its text, its claims, and the form; the record's own state, or a blind coder's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from starlette.responses import Response

from mnemon.errors import UsageError
from mnemon.export.masking import mask_words
from mnemon.model.claims import STANCES, Claim
from mnemon.model.marks import KINDS, SCOPES, STATUSES
from mnemon.model.text import Report, Span
from mnemon.review.asking import Ask, whole
from mnemon.review.cards import Around, Card, flat
from mnemon.review.forms import NAMED, PARTS, Basis, fields_of, read_words
from mnemon.review.inbox import LIST, query_of, wanted_of
from mnemon.review.names import titled
from mnemon.review.text import marks_of, pieces, window

REASONS = (
    "not in the text", "not about this conflict", "background, told before", "a threat or a plan",
    "wrong kind", "a copy of another claim",
)  # fmt: skip
CHOICES = {"kind": KINDS, "stance": STANCES, "status": STATUSES, "scope": SCOPES}
EMPTY = {"kind": "killed", "stance": "asserts", "status": "fact", "scope": "event"}
REPLACED = ("corrected", "split", "merged", "withdrawn")
"""States of claims that no longer stand and are told of by those that stand for them."""

MOST_CLAIMS = 300
"""Claims on one page: a longer list is cut, and says so."""

READS = {
    "count": ("low", "best", "high", "approx"), "who": ("who",), "by": ("by",), "by2": ("by2",), "means": ("means",),
    "where": ("place", "latitude", "longitude", "place_precision"), "when": ("from", "to", "date_precision"),
    "source": ("said_by",),
}  # fmt: skip
"""Which fields the words of a part fill."""


@dataclass(frozen=True, slots=True)
class Work:
    """A report with its claims; `cards` makes cards of some of them. `base`: the address that judgements go to.

    `blind`: whether it is a second coder's, who sees nothing of the record's verdicts.
    """

    report: Report
    base: str
    claims: Sequence[Claim]
    around: Around
    cards: Callable[[Sequence[Claim]], list[Card]]
    blind: bool = False

    @property
    def names(self) -> Sequence[Span]:
        """The names that are withheld."""
        return self.around.names


def around_of(ask: Ask, report: Report, claims: Sequence[Claim]) -> Around:
    """What the cards of a report's claims are made with."""
    ids = [claim.id for claim in claims]
    persons = {p.id: p.name for p in ask.desk.store.producers() if p.id.startswith("person-")}
    names = ask.withheld([report])[report.id]
    return Around(report.text, names, ask.desk.decisions(ids), ask.desk.superseded_by(ids), persons)


def basis_of(ask: Ask, work: Work, claim: Claim | None) -> Basis:
    """What a claim of this person is made from."""
    return Basis(work.report, claim, ask.person.producer, names=work.names, own_kinds=ask.own_kinds())


def work_page(
    ask: Ask, work: Work, template: str = "work.html", *, message: str = "", focus: str = "", status: int = 200
) -> Response:
    """The text beside its claims, at the claim that is asked for or the part of the text."""
    report, focused = work.report, focus or ask.query.get("claim", "")
    within = window(report.text, _start(ask, work.claims, focused))
    here = [c for c in work.claims if within.start_char <= c.sentence.start_char < max(within.end_char, 1)]
    shown = work.cards(here[:MOST_CLAIMS])
    everyone = flat(shown)
    standing = [card for card in everyone if card.standing]
    return ask.page(
        template,
        status,
        report=report,
        title=titled(report, work.names),
        source=source_name(ask, report),
        pieces=pieces(report.text, within, marks_of(card.claim for card in standing), work.names),
        within=within,
        incidents=[card for card in shown if card.standing and card.claim.scope != "total"],
        totals=[card for card in shown if card.standing and card.claim.scope == "total"],
        gone=[card for card in everyone if not card.standing],
        left=sum(card.state == "open" for card in standing),
        done=sum(card.state not in {"open", *(() if card.standing else REPLACED)} for card in everyone),
        cut=len(work.claims) > len(here[:MOST_CLAIMS]),
        message=message,
        focus=focused,
        reasons=REASONS,
        way=_way(ask, work),
        blind=work.blind,
        base=work.base,
    )


@dataclass(frozen=True, slots=True)
class Way:
    """Which reports come before and after this one, and the inbox's filters that they follow; None = by arrival."""

    before: str | None = None
    after: str | None = None
    filters: str | None = None

    @property
    def query(self) -> str:
        """What an address must carry for the next page to go the same way; "" where there is nothing."""
        return urlencode({LIST: self.filters}) if self.filters is not None else ""


def _way(ask: Ask, work: Work) -> Way:
    """As the inbox goes on, where somebody comes from it; else as reports came in."""
    desk, report_id, filters = ask.desk, work.report.id, ask.query.get(LIST)
    if work.blind:
        return Way()
    if filters is None:
        return Way(desk.next_report(report_id, forward=False), desk.next_report(report_id))
    wanted = wanted_of(dict(parse_qsl(filters)), ask.own_kinds())
    before, after = (desk.beside(wanted, report_id, forward=forward) for forward in (False, True))
    return Way(before, after, urlencode(query_of(wanted)))


def _start(ask: Ask, claims: Sequence[Claim], focus: str) -> int:
    if "at" in ask.query:
        return whole(ask.query["at"], "at")
    return next((c.sentence.start_char for c in claims if c.id == focus), 0)


def source_name(ask: Ask, report: Report) -> str:
    """The publisher of a report by name."""
    return ask.desk.store.source(report.source_id).name if report.source_id is not None else "publisher not stated"


def given_in(ask: Ask) -> dict[str, str]:
    """The fields of the form that was sent."""
    return {name: values[0].strip() for name, values in ask.form.items()}


def form(ask: Ask, work: Work) -> Response:
    """The form for a correction, or for a missed claim; with `read`, its values read anew from the picked words."""
    if "do" not in ask.form:
        old = ask.desk.store.claim(ask.query["claim"]) if ask.query.get("claim") else None
        return form_page(ask, work, fields_of(old) | {"claim": old.id} if old is not None else EMPTY)
    given = given_in(ask)
    try:
        read = read_words(given, basis_of(ask, work, None), ask.house.lexicon())
    except UsageError as error:
        return form_page(ask, work, given, status=422, message=error.sentence())
    changed = {n: v for n, v in fields_of(read).items() if n in READS.get(ask.one("read"), ())}
    return form_page(ask, work, given | changed)


def form_page(ask: Ask, work: Work, given: Mapping[str, str], *, status: int = 200, message: str = "") -> Response:
    """The form with these fields, without the names that are withheld; after a clash, beside what stands now."""
    found = flat(work.cards(work.claims))
    about = given.get("claim", "")
    newer = set(work.around.replaced.get(about, ())) or {about}
    decision = work.around.decisions.get(about)
    masked = {name: mask_words(given[name], work.report.text, work.names) for name in NAMED if name in given}
    return ask.page(
        "claim_form.html", status, report=work.report, given={**given, **masked}, parts=PARTS, message=message,
        choices=CHOICES, own_kinds=ask.own_kinds(),
        seen=decision.seq if decision is not None and not work.blind else 0,
        first=next((c for c in found if c.claim.id in newer), None) if status == 409 else None,
        wholes=[c for c in found if c.standing and c.claim.id != about],
        mentions=sorted({c.event_mention_id for c in work.claims}),
    )  # fmt: skip
