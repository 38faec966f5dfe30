"""What is told beside a harm and is not its own: where people are from, when the dead were buried, the site hit."""

from __future__ import annotations

import re
from dataclasses import replace

from mnemon.coding.story import CARED, of_care
from mnemon.model.marks import Frame
from mnemon.model.values import FrameValues

ORIGINS = ("killed", "wounded", "casualties")
"""Harms that nobody suffers "from" a place: it is where they come from."""

FROM = re.compile(r"[\w-]+ from (?:the )?$")
"""People told with where they are from, up to the name of it."""

BURIAL = re.compile(r"\b(?:bur(?:y|ied|ial|ying)|cremat\w+|funerals?|laid to rest|mourn\w*)\b", re.IGNORECASE)
"""Words that tell of a death by the burial of the dead."""


SITE_DEAD = re.compile(r" (?:dead|deaths?|death toll|toll|victims|casualties|wounded|injured)\b", re.IGNORECASE)
"""What stands behind the site of an attack where that stands for its dead ("market dead at 12")."""


def of_the_harm(frame: Frame, value: FrameValues, text: str) -> tuple[Frame, FrameValues]:
    """The frame and its values less what is told beside the harm.

    That is a place that is only where those harmed are from, the day of a burial, and a site as those harmed.
    """
    return _without_site(*_without_burial_day(*_without_origin(frame, value, text), text), text)


def _without_site(frame: Frame, value: FrameValues, text: str) -> tuple[Frame, FrameValues]:
    """The frame and its values less the site of an attack as who was harmed ("puts market dead at 12")."""
    who = frame.role("who")
    site = frame.kind in ORIGINS and len(who) == 1 and value.victims is not None and "things" in value.victims.groups
    if not site or SITE_DEAD.match(text, who[0].end_char) is None or frame.trigger.start_char <= who[0].start_char:
        return frame, value
    roles = {role: spans for role, spans in frame.roles.items() if role != "who"}
    return replace(frame, roles=roles), replace(value, victims=None)


def _without_origin(frame: Frame, value: FrameValues, text: str) -> tuple[Frame, FrameValues]:
    """The frame and its values less a place that is only where those harmed are from."""
    if not _is_origin(frame, text):
        return frame, value
    roles = {role: spans for role, spans in frame.roles.items() if role != "where"}
    return replace(frame, roles=roles), replace(value, place=None)


def _without_burial_day(frame: Frame, value: FrameValues, text: str) -> tuple[Frame, FrameValues]:
    """The frame and its values less the day on which the dead were buried: it is not that of their death."""
    if frame.kind != "killed" or BURIAL.search(frame.trigger.of(text)) is None:
        return frame, value
    roles = {role: spans for role, spans in frame.roles.items() if role != "when"}
    return replace(frame, roles=roles), replace(value, date=None)


def is_care(frame: Frame, text: str) -> bool:
    """Whether all places told of a harm are where the dead or wounded were taken: that is not where it happened."""
    where = frame.role("where")
    return frame.kind in CARED and bool(where) and all(of_care(text, span) for span in where)


def _is_origin(frame: Frame, text: str) -> bool:
    """Whether the only place told of a harm is where those harmed are from ("peacekeepers from Burundi")."""
    where = frame.role("where")
    if frame.kind not in ORIGINS or len(where) != 1:
        return False
    start = where[0].start_char
    close = (who for who in frame.role("who") if 0 <= start - who.end_char <= len(" from the "))
    return any(FROM.search(text[who.start_char : start]) for who in close)
