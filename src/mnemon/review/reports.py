"""The report page: the text on the left, its claims on the right, one key for each judgement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from starlette.responses import Response

from mnemon.errors import NotFound, Outdated, UsageError
from mnemon.model.claims import STANCES, Claim
from mnemon.model.marks import KINDS, SCOPES, STATUSES
from mnemon.model.review import Act
from mnemon.model.text import Report
from mnemon.review.asking import Ask, whole
from mnemon.review.cards import Around, cards, flat
from mnemon.review.forms import PARTS, Basis, claim_from, fields_of, identity, new_mention, read_words
from mnemon.review.names import titled
from mnemon.review.text import marks_of, pieces, window
from mnemon.store import Made, Verdict

REASONS = (
    "not in the text", "not about this conflict", "background, told before", "a threat or a plan",
    "wrong kind", "a copy of another claim",
)  # fmt: skip
UNDOABLE = ("accept", "reject", "correct", "add", "split", "merge", "link", "adjudicate")
CHOICES = {"kind": KINDS, "stance": STANCES, "status": STATUSES, "scope": SCOPES}
MOST_CLAIMS = 300
"""Claims on one page: a longer list is cut, and says so."""


def report_page(ask: Ask) -> Response:
    """A report with its claims."""
    return _desk(ask, "report.html")


def _desk(ask: Ask, template: str, *, message: str = "", focus: str = "", status: int = 200) -> Response:
    desk, report = ask.desk, ask.desk.store.report(ask.path["report_id"])
    claims = desk.report_claims(report.id)
    focused = focus or ask.query.get("claim", "")
    within = window(report.text, _start(ask, claims, focused))
    here = [c for c in claims if within.start_char <= c.sentence.start_char < max(within.end_char, 1)][:MOST_CLAIMS]
    around = around_of(ask, report, claims)
    shown = cards(here, around)
    standing = [card for card in flat(shown) if card.standing]
    return ask.page(
        template,
        status,
        report=report,
        title=titled(report, around.names),
        source=source_name(ask, report),
        pieces=pieces(report.text, within, marks_of(card.claim for card in standing), around.names),
        within=within,
        incidents=[card for card in shown if card.standing and card.claim.scope != "total"],
        totals=[card for card in shown if card.standing and card.claim.scope == "total"],
        gone=[card for card in flat(shown) if not card.standing],
        left=sum(card.state == "open" for card in standing),
        done=sum(card.state != "open" for card in standing),
        cut=len(claims) > len(here),
        message=message,
        focus=focused,
        reasons=REASONS,
        before=desk.next_report(report.id, forward=False),
        after=desk.next_report(report.id),
        blind=False,
        base=f"/report/{report.id}",
    )


def _start(ask: Ask, claims: Sequence[Claim], focus: str) -> int:
    if "at" in ask.query:
        return whole(ask.query["at"], "at")
    return next((c.sentence.start_char for c in claims if c.id == focus), 0)


def around_of(ask: Ask, report: Report, claims: Sequence[Claim]) -> Around:
    """What the cards of a report's claims are made with."""
    ids = [claim.id for claim in claims]
    persons = {p.id: p.name for p in ask.desk.store.producers() if p.id.startswith("person-")}
    names = ask.withheld([report])[report.id]
    return Around(report.text, names, ask.desk.decisions(ids), ask.desk.superseded_by(ids), persons)


def source_name(ask: Ask, report: Report) -> str:
    """The publisher of a report by name."""
    return ask.desk.store.source(report.source_id).name if report.source_id is not None else "publisher not stated"


def judge(ask: Ask) -> Response:
    """One judgement: the page comes back with what it left, and the next claim in view."""
    chosen = _DOES.get(ask.one("do"))
    if chosen is None:
        raise UsageError("there is no such judgement")
    report = ask.desk.store.report(ask.path["report_id"])
    try:
        message, focus = chosen(ask, report)
    except (Outdated, UsageError) as error:
        status = 409 if isinstance(error, Outdated) else 422
        if ask.one("do") in {"correct", "add"}:
            return _form(ask, report, {n: v[0] for n, v in ask.form.items()}, status, error.sentence())
        return _desk(ask, "work.html", message=error.sentence(), focus=ask.one("claim"), status=status)
    return _desk(ask, "work.html", message=message, focus=focus)


def _act(ask: Ask, kind: str, about: str, **detail: object) -> Act:
    reason = ask.one("reason") or None
    return Act(kind, about, ask.person.name, ask.now, ask.path["report_id"], reason, detail)


def _claim(ask: Ask, report: Report) -> Claim:
    claim = ask.desk.store.claim(ask.one("claim"))
    if claim.report_id != report.id:
        raise NotFound(f"there is no claim {claim.id} in this report")
    return claim


def _accept(ask: Ask, report: Report) -> tuple[str, str]:
    claim = _claim(ask, report)
    ask.desk.decide(_act(ask, "accept", claim.id), [Verdict(claim.id, "accepted", ask.number("seen"))])
    return "Accepted.", ask.one("next")


def _reject(ask: Ask, report: Report) -> tuple[str, str]:
    claim = _claim(ask, report)
    if not ask.one("reason"):
        raise UsageError("say why: a rejection needs a reason")
    ask.desk.decide(_act(ask, "reject", claim.id), [Verdict(claim.id, "rejected", ask.number("seen"))])
    return f"Rejected: {ask.one('reason')}.", ask.one("next")


def _correct(ask: Ask, report: Report) -> tuple[str, str]:
    """A correction of a claim, or a missed one, which corrects none."""
    old = _claim(ask, report) if ask.one("claim") else None
    given = {name: values[0].strip() for name, values in ask.form.items()}
    claim = claim_from(given, Basis(report, old, ask.person.producer), ask.house.lexicon())
    if old is not None and _states_the_same(claim, old):
        raise UsageError("nothing was changed", do="accept it, or change a value")
    made, verdicts = _made(ask, claim, old), list[Verdict]()
    if old is not None:
        verdicts = [Verdict(old.id, "corrected", ask.number("seen"))]
    act = _act(ask, "correct" if old else "add", old.id if old else made.claim.id, made=[made.claim.id])
    ask.desk.decide(act, verdicts, [made], ask.person.producer)
    return ("Corrected: both values are kept." if old else "Added."), made.claim.id


def _states_the_same(new: Claim, old: Claim) -> bool:
    return fields_of(new) == fields_of(old)


def _made(ask: Ask, claim: Claim, old: Claim | None) -> Made:
    known = {c.event_mention_id for c in ask.desk.report_claims(claim.report_id)}
    instead = (old.id,) if old is not None else ()
    if claim.event_mention_id in known:
        return Made(claim, instead)
    mention = new_mention(claim)
    told = _with_mention(claim, mention.id)
    return Made(told, instead, mention)


def _with_mention(claim: Claim, mention_id: str) -> Claim:
    told = replace(claim, event_mention_id=mention_id)
    return replace(told, id=identity(told))


def form(ask: Ask) -> Response:
    """The form for a correction, or for a missed claim; with `read`, its values read anew from the picked words."""
    report = ask.desk.store.report(ask.path["report_id"])
    if "do" not in ask.form:
        old = ask.desk.store.claim(ask.query["claim"]) if ask.query.get("claim") else None
        empty = {"kind": "killed", "stance": "asserts", "status": "fact", "scope": "event"}
        return _form(ask, report, fields_of(old) | {"claim": old.id} if old else empty)
    given = {name: values[0].strip() for name, values in ask.form.items()}
    try:
        read = read_words(given, Basis(report, None, ask.person.producer), ask.house.lexicon())
    except UsageError as error:
        return _form(ask, report, given, 422, error.sentence())
    part = ask.one("read")
    changed = {n: v for n, v in fields_of(read).items() if n in READS.get(part, ())}
    return _form(ask, report, given | changed)


READS = {
    "count": ("low", "best", "high", "approx"), "who": ("who",), "by": ("by",), "by2": ("by2",), "means": ("means",),
    "where": ("place", "latitude", "longitude", "place_precision"), "when": ("from", "to", "date_precision"),
    "source": ("said_by",),
}  # fmt: skip
"""Which fields the words of a part fill."""


def _form(ask: Ask, report: Report, given: dict[str, str], status: int = 200, message: str = "") -> Response:
    claims = ask.desk.report_claims(report.id)
    decisions = ask.desk.decisions([claim.id for claim in claims])
    standing = decisions.get(given.get("claim", ""))
    around = around_of(ask, report, claims)
    first = next((c for c in flat(cards(claims, around)) if c.claim.id in _newer(ask, given)), None)
    return ask.page(
        "claim_form.html", status, report=report, given=given, parts=PARTS, choices=CHOICES, message=message,
        seen=standing.seq if standing is not None else 0, first=first if status == 409 else None,
        wholes=[c for c in flat(cards(claims, around)) if c.standing and c.claim.id != given.get("claim")],
        mentions=sorted({c.event_mention_id for c in claims}), text=report.text,
    )  # fmt: skip


def _newer(ask: Ask, given: dict[str, str]) -> set[str]:
    """The ids of whatever now stands in the place of the claim that the form is about."""
    claim = given.get("claim", "")
    return set(ask.desk.superseded_by([claim]).get(claim, ())) or {claim}


def _split(ask: Ask, report: Report) -> tuple[str, str]:
    """One claim becomes two: the number given, and what is left of it."""
    claim, number = _claim(ask, report), ask.number("number")
    best = claim.quantity.best if claim.quantity is not None else None
    if claim.quantity is None or best is None or not 0 < number < best:
        raise UsageError("give a number that is smaller than the claim's own, to split it in two")
    made: list[Made] = []
    for count in (number, best - number):
        quantity = replace(claim.quantity, low=count, best=count, high=count, rule="split by a person")
        told = replace(claim, quantity=quantity, producer_id=ask.person.producer.id, notes=(f"split from {claim.id}",))
        told = replace(told, notes=(*told.notes, f"part {len(made) + 1}"))
        made.append(Made(replace(told, id=identity(told)), (claim.id,)))
    act = _act(ask, "split", claim.id, made=[one.claim.id for one in made])
    ask.desk.decide(act, [Verdict(claim.id, "split", ask.number("seen"))], made, ask.person.producer)
    return f"Split into {number} and {best - number}.", made[0].claim.id


def _merge(ask: Ask, report: Report) -> tuple[str, str]:
    """The marked claims say one thing: the first one's values stand for all of them."""
    pairs = [pair.rpartition(":") for pair in ask.form.get("marked", [])]
    claims = ask.desk.claims([claim_id for claim_id, _, _ in pairs])
    if len(claims) < 2 or any(claim.report_id != report.id for claim in claims):
        raise UsageError("mark two claims of this report or more, then merge")
    told = replace(claims[0], producer_id=ask.person.producer.id, notes=("merged: " + ", ".join(c.id for c in claims),))
    told = replace(told, id=identity(told))
    verdicts = [Verdict(claim_id, "merged", whole(seen, "seen")) for claim_id, _, seen in pairs]
    act = _act(ask, "merge", told.id, made=[told.id])
    ask.desk.decide(act, verdicts, [Made(told, tuple(c.id for c in claims))], ask.person.producer)
    return f"{len(claims)} claims merged into one.", told.id


_DOES = {
    "accept": _accept, "reject": _reject, "correct": _correct, "add": _correct, "split": _split, "merge": _merge,
}  # fmt: skip


def undo(ask: Ask) -> Response:
    """Take back the last judgement of this person, wherever it was."""
    last = ask.desk.last_act(ask.person.name, UNDOABLE)
    if last is None:
        return _desk(ask, "work.html", message="There is nothing to undo.")
    act = Act("undo", last.about, ask.person.name, ask.now, last.report_id, detail={"kind": last.kind}, undoes=last.seq)
    try:
        ask.desk.undo(act)
    except Outdated as error:
        return _desk(ask, "work.html", message=error.sentence(), status=409)
    if last.report_id == ask.path["report_id"]:
        return _desk(ask, "work.html", message=f"Undone: {last.kind}.", focus=last.about)
    response = Response(status_code=204)
    response.headers["hx-redirect"] = f"/report/{last.report_id}?claim={last.about}" if last.report_id else "/"
    return response
