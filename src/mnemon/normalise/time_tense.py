"""Does the sentence speak of what lies ahead where an expression stands?"""

from __future__ import annotations

import re

from mnemon.normalise.time_words import time_words

_WORDS = time_words().words
AHEAD = re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, _WORDS['ahead']))})\b")
PAST = re.compile(rf"\b(?:{'|'.join(_WORDS['past verbs'])}|[a-z]{{2,}}ed)\b")
ALWAYS = re.compile(r"(?:scheduled|planned|expected|set|due|supposed|slated)$")
LED = re.compile(r"(?:\b(?:will|would|shall|to|may|could|should|must|can)|'ll) (?:not )?(?:be |have been )?$")
MONTH = re.compile(r"(?:\d(?:st|nd|rd|th)?|\b(?:in|of|since|during|early|late|mid|last|of last|end of))[ -]$")
"""What stands before "may" where it is the month; a number behind it says so too."""

LIMIT = 160


def tense_at(folded: str, start: int, end: int) -> str:
    """`future` where the nearest verb of the sentence before the words, else behind them, looks ahead; else `past`."""
    before = re.split(r"[.!?;] |\n\n", folded[max(0, start - LIMIT) : start])[-1]
    found = _nearest(before)
    if found is None:
        after = re.split(r"[.!?;](?: |$)|\n\n", folded[end : end + LIMIT])[0]
        found = _first(after)
    return found or "past"


def _nearest(words: str) -> str | None:
    ahead = max((m.end() for m in AHEAD.finditer(words) if not _is_month(words, m)), default=-1)
    past = max((m.end() for m in PAST.finditer(words) if not _belongs_ahead(words, m)), default=-1)
    if ahead == past == -1:
        return None
    return "future" if ahead >= past else "past"


def _is_month(words: str, verb: re.Match[str]) -> bool:
    """Whether "may" is no verb but the month ("between 25 May and 12 June")."""
    before, behind = words[: verb.start()], words[verb.end() : verb.end() + 2]
    return verb[0] == "may" and (MONTH.search(before) is not None or behind[1:].isdigit())


def _belongs_ahead(words: str, verb: re.Match[str]) -> bool:
    """`will be held`, `is scheduled`, `to be released`: a participle behind a word that looks ahead."""
    return ALWAYS.search(verb[0]) is not None or LED.search(words[: verb.start()]) is not None


def _first(words: str) -> str | None:
    ahead = next((m for m in AHEAD.finditer(words) if not _is_month(words, m)), None)
    past = PAST.search(words)
    if ahead is None:
        return "past" if past else None
    return "future" if past is None or ahead.start() < past.start() else "past"
