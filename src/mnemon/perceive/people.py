"""People whom a text has named in full: their short names are no places, and whose death it was is who died."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mnemon.model.marks import HARMS, Frame, Marks, Name
from mnemon.model.text import Span

SURE = 0.5
"""A full name marked with less than this is no one's."""

IN = re.compile(r"\b(?:in|at|near|from|to|around|outside|into|towards?|across|inside)(?: the)? $", re.IGNORECASE)
"""Words right before a name by which it is a place, whoever is called so too."""

LEAD = 16
"""So many characters before a name hold the word that leads to it."""

OWN = re.compile(r"['’]s? (?:[a-z]+ )?$")
"""What stands between a name and a deed that was done to whom it names ("Haddad's brutal murder")."""


def with_people(text: str, marks: Marks) -> Marks:
    """The marks with the short names of people named in full as people, and as those harmed where a deed is theirs.

    "Omar Haddad was shot ... Haddad's murder": no place Haddad.
    """
    full = _full_names(text, marks.names)
    if not full:
        return marks
    names = tuple(replace(n, type="person") if _is_short(text, n, full) else n for n in marks.names)
    changed = {new.span for new, old in zip(names, marks.names, strict=True) if new is not old}
    if not changed:
        return marks
    return replace(marks, names=names, frames=tuple(_owned(text, f, changed) for f in marks.frames))


def _full_names(text: str, names: Sequence[Name]) -> dict[str, int]:
    """The last words of people's names of two words or more, each with where it first ends."""
    found: dict[str, int] = {}
    for name in names:
        words = name.span.of(text).split()
        if name.type == "person" and len(words) > 1 and name.score >= SURE:
            found.setdefault(words[-1], name.span.end_char)
    return found


def _is_short(text: str, name: Name, full: dict[str, int]) -> bool:
    """Whether a name marked as something else is the last word of a person's, told before in full."""
    first = full.get(name.span.of(text))
    if first is None or name.type in ("person", "time") or name.span.start_char < first:
        return False
    return IN.search(text, max(0, name.span.start_char - LEAD), name.span.start_char) is None


def _owned(text: str, frame: Frame, people: set[Span]) -> Frame:
    """The frame with a person who was marked as its place as who was harmed, where the deed is theirs."""
    where = [span for span in frame.role("where") if span in people]
    if not where:
        return frame
    roles = {role: spans for role, spans in frame.roles.items() if role != "where"}
    kept = tuple(span for span in frame.role("where") if span not in people)
    roles |= {"where": kept} if kept else {}
    between = text[where[0].end_char : frame.trigger.start_char]
    of = text[frame.trigger.end_char : where[0].start_char] == " of "
    if frame.kind not in HARMS or frame.role("who") or not (of or OWN.fullmatch(between)):
        return replace(frame, roles=roles)
    return replace(frame, roles=roles | {"who": (where[0],)}, one=True)
