"""The method report of real records: what it counts, and that its two forms are whole, safe and always the same."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from factory import claim, mention, reading, report, source
from mnemon.cli import main
from mnemon.coding import open_codebook
from mnemon.commands import method_command
from mnemon.errors import UsageError
from mnemon.method import Asked, Document, document, write
from mnemon.method.document import Bar, Chart, Section, Text, is_number, share, shown, table
from mnemon.method.facts import gather
from mnemon.method.html import html
from mnemon.method.pdf import pdf
from mnemon.model.claims import Coded, Speaker, Tally
from mnemon.model.review import Act
from mnemon.settle import get_rule
from mnemon.store import Desk, Store, Verdict, open_store

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two reports of one event by two speakers, and one claim that a person rejected, one that they accepted."""
    made = open_store(tmp_path / "r.db")
    made.add(reading(1))
    other = claim(
        id="c-other", report_id="r-2", event_mention_id="m-2", said_by=Speaker("the mayor"), codebook="2026.11.2+desk.1.abc"
    )  # fmt: skip
    gone = claim(id="c-gone", report_id="r-2", event_mention_id="m-2", kind="wounded")
    told = Coded((mention(id="m-2", report_id="r-2"),), (other, gone))
    made.add(reading(2, coded=told, tally=Tally(), source=source(id="s-2", name="Хроника <Бара>"), report=report(
        id="r-2", capture_id=reading(2).capture.id, source_id="s-2", published_at=None)))  # fmt: skip
    for claim_id, verdict in (("c-gone", "rejected"), ("c-other", "accepted")):
        act = Act("judge", claim_id, "ana", NOW, "r-2", "they were cattle" if verdict == "rejected" else None)
        Desk(made).decide(act, [Verdict(claim_id, verdict, 0)])
    return made


def asked(since: date | None = None) -> Asked:
    return Asked("r.db", open_codebook(), "most-voices", "0.1.0", since)


def words(store: Store, since: date | None = None) -> str:
    page = html(document(store, asked(since), NOW))
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main>")[2]).split())


def test_facts_are_counts_of_the_record(store: Store) -> None:
    facts = gather(store, get_rule(), NOW)
    standing = list(store.claims())
    assert {o.name: (o.reports, o.claims) for o in facts.outlets} == {
        "Bara Courier": (1, sum(c.report_id == "r-1" for c in standing)), "Хроника <Бара>": (1, 1),
    }  # fmt: skip
    assert (facts.undated, sum(facts.months.values())) == (1, 1)
    assert facts.codebooks["2026.11.2+desk.1.abc"] == 1
    seen = facts.reviewed
    assert (seen.claims, seen.accepted, seen.by_people, seen.machine_only) == (len(standing), 1, 0, len(standing) - 1)
    assert [(c.id, d.reason) for c, d in seen.rejected] == [("c-gone", "they were cattle")]
    assert sum(c.events for c in facts.corroborated if c.harm == "killed") >= 1
    assert all(c.events == c.single + c.agree + c.differ + c.without for c in facts.corroborated)


def test_the_report_says_what_a_reader_asks_for(store: Store) -> None:
    told = words(store)
    for heading in (
        "What this record is, and is not", "Sources", "What is counted", "What was left out, and why",
        "How figures are settled", "How sure it is", "Who looked", "Agreement between coders",
        "Changes since the last release", "Limits", "How it was made",
    ):  # fmt: skip
        assert heading in told
    assert "It is not for operations" in told
    assert "c-gone wounded 2026-11-01 they were cattle" in told
    assert "agreement is not measured" in told
    assert "No day of a last release was named" in told
    assert "2026.11.2+desk.1.abc 1" in told


def test_changes_are_told_from_a_day_on(store: Store) -> None:
    told = words(store, date(2021, 1, 1))
    assert "At the end of 2021-01-01 the record had 0 standing claims; 0 of these stand no longer" in told


def test_no_victims_name_and_no_quote_is_in_it(store: Store) -> None:
    assert "shelling killed five villagers" not in html(document(store, asked(), NOW))


def test_the_page_loads_nothing_and_escapes_what_others_wrote(store: Store) -> None:
    page = html(document(store, asked(), NOW))
    assert "Хроника &lt;Бара&gt;" in page
    assert re.findall(r"(?:src=|href=|url\()", page) == []
    assert "default-src 'none'" in page


def test_the_same_record_gives_the_same_bytes(store: Store, tmp_path: Path) -> None:
    for suffix in ("html", "pdf"):
        pair = [tmp_path / f"{n}.{suffix}" for n in (1, 2)]
        for path in pair:
            write(document(store, asked(), NOW), path)
        assert pair[0].read_bytes() == pair[1].read_bytes()


def test_the_pdf_has_the_same_words_and_romanises_other_scripts(store: Store) -> None:
    read = PdfReader(BytesIO(pdf(document(store, asked(), NOW))))
    told = " ".join(" ".join(page.extract_text().split()) for page in read.pages)
    assert read.metadata is not None
    assert read.metadata.title == "Method report: r.db"
    assert "11. How it was made" in told
    assert "most-voices" in told
    assert re.search(r"k?hronika <bara>", told, re.IGNORECASE), told


def test_a_name_that_says_no_form_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.html or \.pdf"):
        write(document(store, asked(), NOW), tmp_path / "report.docx")
    with pytest.raises(UsageError, match="cannot write here"):
        write(document(store, asked(), NOW), tmp_path / "nowhere" / "report.html")


@pytest.mark.parametrize(
    ("cell", "words_", "number"),
    [(1200, "1,200", True), (None, "–", True), ("", "–", True), ("2026.11.2", "2026.11.2", False), (0.5, "0.5", True)],
)
def test_cells(cell: object, words_: str, number: bool) -> None:
    assert (shown(cell), is_number(shown(cell))) == (words_, number)


def test_shares_show_what_they_rest_on() -> None:
    assert (share(2, 5), share(0, 0)) == ("40% (2 of 5)", "none to tell of")


def test_an_empty_document_and_an_empty_chart_are_drawn() -> None:
    blocks = (Text("None."), Chart("none", ()), Chart("nothing", (Bar("a", 0, 0),)), table(("a",), []))
    made = Document("Empty", "", (Section("1", blocks),))
    assert html(made).count("<svg") == 2
    assert pdf(made).startswith(b"%PDF")


def test_the_command_writes_it(store: Store, tmp_path: Path) -> None:
    store.close()
    given = ["method", "--db", str(tmp_path / "r.db"), "--output", str(tmp_path / "m.html"), "--since", "2021-05-04"]
    result = CliRunner().invoke(main, given)
    assert (result.exit_code, result.output) == (0, f"The method report: {tmp_path / 'm.html'}\n")
    assert "At the end of 2021-05-04" in (tmp_path / "m.html").read_text(encoding="utf-8")
    unknown = CliRunner().invoke(main, [*given, "--rule", "loudest"])
    assert "there is no rule loudest" in unknown.output
    assert method_command.name == "method"
