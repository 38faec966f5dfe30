"""What stands right beside a marked span: a count that was not marked, a comma that was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mnemon.model.marks import HARMS, Frame
from mnemon.model.text import Span

WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
BOUNDS = (
    "more than|over|at least|at most|about|around|nearly|almost|some|up to|approximately|as many as|no fewer than"
    "|fewer than|less than"
)
NUMBER = re.compile(
    rf"(?<![\w.,-])(?P<count>(?:(?P<bound>{BOUNDS})\s+)?(?P<figure>\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{WORDS}))\s+$",
    re.IGNORECASE,
)
WHOLE = re.compile(
    rf"(?<![\w.,-])(?P<count>(?:(?:{BOUNDS})\s+)?(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{WORDS}))\s+"
    r"(?P<who>[a-z][a-z' -]{2,40}?),?\s+(?:including|among them|among whom)\s+$",
    re.IGNORECASE,
)
"""People counted, of whom the next are some: "Twelve people, including |three children|"."""

NUMERAL = re.compile(rf"\d|\b(?:{WORDS}|dozens?|scores|hundreds?|thousands?)\b", re.IGNORECASE)

BOUND = re.compile(BOUNDS, re.IGNORECASE)
"""A bound without its number, where the number was not marked with it."""

EDGES = ",;: \n"
"""What no span begins or ends with."""

MONTH = re.compile(
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?\s+$"
)

YEARS = range(1800, 2100)
REACH = 40
"""How many characters before the people a number and its bound may begin."""


def trimmed(text: str, frames: Sequence[Frame]) -> list[Frame]:
    """Frames whose spans neither begin nor end with a comma, a colon or white space ("Adoum," loses its own).

    Nor do they begin at the hyphen of a word ("-Fashir").
    """
    return [
        replace(frame, roles={role: tuple(_bare(text, s) for s in spans) for role, spans in frame.roles.items()})
        for frame in frames
    ]


def _bare(text: str, span: Span) -> Span:
    words = span.of(text)
    bare = words.strip(EDGES)
    start = span.start_char + len(words) - len(words.lstrip(EDGES))
    end = start + len(bare)
    if start > 0 and text[start] == "-" and text[start - 1].isalpha():
        start = max(text.rfind(" ", 0, start), text.rfind("\n", 0, start)) + 1
    return Span(start, end) if bare else span


def with_counts(text: str, frames: Sequence[Frame]) -> list[Frame]:
    """Frames of one text; those without a count have the number before their `who`, if no other frame has it."""
    taken = {span for frame in frames for span in frame.role("count")}
    return [_counted(text, frame, taken) for frame in frames]


def told_as_one(text: str, frames: Sequence[Frame]) -> list[Frame]:
    """Frames in which one figure of "killed and wounded" is one of casualties, not so many dead and so many hurt."""
    wounded: dict[tuple[Span, ...], list[int]] = {}
    for j, frame in enumerate(frames):
        if frame.kind == "wounded" and frame.role("count"):
            wounded.setdefault(frame.role("count"), []).append(j)
    pairs = ((i, j) for i, dead in enumerate(frames) for j in wounded.get(dead.role("count"), ()))
    first = {j: i for i, j in pairs if _one_figure(text, frames[i], frames[j])}
    if not first:
        return list(frames)
    ends = {i: frames[j].trigger.end_char for j, i in first.items()}
    kept = [i for i in range(len(frames)) if i not in first]
    at = {old: new for new, old in enumerate(kept)}
    at |= {j: at[i] for j, i in first.items()}

    def placed(i: int) -> Frame:
        frame = replace(frames[i], part_of=None if (whole := frames[i].part_of) is None else at[whole])
        if i not in ends:
            return frame
        return replace(frame, kind="casualties", trigger=Span(frame.trigger.start_char, ends[i]))

    return [placed(i) for i in kept]


def _one_figure(text: str, dead: Frame, hurt: Frame) -> bool:
    """Whether two frames of one count are "killed and wounded" or "killed or wounded"; `hurt`: one of wounded."""
    counts = dead.role("count")
    joined = text[dead.trigger.end_char : hurt.trigger.start_char].split() in (["and"], ["or"])
    told = dead.status == hurt.status != "negated" and NUMERAL.search(counts[0].of(text)) is not None
    return dead.kind == "killed" and joined and told


def with_wholes(text: str, frames: Sequence[Frame]) -> list[Frame]:
    """Frames of one text; a part whose whole stands right before it, unmarked, gets it as a frame after all others."""
    found = list(frames)
    for i, part in enumerate(frames):
        whole = _whole_before(text, part) if part.part_of is None else None
        if whole is not None and not any(_has(other, whole) for other in found):
            found[i] = replace(part, partial=True, part_of=len(found))
            found.append(whole)
    return found


def _whole_before(text: str, part: Frame) -> Frame | None:
    """The frame of the people of whom a part is some; None where the words before the part count none."""
    counts = part.role("count")
    if part.kind not in HARMS or len(counts) != 1:
        return None
    start = max(0, counts[0].start_char - 2 * REACH)
    said = WHOLE.search(text[start : counts[0].start_char])
    if said is None:
        return None
    count, who = (Span(*said.span(name)).shifted(start) for name in ("count", "who"))
    return replace(part, roles={**part.roles, "count": (count,), "who": (who,)}, partial=False, part_of=None, one=False)


def _has(frame: Frame, whole: Frame) -> bool:
    """Whether a frame of the same trigger counts the same people already."""
    same = (frame.kind, frame.trigger) == (whole.kind, whole.trigger)
    return same and any(s.overlaps(whole.role("count")[0]) for s in frame.role("count"))


def _counted(text: str, frame: Frame, taken: set[Span]) -> Frame:
    who = frame.role("who")
    if frame.kind not in HARMS or len(who) != 1 or any(not BOUND.fullmatch(s.of(text)) for s in frame.role("count")):
        return frame
    start = max(0, who[0].start_char - REACH)
    found = NUMBER.search(text[start : who[0].start_char])
    if found is None or _is_of_a_date(text, found, start):
        return frame
    span = Span(*found.span("count")).shifted(start)
    if any(span.overlaps(other) for other in taken.difference(frame.role("count"))):
        return frame
    return replace(frame, roles={**frame.roles, "count": (span,)}, one=False)


def _is_of_a_date(text: str, found: re.Match[str], start: int) -> bool:
    """Whether a number is a year, or the day of a month that stands before it ("On September 3 the head ...")."""
    figure = found["figure"]
    year, at = figure.isdigit() and int(figure) in YEARS, start + found.start("count")
    return found["bound"] is None and (year or MONTH.search(text[max(0, at - REACH) : at]) is not None)
