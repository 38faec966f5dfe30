"""A page's day is what it declares: no guess, no copyright year, no day out of its sentences, never today."""

from datetime import date

import pytest
from lxml.html import HtmlElement, fromstring

from mnemon.ingest.dates import day_in_url, published_on, read_day, updated_on

TODAY = date(2025, 3, 1)


def tree(head: str = "", body: str = "<p>-</p>") -> HtmlElement:
    return fromstring(f"<html><head><title>-</title>{head}</head><body>{body}</body></html>")


LD = '<script type="application/ld+json">%s</script>'


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("", "<p>On 5 May 2024 three people were killed.</p>", None),
        ("", "<footer>© 2021 Example News. Last visit: 2024-05-06</footer>", None),
        ("", "<p>2024-05-06</p><p>Published in 2023</p>", None),
        ("", '<p>It happened <time datetime="2024-05-06">then</time>.</p>', None),
        ("", '<time itemprop="datePublished" datetime="2024-05-06T08:00">today</time>', date(2024, 5, 6)),
        ("", '<time class="entry-date published" datetime="2024-05-06">6 May</time>', date(2024, 5, 6)),
        ('<meta name="copyright" content="2021-01-01">', "", None),
        ('<meta name="date" content="2024-05-06">', "", date(2024, 5, 6)),
        ('<meta name="DC.date.issued" content="2024-05-06">', "", date(2024, 5, 6)),
        ('<meta property="article:modified_time" content="2024-05-06">', "", None),
        ('<meta property="og:updated_time" content="2024-05-06">', "", None),
        ('<meta name="date" content="not yet">', "", None),
        (LD % '{"@type": "NewsArticle", "datePublished": "2024-05-06T08:00:00Z"}', "", date(2024, 5, 6)),
        (LD % '{"@graph": [{"@type": "WebSite"}, {"@type": ["Report"], "datePublished": "2024-05-06"}]}', "", date(2024, 5, 6)),
        (LD % '{"@type": "VideoObject", "datePublished": "2024-05-06"}', "", None),
        (LD % '{"@type": "NewsArticle", "datePub', "", None),
        (LD % ("[" * 5000), "", None),
    ],
)  # fmt: skip
def test_the_published_day(head: str, body: str, expected: date | None) -> None:
    assert published_on(tree(head, body), None, TODAY) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", None),
        ('<meta property="article:published_time" content="2024-05-06">', None),
        ('<meta property="article:modified_time" content="2024-05-07T23:00:00-05:00">', date(2024, 5, 7)),
        (LD % '[{"@type": "BlogPosting", "dateModified": "2024-05-08"}]', date(2024, 5, 8)),
    ],
)
def test_the_updated_day(head: str, expected: date | None) -> None:
    assert updated_on(tree(head), TODAY) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2024-05-06", date(2024, 5, 6)),
        ("20240506", date(2024, 5, 6)),
        ("2024-05-06T23:59:59+03:00", date(2024, 5, 6)),
        ("6 May 2024", date(2024, 5, 6)),
        ("May 6, 2024", date(2024, 5, 6)),
        ("Mon, 06 May 2024 10:00:00 GMT", date(2024, 5, 6)),
        ("25/05/2024", date(2024, 5, 25)),
        ("05/06/2024", None),
        ("05/05/2024", date(2024, 5, 5)),
        ("2024", None),
        ("May 2024", None),
        ("2024-13-40", None),
        ("2025-03-02", date(2025, 3, 2)),
        ("2025-03-03", None),
        ("1850-01-01", None),
        ("", None),
        ('"><script>', None),
    ],
)
def test_a_declared_day_is_read_or_left(words: str, expected: date | None) -> None:
    assert read_day(words, TODAY) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example/2024/05/06/market", date(2024, 5, 6)),
        ("https://news.example/2024/05/market", None),
        ("https://news.example/market-2024", None),
        ("https://news.example/", None),
        (None, None),
    ],
)
def test_a_whole_day_in_an_address_counts(url: str | None, expected: date | None) -> None:
    assert day_in_url(url, TODAY) == expected


def test_what_the_page_declares_stands_above_its_address() -> None:
    page = tree('<meta name="date" content="2024-05-07">')
    assert published_on(page, "https://news.example/2024/05/06/market", TODAY) == date(2024, 5, 7)
