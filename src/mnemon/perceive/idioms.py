"""Deaths told in the phrases of armies: "paid the supreme price", "embraced shahadat", "sent to hell", "fatal wounds".

The network has seen few of them. A phrase that it did not mark is a frame of `killed`, with the people counted or named
right before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mnemon.model.marks import Frame
from mnemon.model.text import Span
from mnemon.perceive.adjacent import BOUNDS, WORDS

PHRASE = re.compile(
    r"\b(?:(?:paid|paying|pay|made|making) the (?:supreme|ultimate|highest) (?:price|sacrifice)"
    r"|(?:embraced|embracing|attained|attaining|achieved) (?:shahadat|martyrdom)|fell (?:as )?martyrs?"
    r"|(?:were|was|been|being) (?:sent|dispatched) to hell|sent to hell"
    r"|(?:suffered|sustained|received|suffering) (?:\w+ )?(?:fatal|mortal) (?:\w+ ){0,2}(?:wounds?|injur(?:y|ies))"
    r"|(?:laid|laying|lay) down (?:his|her|their) li(?:fe|ves)|breathed (?:his|her|their) last)\b",
    re.IGNORECASE,
)

COUNTED = re.compile(
    rf"(?<![\w.,:-])(?P<count>(?:(?:{BOUNDS})\s+)?(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|one|an?|{WORDS}))\s+"
    r"(?P<who>[a-z][a-z'’ -]{1,50}?)(?:, [^,;.]{1,80},)?\s+(?:(?:also|had|have|has|all|both|later)\s+){0,2}$",
    re.IGNORECASE,
)
"""People counted before such a phrase, with what is said of them between commas."""

NAMED = re.compile(r"(?P<who>(?:[A-Z][\w.'’-]+ ){1,5}[A-Z][\w.'’-]+)\s+(?:(?:also|had|has|later)\s+){0,2}$")
"""One person, named."""

REACH = 140
"""How many characters before the phrase the people may begin."""

CHANCE = 0.75
"""The score of such a frame: the words leave no doubt of a death, those for the people are found by their place."""


def with_idioms(text: str, sentences: Sequence[Span], frames: Sequence[Frame]) -> list[Frame]:
    """Frames of one text, and after them one of `killed` for each such phrase in which none was marked."""
    told = [frame.trigger for frame in frames if frame.kind == "killed"]
    found = [
        _frame(text, sentence, number, Span(*match.span()))
        for number, sentence in enumerate(sentences)
        for match in PHRASE.finditer(text, sentence.start_char, sentence.end_char)
        if not any(trigger.overlaps(Span(*match.span())) for trigger in told)
    ]
    return [*frames, *found]


def _frame(text: str, sentence: Span, number: int, phrase: Span) -> Frame:
    start = max(sentence.start_char, phrase.start_char - REACH)
    before = text[start : phrase.start_char]
    people = COUNTED.search(before) or NAMED.search(before)
    roles: dict[str, tuple[Span, ...]] = {}
    if people is not None:
        roles = {role: (Span(*people.span(role)).shifted(start),) for role in people.groupdict()}
    one = people is not None and "count" not in roles
    return Frame("killed", phrase, number, roles, one=one, score=CHANCE)
