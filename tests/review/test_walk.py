"""One coder's way through a record, by keyboard alone: inbox, report, judgements, undo, event, sign-off, audit."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Page, expect
from starlette.types import Receive, Scope, Send

from browsing import Opened, Site, served
from factory import claim, count, reading
from mnemon.model.claims import Coded, Tally
from mnemon.model.review import Act
from mnemon.model.text import Span
from mnemon.review import app
from mnemon.review.serve import bound
from mnemon.store import Verdict, open_store

pytestmark = pytest.mark.timeout(600)


def ready(page: Page) -> None:
    expect(page.locator("html")).to_have_attribute("data-ready", "yes")


def now(page: Page) -> str:
    return page.locator(".claim.now").get_attribute("data-claim") or ""


def told(page: Page, words: str) -> None:
    expect(page.locator(".message")).to_contain_text(words)


def to_button(page: Page, name: str) -> None:
    """Walk on with the Tab key until a button has the focus."""
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()").startswith(name):
            return
    pytest.fail(f"no Tab key leads to {name}")


def test_a_coder_needs_no_mouse(site: Site, opened: Opened) -> None:
    page: Page = opened(site.address, allowed="409")
    ready(page)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/report/**")
    ready(page)
    first = now(page)
    page.keyboard.press("a")
    told(page, "Accepted")
    page.keyboard.press("r")
    page.keyboard.press("2")
    told(page, "Rejected: not about this conflict")
    page.keyboard.press("u")
    told(page, "Undone: reject")
    page.keyboard.press("e")
    expect(page.locator("#claim-form [name=reason]")).to_be_visible()
    to_button(page, "Pick")
    page.keyboard.press("Escape")
    expect(page.locator("#form")).to_be_hidden()
    page.keyboard.press("k")
    report = page.url
    page.keyboard.press("]")
    page.wait_for_url(lambda address: address != report)
    page.keyboard.press("[")
    ready(page)
    page.goto(f"{report.split('?')[0]}?claim={first}")
    ready(page)
    page.keyboard.press("v")
    page.wait_for_url("**/event/**")
    ready(page)
    to_button(page, "Sign off as Amal")
    page.keyboard.press("Enter")
    told(page, "Signed off")
    ready(page)
    page.keyboard.press("g")
    page.keyboard.press("a")
    page.wait_for_url("**/audit")
    acts = page.locator("tbody tr td:nth-child(4)").all_inner_texts()
    assert [act.split(" of no.")[0] for act in acts] == ["sign off", "undo", "reject undone", "accept"]


def test_the_audit_tells_what_was_before_and_after(site: Site, opened: Opened) -> None:
    report = next(r for r in site.store.reports() if "at seven" in (r.title or ""))
    claim = next(c for c in site.desk.report_claims(report.id) if c.kind == "killed" and c.quantity)
    page: Page = opened(f"{site.address}/report/{report.id}?claim={claim.id}")
    ready(page)
    page.keyboard.press("e")
    page.locator("#claim-form [name=best]").fill("9")
    page.locator("#claim-form [name=high]").fill("9")
    page.locator("#claim-form [name=by]").fill("the northern militia")
    page.locator("#claim-form [name=reason]").fill("as the hospital says")
    page.locator("#claim-form [type=submit]").press("Enter")
    told(page, "both values are kept")
    page.goto(f"{site.address}/audit?kind=correct&who=Amal")
    row = page.locator("tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("→ the northern militia")
    expect(row).to_contain_text("how many:")
    expect(row).to_contain_text("as the hospital says")
    page.goto(f"{site.address}/audit?who=Basma")
    expect(page.locator("tbody")).to_contain_text("Nobody has decided anything that these filters keep")


def test_the_timeline_filters_by_the_months_that_are_dragged_over(site: Site, opened: Opened) -> None:
    page: Page = opened(f"{site.address}/map")
    expect(page.locator("#timeline")).to_have_attribute("data-drawn", "yes")
    plot = page.locator("#timeline .u-over")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 3, box["y"] + 30, steps=5)
    page.mouse.up()
    page.wait_for_url("**date_from=**")
    assert page.url.split("date_from=")[1][:10].endswith("-01")
    assert page.locator("[name=date_to]").input_value() > page.locator("[name=date_from]").input_value()


def test_a_form_is_filled_saved_and_left_by_key(site: Site, opened: Opened) -> None:
    report = next(r for r in site.store.reports() if "at seven" in (r.title or ""))
    claim = next(c for c in site.desk.report_claims(report.id) if c.kind == "killed" and c.quantity)
    page: Page = opened(f"{site.address}/report/{report.id}?claim={claim.id}", allowed="422")
    ready(page)
    page.keyboard.press("e")
    best = page.locator("#claim-form [name=best]")
    best.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("9")
    for name in ("low", "high"):  # one number that was given thrice is typed once
        expect(page.locator(f"#claim-form [name={name}]")).to_have_value("9")
    page.keyboard.press("Control+Enter")
    told(page, "both values are kept")
    page.keyboard.press("s")
    expect(page.locator("#split-number")).to_be_focused()
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    told(page, "Split into 4 and 5")
    expect(page.locator(".claim.now")).not_to_contain_text("Others say of the same: 5")  # its other half is no rival
    page.keyboard.press("r")
    page.locator("#other-reason").focus()
    page.keyboard.type("told by nobody")
    page.keyboard.press("Enter")
    told(page, "Rejected: told by nobody")


def test_a_judged_pair_keeps_the_focus_and_the_next_key_is_about_the_next(site: Site, opened: Opened) -> None:
    link = max(site.store.links(), key=lambda one: one.match_weight)
    page: Page = opened(f"{site.address}/event/{link.left}")
    ready(page)
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.id")
    assert first.startswith("pair-")
    page.keyboard.press("q")
    told(page, "Judged: unsure")
    page.wait_for_url(f"**#{first}")


def test_an_answer_is_sent_at_once() -> None:
    """Without this a page waits 40 ms for the browser's word on its head."""
    listener = bound(uvicorn.Config("no.pages:needed", port=0, log_level="error"))
    try:
        assert listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    finally:
        listener.close()


TYPED = "aaar3aaaaaa"
"""Ten claims: the fourth is not worth an acceptance."""


@pytest.fixture
def ten(tmp_path: Path) -> Iterator[Site]:
    """A report of ten claims, on a server that takes its time over each judgement."""
    with open_store(tmp_path / "ten.db") as store:
        base = reading(1)
        told = [
            claim(id=f"c-{n}", spans={}, sentence=Span(n, n + 1), quantity=count(n + 1), part_of=None) for n in range(10)
        ]
        store.add(replace(base, coded=Coded(base.coded.mentions, tuple(told)), tally=Tally()))
        pages = app(store, person="Amal")

        async def slow(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http" and scope["method"] == "POST":
                await asyncio.sleep(0.2)
            await pages(scope, receive, send)

        with served(slow) as address:  # type: ignore[arg-type]
            yield Site(address, store)


def verdicts(site: Site) -> list[str]:
    found = site.desk.decisions([f"c-{n}" for n in range(10)])
    return [found[f"c-{n}"].verdict if f"c-{n}" in found else "" for n in range(10)]


def test_whoever_types_faster_than_the_server_loses_no_judgement(ten: Site, opened: Opened) -> None:
    page: Page = opened(f"{ten.address}/report/r-1")
    ready(page)
    for pressed in TYPED + "aar2":  # once all are judged, what was pressed too often does nothing
        page.keyboard.press(pressed)
    expect(page.locator("#claims-title + .quiet")).to_have_text("10 judged, 0 left")
    assert verdicts(ten) == ["accepted"] * 3 + ["rejected"] + ["accepted"] * 6
    assert ten.desk.decisions(["c-3"])["c-3"].reason == "background, told before"
    expect(page.locator("html")).not_to_have_class(re.compile("slow"))
    acts, _ = ten.desk.acts(99)
    assert len(acts) == 10
    page.keyboard.press("u")
    page.keyboard.press("u")
    told(page, "Undone")
    expect(page.locator("#claims-title + .quiet")).to_have_text("8 judged, 2 left")


def test_buttons_clicked_one_after_another_are_each_taken_for_their_claim(ten: Site, opened: Opened) -> None:
    page: Page = opened(f"{ten.address}/report/r-1")
    ready(page)
    page.evaluate("""[2, 5, 7].forEach((n) => document.querySelector(`#c-${n} [data-do=accept]`).click())""")
    expect(page.locator("#claims-title + .quiet")).to_have_text("3 judged, 7 left")
    assert [n for n, verdict in enumerate(verdicts(ten)) if verdict] == [2, 5, 7]


def test_what_was_typed_ahead_of_another_coder_s_verdict_is_not_taken(ten: Site, opened: Opened) -> None:
    page: Page = opened(f"{ten.address}/report/r-1", allowed="409")
    ready(page)
    act = Act("reject", "c-0", "Basma", datetime.now(UTC), "r-1", "wrong")
    ten.desk.decide(act, [Verdict("c-0", "rejected")])
    for pressed in "aaaaaa":
        page.keyboard.press(pressed)
    told(page, "Basma found it rejected")
    told(page, "was not taken")
    assert verdicts(ten) == ["rejected"] + [""] * 9


def test_keys_after_the_one_that_leaves_a_page_do_nothing_to_it(ten: Site, opened: Opened) -> None:
    page: Page = opened(f"{ten.address}/report/r-1")
    ready(page)
    for pressed in "va":
        page.keyboard.press(pressed)
    page.wait_for_url("**/event/**")
    assert verdicts(ten) == [""] * 10
