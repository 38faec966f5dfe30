"""`python bench/screenshots.py`: the four pictures of docs/images, taken of the example reports in a fresh record."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from playwright.sync_api import Page, sync_playwright  # noqa: E402

from browsing import FLAGS, chromium, served  # noqa: E402
from mnemon.model.events import Judgement  # noqa: E402
from mnemon.review import app  # noqa: E402
from mnemon.review.suggesting import suggest  # noqa: E402
from mnemon.store import Desk, Store, open_store  # noqa: E402

SETTLED = 1000
"""Milliseconds after which a page that took a judgement listens for the next key."""

OUT = ROOT / "docs" / "images"


def main() -> None:
    """Read the examples, open the pages, take the pictures."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "demo.db"
        command = [sys.executable, "-m", "mnemon", "run", str(ROOT / "demo" / "reports"), "--db", str(db)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        with open_store(db) as store:
            suggest(store)
            with served(app(store, person="Amal")) as address, sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
                context = browser.new_context(viewport={"width": 1280, "height": 800})
                context.set_default_timeout(120_000)
                context.add_cookies([{"name": "mnemon_notice", "value": "seen", "url": address}])
                take(context.new_page(), address, store)
                browser.close()


def take(page: Page, address: str, store: Store) -> None:
    """The four pictures."""
    report = next(r.id for r in store.reports() if "market dead at 12" in (r.title or ""))
    page.set_viewport_size({"width": 1100, "height": 680})
    page.goto(f"{address}/report/{report}")
    for _ in range(3):
        number = Desk(store).progress().decided
        page.wait_for_selector(".claim.now.s-open")
        page.wait_for_timeout(SETTLED)
        page.keyboard.press("a")
        page.wait_for_function("n => document.querySelectorAll('.claim.s-accepted').length > n", arg=number)
    page.screenshot(path=OUT / "review-report.png")
    page.set_viewport_size({"width": 1200, "height": 720})
    page.goto(address)
    page.screenshot(path=OUT / "review-inbox.png")
    links = [link for link in store.links() if link.judgement is Judgement.POSITIVE]
    page.goto(f"{address}/event/{max(links, key=lambda link: link.match_weight).left}?rule=range")
    page.screenshot(path=OUT / "review-event.png")
    page.goto(f"{address}/map")
    page.wait_for_selector("#map[data-drawn=yes]")
    page.wait_for_timeout(2000)
    page.screenshot(path=OUT / "review-map.png")


if __name__ == "__main__":
    main()
