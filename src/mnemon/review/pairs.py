"""Links judged a second time: somebody decides on pairs of tellings without seeing what the first person decided."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.responses import RedirectResponse, Response

from mnemon.errors import NotFound, UsageError
from mnemon.model.events import Link
from mnemon.model.review import Act, Coding
from mnemon.review.agreement import Finding
from mnemon.review.asking import Ask
from mnemon.review.events import Telling, telling

LINK = "link"
"""The verdict of a second coding that is about a pair of tellings; all others are about claims."""

AT_ONCE = 5
LOOKED_AT = 500
JUDGEMENTS = ("positive", "negative", "unsure")


def second_links(ask: Ask) -> Response:
    """A few pairs that somebody else has decided and this person has not seen, without what was decided."""
    left = _to_judge(ask)
    return ask.page("pairs.html", pairs=list(_tellings(ask, left[:AT_ONCE])), left=len(left))


def judge_second(ask: Ask) -> Response:
    """One event, two, or unsure, kept beside the record, which does not change."""
    pair, judgement = (ask.one("left"), ask.one("right")), ask.one("judgement")
    if judgement not in JUDGEMENTS:
        raise UsageError("a pair is judged positive, negative or unsure")
    if pair not in {(link.left, link.right) for link in _to_judge(ask)}:
        raise NotFound("this pair is not yours to judge a second time, or you have judged it")
    report_id, values = ask.desk.store.mention(pair[0]).report_id, {"left": pair[0], "right": pair[1]}
    told = values | {"judgement": judgement, "reason": ask.one("reason")}
    ask.desk.put_coding(Coding(report_id, None, ask.person.name, LINK, told, ask.now))
    ask.desk.note(Act("second link", pair[0], ask.person.name, ask.now, None, ask.one("reason") or None, values))
    return RedirectResponse("/second/links", status_code=303)


def findings(judged: Iterable[tuple[Link, Coding]]) -> list[tuple[Finding, Finding]]:
    """What two people found of the same pairs."""
    return [({"link": first.judgement.value}, {"link": str(other.values["judgement"])}) for first, other in judged]


def differing(judged: Iterable[tuple[Link, Coding]]) -> list[tuple[Link, Coding]]:
    """The pairs on which they differ: an adjudicator decides on the event's page."""
    return [(one, other) for one, other in judged if one.judgement.value != other.values["judgement"]]


def judged_twice(ask: Ask) -> list[tuple[Link, Coding]]:
    """Each second judgement with the decision of somebody else that stands on the pair."""
    codings = ask.desk.codings(verdict=LINK)
    decided = {(link.left, link.right): link for link in ask.desk.decided_links(LOOKED_AT)} if codings else {}
    found = [(decided.get((str(c.values["left"]), str(c.values["right"]))), c) for c in codings]
    return [(link, coding) for link, coding in found if link is not None and link.by != coding.coder]


def _to_judge(ask: Ask) -> list[Link]:
    mine = ask.desk.codings(coder=ask.person.name)
    done = {(c.values["left"], c.values["right"]) for c in mine if c.verdict == LINK}
    decided = ask.desk.decided_links(LOOKED_AT)
    return [link for link in decided if link.by != ask.person.name and (link.left, link.right) not in done]


def _tellings(ask: Ask, links: Iterable[Link]) -> Iterable[tuple[Link, Telling, Telling]]:
    listed = list(links)
    mentions = {m.id: m for m in ask.desk.store.mentions_by_id(i for k in listed for i in (k.left, k.right))}
    reports = ask.desk.reports({m.report_id for m in mentions.values()})
    names = ask.withheld(reports.values())
    for link in listed:
        both = [mentions[i] for i in (link.left, link.right)]
        left, right = (telling(ask, m, reports[m.report_id], (), names[m.report_id]) for m in both)
        yield link, left, right
