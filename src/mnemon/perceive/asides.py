"""Disease and disaster beside violence: read past, where a sentence says that somebody armed did the harm.

The network learnt that those whom an outbreak, an earthquake or a crash killed are no victims of a conflict, and takes
"an aid worker responding to an Ebola outbreak was killed by gunmen" for one of them. Where the words leave no doubt who
did it, it is shown a plain word in the place of such words; spans, words and what is kept of the text stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mnemon.model.text import Span
from mnemon.perceive.words import Pieces

PLAIN = "aid"
"""What the network sees instead: a word that tells neither for harm nor against it."""

ASIDE = re.compile(
    r"\b(?:ebola|cholera|measles|malaria|polio|covid(?:-19)?|coronavirus|virus(?:es)?|disease|outbreaks?|pandemic"
    r"|epidemics?|(?:earth)?quakes?|floods?|flooding|drought|cyclone|hurricane|typhoon|landslides?"
    r"|(?:traffic|road|car) accidents?)\b",
    re.IGNORECASE,
)

HARM = (
    r"(?:killed|shot|wounded|injured|hurt|abducted|kidnapped|seized|beaten|stabbed|attacked|assaulted|ambushed"
    r"|murdered|slain|hacked|lynched)"
)
DOER = (
    r"(?:gunm[ae]n|militants?|militiam[ae]n|militias?|rebels?|insurgents?|jihadists?|terrorists?|fighters?|soldiers?"
    r"|troops|police(?:m[ae]n)?|army|armed (?:m[ae]n|groups?|robbers?|assailants?|persons?|people|youths?|civilians?)"
    r"|bandits?|attackers?|assailants?|perpetrators?|kidnappers?|mobs?|villagers"
    r"|unknown (?:actors?|men|persons?|people|individuals?))"
)
DONE = re.compile(
    rf"\b{HARM}\b[^.;,]{{0,30}}\bby\b[^.;,]{{0,30}}\b{DOER}\b|\b{DOER}\b[^.;]{{0,40}}\b{HARM}\b|\bopened fire\b",
    re.IGNORECASE,
)
"""Somebody who bears arms, or a mob, as the one who did it, before the harm or behind "by"."""

CAUSE = re.compile(
    rf"{ASIDE.pattern}(?: (?:has|have|had|also))* (?:kill|claim|infect|injur|destroy|left)\w*"
    r"|\b(?:died|dead|deaths?|killed|cases|casualties) (?:of|from|by|in|due to|because of)"
    rf" (?:\w+ ){{0,2}}{ASIDE.pattern}",
    re.IGNORECASE,
)
"""What says that the disease or disaster did harm itself: then nothing is read past."""


def read_past(text: str, windows: Sequence[Pieces], plain: int | None) -> list[Pieces]:
    """The windows of a sentence with the piece `plain` for each of the words that are beside what was done in it."""
    if plain is None or ASIDE.search(text) is None or DONE.search(text) is None or CAUSE.search(text) is not None:
        return list(windows)
    spans = [Span(*found.span()) for found in ASIDE.finditer(text)]
    return [_with_plain(window, spans, plain) for window in windows]


def _with_plain(window: Pieces, spans: Sequence[Span], plain: int) -> Pieces:
    hidden = {at for span in spans for at in window.covered(span)}
    return replace(window, ids=tuple(plain if at in hidden else piece for at, piece in enumerate(window.ids)))
