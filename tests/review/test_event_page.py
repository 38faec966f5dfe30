"""Two tellings become one event or two, a rule settles its figures, a person signs it off; then it goes out."""

from __future__ import annotations

import json

import httpx
import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from browsing import Opened, Site
from mnemon.cli import main
from mnemon.linking import cluster
from mnemon.model.events import Judgement, Link

pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def link(site: Site) -> Link:
    """The heaviest suggestion between two reports."""
    found = [one for one in site.store.links() if one.judgement is Judgement.POSITIVE]
    return max(found, key=lambda one: one.match_weight)


@pytest.fixture
def page(site: Site, opened: Opened, link: Link) -> Page:
    made: Page = opened(f"{site.address}/event/{link.left}")
    expect(made.locator("html")).to_have_attribute("data-ready", "yes")
    return made


def event_of(site: Site, mention_id: str) -> set[str]:
    return next(set(e.members) for e in cluster(site.store.links(), site.store.mentions()) if mention_id in e.members)


def judged(page: Page, words: str) -> None:
    expect(page.locator(".message")).to_contain_text(words)
    expect(page.locator("html")).to_have_attribute("data-ready", "yes")


def test_links_show_their_sum_and_are_judged_and_undone(page: Page, site: Site, link: Link) -> None:
    pair = page.locator("[data-pair]").filter(has_text="positive").first
    expect(pair.locator(".reason-sum")).to_contain_text(f"= {link.match_weight:+.1f}")
    before = event_of(site, link.left)
    assert link.right in before
    pair.focus()
    page.keyboard.press("d")
    judged(page, "Judged: negative")
    assert link.right not in event_of(site, link.left)
    page.keyboard.press("u")
    judged(page, "Undone")
    assert event_of(site, link.left) == before


def test_two_events_are_linked_by_a_person(page: Page, site: Site, link: Link) -> None:
    pair = page.locator("[data-pair]")
    for end in (link.left, link.right):
        pair = pair.filter(has=page.locator(f"input[value='{end}']"))
    pair.locator("[value=negative]").click()
    judged(page, "negative")
    expect(pair).to_contain_text("leads out of this event")
    pair.locator("[value=positive]").click()
    judged(page, "positive")
    assert link.right in event_of(site, link.left)
    decided = [one for one in site.store.links() if one.decided]
    assert [(one.by, one.judgement) for one in decided] == [("Amal", Judgement.POSITIVE)]


def test_each_rule_settles_and_a_name_and_a_date_stand_under_it(page: Page, site: Site) -> None:
    page.locator("select[name=rule]").select_option("highest")
    page.get_by_role("button", name="Show").first.click()
    settled = page.locator(".finding").first.inner_text()
    expect(page.locator("svg.axis").first).to_contain_text("settled by highest")
    page.get_by_role("button", name="Sign off as Amal, by highest").click()
    judged(page, "Signed off")
    expect(page.locator("section", has_text="Sign-off").last).to_contain_text("by highest")
    acts, _ = site.desk.acts(5, kinds=("sign off",))
    figures = {what: best for what, _, best, _ in acts[0].detail["findings"]}  # type: ignore[attr-defined]
    assert str(figures["killed"]) in settled
    page.locator("[data-pair] [value=negative]").first.click()
    expect(page.locator("main")).to_contain_text("other tellings now than were signed off")


def test_grades_are_judged_apart(page: Page) -> None:
    page.locator("select[name=source]").select_option("B")
    page.locator("select[name=information]").select_option("3")
    page.get_by_role("button", name="Grade").click()
    judged(page, "Graded B3")
    expect(page.locator("section", has_text="Reliability")).to_contain_text("B3")


def test_every_number_has_its_words(page: Page) -> None:
    assert page.locator("#cite-title + ol b[id^=cite-]").count() > 0
    for text in page.locator("#cite-title + ol > li").all_inner_texts():
        assert "archive sha256:" in text
        assert "“" in text


def test_the_map_is_drawn_and_an_inexact_place_is_no_point(page: Page) -> None:
    expect(page.locator("#map")).to_have_attribute("data-drawn", "yes")
    assert page.locator("#map canvas").count() == 1


def test_what_was_decided_goes_out(site: Site) -> None:
    """A rejected claim leaves the record's own lists too."""
    path = str(site.store.where)
    before = [
        json.loads(line)["id"]
        for line in CliRunner().invoke(main, ["claims", "--db", path, "--format", "jsonl"]).stdout.splitlines()
    ]
    from mnemon.model.review import Act  # noqa: PLC0415
    from mnemon.store import Verdict  # noqa: PLC0415

    act = Act("reject", before[0], "Amal", site.store.runs()[0].started_at, None, "no")
    site.desk.decide(act, [Verdict(before[0], "rejected")])
    after = CliRunner().invoke(main, ["claims", "--db", path, "--format", "jsonl"]).stdout
    assert before[0] not in after
    assert before[1] in after


def test_an_event_s_own_id_leads_to_it_whatever_becomes_of_it(page: Page, site: Site, link: Link) -> None:
    """As `mnemon events` prints it, with the rule that was asked for."""
    printed = CliRunner().invoke(main, ["events", "--db", str(site.store.where)]).stdout.split()
    event = next(e for e in cluster(site.store.links(), site.store.mentions()) if link.left in e.members)
    assert event.id in printed
    page.goto(f"{site.address}/event/{event.id}?rule=highest")
    assert page.url == f"{site.address}/event/{event.members[0]}?rule=highest"
    expect(page.locator("h1 + p a")).to_have_text(event.id)
    pair = page.locator("[data-pair]").filter(has_text="positive").first
    pair.locator("[value=negative]").click()
    judged(page, "negative")
    page.goto(f"{site.address}/event/{event.id}")
    assert page.url == f"{site.address}/event/{event.members[0]}"


def test_an_event_that_never_was_is_not_found(site: Site) -> None:
    answer = httpx.get(f"{site.address}/event/e-000000000000", cookies={"mnemon_notice": "seen"})
    assert (answer.status_code, "there is no event e-000000000000" in answer.text) == (404, True)
