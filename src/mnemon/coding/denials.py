"""What a report calls untrue did not happen as it says, though the words for it are those of a fact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mnemon.coding.codebook import Untrue
from mnemon.coding.parts import HAPPENED
from mnemon.coding.refining import pattern
from mnemon.model.marks import HARMS, Marks

TURN = re.compile(
    r"\b(?:but|while|although|though|whereas|however|after|as|saying|adding|insisting|arguing|calling|noting)\b",
    re.IGNORECASE,
)
"""Words after which a sentence tells something of its own."""

NOT_ONE = re.compile(
    r"\bnot (?:a|one) single (?:one )?(?:of )?(?:[\w'’-]+ ){0,4}?(?:(?:was|were|has been|have been|had been) )?$",
    re.IGNORECASE,
)
"""What stands before a harm that nobody suffered ("not a single one of those men was killed")."""

REACH = 90
"""How many characters before a harm "the allegations" may stand."""


def with_denials(text: str, marks: Marks, untrue: Untrue) -> Marks:
    """The marks, frames that their sentence calls untrue being denied.

    "Denies the allegations that 40 were killed"; "the report that 40 were killed is false". "Not a single one of them
    was killed" is negated.
    """
    frames = []
    for frame in marks.frames:
        sentence = marks.sentences[frame.sentence]
        before = text[sentence.start_char : frame.trigger.start_char]
        behind = text[frame.trigger.end_char : sentence.end_char]
        told = frame.status in HAPPENED and _called_untrue(before, behind, untrue)
        nobody = frame.status in HAPPENED and frame.kind in HARMS and NOT_ONE.search(before) is not None
        frames.append(replace(frame, status="denied" if told else "negated") if told or nobody else frame)
    return replace(marks, frames=tuple(frames))


def _called_untrue(before: str, behind: str, untrue: Untrue) -> bool:
    noun = _last(before, untrue.of)
    if noun is None or len(before) - noun.end() > REACH or TURN.search(before, noun.end()):
        return False
    denied = _last(before[: noun.start()], untrue.deny)
    if denied is not None and noun.start() - denied.end() < len(" all of these serious "):
        return True
    return any(pattern(words).search(behind) for words in untrue.wrong)


def _last(said: str, words: Sequence[str]) -> re.Match[str] | None:
    found = [match for phrase in words for match in pattern(phrase).finditer(said)]
    return max(found, key=lambda match: match.end(), default=None)
