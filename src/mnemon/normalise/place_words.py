"""Which words around a place name say how exactly it is meant? "X Oblast", "the X area", "north of X"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mnemon.model.text import Span
from mnemon.normalise.folding import PLAIN

DIVISIONS = tuple(
    (
        "oblast, oblasts, province, provinces, region, regions, governorate, state, krai, kray, republic, department, "
        "prefecture, autonomous oblast, autonomous region, muhafazah, wilaya, tribal region, emirate, oblast'"
    ).split(", ")
)
"""Words for a first-order division, or what a report calls one."""

DISTRICTS = tuple(
    (
        "district, districts, raion, rayon, county, cercle, tribal agency, agency, woreda, township, commune, canton, "
        "subdistrict, hromada, zone, territory"
    ).split(", ")
)
"""Words for a smaller division."""

POINTS = tuple(
    (
        "city, town, village, settlement, hamlet, port, port city, municipality, refugee camp, camp, airport, "
        "airbase, air base, city of, suburb, quarter, neighbourhood, neighborhood"
    ).split(", ")
)
"""Words for a settlement or a point in one."""

AREAS = tuple(
    (
        "area, areas, sector, direction, axis, front, outskirts, suburbs, countryside, vicinity, environs, valley, "
        "mountains, border, hills, desert, highway, road, corridor, pocket, surroundings"
    ).split(", ")
)
"""Words for what lies about a place."""

KIND_WORDS = "|".join(sorted((*DIVISIONS, *DISTRICTS, *POINTS), key=len, reverse=True))

COMPASS = r"(?:far |remote |the )*(?:(?:north|south)[- ]?(?:east|west)?|east|west|central)(?:ern|ernmost)?"
HEDGES = r"(?:(?:some|about|around|roughly|just|over|nearly|a few|several|immediately|more than|less than) )*"
LENGTH = r"(?:(?:[\d.,]+|\w+(?:[- ]\w+)?) ?(?:km|kms|kilometers?|kilometres?|miles?|mi|metres?|meters?|m) )?"
MEASURED = (
    r"(?:[\d.,]+|(?:half )?an?|some|several|a few|a dozen|one|two|three|four|five|six|seven|eight|nine|ten|fifteen"
    r"|twenty|thirty|forty|fifty|sixty|a hundred) ?(?:km|kms|kilomet(?:er|re)s?|miles?|mi|met(?:er|re)s?|m)"
)
"""A length, told by a number."""

NEARBY = (
    rf"{HEDGES}{LENGTH}"
    rf"(?:(?:to )?(?:the )?{COMPASS} of|from|outside|off|near|nearby|close to|next to|towards?|around|past|beyond"
    r"|away from) "
)
"""Words that point away from a place, so that the deed lay near it."""

LEAD_NEAR = re.compile(
    rf"(?:(?<=\s)|^){HEDGES}"
    rf"(?:(?:{MEASURED} )?(?:(?:to )?(?:the )?{COMPASS} of|outside|near|nearby|close to|next to)|{MEASURED} from"
    rf"|(?:the )?(?:{COMPASS} )?(?:{'|'.join(AREAS)}) (?:of|around|near|with)) (?:the )?"
    r"(?:(?:town|city|village|settlement|port|camp|border) (?:of |with )?)?$",
    re.IGNORECASE,
)
"""Words that end where a place's name begins and point about it ("20 km north of the town of ")."""

PART = (
    rf"(?:the )?(?:{COMPASS}|(?:North|South|East|West)(?:east|west)?ern|Central|downtown|inner|remote|occupied|rural"
    r"|southern and eastern)"
    r"(?: and \w+ern)? (?=[A-Z])"
)
"""Words for a part of a place; without "-ern", a capital belongs to the name ("North Waziristan")."""

CORE = re.compile(r"(?:the )?(?:central|downtown|inner) ", re.IGNORECASE)

LEADS = (
    r"(?:the|in|at|near the town of"
    r"|(?:city|town|village|settlement|port|port city|district|province|state|region|republic) of"
    r"|a|an|its|their|nearby) "
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A place name without the words about it. `kind`: division, district, point, or "" where nothing says.

    `near` is True where the words point about the place, not at it; `part` where they name a part of it ("southern X"),
    `core` where that is its middle, which a town has as a land has.
    """

    name: str
    kind: str = ""
    near: bool = False
    part: bool = False
    core: bool = False


def wording(words: str) -> Wording:
    """The place name among place words and what they say of its kind and nearness."""
    plain = " ".join(words.translate(PLAIN).split())
    plain = plain.strip(" .,;:()\"'")
    near, plain = _taken(plain, NEARBY)
    plain = re.sub(r"^[^A-Z,]+, (?=[A-Z])", "", plain)
    plain, area = _without_lead(plain, AREAS)
    core = CORE.match(plain) is not None
    part, plain = _taken(plain, PART)
    plain, kind = _kind(plain)
    plain, about = _tail(plain, AREAS)
    if about:
        plain, kind = _kind(plain)
    return Wording(plain.removesuffix("'s"), kind, near or area or about, part, part and core)


BEHIND = re.compile(rf" (?:{'|'.join((*DIVISIONS, *DISTRICTS))}|neighbou?rhood|quarter|suburb)(?![\w-])")


def kind_behind(text: str, span: Span) -> str:
    """The word for a name's kind that stands behind it, with its blank, where a mark of the name leaves it out."""
    match = BEHIND.match(text, span.end_char)
    return match[0] if match else ""


def _taken(words: str, shape: str) -> tuple[bool, str]:
    match = re.match(shape, words, re.IGNORECASE if not shape.endswith("(?=[A-Z])") else 0)
    return (True, words[match.end() :]) if match and match.end() < len(words) else (False, words)


def _without_lead(words: str, leads: tuple[str, ...]) -> tuple[str, bool]:
    """The words less "the outskirts of" and the like, and whether they were there."""
    match = re.match(
        rf"(?:the |on the )?(?:{COMPASS} )?(?:{'|'.join(leads)}) (?:of|around|near|with) ", words, re.IGNORECASE
    )
    return (words[match.end() :], True) if match else (words, False)


def _kind(words: str) -> tuple[str, str]:
    """The name without the word for its kind, before or after it, and that kind."""
    lead = re.match(rf"(?:the |a )?(?:\w+ )?({KIND_WORDS}) of (?=[A-Z])", words)
    if lead:
        return _bare(words[lead.end() :]), _kind_of(lead[1])
    tail = re.search(rf" ({KIND_WORDS})$", words, re.IGNORECASE)
    return (_bare(words[: tail.start()]), _kind_of(tail[1])) if tail else (_bare(words), "")


def _kind_of(noun: str) -> str:
    return "division" if noun.lower() in DIVISIONS else "district" if noun.lower() in DISTRICTS else "point"


def _tail(words: str, tails: tuple[str, ...]) -> tuple[str, bool]:
    match = re.search(rf" (?:{'|'.join(tails)})$", words, re.IGNORECASE)
    return (words[: match.start()], True) if match else (words, False)


def _bare(words: str) -> str:
    """The words from their first capital on, where small words lead ("the town of Dhangadi")."""
    match = re.match(rf"(?:{LEADS})+", words, re.IGNORECASE)
    return words[match.end() :] if match and match.end() < len(words) else words
