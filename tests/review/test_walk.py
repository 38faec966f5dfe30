"""One coder's way through a record, by keyboard alone: inbox, report, judgements, undo, event, sign-off, audit."""

from __future__ import annotations

import socket

import pytest
import uvicorn
from playwright.sync_api import Page, expect

from browsing import Opened, Site
from mnemon.review.serve import bound

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
