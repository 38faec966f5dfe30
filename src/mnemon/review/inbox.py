"""The inbox: claims, or reports, by doubt and consequence; filters, saved views, and how much is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.responses import RedirectResponse, Response

from mnemon.errors import UsageError
from mnemon.export.masking import mask, mask_words
from mnemon.export.tables import days, figure
from mnemon.model.marks import KINDS, SCOPES, STATUSES
from mnemon.model.review import Act, SavedView
from mnemon.model.text import Report, Span
from mnemon.review.asking import Ask
from mnemon.review.cards import actor_shown, place_briefly, usual_or, why_uncounted
from mnemon.review.names import titled
from mnemon.store import Wanted
from mnemon.store.listing import COUNTED_TO, REVIEWS, Listed

ROWS = 30
LIST = "in"
"""The part of a report's address that says from which list somebody comes: the inbox's filters."""

NAMES = tuple(field.name for field in fields(Wanted) if field.name != "subkind")
CHOICES = {"kind": KINDS, "status": STATUSES, "scope": SCOPES, "review": REVIEWS}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the inbox."""

    listed: Listed
    title: str
    figure: str
    who: str
    said_by: str
    where: str
    when: str
    quote: str
    aside: str
    uncounted: str


def inbox(ask: Ask) -> Response:
    """The list, filtered."""
    wanted = wanted_of(ask.query, ask.own_kinds())
    after = _after(ask.query.get("after", ""))
    found = ask.desk.listed(wanted, ROWS + 1, after)
    reports = ask.desk.reports({one.claim.report_id for one in found[:ROWS]})
    names = ask.withheld(reports.values())
    last = found[ROWS - 1] if len(found) > ROWS else None
    number = ask.desk.counted(wanted)
    return ask.page(
        "inbox.html",
        rows=[_row(one, reports[one.claim.report_id], names[one.claim.report_id]) for one in found[:ROWS]],
        wanted=wanted,
        filters=query_of(wanted),
        listed=urlencode({LIST: urlencode(query_of(wanted))}),
        set_filters=len(query_of(wanted).keys() - {"by_report"}),
        number=f"more than {COUNTED_TO:,}" if number > COUNTED_TO else f"{number:,}",
        next_page=urlencode(query_of(wanted) | {"after": f"{last.weight!r}:{last.seq}"}) if last else "",
        progress=ask.desk.progress(),
        views=ask.desk.saved_views(ask.person.name),
        **choices(ask),
    )


def choices(ask: Ask) -> dict[str, Any]:
    """What the filters offer."""
    return {
        "choices": {**CHOICES, "kind": (*KINDS, *ask.own_kinds())},
        "countries": ask.desk.countries(),
        "sources": sorted(ask.desk.store.sources(), key=lambda s: s.name),
    }


def wanted_of(query: Mapping[str, str], own_kinds: Mapping[str, str] = MappingProxyType({})) -> Wanted:
    """The filters of an address; UsageError where one means nothing. `own_kinds`: those of the user, by name."""
    given = {name: query[name].strip() for name in NAMES if query.get(name, "").strip()}
    for name, allowed in CHOICES.items():
        if name in given and given[name] not in allowed and not (name == "kind" and given[name] in own_kinds):
            raise UsageError(f"{given[name][:40]!r} is not one of {', '.join(allowed)}", where=name)
    made: dict[str, Any] = {**given}
    if given.get("kind") in own_kinds:
        made |= {"kind": own_kinds[given["kind"]], "subkind": given["kind"]}
    for name in ("date_from", "date_to"):
        if name in given:
            made[name] = _day(given[name], name)
    if "by_report" in given:
        made["by_report"] = given["by_report"] == "1"
    return Wanted(**made)


def query_of(wanted: Wanted) -> dict[str, str]:
    """The filters as an address holds them; what is not asked for is left out."""
    plain = {n: getattr(wanted, n) for n in NAMES if n != "by_report" and getattr(wanted, n) is not None}
    plain |= {"kind": wanted.subkind} if wanted.subkind is not None else {}
    shown = {name: str(value) for name, value in plain.items() if (name, value) != ("review", "open")}
    return shown | ({"by_report": "1"} if wanted.by_report else {})


def _day(words: str, name: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise UsageError(f"{words[:30]!r} is no day", where=name, do="write it like 2025-01-14") from error


def _after(words: str) -> tuple[float, int] | None:
    if not words:
        return None
    weight, _, seq = words.partition(":")
    try:
        return float(weight), int(seq)
    except ValueError as error:
        raise UsageError("this page of the list does not exist", do="start from its first page") from error


def _row(one: Listed, report: Report, names: Sequence[Span]) -> Row:
    claim = one.claim
    quote = " ".join(mask(report.text, names, claim.sentence).split())
    return Row(
        listed=one,
        title=titled(report, names),
        figure=figure(claim.quantity),
        who=mask_words(actor_shown(claim.victims), report.text, names),
        said_by=claim.said_by.name if claim.said_by is not None else "the report itself",
        where=place_briefly(claim.place),
        when=days(claim.date) if claim.date is not None else "day not stated",
        quote=quote if len(quote) <= 240 else quote[:240] + "…",
        aside=usual_or(claim),
        uncounted=why_uncounted(claim),
    )


def save_view(ask: Ask) -> Response:
    """Keep the filters under a name; with nothing to keep, take the name away."""
    name = ask.one("name")
    if not name or len(name) > 60:
        raise UsageError("a view's name has 1 to 60 characters")
    kept = query_of(wanted_of(dict(parse_qsl(ask.one("query"))), ask.own_kinds()))
    query = "" if ask.one("forget") else urlencode(kept | {"view": name})
    ask.desk.save_view(SavedView(name, query, ask.person.name, ask.now))
    return RedirectResponse(f"/?{query}", status_code=303)


def show_names(ask: Ask) -> Response:
    """The switch for victims' names; it is written down who threw it, and why."""
    shown = ask.one("show") == "1"
    if shown and not ask.one("reason"):
        raise UsageError("say why you need to see the names: it is written down")
    kind = "show names" if shown else "hide names"
    ask.desk.note(Act(kind, ask.person.name, ask.person.name, ask.now, None, ask.one("reason") or None))
    response = RedirectResponse(local(ask.one("back")), status_code=303)
    if shown:
        secure = ask.house.settings.secure
        response.set_cookie("mnemon_names", ask.names_cookie(), httponly=True, samesite="strict", secure=secure)
    else:
        response.delete_cookie("mnemon_names")
    return response


def local(address: str) -> str:
    """An address within these pages; "/" where it leads elsewhere."""
    fine = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if fine else "/"
