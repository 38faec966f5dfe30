from __future__ import annotations

from datetime import UTC, datetime

from factory import claim, count, report
from mnemon.settle.versions import Revision, revised, revisions, shortened

LONG = " ".join(f"On the morning of day {n} the shells fell near well number {n} of the village." for n in range(12))
OTHER = " ".join(f"Traders in market {n} spoke of prices that had risen by {n} in the hundred." for n in range(12))
URL = "https://courier.example/1"
AT = {f"r-{n}": datetime(2021, 5, n, tzinfo=UTC) for n in range(1, 4)}


def test_a_shortened_wire_text_goes_back_to_the_long_one() -> None:
    told = [report(id="r-1", text=LONG), report(id="r-2", text=LONG[:300]), report(id="r-3", text=OTHER)]
    (found,) = shortened(told)
    assert (found.report_id, found.of_report_id) == ("r-2", "r-1")
    assert found.similarity > 0.9
    assert shortened(list(reversed(told))) == [found]


def test_a_text_in_ascii_has_the_words_that_the_same_text_has_among_other_letters() -> None:
    odd = f"{LONG} See http://example.org/a_b?c=1\x1f(2),\tEnd of it."
    (found,) = shortened(
        [report(id="r-1", text=odd.replace(" ", "\x1c")), report(id="r-2", text=f"{odd} \u2013 \u00c9")]
    )
    assert (found.report_id, found.of_report_id, found.similarity) == ("r-1", "r-2", 1.0)


def test_a_quotation_or_a_headline_in_common_makes_no_copy() -> None:
    quote = "Five villagers were killed by shelling in Bara on 3 May, police said."
    assert shortened([report(id="r-1", text=f"{LONG} {quote}"), report(id="r-2", text=f"{OTHER} {quote}")]) == []
    assert shortened([report(id="r-1", text="Shelling kills five"), report(id="r-2", text="Shelling kills five")]) == []


def test_the_latest_bytes_at_an_address_are_the_version_that_stands() -> None:
    told = [report(id=f"r-{n}", url=URL, text=f"{LONG} {n}", title=None) for n in (3, 1, 2)]
    assert revised(told, AT) == {"r-1": "r-3", "r-2": "r-3"}


def test_another_article_at_the_same_address_is_no_revision() -> None:
    told = [report(id="r-1", url=URL, text=LONG, title="A"), report(id="r-2", url=URL, text=OTHER, title="B")]
    assert revised(told, AT) == {}
    assert revised([report(id="r-1", url=None), report(id="r-2", url=None)], AT) == {}


def test_a_revision_shows_which_figures_came_and_went() -> None:
    told = [report(id="r-1", url=URL), report(id="r-2", url=URL)]
    claims = [
        claim(id="a", quantity=count(5)), claim(id="b", kind="wounded", quantity=count(2)),
        claim(id="c", report_id="r-2", quantity=count(9)),
        claim(id="d", report_id="r-2", kind="wounded", quantity=count(2)),
    ]  # fmt: skip
    found = revisions(told, revised(told, AT), claims)
    assert found == [Revision(URL, "r-1", "r-2", gone=(("killed", "5"),), new=(("killed", "9"),))]
