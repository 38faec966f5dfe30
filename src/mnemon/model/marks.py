"""What `perceive` sees in a text: words and their roles, before anyone says what they mean."""

from __future__ import annotations

from dataclasses import dataclass

from mnemon.model.text import Span

KINDS = (
    "killed", "wounded", "casualties", "missing", "abducted", "detained", "released", "surrendered", "displaced",
    "battle", "shelling", "airstrike", "bombing", "shooting", "attack", "operation", "territory", "destruction",
    "deployment", "truce", "protest",
)  # fmt: skip
"""The 21 kinds of frame: nine harms to people, then twelve acts."""

HARMS = KINDS[:9]

ROLES = ("count", "who", "by", "by2", "means", "where", "when", "source", "cue", "said_when")
"""The parts of a frame, in the order of the contract."""

STATUSES = ("fact", "possible", "denied", "future", "negated")
SCOPES = ("event", "total")
NAME_TYPES = ("place", "demonym", "organisation", "person", "time")


@dataclass(frozen=True, slots=True)
class Name:
    """A name or time expression in the text; `type` is one of NAME_TYPES."""

    span: Span
    type: str
    score: float


@dataclass(frozen=True, slots=True)
class Frame:
    """One thing that a sentence says happened (or did not, may, or will), with the words that say it.

    `one` is True where the words name exactly one person or thing without counting ("his wife", "the driver").
    `partial` is True where the words say that another frame's count includes this one; `part_of` is that frame's index
    in `Marks.frames`, None where its sentence does not hold it.
    """

    kind: str
    trigger: Span
    sentence: int
    roles: dict[str, tuple[Span, ...]]
    status: str = "fact"
    scope: str = "event"
    one: bool = False
    partial: bool = False
    part_of: int | None = None
    score: float = 0.0

    def role(self, name: str) -> tuple[Span, ...]:
        """The spans that fill a role; empty where the sentence fills none."""
        return self.roles.get(name, ())


@dataclass(frozen=True, slots=True)
class Marks:
    """All that was seen in one report; frames and names stand in text order."""

    sentences: tuple[Span, ...] = ()
    frames: tuple[Frame, ...] = ()
    names: tuple[Name, ...] = ()
