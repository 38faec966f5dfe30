"""Near-copies are found, other reports are not, short ones only when equal."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnemon.ingest.copies import MIN_WORDS, THRESHOLD, CopyFinder, signature
from mnemon.model.text import Copy

WORDS = [
    f"{a}{b}"
    for a in ("ba", "ko", "lu", "mi", "ne", "po", "ri", "su", "ta", "ve")
    for b in ("d", "l", "m", "n", "r", "s", "t", "k")
]


def text(seed: int, length: int = 300) -> str:
    choice = random.Random(seed)  # noqa: S311 (no secret)
    return " ".join(choice.choice(WORDS) for _ in range(length))


def found(known: str, other: str) -> Copy | None:
    return CopyFinder([("r-1", signature(known))]).find("r-2", signature(other))


@pytest.mark.parametrize(
    ("changed", "is_copy"),
    [
        (text(1), True),
        (text(1).upper().replace(" ", ",\n"), True),
        ("A new headline here. " + text(1) + " Read more in our paper.", True),
        (" ".join(text(1).split()[:270]), True),
        (" ".join(text(1).split()[:130]), False),
        (text(1, 300) + " " + text(2, 300), False),
        (text(2), False),
        ("", False),
    ],
)
def test_a_copy_keeps_most_of_the_words_in_their_order(changed: str, is_copy: bool) -> None:
    copy = found(text(1), changed)
    assert (copy is not None) is is_copy
    if copy:
        assert (copy.report_id, copy.of_report_id) == ("r-2", "r-1")
        assert THRESHOLD <= copy.similarity <= 1.0


@pytest.mark.parametrize(
    ("known", "other", "is_copy"),
    [
        ("Three people were killed.", "three people were KILLED", True),
        ("Three people were killed.", "Four people were killed.", False),
        ("", "", True),
        (text(3, MIN_WORDS - 1), text(3, MIN_WORDS - 1), True),
        (text(3, MIN_WORDS - 1), text(3, MIN_WORDS), False),
    ],
)
def test_short_texts_are_copies_only_when_equal(known: str, other: str, is_copy: bool) -> None:
    assert (found(known, other) is not None) is is_copy


def test_the_most_like_is_found_and_the_first_among_equals() -> None:
    near = text(7, 40) + " " + text(1)
    finder = CopyFinder([("r-near", signature(near)), ("r-same", signature(text(1))), ("r-again", signature(text(1)))])
    copy = finder.find("r-new", signature(text(1)))
    assert copy == Copy("r-new", "r-same", 1.0)


def test_a_report_is_no_copy_of_itself_and_may_be_added_again() -> None:
    finder = CopyFinder()
    for seed, words in (("long", text(1)), ("short", "Three died.")):
        finder.add(seed, signature(words))
        finder.add(seed, signature(words))
        assert finder.find(seed, signature(words)) is None
        assert finder.find("other", signature(words)) is not None


@given(st.text(max_size=300))
def test_a_signature_is_always_the_same_and_of_known_length(words: str) -> None:
    assert signature(words) == signature(words)
    assert len(signature(words)) in {33, 512}


def test_bytes_that_are_no_signature_are_an_error() -> None:
    with pytest.raises(ValueError, match="not a signature"):
        CopyFinder([("r-1", b"12")])


def test_signatures_that_are_stored_stay_as_they_are() -> None:
    """Stored signatures outlive a release: this one changes only when all of them must be made anew."""
    assert signature(text(1))[:8].hex() == "bbedb400403dc100"


def test_a_thousand_reports_take_no_long_time() -> None:
    texts = [text(seed) for seed in range(1000)]
    start = time.process_time()
    finder = CopyFinder()
    for number, words in enumerate(texts):
        sketch = signature(words)
        assert finder.find(str(number), sketch) is None
        finder.add(str(number), sketch)
    assert time.process_time() - start < 5
