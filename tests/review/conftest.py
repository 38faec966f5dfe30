"""A real browser, a real server, a fresh record: nothing stands in for anything."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from browsing import FLAGS, PATIENCE, Opened, Site, chromium, served
from house import ROOT
from mnemon.cli import main
from mnemon.review import app
from mnemon.review.suggesting import suggest
from mnemon.store import Store, open_store


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        profile = tmp_path_factory.mktemp("profile")
        opened = playwright.chromium.launch(
            executable_path=chromium(), args=[*FLAGS, f"--disk-cache-dir={profile}"], chromium_sandbox=False
        )
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example reports, read into a fresh record with its links."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    result = CliRunner().invoke(main, ["run", str(ROOT / "demo" / "reports"), "--db", str(path)])
    assert result.exit_code == 0, result.output
    with open_store(path) as store:
        assert suggest(store) > 0
    return path


@pytest.fixture
def store(demo: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "record.db"
    shutil.copy(demo, path)
    with open_store(path) as opened:
        yield opened


@pytest.fixture
def site(store: Store) -> Iterator[Site]:
    with served(app(store, person="Amal")) as address:
        yield Site(address, store)


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Opens an address in a browser of its own, past the notice; any fault on the page fails the test."""
    contexts = []
    faults: list[str] = []

    def open_page(address: str, *, notice: bool = True, allowed: str = "", **options: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))

        def heard(message: ConsoleMessage) -> None:
            if message.type == "error" and not (allowed and allowed in message.text):
                faults.append(f"{page.url}: {message.text}")

        page.on("console", heard)
        if notice:
            host = address.split("/")[2].split(":", maxsplit=1)[0]
            context.add_cookies([{"name": "mnemon_notice", "value": "seen", "domain": host, "path": "/"}])
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
