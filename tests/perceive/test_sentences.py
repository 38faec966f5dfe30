"""Where sentences begin and end, whatever a page did to its lines."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnemon.perceive.sentences import LONGEST, sentences

HEADLINE = "Nine killed as gunmen attack a village near the town of Mopti"
PARAGRAPH = (
    "Gunmen killed nine people in a village near the town of Mopti, the mayor and two of his neighbours said on Monday."
)
WRAPPED = """The governor said on Tuesday that the convoy had been hit near
the old bridge of Bara and that seven soldiers had died there. No
group has said that it laid the mine."""

TABLE = [
    ("one", "Gunmen killed three teachers.", ["Gunmen killed three teachers."]),
    ("two", "Three died. Two live.", ["Three died.", "Two live."]),
    ("space around", "  Three died.   Two live. \t", ["Three died.", "Two live."]),
    ("no stop at the end", "Three died. Two live", ["Three died.", "Two live"]),
    ("questions and cries", "Who fired? Nobody knows! They ran.", ["Who fired?", "Nobody knows!", "They ran."]),
    ("ranks and initials", "Gen. A. B. Diallo fled. Two stayed.", ["Gen. A. B. Diallo fled.", "Two stayed."]),
    ("doctors", "Dr. Awa Sow counted nine dead. She wept.", ["Dr. Awa Sow counted nine dead.", "She wept."]),
    ("countries", "The U.S. Army said so. It left.", ["The U.S. Army said so.", "It left."]),
    ("months", "It began on Jan. 5 in Gao. It went on.", ["It began on Jan. 5 in Gao.", "It went on."]),
    ("hours", "He died at 5 p.m. on Sunday. They left.", ["He died at 5 p.m. on Sunday.", "They left."]),
    ("numbers", "Some 3.5 tonnes burned. No. 6 gun was lost.", ["Some 3.5 tonnes burned.", "No. 6 gun was lost."]),
    ("brackets", "Five died (two of them children). Six fled.", ["Five died (two of them children).", "Six fled."]),
    ("speech", "“Five died,” he said. “We buried them.”", ["“Five died,” he said.", "“We buried them.”"]),
    ("straight quotes", 'He said: "Go home." Then he left.', ['He said: "Go home."', "Then he left."]),
    ("headline", "Nine killed in Mopti\nGunmen killed nine.", ["Nine killed in Mopti", "Gunmen killed nine."]),
    (
        "long headline over a paragraph",
        f"{HEADLINE}\n{PARAGRAPH}",
        [
            HEADLINE,
            PARAGRAPH,
        ],
    ),
    (
        "a headline further down",
        f"{PARAGRAPH}\n\nToll rises\nThe toll rose to seven.",
        [PARAGRAPH, "Toll rises", "The toll rose to seven."],
    ),
    (
        "wrapped lines",
        WRAPPED,
        [
            "The governor said on Tuesday that the convoy had been hit near\nthe old bridge of Bara and that seven soldiers had died there.",
            "No\ngroup has said that it laid the mine.",
        ],
    ),
    ("small letters go on", "Shells fell\nand killed two.", ["Shells fell\nand killed two."]),
    ("an empty line ends it", "Shells fell\n\nand killed two.", ["Shells fell", "and killed two."]),
    ("Windows lines", "One died.\r\nTwo live.\r\nThree ran.", ["One died.", "Two live.", "Three ran."]),
    ("hyphen list", "- five killed in Bara\n- two hurt in Gao", ["- five killed in Bara", "- two hurt in Gao"]),
    ("dot list", "• five killed\n• two hurt", ["• five killed", "• two hurt"]),
    (
        "list of long items",
        "• five people were killed in the market of the town of Bara\n• two hurt",
        ["• five people were killed in the market of the town of Bara", "• two hurt"],
    ),
    (
        "numbered list",
        "The toll:\n1. Five killed in Bara.\n2. Two hurt in Gao.",
        ["The toll:", "1. Five killed in Bara.", "2. Two hurt in Gao."],
    ),
    ("right to left", "قتل ثلاثة أشخاص في القصف. وأصيب خمسة آخرون.", ["قتل ثلاثة أشخاص في القصف.", "وأصيب خمسة آخرون."]),
    ("a short word", "He lost a leg. His son lived.", ["He lost a leg.", "His son lived."]),
    ("a short word before a number", "Hit in the chest. Two fled.", ["Hit in the chest.", "Two fled."]),
    ("a rank", "It was Gen. Osman who fled.", ["It was Gen. Osman who fled."]),
    ("emoji", "Shells 💥 killed two 😢. Help came 🚑!", ["Shells 💥 killed two 😢.", "Help came 🚑!"]),
    ("nothing", "", []),
    ("only space", " \n\t\n\u00a0\r\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_a_text_falls_into_its_sentences(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in sentences(text)] == expected


@pytest.mark.parametrize(
    "text",
    ["x" * 3 * LONGEST, "a " * 2 * LONGEST, "قتل" * LONGEST, "💥" * 2 * LONGEST, "." * 2 * LONGEST, "\n" * 10**6],
)
def test_a_very_long_line_is_cut_and_takes_no_long_time(text: str) -> None:
    start = time.process_time()
    found = sentences(text)
    assert time.process_time() - start < 5
    assert all(span.end_char - span.start_char <= LONGEST for span in found)
    assert whole(text)


def test_a_long_line_is_cut_between_words() -> None:
    text = "shelling " * LONGEST
    assert {words for span in sentences(text) for words in span.of(text).split()} == {"shelling"}


def test_many_short_lines_take_no_long_time() -> None:
    start = time.process_time()
    assert len(sentences("Two died.\n" * 20_000)) == 20_000
    assert time.process_time() - start < 5


def whole(text: str) -> bool:
    """Whether the sentences ascend, lie inside, never overlap, and leave out nothing but white space."""
    at = 0
    for span in sentences(text):
        if text[at : span.start_char].strip() or not at <= span.start_char < span.end_char <= len(text):
            return False
        at = span.end_char
    return not text[at:].strip()


PIECES = (
    "Gunmen killed three", "Dr. ", "U.S. ", "5.3", ". ", ".", "? ", "! ", "…", "”", '"', "(", ")", "\n", "\n\n", "\r\n",
    " ", "\t", "\u00a0", "\u2028", "\x85", "- ", "• ", "قتل", "ثلاثة؟", "שלום", "💥", "👩‍🚒", "e\u0301", "\x00", "第一句。", "A" * 50,
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_sentences_of_broken_pages_leave_nothing_out(text: str) -> None:
    assert whole(text)


@given(st.text(max_size=200))
def test_sentences_of_any_text_leave_nothing_out(text: str) -> None:
    assert whole(text)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("N'DJAMENA — Twelve people were killed.", "N'DJAMENA —"),
        ("ABÉCHÉ, Chad (Meridian Wire) — A strike killed nine.", "ABÉCHÉ, Chad (Meridian Wire) —"),
        ("PORT SUDAN, Sudan - Shells fell overnight.", "PORT SUDAN, Sudan -"),
        ("TAIZ, Yemen, Sept 11 - Shells fell on Taiz.", "TAIZ, Yemen, Sept 11 -"),
        ("CAIRO/GAZA, Aug 5 (Meridian Wire) - Strikes killed 14.", "CAIRO/GAZA, Aug 5 (Meridian Wire) -"),
        ("UN - the body said - counted nine.", "UN - the body said - counted nine."),
        ("Twelve people — three of them children — died.", "Twelve people — three of them children — died."),
    ],
)
def test_a_dateline_stands_alone(text: str, first: str) -> None:
    assert sentences(text)[0].of(text) == first
