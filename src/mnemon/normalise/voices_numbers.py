"""Numbers that a voice gives with no word for what they count: "The health ministry put the figure at 12"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mnemon.model.text import Span
from mnemon.model.values import Given
from mnemon.normalise.bounds import Bounds
from mnemon.normalise.quantities import quantity

WORDS = r"(?:(?:at least|about|around|some|more than|up to) )?(?:\d{1,3}(?:[,.]\d{3})+|\d+|[a-z]+(?:-[a-z]+)?)"
NOUN = r"(?:death toll|number|figure|total|toll|count)"

GIVES = re.compile(
    rf"\b(?:count(?:s|ed)|list(?:s|ed)|puts? (?:it|them|(?:the|its|their) {NOUN}(?: of [\w ]{{3,30}}?)?) at"
    rf"|putting (?:it|the {NOUN}) at|(?:gave|gives|giving) (?:a|its own) {NOUN} of|(?:gave|gives) us a list with"
    rf"|sp(?:oke|eaks) of|said there (?:were|are)"
    rf"|(?:says?|said|insist(?:s|ed)?|maintain(?:s|ed)?) (?:that )?(?:the|its) {NOUN} (?:is|was|stood at|stands at))"
    rf" (?P<count>{WORDS})"
    r"(?= (?:victims|names|dead)(?:[.,;:]|$)|[.,;:]|$| (?:but|and|while|later|late|on|by|in)\b)",
    re.IGNORECASE,
)
"""Words by which a voice gives a number alone."""


CLAUSE = re.compile(r"(?:, |\. )(?:while|but|and|though|although|however,?) ", re.IGNORECASE)


def numbers_given(text: str, sentences: Sequence[Span], bounds: Bounds) -> Iterator[Given]:
    """Each such number of a text, with the words that give it and those before them: who gives it."""
    for sentence in sentences:
        for said in GIVES.finditer(text, sentence.start_char, sentence.end_char):
            found = quantity(said["count"], bounds)
            if found is not None and found.rule != "share":
                verb, count = Span(said.start(), said.start("count") - 1), Span(*said.span("count"))
                yield Given(sentence, _who(text, sentence, verb), verb, count, found)


def _who(text: str, sentence: Span, verb: Span) -> Span | None:
    """The words before a verb that tell who gives a number: its subject, from where its clause begins."""
    lead = text[sentence.start_char : verb.start_char]
    start = sentence.start_char + max(lead.rfind("; ") + 2 if "; " in lead else 0, _clause(lead))
    words = text[start : verb.start_char].rstrip(" ,")
    lean = words.lstrip(" \"“”'")
    return Span(start + len(words) - len(lean), start + len(words)) if lean else None


def _clause(lead: str) -> int:
    """Where the last clause of some words begins: behind ", while", ", but" and the like; 0 where there is one."""
    return max((found.end() for found in CLAUSE.finditer(lead)), default=0)
