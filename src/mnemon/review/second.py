"""Two coders: the second codes a report without seeing the first; an adjudicator sees both, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from starlette.responses import RedirectResponse, Response

from mnemon.errors import Outdated, UsageError
from mnemon.model.claims import Claim
from mnemon.model.review import Act, Coding, Decision
from mnemon.model.text import Report, Span
from mnemon.review import pairs as linked
from mnemon.review.agreement import Agreement, Finding, agreement
from mnemon.review.asking import Ask
from mnemon.review.cards import Around, Card, cards, flat
from mnemon.review.forms import PARTS, Basis, claim_from, fields_of, identity, new_mention, read_words
from mnemon.review.names import titled
from mnemon.review.pairs import LINK
from mnemon.review.reports import CHOICES, READS, REASONS, around_of, source_name
from mnemon.review.text import marks_of, pieces, window
from mnemon.store import Desk, Made, Verdict

COMPARED = ("kind", "low", "best", "high", "who", "by", "place", "from", "said_by", "stance", "status", "scope")
DONE = "second coding"
JUDGEMENTS = ("accept", "reject", "correct", "add", "split", "merge")


@dataclass(frozen=True, slots=True)
class Both:
    """One claim as two coders found it. `first`, `second`: field -> value; empty = rejected, None = not coded."""

    claim: Claim | None
    coding: Coding
    first: dict[str, str] | None
    second: dict[str, str]
    differ: tuple[str, ...]
    settled: bool


def overview(ask: Ask) -> Response:
    """What was coded twice, what waits for an adjudicator, and how far coders agree."""
    acts, _ = ask.desk.acts(500, kinds=(DONE,))
    handed = {(act.about, act.made_by): act for act in acts}
    reports = ask.desk.reports({about for about, _ in handed})
    names = ask.withheld(reports.values())
    rows, pairs = [], list[tuple[Finding, Finding]]()
    for (report_id, coder), act in handed.items():
        both = compared(ask.desk, reports[report_id], coder)
        pairs += _findings(both)
        title = titled(reports[report_id], names[report_id])
        rows.append((report_id, title, coder, act.at.date(), both, sum(not one.settled for one in both)))
    mine = {report_id for report_id, coder in handed if coder == ask.person.name}
    return ask.page(
        "second.html",
        rows=rows,
        agreement=agreement([*pairs, *linked.findings(ask)]),
        differing=linked.differing(ask),
        to_code=_to_code(ask, mine),
    )


def coder_agreement(desk: Desk, most: int = 100_000) -> list[Agreement]:
    """How far two coders agree on claims over the whole record, part by part."""
    acts, _ = desk.acts(most, kinds=(DONE,))
    handed = sorted({(act.about, act.made_by) for act in acts})
    reports = desk.reports({about for about, _ in handed})
    told = (compared(desk, reports[report_id], coder) for report_id, coder in handed)
    return agreement([pair for both in told for pair in _findings(both)])


def _to_code(ask: Ask, mine: set[str]) -> list[tuple[str, str, str]]:
    """Reports that others have judged and this person has not seen: at most ten."""
    judged = ask.desk.judged_lately(JUDGEMENTS, 400)
    seen = mine | {report_id for report_id, made_by in judged if made_by == ask.person.name}
    by_report = {report_id: made_by for report_id, made_by in judged if report_id not in seen}
    reports = ask.desk.reports(list(by_report)[:10])
    names = ask.withheld(reports.values())
    return [(report.id, titled(report, names[report.id]), by_report[report.id]) for report in reports.values()]


def blind_page(ask: Ask) -> Response:
    """A report as the machine left it, with this coder's own findings alone."""
    return _desk(ask, "report.html")


def _desk(ask: Ask, template: str, message: str = "", focus: str = "", status: int = 200) -> Response:
    report = ask.desk.store.report(ask.path["report_id"])
    shown, names, claims = _cards(ask, report)
    within = window(report.text, next((c.sentence.start_char for c in claims if c.id == focus), 0))
    found = flat(shown)
    return ask.page(
        template, status, report=report, title=titled(report, names),
        source=source_name(ask, report), within=within, base=f"/second/{report.id}",
        pieces=pieces(report.text, within, marks_of(claims), names), gone=[], cut=False, blind=True, before=None,
        incidents=[c for c in shown if c.claim.scope != "total"], after=None,
        totals=[c for c in shown if c.claim.scope == "total"], message=message, focus=focus,
        left=sum(c.state == "open" for c in found), done=sum(c.state != "open" for c in found), reasons=REASONS,
    )  # fmt: skip


def _machine_claims(ask: Ask, report_id: str) -> list[Claim]:
    return [c for c in ask.desk.report_claims(report_id) if not c.producer_id.startswith("person-")]


def _mine(ask: Ask, report_id: str) -> list[Coding]:
    return [one for one in ask.desk.codings(report_id, ask.person.name) if one.verdict != LINK]


def compared(desk: Desk, report: Report, coder: str) -> list[Both]:
    """What the first coder and the second found, claim by claim."""
    claims = {claim.id: claim for claim in desk.report_claims(report.id)}
    decisions = desk.decisions(list(claims))
    replaced = desk.superseded_by(list(claims))
    acts, undone = desk.acts(1000, about=[report.id], kinds=("adjudicate",))
    settled = {str(act.detail.get("coding")) for act in acts if act.seq not in undone}
    found = []
    for coding in (one for one in desk.codings(report.id, coder) if one.verdict != LINK):
        old = claims.get(coding.claim_id or "")
        first = _first(old, claims, decisions, replaced) if old is not None else {}
        second = {} if coding.verdict == "rejected" else {k: str(v) for k, v in coding.values.items()}
        known = first or {}
        differ = tuple(n for n in COMPARED if known.get(n, "") != second.get(n, "")) if first is not None else ()
        done = str(coding.seq) in settled or first is None or not differ
        found.append(Both(old, coding, first, second, differ, done))
    return found


def _first(
    claim: Claim, claims: dict[str, Claim], decisions: dict[str, Decision], replaced: dict[str, list[str]]
) -> dict[str, str] | None:
    """What the record holds of the claim now; empty where it was rejected, None where nobody has judged it."""
    decision = decisions.get(claim.id)
    if decision is None:
        return None
    if decision.verdict == "rejected":
        return {}
    standing = standing_in(claim, claims, decisions, replaced)
    return fields_of(standing) if standing is not None else {}


def standing_in(
    claim: Claim, claims: dict[str, Claim], decisions: dict[str, Decision], replaced: dict[str, list[str]]
) -> Claim | None:
    """The claim that stands in this one's place, or itself; None where that was rejected."""
    at, steps = claim, 0
    while steps < 20:
        living = [n for n in replaced.get(at.id, ()) if n in claims and _verdict(decisions, n) != "withdrawn"]
        if not living:
            break
        at, steps = claims[living[0]], steps + 1
    return None if _verdict(decisions, at.id) == "rejected" else at


def _verdict(decisions: dict[str, Decision], claim_id: str) -> str:
    return decisions[claim_id].verdict if claim_id in decisions else ""


def _findings(both: Iterable[Both]) -> list[tuple[Finding, Finding]]:
    """Pairs of findings on the same claims, and on whether two claims of a report are one event."""
    known = [one for one in both if one.first is not None]
    pairs = [(_finding(one.first or {}), _finding(one.second)) for one in known]
    for left, right in combinations([one for one in known if one.first and one.second], 2):
        same = [_same(side[0], side[1]) for side in ((left.first, right.first), (left.second, right.second))]
        pairs.append(({"same event": same[0]}, {"same event": same[1]}))
    return pairs


def _same(left: dict[str, str] | None, right: dict[str, str] | None) -> str:
    return str((left or {}).get("event_mention") == (right or {}).get("event_mention"))


def _finding(given: dict[str, str]) -> Finding:
    if not given:
        return {"kind": "no claim"}
    best, first_day = given.get("best") or given.get("low"), given.get("from")
    return {
        "kind": given.get("kind"), "how many": float(best) if best else None, "by whom": given.get("by") or None,
        "said by": given.get("said_by") or None, "place": given.get("place") or None,
        "first day": float(_ordinal(first_day)) if first_day else None,
    }  # fmt: skip


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _cards(ask: Ask, report: Report) -> tuple[list[Card], Sequence[Span], list[Claim]]:
    claims = _machine_claims(ask, report.id)
    mine = _mine(ask, report.id)
    said = {
        c.claim_id: Decision(c.seq, c.claim_id, c.verdict, c.coder, c.created_at, str(c.values.get("reason", "")), 0)
        for c in mine
        if c.claim_id is not None
    }
    shared = around_of(ask, report, claims)
    around = Around(report.text, shared.names, {}, {}, {})
    return [_with_state(card, said) for card in cards(claims, around)], shared.names, claims


def _with_state(card: Card, said: dict[str, Decision]) -> Card:
    decision = said.get(card.claim.id)
    parts = tuple(_with_state(part, said) for part in card.parts)
    return replace(card, decision=decision, state=decision.verdict if decision else "open", parts=parts)


def blind_judge(ask: Ask) -> Response:
    """A finding of the second coder: kept beside the record, which does not change."""
    report = ask.desk.store.report(ask.path["report_id"])
    what, claim_id = ask.one("do"), ask.one("claim") or None
    old = ask.desk.store.claim(claim_id) if claim_id is not None else None
    if what not in {"accept", "reject", "correct", "add"} or (old is not None and old.report_id != report.id):
        raise UsageError("there is no such judgement in a second coding")
    given = {name: values[0].strip() for name, values in ask.form.items()}
    try:
        values = _values(ask, what, given, old, report)
    except UsageError as error:
        return _form(ask, report, given, 422, error.sentence())
    verdict = {"accept": "accepted", "reject": "rejected"}.get(what, "corrected")
    ask.desk.put_coding(Coding(report.id, claim_id, ask.person.name, verdict, values, ask.now))
    return _desk(ask, "work.html", f"Coded: {verdict}.", ask.one("next") or (claim_id or ""))


def _values(ask: Ask, what: str, given: dict[str, str], old: Claim | None, report: Report) -> dict[str, str]:
    if what == "reject":
        if not given.get("reason"):
            raise UsageError("say why: a rejection needs a reason")
        return {"reason": given["reason"]}
    if what == "accept" and old is not None:
        return fields_of(old)
    basis = Basis(report, old, ask.person.producer)
    return fields_of(claim_from(given, basis, ask.house.lexicon())) | {"reason": given.get("reason", "")}


def blind_undo(ask: Ask) -> Response:
    """Take back this coder's last finding in this report."""
    mine = _mine(ask, ask.path["report_id"])
    if not mine:
        return _desk(ask, "work.html", "There is nothing to undo.")
    ask.desk.close_coding(mine[-1].seq, ask.person.name, ask.now)
    return _desk(ask, "work.html", "Undone.", mine[-1].claim_id or "")


def blind_form(ask: Ask) -> Response:
    """The form for a correction, or a missed claim, in a second coding."""
    report = ask.desk.store.report(ask.path["report_id"])
    if "do" not in ask.form:
        old = ask.desk.store.claim(ask.query["claim"]) if ask.query.get("claim") else None
        empty = {"kind": "killed", "stance": "asserts", "status": "fact", "scope": "event"}
        return _form(ask, report, fields_of(old) | {"claim": old.id} if old is not None else empty)
    given = {name: values[0].strip() for name, values in ask.form.items()}
    try:
        read = read_words(given, Basis(report, None, ask.person.producer), ask.house.lexicon())
    except UsageError as error:
        return _form(ask, report, given, 422, error.sentence())
    return _form(ask, report, given | {n: v for n, v in fields_of(read).items() if n in READS.get(ask.one("read"), ())})


def _form(ask: Ask, report: Report, given: dict[str, str], status: int = 200, message: str = "") -> Response:
    shown, _, claims = _cards(ask, report)
    found = flat(shown)
    return ask.page(
        "claim_form.html", status, report=report, given=given, parts=PARTS, choices=CHOICES, message=message, seen=0,
        first=None, wholes=[c for c in found if c.claim.id != given.get("claim")],
        mentions=sorted({c.event_mention_id for c in claims}), text=report.text,
    )  # fmt: skip


def finish(ask: Ask) -> Response:
    """Hand the second coding in: from now on an adjudicator sees it."""
    report = ask.desk.store.report(ask.path["report_id"])
    ask.desk.note(Act(DONE, report.id, ask.person.name, ask.now, report.id))
    response = Response(status_code=204)
    response.headers["hx-redirect"] = "/second"
    return response


def adjudicate_page(ask: Ask) -> Response:
    """Both coders side by side, where they differ first."""
    report = ask.desk.store.report(ask.path["report_id"])
    both = compared(ask.desk, report, ask.path["coder"])
    ordered = sorted(both, key=lambda one: one.settled)
    title = titled(report, ask.withheld([report])[report.id])
    return ask.page(
        "adjudicate.html", report=report, title=title, coder=ask.path["coder"], both=ordered, compared=COMPARED
    )


def adjudicate(ask: Ask) -> Response:
    """The first coder's finding stays, or the second's takes its place; what gives way is kept."""
    report, coder = ask.desk.store.report(ask.path["report_id"]), ask.path["coder"]
    found = next((o for o in compared(ask.desk, report, coder) if o.coding.seq == ask.number("coding")), None)
    if found is None:
        raise Outdated("this finding was taken back since you opened it", do="look again, then decide")
    detail: dict[str, object] = {"coding": found.coding.seq, "taken": ask.one("take"), "coder": coder}
    act = Act("adjudicate", report.id, ask.person.name, ask.now, report.id, ask.one("reason") or None, detail)
    if ask.one("take") == "first":
        ask.desk.note(act)
    elif ask.one("take") == "second":
        _take_second(ask, act, found, report)
    else:
        raise UsageError("take the first coder's finding, or the second's")
    return RedirectResponse(f"/adjudicate/{report.id}/{coder}", status_code=303)


def _take_second(ask: Ask, act: Act, found: Both, report: Report) -> None:
    standing, seen = _standing(ask, found, report)
    if found.coding.verdict == "rejected":
        if standing is not None:
            ask.desk.decide(act, [Verdict(standing.id, "rejected", seen)])
        return
    basis = Basis(report, found.claim, ask.person.producer)
    claim = claim_from({k: str(v) for k, v in found.coding.values.items()}, basis, ask.house.lexicon())
    claim = replace(claim, notes=(f"adjudicated from {found.coding.coder}",))
    claim = replace(claim, id=identity(claim))
    mention = None
    if not claim.event_mention_id:
        mention = new_mention(claim)
        claim = replace(claim, event_mention_id=mention.id)
        claim = replace(claim, id=identity(claim))
    told = replace(act, detail={**act.detail, "made": [claim.id]})
    old = [standing] if standing is not None else []
    verdicts = [Verdict(one.id, "corrected", seen) for one in old]
    ask.desk.decide(told, verdicts, [Made(claim, tuple(one.id for one in old), mention)], ask.person.producer)


def _standing(ask: Ask, found: Both, report: Report) -> tuple[Claim | None, int]:
    """What stands in the claim's place now, and the number of its verdict."""
    if found.claim is None:
        return None, 0
    claims = {claim.id: claim for claim in ask.desk.report_claims(report.id)}
    decisions = ask.desk.decisions(list(claims))
    standing = standing_in(found.claim, claims, decisions, ask.desk.superseded_by(list(claims))) or found.claim
    return standing, decisions[standing.id].seq if standing.id in decisions else 0
