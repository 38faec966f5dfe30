"""A user's own codebook file: what is wrong with it, how it is laid over what ships, and what coding makes of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from factory import count, says, telling
from mnemon.coding import Coder, open_codebook
from mnemon.coding.codebook import check, extends
from mnemon.coding.lines import page_of
from mnemon.coding.pages import page
from mnemon.coding.refining import fits
from mnemon.errors import DataError
from mnemon.model.claims import UNCOUNTED, Claim

HEAD = 'name: our-desk\nversion: "1"\nextends: "2026.11.13"\n'
KIND = """kinds:
  drone-deaths:
    of: killed
    is: People killed by a drone.
    is_not: People killed by other aircraft.
    when: {means: [drone*]}
    examples:
      - {text: "Twelve people were killed in a drone strike.", trigger: killed, means: drone strike}
"""
RULE = """rules:
  - from: airstrike
    to: shelling
    when: {trigger: [drone strike]}
    unless: {sentence: [helicopter]}
    why: our codebook counts drones as shelling
    examples:
      - {text: "A drone strike hit a market.", trigger: drone strike}
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "desk.yaml"
    path.write_text(text, encoding="utf-8")
    return path


FAULTS: list[tuple[str, int, str]] = [
    ("version: '1'\nextends: x\n", 1, "name is missing or no text"),
    ("name: Our Desk\nversion: '1'\nextends: x\n", 1, "'Our Desk' is no name"),
    ("name: a\nversion: 1\nextends: x\n", 2, "version is missing or no text"),
    (HEAD + "kind: {}\n", 4, "kind is no part of a codebook file"),
    (HEAD + "kinds: [a]\n", 4, "kinds is no table"),
    (HEAD + KIND + KIND.removeprefix("kinds:\n"), 5, "drone-deaths is given twice"),
    (HEAD + KIND.replace("drone-deaths", "killed"), 5, "killed is a kind that ships"),
    (HEAD + KIND.replace("of: killed", "of: slain"), 6, "slain is no kind that ships"),
    (HEAD + KIND.replace("    is_not: People killed by other aircraft.\n", ""), 5, "is_not is missing"),
    (HEAD + KIND.replace("means: [drone*]", "weapon: [drone*]"), 9, "weapon is no place to look in"),
    (HEAD + KIND.replace("[drone*]", "[12]"), 9, "this is no list of words"),
    (HEAD + KIND.replace("means: drone strike", "means: a shell"), 11, "means 'a shell' is not in the example's text"),
    (
        HEAD + KIND.replace(", means: drone strike", ""),
        11,
        "the example does not fit its own condition (look at means)",
    ),
    (HEAD + RULE.replace("to: shelling", "to: killed"), 5, "are of two families"),
    (HEAD + RULE.replace("to: shelling", "to: airstrike"), 5, "the rule changes nothing"),
    (HEAD + RULE.replace("    why: our codebook counts drones as shelling\n", ""), 5, "why is missing"),
    (HEAD + "words:\n  odd_words: [a]\n", 5, "odd_words is no list of words"),
    (HEAD + "words:\n  uncounted_words: not tallied\n", 5, "this is no change of a list"),
    (HEAD + "words:\n  uncounted_words: [not counted]\n", 5, "'not counted' is in the list already"),
    (HEAD + "words:\n  pronouns: {remove: [it], why: x}\n", 5, "'it' is not in the list"),
    (HEAD + "words:\n  pronouns: {remove: [he]}\n", 5, "words are removed and nothing says why"),
    (HEAD + "period_words:\n  - {has: [days], why: x}\n", 5, "first and after are both missing"),
    (HEAD + "override:\n  killed: {is: People died.}\n", 5, "what ships is overridden and nothing says why"),
    (HEAD + "override:\n  killed: {family: act, why: x}\n", 5, "family cannot be overridden"),
]


@pytest.mark.parametrize(("text", "line", "fault"), FAULTS, ids=[fault for *_, fault in FAULTS])
def test_each_fault_says_its_file_its_line_and_what_to_do(text: str, line: int, fault: str, tmp_path: Path) -> None:
    path = write(tmp_path, text)
    (found,) = check(path)
    assert found.startswith(f"{path}:{line}: ")
    assert fault in found
    with pytest.raises(DataError, match=re.escape(fault)):
        open_codebook(extension=path)


def test_a_sound_file_has_no_fault_and_says_what_it_extends(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + KIND + RULE)
    assert check(path) == []
    assert extends(path) == "2026.11.13"
    assert check() == []


@pytest.mark.parametrize(("text", "fault"), [("a: [", "no YAML"), ("- a\n", "no table"), ("", "no table")])
def test_what_is_no_codebook_file_is_said(text: str, fault: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=fault):
        check(write(tmp_path, text))


def test_lines_are_those_of_the_file() -> None:
    made = page_of("a:\n  - b: 1\n    c: 2\n")
    assert made.line(("a", 0, "c")) == 3
    assert made.line(("a", 0, "nowhere")) == 2
    assert made.line(()) == 1


def test_the_version_names_what_ships_the_file_and_its_digest(tmp_path: Path) -> None:
    ships, made = open_codebook(), open_codebook(extension=write(tmp_path, HEAD + KIND))
    assert re.fullmatch(rf"{re.escape(ships.version)}\+our-desk\.1\.[0-9a-f]{{12}}", made.version)
    assert made.digest != ships.digest
    other = open_codebook(extension=write(tmp_path, HEAD + KIND + "# a remark\n"))
    assert other.version != made.version


def test_what_is_laid_over_is_there_and_the_rest_is_as_it_ships(tmp_path: Path) -> None:
    words = (
        "words:\n  uncounted_words: [left out of our count]\n  never_victims.things: {remove: [cows], why: we count}\n"
    )
    more = "  party_words.wounded: [mauled]\noverride:\n  killed: {is: People died., why: shorter}\n"
    periods = "period_words:\n  - {first: [throughout], why: a stretch}\n"
    ships, made = open_codebook(), open_codebook(extension=write(tmp_path, HEAD + words + more + periods))
    assert set(made.uncounted_words) - set(ships.uncounted_words) == {"left out of our count"}
    assert ships.things - made.things == {"cows"}
    assert made.kinds["wounded"].party_words == ("mauled",)
    assert made.kinds["killed"].meaning == "People died."
    assert made.kinds["killed"].party_words == ships.kinds["killed"].party_words
    assert [row.first for row in made.period_words if row not in ships.period_words] == [("throughout",)]
    assert {k: v for k, v in made.kinds.items() if k not in {"killed", "wounded"}} == {
        k: v for k, v in ships.kinds.items() if k not in {"killed", "wounded"}
    }


CONDITIONS: list[tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]], bool]] = [
    ({"trigger": ("executed",)}, {}, True),
    ({"trigger": ("execute",)}, {}, False),
    ({"trigger": ("execut*",)}, {}, True),
    ({"trigger": ("EXECUTED",)}, {}, True),
    ({"trigger": ("shot", "executed")}, {}, True),
    ({"trigger": ("executed",), "who": ("monks",)}, {}, True),
    ({"trigger": ("executed",), "who": ("nuns",)}, {}, False),
    ({"means": ("rifle",)}, {}, False),
    ({"who": ("three old monks",)}, {}, True),
    ({"trigger": ("executed",)}, {"who": ("monks",)}, False),
    ({"trigger": ("executed",)}, {"who": ("nuns",)}, True),
]


@pytest.mark.parametrize(("when", "unless", "fit"), CONDITIONS)
def test_a_condition_fits_where_each_place_holds_one_of_its_words(
    when: dict[str, tuple[str, ...]], unless: dict[str, tuple[str, ...]], fit: bool
) -> None:
    assert fits(when, unless, {"trigger": ["executed"], "who": ["three old\n monks"]}) is fit


STRIKE = says("airstrike", "drone strike")
KILLED = says("killed", "killed", count="Twelve", who="people", means="drone strike")

CODED: list[tuple[str, str, list[Any], list[tuple[str, str | None]]]] = [
    (KIND, "Twelve people were killed in a drone strike.", [KILLED], [("killed", "drone-deaths")]),
    (RULE, "Twelve people were killed in a drone strike.", [KILLED, STRIKE], [("killed", None), ("shelling", None)]),
    (RULE, "A helicopter joined the drone strike.", [STRIKE], [("airstrike", None)]),
    (KIND, "A drone strike hit a market.", [STRIKE], [("airstrike", None)]),
]


def coded_with(tmp_path: Path, own: str, *sentences: tuple[Any, ...]) -> tuple[Claim, ...]:
    book = open_codebook(extension=write(tmp_path, HEAD + own))
    return Coder(book, "p-1").code(*telling(*sentences)).claims


@pytest.mark.parametrize(("own", "text", "wordings", "kinds"), CODED)
def test_own_kinds_refine_and_own_rules_recode(
    own: str, text: str, wordings: list[Any], kinds: list[tuple[str, str | None]], tmp_path: Path
) -> None:
    claims = coded_with(tmp_path, own, (text, *wordings))
    assert [(claim.kind, claim.subkind) for claim in claims] == kinds
    assert all("+our-desk.1." in claim.codebook for claim in claims)


def test_a_claim_that_a_rule_recoded_says_why(tmp_path: Path) -> None:
    (claim,) = coded_with(tmp_path, RULE, ("A drone strike hit a market.", STRIKE))
    assert claim.notes == ("coded as shelling, not airstrike: our codebook counts drones as shelling",)


def test_a_wounded_claim_made_of_an_act_is_not_of_the_acts_own_kind(tmp_path: Path) -> None:
    own = (
        KIND.replace("of: killed", "of: attack")
        .replace("means: [drone*]", "trigger: [beaten]")
        .replace(
            '"Twelve people were killed in a drone strike.", trigger: killed, means: drone strike',
            '"beaten", trigger: beaten',
        )
    )
    beaten = says("attack", "beaten", who="drivers", affected=count(2))
    claims = coded_with(tmp_path, own, ("Two drivers were beaten.", beaten))
    assert [(c.kind, c.subkind) for c in claims] == [("attack", "drone-deaths"), ("wounded", None)]


def test_own_words_are_heard(tmp_path: Path) -> None:
    own = "words:\n  uncounted_words: [left out of our count]\n"
    dead = says("killed", "killed", count="Three", who="nurses")
    (claim,) = coded_with(tmp_path, own, ("Three nurses were killed (left out of our count).", dead))
    assert UNCOUNTED in claim.notes


def test_the_page_holds_every_kind_word_and_rule(tmp_path: Path) -> None:
    book = open_codebook(extension=write(tmp_path, HEAD + KIND + RULE))
    made = page(book)
    assert book.version in made
    assert all(f"### {kind}\n" in made for kind in book.kinds)
    assert "### drone-deaths\n" in made
    assert "**airstrike** is coded as **shelling** where trigger has `drone strike`, unless sentence has" in made
    assert all(f"`{word}`" in made for word in [*book.things, *book.uncounted_words, *book.kinds["killed"].party_words])
    assert all(example.text in made for entry in book.kinds.values() for example in entry.examples)
