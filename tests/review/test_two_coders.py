"""A second coder works blind; the record changes only where an adjudicator takes their finding."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from browsing import Opened, Site, served
from mnemon.model.claims import Claim
from mnemon.model.events import Judgement
from mnemon.model.review import Act
from mnemon.review import app
from mnemon.review.forms import fields_of
from mnemon.review.second import NUMBERS
from mnemon.store import Verdict

pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def claims(site: Site) -> list[Claim]:
    """The claims of one report, two of them judged by the first coder."""
    report = next(r for r in site.store.reports() if "at seven" in (r.title or ""))
    found = site.desk.report_claims(report.id)
    at = site.store.runs()[0].started_at
    site.desk.decide(Act("accept", found[0].id, "Amal", at, report.id), [Verdict(found[0].id, "accepted")])
    site.desk.decide(Act("reject", found[1].id, "Amal", at, report.id, "wrong"), [Verdict(found[1].id, "rejected")])
    return found


def test_blind_coding_agreement_and_adjudication(site: Site, claims: list[Claim], opened: Opened) -> None:
    with served(app(site.store, person="Basma")) as address:
        page: Page = opened(f"{address}/second")
        page.locator("#code-title + ul a").first.click()
        expect(page.locator("html")).to_have_attribute("data-ready", "yes")
        assert "Amal" not in page.locator("#work").inner_text()
        assert page.locator(f"#{claims[1].id}").count() == 1
        page.keyboard.press("a")
        expect(page.locator("#message")).to_contain_text("Coded: accepted")
        page.locator(f"#{claims[0].id} > header").click()
        page.keyboard.press("e")
        page.locator("#claim-form [name=best]").fill("6")
        page.locator("#claim-form [name=low]").fill("6")
        page.locator("#claim-form [type=submit]").click()
        expect(page.locator("#message")).to_contain_text("Coded: corrected")
        page.locator(f"#{claims[1].id} > header").click()
        page.keyboard.press("a")
        expect(page.locator("#message")).to_contain_text("Coded: accepted")
        page.keyboard.press("u")
        expect(page.locator("#message")).to_contain_text("Undone")
        page.keyboard.press("a")
        expect(page.locator("#message")).to_contain_text("Coded: accepted")
        standing = {c.id for c in site.store.claims()}
        assert claims[0].id in standing
        assert claims[1].id not in standing
        while page.locator(".claim[data-state=open]").count():
            left = page.locator(".claim[data-state=open]").count()
            page.locator(".claim[data-state=open] > header").first.click()
            page.keyboard.press("a")
            expect(page.locator(".claim[data-state=open]")).to_have_count(left - 1)
        page.locator("[data-do=finish]").click()
        page.wait_for_url("**/second")
    page = opened(f"{site.address}/second")
    row = page.locator("tr", has_text="how many")
    expect(row).to_contain_text("1")
    page.locator("tr", has_text="Basma").locator("a").click()
    differing = page.locator("section:not([data-settled])")
    expect(differing).to_have_count(2)
    six = page.locator("td", has_text=re.compile(r"^6$"))
    differing.filter(has=six).get_by_role("button", name="Take Basma").click()
    expect(page.locator("section:not([data-settled])")).to_have_count(1)
    taken = [c for c in site.store.claims() if "adjudicated from Basma" in c.notes]
    assert [c.quantity.best for c in taken if c.quantity is not None] == [6]
    page.get_by_role("button", name="Keep the record").click()
    expect(page.locator("section:not([data-settled])")).to_have_count(0)
    assert claims[1].id not in {c.id for c in site.store.claims()}


def test_links_are_judged_a_second_time_without_seeing_the_first(site: Site, opened: Opened) -> None:
    links = list(site.store.links())
    for one in links[:2]:
        site.store.decide((one.left, one.right), Judgement.POSITIVE, "Amal")
    with served(app(site.store, person="Basma")) as address:
        page: Page = opened(f"{address}/second/links")
        expect(page.locator("[data-pair]")).to_have_count(2)
        assert "positive" not in page.locator("main").inner_text().replace("positive (", "")
        page.locator("[data-pair]").first.focus()
        page.keyboard.press("d")
        expect(page.locator("[data-pair]")).to_have_count(1)
        page.locator("[data-pair]").first.focus()
        page.keyboard.press("y")
        expect(page.locator("[data-pair]")).to_have_count(0)
        page.goto(f"{address}/second")
        expect(page.locator("tr", has_text="link")).to_contain_text("1")
        expect(page.locator("#links-title ~ ul li")).to_have_text(["Amal: positive; Basma: negative"])
    assert {one.by for one in site.store.links() if one.decided} == {"Amal"}


def test_a_claim_that_was_split_is_one_to_whoever_decides_and_gives_way_as_a_whole(site: Site) -> None:
    """Halves beside a second coder's whole would count people twice."""
    report = next(r for r in site.store.reports() if "at seven" in (r.title or ""))
    old = next(c for c in site.desk.report_claims(report.id) if c.kind == "killed" and figure_of(c) == 7)
    cookies = {"mnemon_notice": "seen"}
    with served(app(site.store, person="Basma")) as second:
        for address, forms in (
            (site.address, [("report", {"do": "split", "claim": old.id, "seen": "0", "number": "3"})]),
            (second, [("second", {**fields_of(old), "do": "correct", "claim": old.id, **dict.fromkeys(NUMBERS, "8")})]),
        ):
            with httpx.Client(base_url=address, cookies=cookies, timeout=60) as client:
                token = {"x-csrf": re.findall(r'"x-csrf": "(\w+)"', client.get("/audit").text)[0]}
                for base, form in forms:
                    client.post(f"/{base}/{report.id}/judge", data=form, headers=token).raise_for_status()
                if address == second:
                    client.post(f"/second/{report.id}/finish", headers=token).raise_for_status()
    halves = {c.id for c in site.store.claims() if any("split from" in note for note in c.notes)}
    assert len(halves) == 2
    with httpx.Client(base_url=site.address, cookies=cookies, timeout=60) as client:
        page = client.get(f"/adjudicate/{report.id}/Basma").text
        assert re.findall(r"<th scope=\"row\">best ≠</th><td>(\d+)</td><td>(\d+)</td>", page) == [("7", "8")]
        form = {"coding": re.findall(r'name="coding" value="(\d+)"', page)[0], "take": "second"}
        token = {"x-csrf": re.findall(r'"x-csrf": "(\w+)"', page)[0]}
        client.post(
            f"/adjudicate/{report.id}/Basma", data=form, headers=token, follow_redirects=True
        ).raise_for_status()
    standing = {c.id: c for c in site.store.claims()}
    assert halves.isdisjoint(standing)
    assert [figure_of(c) for c in standing.values() if "adjudicated from Basma" in c.notes] == [8]


def figure_of(claim: Claim) -> int | None:
    return claim.quantity.best if claim.quantity is not None else None
