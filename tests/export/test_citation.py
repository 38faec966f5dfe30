from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory import TEXT, capture, claim, report, sha, source
from mnemon.export import Citation, cite, marked
from mnemon.model.text import Span


def test_a_citation_says_who_said_what_where_and_when() -> None:
    assert cite(claim(), report(), source()) == Citation(
        quote=TEXT,
        speaker="Police in Bara",
        publisher="Bara Courier",
        published="2021-05-04",
        title="Shelling in Bara",
        url="https://courier.example/1",
        archive_id=sha(TEXT),
    )


def test_a_citation_fits_on_one_line() -> None:
    assert cite(claim(), report(), source()).line() == (
        f'“{TEXT}” (Police in Bara; "Shelling in Bara", Bara Courier, 2021-05-04 <https://courier.example/1>; '
        f"archive sha256:{sha(TEXT)})"
    )


def test_what_nothing_says_is_not_stated() -> None:
    bare = report(title=None, url=None, published_at=None, source_id=None)
    found = cite(claim(said_by=None), bare, None)
    assert found.speaker == "the report itself"
    assert (found.publisher, found.published) == ("publisher not stated", "date not stated")
    assert (found.title, found.url) == ("not stated", "not stated")
    assert found.line() == (
        f"“{TEXT}” (the report itself; publisher not stated, date not stated; archive sha256:{sha(TEXT)})"
    )


ADDRESSES = [
    ("https://courier.example/1", "https://mirror.example/1", "https://courier.example/1"),
    (None, "https://mirror.example/1", "https://mirror.example/1"),
    (None, None, "not stated"),
]


@pytest.mark.parametrize(("own", "fetched", "expected"), ADDRESSES)
def test_the_reports_own_address_goes_before_the_one_it_was_fetched_from(
    own: str | None, fetched: str | None, expected: str
) -> None:
    assert cite(claim(), report(url=own), source(), capture(url=fetched)).url == expected


def test_a_quote_is_the_whole_sentence_on_one_line() -> None:
    text = "It rained.\nShelling  killed\n\tfive. It stopped."
    found = cite(claim(sentence=Span(11, 34)), report(text=text), None)
    assert found.quote == "Shelling killed five."


def test_a_sentence_is_shown_with_its_parts_marked() -> None:
    assert marked(claim(), report()) == [
        ("Police in Bara said shelling ", ""),
        ("killed", "trigger"),
        (" ", ""),
        ("five", "count"),
        (" ", ""),
        ("villagers", "who"),
        (" on 3 May 2021.", ""),
    ]


MARKED: list[tuple[str, dict[str, tuple[Span, ...]], list[tuple[str, str]]]] = [
    ("nothing", {}, [("abcdef", "")]),
    ("all", {"trigger": (Span(10, 16),)}, [("abcdef", "trigger")]),
    ("both ends", {"who": (Span(10, 12),), "by": (Span(14, 16),)}, [("ab", "who"), ("cd", ""), ("ef", "by")]),
    (
        "two of one part",
        {"where": (Span(11, 12), Span(12, 14))},
        [("a", ""), ("b", "where"), ("cd", "where"), ("ef", "")],
    ),
    ("an overlap: the first stands", {"who": (Span(10, 13),), "by": (Span(12, 15),)}, [("abc", "who"), ("def", "")]),
    ("a part of another sentence", {"source": (Span(0, 5),), "who": (Span(15, 18),)}, [("abcdef", "")]),
]


@pytest.mark.parametrize(("what", "spans", "expected"), MARKED, ids=[row[0] for row in MARKED])
def test_parts_are_marked_where_they_stand(
    what: str, spans: dict[str, tuple[Span, ...]], expected: list[tuple[str, str]]
) -> None:
    text = "Now then: abcdef, then."
    assert marked(claim(sentence=Span(10, 16), spans=spans), report(text=text)) == expected, what


stretches = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda pair: Span(pair[0], sum(pair)))


@given(st.text(min_size=31), st.dictionaries(st.sampled_from(["who", "by", "where"]), st.lists(stretches).map(tuple)))
def test_the_pieces_make_up_the_sentence_whatever_is_marked(text: str, spans: dict[str, tuple[Span, ...]]) -> None:
    sentence = Span(5, 25)
    pieces = marked(claim(sentence=sentence, spans=spans), report(text=text))
    assert "".join(words for words, _ in pieces) == sentence.of(text)
    assert all(words for words, _ in pieces)
