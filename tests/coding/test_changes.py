from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from coding.test_extension import HEAD, KIND, RULE, write
from mnemon.coding import open_codebook
from mnemon.coding.changes import Change, changes, touches
from mnemon.coding.codebook import FOLDER

WORDS = "words:\n  uncounted_words: [left out of our count]\n"
CHANGED: list[tuple[str, list[tuple[str, str, str, str]]]] = [
    ("", []),
    (WORDS, [("word", "uncounted_words", "", "left out of our count")]),
    ("words:\n  pronouns: {remove: [he], why: x}\n", [("word", "pronouns", "he", "")]),
    (KIND, [("kind", "drone-deaths", "", "People killed by a drone. (of killed)")]),
    (RULE, [("rule", "airstrike to shelling since our codebook counts drones as shelling", "", "our codebook counts drones as shelling")]),
    ("override:\n  truce: {is: A truce., why: x}\n",
     [("meaning", "truce.is", "A ceasefire, a truce, peace talks or an agreement between fighting sides.", "A truce.")]),
    ("override:\n  truce: {acled: null, why: x}\n",
     [("mapping", "truce.acled", "event_type Strategic developments, sub_event_type Agreement", "nothing")]),
    ("period_words:\n  - {first: [throughout], why: a stretch}\n", [("period words", "a stretch", "", "throughout")]),
]  # fmt: skip


@pytest.mark.parametrize(("own", "wanted"), CHANGED)
def test_every_difference_is_named_and_its_reverse_too(
    own: str, wanted: list[tuple[str, str, str, str]], tmp_path: Path
) -> None:
    ships, theirs = open_codebook(), open_codebook(extension=write(tmp_path, HEAD + own))
    assert [(c.what, c.name, c.before, c.after) for c in changes(ships, theirs)] == wanted
    assert [(c.what, c.name, c.after, c.before) for c in changes(theirs, ships)] == wanted


def test_what_alters_no_claim_has_no_words(tmp_path: Path) -> None:
    own = "override:\n  truce: {is: A truce., acled: null, why: x}\n"
    found = changes(open_codebook(), open_codebook(extension=write(tmp_path, HEAD + own)))
    assert [(c.words, c.kind) for c in found] == [((), None), ((), "truce")]


TOUCHED: list[tuple[str, tuple[str, ...], bool]] = [
    ("Two guards (not\n tallied) died.", ("not tallied",), True),
    ("NOT TALLIED", ("not tallied",), True),
    ("Two guards died.", ("not tallied",), False),
    ("They were executing him.", ("execut*",), True),
    ("The drones came.", ("drone",), True),
    ("Two guards died.", (), False),
]


@pytest.mark.parametrize(("text", "words", "touched"), TOUCHED)
def test_a_report_is_touched_where_it_holds_a_word(text: str, words: tuple[str, ...], touched: bool) -> None:
    assert touches(text, [Change("word", "x", "", "y", words)]) is touched


def test_a_word_of_any_list_that_coding_looks_into_is_a_change(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    shutil.copytree(FOLDER, folder)
    path = folder / "attribution.yaml"
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    said["one_person"]["nouns"].append("ferryman")
    path.write_text(yaml.safe_dump(said), encoding="utf-8")
    found = changes(open_codebook(), open_codebook(folder))
    assert [(c.what, c.name, c.after, c.words) for c in found] == [
        ("word", "one_person.nouns", "ferryman", ("ferryman",))
    ]
