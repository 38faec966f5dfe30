"""When are two spellings the same to a reader? Case, accents, dashes, quotes and spaces set aside."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

DASHES = "‐‑‒–—―−"
QUOTES = "’‘ʼʹ`´ʻʾʿ′"
LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"}
)
ARABIC = str.maketrans(
    {"ی": "ي", "ى": "ي", "ې": "ي", "ک": "ك", "ګ": "گ", "ة": "ه", "ە": "ه", "ۀ": "ه", "ہ": "ه", "ـ": ""}
)
"""Letters that Arabic, Persian, Pashto, Kurdish and Urdu write with different code points for one sound."""
PLAIN = str.maketrans({**dict.fromkeys(DASHES, "-"), **dict.fromkeys(QUOTES, "'")})


def collapsed(words: str) -> str:
    """Lower case, plain dashes and quotes, single spaces."""
    return " ".join(words.translate(PLAIN).casefold().split())


@lru_cache(maxsize=20_000)
def folded(name: str) -> str:
    """The key under which a name is looked up: letters and digits without accents, words parted by single spaces.

    The points of initials go ("U.S." is "us").
    """
    if name.isascii():
        plain = name.lower()
    else:
        parts = unicodedata.normalize("NFKD", name.lower().translate(LETTERS).translate(PLAIN).translate(ARABIC))
        plain = "".join(c for c in parts if not unicodedata.combining(c))
    if plain.replace(" ", "").isalnum():
        return " ".join(plain.split())
    initials = re.sub(r"\b(\w)\.", r"\1", plain) if "." in plain else plain
    return " ".join(re.sub(r"[^\w\s]|_", " ", initials.replace("'", "")).split())
