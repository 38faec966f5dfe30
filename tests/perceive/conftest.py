"""The shipped model, opened once: it is never changed by reading."""

from __future__ import annotations

import pytest

from mnemon.perceive import Reader
from mnemon.perceive.encoder import Encoder
from mnemon.perceive.reader import MODEL


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """One thread, the shipped files."""
    return Encoder(MODEL)


@pytest.fixture(scope="session")
def reader(encoder: Encoder) -> Reader:
    """A reader with the shipped model."""
    return Reader(encoder)
