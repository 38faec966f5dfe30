"""How many are "two guards and a driver"? What stands between the joints added up, where each part says how many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mnemon.model.marks import HARMS, Frame
from mnemon.model.text import Span
from mnemon.model.values import Quantity
from mnemon.normalise.numbers import ARTICLES, number

JOINT = re.compile(r",? and |, ", re.IGNORECASE)
AND_THEN = re.compile(r" (?:[\w-]+ ){1,6}and (?:(?:his|her|their|an?) )?")
"""What stands between an article and the last of two people told behind it."""

ONE_MORE = re.compile(r" (?:his|her|their|an?|one) [a-z-]+(?= (?:were|was|are|have|had|who)\b|,)")
"""One more person, behind words that break off."""

OWNERS = frozenset({"his", "her", "their", "its"})
"""Words for one who belongs to somebody, before a noun in the singular."""

SEVERAL = re.compile(r"(?:s|men|women|children|people|family|staff|crew|wife and children)$", re.IGNORECASE)
"""How words for several people end."""

TWO_NOUNS = re.compile(r"(?:[\w'’-]+ ){0,3}[a-z'’-]*[a-rt-z] and (?:[a-z'’-]* )?[a-z'’-]*[a-rt-z]")
"""Two nouns for one person each ("UN-contracted driver and assistant")."""

PLURAL_VERB = re.compile(r"(?: \([^()]*\))? (?:were|are|have)\b")
"""A verb by which the people before it are several."""


WORD = r"[A-ZÀ-Þ][\w'’.-]*"
NAME = rf"{WORD}(?: (?:(?:al|bin|bint|de|da|del|la|von|van)[ -])?{WORD})+"
SEVERAL_NAMED = re.compile(
    rf"(?:(?:The|Our|His|Her|Their) )?(?:[a-z][\w'’-]* )*[a-z’'-]+s,? ({NAME}(?:, {NAME})*,? and {NAME})"
)
"""Words for several people, with the name of each in full behind them ("our citizens Hasan Dogan and Mehmet Kaya")."""


def named_one_by_one(words: str) -> Quantity | None:
    """As many as are named in full behind a word for several; None where none are."""
    told = SEVERAL_NAMED.fullmatch(words)
    if told is None:
        return None
    size = len(JOINT.split(told[1]))
    return Quantity(size, size, size, words=words, rule="named one by one")


def joined(text: str, frame: Frame, beside: Sequence[Frame], found: Quantity) -> Quantity:
    """The quantity, with the people added who are told behind its count in the same words for those harmed.

    `beside`: the report's frames; where another of the sentence counts some of these people, nothing is added.
    """
    who, count = frame.role("who"), frame.role("count")
    if found.rule == "one" and len(who) == len(count) == 1:
        besides = _behind_article(text, frame, beside) or _shared(text, frame, beside, who[0]) or _paired(text, who[0])
        if besides:
            return replace(found, low=1 + besides, best=1 + besides, high=1 + besides, rule="joined")
    exact = found.low is not None and found.low == found.high and not found.approx
    if len(who) != 1 or not exact or (count and count[0].start_char != who[0].start_char):
        return found
    words = _whole(text, who[0])
    first, *others = JOINT.split(words)
    more = [_size(words, text, who[0]) for words in others]
    if not others or None in more or " of " in first or any(_counts_some(f, frame, who[0]) for f in beside):
        return found
    size = (found.low or 0) + sum(n for n in more if n is not None)
    return replace(found, low=size, best=size, high=size, words=words, rule="joined")


def _whole(text: str, who: Span) -> str:
    """The words for people, with one more person behind where they break off at "and" ("a clerk and his driver")."""
    words = who.of(text)
    more = ONE_MORE.match(text, who.end_char) if words.endswith(" and") else None
    return words + more[0] if more is not None else words.removesuffix(" and")


def _behind_article(text: str, frame: Frame, beside: Sequence[Frame]) -> int | None:
    """How many the words for people add to one told behind an article ("A woman aged 67 and her son")."""
    count, who = frame.role("count")[0], frame.role("who")[0]
    joint = AND_THEN.fullmatch(text, count.end_char, who.start_char)
    if joint is None or _told_beside(frame, beside, Span(count.end_char, who.end_char)):
        return None
    return _size(who.of(text), text, who)


def _told_beside(frame: Frame, beside: Sequence[Frame], words: Span) -> bool:
    """Whether another frame of the sentence and kind has some of these words for its people."""
    others = (f for f in beside if f is not frame and f.sentence == frame.sentence and f.kind == frame.kind)
    return any(span.overlaps(words) for f in others for span in f.role("who"))


def _shared(text: str, frame: Frame, beside: Sequence[Frame], who: Span) -> int | None:
    """How many more the words go on to name, where an act was done to all ("a mayor and his escort")."""
    acts = (f for f in beside if f.sentence == frame.sentence and f.kind not in HARMS)
    for span in (span for act in acts for span in act.role("who")):
        goes_on = span.start_char <= who.start_char and text.startswith(" and ", who.end_char)
        if goes_on and span.end_char > who.end_char + len(" and "):
            rest = Span(who.end_char + len(" and "), span.end_char)
            return None if _told_beside(frame, beside, rest) else _size(rest.of(text), text, rest)
    return None


def _paired(text: str, who: Span) -> int:
    """One more, where an article stands before two nouns and a verb of several ("a driver and assistant were")."""
    return int(TWO_NOUNS.fullmatch(who.of(text)) is not None and PLURAL_VERB.match(text, who.end_char) is not None)


def _counts_some(other: Frame, frame: Frame, who: Span) -> bool:
    """Whether another frame of the sentence and kind has people or a count of its own among the words."""
    if other.sentence != frame.sentence or other.kind != frame.kind or other is frame:
        return False
    if frame.kind not in HARMS and other.trigger != frame.trigger:
        return False
    own = [span for role in ("count", "who") for span in other.role(role) if span.start_char != who.start_char]
    return any(span.overlaps(who) for span in own)


def _size(words: str, text: str, who: Span) -> int | None:
    """How many one part tells of; None where it does not say."""
    said = words.lower().split()
    if not said:
        return None
    stated = number(said[0]) if said[0] not in ARTICLES else 1
    if stated is not None:
        return stated
    alone = SEVERAL.search(words) is None
    if said[0] in OWNERS:
        return 1 if alone and len(said) > 1 else None
    return 1 if alone and PLURAL_VERB.match(text, who.end_char) and len(said) <= 3 else None
