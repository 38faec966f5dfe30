from __future__ import annotations

import pytest

from coding.tellings import CODER, coded
from factory import says, telling
from mnemon.coding.attribution import attributions
from mnemon.coding.statements import opened
from mnemon.model.text import Span

SAID: list[tuple[str, str | None, str | None]] = [
    ("The ministry said talks would go on.", "The ministry", "said"),
    ("Talks will go on, the foreign ministry said on Monday.", "the foreign ministry", "said"),
    ('"We want peace," said the mayor of Bara.', "the mayor of Bara", "said"),
    ("According to a police report, the road is closed.", "a police report", "According to"),
    ("The road is closed, according to residents.", "residents", "according to"),
    ("Officials in Bara on Tuesday warned that winter would be hard.", "Officials in Bara", "warned"),
    ("Idris Sule, a spokesman for the army, told reporters that it was over.", None, "told"),
    ("In a statement on Friday, the army said it was over.", "the army", "said"),
    ("The governor, who visited the town, said that help was near.", None, "said"),
    ("But the doctors said nothing had changed.", "the doctors", "said"),
    ("He later said it was a mistake.", "He", "said"),
    ("When the president tweeted, markets fell.", "the president", "tweeted"),
    ("The council urged that calm be kept.", "The council", "urged"),
    ("The council urged calm.", None, None),
    ("He reports for work at nine.", None, None),
    ("The bridge was closed after heavy rain.", None, None),
    ("It was elected to the council and admitted to the union.", None, None),
    ("The letter, which was long, announced the minister's death.", None, None),
    ("Rain was said to be near.", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("text", "source", "cue"), SAID)
def test_a_statement_without_harm_is_found_by_its_words_of_saying(
    text: str, source: str | None, cue: str | None
) -> None:
    report, marks, _ = telling((text,))
    found = attributions(report.text, marks, CODER.codebook)
    assert [s.of(text) for a in found for s in a.cue] == ([cue] if cue else [])
    if source:
        assert [s.of(text) for a in found for s in a.source] == [source]


def test_an_apposition_belongs_to_the_speaker() -> None:
    text = "Idris Sule, a spokesman for the army, told reporters that it was over."
    report, marks, _ = telling((text,))
    (found,) = attributions(report.text, marks, CODER.codebook)
    assert found.source[0].of(text) == "Idris Sule, a spokesman for the army"


def test_each_sentence_makes_one_statement_at_most_and_they_stand_in_text_order() -> None:
    harm = says("killed", "killed", count="Two", source="police", cue="said")
    report, marks, _ = telling(("The army said it left.",), ("Two were killed, police said.", harm), ("He said no.",))
    found = attributions(report.text, marks, CODER.codebook)
    assert [a.source[0].of(report.text) for a in found] == ["The army", "police", "He"]


STRETCHES: list[tuple[str, str, str | None]] = [
    (
        "a paragraph",
        "Police said the following:\n\nTwo died. One fled.\n\nRain fell, medics said.",
        "Two died. One fled.",
    ),
    (
        "what goes on in the first person",
        "Idris said:\n\nTwo died.\n\nWe grieve.\n\nRain fell, police added.",
        "Two died.\n\nWe grieve.",
    ),
    ("a report that is one statement", "Idris said:\n\nTwo died.\n\nRain fell.", "Two died.\n\nRain fell."),
    ("a quotation", 'Police said: "Two died. One fled." Rain fell.', '"Two died. One fled."'),
    ("a list", "Police said:\n- Two died.\n- One fled.\nRain fell, others say: he said.", "- Two died.\n- One fled."),
    ("a quotation never closed", "Police said:\n“Two died.\nRain fell.", "“Two died."),
    ("nothing after it", "Police said the following:", None),
    ("no colon", "Police said the following. Two died.", None),
]


@pytest.mark.parametrize(("why", "text", "stretch"), STRETCHES, ids=[row[0] for row in STRETCHES])
def test_what_a_colon_opens(why: str, text: str, stretch: str | None) -> None:
    end = text.index(":") + 1 if ":" in text else text.index(".") + 1
    found = opened(text, Span(0, end))
    assert (found.of(text) if found else None) == stretch, why


def test_claims_under_an_opened_statement_are_said_by_who_opened_it() -> None:
    first = says("killed", "killed", count="Four", who="soldiers")
    found = coded(("The ministry said the following:",), ("Four soldiers were killed.", first)).claims
    assert [c.said_by.name for c in found if c.said_by] == ["The ministry"]
    assert any("under the words of The ministry" in note for c in found for note in c.notes)


def test_a_pronoun_opens_a_statement_for_nobody() -> None:
    first = says("killed", "killed", count="Four", who="soldiers")
    (claim,) = coded(("He said the following:",), ("Four soldiers were killed.", first)).claims
    assert claim.said_by is None
