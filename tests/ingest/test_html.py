"""Web pages: the article and no furniture, and only what the page declares of itself."""

import time
from datetime import date
from pathlib import Path

import pytest

from ingest.makers import SENTENCE, arrival, page, refusal
from mnemon.errors import EmptyInput, InputError, OversizedInput, UnreadableInput
from mnemon.ingest import Limits

BODY = (
    "<h1>Market shelled in Exampleton</h1>"
    f"<p>{SENTENCE}</p><h2>The wounded</h2><p>Seven more were taken to hospital.</p>"
    "<ul><li>Two of them are children.</li><li>One is a nurse.</li></ul>"
)
FURNITURE = '<nav><a href="/">Home</a> <a href="/war">War</a></nav>{}<footer>Copyright 2019 Example News</footer>'


def write(folder: Path, content: str | bytes, name: str = "page.html") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    "more", ["", "<p>The road to the market stayed closed until the evening, the police said.</p>" * 12]
)
def test_headings_and_list_items_stand_on_lines_of_their_own(tmp_path: Path, more: str) -> None:
    lines = arrival(write(tmp_path, FURNITURE.format(page(BODY + more)))).report.text.split("\n")
    assert lines[:4] == ["Market shelled in Exampleton", SENTENCE, "The wounded", "Seven more were taken to hospital."]
    assert lines[4].endswith("Two of them are children.")
    assert "Home" not in " ".join(lines)


def test_a_page_of_one_short_paragraph_is_read(tmp_path: Path) -> None:
    assert arrival(write(tmp_path, f"<html><body><p>{SENTENCE}</p></body></html>")).report.text == SENTENCE


def test_what_a_page_declares_is_kept_apart(tmp_path: Path) -> None:
    head = (
        '<title>Market shelled | Example News</title><meta property="og:site_name" content="Example News">'
        '<meta property="og:title" content="Market shelled"><meta name="author" content="Ann Example">'
        '<meta property="article:published_time" content="2024-05-06T23:50:00+03:00">'
        '<meta property="article:modified_time" content="2024-05-08T01:00:00Z">'
        '<link rel="canonical" href="https://news.example/market">'
    )
    found = arrival(write(tmp_path, page(BODY, head)))
    report = found.report
    assert (report.title, report.author, report.lang) == ("Market shelled", "Ann Example", "en")
    assert (report.published_at, report.updated_at) == (date(2024, 5, 6), date(2024, 5, 8))
    assert report.url == "https://news.example/market"
    assert found.source is not None
    assert found.source.name == "Example News"
    assert found.capture.url is None
    assert found.capture.media_type == "text/html"


def test_what_a_page_declares_stands_above_what_is_given(tmp_path: Path) -> None:
    head = '<meta name="date" content="2024-05-06"><meta property="og:site_name" content="Example News">'
    found = arrival(write(tmp_path, page(BODY, head)), published=date(2020, 1, 1), source="Other")
    assert found.report.published_at == date(2024, 5, 6)
    assert found.source is not None
    assert found.source.name == "Example News"


@pytest.mark.parametrize(
    ("markup", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        ('<meta charset="utf-8">', "utf-8"),
        ("", "utf-8"),
        ("", "utf-16"),
    ],
)
def test_the_encoding_is_the_one_that_the_page_names(tmp_path: Path, markup: str, encoding: str) -> None:
    words = "В результате обстрела рынка погибли трое мирных жителей, сообщил мэр."
    assert arrival(write(tmp_path, page(f"<p>{words}</p>", markup).encode(encoding))).report.text == words


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("<html></html>", EmptyInput),
        ("<html><body><script>var killed = 3;</script></body></html>", EmptyInput),
        ("<div>" * 100_000 + SENTENCE, OversizedInput),
        ("<html><body>" + "<p>Three died." * 150_000, OversizedInput),
        ("<html><body>" + "<span>" * 100_000 + SENTENCE, OversizedInput),
        ("<html><body>" + "<b><div></b>" * 100_000 + SENTENCE, OversizedInput),
        ("<html><body>" + f"<p>{SENTENCE}</p>" * 70_000, OversizedInput),
        ("<html><body>" + "<!--" * 100_000, EmptyInput),
    ],
)
def test_hard_pages_are_refused_quickly(tmp_path: Path, content: str, error: type[InputError]) -> None:
    start = time.process_time()
    assert type(refusal(write(tmp_path, content)).error) is error
    assert time.process_time() - start < 5


def test_a_page_that_is_no_text_is_refused(tmp_path: Path) -> None:
    assert isinstance(refusal(write(tmp_path, b"<html>\xd0\xbf\xd0\xbe\xff\xd0\xb3\xd0\xb8")).error, UnreadableInput)


def test_a_thousand_unclosed_paragraphs_are_not_deep(tmp_path: Path) -> None:
    path = write(tmp_path, "<html><body>" + f"<p>{SENTENCE}" * 1000)
    assert SENTENCE in arrival(path, limits=Limits(max_html_depth=50)).report.text


def test_right_to_left_text_and_emoji_keep_their_offsets(tmp_path: Path) -> None:
    words = "قال رئيس البلدية إن ثلاثة أشخاص قتلوا 🕊️ في السوق."
    text = arrival(write(tmp_path, page(f"<p>{words}</p><p>{SENTENCE}</p>"))).report.text
    assert text == f"{words}\n{SENTENCE}"
    assert text[words.index("قتلوا") :].startswith("قتلوا")
