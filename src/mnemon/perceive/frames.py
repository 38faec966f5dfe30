"""Two passes over the windows of sentences: triggers and names, then each trigger's roles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mnemon.model.marks import HARMS, Frame, Name
from mnemon.model.text import Span
from mnemon.perceive.decode import Tagged, chosen, tagged
from mnemon.perceive.encoder import Answer, Ask, Encoder
from mnemon.perceive.scheme import MARK_ANCHOR, MARK_NONE, MARK_TRIGGER
from mnemon.perceive.words import Pieces

ANCHORED = ("count", "who", "means")
"""Roles that an anchor may fill; one that fills none when asked about was no anchor."""

LIKELY = 0.4
"""Below this the network is torn between kinds, or between one and none: better a gap than an invented event."""

MANY = ("where", "when")
"""Roles that may be filled by several spans; of the others the likeliest span stands."""


@dataclass(frozen=True, slots=True)
class Window:
    """Part of a sentence (nearly always all of it) that the network sees at once."""

    sentence: int
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Found:
    """What one window holds; spans count from the start of the sentence."""

    names: tuple[Name, ...]
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class _Lead:
    """A trigger to be asked about; `anchor` tells its frames apart where it has several."""

    window: int
    trigger: Tagged
    anchor: Span | None = None

    def ask(self, windows: Sequence[Window]) -> Ask:
        pieces = windows[self.window].pieces
        marks = [MARK_NONE] * len(pieces.ids)
        for at in pieces.covered(self.trigger.span):
            marks[at] = MARK_TRIGGER
        for at in pieces.covered(self.anchor) if self.anchor else ():
            marks[at] = MARK_ANCHOR
        return Ask(pieces, tuple(marks))


def read_windows(encoder: Encoder, windows: Sequence[Window]) -> list[Found]:
    """Names and frames of each window, in the order given."""
    plain = encoder.ask([Ask(w.pieces, (MARK_NONE,) * len(w.pieces.ids)) for w in windows])
    leads = [_Lead(i, t) for i, (w, a) in enumerate(zip(windows, plain, strict=True)) for t in _triggers(w, a)]
    frames: dict[int, list[Frame]] = {}
    for lead, frame in _frames(encoder, windows, leads):
        frames.setdefault(lead.window, []).append(frame)
    found = []
    for i, (window, answer) in enumerate(zip(windows, plain, strict=True)):
        names = _names(window, answer)
        whole = [_with_whole_places(frame, names) for frame in frames.get(i, ())]
        found.append(Found(names, _wholes(sorted(whole, key=_order))))
    return found


def _with_whole_places(frame: Frame, names: Sequence[Name]) -> Frame:
    """The frame with where spans that begin or end inside the name of a place grown to the whole name."""
    places = [name.span for name in names if name.type == "place"]
    if not frame.role("where"):
        return frame
    grown = tuple(dict.fromkeys(_grown(span, places) for span in frame.role("where")))
    return replace(frame, roles={**frame.roles, "where": grown})


def _grown(span: Span, places: Sequence[Span]) -> Span:
    touched = [span, *(place for place in places if place.overlaps(span))]
    return Span(min(s.start_char for s in touched), max(s.end_char for s in touched))


def _triggers(window: Window, answer: Answer) -> list[Tagged]:
    return [t for t in tagged(answer.tags, window.pieces, "trigger") if t.score >= LIKELY]


def _names(window: Window, answer: Answer) -> tuple[Name, ...]:
    return tuple(Name(t.span, t.name, round(t.score, 4)) for t in tagged(answer.tags, window.pieces, "name"))


def _frames(encoder: Encoder, windows: Sequence[Window], leads: list[_Lead]) -> Iterator[tuple[_Lead, Frame]]:
    """Second pass; triggers that tell of several frames are asked about once more for each."""
    several: list[_Lead] = []
    for lead, answer in zip(leads, encoder.ask([lead.ask(windows) for lead in leads]), strict=True):
        roles = tagged(answer.tags, windows[lead.window].pieces, "role")
        anchors = [t.span for t in tagged(answer.tags, windows[lead.window].pieces, "anchor")]
        if len(anchors) > 1:
            several.extend(replace(lead, anchor=anchor) for anchor in anchors)
        else:
            yield lead, _frame(windows[lead.window], lead, roles, answer)
    for lead, answer in zip(several, encoder.ask([lead.ask(windows) for lead in several]), strict=True):
        roles = tagged(answer.tags, windows[lead.window].pieces, "role")
        if any(_is_anchor(tag, lead) for tag in roles if tag.name in ANCHORED):
            yield lead, _frame(windows[lead.window], lead, roles, answer)


def _frame(window: Window, lead: _Lead, tags: Sequence[Tagged], answer: Answer) -> Frame:
    status, sure = chosen(answer.choices, "status")
    part, _ = chosen(answer.choices, "part")
    return Frame(
        kind=lead.trigger.name,
        trigger=lead.trigger.span,
        sentence=window.sentence,
        roles=_roles(tags, lead),
        status=status,
        scope=chosen(answer.choices, "scope")[0],
        one=chosen(answer.choices, "one")[0] == "yes",
        partial=part == "yes",
        score=lead.trigger.score * sure * _count_score(tags),
    )


def _count_score(tags: Sequence[Tagged]) -> float:
    """How sure the likeliest count is; 1 where none is told."""
    return max((tag.score for tag in tags if tag.name == "count"), default=1.0)


def _roles(tags: Sequence[Tagged], lead: _Lead) -> dict[str, tuple[Span, ...]]:
    """The spans of each role, in text order; a role that takes one keeps the likeliest, or the anchor's own."""
    roles: dict[str, tuple[Span, ...]] = {}
    for name in dict.fromkeys(t.name for t in tags):
        found = [t for t in tags if t.name == name]
        if name not in MANY:
            found = [max(found, key=lambda t: (_is_anchor(t, lead), t.score))]
        roles[name] = tuple(t.span for t in found)
    return roles


def _is_anchor(tag: Tagged, lead: _Lead) -> bool:
    return lead.anchor is not None and tag.span.overlaps(lead.anchor)


def _order(frame: Frame) -> tuple[int, int]:
    """Text order: by trigger, then by count or who."""
    anchors = frame.role("count") or frame.role("who")
    return frame.trigger.start_char, anchors[0].start_char if anchors else frame.trigger.start_char


def _wholes(frames: Sequence[Frame]) -> tuple[Frame, ...]:
    """Each part finds its whole: the nearest frame before it (else after) that can include it."""
    return tuple(replace(f, part_of=_whole(i, frames)) if f.partial else f for i, f in enumerate(frames))


def _whole(part: int, frames: Sequence[Frame]) -> int | None:
    nearest = [*range(part - 1, -1, -1), *range(part + 1, len(frames))]
    wholes = [i for i in nearest if frames[i].kind in HARMS and not frames[i].partial and frames[i].role("count")]
    same_kind = [i for i in wholes if frames[i].kind == frames[part].kind]
    return next(iter(same_kind or wholes), None)
