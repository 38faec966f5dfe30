"""The event page: tellings side by side, why they are linked, rival figures, what each rule makes of them, grades."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from mnemon.errors import UsageError
from mnemon.export import cite
from mnemon.export.masking import mask, mask_words
from mnemon.export.tables import days, figure
from mnemon.linking import cluster
from mnemon.model.claims import Claim, EventMention
from mnemon.model.events import Event, Finding, Judgement, Link
from mnemon.model.marks import HARMS
from mnemon.model.review import Act
from mnemon.model.text import Report, Span
from mnemon.review.asking import Ask
from mnemon.review.cards import PLACE_PRECISION, place_shown
from mnemon.review.names import titled
from mnemon.review.plots import Given, axis, over_time
from mnemon.settle import Sourcing, get_rule, open_rules, settle
from mnemon.settle.voices import backing

RELIABILITY = {
    "A": "completely reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable",
    "E": "unreliable", "F": "cannot be judged",
}  # fmt: skip
CREDIBILITY = {
    "1": "confirmed by other sources", "2": "probably true", "3": "possibly true", "4": "doubtful", "5": "improbable",
    "6": "cannot be judged",
}  # fmt: skip
AIRWARS = ("Confirmed", "Fair", "Weak", "Contested", "Discounted")


@dataclass(frozen=True, slots=True)
class Scene:
    """One event with all that tells of it."""

    event: Event
    mentions: dict[str, EventMention]
    links: list[Link]
    claims: list[Claim]
    reports: dict[str, Report]
    sourcing: Sourcing

    @property
    def members(self) -> list[EventMention]:
        """The tellings of this event."""
        return [self.mentions[i] for i in self.event.members if i in self.mentions]


@dataclass(frozen=True, slots=True)
class Telling:
    """One telling as the page shows it."""

    mention: EventMention
    title: str
    source: str
    published: str
    where: str
    when: str
    claims: tuple[tuple[Claim, str, str], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings and whether they are of one event, with the sum of reasons; `seen` = the link's number."""

    link: Link
    seen: int
    left: Telling
    right: Telling
    sum: str
    within: bool


def scene(ask: Ask, mention_id: str) -> Scene:
    """The event that a mention tells of, from the links that stand around it."""
    ask.desk.store.mention(mention_id)
    links, mentions = ask.desk.links_around(mention_id)
    event = next(e for e in cluster(links, mentions) if mention_id in e.members)
    ends = {end for link in links for end in (link.left, link.right)}
    known = {m.id: m for m in ask.desk.store.mentions_by_id(sorted(ends | set(event.members)))}
    claims = ask.desk.claims_of_mentions(list(event.members))
    reports = ask.desk.reports({m.report_id for m in known.values()})
    sourcing = Sourcing.of(reports.values(), ask.desk.copies_of(list(reports)))
    return Scene(event, known, links, claims, reports, sourcing)


def event_page(ask: Ask) -> Response:
    """One event."""
    found = scene(ask, ask.path["mention_id"])
    rule = ask.query.get("rule") or next(iter(open_rules()))
    chosen = get_rule(rule)
    findings = settle(found.event, found.claims, chosen, found.sourcing)
    by_rule = [(one, settle(found.event, found.claims, one, found.sourcing)) for one in open_rules().values()]
    names = ask.withheld(found.reports.values())
    tellings = {m.id: _telling(ask, found, m, names[m.report_id]) for m in found.mentions.values()}
    acts, undone = ask.desk.acts(50, about=list(found.event.members))
    return ask.page(
        "event.html",
        scene=found,
        mention_id=ask.path["mention_id"],
        tellings=[tellings[m.id] for m in found.members],
        pairs=_pairs(ask, found, tellings),
        near=_near(ask, found),
        rule=chosen,
        rules=list(open_rules()),
        findings=findings,
        by_rule=by_rule,
        harms=[f.what for f in findings],
        axes=[_axis(found, f) for f in findings],
        citations=_citations(ask, found, names),
        backing=backing(found.claims, found.sourcing),
        suggested=_suggested(found),
        acts=[act for act in acts if act.seq not in undone],
        places=places_on_map(found.members),
        line=_line(found.members),
        reliability=RELIABILITY,
        credibility=CREDIBILITY,
        airwars=AIRWARS,
        message=ask.query.get("said", ""),
    )


def _telling(ask: Ask, found: Scene, mention: EventMention, names: Sequence[Span]) -> Telling:
    report = found.reports[mention.report_id]
    mine = [claim for claim in found.claims if claim.event_mention_id == mention.id]
    mine = mine or ask.desk.claims_of_mentions([mention.id])
    shown = tuple((c, figure(c.quantity), " ".join(mask(report.text, names, c.sentence).split())) for c in mine)
    source = ask.desk.store.source(report.source_id).name if report.source_id else "publisher not stated"
    place = place_shown(mention.place) if mention.place is not None else "place not stated"
    when = days(mention.date) if mention.date is not None else "day not stated"
    published = str(report.published_at or "date not stated")
    return Telling(mention, titled(report, names), source, published, place, when, shown)


def _pairs(ask: Ask, found: Scene, tellings: dict[str, Telling]) -> list[Pair]:
    """The links within the event, and those that lead out of it: the ones to decide first."""
    mine = set(found.event.members)
    touching = [link for link in found.links if {link.left, link.right} & mine]
    pairs = [
        Pair(
            link,
            ask.desk.link_number(link.left, link.right),
            tellings[link.left],
            tellings[link.right],
            sum_shown(link),
            {link.left, link.right} <= mine,
        )
        for link in touching
        if link.left in tellings and link.right in tellings
    ]
    return sorted(pairs, key=lambda p: (p.link.decided, -p.link.match_weight))[:60]


def sum_shown(link: Link) -> str:
    """A match weight as the sum of its reasons."""
    if not link.reasons:
        return f"{link.match_weight:+.1f}"
    parts = [f"{reason.what}: {reason.found} {reason.weight:+.1f}" for reason in link.reasons]
    return f"{'; '.join(parts)} = {link.match_weight:+.1f}"


def _near(ask: Ask, found: Scene) -> list[EventMention]:
    linked = {end for link in found.links for end in (link.left, link.right)} | set(found.event.members)
    near: dict[str, EventMention] = {}
    for mention in found.members[:5]:
        near |= {m.id: m for m in ask.desk.near(mention, 12) if m.id not in linked}
    return list(near.values())[:8]


def _axis(found: Scene, finding: Finding) -> dict[str, Any]:
    kept = {*finding.supporting, *finding.rival}
    claims = [c for c in found.claims if c.id in kept and c.quantity is not None]
    given = [_given(found, claim) for claim in claims]
    given = [g for g in given if (g.low, g.best, g.high) != (None, None, None)]
    settled = Given(f"settled by {finding.rule}", finding.low, finding.best, finding.high, strong=True)
    dots, ends = over_time(given)
    return {"what": finding.what, "axis": axis([*given, settled]) if given else None, "dots": dots, "ends": ends}


def _given(found: Scene, claim: Claim) -> Given:
    report, number = found.reports[claim.report_id], claim.quantity
    said = claim.said_on.end if claim.said_on is not None else report.published_at
    who = claim.said_by.name if claim.said_by is not None else "the report itself"
    label = who if len(who) <= 34 else who[:33] + "…"
    low, best, high = (number.low, number.best, number.high) if number is not None else (None, None, None)
    return Given(label, low, best, high, said)


def _citations(ask: Ask, found: Scene, names: Mapping[str, Sequence[Span]]) -> list[tuple[Claim, str, str]]:
    """Every number with the words that it rests on."""
    shown = []
    for claim in found.claims:
        if claim.quantity is None or claim.kind not in HARMS:
            continue
        report = found.reports[claim.report_id]
        source = ask.desk.store.source(report.source_id) if report.source_id else None
        line = cite(claim, report, source, ask.desk.store.capture(report.capture_id)).line()
        line = mask_words(line, report.text, names[report.id])
        shown.append((claim, f"{figure(claim.quantity)} {claim.kind}", line))
    return shown


def _suggested(found: Scene) -> dict[str, str]:
    """Grades that follow from who tells of it; a person gives the grade."""
    findings = settle(found.event, found.claims, get_rule("airwars-range"), found.sourcing)
    grade = next((f.grade for f in findings if f.grade), "")
    voices = backing(found.claims, found.sourcing).voices
    return {"airwars": grade, "information": "1" if voices > 1 else "6"}


def places_on_map(mentions: Iterable[EventMention]) -> list[dict[str, Any]]:
    """Places as the map draws them; a place that is not on the map is left out."""
    return [
        {
            "name": m.place.name, "lon": m.place.longitude, "lat": m.place.latitude, "precision": m.place.precision,
            "exact": PLACE_PRECISION.get(m.place.precision, ""), "claims": 1, "id": m.place.place_id or "",
        }
        for m in mentions
        if m.place is not None and m.place.latitude is not None
    ]  # fmt: skip


def _line(mentions: Sequence[EventMention]) -> list[dict[str, Any]]:
    """When each telling places the event, as bars over one stretch of days."""
    dated = [(m, m.date) for m in mentions if m.date is not None]
    if not dated:
        return []
    first, last = min(d.start for _, d in dated), max(d.end for _, d in dated)
    whole = (last - first).days + 1
    return [
        {
            "y": n * 22 + 4, "x": round(250 + (d.start - first).days / whole * 480, 1),
            "width": max(4.0, round(((d.end - d.start).days + 1) / whole * 480, 1)), "label": days(d),
            "exact": d.precision == 1,
        }
        for n, (_, d) in enumerate(dated)
    ]  # fmt: skip


def judge_link(ask: Ask) -> Response:
    """One event, two, or unsure: a decision on a pair, beside what was suggested."""
    left, right = sorted((ask.one("left"), ask.one("right")))
    try:
        judgement = Judgement(ask.one("judgement"))
    except ValueError as error:
        raise UsageError("a pair is judged positive, negative or unsure") from error
    if left == right:
        raise UsageError("a telling is one event with itself")
    for end in (left, right):
        ask.desk.store.mention(end)
    known = next((k for k in ask.desk.store.links_of([left]) if {k.left, k.right} == {left, right}), None)
    weight, reasons = (known.match_weight, known.reasons) if known is not None else (0.0, ())
    link = Link(left, right, judgement, weight, reasons, ask.person.name, ask.now, decided=True)
    reason = ask.one("reason") or None
    act = Act("link", ask.path["mention_id"], ask.person.name, ask.now, None, reason)
    ask.desk.judge(act, link, ask.number("seen"))
    return _back(ask, f"Judged: {judgement.value}.")


def sign_off(ask: Ask) -> Response:
    """A name and a date under what a rule makes of the event now."""
    found = scene(ask, ask.path["mention_id"])
    rule = get_rule(ask.one("rule"))
    findings = settle(found.event, found.claims, rule, found.sourcing)
    detail = {
        "rule": rule.name, "rule_version": rule.version, "members": list(found.event.members),
        "findings": [[f.what, f.low, f.best, f.high] for f in findings],
    }  # fmt: skip
    about = found.event.members[0]
    ask.desk.note(Act("sign off", about, ask.person.name, ask.now, None, ask.one("reason") or None, detail))
    return _back(ask, "Signed off.")


def grade(ask: Ask) -> Response:
    """The source's letter and the information's digit, judged apart; and Airwars' grade."""
    found = scene(ask, ask.path["mention_id"])
    letter, digit, airwars = ask.one("source"), ask.one("information"), ask.one("airwars")
    if letter not in RELIABILITY or digit not in CREDIBILITY or airwars not in {"", *AIRWARS}:
        raise UsageError("a grade is a letter A to F, a digit 1 to 6, and Airwars' word")
    if digit == "1" and backing(found.claims, found.sourcing).voices < 2:
        raise UsageError("1 means confirmed by other sources, and one voice alone tells of this event")
    detail = {"source": letter, "information": digit, "airwars": airwars}
    about = found.event.members[0]
    ask.desk.note(Act("grade", about, ask.person.name, ask.now, None, ask.one("reason") or None, detail))
    return _back(ask, f"Graded {letter}{digit}.")


def undo_link(ask: Ask) -> Response:
    """Take back this person's last judgement of a pair."""
    last = ask.desk.last_act(ask.person.name, ("link",))
    if last is None:
        return _back(ask, "There is nothing to undo.")
    ask.desk.undo(Act("undo", last.about, ask.person.name, ask.now, None, None, {"kind": "link"}, last.seq))
    return _back(ask, "Undone.")


def _back(ask: Ask, said: str) -> Response:
    return RedirectResponse(f"/event/{ask.path['mention_id']}?said={quote(said)}", status_code=303)
