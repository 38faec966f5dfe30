"""Where is "here"? Where the report was filed, as its dateline says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mnemon.model.text import Span
from mnemon.model.values import Place
from mnemon.normalise.gazetteer import Gazetteer
from mnemon.normalise.place_context import Context
from mnemon.normalise.places import place

FILED = re.compile(
    r"(?P<town>[A-ZÀ-Þ][A-ZÀ-Þ'’./ -]*[A-ZÀ-Þ]{2})(?P<larger>(?:, [A-ZÀ-Þ][\w'’ -]{2,30}?){0,2})"
    r"(?:,? \d{1,2} \w+|,? [A-Z][a-z]+\.? \d{1,2})?(?: \d{4})?(?: \([^()\n]{2,40}\))?(?: ?(?:—|–|--|-)|[.:]) "
)
"""A town in capitals, what it lies in, perhaps the day and an agency's name in brackets, and a dash or stop."""

HERE = re.compile(r"\bhere\b(?! (?:is|are|was|were|to stay)\b)")

QUOTED = re.compile(r"[\"“”]")
"""What a sentence holds in which somebody else may say "here"."""


def filed_from(text: str, context: Context, gazetteer: Gazetteer) -> Place | None:
    """The place of the dateline that a text begins with; None without one, or where its town is not known for sure."""
    head = FILED.match(text.lstrip())
    if head is None:
        return None
    found = place((*head["larger"].strip(", ").split(", "), head["town"].title())[::-1], context, gazetteer)
    return found if found is not None and found.place_id is not None and found.country is not None else None


def says_here(text: str, sentence: Span, where: Sequence[Span]) -> bool:
    """Whether a frame's words for where, or its sentence where they name nothing, say "here"."""
    named = any(any(letter.isupper() for letter in span.of(text)) for span in where)
    said = sentence.of(text)
    return not named and QUOTED.search(said) is None and HERE.search(said) is not None
