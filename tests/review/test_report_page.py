"""A coder reads a report and judges its claims in a real browser, by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browsing import Opened, Site, served
from mnemon.model.claims import Claim
from mnemon.model.review import Act
from mnemon.model.text import Report
from mnemon.review import app
from mnemon.store import Verdict

pytestmark = pytest.mark.timeout(600)


def report_of(site: Site, title: str) -> Report:
    return next(r for r in site.store.reports() if title in (r.title or ""))


def claim_of(site: Site, report: Report, **wanted: object) -> Claim:
    found = [c for c in site.desk.report_claims(report.id) if all(getattr(c, k) == v for k, v in wanted.items())]
    return found[0]


def now(page: Page) -> str:
    """The id of the claim that the keys are about."""
    return page.locator(".claim.now").get_attribute("data-claim") or ""


def told(page: Page, words: str) -> None:
    expect(page.locator("#message")).to_contain_text(words)


@pytest.fixture
def report(site: Site) -> Report:
    return report_of(site, "at seven")


@pytest.fixture
def page(site: Site, opened: Opened, report: Report) -> Page:
    made = opened(f"{site.address}/report/{report.id}", allowed="409")
    expect(made.locator("html")).to_have_attribute("data-ready", "yes")
    return made


def test_the_text_is_whole_and_each_claim_lights_its_words(page: Page, report: Report, site: Site) -> None:
    assert page.locator("#text").inner_text().split() == report.text.split()
    second = site.desk.report_claims(report.id)[1]
    page.locator(f"#{second.id}").hover()
    lit = page.locator("#text .lit").all_inner_texts()
    words = {word for spans in second.spans.values() for span in spans for word in span.of(report.text).split()}
    assert set(" ".join(lit).split()) == words
    page.locator("#text mark", has_text="1,800").hover()
    expect(page.locator(".claim.lit .figure")).to_have_text("about 1,800")


def test_one_key_accepts_and_goes_on_and_another_undoes(page: Page, site: Site) -> None:
    first = now(page)
    page.keyboard.press("a")
    told(page, "Accepted")
    assert now(page) != first
    assert site.desk.decisions([first])[first].verdict == "accepted"
    assert site.desk.decisions([first])[first].made_by == "Amal"
    page.keyboard.press("u")
    told(page, "Undone: accept")
    expect(page.locator(".claim.now")).to_have_attribute("data-claim", first)
    assert site.desk.decisions([first]) == {}


def test_a_rejection_asks_why_and_takes_the_claim_out_of_the_record(page: Page, site: Site) -> None:
    first = now(page)
    page.keyboard.press("r")
    expect(page.locator("#reasons")).to_be_visible()
    page.keyboard.press("3")
    told(page, "Rejected: background, told before")
    assert first not in {claim.id for claim in site.store.claims()}
    assert site.store.claim(first).id == first
    expect(page.locator("details.gone")).to_contain_text("1 no longer standing")


def test_picked_words_are_read_and_both_values_are_kept(page: Page, site: Site, report: Report) -> None:
    old = claim_of(site, report, kind="killed")
    page.locator(f"#{old.id} > header").click()
    page.keyboard.press("e")
    expect(page.locator("#claim-form [name=best]")).to_have_value("7")
    page.locator("[data-pick=count]").press("Enter")
    expect(page.locator("#text.picking")).to_be_visible()
    words = report.text[: report.text.index("13 soldiers")].split()
    for _ in range(len(words) - 2):  # from "Seven", the second word, to "13"; the dash is no word
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#claim-form [data-words=count]")).to_have_text("13")
    expect(page.locator("#claim-form [name=best]")).to_have_value("13")
    page.locator("#claim-form [name=reason]").fill("the front gives 13")
    page.locator("#claim-form [type=submit]").press("Enter")
    told(page, "both values are kept")
    made = site.store.claim(now(page))
    assert made.quantity is not None
    assert (made.quantity.best, made.producer_id[:7], made.victims) == (13, "person-", old.victims)
    assert made.spans["count"][0].of(report.text) == "13"
    assert site.store.claim(old.id) == old
    standing = {claim.id for claim in site.store.claims()}
    assert made.id in standing
    assert old.id not in standing
    page.keyboard.press("u")
    told(page, "Undone: correct")
    standing = {claim.id for claim in site.store.claims()}
    assert old.id in standing
    assert made.id not in standing


def test_a_missed_claim_is_added_with_the_mouse(page: Page, site: Site) -> None:
    before = len(list(site.store.claims()))
    page.keyboard.press("n")
    page.locator("#claim-form [name=kind]").select_option("displaced")
    page.locator("[data-pick=trigger]").click()
    page.evaluate(
        """() => { const piece = [...document.querySelectorAll('#text [data-at]')].find(p => p.textContent.includes('walked'));
        const at = piece.textContent.indexOf('walked');
        getSelection().setBaseAndExtent(piece.firstChild, at, piece.firstChild, at + 6);
        piece.dispatchEvent(new MouseEvent('mouseup', {bubbles: true})); }"""
    )
    expect(page.locator("#claim-form [data-words=trigger]")).to_have_text("walked")
    page.locator("#claim-form [name=who]").fill("women and children")
    page.locator("#claim-form [type=submit]").click()
    told(page, "Added")
    assert len(list(site.store.claims())) == before + 1


def test_a_claim_is_split_and_two_are_merged(page: Page, site: Site, report: Report) -> None:
    thirteen = next(c for c in site.desk.report_claims(report.id) if c.quantity and c.quantity.best == 13)
    page.locator(f"#{thirteen.id} > header").click()
    page.keyboard.press("s")
    page.locator("#split-number").fill("5")
    page.locator("[data-split]").click()
    told(page, "Split into 5 and 8")
    marks = page.locator(".claim[data-standing]").filter(has_text="split from")
    for at in range(2):
        marks.nth(at).locator("> header").click()
        page.keyboard.press("x")
    page.keyboard.press("m")
    told(page, "2 claims merged into one")


def test_whoever_comes_second_is_shown_the_first_and_loses_nothing(page: Page, site: Site, report: Report) -> None:
    old = claim_of(site, report, kind="killed")
    page.locator(f"#{old.id} > header").click()
    page.keyboard.press("e")
    page.locator("#claim-form [name=best]").fill("9")
    page.locator("#claim-form [name=high]").fill("9")
    act = Act("reject", old.id, "Basma", site.store.capture(report.capture_id).retrieved_at, report.id, "told before")
    site.desk.decide(act, [Verdict(old.id, "rejected")])
    page.locator("#claim-form [type=submit]").click()
    expect(page.locator("#claim-form [role=alert]")).to_contain_text("Basma found it rejected since you opened it")
    expect(page.locator("#claim-form [name=best]")).to_have_value("9")
    assert site.desk.decisions([old.id])[old.id].made_by == "Basma"
    page.locator("#claim-form [type=submit]").click()
    told(page, "Corrected")
    assert site.desk.decisions([old.id])[old.id].verdict == "corrected"


def test_a_figure_that_no_count_has_says_why_in_the_inbox_and_beside_its_words(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/?kind=displaced")
    line = page.locator(".line", has_text="About 300 families")
    expect(line).not_to_contain_text("not counted")
    line.locator("a").click()
    expect(page.locator(".claim.now")).to_contain_text("families or households are as many people at least")
    page.goto(f"{site.address}/?kind=killed")
    nine = page.locator(".line", has_text="raising an earlier toll of nine").filter(has_text="9 killed")
    expect(nine).to_contain_text("not counted: an earlier figure that this report revises")
    counted = page.locator(".line", has_text="13 killed").first
    expect(counted).not_to_contain_text("not counted")


def test_a_kind_of_one_s_own_is_chosen_and_stays_what_it_refines(site: Site, report: Report, opened: Opened) -> None:
    with served(app(site.store, person="Amal", own_kinds={"executed": "killed"})) as address:
        page: Page = opened(f"{address}/report/{report.id}")
        old = claim_of(site, report, kind="killed")
        page.locator(f"#{old.id} > header").click()
        page.keyboard.press("e")
        page.locator("#claim-form [name=kind]").select_option(label="executed (killed)")
        page.locator("#claim-form [type=submit]").press("Enter")
        told(page, "both values are kept")
        made = site.store.claim(now(page))
        assert (made.kind, made.subkind, made.quantity) == ("killed", "executed", old.quantity)
        page.goto(f"{address}/?kind=executed&review=all")
        expect(page.locator(".line .kind")).to_have_text(["executed"])
    page = opened(f"{site.address}/report/{report.id}?claim={made.id}")  # chosen here no more, but still what it is
    page.keyboard.press("e")
    expect(page.locator("#claim-form [name=kind]")).to_have_value("executed")
    page.locator("#claim-form [name=kind]").select_option("wounded")
    page.locator("#claim-form [type=submit]").press("Enter")
    told(page, "both values are kept")
    assert site.store.claim(now(page)).subkind is None
