"""The review pages with a large record. `python bench/review.py` prints one JSON object.

claims                in the record that the pages are measured on, and what it is kept in
PAGE_p95_ms, _p50_ms  server time of each page from request to whole answer: 95th percentile, and median;
                      judge = one claim accepted, with the page that comes back
PAGE_cpu_ms           median of the processor time of a request, its asking included, a database server's not: it hangs
                      less on what else the machine does
first_paint_ms        first contentful paint in Chromium, the slowest page's median
load                  how many programs wanted a processor meanwhile (the system's own figure), and how many there are
coders, seconds       how many judge at once, and for how long
judgements, told      written, and refused because somebody else had decided first (they are shown the first)
lost, errors          judgements answered as written that the record does not hold; answers of status 500
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import re
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent / "tests")]

import httpx  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

import factory  # noqa: E402
from browsing import FLAGS, chromium, served  # noqa: E402
from mnemon.linking.cluster import event_id  # noqa: E402
from mnemon.model.claims import Claim, Coded, Tally  # noqa: E402
from mnemon.model.events import Judgement, Link, Reason  # noqa: E402
from mnemon.model.reading import Reading  # noqa: E402
from mnemon.model.review import Act, Coding  # noqa: E402
from mnemon.model.text import Span  # noqa: E402
from mnemon.review import app  # noqa: E402
from mnemon.review.forms import fields_of  # noqa: E402
from mnemon.store import Desk, Store, Verdict, Wanted, open_store, verdicts, writing  # noqa: E402

PER_REPORT = 10
KINDS = ("killed", "wounded", "abducted", "displaced", "airstrike", "shelling")
COUNTRIES = ("SD", "UA", "SY", "ML", "MM")
COOKIES = {"mnemon_notice": "seen"}
CODER = "a second coder"
PARTS = ("months", "totals", "form", "as_of_kinds", "episode")
"""What a page asks for once it is there: nothing is painted first."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--coders", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--db", help="a record to measure on, made where it is not there; a URL of PostgreSQL will do")
    args = parser.parse_args()
    print(json.dumps(measure(args.claims, args.coders, args.seconds, args.db)))


def measure(claims: int, coders: int, seconds: float, db: str | None = None) -> dict[str, Any]:
    """Every figure, by name; on a fresh record where none is given."""
    with tempfile.TemporaryDirectory() as folder, open_store(db or Path(folder) / "large.db") as store:
        fill(store, claims)
        with served(app(store, person="Bench")) as address:
            kept_in = "PostgreSQL" if store.is_server else "SQLite"
            found: dict[str, Any] = {"claims": Desk(store).progress().claims, "kept_in": kept_in}
            second_coded(store)
            linked(store)
            gc.collect()
            gc.freeze()  # as `mnemon review` does once it is ready
            found |= server_times(address, store) | {"load": load()} | paint(address, store)
            return found | crowd(address, store, coders, seconds)


def fill(store: Store, claims: int) -> None:
    """Reports of ten claims each, of which one in five has been judged; nothing where the record is filled."""
    if Desk(store).progress().claims >= claims:
        return
    dice, at = random.Random(1), datetime.now(UTC)  # noqa: S311 - invented reports
    for start in range(0, claims // PER_REPORT, 500):
        with store.writing() as connection:
            for number in range(start, min(start + 500, claims // PER_REPORT)):
                made = reading(number, dice)
                writing.add_reading(connection, made)
                for claim in made.coded.claims[:2]:
                    act = Act("accept", claim.id, f"coder {number % 7}", at, made.report.id)
                    verdicts.decide(connection, act, [Verdict(claim.id, "accepted")], [])


def second_coded(store: Store) -> None:
    """Twenty reports that a second coder has handed in, with all their claims; nothing where that is done."""
    desk, at = Desk(store), datetime.now(UTC)
    if desk.codings(coder=CODER):
        return
    for number in range(20):
        for claim in desk.report_claims(f"r-{number}"):
            desk.put_coding(Coding(claim.report_id, claim.id, CODER, "corrected", {**fields_of(claim), "by": "?"}, at))
        desk.note(Act("second coding", f"r-{number}", CODER, at, f"r-{number}"))


def linked(store: Store) -> None:
    """Each tenth telling is taken for one event with that of the next report; nothing where that is done."""
    desk, at = Desk(store), datetime.now(UTC)
    if desk.link_number("m-0-0", "m-1-0"):
        return
    reports = desk.progress().claims // PER_REPORT
    pairs = (sorted((f"m-{number}-0", f"m-{number + 1}-0")) for number in range(0, reports - 1, 10))
    reasons = (Reason("place", "the same", 3.0), Reason("day", "the same", 4.0))
    store.judge(Link(left, right, Judgement.POSITIVE, 7.0, reasons, "bench", at) for left, right in pairs)


def reading(number: int, dice: random.Random) -> Reading:
    """One invented report: ten sentences, each with one claim, two events."""
    sentences = [
        f"Police said shelling killed {dice.randint(1, 90)} people in Bara on 3 May 2021." for _ in range(PER_REPORT)
    ]
    text = " ".join(sentences)
    day = date(2020, 1, 1) + timedelta(days=dice.randint(0, 1500))
    town = dice.randint(1, 900)
    place = factory.place(
        place_id=f"g-{town}", name=f"Bara {town}", latitude=town * 37 % 90 - 30.0, longitude=town * 61 % 80 - 20.0,
        country=COUNTRIES[town % len(COUNTRIES)],
    )  # fmt: skip
    mentions = [f"m-{number}-{n}" for n in range(2)]
    claims, at = list[Claim](), 0
    for n, sentence in enumerate(sentences):
        spans = {"trigger": (Span(at + 21, at + 27),), "count": (Span(at + 28, at + 30),)}
        claims.append(
            factory.claim(
                id=f"c-{number}-{n}", report_id=f"r-{number}", event_mention_id=mentions[n % 2],
                kind=dice.choice(KINDS),
                quantity=factory.count(dice.randint(1, 500)), place=place, date=factory.dates(day.isoformat()),
                sentence=Span(at, at + len(sentence)), spans=spans, score=round(dice.random(), 3),
            )
        )  # fmt: skip
        at += len(sentence) + 1
    told = [
        factory.mention(id=m, report_id=f"r-{number}", place=place, date=factory.dates(day.isoformat()))
        for m in mentions
    ]
    whole = factory.reading(number)
    report = replace(whole.report, text=text, published_at=day)
    return replace(whole, report=report, coded=Coded(tuple(told), tuple(claims)), tally=Tally())


def pages(store: Store) -> dict[str, list[str]]:
    """Addresses by page, enough different ones that nothing is measured from a cache."""
    some = [claim.id.split("-")[1] for claim in Desk(store).claims(Desk(store).claim_ids(Wanted(), 400))][::10]
    return {
        "inbox": ["/", "/?kind=killed", "/?country=UA", "/?speaker=police", "/?date_from=2022-01-01"] * 6,
        "reports": ["/?by_report=1", "/?by_report=1&kind=wounded"] * 15,
        "report": [f"/report/r-{n}?in=" for n in some],
        "event": [f"/event/m-{n}-0" for n in some],
        "map": ["/map", "/map?kind=killed", "/map?country=UA"] * 10,
        "map_of_days": ["/map?date_from=2022-01-01", "/map?date_from=2021-03-01&kind=killed"] * 10,
        "map_of_names": ["/map?speaker=police", "/map?place=bara%201"] * 10,
        "months": ["/map/months?speaker=police", "/map/months?place=bara%201", "/map/months?date_from=2022-01-01"] * 10,
        "totals": [f"/totals?place=bara%20{n}" for n in range(100, 130)],
        "form": [f"/report/r-{n}/form?claim=c-{n}-0" for n in some],
        "audit": ["/audit"] * 30,
        "as_of": [f"/asof?day={date.today()}", "/asof?day=2021-01-01"] * 15,  # noqa: DTZ011 - any day will do
        "as_of_kinds": [f"/asof/kinds?day={date.today()}", "/asof/kinds?day=2021-01-01"] * 15,  # noqa: DTZ011 - as above
        "second": ["/second"] * 30,
        "second_report": [f"/second/r-{n}" for n in some],
        "second_links": ["/second/links"] * 30,
        "adjudicate": [f"/adjudicate/r-{n}/{CODER}" for n in range(20)] * 2,
        "episode": [f"/event/m-{n}-0/episode" for n in some],
        "event_by_id": [f"/event/{event_id(f'm-{n}-0')}" for n in some],
    }


def server_times(address: str, store: Store) -> dict[str, float]:
    """The 95th percentile and the median of each page's time from request to whole answer, in milliseconds."""
    found: dict[str, float] = {}
    with httpx.Client(base_url=address, cookies=COOKIES, timeout=60, follow_redirects=True) as client:
        for page, addresses in pages(store).items():
            client.get(addresses[0])
            times, work = [], []
            for at in addresses:
                start, before = time.perf_counter(), time.process_time()
                client.get(at).raise_for_status()
                times.append(1000 * (time.perf_counter() - start))
                work.append(1000 * (time.process_time() - before))
            found |= {**spread(page, times), f"{page}_cpu_ms": round(statistics.median(work), 1)}
        token, times = {"x-csrf": re.findall(r'"x-csrf": "(\w+)"', client.get("/audit").text)[0]}, []
        for claim in Desk(store).claims(Desk(store).claim_ids(Wanted(), 40)):
            form = {"do": "accept", "claim": claim.id, "seen": "0"}
            start = time.perf_counter()
            client.post(f"/report/{claim.report_id}/judge", data=form, headers=token).raise_for_status()
            times.append(1000 * (time.perf_counter() - start))
    return found | spread("judge", times)


def spread(page: str, times: list[float]) -> dict[str, float]:
    """The 95th percentile and the median of some times."""
    p95, p50 = statistics.quantiles(times, n=20)[-1], statistics.median(times)
    return {f"{page}_p95_ms": round(p95, 1), f"{page}_p50_ms": round(p50, 1)}


def load() -> str:
    """How busy the machine is: a time on a busy machine says less."""
    return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


def paint(address: str, store: Store) -> dict[str, float]:
    """First contentful paint in a real browser: the median of each page, of which the slowest counts."""
    slowest = 0.0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        context = browser.new_context()
        context.add_cookies([{"name": "mnemon_notice", "value": "seen", "url": address}])
        page = context.new_page()
        for name, addresses in pages(store).items():
            if name in PARTS:
                continue
            times = []
            for at in addresses[:5]:
                page.goto(address + at)
                while not page.evaluate("performance.getEntriesByName('first-contentful-paint').length"):
                    page.wait_for_timeout(20)
                times.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
            slowest = max(slowest, statistics.median(times))
        browser.close()
    return {"first_paint_ms": round(slowest, 1)}


def crowd(address: str, store: Store, coders: int, seconds: float) -> dict[str, float]:
    """Coders who judge what stands first in the inbox, all at once: they meet on the same claims."""
    until, lock = time.monotonic() + seconds, threading.Lock()
    written: dict[str, int] = {}
    told = errors = 0

    def code(number: int) -> None:
        nonlocal told, errors
        dice = random.Random(number)  # noqa: S311 - which claim
        with httpx.Client(base_url=address, cookies=COOKIES, timeout=60) as client:
            token = re.findall(r'"x-csrf": "(\w+)"', client.get("/audit").text)[0]
            while time.monotonic() < until:
                listed = re.findall(r"/report/([\w-]+)\?claim=([\w-]+)", client.get("/").text)
                report, claim = dice.choice(listed[:20])
                seen = re.findall(rf'data-claim="{claim}" data-seen="(\d+)"', client.get(f"/report/{report}").text)
                form = {"do": "accept", "claim": claim, "seen": seen[0] if seen else "0"}
                answer = client.post(f"/report/{report}/judge", data=form, headers={"x-csrf": token})
                with lock:
                    told += answer.status_code == 409
                    errors += answer.status_code not in {200, 409}
                    if answer.status_code == 200:
                        written[claim] = written.get(claim, 0) + 1
                time.sleep(dice.uniform(0.2, 0.8))

    threads = [threading.Thread(target=code, args=(n,)) for n in range(coders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    held = written_down(Desk(store), list(written))
    lost = sum(max(0, number - held.get(claim, 0)) for claim, number in written.items())
    return {
        "coders": coders, "seconds": seconds, "judgements": sum(written.values()), "told": told, "lost": lost,
        "errors": errors,
    }  # fmt: skip


def written_down(desk: Desk, claims: list[str]) -> dict[str, int]:
    """How many acts of acceptance the record holds about each claim."""
    held: dict[str, int] = {}
    for start in range(0, len(claims), 200):
        acts, _ = desk.acts(100_000, about=claims[start : start + 200], kinds=("accept",))
        for act in acts:
            held[act.about] = held.get(act.about, 0) + 1
    return held


if __name__ == "__main__":
    main()
