"""Two coders: the second codes a report without seeing the first; an adjudicator sees both, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from starlette.responses import RedirectResponse, Response

from mnemon.errors import Outdated, UsageError
from mnemon.export.masking import mask, mask_words
from mnemon.model.claims import Claim
from mnemon.model.review import Act, Coding, Decision
from mnemon.model.text import Report, Span
from mnemon.review import pairs as linked
from mnemon.review.agreement import Agreement, Finding, agreement
from mnemon.review.asking import Ask
from mnemon.review.cards import Around, Card, cards
from mnemon.review.forms import Basis, claim_from, fields_of, identity, new_mention, sentence_around, spans_of
from mnemon.review.names import titled
from mnemon.review.pairs import LINK
from mnemon.review.standing import Chains
from mnemon.review.work import Work, around_of, basis_of, form, form_page, given_in, work_page
from mnemon.store import Desk, Made, Verdict

COMPARED = {
    "kind": "kind", "low": "low", "best": "best", "high": "high", "who": "whom", "by": "by", "place": "where",
    "from": "first day", "said_by": "said by", "stance": "stance", "status": "status", "scope": "scope",
    "same_as": "the same as",
}  # fmt: skip
"""The fields that are compared, by the names that people read. `same_as`: claims that one coder merged with it."""

NUMBERS = ("low", "best", "high")

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
    rows, pairs, held = [], list[tuple[Finding, Finding]](), _held(ask.desk, sorted(reports))
    for (report_id, coder), act in handed.items():
        both = _compared(held, report_id, coder)
        pairs += _findings(both)
        title = titled(reports[report_id], names[report_id])
        rows.append((report_id, title, coder, act.at.date(), both, sum(not one.settled for one in both)))
    twice = linked.judged_twice(ask)
    mine = {report_id for report_id, coder in handed if coder == ask.person.name}
    return ask.page(
        "second.html",
        rows=rows,
        agreement=agreement([*pairs, *linked.findings(twice)]),
        differing=linked.differing(twice),
        to_code=_to_code(ask, mine),
    )


def coder_agreement(desk: Desk, most: int = 100_000) -> list[Agreement]:
    """How far two coders agree on claims over the whole record, part by part."""
    acts, _ = desk.acts(most, kinds=(DONE,))
    handed = sorted({(act.about, act.made_by) for act in acts})
    held = _held(desk, sorted({about for about, _ in handed}))
    told = (_compared(held, report_id, coder) for report_id, coder in handed)
    return agreement([pair for both in told for pair in _findings(both)])


def _to_code(ask: Ask, mine: set[str]) -> list[tuple[str, str, str]]:
    """Reports that others have judged and this person has not seen: at most ten."""
    judged = ask.desk.judged_lately(JUDGEMENTS, 400)
    seen = mine | {report_id for report_id, made_by in judged if made_by == ask.person.name}
    by_report = {report_id: made_by for report_id, made_by in judged if report_id not in seen}
    reports = ask.desk.reports(list(by_report)[:10])
    names = ask.withheld(reports.values())
    return [(report.id, titled(report, names[report.id]), by_report[report.id]) for report in reports.values()]


def work_of(ask: Ask) -> Work:
    """A report as the machine left it, with this coder's own findings alone."""
    report = ask.desk.store.report(ask.path["report_id"])
    claims = [c for c in ask.desk.report_claims(report.id) if not c.producer_id.startswith("person-")]
    said = {
        c.claim_id: Decision(c.seq, c.claim_id, c.verdict, c.coder, c.created_at, str(c.values.get("reason", "")), 0)
        for c in _mine(ask, report.id)
        if c.claim_id is not None
    }
    around = Around(report.text, around_of(ask, report, ()).names, {}, {}, {})

    def made(some: Sequence[Claim]) -> list[Card]:
        return [_with_state(card, said) for card in cards(some, around)]

    return Work(report, f"/second/{report.id}", claims, around, made, blind=True)


def blind_page(ask: Ask) -> Response:
    """A report as the machine left it, with this coder's own findings alone."""
    return work_page(ask, work_of(ask), "report.html")


def _mine(ask: Ask, report_id: str) -> list[Coding]:
    return [one for one in ask.desk.codings(report_id, ask.person.name) if one.verdict != LINK]


@dataclass(frozen=True, slots=True)
class _Held:
    """What the record, and second coders, hold of some reports. `settled`: the codings that were adjudicated."""

    chains: dict[str, Chains]
    settled: set[str]
    codings: list[Coding]


def _held(desk: Desk, report_ids: Sequence[str]) -> _Held:
    """All at once: a report at a time, a page of many reports would ask a hundred times."""
    told = desk.claims_of_reports(report_ids)
    ids = [claim.id for some in told.values() for claim in some]
    acts, undone = desk.acts(100_000, about=report_ids, kinds=("adjudicate",)) if report_ids else ([], set())
    codings = desk.codings(report_ids[0] if len(report_ids) == 1 else None)
    decisions, replaced = desk.decisions(ids), desk.superseded_by(ids)
    return _Held(
        {report_id: _chains(some, decisions, replaced) for report_id, some in told.items()},
        {str(act.detail.get("coding")) for act in acts if act.seq not in undone},
        [one for one in codings if one.verdict != LINK],
    )


def _chains(claims: Sequence[Claim], decisions: dict[str, Decision], replaced: dict[str, list[str]]) -> Chains:
    mine = {claim.id: claim for claim in claims}
    return Chains(mine, decisions, {i: replaced[i] for i in mine if i in replaced})


def compared(desk: Desk, report: Report, coder: str) -> list[Both]:
    """What the first coder and the second found, claim by claim."""
    return _compared(_held(desk, [report.id]), report.id, coder)


def _compared(held: _Held, report_id: str, coder: str) -> list[Both]:
    chains, found = held.chains.get(report_id, Chains({}, {}, {})), []
    mine = [one for one in held.codings if (one.report_id, one.coder) == (report_id, coder)]
    kept = _kept(mine)
    for coding in mine:
        old = chains.claims.get(coding.claim_id or "")
        first = _first(old, chains, kept) if old is not None else {}
        second = {} if coding.verdict == "rejected" else {k: str(v) for k, v in coding.values.items()}
        known = first or {}
        differ = tuple(n for n in COMPARED if known.get(n, "") != second.get(n, "")) if first is not None else ()
        done = str(coding.seq) in held.settled or first is None or not differ
        found.append(Both(old, coding, first, second, differ, done))
    return found


def _kept(codings: Iterable[Coding]) -> dict[str, bool]:
    """Whether a coder kept each claim that they coded, or rejected it."""
    return {one.claim_id: one.verdict != "rejected" for one in codings if one.claim_id is not None}


def _first(claim: Claim, chains: Chains, kept: dict[str, bool]) -> dict[str, str] | None:
    """What the record holds of the claim now; empty where it was rejected, None where nobody has judged it.

    `kept`: by the other coder. Of claims that the first coder merged, those that the other keeps are the same here and
    not there; one that the other rejects, while they keep another of them, is told of by neither.
    """
    if not chains.verdict(claim.id):
        return None
    standing = chains.standing(claim.id) if chains.verdict(claim.id) != "rejected" else []
    if not standing:
        return {}
    others = [i for i in chains.merged_with(claim.id) if kept.get(i)]
    if others and not kept.get(claim.id):
        return {}
    same = "; ".join(_briefly(fields_of(chains.claims[i])) for i in others)
    return _fields(standing) | ({"same_as": same} if same else {})


def _fields(standing: Sequence[Claim]) -> dict[str, str]:
    """What stands, as one claim: of the halves of a split one, the numbers are added."""
    first = fields_of(standing[0])
    told = [fields_of(one) for one in standing]
    if len(told) > 1:
        first |= {n: str(sum(int(one[n]) for one in told)) for n in NUMBERS if all(one.get(n) for one in told)}
    return first


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


def _with_state(card: Card, said: dict[str, Decision]) -> Card:
    decision = said.get(card.claim.id)
    parts = tuple(_with_state(part, said) for part in card.parts)
    return replace(card, decision=decision, state=decision.verdict if decision else "open", parts=parts)


def blind_judge(ask: Ask) -> Response:
    """A finding of the second coder: kept beside the record, which does not change."""
    work = work_of(ask)
    report, what, claim_id = work.report, ask.one("do"), ask.one("claim") or None
    old = ask.desk.store.claim(claim_id) if claim_id is not None else None
    if what not in {"accept", "reject", "correct", "add"} or (old is not None and old.report_id != report.id):
        raise UsageError("there is no such judgement in a second coding")
    try:
        values = _values(ask, what, work, old)
    except UsageError as error:
        return form_page(ask, work, given_in(ask), status=422, message=error.sentence())
    verdict = {"accept": "accepted", "reject": "rejected"}.get(what, "corrected")
    ask.desk.put_coding(Coding(report.id, claim_id, ask.person.name, verdict, values, ask.now))
    return work_page(ask, work_of(ask), message=f"Coded: {verdict}.", focus=ask.one("next") or (claim_id or ""))


def _values(ask: Ask, what: str, work: Work, old: Claim | None) -> dict[str, str]:
    given = given_in(ask)
    if what == "reject":
        if not given.get("reason"):
            raise UsageError("say why: a rejection needs a reason")
        return {"reason": given["reason"]}
    if what == "accept" and old is not None:
        return fields_of(old)
    made = claim_from(given, basis_of(ask, work, old), ask.house.lexicon())
    return fields_of(made) | {"reason": given.get("reason", "")}


def blind_undo(ask: Ask) -> Response:
    """Take back this coder's last finding in this report."""
    mine = _mine(ask, ask.path["report_id"])
    if not mine:
        return work_page(ask, work_of(ask), message="There is nothing to undo.")
    ask.desk.close_coding(mine[-1].seq, ask.person.name, ask.now)
    return work_page(ask, work_of(ask), message="Undone.", focus=mine[-1].claim_id or "")


def blind_form(ask: Ask) -> Response:
    """The form for a correction, or a missed claim, in a second coding."""
    return form(ask, work_of(ask))


def finish(ask: Ask) -> Response:
    """Hand the second coding in: from now on an adjudicator sees it."""
    report = ask.desk.store.report(ask.path["report_id"])
    ask.desk.note(Act(DONE, report.id, ask.person.name, ask.now, report.id))
    response = Response(status_code=204)
    response.headers["hx-redirect"] = "/second"
    return response


def adjudicate_page(ask: Ask) -> Response:
    """Both coders side by side with the words that they coded, where they differ first."""
    report, coder = ask.desk.store.report(ask.path["report_id"]), ask.path["coder"]
    names = ask.withheld([report])[report.id]
    both = sorted(compared(ask.desk, report, coder), key=lambda one: one.settled)
    shown = [(one, _quote(one, report, names), _sides(one, report, names), _agreed(one, report, names)) for one in both]
    return ask.page("adjudicate.html", report=report, title=titled(report, names), coder=coder, both=shown)


def _quote(one: Both, report: Report, names: Sequence[Span]) -> str:
    """The sentence that was coded, without the names that are withheld; an added claim's is around its trigger."""
    trigger = spans_of(one.second.get("spans_trigger", ""), report.text)
    if one.claim is None and not trigger:
        return ""
    sentence = one.claim.sentence if one.claim is not None else sentence_around(report.text, trigger[0])
    return " ".join(mask(report.text, names, sentence).split())


def _agreed(one: Both, report: Report, names: Sequence[Span]) -> str:
    """What both found, in a line; "" where they differ."""
    return "" if one.differ else mask_words(_briefly(one.second), report.text, names)


def _sides(one: Both, report: Report, names: Sequence[Span]) -> list[tuple[str, str, str, bool]]:
    """What each found, line by line: name, the record's value, the coder's, and whether they differ."""
    first, second = one.first or {}, one.second
    if not first or not second:
        rejected = ", ".join(part for part in ("rejected", str(one.coding.values.get("reason", ""))) if part)
        sides = (_briefly(first) or "rejected, or not there", _briefly(second) or rejected)
        told = [("the claim", *sides, True)]
    else:
        told = [
            (label, first.get(name, ""), second.get(name, ""), name in one.differ)
            for name, label in COMPARED.items()
            if first.get(name) or second.get(name)
        ]
    return [(label, *(mask_words(side, report.text, names) for side in sides), d) for label, *sides, d in told]  # type: ignore[misc]


def _briefly(found: dict[str, str]) -> str:
    """A claim's fields in a line; "" where there is no claim."""
    told = (f"{found.get('best') or found.get('low') or ''} {found.get('kind', '')} {found.get('who', '')}".strip(),)
    rest = (found.get("by") and f"by {found['by']}", found.get("place"), found.get("from"))
    return ", ".join(part for part in (*told, *rest, found.get("said_by") and f"said by {found['said_by']}") if part)


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
    """The coder's finding takes the place of what stands, of all its halves; what was merged and they keep comes apart.

    A claim that the first coder merged, and that the second coder says nothing about, stays merged with this one; but a
    rejection is of this one alone.
    """
    chains, old = _standing(ask, found, report), found.claim.id if found.claim is not None else ""
    others = chains.merged_with(old)
    kept = _kept(one for one in ask.desk.codings(report.id, found.coding.coder) if one.verdict != LINK)
    rejected = found.coding.verdict == "rejected"
    apart = [i for i in others if kept.get(i, rejected)]
    undone = chains.shared(old, apart)
    left = chains.without(undone)
    gone = [n.id for i in (old, *others) if i not in apart for n in (left.standing(i) if i in left.claims else ())]
    again = [n.id for i in apart for n in left.standing(i)]
    verdicts = [Verdict(i, "withdrawn", chains.seen(i)) for i in undone]
    verdicts += [Verdict(i, "accepted", chains.seen(i)) for i in dict.fromkeys(again)]
    once = dict.fromkeys(gone)
    if rejected:
        verdicts += [Verdict(i, "rejected", chains.seen(i)) for i in once]
        if verdicts:
            ask.desk.decide(act, verdicts)
        return
    once = once or dict.fromkeys(i for i in (old,) if i)
    made = replace(_made(ask, found, report), instead_of=tuple(once))
    told = replace(act, detail={**act.detail, "made": [made.claim.id]})
    verdicts += [Verdict(i, "corrected", chains.seen(i)) for i in once]
    ask.desk.decide(told, verdicts, [made], ask.person.producer)


def _made(ask: Ask, found: Both, report: Report) -> Made:
    """The claim that the coder's values make, with an event mention of its own where they name none."""
    basis = Basis(report, found.claim, ask.person.producer, own_kinds=ask.own_kinds())
    claim = claim_from({k: str(v) for k, v in found.coding.values.items()}, basis, ask.house.lexicon())
    claim = replace(claim, notes=(f"adjudicated from {found.coding.coder}",))
    claim = replace(claim, id=identity(claim))
    if claim.event_mention_id:
        return Made(claim)
    mention = new_mention(claim)
    claim = replace(claim, event_mention_id=mention.id)
    return Made(replace(claim, id=identity(claim)), mention=mention)


def _standing(ask: Ask, found: Both, report: Report) -> Chains:
    claims = ask.desk.report_claims(report.id) if found.claim is not None else []
    ids = [claim.id for claim in claims]
    return _chains(claims, ask.desk.decisions(ids), ask.desk.superseded_by(ids))
