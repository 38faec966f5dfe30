from __future__ import annotations

import pytest

from factory import actor, located, says, telling
from mnemon.coding import open_codebook
from mnemon.coding.attribution import attributions, speaker, stance
from mnemon.model.claims import Speaker
from mnemon.model.marks import Frame
from mnemon.model.text import Span

BOOK = open_codebook()

SPEAKERS: list[tuple[str, str, str | None, tuple[str, ...]]] = [
    ("the army", "the army", None, ()),
    ("Amina Sule, a spokeswoman for the governor", "Amina Sule", "a spokeswoman for the governor", ()),
    ("the Bara Courier, citing the police", "the police", None, ("the Bara Courier",)),
    ("state radio quoting Colonel Idris, the commander", "Colonel Idris", "the commander", ("state radio",)),
    ("the paper, citing an agency, citing a doctor", "a doctor", None, ("the paper", "an agency")),
    ("the Excitingly Named Club", "the Excitingly Named Club", None, ()),
]


def framed(text: str, **parts: object) -> tuple[str, Frame]:
    """One sentence and the frame it tells, triggered by its last word."""
    report, marks, _ = telling((text, says("killed", text.rstrip(".").split()[-1], **parts)))
    return report.text, marks.frames[0]


@pytest.mark.parametrize(("words", "name", "office", "via"), SPEAKERS)
def test_the_speaker_is_the_last_of_the_chain(words: str, name: str, office: str | None, via: tuple[str, ...]) -> None:
    text, frame = framed(f"According to {words} five were killed.", source=words)
    assert speaker(text, frame, None) == Speaker(name, located(words, text), office, None, via)


def test_where_nobody_is_quoted_there_is_no_speaker() -> None:
    text, frame = framed("On Monday five were killed.")
    assert speaker(text, frame, actor()) is None


def test_a_speakers_side_is_the_parent_of_the_actor_or_the_actor_itself() -> None:
    text, frame = framed("The army said five were killed.", source="The army")
    unit = actor(actor_id="a-2-brigade", of="a-army")
    sides = [found.side for a in (actor(), unit, None) if (found := speaker(text, frame, a)) is not None]
    assert sides == ["a-army", "a-army", None]


STANCES: list[tuple[str, str, str]] = [
    ("The army said five were killed.", "said", "asserts"),
    ("The army admitted that five were killed.", "admitted", "admits"),
    ("The rebels have acknowledged that five were killed.", "acknowledged", "admits"),
    ("The army denied that five were killed.", "denied", "denies"),
    ("The ministry dismissed reports that five were killed.", "dismissed", "denies"),
    ("The Courier could not verify that five were killed.", "verify", "unverified"),
    ("The Courier could not verify that five were killed.", "could not verify", "unverified"),
    ("The agency was unable to confirm that five were killed.", "confirm", "unverified"),
    ("It was not independently confirmed that five were killed.", "confirmed", "unverified"),
    ("The army did not deny that five were killed.", "deny", "asserts"),
    ("The army never admitted that five were killed.", "admitted", "asserts"),
    ("The army didn’t deny that five were killed.", "deny", "asserts"),
    ("Having rejected talks, the army said five were killed.", "said", "asserts"),
    ("It is undeniable, said the mayor, that five were killed.", "said", "asserts"),
]


@pytest.mark.parametrize(("text", "cue", "expected"), STANCES)
def test_the_cue_tells_the_stance(text: str, cue: str, expected: str) -> None:
    text, frame = framed(text, cue=cue)
    assert stance(text, frame, BOOK, Span(0, len(text))) == expected


def test_a_denied_claim_is_a_denial_whatever_its_cue() -> None:
    text, frame = framed("The army called it a lie that five were killed.", cue="called", status="denied")
    assert stance(text, frame, BOOK, Span(0, len(text))) == "denies"


def test_a_claim_without_a_cue_is_an_assertion() -> None:
    text, frame = framed("On Monday five were killed.")
    assert stance(text, frame, BOOK, Span(0, len(text))) == "asserts"


def test_doubt_ends_with_its_sentence() -> None:
    report, marks, _ = telling(
        ("This we could not verify.",), ("Police say five were killed.", says("killed", "killed", cue="say"))
    )
    assert stance(report.text, marks.frames[0], BOOK, marks.sentences[1]) == "asserts"


def test_letters_that_grow_in_lower_case_do_not_move_the_cue() -> None:
    text, frame = framed("After he denied it, İİİİ said five were killed.", cue="said")
    assert stance(text, frame, BOOK, Span(0, len(text))) == "asserts"


CONTENTS: list[tuple[str, dict[str, str], list[str]]] = [
    ("Police said five were killed.", {"source": "Police", "cue": "said"}, ["five were killed"]),
    ("“Five were killed,” said the mayor.", {"source": "the mayor", "cue": "said"}, ["Five were killed"]),
    (
        "Five, police said, were killed.",
        {"source": "police", "cue": "said"},
        ["Five", "were killed"],
    ),
    ("Police said:\n\tfive were killed.\n", {"source": "Police", "cue": "said"}, ["five were killed"]),
    ("Five were reportedly killed.", {"cue": "reportedly"}, ["Five were", "killed"]),
    ("警方说，五人 killed 🕊.", {"source": "警方"}, ["说，五人 killed 🕊"]),
]


@pytest.mark.parametrize(("text", "roles", "expected"), CONTENTS)
def test_what_is_said_is_the_rest_of_the_sentence(text: str, roles: dict[str, str], expected: list[str]) -> None:
    report, marks, _ = telling((text, says("killed", "killed", **roles)))
    (found,) = attributions(report.text, marks, BOOK)
    assert [span.of(report.text) for span in found.content] == expected
    assert [s.of(report.text) for s in (*found.source, *found.cue)] == list(roles.values())


def test_a_statement_that_holds_two_frames_is_one_statement() -> None:
    said = {"source": "Police", "cue": "said"}
    text = "Police said five were killed and two wounded."
    report, marks, _ = telling((text, says("killed", "killed", **said), says("wounded", "wounded", **said)))
    assert len(list(attributions(report.text, marks, BOOK))) == 1


def test_a_sentence_that_nobody_is_quoted_in_makes_no_statement() -> None:
    report, marks, _ = telling(("Five were killed.", says("killed", "killed")))
    assert list(attributions(report.text, marks, BOOK)) == []
