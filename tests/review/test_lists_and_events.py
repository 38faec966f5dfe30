"""The next report is the next of the list somebody comes from; episodes and totals are what the commands make of them."""

from __future__ import annotations

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
from mnemon.cli import main
from mnemon.model.claims import Claim, Coded, Tally
from mnemon.model.reading import Reading
from mnemon.model.review import Act
from mnemon.review import app
from mnemon.store import Store, Verdict, Wanted, open_store

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
            if low == "—":  # a sum of nothing, which the command prints as 0
                assert (best, high, unsettled, wanted[:3]) == ("—", "—", events, ["0", "0", "0"])
                continue
            assert [low, best, high.removesuffix(" or more"), events, no_best, parts] == [*wanted[:5], wanted[6]]
            assert high.endswith("or more") == (wanted[5] != "0")
        if held:
            assert ["killed", "most-voices", "37", "37", "37", "2", "0", "0", "2"] in shown
