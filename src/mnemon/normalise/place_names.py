"""Which words of a report are names of places? What the network marked, mended by what the gazetteer knows.

The network tells a name from other words well, but is often torn between a place and an organisation ("US", "Egypt's
first case"), breaks long names up and misses some. The gazetteer knows countries, divisions and towns by name, but
also a village called Most. So a mark is widened to the longest name that is known there; another kind of mark, or none,
gives way to a known name where the words beside it or the rest of the report speak for a place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from mnemon.model.marks import Name
from mnemon.model.text import Span
from mnemon.normalise.folding import folded
from mnemon.normalise.gazetteer import Candidate, Gazetteer
from mnemon.normalise.lexicon import Lexicon
from mnemon.normalise.place_signs import PlaceSigns, load_place_signs

WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]+(?:['’ʼ](?!s\b)[^\W\d_]+)*")
JOINTS = frozenset({" ", "-", "\n", ". ", "’", "'", "–"})
"""What may stand between two words of one name."""

LEAD = re.compile(r"[^\x00-ɏЀ-ӿ]|[a-z]['’][A-Z]")
"""Letters of a script without capitals, and a prefix before a capital, with which a name may begin."""

SMALL = frozenset(
    (
        "of the and de del la las los el al da do dos das du des d es ez as ad ash an upon on le les van der den sur en"
        " y i s"
    ).split()
)
"""Small words that may stand within a name."""

ARTICLES = frozenset("al el as ash ad an ar az at".split())
"""Arabic articles, with which a name may begin."""

ARTICLE = re.compile(r"\b(?:(?:[Aa]l|[Ee]l)[ -]|[Aa](?:[dnrstz]|sh|th)-)$")
"""An Arabic article before a name."""

MOST_WORDS = 7
NESTED = 16
"""So many marks at most share letters with one name."""
BIG_TOWN = 100_000
"""A town of so many people is taken for meant where the words beside its name say that it is a place."""
TOWN = 5_000
"""The same where the network saw a name there, but of another kind."""
DOUBTED = 0.8
"""Below this score a mark that nothing else speaks for is given up."""
LIST_BEFORE = re.compile(r"(?:,|;|,? and|,? or) (?:the )?$")
LIST_AFTER = re.compile(r"(?:[,;] (?:and |or )?|,? and |,? or |(?=[.;,]))(?:the )?")
"""What parts the members of a list."""

COMPASS = frozenset(
    (
        "north south east west northern southern eastern western central northeast northwest southeast southwest mid"
    ).split()
)
"""Words that alone are no name, though a division or two is called so."""


@dataclass(frozen=True, slots=True)
class Known:
    """A stretch of the text that the gazetteer knows as a name."""

    span: Span
    words: str
    found: tuple[Candidate, ...]

    @property
    def is_land(self) -> bool:
        """True for countries, continents, seas and the like."""
        return any(candidate.precision >= 5 for candidate in self.found)

    @property
    def is_division(self) -> bool:
        """True where a first-order division has the name."""
        return any(candidate.precision == 4 for candidate in self.found)

    @property
    def people(self) -> int:
        """Of the most populous of them."""
        return self.found[0].population


@dataclass(frozen=True, slots=True)
class Page:
    """One report's text, with what was marked in it and what the gazetteer knows there.

    `marks` in text order; `places`: those that are places; `told`: the folded names of those that are marked for sure;
    `armed`: folded names of armed groups; `forces`: where such names of several words stand. `barred` keeps what was
    asked already.
    """

    text: str
    marks: Sequence[Name]
    gazetteer: Gazetteer
    peoples: Collection[str]
    signs: PlaceSigns
    places: Sequence[Name]
    told: frozenset[str]
    armed: frozenset[str]
    words: Sequence[re.Match[str]]
    forces: Sequence[Span]
    barred: dict[Span, bool] = field(default_factory=dict)

    def touching(self, span: Span) -> list[Name]:
        """The marks that share a letter with the span."""
        end = bisect_left(self.marks, span.end_char, key=lambda mark: mark.span.start_char)
        return [mark for mark in self.marks[max(0, end - NESTED) : end] if mark.span.overlaps(span)]


def _page(text: str, marks: Sequence[Name], lexicon: Lexicon) -> Page:
    places = [mark for mark in marks if mark.type == "place"]
    told = frozenset(folded(mark.span.of(text)) for mark in places if mark.score >= DOUBTED)
    actors = lexicon.actors
    signs = load_place_signs()
    words = list(WORD.finditer(text))
    forces = list(_forces(text, words, actors.armed))
    ordered = sorted(marks, key=lambda mark: mark.span.start_char)
    peoples = actors.people_codes
    return Page(text, ordered, lexicon.gazetteer, peoples, signs, places, told - {""}, actors.armed, words, forces)


def place_names(text: str, marks: Sequence[Name], lexicon: Lexicon) -> tuple[Name, ...]:
    """Every place name of the text, in its order, none overlapping another.

    `marks` are all names that the network marked. Demonyms and names of armed groups are never places.
    """
    page = _page(text, marks, lexicon)
    found: dict[Span, Name] = {}
    doubted: list[Name] = []
    for known in _known(page):
        name = _judged(page, known)
        if name is not None:
            found[name.span] = name
        elif not _barred(page, known.span):
            doubted.append(Name(known.span, "place", 0.5))
    for mark in marks:
        if mark.type != "time" and not any(mark.span.overlaps(span) for span in found):
            if mark.type == "place" and _stands(page, mark):
                found[mark.span] = mark
            elif not _barred(page, mark.span):
                doubted.append(mark)
    for name in _listed(text, found, doubted):
        found[name.span] = name
    return tuple(_with_articles(text, [found[span] for span in sorted(found, key=lambda span: span.start_char)]))


def _with_articles(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """The names, each with the Arabic article that stands before it ("Al Salem" is no Salem); none of one alone."""
    for name in names:
        span = name.span
        led = ARTICLE.search(text[max(0, span.start_char - 4) : span.start_char])
        if led is not None:
            yield replace(name, span=Span(span.start_char - len(led[0]), span.end_char))
        elif span.of(text).lower() not in ARTICLES:
            yield name


def _listed(text: str, found: Collection[Span], doubted: Sequence[Name]) -> Iterator[Name]:
    """Names in doubt that stand in a list between two places ("Hedmark, Oppland and Vestfold")."""
    starts, ends = {span.start_char for span in found}, {span.end_char for span in found}
    for name in sorted(doubted, key=lambda name: name.span.start_char):
        start, end = name.span.start_char, name.span.end_char
        led, followed = LIST_BEFORE.search(text[max(0, start - 6) : start]), LIST_AFTER.match(text[end : end + 6])
        if led and followed and start - len(led[0]) in ends and end + len(followed[0]) in starts | {end}:
            ends.add(end)
            yield Name(name.span, "place", name.score)


def _known(page: Page) -> Iterator[Known]:
    """The longest known names, from left to right."""
    words = page.words
    at = 0
    while at < len(words):
        known, size = _longest(page, words, at)
        if known is not None:
            yield known
        at += size


def _longest(page: Page, words: Sequence[re.Match[str]], at: int) -> tuple[Known | None, int]:
    if not _leads(words[at][0]):
        return None, 1
    end = at + 1
    while end < len(words) and end - at < MOST_WORDS and _goes_on(page.text, words[end - 1], words[end]):
        end += 1
    for last in range(end, at, -1):
        if words[last - 1][0] in SMALL:
            continue
        span = Span(words[at].start(), words[last - 1].end())
        said = span.of(page.text)
        found = page.gazetteer.lookup_name(said) if len(said) > 1 else ()
        if found and folded(said) not in page.peoples and _cased(said, found):
            return Known(span, said, found), last - at
    return None, 1


def _cased(said: str, found: Sequence[Candidate]) -> bool:
    """False for short words that only in capitals are a name ("us", "it") and for capitals that are no short form."""
    return len(said) > 3 or not said.isupper() or any(c.precision >= 4 for c in found)


def _leads(word: str) -> bool:
    return word[0].isupper() or word in ARTICLES or LEAD.match(word) is not None


def _goes_on(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return text[one.end() : other.start()] in JOINTS and (_leads(other[0]) or other[0] in SMALL)


def _judged(page: Page, known: Known) -> Name | None:
    """The known name as a place, if it is one here."""
    touching = page.touching(known.span)
    marked = [mark for mark in touching if mark.type == "place"]
    if _barred(page, known.span):
        return None
    if marked:
        return _widened(page, known, marked)
    other = next(iter(touching), None)
    spoken_for = _is_meant(page, known, other) if other is not None else _is_sure(page, known)
    return Name(known.span, "place", other.score if other is not None else 0.5) if spoken_for else None


def _widened(page: Page, known: Known, marked: Sequence[Name]) -> Name | None:
    """The mark and the known name as one; a longer mark stands as it is."""
    start = min(known.span.start_char, *(mark.span.start_char for mark in marked))
    end = max(known.span.end_char, *(mark.span.end_char for mark in marked))
    score = max(mark.score for mark in marked)
    span = known.span if _cuts(known.span, marked) else Span(start, end)
    name = Name(span, "place", score)
    return name if known.is_land or known.is_division or _stands(page, name) else None


def _cuts(span: Span, marked: Sequence[Name]) -> bool:
    """True where marks and name do not end at the same words because a mark holds only part of the name."""
    return all(span.start_char <= mark.span.start_char and mark.span.end_char <= span.end_char for mark in marked)


def _stands(page: Page, mark: Name) -> bool:
    """True where a mark is believed: it has a letter to begin with, is no people's name and no sickness's."""
    words = mark.span.of(page.text)
    first = words.strip(" .,;:-'’")[:1]
    if not first or (first.isascii() and not any(letter.isupper() for letter in words)):
        return False
    return not _barred(page, mark.span) and (mark.score >= DOUBTED or _spoken_for(page, words, mark.span))


def _spoken_for(page: Page, words: str, span: Span) -> bool:
    """True where the words beside the name, its size or the rest of the report say that it is a place."""
    if page.signs.is_located(page.text, span) or folded(words) in page.told:
        return True
    found = page.gazetteer.lookup_name(words)
    return bool(found) and (found[0].precision >= 3 or found[0].population >= TOWN or _followed(page, span))


def _followed(page: Page, span: Span) -> bool:
    """True where a comma and another marked place stand behind the name ("Hammond, Indiana")."""
    return any(
        0 < place.span.start_char - span.end_char <= 2 and page.text[span.end_char] == "," for place in page.places
    )


def _is_meant(page: Page, known: Known, other: Name) -> bool:
    """Whether a known name is a place although the network took it, or what it stands in, for something else."""
    whole = other.span.of(page.text).removesuffix("'s").removesuffix("’s")
    if other.type == "organisation" and len(whole) > len(known.words):
        behind = page.text[known.span.end_char : known.span.end_char + 20].lstrip(" ").split(" ")[0].strip(".,'’s")
        leads = other.span.start_char == known.span.start_char
        return leads and (known.is_land or known.is_division or known.people >= TOWN) and behind in page.signs.governing
    if other.span.overlaps(known.span) and len(whole) > len(known.words):
        return False
    located = page.signs.is_located(page.text, known.span) or _followed(page, known.span)
    if other.type == "person":
        return (located and known.people >= TOWN) or folded(known.words) in page.told
    if known.is_land or folded(known.words) in page.told or located:
        return True
    return other.type == "organisation" and (known.is_division or known.people >= TOWN)


def _is_sure(page: Page, known: Known) -> bool:
    """Whether a known name is a place although the network saw no name there."""
    if known.is_land or folded(known.words) in page.told:
        return True
    located = page.signs.is_located(page.text, known.span) or _followed(page, known.span)
    return located and (known.is_division or known.people >= BIG_TOWN)


def _barred(page: Page, span: Span) -> bool:
    """True where the stretch is no place whatever the gazetteer knows: money, a people, a sickness, an institution."""
    if span not in page.barred:
        page.barred[span] = _is_barred(page, span)
    return page.barred[span]


def _is_barred(page: Page, span: Span) -> bool:
    words, behind = span.of(page.text), page.text[span.end_char : span.end_char + 60]
    before = page.text[max(0, span.start_char - 1) : span.start_char]
    if len(words) < 2 or before in ("$", "@") or re.match(r"[$@]|/\d", behind):
        return True
    if any(mark.type == "time" for mark in page.touching(span)) or folded(words) in page.peoples:
        return True
    if _is_no_name(page, words, behind) or _of_a_force(page, span):
        return True
    if page.signs.is_sickness(page.text, span) and not any(c.precision >= 5 for c in page.gazetteer.lookup_name(words)):
        return True
    return _runs_into_institution(page, span)


FORCE_WORDS = 4
"""The name of an armed group has at most twice as many words."""


def _of_a_force(page: Page, span: Span) -> bool:
    """True for an armed group's name that a place bears too ("Hamas"), and a place's within one ("Arakan Army")."""
    if folded(span.of(page.text)) in page.armed:
        return not any(mark.type == "place" for mark in page.touching(span))
    size = span.end_char - span.start_char
    return any(
        force.start_char <= span.start_char and span.end_char <= force.end_char
        for force in page.forces
        if force.end_char - force.start_char > size
    )


def _forces(text: str, words: Sequence[re.Match[str]], armed: frozenset[str]) -> Iterator[Span]:
    """Where names of armed groups of two words and more stand."""
    opening = _opening_words(armed)
    for at, word in enumerate(words):
        if word[0].lower() not in opening:
            continue
        for other in words[at : at + 2 * FORCE_WORDS]:
            if folded(text[word.start() : other.end()]) in armed:
                yield Span(word.start(), other.end())


@cache
def _opening_words(names: frozenset[str]) -> frozenset[str]:
    """The first word of each name."""
    return frozenset(name.partition(" ")[0] for name in names)


def _is_no_name(page: Page, words: str, behind: str) -> bool:
    """True for short capitals that no land bears, what a number belongs to ("Hill 107"), and points of the compass."""
    if words.isupper() and len(words.replace(".", "")) <= 5 and not _is_short_form(page, words):
        return True
    if re.match(r" \d", behind) and words.lower() in page.signs.numbered:
        return True
    return words.lower() in COMPASS and (words.islower() or re.match(r" ([A-Z]\w+)", behind) is not None)


def _is_short_form(page: Page, words: str) -> bool:
    return any(candidate.precision >= 4 for candidate in page.gazetteer.lookup_name(words))


def _runs_into_institution(page: Page, span: Span) -> bool:
    """True where the capitals go on to an institution's word ("Duke University") or one leads ("University of")."""
    run = re.match(r"(?: [A-Z][\w&-]*)+", page.text[span.end_char : span.end_char + 60])
    led = re.search(r"\b([A-Z][a-z]+) of (?:the )?$", page.text[max(0, span.start_char - 20) : span.start_char])
    words = {*(run[0].split() if run else ()), *(led.groups() if led else ())}
    return not words.isdisjoint(page.signs.institution)
