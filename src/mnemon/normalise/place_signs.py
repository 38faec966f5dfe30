"""What do the words beside a name say of it: a place, a sickness, a body that serves a place, a government?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mnemon.errors import DataError
from mnemon.model.text import Span
from mnemon.normalise.datafiles import read_yaml

REACH = 32
"""So many characters before or behind a name are looked at."""


@dataclass(frozen=True, slots=True)
class PlaceSigns:
    """The words of data/place_signs.yaml: `before` and `spoken` end at the name, the other patterns begin behind it."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    sickness: re.Pattern[str]
    speaking: re.Pattern[str]
    spoken: re.Pattern[str]
    institution: frozenset[str]
    numbered: frozenset[str]
    governing: frozenset[str]
    land_first: frozenset[str]

    def is_located(self, text: str, span: Span) -> bool:
        """True where the words beside it say that the name is a place."""
        behind = text[span.end_char : span.end_char + REACH]
        return bool(self.before.search(_head(text, span)) or self.after.match(behind) or behind.startswith("-based"))

    def is_sickness(self, text: str, span: Span) -> bool:
        """True where the words behind it say that the name is a sickness's."""
        return bool(self.sickness.match(text[span.end_char : span.end_char + REACH]))

    def is_government(self, text: str, span: Span) -> bool:
        """True where the words beside it make a country's or capital's name stand for its government."""
        if self.before.search(_head(text, span)):
            return False
        behind = text[span.end_char : span.end_char + REACH]
        return bool(self.speaking.match(behind) or self.spoken.search(_head(text, span)))


def _head(text: str, span: Span) -> str:
    return text[max(0, span.start_char - REACH) : span.start_char]


@cache
def load_place_signs() -> PlaceSigns:
    """The signs. Raises DataError where the file breaks its own rules."""
    entries = {str(entry.get("sign")): entry.get("words") or [] for entry in read_yaml("place_signs.yaml")}
    wanted = ("before", "after", "sickness", "speaking", "spoken", "institution", "numbered", "governing", "land first")
    if set(entries) != set(wanted) or not all(isinstance(words, list) and words for words in entries.values()):
        raise DataError("an entry is missing or has no words", where="place_signs.yaml", do=f"give {', '.join(wanted)}")
    words = {sign: "|".join(sorted(map(re.escape, found), key=len, reverse=True)) for sign, found in entries.items()}
    return PlaceSigns(
        before=re.compile(rf"\b(?:{words['before']}),?[ \n](?:the )?$", re.IGNORECASE),
        after=re.compile(rf"(?:['’]s)?[ \n](?:{words['after']})\b"),
        sickness=re.compile(rf"[ -](?:{words['sickness']})\b", re.IGNORECASE),
        speaking=re.compile(rf"[ \n](?:{words['speaking']})\b"),
        spoken=re.compile(rf"\b(?:{words['spoken']})[ \n]$", re.IGNORECASE),
        institution=frozenset(entries["institution"]),
        numbered=frozenset(word.lower() for word in entries["numbered"]),
        governing=frozenset(entries["governing"]),
        land_first=frozenset(entries["land first"]),
    )
