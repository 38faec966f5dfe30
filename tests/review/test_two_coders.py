"""A second coder works blind; the record changes only where an adjudicator takes their finding."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import httpx
import pytest
from playwright.sync_api import Page, expect

from browsing import Opened, Site, served
from mnemon.model.claims import Claim
from mnemon.model.events import Judgement
from mnemon.model.review import Act
from mnemon.model.text import Producer
from mnemon.model.values import Quantity
from mnemon.review import app
from mnemon.review.forms import fields_of
from mnemon.review.second import NUMBERS, Both, compared
from mnemon.store import Made, Verdict, queueing, writing

SEEN = {"mnemon_notice": "seen"}

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


@dataclass(frozen=True)
class Merged:
    """Two claims of deaths, 7 and 1, that the first coder merged into 7; Basma codes them a second time."""

    site: Site
    report_id: str
    ids: tuple[str, str]
    elsewhere: int

    def figures(self) -> set[str]:
        """The numbers of deaths that stand in the place of the two."""
        mine = [c for c in self.site.store.claims() if c.report_id == self.report_id and c.kind == "killed"]
        told = [c for c in mine if c.id in self.ids or c.by_person]
        assert len(told) == len({figure_of(c) for c in told})
        return {str(figure_of(c)) for c in told}

    def token(self, client: httpx.Client) -> dict[str, str]:
        return {"x-csrf": re.findall(r'"x-csrf": "(\w+)"', client.get("/audit").text)[0]}

    def code(self, said: dict[int, str]) -> None:
        """What Basma finds of each: a number, "" = as it is, or a rejection; then she hands it in."""
        with (
            served(app(self.site.store, person="Basma")) as second,
            httpx.Client(base_url=second, cookies=SEEN, timeout=60) as client,
        ):
            token = self.token(client)
            for number, finding in said.items():
                form = {"do": "accept", "claim": self.ids[number]}
                if finding == "reject":
                    form |= {"do": "reject", "reason": "a copy of another claim"}
                elif finding:
                    old = self.site.store.claim(self.ids[number])
                    form = {**fields_of(old), **form, "do": "correct", **dict.fromkeys(NUMBERS, finding)}
                client.post(f"/second/{self.report_id}/judge", data=form, headers=token).raise_for_status()
            client.post(f"/second/{self.report_id}/finish", headers=token).raise_for_status()

    def open(self) -> list[Both]:
        """What an adjudicator is asked about."""
        report = self.site.store.report(self.report_id)
        return [one for one in compared(self.site.desk, report, "Basma") if not one.settled]

    def take(self, claim_id: str, whose: str) -> None:
        """Decide between the two findings of a claim."""
        one = next(one for one in self.open() if one.claim is not None and one.claim.id == claim_id)
        with httpx.Client(base_url=self.site.address, cookies=SEEN, timeout=60, follow_redirects=True) as client:
            form = {"coding": str(one.coding.seq), "take": whose}
            at = f"/adjudicate/{self.report_id}/Basma"
            client.post(at, data=form, headers=self.token(client)).raise_for_status()


@pytest.fixture
def merged(site: Site) -> Merged:
    report = next(r for r in site.store.reports() if "at seven" in (r.title or ""))
    old = next(c for c in site.desk.report_claims(report.id) if c.kind == "killed" and figure_of(c) == 7)
    one = Quantity(1, 1, 1, words="one")
    other = replace(old, id="c-other", quantity=one, part_of=None, repeats=None, notes=())
    at = site.store.runs()[0].started_at
    with site.store.writing() as connection:
        writing.put_claims(connection, [other])
        queueing.touch(connection, [other.id])
    told = replace(old, id="c-merged", producer_id="person-amal", notes=("merged",))
    act = Act("merge", told.id, "Amal", at, report.id, detail={"made": [told.id]})
    verdicts = [Verdict(old.id, "merged"), Verdict(other.id, "merged")]
    site.desk.decide(act, verdicts, [Made(told, (old.id, other.id))], Producer("person-amal", "Amal", "", ""))
    elsewhere = sum(len(site.desk.report_claims(r.id)) for r in site.store.reports() if r.id != report.id)
    return Merged(site, report.id, (old.id, other.id), elsewhere)


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


MERGED = [
    pytest.param({0: "8", 1: "3"}, (0, 1), {"8", "3"}, id="both are kept, and both are taken"),
    pytest.param({0: "8", 1: "3"}, (1, 0), {"8", "3"}, id="in any order"),
    pytest.param({0: "", 1: ""}, (0,), {"7", "1"}, id="both are accepted: the first that is taken parts them"),
    pytest.param({0: "8", 1: ""}, (0,), {"8", "1"}, id="the other was accepted as it was"),
    pytest.param({0: "8"}, (0,), {"8"}, id="nothing is said of the other: it stays the same"),
    pytest.param({0: "8", 1: "reject"}, (0,), {"8"}, id="the other was rejected: both coders have one"),
    pytest.param({0: "reject"}, (0,), {"1"}, id="a rejection is of one alone"),
    pytest.param({0: "reject", 1: "reject"}, (0,), set(), id="both were rejected"),
    pytest.param({0: "8", 1: "3"}, (), {"7"}, id="the record's is kept"),
]


@pytest.mark.parametrize(("said", "taken", "expected"), MERGED)
def test_what_one_coder_merged_and_the_other_kept_apart_comes_apart(
    merged: Merged, said: dict[int, str], taken: tuple[int, ...], expected: set[str]
) -> None:
    """The second's findings of two claims once replaced one another, so that one stood where two were found."""
    before = {c.id for c in merged.site.store.claims()}
    assert merged.figures() == {"7"}
    merged.code(said)
    for number in taken:
        merged.take(merged.ids[number], "second")
    assert merged.figures() == expected
    left = merged.site.store.rebuild()
    assert left == len(merged.site.desk.report_claims(merged.report_id)) + merged.elsewhere
    with httpx.Client(base_url=merged.site.address, cookies=SEEN, timeout=60) as client:
        for _ in taken:
            client.post(f"/report/{merged.report_id}/undo", headers=merged.token(client)).raise_for_status()
    assert {c.id for c in merged.site.store.claims()} == before


def test_two_claims_that_agree_with_a_merge_are_not_asked_about(merged: Merged) -> None:
    merged.code({0: "", 1: "reject"})
    assert merged.open() == []


def test_an_adjudicator_sees_what_was_merged_and_keeps_both(merged: Merged, opened: Opened) -> None:
    merged.code({0: "8", 1: "3"})
    page: Page = opened(f"{merged.site.address}/adjudicate/{merged.report_id}/Basma")
    differing = page.locator("section:not([data-settled])")
    expect(differing).to_have_count(2)
    expect(differing.first.locator("tr", has_text="the same as")).to_contain_text("1 killed")
    for left in (1, 0):
        differing.first.get_by_role("button", name="Take Basma").click()
        expect(differing).to_have_count(left)
    assert merged.figures() == {"8", "3"}
    page.goto(f"{merged.site.address}/report/{merged.report_id}")
    for figure in ("8", "3"):
        expect(page.locator(".claim", has_text="killed").filter(has_text=re.compile(rf"\b{figure}\b")).first).to_be_visible()


def figure_of(claim: Claim) -> int | None:
    return claim.quantity.best if claim.quantity is not None else None
