"""The shipped data, opened once for all tests of the room."""

from __future__ import annotations

import pytest

from mnemon.normalise import Lexicon, open_lexicon


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return open_lexicon()
