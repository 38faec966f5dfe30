"""How many? Number words and their bounds become low / best / high, or None = "not stated"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mnemon.model.values import Quantity
from mnemon.normalise.bounds import Bound, Bounds
from mnemon.normalise.folding import collapsed
from mnemon.normalise.numbers import MULTIPLES, multiple, number

LONGEST = 100
"""More characters than this are no count."""

SHARE = (
    r"(?:\d+(?:\.\d+)? ?(?:%|percent|per cent)|\w+ (?:in|out of) (?:every )?(?!all\b|total\b)\w+"
    r"|\w+ (?:of|percent|per cent))"
)
"""A share of an untold whole ("one in five", "30 percent"): never a number of people."""

MOST = 10**10
"""More people than ever lived at once, or things than any report counts: such a number was misread."""

JOINTS = r"(.+?) (?:but|and(?= up to | no more than | at most )|and (?:possibly|perhaps|maybe)) (.+)"
"""What stands between a floor and a ceiling."""

RANGES = (r"between (.+?) and (.+)", r"from (.+?) to (.+)", r"(.+?) (?:to|or) (.+)", r"(.+?) ?- ?(.+)")
"""The shapes of a range, most exact first."""


@dataclass(frozen=True, slots=True)
class Core:
    """Numbers without their bounds; low and high None = vague. `rule` names what gave them."""

    low: int | None
    high: int | None
    rule: str


def quantity(words: str, bounds: Bounds) -> Quantity | None:
    """The number that count words state, with its bounds; None where they state none that can be read for sure.

    "at least 13" has best 13 and no high; "up to 20" only a high; a range has no best; vague words
    ("dozens") give a Quantity with all three None, which says that people were counted but not how many.
    """
    plain = _plain(words)
    found = _bounded(plain, bounds) if 0 < len(plain) <= LONGEST else None
    if found is None or max(found.low or 0, found.high or 0) > MOST:
        return None
    return replace(found, words=words)


def one_person() -> Quantity:
    """The quantity of a frame whose words name exactly one person or thing without counting."""
    return Quantity(1, 1, 1, rule="one named person")


def _plain(words: str) -> str:
    """Lower case, single spaces, no trailing punctuation; the hyphen of "13-strong" and "twenty-odd" opened."""
    plain = re.sub(r"#\d+$", "", collapsed(words)).strip(" .,;:\"'()")
    plain = re.sub(
        r"(?<=[\w\d])-(?=(?:strong|odd|plus|member|members)\b)|(?<=[<>~≥≤≈])(?=\d)|(?<=\d)(?=\+$)", " ", plain
    )
    return re.sub(r"\b(c|ca)\. ?(?=\d)", r"\1 ", plain)


def _bounded(words: str, bounds: Bounds) -> Quantity | None:
    """Reads words as a bare number or range, else takes one bound off and reads the rest."""
    core = _core(words, bounds)
    if core is not None:
        return _bare(core)
    both = _floor_and_ceiling(words, bounds)
    if both is not None:
        return both
    peeled = bounds.peeled(words)
    if peeled is not None:
        bound, rest = peeled
        inner = _bounded(rest, bounds)
        if inner is not None:
            return _with(bound, inner)
    return _vague(words, bounds)


def _core(words: str, bounds: Bounds) -> Core | None:
    whole = bounds.whole(words)
    if whole is not None:
        value = {"zero": 0, "exact": whole.value}.get(whole.effect)
        return Core(value, value, whole.name)
    if re.fullmatch(SHARE, words):
        return Core(None, None, "share")
    one = number(words)
    if one is not None:
        return Core(one, one, "exact" if one else "none")
    return _range(words)


def _range(words: str) -> Core | None:
    for shape in RANGES:
        match = re.fullmatch(shape, words)
        if match:
            low, high = _ends(match[1], match[2])
            if low is not None and high is not None and low < high:
                return Core(low, high, "range")
    return None


def _ends(first: str, second: str) -> tuple[int | None, int | None]:
    """Both ends of a range; "two and three dozen" lends the second's multiple to the first."""
    low, high = number(first), number(second)
    factor = multiple(second)
    if low is not None and factor is not None and multiple(first) is None and low * factor < (high or 0):
        return low * factor, high
    if low is None and factor is not None:
        return number(f"{first} {_multiple_word(factor)}"), high
    return low, high


def _multiple_word(factor: int) -> str:
    return next(word for word, value in MULTIPLES.items() if value == factor)


def _bare(core: Core) -> Quantity:
    best = core.low if core.low == core.high else None
    return Quantity(core.low, best, core.high, rule=core.rule)


def _with(bound: Bound, inner: Quantity) -> Quantity:
    """The inner quantity under one more bound; a vague one stays vague whatever stands before it."""
    if inner.low is None and inner.high is None:
        return replace(inner, rule="vague" if inner.rule == "one" else inner.rule)
    if bound.effect == "low" and inner.low is not None:
        return Quantity(inner.low, inner.low, None, inner.approx, rule=bound.name)
    if bound.effect == "high" and inner.high is not None:
        return Quantity(None, None, inner.high, inner.approx, rule=bound.name)
    if bound.effect == "approx":
        return replace(inner, approx=True, rule=bound.name if inner.rule in ("exact", "one") else inner.rule)
    return inner


def _floor_and_ceiling(words: str, bounds: Bounds) -> Quantity | None:
    """A floor from the first half, a ceiling from the second ("more than a dozen but fewer than 20")."""
    halves = re.fullmatch(JOINTS, words)
    if halves is None:
        return None
    low, high = _bounded(halves[1], bounds), _bounded(halves[2], bounds)
    if low is None or high is None or low.low is None or high.high is None or high.high < low.low:
        return None
    return Quantity(low.low, None, high.high, rule="range")


def _vague(words: str, bounds: Bounds) -> Quantity | None:
    """A phrase that holds a vague word ("many hundreds"); None where it holds none, or digits too."""
    tokens = words.split(" ")
    rules = [bounds.whole(token) for token in tokens]
    vague = [rule for rule in rules if rule is not None and rule.effect == "vague"]
    if not vague or any(re.search(r"\d", token) for token in tokens):
        return None
    return Quantity(None, None, None, rule=vague[0].name)
