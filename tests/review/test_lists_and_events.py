"""The next report is the next of the list somebody comes from; episodes and totals are what the commands make of them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from browsing import Opened, Site, served
from factory import claim, count, dates, mention, place, reading, report, sha
from mnemon import across
from mnemon.cli import main
from mnemon.model.claims import Claim, Coded, Tally
from mnemon.model.reading import Reading
from mnemon.model.review import Act
from mnemon.review import app
from mnemon.review.doubles import doubles
from mnemon.settle import get_rule
from mnemon.store import Desk, Store, Verdict, Wanted, open_store

pytestmark = pytest.mark.timeout(600)

SEEN = {"mnemon_notice": "seen"}
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
DAYS = dates("2021-05-03", "2021-05-05", precision=2)


def get(site: Site, path: str) -> str:
    answer = httpx.get(site.address + path, cookies=SEEN, follow_redirects=True, timeout=60)
    assert answer.status_code == 200, answer.text
    return answer.text


def way(site: Site, report_id: str, query: str) -> tuple[str, str]:
    """Which reports come before and after."""
    page = get(site, f"/report/{report_id}?{query}")
    found = re.search(r'data-before="(.*?)" data-after="(.*?)"', page)
    assert found is not None
    return found[1], found[2]


@pytest.mark.parametrize("filters", ["", "kind=killed", "kind=wounded&scope=event", "review=all"])
def test_the_next_report_is_the_next_of_the_list(site: Site, filters: str) -> None:
    listed = re.findall(r"/report/([\w-]+)\?claim=", get(site, f"/?by_report=1&{filters}"))
    assert len(listed) > 1
    query = httpx.QueryParams({"in": filters})
    for at, report_id in enumerate(listed):
        before = listed[at - 1] if at else ""
        after = listed[at + 1] if at + 1 < len(listed) else ""
        assert way(site, report_id, str(query)) == (before, after)


def test_what_was_judged_since_is_behind_and_no_longer_ahead(site: Site) -> None:
    listed = [one.claim.report_id for one in site.desk.listed(Wanted(by_report=True), 10)]
    assert len(listed) > 2
    for one in site.desk.report_claims(listed[1]):
        site.desk.decide(Act("accept", one.id, "Amal", NOON, one.report_id), [Verdict(one.id, "accepted")])
    assert way(site, listed[0], "in=") == ("", listed[2])
    assert way(site, listed[2], "in=")[0] == listed[1]
    assert way(site, listed[1], "in=") == (listed[0], listed[2])


def test_a_coder_goes_down_the_list_by_key_and_back_to_it(site: Site, opened: Opened) -> None:
    page: Page = opened(f"{site.address}/?kind=killed")
    listed = [one.claim.report_id for one in site.desk.listed(Wanted(kind="killed", by_report=True), 10)]
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/report/{listed[0]}?**")
    expect(page.locator("html")).to_have_attribute("data-ready", "yes")
    page.keyboard.press("a")
    expect(page.locator("#message")).to_contain_text("Accepted")
    page.keyboard.press("]")
    page.wait_for_url(f"**/report/{listed[1]}?**")
    expect(page.locator("html")).to_have_attribute("data-ready", "yes")
    page.keyboard.press("u")  # the judgement was in the report before: it leads there, on the same way
    page.wait_for_url(f"**/report/{listed[0]}?claim=*in=kind*")
    expect(page.locator("html")).to_have_attribute("data-ready", "yes")
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_url("**/?kind=killed")


def told(number: int, *claims: Claim) -> Reading:
    """A reading of one report with these claims, all of one telling."""
    text, ids = f"Report number {number}, of what happened there.", {"report_id": f"r-{number}"}
    base = reading(number)
    first = claims[0]
    telling = mention(id=f"m-{number}", place=first.place, date=first.date, **ids)
    mine = [replace(c, id=f"{c.id}-{number}", event_mention_id=telling.id, report_id=f"r-{number}") for c in claims]
    return replace(
        base,
        capture=replace(base.capture, id=sha(text), byte_count=len(text)),
        report=report(id=f"r-{number}", capture_id=sha(text), text=text, url=None),
        coded=Coded((telling,), tuple(mine)), tally=Tally(),
    )  # fmt: skip


@pytest.fixture
def fighting(tmp_path: Path) -> Iterator[Site]:
    """Three days of fighting with 30 dead, what happened on two of the days, and something elsewhere."""
    elsewhere = place(place_id="g-9", name="Kara", country="ML", adm1="South")
    with open_store(tmp_path / "fighting.db") as store:
        battle = claim(id="c-battle", kind="battle", quantity=None, victims=None, date=DAYS)
        store.add(told(1, battle, claim(id="c-dead", quantity=count(30), date=DAYS)))
        store.add(told(2, claim(id="c-shelled", quantity=count(5), date=dates("2021-05-04"))))
        store.add(told(3, claim(id="c-shot", quantity=count(2), date=dates("2021-05-05"))))
        store.add(told(4, claim(id="c-else", quantity=count(7), date=dates("2021-05-04"), place=elsewhere)))
        with served(app(store, person="Amal")) as address:
            yield Site(address, store)


def test_an_episode_and_its_parts_name_each_other(fighting: Site) -> None:
    whole, part, other = (get(fighting, f"/event/m-{n}/episode") for n in (1, 2, 4))
    assert "of which 2 events are part" in whole
    assert re.findall(r'/event/(m-\d)"', whole) == ["m-2", "m-3"]
    assert "Part of an episode" in part
    assert re.findall(r'/event/(m-\d)"', part) == ["m-1"]
    assert "30 killed" in part
    assert other.strip() == ""


DISTRICT = place(place_id="g-d", name="Bara", precision=3, adm2="Bara", latitude=12.4, longitude=24.2)
NEXT = place(place_id="g-2", name="Kunda", latitude=12.55, longitude=24.3, adm2="Bara")
FAR = place(place_id="g-3", name="Tolo", latitude=14.5, longitude=27.25, adm2="Tolo")
PROVINCE = place(place_id="g-n", name="North", precision=4, adm1="North", adm2=None, latitude=13.0, longitude=25.0)


@pytest.mark.parametrize("seed", range(8))
def test_what_an_event_page_says_of_totals_is_what_totals_do(tmp_path: Path, seed: int) -> None:
    """Each event's neighbours alone are looked at, and the whole record by the command."""
    dice, asked = random.Random(seed), 0  # noqa: S311 - an invented record
    with open_store(tmp_path / "many.db") as store:
        for number in range(1, 19):
            first = dice.randint(1, 9)
            days = dates(f"2021-05-0{first}", f"2021-05-0{min(9, first + dice.choice([0, 0, 0, 1, 4]))}")
            where = dice.choice([place(), place(), DISTRICT, NEXT, FAR, PROVINCE])
            dead = claim(id="c-dead", quantity=count(dice.choice([2, 5, 5, 8, 21, 24, 30])), date=days, place=where)
            lasts = [claim(id="c-b", kind="battle", quantity=None, victims=None, date=days, place=where)]
            store.add(told(number, dead, *(lasts if dice.random() < 0.3 else [])))
        across.link_new(store, NOON)
        for rule in ("most-voices", "highest"):
            for one in across.events(store, rule, anew=False):
                found = doubles(Desk(store), one.event.members[-1], get_rule(rule))
                wanted = {f.what: f.within for f in one.findings if f.within is not None}
                assert {d.what: d.stands.event_id for d in found.mine} == wanted
                assert {d.other.event.id for d in found.mine} == set(wanted.values())
                held = {(e.event.id, f.what) for e in across.events(store, rule, anew=False) for f in e.findings
                        if f.within == one.event.id}  # fmt: skip
                assert {(d.other.event.id, d.what) for d in found.others} == held
                assert not found.cut
                asked += len(wanted)
    assert asked > 2


@pytest.fixture
def doubled(tmp_path: Path) -> Iterator[Site]:
    """30 dead in a district, and 24 in a town of it on that day; somewhere else, 7."""
    with open_store(tmp_path / "doubled.db") as store:
        store.add(told(1, claim(id="c-wide", quantity=count(30), place=DISTRICT)))
        store.add(told(2, claim(id="c-town", quantity=count(24))))
        store.add(told(3, claim(id="c-far", quantity=count(7), place=FAR)))
        with served(app(store, person="Amal")) as address:
            yield Site(address, store)


def test_two_figures_of_the_same_people_name_each_other_until_told_apart(doubled: Site, opened: Opened) -> None:
    assert get(doubled, "/event/m-3/episode").strip() == ""
    page: Page = opened(f"{doubled.address}/event/m-2")
    part = page.locator("#episode")
    expect(part).to_contain_text("Left out of totals by most-voices: these 24 killed")
    expect(part).to_contain_text("stands with 30")
    part.get_by_role("link").click()
    page.wait_for_url("**/event/m-1")
    expect(page.locator("#episode")).to_contain_text("Stands in totals by most-voices: these 30 killed. The 24 of Bara")
    assert ["killed", "most-voices", "37", "37", "37", "2", "0", "0", "1"] in cells(get(doubled, "/totals"))
    page.locator("#episode [data-pair]").focus()
    page.keyboard.press("d")
    expect(page.locator(".message")).to_contain_text("Judged: negative")
    expect(page.locator("html")).to_have_attribute("data-ready", "yes")
    expect(page.locator("#episode")).to_be_empty()
    assert ["killed", "most-voices", "61", "61", "61", "3", "0", "0", "0"] in cells(get(doubled, "/totals"))
    page.keyboard.press("u")
    expect(page.locator("#episode")).to_contain_text("The 24 of Bara")


def cells(page: str) -> list[list[str]]:
    body = page[page.index("<tbody>") : page.index("</tbody>")]
    return [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in body.split("</tr>")[:-1]]


def commands_totals(store: Store) -> dict[tuple[str, str], list[str]]:
    printed = CliRunner().invoke(main, ["totals", "--db", str(store.where)], env={"COLUMNS": "200"}).stdout
    rows = [line.split() for line in printed.splitlines()[1:] if len(line.split()) == 9]
    return {(what, rule): numbers for what, rule, *numbers in rows}


def test_totals_are_those_of_the_command_and_add_no_part_to_its_whole(fighting: Site, site: Site) -> None:
    for one, held in ((fighting, True), (site, False)):
        told_by_command = commands_totals(one.store)
        shown = cells(get(one, "/totals"))
        assert len(shown) == len(told_by_command) > 0
        for what, rule, low, best, high, events, no_best, unsettled, parts in shown:
            wanted = told_by_command[what, rule]
            if high == "—":  # a sum of nothing
                assert (low, best, unsettled, wanted[:3]) == ("—", "—", events, ["—", "—", "—"])
            assert [low, best, high.removesuffix(" or more"), events, no_best, parts] == [*wanted[:5], wanted[6]]
            assert high.endswith("or more") == (wanted[5] != "0")
        if held:
            assert ["killed", "most-voices", "37", "37", "37", "2", "0", "0", "2"] in shown
