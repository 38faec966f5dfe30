"""People whom one sentence tells of beside others: no second telling of those."""

from __future__ import annotations

import re

from mnemon.model.claims import Claim

WITHIN = re.compile(
    r"\b(?:including|among|of them|of whom|one of|two of|three of|some of|both|all)\b", re.IGNORECASE
)
"""Words by which a figure is of some of those told before it."""

BESIDE = re.compile(r"\band\b|[,;]|\bwhile\b|\bas well as\b", re.IGNORECASE)
"""What stands between counts of a list."""

JOINT = re.compile(r"\b(?:and|along with|as well as|together with)\b", re.IGNORECASE)
LISTED_ON = re.compile(r",? and ")
"""Words between two groups of people told side by side, and what stands behind the last but one of a list."""


def told_side_by_side(text: str, later: Claim, before: Claim) -> bool:
    """Whether two counts of a sentence stand beside each other: "two nurses and one driver were killed".

    So do people joined by "and" before or behind one word of harm ("a clerk, his driver and drivers' mates"), and those
    of two such words ("1 clerk wounded and a guard wounded").
    """
    return _of_one_harm(text, later, before) or _of_two_harms(text, later, before) or _of_a_list(text, later, before)


def _of_one_harm(text: str, later: Claim, before: Claim) -> bool:
    one, other = before.spans.get("who", ()), later.spans.get("who", ())
    if later.spans["trigger"] != before.spans["trigger"] or not one or not other:
        return False
    first, last = sorted((one[0], other[0]))
    between = text[first.end_char : last.start_char]
    return JOINT.search(between) is not None or (between == ", " and LISTED_ON.match(text, last.end_char) is not None)


def _of_two_harms(text: str, later: Claim, before: Claim) -> bool:
    people = [span.start_char for part in ("count", "who") for span in later.spans.get(part, ())]
    end = before.spans["trigger"][0].end_char
    return bool(people) and JOINT.fullmatch(text[end : min(people)].strip(" ,")) is not None


def _of_a_list(text: str, later: Claim, before: Claim) -> bool:
    counts = [c.spans["count"][0] for c in (before, later) if c.spans.get("count")]
    if later.sentence != before.sentence or len(counts) < len(("one", "other")) or counts[0] == counts[1]:
        return False
    left, right = sorted(counts)
    between = text[left.end_char : right.start_char]
    return BESIDE.search(between) is not None and WITHIN.search(between + right.of(text)) is None
