"""Victims' names are withheld; places, parties and speakers are not."""

from __future__ import annotations

import pytest

from factory import claim, located
from mnemon.export.masking import mask, mask_words, victims_names
from mnemon.model.text import Span


def masked(text: str, kind: str = "killed", **parts: str) -> str:
    spans = {part: (located(words, text),) for part, words in parts.items()}
    told = claim(kind=kind, sentence=Span(0, len(text)), spans={"trigger": (Span(0, 1),)} | spans)
    return mask(text, victims_names(text, [told]))


@pytest.mark.parametrize(
    ("text", "parts", "shown"),
    [
        ("The strike killed Amina Yusuf, a teacher.", {"who": "Amina Yusuf"}, "The strike killed [name withheld], a teacher."),
        ("A teacher, Amina bint Yusuf, 34, died.", {"who": "A teacher"}, "A teacher, [name withheld], 34, died."),
        ("Shelling killed Omar, 12, and two others.", {"who": "Omar"}, "Shelling killed [name withheld], 12, and two others."),
        ("Omar Said died. His brother said Said was 20.", {}, "Omar Said died. His brother said Said was 20."),
        ("They killed Omar Saidov near Bara. Saidov was 20.", {}, "They killed [name withheld] near Bara. [name withheld] was 20."),
        ("Five died in Khan Younis.", {"where": "Khan Younis"}, "Five died in Khan Younis."),
        ("Five died, said Colonel Haroun Saleh.", {"source": "Colonel Haroun Saleh"}, "Five died, said Colonel Haroun Saleh."),
        ("The Highland Front killed five.", {"by": "The Highland Front"}, "The Highland Front killed five."),
        ("Some 300 families fled to Doctors Without Borders.", {}, "Some 300 families fled to Doctors Without Borders."),
        ("Five died on Monday at Al Shifa Hospital.", {}, "Five died on Monday at Al Shifa Hospital."),
    ],
)  # fmt: skip
def test_names_are_withheld_and_nothing_else(text: str, parts: dict[str, str], shown: str) -> None:
    assert masked(text, **parts) == shown


def test_a_report_without_harm_withholds_nothing() -> None:
    assert masked("Then Omar Said spoke of peace.", kind="truce") == "Then Omar Said spoke of peace."


def test_a_stretch_and_words_taken_from_the_text_are_masked_alike() -> None:
    text = "Bombs fell. They killed Omar Saidov, 20."
    names = [Span(24, 35)]
    assert mask(text, names, Span(12, 40)) == "They killed [name withheld], 20."
    assert mask(text, names, Span(0, 11)) == "Bombs fell."
    assert mask_words("Omar Saidov, 20", text, names) == "[name withheld], 20"
