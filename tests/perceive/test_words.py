"""From sentences to word pieces and back: nothing is lost, and offsets count code points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from mnemon.model.text import Span
from mnemon.perceive.reader import MODEL
from mnemon.perceive.scheme import CASES, MAX_PIECES, case_of
from mnemon.perceive.words import Pieces, encode

TOKENIZER: Tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
TOKENIZER.no_padding()
TOKENIZER.no_truncation()


def windows(text: str) -> list[Pieces]:
    (found,) = encode(TOKENIZER, [text])
    return found


def words(text: str) -> list[str]:
    return [span.of(text) for window in windows(text) for span in window.words]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("killed", "lower"), ("Gunmen", "title"), ("I", "upper"), ("NATO", "upper"), ("McKay", "mixed"), ("iPhone", "mixed"),
        ("M23", "digit"), ("2025", "digit"), (",", "none"), ("💥", "none"), ("", "none"), ("Élysée", "title"), ("ÉLYSÉE", "upper"),
        ("ДРОН", "upper"), ("Киев", "title"), ("٣", "digit"), ("O'Neill", "mixed"), ("al-Shabaab", "mixed"),
    ],
)  # fmt: skip
def test_the_case_of_a_word_as_it_was_printed(word: str, expected: str) -> None:
    assert CASES[case_of(word)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed three.", ["Gunmen", "killed", "three", "."]),
        ("M23's men", ["M23", "'", "s", "men"]),
        ("al-Shabaab", ["al", "-", "Shabaab"]),
        ("3,500", ["3", ",", "500"]),
        ("💥 Three died 😢", ["💥", "Three", "died", "😢"]),
        ("👩‍🚒killed two", ["👩‍🚒killed", "two"]),
        ("قُتل ثلاثة في غزة", ["قُتل", "ثلاثة", "في", "غزة"]),
        ("Tillabéri, N'Djaména", ["Tillabéri", ",", "N", "'", "Djaména"]),
        ("Tillabe\u0301ri fell", ["Tillabe\u0301ri", "fell"]),
        ("A\u0000B \u200bdied", ["A\u0000B", "died"]),
        ("第一 killed", ["第", "一", "killed"]),
        ("", []),
        ("\u0301", []),
    ],
)
def test_words_stand_where_they_stand(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_the_case_feature_stands_beside_every_piece_of_its_word() -> None:
    (window,) = windows("ABÉCHÉ Tillabéri killed 13 .")
    cases = [CASES[case] for case in window.cases]
    assert [cases[head] for head in window.heads] == ["upper", "title", "lower", "digit", "none"]
    assert cases[0] == cases[-1] == "none"
    assert len({*cases[window.heads[1] : window.heads[2]]}) == 1


def test_pieces_of_a_span_are_those_of_every_word_it_touches() -> None:
    text = "Gunmen killed Tillaberians, they said"
    (window,) = windows(text)
    assert [window.words[i].of(text) for i in window.touched(Span(3, 9))] == ["Gunmen", "killed"]
    assert list(window.covered(Span(0, 6))) == list(range(window.heads[0], window.heads[1]))
    assert list(window.covered(Span(14, 26))) == list(range(window.heads[2], window.heads[3]))
    assert list(window.covered(Span(len(text) - 1, len(text)))) == list(range(window.heads[-1], len(window.ids) - 1))
    assert list(window.covered(Span(6, 7))) == []
    assert list(window.touched(Span(90, 95))) == []


@pytest.mark.parametrize("word", ["shell", "Tillaberians", ",", "💥", "قتل", "x" * 300])
@pytest.mark.parametrize("count", [1, 189, 190, 191, 500])
def test_long_sentences_are_read_in_windows_of_whole_words(word: str, count: int) -> None:
    text = " ".join([word] * count)
    found = windows(text)
    assert all(len(window.ids) == len(window.cases) <= MAX_PIECES for window in found)
    assert [span.of(text) for window in found for span in window.words] == [word] * count
    ends = {(window.ids[0], window.ids[-1]) for window in found}
    assert len(ends) == 1


def test_a_word_is_not_torn_at_the_edge_of_a_window() -> None:
    text = "a " * (MAX_PIECES - 4) + "Tillaberians fled"
    first, second = windows(text)
    assert {span.of(text) for span in first.words} == {"a"}
    assert [span.of(text) for span in second.words] == ["Tillaberians", "fled"]


PARTS = (
    "shell",
    "Tillaberians",
    "M23",
    ",",
    " ",
    "\n",
    "💥",
    "👩‍🚒",
    "قُتل",
    "שָׁלוֹם",
    "e\u0301",
    "\u0301",
    "Ж",
    "第",
    "\u200b",
    "\x00",
    "'",
)


@given(st.lists(st.sampled_from(PARTS), max_size=400).map("".join))
def test_every_word_is_in_exactly_one_window(text: str) -> None:
    found = windows(text)
    spans = [span for window in found for span in window.words]
    assert spans == sorted(spans)
    covered = [at for span in spans for at in range(span.start_char, span.end_char)]
    assert len(covered) == len(set(covered))
    assert {at for at, char in enumerate(text) if char.isalnum()} <= set(covered)
    assert all(0 <= span.start_char < span.end_char <= len(text) for span in spans)


@given(st.text(max_size=60))
def test_windows_are_well_formed_for_any_text(text: str) -> None:
    for window in windows(text):
        assert len(window.ids) == len(window.cases) <= MAX_PIECES
        assert len(window.words) == len(window.heads) > 0
        assert list(window.heads) == sorted({*window.heads})
        assert 1 == window.heads[0] <= window.heads[-1] < len(window.ids) - 1


def test_texts_read_together_give_what_they_give_alone() -> None:
    texts = ["Gunmen killed three.", "", "قتل ثلاثة", "a " * 400]
    assert encode(TOKENIZER, texts) == [windows(text) for text in texts]
