"""Who says it, and how: speakers, stances, and the words that a statement covers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mnemon.coding.codebook import Codebook
from mnemon.coding.statements import Statements, governed, rest
from mnemon.model.claims import Attribution, Speaker
from mnemon.model.marks import Frame, Marks
from mnemon.model.text import Span
from mnemon.model.values import Actor

VIA = re.compile(r",?\s+(?:citing|quoting)\s+", re.IGNORECASE)

DOUBT = 24
"""How many characters before its cue a doubt may begin: "could not independently verify", cue "verify"."""

ARTICLES = ("the", "a", "an")

NAME = re.compile(r"(?: [\w'’.-]+){1,6}")
"""Words that may follow an article as the name of who speaks."""

LONGEST_NAME = 60

NOT_TURNED = "(?<!not )(?<!never )(?<!n't )(?<!n’t )"
"""Before a stem: what is itself negated ("did not deny") is neither denial nor admission."""


def speaker(text: str, frame: Frame, actor: Actor | None) -> Speaker | None:
    """Who is quoted for a frame; None where the report itself speaks.

    Who did it is who says it where the word of saying follows at once ("the crews reported destroying two boats").
    """
    spans = frame.role("source") or _doers_who_speak(text, frame)
    if not spans:
        return None
    words = _whole_name(text, spans[0], frame.role("cue"))
    relayed = VIA.split(words)
    name, office = _name_and_office(relayed[-1])
    return Speaker(name, spans[0], office, actor.of or actor.actor_id if actor else None, tuple(relayed[:-1]))


def _whole_name(text: str, span: Span, cues: tuple[Span, ...]) -> str:
    """The words for a speaker; where only an article was marked, all up to the next comma or the word of saying."""
    words = span.of(text)
    if words.lower() not in ARTICLES:
        return words
    end = min((c.start_char for c in cues if c.start_char > span.end_char), default=span.end_char + LONGEST_NAME)
    more = NAME.match(text[span.end_char : end])
    return words + more[0].rstrip() if more else words


def _doers_who_speak(text: str, frame: Frame) -> tuple[Span, ...]:
    cues = frame.role("cue")
    return tuple(by for by in frame.role("by") if any(_follows(text, by, cue) for cue in cues))


def _follows(text: str, by: Span, cue: Span) -> bool:
    return by.end_char < cue.start_char and not text[by.end_char : cue.start_char].strip()


def _name_and_office(words: str) -> tuple[str, str | None]:
    """Both, of words such as "John Kirby, a spokesman for X"; words without an apposition are all name."""
    name, comma, office = words.partition(", ")
    return (name, office) if comma else (words, None)


def stance(text: str, frame: Frame, codebook: Codebook, sentence: Span) -> str:
    """One of STANCES, by the words of the cue and what stands just before it in its sentence.

    Doubt may begin before the cue ("could not | verify"); a denial or an admission must be the cue itself.
    """
    if frame.status == "denied":
        return "denies"
    for cue in frame.role("cue"):
        before = text[max(sentence.start_char, cue.start_char - DOUBT) : cue.start_char].lower()
        words = before + cue.of(text).lower()
        for name, start in (("unverified", 0), ("denies", len(before)), ("admits", len(before))):
            if any(_said(stem, words, start) for stem in codebook.stances[name]):
                return name
    return "asserts"


def _said(stem: str, words: str, start: int) -> bool:
    return re.compile(rf"{NOT_TURNED}\b{re.escape(stem)}").search(words, start) is not None


def attributions(text: str, marks: Marks, codebook: Codebook) -> tuple[Attribution, ...]:
    """Each reported statement, in text order: who, by which word, and the rest of its sentence.

    Those that hold a frame are as they were read; of the other sentences, those whose words of saying are plain.
    """
    read = list(_of_frames(text, marks))
    heard = {f.sentence for f in marks.frames if f.role("source") or f.role("cue")}
    others = [n for n in range(len(marks.sentences)) if n not in heard]
    found = [*read, *Statements(text, marks, codebook.saying).find(others)]
    whole = [_with_what_follows(text, marks, a) for a in found]
    return tuple(sorted(whole, key=lambda a: min((*a.source, *a.cue))))


def _with_what_follows(text: str, marks: Marks, said: Attribution) -> Attribution:
    """A statement that its sentence opens with a colon, with all that stands under it."""
    stretch = governed(text, marks.sentences, said)
    return said if stretch is None else replace(said, content=(*said.content, stretch))


def _of_frames(text: str, marks: Marks) -> Iterator[Attribution]:
    seen: set[tuple[Span, ...]] = set()
    for frame in marks.frames:
        source, cue = frame.role("source"), frame.role("cue")
        if (source or cue) and (*source, *cue) not in seen:
            seen.add((*source, *cue))
            yield Attribution(source, cue, rest(text, marks.sentences[frame.sentence], (*source, *cue)))
