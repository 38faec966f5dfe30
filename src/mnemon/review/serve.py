"""Serving the pages: on this machine alone, or to a team whose members log in."""

from __future__ import annotations

import gc
import ipaddress
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn

from mnemon.errors import UsageError
from mnemon.review.app import app, lexicon
from mnemon.review.suggesting import suggest
from mnemon.store import Desk, Store

TCP, NO_DELAY = 6, 1
"""As the system numbers them: whoever serves pages needs nothing else of the network."""


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen, and for whom. `person` = who works alone; "" = a team. Certificate and key: for HTTPS.

    `own_kinds`: a user's own kinds, each with the kind that it refines.
    """

    host: str = "127.0.0.1"
    port: int = 8600
    person: str = ""
    certificate: Path | None = None
    key: Path | None = None
    behind_https: bool = False
    own_kinds: Mapping[str, str] = field(default_factory=dict)

    def address(self, port: int) -> str:
        """The address to open."""
        scheme = "https" if self.certificate is not None else "http"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}:{port}/"


def serve(store: Store, where: Listening, say: Callable[[str], None]) -> None:
    """Serve until stopped; `say` is told the address once it answers.

    UsageError where that would show the record to people whom nobody let in.
    """
    check(store, where)
    suggest(store)
    secure = where.certificate is not None or where.behind_https
    pages = app(store, person=where.person, secure=secure, own_kinds=where.own_kinds)
    config = uvicorn.Config(
        pages, host=where.host, port=where.port, log_level="warning", server_header=False,
        ssl_certfile=where.certificate, ssl_keyfile=where.key,
    )  # fmt: skip
    threading.Thread(target=lexicon, daemon=True).start()  # so that the first correction need not wait for it
    listener = bound(config)
    gc.collect()
    gc.freeze()  # what was loaded stays: looking through it again and again would hold pages up
    say(f"Review: {where.address(listener.getsockname()[1])}   (Ctrl+C stops it)")
    uvicorn.Server(config).run(sockets=[listener])


def bound(config: uvicorn.Config) -> Any:  # noqa: ANN401 - a socket, whose module this room has no other use for
    """A socket at the address, on which who calls is kept waiting, not refused, and an answer is sent at once.

    Else its body waits for the browser's word on its head: 40 ms on every page.
    """
    listener = config.bind_socket()
    listener.setsockopt(TCP, NO_DELAY, 1)
    listener.listen(config.backlog)
    return listener


def check(store: Store, where: Listening) -> None:
    """UsageError where this must not be served: beyond this machine without accounts, a server database and HTTPS."""
    if where.person:
        if not _is_loopback(where.host):
            raise UsageError(
                f"{where.host} can be reached from elsewhere", where="--host", do="people elsewhere need --team"
            )
        return
    if not store.is_server:
        raise UsageError("a team needs a record in PostgreSQL", where="--team", do="give --db postgresql+psycopg://...")
    if not any(account.password and account.role == "owner" for account in Desk(store).accounts()):
        raise UsageError("nobody can log in yet", where="--team", do="mnemon account NAME --role owner --db URL")
    if not _is_loopback(where.host) and where.certificate is None and not where.behind_https:
        raise UsageError(
            "passwords would travel in the open", where="--host", do="give --certificate and --key, or --behind-https"
        )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
