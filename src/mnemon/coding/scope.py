"""One event's figure, or that of a stretch of time?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mnemon.coding.codebook import Codebook, PeriodWords
from mnemon.model.marks import HARMS, Frame
from mnemon.model.text import Span

SOME_TIME = re.compile(r"\b(?:some ?time|at some point)\b", re.IGNORECASE)
"""Words that leave the day of one event open ("sometime during the year")."""

LEAD = 90
"""So many characters before a trigger hold the words of its clause."""

AT_WHICH = re.compile(r", (?:when|at which|in which)\b")
"""What goes on about a date as that of the event it tells next."""


def scope(frame: Frame, text: str, periods: Sequence[PeriodWords]) -> tuple[str, str]:
    """Event or total, with the reason where words of time decide it; a claim without a count is as it was read."""
    if any(_of_its_own(span, frame.trigger, text) or _some_time(span, text) for span in frame.role("when")):
        return "event", ""
    if frame.scope == "total":
        return "total", ""
    for span in frame.role("when") if frame.role("count") else ():
        why = next((period.why for period in periods if _covers(period, span, text)), None)
        if why is not None:
            return "total", why
    return "event", ""


STANDING = re.compile(
    r"\b(?:are|remain|remained|were) (?:(?:now|still|currently|presently|believed to be|known to be|also) )*"
    r"(?:behind bars|in (?:\w+ )?(?:prisons?|jails?|detention|custody|captivity)|jailed|imprisoned|detained|held"
    r"|missing)\b",
    re.IGNORECASE,
)
"""How a sentence tells how many are held at a time, not what happened once."""

PRISONERS = re.compile(r"behind bars|prison|jail", re.IGNORECASE)
SOME, MANY = 20, 100
"""From such numbers on: of those in prison, and of people held or missing."""


def standing(frame: Frame, sentence: str, number: int | None) -> str:
    """Why a number of people held or missing is that of all of them at a time; empty where it is not."""
    said = STANDING.search(sentence) if frame.kind in ("detained", "abducted", "missing") else None
    told = said is not None and (number or 0) >= (SOME if PRISONERS.search(said[0]) else MANY)
    return "how many are held at a time, not one event" if told else ""


GENERAL = ("battle", "protest")
SINCE = re.compile(r"\bsince (?:[\w’'-]+ ){0,8}$", re.IGNORECASE)
BEGAN = re.compile(
    r"[^.;,\n]{0,90}?\b(?:resumed|began|started|broke out|erupted|flared|intensified|escalated) (?:up )?(?:again )?in\b"
)
"""How fighting is told as what has gone on since a month or a year ("since fighting ... resumed in January")."""


def goes_on(frame: Frame, text: str) -> str:
    """Why an act is told as what went on over a long time, not as an event; empty where it is not."""
    start = frame.trigger.start_char
    since = frame.kind in GENERAL and SINCE.search(text, max(0, start - LEAD), start) is not None
    return "what has gone on since then" if since and BEGAN.match(text, frame.trigger.end_char) is not None else ""


def _covers(period: PeriodWords, span: Span, text: str) -> bool:
    before = " ".join(text[max(0, span.start_char - 24) : span.start_char].lower().split())
    words = " ".join(span.of(text).lower().split())
    after = text[span.end_char : span.end_char + 12].lower().split()
    told = f"{before.rsplit(None, 1)[-1] if before else ''} {words}"
    if period.first and not any(words.startswith(f"{w} ") or told.startswith(f"{w} ") for w in period.first):
        return False
    if period.after and (not after or after[0].strip(".,;") not in period.after):
        return False
    return not period.has or any(w in words.split() for w in period.has)


def _some_time(span: Span, text: str) -> bool:
    """Whether the words for when leave open which day of a stretch it was: what happened once is no total over it."""
    return SOME_TIME.search(text, max(0, span.start_char - len("at some point ")), span.end_char) is not None


def _of_its_own(span: Span, trigger: Span, text: str) -> bool:
    """Whether a date only bounds a comparison and is the harm's own ("since August, when a bomb killed six")."""
    before = text[max(0, span.start_char - 6) : span.start_char].lower().split()[-1:]
    since = before == ["since"] or span.of(text).lower().startswith("since ")
    goes_on = AT_WHICH.match(text, span.end_char)
    return since and goes_on is not None and "," not in text[goes_on.end() : max(goes_on.end(), trigger.start_char)]


def only_tried(frame: Frame, text: str, codebook: Codebook) -> str:
    """Why a harm was tried and did not happen ("a kidnap attempt"); empty where the words beside it do not say so."""
    if frame.kind not in HARMS:
        return ""
    before, after = codebook.attempt_words
    lead = text[max(0, frame.trigger.start_char - 24) : frame.trigger.start_char].lower().split()
    said = " ".join(lead)
    follow = text[frame.trigger.end_char : frame.trigger.end_char + 12].lower().split()
    tried = any(said.endswith(words) for words in before) or (follow[:1] and follow[0].strip(".,;") in after)
    return f'"{frame.trigger.of(text)}" was only tried' if tried else ""
