"""What whole number do these words spell? Digits, thousand separators, number words, "1.5 million", "half a dozen"."""

from __future__ import annotations

import re
from decimal import Decimal

UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
MULTIPLES = {
    "dozen": 12,
    "score": 20,
    "hundred": 100,
    "thousand": 1_000,
    "k": 1_000,
    "lakh": 100_000,
    "million": 1_000_000,
    "m": 1_000_000,
    "mln": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
}
FOREIGN = {"millions": "million", "mio": "million", "mill": "million", "mrd": "billion", "billions": "billion"}
"""Other spellings of a multiple, behind digits only."""

FRACTIONS = {
    "half": Decimal("0.5"),
    "a half": Decimal("0.5"),
    "a quarter": Decimal("0.25"),
    "one quarter": Decimal("0.25"),
    "three quarters": Decimal("0.75"),
}
PART = (
    r"(?P<part>(?:a )?half|(?:a|one) quarter|three[ -]quarters)"
    r"(?:[ -](?:a[ -]|of (?:a |the |those |these )?)?)(?P<whole>.+)"
)
ARTICLES = frozenset({"a", "an"})

GROUPED = r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+|\d{1,3}(?:'\d{3})+"
INDIAN = r"\d{1,2}(?:,\d{2})+,\d{3}"


def digits(token: str) -> int | None:
    """The whole number that digits spell, with thousand separators as printed; None where they spell none for sure.

    A point before exactly three digits separates thousands, since persons and things come whole ("1.500" is 1500).
    """
    if token.isdecimal():
        return int(token)
    if re.fullmatch(GROUPED, token) or re.fullmatch(INDIAN, token):
        return None if token[0] == "0" else int(re.sub(r"\D", "", token))
    return None


def number(words: str) -> int | None:
    """The whole number that lower-case words spell ("two and a half million"); None where they spell none for sure."""
    whole = digits(words)
    if whole is not None:
        return whole
    part = re.fullmatch(PART, words)
    if part:
        return _whole(_part_of(FRACTIONS[part["part"].replace("-", " ")], part["whole"]))
    return _whole(_sum(_tokens(_with_points(words))))


def _with_points(words: str) -> str:
    """A comma before a multiple is a decimal point in most of Europe ("1,5 million", "1,5 Mio")."""
    plain = re.sub(rf"(?<=\d) ?(?:{'|'.join(FOREIGN)})\b\.?", lambda name: f" {FOREIGN[name[0].strip(' .')]}", words)
    return re.sub(rf"(?<!\S)(\d+),(\d{{1,2}}) (?={'|'.join(MULTIPLES)})", r"\1.\2 ", plain)


def multiple(words: str) -> int | None:
    """The multiple that closes the words ("dozen", "million"), as a factor; None where none does."""
    last = _tokens(words)[-1:]
    return MULTIPLES.get(last[0]) if last else None


def _tokens(words: str) -> list[str]:
    joined = re.sub(r"(?<=\d) (?=\d{3}\b)", "", words)
    return re.sub(r"(?<=[a-z\d])-(?=[a-z])|(?<=\d)(?=(?:k|m|mln|bn)\b)", " ", joined).split()


def _part_of(fraction: Decimal, words: str) -> Decimal | None:
    """Half, or a quarter or three, of a whole of ten or more that is told ("half a million", "half of the 40")."""
    of = _sum([token for token in _tokens(words) if token not in ARTICLES] or [""])
    return None if of is None or of < 10 else of * fraction


def _whole(value: Decimal | None) -> int | None:
    return int(value) if value is not None and value == value.to_integral_value() else None


def _figure(token: str) -> Decimal | None:
    """The value of one token that is no multiple; decimals count here, since a multiple may follow."""
    if token in UNITS or token in TENS:
        return Decimal(UNITS.get(token, TENS.get(token, 0)))
    if re.fullmatch(r"\d+\.\d{1,2}|\d+\.\d{3,}(?=$)", token) and not re.fullmatch(GROUPED, token):
        return Decimal(token)
    whole = digits(token)
    return None if whole is None else Decimal(whole)


def _sum(tokens: list[str]) -> Decimal | None:
    """Adds and multiplies from left to right: units, tens, hundreds, then groups of thousands and more.

    The hundred of "300 hundred" is a slip: 300.
    """
    if not tokens:
        return None
    total, group, last = Decimal(0), None, None
    for token in _without_joints(tokens):
        factor = MULTIPLES.get(token)
        if factor is None:
            group, last = _joined(group, last, token), token
            if group is None:
                return None
        elif group is not None and group >= factor == 100:
            last = token
        elif factor > 100:
            total, group, last = total + (1 if group is None else group) * factor, None, token
        else:
            group, last = (Decimal(1) if group is None else group) * factor, token
    return total if group is None else total + group


def _without_joints(tokens: list[str]) -> list[str]:
    """The tokens less a leading article before a multiple, the "and" of "a hundred and five", and "of" before none."""
    body = tokens[1:] if tokens[0] in ARTICLES and len(tokens) > 1 and tokens[1] in MULTIPLES else tokens
    halved = _and_a_half(body)
    return [
        token
        for i, token in enumerate(halved)
        if not (token == "and" and i and halved[i - 1] in ("hundred", "thousand"))
    ]


def _and_a_half(tokens: list[str]) -> list[str]:
    if tokens[1:4] != ["and", "a", "half"]:
        return tokens
    figure = _figure(tokens[0])
    return tokens if figure is None else [f"{figure}.5", *tokens[4:]]


def _joined(group: Decimal | None, last: str | None, token: str) -> Decimal | None:
    """The group with one more figure: "sixty" + "eight", "hundred" + "five"; None where the two do not join."""
    figure = _figure(token)
    if figure is None or group is None:
        return figure
    if last in TENS and token in UNITS and 0 < figure < 10:
        return group + figure
    if last == "hundred" and figure < 100:
        return group + figure
    return None
