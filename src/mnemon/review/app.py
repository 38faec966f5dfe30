"""The pages and where they stand; every answer carries a policy that lets a browser load nothing from elsewhere."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mnemon.model.values import CREDITS
from mnemon.normalise import open_lexicon
from mnemon.review import atlas, audit, episodes, events, inbox, pairs, reports, second
from mnemon.review.accounts import Accounts
from mnemon.review.asking import NOTICE, SESSION, Handler, House, Settings, first, from_our_page, gate, read_form
from mnemon.review.files import address, serve_file
from mnemon.review.minted import Minted
from mnemon.review.names import Names
from mnemon.store import Desk, Store

lexicon = cache(open_lexicon)
"""What reads picked words: opened once, since that takes seconds."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=()",
}

PAGES: tuple[tuple[str, str, Handler, str], ...] = (
    ("GET", "/", inbox.inbox, "reader"),
    ("POST", "/views", inbox.save_view, "reader"),
    ("POST", "/names", inbox.show_names, "owner"),
    ("GET", "/report/{report_id}", reports.report_page, "reader"),
    ("POST", "/report/{report_id}/judge", reports.judge, "coder"),
    ("POST", "/report/{report_id}/undo", reports.undo, "coder"),
    ("GET", "/report/{report_id}/form", reports.form, "coder"),
    ("GET", "/event/{mention_id}", events.event_page, "reader"),
    ("GET", "/event/{mention_id}/episode", episodes.episode, "reader"),
    ("POST", "/event/{mention_id}/link", events.judge_link, "coder"),
    ("POST", "/event/{mention_id}/undo", events.undo_link, "coder"),
    ("POST", "/event/{mention_id}/grade", events.grade, "coder"),
    ("POST", "/event/{mention_id}/sign", events.sign_off, "adjudicator"),
    ("GET", "/second", second.overview, "reader"),
    ("GET", "/second/links", pairs.second_links, "coder"),
    ("POST", "/second/links", pairs.judge_second, "coder"),
    ("GET", "/second/{report_id}", second.blind_page, "coder"),
    ("POST", "/second/{report_id}/judge", second.blind_judge, "coder"),
    ("POST", "/second/{report_id}/undo", second.blind_undo, "coder"),
    ("POST", "/second/{report_id}/finish", second.finish, "coder"),
    ("GET", "/second/{report_id}/form", second.blind_form, "coder"),
    ("POST", "/second/{report_id}/form", second.blind_form, "coder"),
    ("GET", "/adjudicate/{report_id}/{coder}", second.adjudicate_page, "adjudicator"),
    ("POST", "/adjudicate/{report_id}/{coder}", second.adjudicate, "adjudicator"),
    ("GET", "/map", atlas.map_page, "reader"),
    ("GET", "/map/months", atlas.months, "reader"),
    ("GET", "/totals", atlas.totals, "reader"),
    ("GET", "/audit", audit.audit, "reader"),
    ("GET", "/asof", audit.as_of, "reader"),
    ("GET", "/asof/kinds", audit.kinds_as_of, "reader"),
    ("POST", "/report/{report_id}/form", reports.form, "coder"),
)
"""Method, address, what answers, and the role that it needs."""


def app(
    store: Store, *, person: str = "", secure: bool = False, own_kinds: Mapping[str, str] = MappingProxyType({})
) -> Starlette:
    """The pages of a record. `person`: who works here alone; "" = people log in with their accounts.

    `secure`: people come in by HTTPS, so that cookies travel by nothing else. `own_kinds`: a user's own kinds, each
    with the kind that it refines.
    """
    desk = Desk(store)
    settings = Settings(person, secrets.token_bytes(32), secure=secure)
    house = House(desk, Accounts(desk), settings, _templates(), lexicon, Names(desk), Minted(desk), own_kinds)
    routes = [Route(at, gate(house, handler, role), methods=[method]) for method, at, handler, role in PAGES]
    doors = [
        Route("/login", _Door(house).log_in, methods=["GET", "POST"]),
        Route("/logout", _Door(house).log_out, methods=["POST"]),
        Route("/notice", _Door(house).notice, methods=["GET", "POST"]),
        Mount("/static", serve_file),
    ]
    made = Starlette(routes=[*routes, *doors], middleware=[Middleware(_Guard, settings=settings)])
    made.state.house = house
    return made


def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("mnemon.review"), autoescape=True, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.globals["place_data"] = "; ".join(CREDITS.values())
    made.globals["static"] = cache(address)
    made.filters["thousands"] = lambda number: f"{number:,}"
    made.filters["reason"] = lambda coding: coding.values.get("reason", "")
    made.filters["with_report"] = lambda filters: urlencode({**filters, "by_report": "1"})
    made.filters["reject_report"] = lambda filters: urlencode({k: v for k, v in filters.items() if k != "by_report"})
    return made


class _Guard:
    """Sets the headers on every answer, and turns away a page that another name was looked up for (DNS rebinding)."""

    def __init__(self, inner: ASGIApp, settings: Settings) -> None:
        self.inner = inner
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self.inner(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [pair for pair in message["headers"] if pair[0] not in HEADERS]
                cached = [] if scope["path"].startswith("/static/") else [(b"cache-control", b"no-store")]
                message = {**message, "headers": [*own, *HEADERS.items(), *cached]}
            await send(message)

        host = Request(scope).headers.get("host", "").rpartition(":")
        name = host[0] if host[1] and host[2].isdigit() else "".join(host)
        if not self.settings.team and name not in self.settings.hosts:
            await HTMLResponse("This address is not served here.", status_code=421)(scope, receive, sending)
            return
        await self.inner(scope, receive, sending)


class _Door:
    """What stands before the gate: logging in and out, and the notice of what is to be read."""

    def __init__(self, house: House) -> None:
        self.house = house

    async def log_in(self, request: Request) -> Response:
        """Ask for name and password; open a session where they fit."""
        form = await read_form(request) or {}
        after = inbox.local(first(form, "next") or request.query_params.get("next", "/"))
        if not self.house.settings.team:
            return RedirectResponse("/", status_code=303)
        if not form:
            return self._page("login.html", after=after, wrong=False)
        key = None
        if from_our_page(request, {}, ""):
            key = await run_in_threadpool(self.house.accounts.log_in, first(form, "name"), first(form, "password"))
        if key is None:
            return self._page("login.html", 401, after=after, wrong=True)
        response = RedirectResponse(after, status_code=303)
        secure = self.house.settings.secure
        response.set_cookie(SESSION, key, httponly=True, samesite="strict", secure=secure)
        return response

    async def log_out(self, request: Request) -> Response:
        """End the session."""
        if from_our_page(request, {}, ""):
            self.house.accounts.log_out(request.cookies.get(SESSION, ""))
        response = RedirectResponse("/login", status_code=303)
        response.delete_cookie(SESSION)
        return response

    async def notice(self, request: Request) -> Response:
        """Say what is to be read here; go on where that was seen."""
        form = await read_form(request) or {}
        after = inbox.local(first(form, "next") or request.query_params.get("next", "/"))
        if request.method == "GET":
            return self._page("notice.html", after=after)
        response = RedirectResponse(after, status_code=303)
        response.set_cookie(NOTICE, "seen", httponly=True, samesite="strict", secure=self.house.settings.secure)
        return response

    def _page(self, template: str, status: int = 200, **given: Any) -> Response:  # noqa: ANN401
        html = self.house.templates.get_template(template).render(**given, person=None)
        return HTMLResponse(html, status_code=status)
