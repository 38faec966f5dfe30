"""The site is read from a disk: its search works there, and asks for nothing from elsewhere."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from browsing import FLAGS, PATIENCE, chromium
from house import ROOT

TIMES, SOON = 8, 5000
"""How often words are typed, and the milliseconds after which a person would type them again."""


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_page_opened_from_the_disk_can_be_searched_and_asks_for_nothing_from_elsewhere(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path / "site")]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with ThreadPoolExecutor(1) as apart:  # the thread of the tests may hold a browser already
        asked = apart.submit(_searched, tmp_path / "site" / "start.html").result()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []


def _type(words: str, tab: Page) -> None:
    """Types as a person does, who types again where the page was not listening yet."""
    for _ in range(TIMES):
        tab.get_by_placeholder("Search").fill("")
        tab.get_by_placeholder("Search").press_sequentially(words, delay=50)
        with suppress(AssertionError):
            expect(tab.locator(".md-search-result__item").first).to_be_visible(timeout=SOON)
            break


def _searched(page: Path) -> list[str]:
    """What a page asks for when it is opened and searched."""
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS, chromium_sandbox=False)
        try:
            tab = browser.new_page(viewport={"width": 1200, "height": 800})
            tab.on("request", lambda request: asked.append(request.url))
            tab.goto(page.as_uri())
            _type("airwars", tab)
            expect(tab.locator(".md-search-result__item").first).to_be_visible(timeout=PATIENCE)
        finally:
            browser.close()
    return asked
