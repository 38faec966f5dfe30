"""When may two spellings be one name, romanised by different rules? Avdiivka, Avdiyivka, Avdeevka, Авдіївка."""

from __future__ import annotations

import re

from mnemon.normalise.folding import folded

CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ye", "ё": "yo", "ж": "zh", "з": "z",
        "и": "i", "і": "i", "ї": "yi", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
        "с": "s", "т": "t", "у": "u", "ў": "w", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
        "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    }
)  # fmt: skip

ARTICLE = re.compile(r"^(?:al|el|an|en|as|es|ash|esh|ar|er|ad|ed|az|ez|at|et|adh|edh|ath|eth) (?=\w\w)")
"""An Arabic article before a name."""

SOUNDS = (
    (r"dzh|dj", "j"), (r"shch|sch|tch|tsch", "sh"), (r"ch", "c"), (r"sh", "s"), (r"zh", "z"), (r"ph", "f"),
    (r"kh|gh|dh", lambda match: match[0][0]), (r"th", "t"), (r"ts", "c"), (r"[qc]k|ck|q", "k"),
    (r"h(?=[aeiouy])|g", "g"), (r"w", "v"),
    (r"ou?v$|ev$|iv$", "av"), (r"h\b", ""), (r"[aeiouy]+", "a"), (r"(.)\1+", r"\1"),
)  # fmt: skip
"""Letters that romanisations write differently, in the order in which they are made one; vowels all count alike."""

SHORTEST = 5
"""A loose spelling of fewer letters than this tells too little to look a place up by."""


def romanised(name: str) -> str:
    """The name in Latin letters if it is in Cyrillic ones, letter by letter; else as it is."""
    return name.translate(CYRILLIC) if re.search("[а-яіїєґ]", name) else name


def loose(name: str) -> str:
    """The key under which spellings of one name by different rules fall together; empty where too little is left.

    It is coarse: Kharkiv and Kharkov are one, and so are a few names that are none. Whoever looks a place up by it
    must have another reason to take what is found.
    """
    lowered = " ".join(re.sub(r"[^\w\s]|_", " ", name.lower().replace("'", "").replace("’", "")).split())
    key = ARTICLE.sub("", folded(romanised(lowered)))
    if not key.isascii() or re.search(r"\d", key):
        return ""
    for sound, one in SOUNDS:
        key = re.sub(sound, one, key)
    return key if len(key) >= SHORTEST else ""
