"""The event page: tellings side by side, why they are linked, rival figures, what each rule makes of them, grades."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from mnemon.errors import NotFound, UsageError
from mnemon.export import cite
from mnemon.export.masking import mask, mask_words
from mnemon.export.tables import days, figure
from mnemon.linking import cluster
from mnemon.model.claims import Claim, EventMention
from mnemon.model.events import Event, Finding, Judgement, Link
from mnemon.model.marks import HARMS
from mnemon.model.review import Act
from mnemon.model.text import Report, Span
from mnemon.model.values import DateRange
from mnemon.review.asking import Ask
from mnemon.review.cards import PLACE_PRECISION, place_shown
from mnemon.review.gathering import Sources
from mnemon.review.names import titled
from mnemon.review.plots import Given, axis, over_time
from mnemon.review.voices import shared
from mnemon.settle import Sourcing, get_rule, open_rules, settle
from mnemon.settle.sure import sure_of
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
class Quote:
    """One sentence with the claims that rest on it, each with its figure; `line` is what cites it."""

    claims: tuple[tuple[Claim, str], ...]
    line: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One telling as the page shows it."""

    mention: EventMention
    title: str
    source: str
    published: str
    where: str
    when: str
    quotes: tuple[Quote, ...]


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
    telling = ask.desk.telling([m.id for m in mentions])
    mentions = [m for m in mentions if m.id in telling or m.id == mention_id]
    event = next(e for e in cluster(links, mentions) if mention_id in e.members)
    ends = {end for link in links for end in (link.left, link.right)}
    known = {m.id: m for m in ask.desk.store.mentions_by_id(sorted(ends | set(event.members)))}
    claims = ask.desk.claims_of_mentions(list(event.members))
    told = sorted({known[i].report_id for i in event.members})
    sources = Sources(ask.desk, told)
    others = ask.desk.reports({m.report_id for m in known.values()} - sources.reports.keys())
    reports, sourcing = {**sources.reports, **others}, sources.of(told)
    return Scene(event, known, links, claims, reports, sourcing)


def event_page(ask: Ask) -> Response:
    """One event, by one of its tellings or by an id that it has, or had."""
    if ask.path["mention_id"].startswith("e-"):
        _, mark, query = ask.address.partition("?")
        return RedirectResponse(f"/event/{_member(ask)}{mark}{query}", status_code=303)
    heir = ask.desk.heir(ask.path["mention_id"])
    if heir is not None:
        return RedirectResponse(f"/event/{heir}", status_code=303)
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
        headline=headline(found.members),
        left_out={f.what: _why_left_out(found, f) for f in findings if f.group is None},
        mention_id=ask.path["mention_id"],
        tellings=[tellings[m.id] for m in found.members],
        pairs=_pairs(ask, found, tellings),
        near=_near(ask, found),
        rule=chosen,
        rules=list(open_rules()),
        findings=findings,
        sure=sure_of(findings, found.claims),
        by_rule=by_rule,
        harms=[f.what for f in findings],
        axes=[_axis(found, f) for f in findings],
        citations=_citations(ask, found, names),
        backing=backing(found.claims, found.sourcing),
        shared=shared(backing(found.claims, found.sourcing), _titles(found, tellings)),
        suggested=_suggested(found),
        acts=[act for act in acts if act.seq not in undone],
        places=places_on_map(found.members),
        line=_line([tellings[m.id] for m in found.members]),
        reliability=RELIABILITY,
        credibility=CREDIBILITY,
        airwars=AIRWARS,
        message=ask.query.get("said", ""),
    )


def _member(ask: Ask) -> str:
    """The telling that gave an event its id, in whatever event it is now."""
    wanted = ask.path["mention_id"]
    member = ask.house.minted.member(wanted)
    if member is None:
        raise NotFound(f"there is no event {wanted[:40]}", do="look its claims up in the inbox")
    return member


def _titles(found: Scene, tellings: Mapping[str, Telling]) -> dict[str, str]:
    return {mention.report_id: tellings[mention.id].title for mention in found.mentions.values()}


def _telling(ask: Ask, found: Scene, mention: EventMention, names: Sequence[Span]) -> Telling:
    mine = [claim for claim in found.claims if claim.event_mention_id == mention.id]
    return telling(ask, mention, found.reports[mention.report_id], mine, names)


def telling(ask: Ask, mention: EventMention, report: Report, claims: Sequence[Claim], names: Sequence[Span]) -> Telling:
    """One telling with its claims, those of the record where none are handed in."""
    mine = claims or ask.desk.claims_of_mentions([mention.id])
    shown = _by_sentence(mine, lambda claim: " ".join(mask(report.text, names, claim.sentence).split()))
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
    label = who if len(who) <= 24 else who[:23] + "…"
    low, best, high = (number.low, number.best, number.high) if number is not None else (None, None, None)
    return Given(label, low, best, high, said)


def _by_sentence(claims: Iterable[Claim], line: Callable[[Claim], str]) -> tuple[Quote, ...]:
    """Claims under the sentence that they rest on, which is quoted once."""
    found: dict[tuple[str, Span], list[Claim]] = {}
    for claim in claims:
        found.setdefault((claim.report_id, claim.sentence), []).append(claim)
    return tuple(Quote(tuple((c, told(c)) for c in some), line(some[0])) for some in found.values())


def told(claim: Claim) -> str:
    """A claim in two words: "12 killed"."""
    number = figure(claim.quantity)
    return claim.kind if number == "-" else f"{number} {claim.kind}"


def _named(claim: Claim) -> str:
    """A claim by what it says and who says it, for people; its id is for machines."""
    return f"{told(claim)} ({claim.said_by.name if claim.said_by is not None else 'the report itself'})"


def _why_left_out(found: Scene, finding: Finding) -> list[tuple[str, str, str]]:
    """Claims that a finding leaves out: id, what it says, and why, with other claims named as people read them."""
    names = {claim.id: _named(claim) for claim in found.claims}
    shown = []
    for out in finding.left_out:
        words = [f"“{names[word]}”" if word in names else word for word in out.reason.split(" ")]
        shown.append((out.claim_id, names.get(out.claim_id, out.claim_id), " ".join(words)))
    return shown


def _citations(ask: Ask, found: Scene, names: Mapping[str, Sequence[Span]]) -> tuple[Quote, ...]:
    """Every number with the words that it rests on."""
    sources = {source.id: source for source in ask.desk.store.sources()}

    def line(claim: Claim) -> str:
        report = found.reports[claim.report_id]
        capture = ask.desk.store.capture(report.capture_id)
        cited = cite(claim, report, sources.get(report.source_id or ""), capture).line()
        return mask_words(cited, report.text, names[report.id])

    return _by_sentence((c for c in found.claims if c.quantity is not None and c.kind in HARMS), line)


def headline(told: Sequence[EventMention | Claim]) -> str:
    """Where and when, as most tellings, or claims, have it."""
    places = Counter(one.place.name for one in told if one.place is not None)
    dates = Counter(days(one.date) for one in told if one.date is not None)
    where = places.most_common(1)[0][0] if places else "place not stated"
    return f"{where}, {dates.most_common(1)[0][0] if dates else 'day not stated'}"


def _suggested(found: Scene) -> dict[str, str]:
    """Grades that follow from who tells of it; a person gives the grade."""
    findings = settle(found.event, found.claims, get_rule("airwars-range"), found.sourcing)
    grade = next((f.grade for f in findings if f.grade), "")
    voices = backing(found.claims, found.sourcing).voices
    return {"airwars": grade, "information": "1" if voices > 1 else "6"}


def places_on_map(mentions: Iterable[EventMention]) -> list[dict[str, Any]]:
    """Places as the map draws them, each once with how many tellings name it; what is not on the map is left out."""
    found = [
        {
            "name": m.place.name, "lon": m.place.longitude, "lat": m.place.latitude, "precision": m.place.precision,
            "exact": PLACE_PRECISION.get(m.place.precision, ""), "claims": 1, "id": m.place.place_id or "",
        }
        for m in mentions
        if m.place is not None and m.place.latitude is not None
    ]  # fmt: skip
    once: dict[tuple[Any, ...], dict[str, Any]] = {}
    for place in found:
        kept = once.setdefault(
            tuple(place[k] for k in ("id", "name", "lon", "lat", "precision")), {**place, "claims": 0}
        )
        kept["claims"] += 1
    return list(once.values())


def _line(tellings: Sequence[Telling]) -> list[dict[str, Any]]:
    """When the tellings place the event, as bars over one stretch of days: one for each stretch that is told."""
    who: dict[DateRange, list[str]] = {}
    for t in tellings:
        if t.mention.date is not None:
            bare = replace(t.mention.date, words="", reason="")
            who.setdefault(bare, []).append(t.source)
    if not who:
        return []
    first, last = min(d.start for d in who), max(d.end for d in who)
    whole = (last - first).days + 1
    return [
        {
            "y": n * 40 + 4, "x": round((d.start - first).days / whole * 630 + 4, 1),
            "width": max(4.0, round(((d.end - d.start).days + 1) / whole * 630, 1)),
            "label": f"{days(d)} — {', '.join(dict.fromkeys(told))}", "exact": d.precision == 1,
        }
        for n, (d, told) in enumerate(sorted(who.items(), key=lambda one: (one[0].start, one[0].end)))
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
    return _back(ask, f"Judged: {judgement.value}.", f"#pair-{left}-{right}")


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
    return _back(ask, "Undone.", f"#pair-{last.detail.get('left')}-{last.detail.get('right')}")


def _back(ask: Ask, said: str, to: str = "") -> Response:
    """The page again, at the pair that was judged, so that the next key is about the one after it."""
    return RedirectResponse(f"/event/{ask.path['mention_id']}?said={quote(said)}{to}", status_code=303)
