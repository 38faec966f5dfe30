"""The shipped network: what it answers does not depend on who else is asked, and only its own files are opened."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from mnemon.errors import ModelError
from mnemon.perceive import open_reader
from mnemon.perceive.decode import tagged
from mnemon.perceive.encoder import Answer, Ask, Encoder
from mnemon.perceive.reader import MODEL
from mnemon.perceive.scheme import CHOICES, MARK_NONE, TAGS

PLAIN = (
    "Gunmen killed three teachers in Tillabery on Monday.",
    "Rebels abducted six aid workers near Mongo on Tuesday.",
    "The weather was fine.",
    "Police said that a bomb had wounded nine people in the market of Mogadishu on Friday, two of them children.",
    "No one was killed.",
    "The army said on Sunday that its soldiers had taken the town of Bara after a week of fighting, and that forty were hurt.",
)
INT8_NOISE = 0.5
"""Activations are rounded to eight bits by the range of a whole batch: logits (of about -5 to 15) move by less than this."""


def asks(encoder: Encoder, texts: tuple[str, ...] = PLAIN) -> list[Ask]:
    return [Ask(p, (MARK_NONE,) * len(p.ids)) for found in encoder.windows(texts) for p in found]


def labels(ask: Ask, answer: Answer) -> list[tuple[str, int]]:
    return [
        (tag.name, tag.span.start_char) for head in ("trigger", "name") for tag in tagged(answer.tags, ask.pieces, head)
    ]


def assert_alike(ask: Ask, one: Answer, other: Answer) -> None:
    """The same labels, from nearly the same logits."""
    length = len(ask.pieces.ids)
    assert labels(ask, one) == labels(ask, other)
    assert np.abs(one.tags[:length] - other.tags[:length]).mean() < INT8_NOISE


def test_an_answer_has_a_row_for_each_piece_and_a_number_for_each_option(encoder: Encoder) -> None:
    asked = asks(encoder)
    for ask, answer in zip(asked, encoder.ask(asked), strict=True):
        assert len(answer.tags) >= len(ask.pieces.ids)
        assert answer.tags.shape[1] == sum(len(tags) for tags in TAGS.values())
        assert answer.choices.shape == (sum(len(options) for options in CHOICES.values()),)


@pytest.mark.parametrize(
    ("text", "kind", "score"),
    [
        ("A worker died when a boat was fired upon off the coast.", "killed", 0.885),
        ("Militants seized more than 15 trucks and led their drivers away in a series of raids.", "attack", 0.596),
    ],
)
def test_every_processor_adds_up_alike(text: str, kind: str, score: float) -> None:
    """Recorded with the model that ships; sums cut off at 16 bits give 0.917 and 0.546."""
    (marks,) = open_reader().perceive_all([text])
    assert {f.kind: f.score for f in marks.frames}[kind] == pytest.approx(score, abs=0.01)


def test_an_answer_does_not_depend_on_its_neighbours(encoder: Encoder) -> None:
    asked = asks(encoder)
    for ask, together in zip(asked, encoder.ask(asked), strict=True):
        (alone,) = encoder.ask([ask])
        assert_alike(ask, alone, together)


def test_answers_come_in_the_order_of_the_questions(encoder: Encoder) -> None:
    asked = asks(encoder)
    straight, turned = encoder.ask(asked), encoder.ask(asked[::-1])[::-1]
    for ask, one, other in zip(asked, straight, turned, strict=True):
        assert_alike(ask, one, other)
    assert labels(asked[0], straight[0]) != labels(asked[1], straight[1])


def test_the_same_questions_get_the_same_answers(encoder: Encoder) -> None:
    asked = asks(encoder)
    for one, other in zip(encoder.ask(asked), encoder.ask(asked), strict=True):
        assert np.array_equal(one.tags, other.tags)


def test_two_threads_answer_as_one_does(encoder: Encoder) -> None:
    asked = asks(encoder, PLAIN * 8)
    for one, other in zip(encoder.ask(asked), Encoder(MODEL, threads=2).ask(asked), strict=True):
        assert np.array_equal(one.tags, other.tags)
        assert np.array_equal(one.choices, other.choices)


def test_nothing_asked_is_nothing_answered(encoder: Encoder) -> None:
    assert encoder.ask([]) == []
    assert encoder.windows([]) == []


def test_the_digest_is_that_of_the_network(encoder: Encoder) -> None:
    assert encoder.digest == sha256((MODEL / "model.onnx").read_bytes()).hexdigest()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MODEL, tmp_path / "model"))


def test_a_copy_of_the_model_opens(copy: Path, encoder: Encoder) -> None:
    assert open_reader(copy).digest == encoder.digest


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "card.json"])
def test_a_missing_file_is_an_error_of_ours(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelError, match="missing") as caught:
        open_reader(copy)
    assert name in caught.value.sentence()


def test_an_altered_network_is_refused(copy: Path) -> None:
    with (copy / "model.onnx").open("ab") as file:
        file.write(b"\0")
    with pytest.raises(ModelError, match="card") as caught:
        open_reader(copy)
    assert str(copy) in caught.value.sentence()


@pytest.mark.parametrize("words", ["", "{", "[]", "{}", '{"digest": 7}', "\udcff"])
def test_a_broken_card_is_refused(copy: Path, words: str) -> None:
    (copy / "card.json").write_bytes(words.encode("utf-8", "surrogateescape"))
    with pytest.raises(ModelError):
        open_reader(copy)


def test_an_altered_tokenizer_is_refused(copy: Path, encoder: Encoder) -> None:
    path = copy / "tokenizer.json"
    known = {"digest": encoder.digest, "tokenizer_digest": sha256(path.read_bytes()).hexdigest()}
    (copy / "card.json").write_text(json.dumps(known))
    assert open_reader(copy).digest == encoder.digest
    path.write_text(path.read_text(encoding="utf-8").replace('"lowercase":true', '"lowercase":false'), encoding="utf-8")
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        open_reader(copy)
