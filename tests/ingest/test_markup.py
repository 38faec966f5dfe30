"""Tags before any parser: depth, and the text of a fragment."""

import time

import pytest

from mnemon.ingest.markup import depth, fragment_text


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("", 0),
        ("words < 3 and > 2", 0),
        ("<div><p>a<p>b</div>", 1),
        ("<div><div></div></div><div></div>", 2),
        ("<br><br/><img src=x><hr>", 0),
        ("<g/><g/><g a='1'/>", 0),
        ("<!-- <div><div><div> --><b>x</b>", 1),
        ("<script>if (a<b) x('<div><div>')</script><b>", 1),
        ("<STYLE>x</style><DIV></div>", 1),
        ("<b></i></i></i><b>", 2),
        ("<b><div></b><b><div></b>", 3),
        ("<div>" * 30, 11),
    ],
)
def test_depth_counts_what_stays_open(markup: str, expected: int) -> None:
    assert depth(markup, 10) == expected


@pytest.mark.parametrize("piece", ["<!--", "<script>", "<a ", "</", "<", "<a b='", "<p>", "<x></y>", "-->"])
def test_depth_takes_no_long_time_over_a_million_broken_tags(piece: str) -> None:
    start = time.process_time()
    depth(piece * (1_000_000 // len(piece)), 500)
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("Three were killed.", "Three were killed."),
        ("<p>Three  were\nkilled.</p><p>One &amp; one.</p>", "Three were killed.\nOne & one."),
        ("<h2>Market</h2>Three<br>four", "Market\nThree\nfour"),
        ("a <b>bold</b> word", "a bold word"),
        ("<script>x()</script><style>y</style>seen", "seen"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ("", ""),
        ("<p>half a tag <", "half a tag <"),
    ],
)
def test_a_fragment_becomes_lines(markup: str, expected: str) -> None:
    assert fragment_text(markup) == expected
