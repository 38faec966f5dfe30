"""One request as a page sees it, and the gate that each must pass: who asks, may they, and did our page ask it."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, quote

from jinja2 import Environment
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from mnemon.errors import MnemonError, NotFound, Outdated, UsageError
from mnemon.model.review import ROLES
from mnemon.model.text import Producer, Report, Span
from mnemon.normalise import Lexicon
from mnemon.review.accounts import Accounts
from mnemon.review.minted import Minted
from mnemon.review.names import Names
from mnemon.store import Desk

LONGEST_FORM = 200_000
"""Bytes of a form: no form of ours is longer."""

NOTICE = "mnemon_notice"
SESSION = "mnemon_session"
NAMES = "mnemon_names"


@dataclass(frozen=True, slots=True)
class Settings:
    """How the pages are served. `person`: who works here alone; "" where people log in."""

    person: str
    secret: bytes
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    secure: bool = False

    @property
    def team(self) -> bool:
        """Whether people log in."""
        return not self.person


@dataclass(frozen=True, slots=True)
class House:
    """All that pages share: the record, who may come in, templates, and the lexicon that reads picked words.

    `own_kinds`: a user's own kinds, each with the kind that it refines.
    """

    desk: Desk
    accounts: Accounts
    settings: Settings
    templates: Environment
    lexicon: Callable[[], Lexicon]
    names: Names
    minted: Minted
    own_kinds: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks; `token` is what their forms must carry back."""

    name: str
    role: str
    token: str

    def may(self, role: str) -> bool:
        """Whether their role is at least this one."""
        return ROLES.index(self.role) >= ROLES.index(role)

    @property
    def producer(self) -> Producer:
        """The person as whoever makes claims."""
        identity = sha256(self.name.encode()).hexdigest()[:12]
        return Producer(f"person-{identity}", self.name, "", "")


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: its path's parts, its query, its form, and who sent it. `asked`: what was looked up already."""

    house: House
    person: Person
    path: Mapping[str, str]
    query: Mapping[str, str]
    form: Mapping[str, list[str]]
    cookies: Mapping[str, str]
    address: str
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    asked: dict[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def desk(self) -> Desk:
        """The record as people work on it."""
        return self.house.desk

    @property
    def names_shown(self) -> bool:
        """Whether this person has switched victims' names on, in this browser."""
        return self.cookies.get(NAMES) == _sign(self.house.settings.secret, f"names {self.person.name}")

    def withheld(self, reports: Iterable[Report]) -> Mapping[str, Sequence[Span]]:
        """The names to withhold from this person in each of some reports, by report id."""
        listed = list(reports)
        return {report.id: () for report in listed} if self.names_shown else self.house.names.of(listed)

    def own_kinds(self) -> Mapping[str, str]:
        """The kinds of one's own that may be chosen: those of the codebook file, and those of the record."""
        if "own_kinds" not in self.asked:
            self.asked["own_kinds"] = {**self.desk.store.subkinds(), **self.house.own_kinds}
        return self.asked["own_kinds"]

    def names_cookie(self) -> str:
        """What the browser keeps while names are shown."""
        return _sign(self.house.settings.secret, f"names {self.person.name}")

    def one(self, name: str, default: str = "") -> str:
        """A field of the form, without the space around it."""
        return (self.form.get(name) or [default])[0].strip()

    def number(self, name: str, default: int = 0) -> int:
        """A whole number of the form; UsageError where it is none."""
        return whole(self.one(name), name, default)

    def page(self, template: str, status: int = 200, **given: Any) -> Response:  # noqa: ANN401 - what templates take
        """A page made of a template."""
        shared = {"person": self.person, "settings": self.house.settings, "address": self.address, "ask": self}
        html = self.house.templates.get_template(template).render(**shared, **given)
        return HTMLResponse(html, status_code=status)


Handler = Callable[[Ask], Response]


def whole(words: str, name: str, default: int = 0) -> int:
    """A whole number from words; the default where there are none; UsageError where they are no such number."""
    if not words:
        return default
    if not words.isascii() or not words.lstrip("-").isdigit() or len(words) > 15:
        raise UsageError(f"{words[:40]!r} is no whole number", where=name)
    return int(words)


def gate(house: House, handler: Handler, role: str) -> Callable[[Request], Awaitable[Response]]:
    """The handler as Starlette calls it: in a thread of its own, behind every check."""

    async def answer(request: Request) -> Response:
        form = await read_form(request)
        if form is None:
            return HTMLResponse("The form is too long.", status_code=413)
        return await run_in_threadpool(_answer, house, handler, role, request, form)

    return answer


def first(form: Mapping[str, list[str]], name: str) -> str:
    """The first value of a form's field; "" where it has none."""
    return (form.get(name) or [""])[0]


async def read_form(request: Request) -> dict[str, list[str]] | None:
    """The fields of a form; none where nothing was sent, None where it is too long to be ours."""
    if request.method != "POST":
        return {}
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_FORM:
            return None
    return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=2000)


def _answer(house: House, handler: Handler, role: str, request: Request, form: dict[str, list[str]]) -> Response:
    address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    person = who(house, request)
    if person is None:
        return RedirectResponse(f"/login?next={quote(address)}", status_code=303)
    ask = Ask(house, person, request.path_params, request.query_params, form, request.cookies, address)
    refused = _refused(ask, role, request)
    if refused is not None:
        return refused
    try:
        return handler(ask)
    except MnemonError as error:
        return ask.page("error.html", status=_status(error), sentence=error.sentence())


def _status(error: MnemonError) -> int:
    if isinstance(error, NotFound):
        return 404
    return 409 if isinstance(error, Outdated) else 422 if isinstance(error, UsageError) else 500


def _refused(ask: Ask, role: str, request: Request) -> Response | None:
    """None where the request may pass."""
    if not ask.person.may(role):
        return ask.page("error.html", status=403, sentence=f"This needs the role {role}; yours is {ask.person.role}.")
    if request.method == "POST" and not from_our_page(request, ask.form, ask.person.token):
        return ask.page("error.html", status=403, sentence="This form did not come from this page: load it again.")
    if request.method == "GET" and NOTICE not in request.cookies and "hx-request" not in request.headers:
        return RedirectResponse(f"/notice?next={quote(ask.address)}", status_code=303)
    return None


def who(house: House, request: Request) -> Person | None:
    """Who asks; None where they must log in first."""
    settings = house.settings
    if not settings.team:
        return Person(settings.person, "owner", _sign(settings.secret, "alone"))
    key = request.cookies.get(SESSION, "")
    account = house.accounts.of_session(key)
    return None if account is None else Person(account.name, account.role, _sign(settings.secret, key))


def from_our_page(request: Request, form: Mapping[str, list[str]], token: str) -> bool:
    """Whether a form was sent by a page of ours: by its token, and by what the browser says of its origin."""
    sent = request.headers.get("x-csrf") or first(form, "csrf")
    origin = request.headers.get("origin")
    ours = origin is None or origin.split("://", 1)[-1] == request.headers.get("host")
    site = request.headers.get("sec-fetch-site", "same-origin")
    return ours and site in {"same-origin", "none"} and hmac.compare_digest(sent.encode(), token.encode())


def _sign(secret: bytes, what: str) -> str:
    return hmac.new(secret, what.encode(), sha256).hexdigest()
