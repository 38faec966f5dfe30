"""The names of victims, found so that they can be withheld. Whoever is harmed is not to be found through this record.

A name is a run of capitalised words in a sentence that tells of harm to people, where no other part of a claim (a
place, a speaker, whoever did it) explains the capitals. Rather one name too many is withheld than one too few.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mnemon.model.claims import Claim
from mnemon.model.marks import HARMS
from mnemon.model.text import Span

WITHHELD = "name withheld"

PUBLIC = ("by", "by2", "means", "where", "when", "source", "said_when")
"""Parts whose capitals are no victim's name."""

_CAPITAL = r"[^\W\d_a-zß-öø-ÿа-яё](?:\.|[\w'’-]*)"
_PARTICLE = r"(?:al|el|abu|bin|ibn|bint|umm|van|von|de|der|da|di|du|la|le|ould)"
_RUN = re.compile(rf"(?:{_CAPITAL})(?:[ \u00a0-](?:{_PARTICLE}[ -])?(?:{_CAPITAL}))*", re.UNICODE)
_AGED = re.compile(r"(?:,? aged |, | \()\d{1,3}\b")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sheikh|Imam|Father|Sister|Sgt|Pte|Capt|Lt|named|called|as)\.? $")
_NO_NAME = re.compile(
    r"\b(?:Army|Armed|Forces?|Ministry|Minister|Hospital|District|Province|State|City|Police|Council|Nations?|Union|"
    r"Party|Front|Movement|Brigades?|Regiment|Church|Mosque|School|University|Monday|Tuesday|Wednesday|Thursday|Friday|"
    r"Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|The|"
    r"Red|Crescent|Cross|Doctors|Agency|News|Radio|Times|Street|Road|Camp|Bank|Strip|North|South|East|West)\b"
)


def victims_names(text: str, claims: Sequence[Claim]) -> list[Span]:
    """Where the names of those who were harmed stand in a report's text: in order, none within another."""
    told = {claim.sentence for claim in claims if claim.kind in HARMS}
    if not told:
        return []
    public = (s for claim in claims for part in PUBLIC if part in claim.spans for s in claim.spans[part])
    return names_in(text, told, public, (name for claim in claims for name in _known(claim)))


def names_in(text: str, told: Iterable[Span], public: Iterable[Span], known: Iterable[str]) -> list[Span]:
    """As `victims_names`: `told`, the sentences that tell of harm; `public`, the words of other parts; names known."""
    likely = {name for sentence in set(told) for name in _likely(text, sentence)}
    if not likely:
        return []
    taken = list(public)
    named = {name for name in likely if not any(name.overlaps(other) for other in taken)}
    others = {name.casefold() for name in known}
    found = {name for name in named if name.of(text).casefold() not in others}
    again = [span for name in found for span in _again(name.of(text), text)]
    return _merged([*found, *again])


def _known(claim: Claim) -> Iterable[str]:
    """Names of places, parties and speakers, wherever in the report they stand."""
    if claim.place is not None:
        yield from (name for name in (claim.place.name, claim.place.words, claim.place.adm1) if name)
    for actor in (claim.by, claim.by2):
        if actor is not None:
            yield from (actor.name, actor.words)
    if claim.said_by is not None:
        yield claim.said_by.name


def _likely(text: str, sentence: Span) -> Iterable[Span]:
    """What looks like a person's name by itself."""
    for match in _RUN.finditer(text, sentence.start_char, sentence.end_char):
        span = _trimmed(match, text)
        words = span.of(text)
        several = (" " in words or "\u00a0" in words) and span.start_char > sentence.start_char
        before = text[max(0, span.start_char - 12) : span.start_char]
        if not (several or _TITLE.search(before) or _AGED.match(text, span.end_char)):
            continue
        if not _NO_NAME.search(words):
            yield span


def _trimmed(match: re.Match[str], text: str) -> Span:
    end = match.end()
    while text[end - 1] in ".-'’":
        end -= 1
    return Span(match.start(), end)


def _again(name: str, text: str) -> Iterable[Span]:
    """The same name, and its last word where that is long enough to be one, elsewhere in the text."""
    words = name.split()
    for known in {name, words[-1]} if len(words) > 1 and len(words[-1]) > 3 else {name}:
        for match in re.finditer(rf"\b{re.escape(known)}\b", text):
            yield Span(*match.span())


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start_char < merged[-1].end_char:
            merged[-1] = Span(merged[-1].start_char, max(merged[-1].end_char, span.end_char))
        else:
            merged.append(span)
    return merged


def mask(text: str, names: Sequence[Span], within: Span | None = None) -> str:
    """The text, or a stretch of it, with each name withheld."""
    at, end = (within.start_char, within.end_char) if within is not None else (0, len(text))
    shown = []
    for name in names:
        if name.end_char <= at or name.start_char >= end:
            continue
        shown += [text[at : max(at, name.start_char)], f"[{WITHHELD}]"]
        at = name.end_char
    return "".join([*shown, text[at:end]])


def mask_words(words: str, text: str, names: Sequence[Span]) -> str:
    """Words that were taken from a text, with each of its names withheld."""
    for name in sorted({span.of(text) for span in names}, key=len, reverse=True):
        words = words.replace(name, f"[{WITHHELD}]")
    return words
