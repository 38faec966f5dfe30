"""Words that name one person without counting: "the guard", "A lawyer who ... was shot", "UN staff was shot dead"."""

from __future__ import annotations

import re

from mnemon.coding.codebook import Singular
from mnemon.model.claims import Claim
from mnemon.model.text import Span
from mnemon.model.values import Quantity

DEFINITE = ("the", "his", "her", "their", "its", "my", "our")
INDEFINITE = ("a", "an")
AGREES = re.compile(r"\s+(?:was|is|has been|had been)\b")
"""A verb of one, right behind the words for people."""

ALL = ("all", "entire", "whole", "both")

OTHER_ONE = re.compile(
    r"\b(?:and|but|while|,) (?:the other|another|a (?:second|third)|the (?:second|third))(?: was| is)?(?: \w+ly)? $"
)
"""What stands before the harm of one person of whom only that is said ("one was killed and the other injured")."""

OWN_WOUND = re.compile(r"\s+(?:sustained|suffered|received) an? ")
"""What stands behind the words for one who has one wound ("The staff sustained a gunshot wound")."""

ONE_OF_THEM = frozenset({*DEFINITE, *INDEFINITE, "another", "one"})
"""How words begin that are of one more person."""

LEAD = 80
"""More characters than such words have."""


def is_one_more(text: str, at: int) -> bool:
    """Whether what begins at a character is told of one more person, of whom only that is said."""
    return OTHER_ONE.search(text, max(0, at - LEAD), at) is not None


def is_bare(who: str) -> bool:
    """Whether words for people are a noun whose article, if any, stands before another ("a founder and aid worker")."""
    return who.split(maxsplit=1)[0].lower() not in ONE_OF_THEM


def one_person(text: str, who: Span, words: Singular) -> Quantity | None:
    """A quantity of one where the words for people, and the verb after them, name one person; else None."""
    head, first = head_noun(who.of(text), words), who.of(text).lower().split()[:1]
    after = text[who.end_char : who.end_char + 12].lower()
    alone = re.match(rf"\s+(?:{'|'.join(map(re.escape, sorted(words.verbs)))})\b", after) is not None
    alone = alone or OWN_WOUND.match(text, who.end_char) is not None
    definite = first[:1] != [] and first[0] in DEFINITE
    agreed = definite and AGREES.match(after) is not None and _is_for_one(head, words)
    some_one = first[:1] != [] and first[0] in INDEFINITE and _is_for_one(head, words)
    told = head in words.nouns and (definite or alone)
    if not told and not (head in words.staff and alone) and not agreed and not some_one:
        return None
    said = set(who.of(text).lower().split())
    return None if said.intersection(ALL) or " and " in who.of(text) else Quantity(1, 1, 1, rule="one named person")


def _is_for_one(noun: str, words: Singular) -> bool:
    """Whether a noun nobody has listed is of one person by its form: no plural, and none for several people."""
    return noun.isalpha() and not noun.endswith(("s", "men", "people", "folk")) and noun not in words.many


def noun_of(claim: Claim, words: Singular) -> str:
    """The noun for those harmed: without the name behind it, and without what stands behind a comma."""
    said = claim.victims.words.split(", ")[0].split() if claim.victims else []
    while len(said) > 1 and said[-1][:1].isupper():
        said.pop()
    if not said or said[-1][:1].isupper():
        return ""
    return head_noun(" ".join(said), words)


def head_noun(people: str, words: Singular) -> str:
    """The noun that words for people turn on: the last before "of", "for" or "contracted by"; in lower case."""
    said = [w.strip("().,\"'") for w in people.lower().split()]
    cut = next((i for i, w in enumerate(said) if i and w in words.ends), len(said))
    while cut > 1 and said[cut - 1] in words.participles:
        cut -= 1
    return said[cut - 1] if said[:cut] else ""
