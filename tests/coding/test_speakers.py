from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from coding.tellings import BY_RULES
from factory import says, telling
from mnemon.model.claims import Claim
from mnemon.model.marks import Name
from mnemon.model.text import Span

KIRBY = "John Kirby, a spokesman for the council"
FIRST = (
    f"Rebels killed two men, said {KIRBY}.",
    says("killed", "killed", count="two", who="men", source=KIRBY, cue="said"),
)


def told(*sentences: tuple[Any, ...], persons: tuple[str, ...] = ("John Kirby",)) -> tuple[Claim, ...]:
    """The claims of a report in which these persons are named."""
    report, marks, values = telling(*sentences)
    at = [(report.text.find(p), p) for p in persons]
    names = tuple(Name(Span(i, i + len(p)), "person", 1.0) for i, p in at if i >= 0)
    return BY_RULES.code(report, replace(marks, names=names), values).claims


def speaker(claim: Claim) -> str | None:
    return claim.said_by.name if claim.said_by else None


MEANT = [
    ("a pronoun", "He", "He said that nine were hurt.", "John Kirby"),
    ("a short form", "the spokesman", "Nine were hurt, the spokesman said.", "John Kirby"),
    ("a surname", "Kirby", "Nine were hurt, Kirby said.", "John Kirby"),
    ("a pronoun as an object", "him", "Nine were hurt, it was said by him.", "John Kirby"),
    ("somebody else", "the mayor", "Nine were hurt, the mayor said.", "the mayor"),
    ("many", "officials", "Nine were hurt, officials said.", "officials"),
]


@pytest.mark.parametrize(("why", "source", "sentence", "meant"), MEANT, ids=[row[0] for row in MEANT])
def test_a_short_reference_is_the_speaker_named_before(why: str, source: str, sentence: str, meant: str) -> None:
    count = "Nine" if "Nine" in sentence else "nine"
    claims = told(FIRST, (sentence, says("wounded", "hurt", count=count, source=source, cue="said")))
    assert speaker(claims[1]) == meant, why
    assert (f'"{source}" is taken to be {meant}' in claims[1].notes) == (meant != source)


BODY = ("The council said two men died.", says("killed", "died", count="two", source="The council", cue="said"))

BODIES: list[tuple[str, list[tuple[Any, ...]], str, str, str]] = [
    ("it", [BODY], "it", "said", "The council"),
    ("the statement", [BODY, ("Rain fell.",)], "the statement", "said", "The council"),
    ("a person is no it", [FIRST], "it", "said", "it"),
    ("a body far back", [BODY, *[("Rain fell.",)] * 4], "it", "said", "it"),
    ("a report that details", [BODY], "it", "details", "it"),
]


@pytest.mark.parametrize(("why", "before", "source", "cue", "meant"), BODIES, ids=[row[0] for row in BODIES])
def test_it_is_the_body_that_spoke_before(
    why: str, before: list[tuple[Any, ...]], source: str, cue: str, meant: str
) -> None:
    text = f"Nine were hurt, {source} {cue}."
    claims = told(*before, (text, says("wounded", "hurt", count="Nine", source=source, cue=cue)))
    assert speaker(claims[-1]) == meant, why


DOCTOR = (
    "A doctor in the town said she saw two bodies.",
    says("killed", "bodies", count="two", source="A doctor", cue="said"),
)
TOWN = ("A town council said two men died.", says("killed", "died", count="two", source="A town council", cue="said"))


@pytest.mark.parametrize(
    ("before", "meant"), [(DOCTOR, "A doctor"), (TOWN, "John Kirby")], ids=["a doctor", "a council"]
)
def test_he_is_the_unnamed_person_who_spoke_last(before: tuple[Any, ...], meant: str) -> None:
    claims = told(
        FIRST, before, ("He said nine were hurt.", says("wounded", "hurt", count="nine", source="He", cue="said"))
    )
    assert speaker(claims[-1]) == meant


def test_a_short_form_that_may_mean_two_stays_as_it_is_printed() -> None:
    other = "Ann Lee, a spokesman for the army"
    claims = told(
        FIRST,
        (f"Five died, said {other}.", says("killed", "died", count="Five", source=other, cue="said")),
        (
            "Nine were hurt, the spokesman said.",
            says("wounded", "hurt", count="Nine", source="the spokesman", cue="said"),
        ),
    )
    assert speaker(claims[2]) == "the spokesman"


def test_a_pronoun_far_below_stays_as_it_is_printed() -> None:
    rain = [("It rained.",)] * 6
    claims = told(
        FIRST, *rain, ("He said nine were hurt.", says("wounded", "hurt", count="nine", source="He", cue="said"))
    )
    assert speaker(claims[1]) == "He"


def test_what_stands_in_a_quotation_is_said_by_who_is_quoted_beside_it() -> None:
    first = ("“Two men were killed,” Kirby said.", says("killed", "killed", count="Two", source="Kirby", cue="said"))
    claims = told(first, ("“Nine were hurt.”", says("wounded", "hurt", count="Nine")), persons=())
    assert speaker(claims[1]) == "Kirby"
    assert "stands in a quotation of Kirby" in claims[1].notes


def test_the_report_speaks_where_no_quotation_stands() -> None:
    first = ("“Two men were killed,” Kirby said.", says("killed", "killed", count="Two", source="Kirby", cue="said"))
    claims = told(first, ("Nine were hurt.", says("wounded", "hurt", count="Nine")), persons=())
    assert speaker(claims[1]) is None


TALKED = "Ana Ruiz said the town is calm."
QUOTES: list[tuple[str, list[str], str | None]] = [
    ("who says something else there", [TALKED, '"Nine were hurt."'], "Ana Ruiz"),
    ("nobody", ["Rain fell.", '"Nine were hurt."'], None),
    ("two", [TALKED, "John Kirby said it is not.", '"Nine were hurt."'], None),
]


@pytest.mark.parametrize(("why", "texts", "name"), QUOTES, ids=[row[0] for row in QUOTES])
def test_a_quotation_is_of_the_one_who_speaks_in_its_paragraph(why: str, texts: list[str], name: str | None) -> None:
    *before, quoted = texts
    sentences = [(text,) for text in before]
    (claim,) = told(*sentences, (quoted, says("wounded", "hurt", count="Nine")), persons=("Ana Ruiz", "John Kirby"))
    assert speaker(claim) == name, why


def test_she_is_who_spoke_last_even_where_she_told_of_no_harm() -> None:
    hurt = says("wounded", "hurt", count="nine", source="She", cue="said")
    *_, claim = told(FIRST, (TALKED,), ("She said that nine were hurt.", hurt), persons=("Ana Ruiz", "John Kirby"))
    assert speaker(claim) == "Ana Ruiz"


BEGINS = [
    ("Daniel Mabior, who reached the camp on Sunday, gave other figures.", "Daniel Mabior"),
    ("The camp of Daniel Mabior was calm.", "John Kirby"),
]


@pytest.mark.parametrize(("before", "meant"), BEGINS, ids=[row[1] for row in BEGINS])
def test_he_is_the_person_with_whom_the_sentence_before_begins(before: str, meant: str) -> None:
    nine = ("He said that nine were hurt.", says("wounded", "hurt", count="nine", source="He", cue="said"))
    claims = told(FIRST, (before,), nine, persons=("John Kirby", "Daniel Mabior"))
    assert speaker(claims[-1]) == meant
