"""Feeds: one report for each entry, its capture the entry itself."""

import json
from datetime import date
from pathlib import Path

import pytest

from ingest.makers import SENTENCE, arrival, arrivals, read_all, refusal
from mnemon.errors import EmptyInput, InputError, OversizedInput, UnreadableInput
from mnemon.ingest import Arrival, Refusal

ITEM = (
    "<item><title>Market &amp;amp; shops shelled</title><link>https://news.example/{0}</link><author>ann@news.example (Ann)</author>"
    "<pubDate>Mon, 06 May 2024 00:30:00 +0300</pubDate>"
    "<description>&lt;p&gt;Report {0}. "
    + SENTENCE
    + "&lt;/p&gt;&lt;p&gt;Seven are hurt.&lt;/p&gt;</description></item>"
)
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>Example News</title><language>en-gb</language>{}</channel></rss>'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Example News</title>{}</feed>'
ENTRY = "<entry><title>Market</title><link href='https://news.example/1'/><id>1</id>{}<content type='html'>Three died.</content></entry>"


def write(folder: Path, content: str | bytes, name: str = "feed.xml") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("name", ["feed.xml", "feed.rss", "feed", "feed.txt"])
def test_each_entry_of_rss_is_a_report(tmp_path: Path, name: str) -> None:
    first, second = arrivals(write(tmp_path, RSS.format(ITEM.format(1) + ITEM.format(2)), name))
    report = first.report
    assert report.text == f"Report 1. {SENTENCE}\nSeven are hurt."
    assert report.title == "Market & shops shelled"
    assert (report.published_at, report.updated_at, report.lang) == (date(2024, 5, 6), None, "en")
    assert report.url == "https://news.example/1"
    assert first.source is not None
    assert first.source.name == "Example News"
    assert json.loads(first.content)["link"] == "https://news.example/1"
    assert first.capture.id != second.capture.id


def test_an_entrys_capture_is_the_same_when_the_feed_moves_on(tmp_path: Path) -> None:
    old = arrival(write(tmp_path, RSS.format(ITEM.format(1))))
    new = arrivals(write(tmp_path, RSS.format(ITEM.format(2) + ITEM.format(1))))[1]
    assert old.capture.id == new.capture.id
    assert old.report.id == new.report.id


@pytest.mark.parametrize(
    ("dates", "published", "updated"),
    [
        (
            "<published>2024-05-06T23:30:00-05:00</published><updated>2024-05-08T00:00:00Z</updated>",
            date(2024, 5, 6),
            date(2024, 5, 8),
        ),
        ("<updated>2024-05-08T00:00:00Z</updated>", None, date(2024, 5, 8)),
        ("", None, None),
        ("<published>soon</published>", None, None),
    ],
)
def test_atom_tells_published_from_updated(
    tmp_path: Path, dates: str, published: date | None, updated: date | None
) -> None:
    report = arrival(write(tmp_path, ATOM.format(ENTRY.format(dates)), "feed.atom")).report
    assert (report.published_at, report.updated_at) == (published, updated)
    assert report.text == "Three died."


def test_an_entry_without_text_is_refused_and_the_rest_go_on(tmp_path: Path) -> None:
    bare = "<item><title>Only a headline</title></item>"
    first, second, third = read_all(write(tmp_path, RSS.format(ITEM.format(1) + bare + ITEM.format(3))))
    assert isinstance(second, Refusal)
    assert type(second.error) is EmptyInput
    assert "entry 2" in second.where
    assert isinstance(first, Arrival)
    assert isinstance(third, Arrival)


def test_a_feed_that_breaks_off_says_so_at_its_end(tmp_path: Path) -> None:
    whole = RSS.format(ITEM.format(1) + ITEM.format(2))
    *entries, last = read_all(write(tmp_path, whole[: whole.rindex("<description>") + 30]))
    assert isinstance(entries[0], Arrival)
    assert isinstance(last, Refusal)
    assert "breaks off" in last.error.what


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (RSS.format(""), EmptyInput),
        ("<note><to>all</to></note>", UnreadableInput),
        ("<rss>" + "<a>" * 100_000, OversizedInput),
        ("<rss version='2.0'>" + " " * 6_000_000 + "</rss>", OversizedInput),
    ],
)
def test_other_xml_is_refused(tmp_path: Path, content: str, error: type[InputError]) -> None:
    assert type(refusal(write(tmp_path, content)).error) is error


def test_entities_that_multiply_do_no_harm(tmp_path: Path) -> None:
    bombs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{bombs}]>'
    item = "<item><title>t</title><description>Three died. &l11;</description></item>"
    for result in read_all(write(tmp_path, doctype + RSS.format(item).removeprefix('<?xml version="1.0"?>'))):
        assert isinstance(result, Refusal) or len(result.report.text) < 10_000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251"])
def test_the_feeds_own_encoding_is_heeded(tmp_path: Path, encoding: str) -> None:
    words = "Погибли трое мирных жителей."
    item = f"<item><title>Рынок</title><description>{words}</description></item>"
    content = RSS.replace('"1.0"?', f'"1.0" encoding="{encoding}"?').format(item)
    assert arrival(write(tmp_path, content.encode(encoding))).report.text == words
