"""What browser tests share: where the browser is, a server that answers while a block runs, and the site it serves."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
import uvicorn
from playwright.sync_api import Page
from starlette.applications import Starlette

from mnemon.review.serve import bound
from mnemon.store import Desk, Store

Opened = Callable[..., Page]

PATIENCE = 45_000
"""Milliseconds to wait for what must come: a busy machine is no fault of the pages."""

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
    "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip


def chromium() -> str:
    """Where the browser is; scripts/browser installs it."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.fail("the review pages are tested in Chromium: run scripts/system-packages, or apt-get install chromium")
    return found


@contextmanager
def served(pages: Starlette) -> Iterator[str]:
    """The address at which the pages answer while the block runs."""
    config = uvicorn.Config(pages, port=0, log_level="error")
    listener = bound(config)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    deadline = time.monotonic() + 60
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()


@dataclass(frozen=True, slots=True)
class Site:
    """Served pages, and the record behind them."""

    address: str
    store: Store

    @property
    def desk(self) -> Desk:
        """The record as people work on it."""
        return Desk(self.store)
