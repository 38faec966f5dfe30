"""Hostile text is text, names are withheld, nothing is loaded from elsewhere, and every page can be used by everyone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

import factory
from browsing import Opened, Site, served
from mnemon.model.claims import Tally
from mnemon.model.events import Judgement
from mnemon.model.review import Act, Coding
from mnemon.model.text import Span
from mnemon.review import app
from mnemon.review.forms import fields_of
from mnemon.store import Made, Verdict, open_store

pytestmark = pytest.mark.timeout(600)

HOSTILE = (
    "<script>window.broken = 1</script><img src=http://example.org/x.png onerror=\"window.broken = 1\">\n"
    "Shelling killed Omar Saidov, 12, near Bara. </div></main><style>body{display:none}</style>\u202eevil\u202c {{ 7*7 }}\n"
)  # fmt: skip


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Site]:
    """A record of one report whose text, title and speaker mean harm; its last line has 5 MB."""
    text = HOSTILE + "x<b>" * 1_250_000
    start = text.index("Shelling")
    who = Span(text.index("Omar"), text.index(", 12"))
    spans = {"trigger": (Span(start + 9, start + 15),), "who": (who,)}
    sentence = Span(start, text.index(" </div>"))
    claim = factory.claim(
        id="c-1-0", sentence=sentence, spans=spans, victims=factory.villagers(name="Omar Saidov", words="Omar Saidov"),
        said_by=factory.speaker(name="<img src=x onerror=window.broken=1>"), cue="<script>",
    )  # fmt: skip
    report = factory.report(text=text, title="<script>window.broken=1</script>\u202e", url="javascript:window.broken=1")
    whole = factory.reading()
    made = replace(whole, report=report, coded=replace(whole.coded, claims=(claim,), attributions=()))
    with open_store(tmp_path / "hostile.db") as store:
        store.add(replace(made, tally=Tally(), capture=replace(made.capture, id=report.capture_id)))
        with served(app(store, person="Amal")) as address:
            yield Site(address, store)


@pytest.fixture
def asked(hostile: Site, opened: Opened) -> tuple[Page, list[str]]:
    page: Page = opened(f"{hostile.address}/", allowed="422")
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    return page, seen


@pytest.mark.parametrize("path", ["/", "/report/r-1", "/report/r-1?at=4000000", "/event/m-1", "/audit", "/second"])
def test_hostile_text_is_shown_and_can_do_nothing(asked: tuple[Page, list[str]], hostile: Site, path: str) -> None:
    page, seen = asked
    page.goto(hostile.address + path)
    assert page.evaluate("window.broken") is None
    assert page.locator("main").is_visible()
    assert page.locator("main img, main style, main script:not([type='application/json'])").count() == 0
    assert [url for url in seen if not url.startswith(hostile.address)] == []
    assert "Omar" not in page.content()


def test_what_turns_text_around_is_shown_by_its_number(asked: tuple[Page, list[str]], hostile: Site) -> None:
    page, _ = asked
    page.goto(f"{hostile.address}/report/r-1")
    expect(page.locator("#text .control")).to_have_text(["U+202E", "U+202C"])
    expect(page.locator("#text")).to_contain_text("<script>window.broken = 1</script>")
    assert len(page.locator("#text").inner_text()) < 40_000


def test_names_are_shown_to_whoever_says_why_and_that_is_written_down(
    asked: tuple[Page, list[str]], hostile: Site
) -> None:
    page, _ = asked
    page.goto(f"{hostile.address}/report/r-1")
    expect(page.locator("#text .withheld")).to_have_count(1)
    page.get_by_text("Names withheld").click()
    page.locator("form[action='/names'] [name=reason]").fill("matching a hospital's list")
    page.get_by_role("button", name="Show them").click()
    expect(page.locator("#text")).to_contain_text("Omar Saidov")
    acts, _ = hostile.desk.acts(5)
    assert [(act.kind, act.made_by, act.reason) for act in acts] == [
        ("show names", "Amal", "matching a hospital's list")
    ]


def test_the_policy_lets_nothing_in_and_no_other_page_can_judge(site: Site) -> None:
    cookies = {"mnemon_notice": "seen"}
    answer = httpx.get(site.address + "/", cookies=cookies)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert re.findall(r"https?:", policy) == []
    token = re.findall(r'"x-csrf": "(\w+)"', answer.text)[0]
    report = next(site.store.reports()).id
    claim = site.desk.report_claims(report)[0].id
    form = {"do": "accept", "claim": claim, "seen": "0"}
    at = f"{site.address}/report/{report}/judge"
    elsewhere = {"x-csrf": token, "origin": "https://example.org"}
    for headers in ({}, {"x-csrf": "wrong"}, elsewhere, {"x-csrf": token, "sec-fetch-site": "cross-site"}):
        assert httpx.post(at, data=form, headers=headers).status_code == 403
    assert httpx.get(site.address + "/", headers={"host": "rebound.example.org"}).status_code == 421
    assert site.desk.decisions([claim]) == {}
    assert httpx.post(at, data=form, headers={"x-csrf": token}).status_code == 200
    assert httpx.post(at, data={"x": "y" * 300_000}, headers={"x-csrf": token}).status_code == 413


def test_a_notice_comes_first(site: Site, opened: Opened) -> None:
    page: Page = opened(f"{site.address}/audit", notice=False)
    expect(page.get_by_role("heading")).to_have_text("Before you read")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Audit")).to_be_visible()


LOOKS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def faults_of(page: Page, path: str) -> list[tuple[object, ...]]:
    """What axe finds on a page by WCAG 2.2 AA, and whether it is wider than the screen."""
    violations = Axe().run(page, options=RULES).response["violations"]
    found: list[tuple[object, ...]] = [(path, v["id"], [n["html"][:90] for n in v["nodes"]][:3]) for v in violations]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*found, (path, "wider than the screen", wide)] if wide > 0 else found


def second_coded(site: Site, report_id: str) -> str:
    """Make Basma differ from the record on one claim; the address where an adjudicator sees it."""
    claim, at = site.desk.report_claims(report_id)[0], site.store.runs()[0].started_at
    site.desk.decide(Act("accept", claim.id, "Amal", at, report_id), [Verdict(claim.id, "accepted")])
    site.desk.put_coding(Coding(report_id, claim.id, "Basma", "rejected", {"reason": "told before"}, at))
    site.desk.note(Act("second coding", report_id, "Basma", at, report_id))
    return f"/adjudicate/{report_id}/Basma"


def opened_up(page: Page, path: str) -> None:
    """Bring out what a page hides until it is asked for: the form, the sums, the keys, the switch for names."""
    if path.startswith("/report/"):
        page.keyboard.press("e")
        expect(page.locator("#claim-form")).to_be_visible()
    elif path == "/map":
        page.get_by_role("button", name="Add up").click()
        expect(page.locator("#totals svg").first).to_be_visible()
    elif path == "/":
        page.keyboard.press("?")
        expect(page.locator("#help")).to_be_visible()
    elif path == "/audit":
        page.get_by_text("Names withheld").click()
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_every_page_can_be_used_by_everyone(site: Site, opened: Opened, width: int, scheme: str) -> None:
    """WCAG 2.2 AA by axe, nothing wider than the screen: each page with all that it hides."""
    report = next(r for r in site.store.reports() if "at seven" in (r.title or "")).id
    link = next(iter(site.store.links()))
    site.store.decide((link.left, link.right), Judgement.UNSURE, "Basma")
    page: Page = opened(
        f"{site.address}/", allowed="404", viewport={"width": width, "height": 844}, color_scheme=scheme
    )
    lists = ("/", "/?by_report=1", "/?place=nowhere", f"/report/{report}", f"/second/{report}", f"/event/{link.left}")
    others = ("/map", "/second", "/second/links", "/audit", "/asof", "/notice", "/event/none")
    faults = []
    for path in (*lists, second_coded(site, report), *others):
        page.goto(site.address + path)
        opened_up(page, path)
        faults += faults_of(page, path)
    with served(app(site.store)) as door:
        page.goto(f"{door}/login")
        faults += faults_of(page, "/login")
    assert faults == []


def test_a_name_is_withheld_wherever_its_report_is_told_of(hostile: Site) -> None:
    """An air strike is no harm by itself: the name in its sentence is known from the claim beside it."""
    killed = hostile.store.claim("c-1-0")
    strike = replace(killed, id="c-1-9", kind="airstrike", victims=None, quantity=None)
    act = Act("add", strike.id, "Amal", datetime(2026, 1, 1, tzinfo=UTC))
    hostile.desk.decide(act, [], [Made(strike)])
    for path in (
        "/?kind=airstrike&review=all",
        "/?review=accepted",
        "/report/r-1",
        f"/event/{strike.event_mention_id}",
    ):
        answer = httpx.get(hostile.address + path, cookies={"mnemon_notice": "seen"})
        assert "[name withheld]" in answer.text or "name withheld" in answer.text, path
        assert "Omar" not in answer.text


def page_of(site: Site, path: str) -> str:
    answer = httpx.get(site.address + path, cookies={"mnemon_notice": "seen"}, follow_redirects=True)
    assert answer.status_code == 200, path
    return answer.text


def test_no_page_lets_a_withheld_name_out(hostile: Site) -> None:
    """Every page that can be asked for, after each kind of judgement has put the name wherever it can get to."""
    at, claim, desk = datetime(2026, 1, 1, tzinfo=UTC), hostile.store.claim("c-1-0"), hostile.desk
    told = replace(claim, id="c-1-8", notes=('"Omar Saidov" as said of the same people',), means="Omar Saidov's car")
    desk.decide(Act("correct", claim.id, "Amal", at, "r-1", "Omar Saidov is one person", {"made": [told.id]}),
                [Verdict(claim.id, "corrected")], [Made(told, (claim.id,))])  # fmt: skip
    for verdict, values in (
        ("corrected", fields_of(told) | {"best": "2"}),
        ("rejected", {"reason": "Omar Saidov lives"}),
    ):
        desk.put_coding(Coding("r-1", claim.id if verdict == "corrected" else told.id, "Basma", verdict, values, at))
    desk.note(Act("second coding", "r-1", "Basma", at, "r-1"))
    forms = ("/report/r-1/form?claim=c-1-0", "/report/r-1/form?claim=c-1-8", "/second/r-1/form?claim=c-1-0")
    pages = ("/report/r-1?claim=c-1-8", "/second/r-1", "/adjudicate/r-1/Basma", "/event/m-1", "/?review=all", "/audit")
    others = (
        "/?review=all&by_report=1",
        "/asof?day=2026-12-01",
        "/second",
        "/second/links",
        "/map?review=all",
        "/totals",
    )
    for path in (*forms, *pages, *others):
        page = page_of(hostile, path)
        assert "Omar" not in page, path
        assert "Saidov" not in page, path


def test_a_claim_whose_name_is_withheld_is_corrected_without_losing_it(
    asked: tuple[Page, list[str]], hostile: Site
) -> None:
    """The number alone is changed; then the name is picked anew, by keyboard, as one word."""
    page, _ = asked
    page.goto(f"{hostile.address}/report/r-1")
    page.keyboard.press("e")
    expect(page.locator("#claim-form [name=who]")).to_have_value("[name withheld]")
    for field in ("low", "best", "high"):
        page.locator(f"#claim-form [name={field}]").fill("3")
    page.locator("#claim-form [type=submit]").press("Enter")
    expect(page.locator("#message")).to_contain_text("both values are kept")
    made = next(hostile.store.claims())
    assert made.victims == hostile.store.claim("c-1-0").victims
    page.keyboard.press("e")
    page.locator("#claim-form [name=who]").fill("")
    page.locator("[data-pick=who]").press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator("#claim-form [data-words=who]")).to_have_text("[name withheld]")
    expect(page.locator("#claim-form [name=who]")).to_have_value("[name withheld]")
    page.locator("#claim-form [name=by]").fill("[name withheld]")
    page.locator("#claim-form [type=submit]").press("Enter")
    expect(page.locator("#claim-form [role=alert]")).to_contain_text("a name is withheld in")
    page.locator("#claim-form [name=by]").fill("a sniper")
    page.locator("#claim-form [type=submit]").press("Enter")
    expect(page.locator("#message")).to_contain_text("both values are kept")
    made = next(hostile.store.claims())
    assert made.victims is not None
    assert "Omar Saidov" in made.victims.words
    assert made.spans["who"][0].of(hostile.store.report("r-1").text) == "Omar Saidov"
    assert "Omar" not in page.content()
