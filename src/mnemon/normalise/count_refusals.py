"""Which numbers only look like counts of people? Ages, numbers of camps and articles, counts of things."""

from __future__ import annotations

import re

from mnemon.model.marks import Frame
from mnemon.model.text import Span
from mnemon.normalise.actor_lists import ActorLists
from mnemon.normalise.actor_words import THINGS
from mnemon.normalise.folding import folded
from mnemon.normalise.numbers import number
from mnemon.normalise.place_signs import load_place_signs
from mnemon.normalise.time_words import time_words

AGE = re.compile(r"\d{1,3}")
NAMED_BEFORE = re.compile(r"(?:[^\W\d_]+\.?[)”\"’]?, |[^\W\d_]+ \()$")
OF_ONE = re.compile(r"\ban? (?:[a-z-]+ ){0,2}?([a-z-]+) of $")
"""One person, told with an age ("a student of 19")."""

MANY = frozenset(
    (
        "group crowd family party gang band team convoy total toll number figure count unit squad mob force crew"
        " minimum maximum majority minority average range line column batch set pair patrol platoon company list"
        " fraction part third quarter half couple tally estimate population coalition delegation class staff garrison"
        " contingent cell network"
    ).split()
)
"""Nouns that may be of so many."""

CLOSED_BEHIND = re.compile(r"[,.;)]|,? and (?:[A-Z]|\d{1,3}[,.;)])")
AGED_BEHIND = re.compile(r"[ -](?:years?|months?|weeks?)[ -](?:old|of age)\b|[ -]year-olds?\b")
NUMBERS_BEFORE = re.compile(r"\b([A-Z][a-z]+)(?: no\.?| number)? $", re.IGNORECASE)
NOUN_BEHIND = re.compile(r" ([a-z-]+)")
WORN_NOUN_BEHIND = re.compile(r" (?:spent|unspent|unexploded|empty|live|heavy|makeshift|bur(?:nt|ned)-out) ([a-z-]+)")
"""A noun behind a word that is said of things alone ("six spent shells")."""

FOR_EACH = re.compile(r" (?:for|to) (?:each|every)\b")
"""What stands behind a number of things for people ("five coffins, one for each of those killed")."""

GRAVES = re.compile(r" (?:(?:mass|shallow|fresh|unmarked|common|single|separate|adjacent|new) )?(?:graves?|burials?)\b")
"""What stands behind a number of graves: how many lie in them is not told."""

OF_THE_BODY = re.compile(
    r" (?:of (?:his|her|their|my|the) )?(?:fingers?|toes?|ribs?|teeth|tooth|legs?|arms?|eyes?|limbs?|nails?|stitches)\b"
)
"""What stands behind a number of parts of one body."""

AGED_BEFORE = re.compile(
    r"\b(?:(?:young|old|eld)est(?: (?:of (?:whom|them)|victim|one))?(?: (?:was|is|being))?|aged?)(?: (?:just|only))? $"
)
"""What stands before an age ("the youngest of whom was 17")."""

WOUNDS = re.compile(
    r"\b(?:wounds?|injur(?:y|ies)|cuts?|burns?|fractures?|bruis(?:e|es|ing)|lacerations?|gash(?:es)?|concussion|trauma)$",
    re.IGNORECASE,
)
"""Words for wounds, which may be counted themselves."""

UP_TO_WOUNDS = re.compile(r" (?:of )?(?:[\w-]+,? ){0,3}")
ORDINAL = re.compile(r"(?:an?|the) (?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)", re.IGNORECASE)
"""One person more, counted on from those before."""

NUMBER_BEHIND = re.compile(r" (?:of (?:the|these|those) |the )?(\d+|[a-z]+)\b")
PERSON_AGE = 120


def is_no_count(text: str, span: Span, lists: ActorLists) -> bool:
    """Whether the number at `span` is an age, the number that a thing is called by, or a count of things."""
    said = span.of(text)
    before, behind = text[max(0, span.start_char - 30) : span.start_char], text[span.end_char : span.end_char + 30]
    if FOR_EACH.match(behind) or GRAVES.match(behind) or OF_THE_BODY.match(behind):
        return True
    return _is_age(said, before, behind) or _is_numeral(said, before) or _counts_things(behind, lists)


def counts_wounds(text: str, span: Span, frame: Frame) -> bool:
    """Whether a count is of wounds, not of people: it leads up to their word, and whose they are is told elsewhere.

    "He received a series of injuries", "she sustained a deep cut".
    """
    trigger, who = frame.trigger, frame.role("who")
    between = text[span.end_char : trigger.start_char]
    if not who or span.end_char > trigger.start_char or WOUNDS.search(trigger.of(text)) is None:
        return False
    apart = all(person.end_char <= span.start_char or person.start_char >= trigger.end_char for person in who)
    return apart and UP_TO_WOUNDS.fullmatch(between) is not None


def words_of_count(text: str, span: Span) -> str:
    """The words of a count, with the number behind a bare "all" ("all 6 staff members"); "a third" is one."""
    if ORDINAL.fullmatch(span.of(text)) and not text.startswith(" of ", span.end_char):
        return "one"
    more = NUMBER_BEHIND.match(text, span.end_char) if span.of(text).lower() in ("all", "all of", "all the") else None
    return more[1] if more is not None else span.of(text)


def _is_age(said: str, before: str, behind: str) -> bool:
    """`Ahmed, 28, and`, "a man (34)", "12 years old", "the youngest was 17"."""
    if AGED_BEHIND.match(behind) or (number(said.strip(".,")) is not None and AGED_BEFORE.search(before)):
        return True
    young = AGE.fullmatch(said) is not None and int(said) <= PERSON_AGE
    one = OF_ONE.search(before) if young else None
    if one is not None and one[1] not in MANY:
        return True
    return young and NAMED_BEFORE.search(before) is not None and CLOSED_BEHIND.match(behind) is not None


def _is_numeral(said: str, before: str) -> bool:
    """`Camp 14`, "Article 15": a capital word for what is numbered stands right before it."""
    named = NUMBERS_BEFORE.search(before) if said.isdecimal() else None
    if named is None or not named[1][0].isupper():
        return False
    word = named[1].lower()
    return word in load_place_signs().numbered or word in time_words().words["numbering"]


def _counts_things(behind: str, lists: ActorLists) -> bool:
    """`Five shells`, "4 tanks", "six spent shells": a plural noun for things stands behind it."""
    noun = WORN_NOUN_BEHIND.match(behind) or NOUN_BEHIND.match(behind)
    if noun is None:
        return False
    if noun[1] in time_words().words["arms"]:
        return True
    return noun[1].endswith("s") and any(group.name == THINGS for group in lists.groups.get(folded(noun[1]), ()))
