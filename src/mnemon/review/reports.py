"""The report page: the text on the left, its claims on the right, one key for each judgement."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from starlette.responses import Response

from mnemon.errors import NotFound, Outdated, UsageError
from mnemon.model.claims import Claim
from mnemon.model.review import Act
from mnemon.model.text import Report
from mnemon.review import work
from mnemon.review.asking import Ask, whole
from mnemon.review.cards import cards
from mnemon.review.forms import claim_from, fields_of, identity, new_mention
from mnemon.review.inbox import LIST
from mnemon.review.work import Work, around_of, basis_of, form_page, given_in, work_page
from mnemon.store import Made, Verdict

UNDOABLE = ("accept", "reject", "correct", "add", "split", "merge", "link", "adjudicate")


def work_of(ask: Ask) -> Work:
    """A report as the record has it."""
    report = ask.desk.store.report(ask.path["report_id"])
    claims = ask.desk.report_claims(report.id)
    around = around_of(ask, report, claims)
    return Work(report, f"/report/{report.id}", claims, around, lambda some: cards(some, around))


def report_page(ask: Ask) -> Response:
    """A report with its claims."""
    return work_page(ask, work_of(ask), "report.html")


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
            return form_page(ask, work_of(ask), given_in(ask), status=status, message=error.sentence())
        return work_page(ask, work_of(ask), message=error.sentence(), focus=ask.one("claim"), status=status)
    return work_page(ask, work_of(ask), message=message, focus=focus)


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
    claim = claim_from(given_in(ask), basis_of(ask, work_of(ask), old), ask.house.lexicon())
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
    """The form for a correction, or for a missed claim."""
    return work.form(ask, work_of(ask))


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
        return work_page(ask, work_of(ask), message="There is nothing to undo.")
    act = Act("undo", last.about, ask.person.name, ask.now, last.report_id, detail={"kind": last.kind}, undoes=last.seq)
    try:
        ask.desk.undo(act)
    except Outdated as error:
        return work_page(ask, work_of(ask), message=error.sentence(), status=409)
    if last.report_id == ask.path["report_id"]:
        return work_page(ask, work_of(ask), message=f"Undone: {last.kind}.", focus=last.about)
    response = Response(status_code=204)
    way = {LIST: ask.query[LIST]} if LIST in ask.query else {}
    to = f"/report/{last.report_id}?{urlencode({'claim': last.about} | way)}" if last.report_id else "/"
    response.headers["hx-redirect"] = to
    return response
