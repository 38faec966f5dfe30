"""Disease and disaster beside violence: what is read past, and that spans stay where they stand."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer

from mnemon.perceive import open_reader
from mnemon.perceive.asides import read_past
from mnemon.perceive.reader import MODEL
from mnemon.perceive.words import encode

TOKENIZER = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
READER = open_reader()

SENTENCES = [
    ("One aid worker responding to an Ebola outbreak was killed by unknown gunmen in Beni.", True),
    ("A nurse at a measles outbreak was shot dead by armed men in Boma.", True),
    ("A mob killed two health workers whom it accused of spreading cholera.", True),
    ("A driver was killed by militiamen after a traffic accident in Benghazi.", True),
    ("Cholera has killed 120 people in the state of Kassala since July.", False),
    ("The virus has killed 400 people, and militants killed two nurses on Monday.", False),
    ("At least 12 people died of cholera in a camp that rebels attacked.", False),
    ("An earthquake killed 900 people in Herat.", False),
    ("Unknown gunmen killed a nurse in Beni.", False),
]


@pytest.mark.parametrize(("text", "past"), SENTENCES)
def test_what_is_beside_violence_is_read_past(text: str, past: bool) -> None:
    (windows,) = encode(TOKENIZER, [text])
    (seen,) = read_past(text, windows, 7)
    assert (7 in seen.ids) is past
    assert (seen.words, seen.heads, seen.cases, len(seen.ids)) == (
        windows[0].words, windows[0].heads, windows[0].cases, len(windows[0].ids),
    )  # fmt: skip
    assert read_past(text, windows, None) == windows


@pytest.mark.parametrize("text", [text for text, past in SENTENCES if past])
def test_who_is_killed_beside_a_disaster_is_read(text: str) -> None:
    killed = [frame for frame in READER.perceive(text).frames if frame.kind == "killed"]
    assert killed, text
    assert all(frame.trigger.of(text) in ("killed", "dead") for frame in killed)


def test_who_died_of_a_disease_is_no_victim_of_violence() -> None:
    text = "At least 12 people died of cholera in a camp in Kassala."
    assert READER.perceive(text).frames == ()
