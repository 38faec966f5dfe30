"""Whose dead? "The army lost six men" tells it by its verb: those who lost them."""

from __future__ import annotations

import re

from mnemon.model.marks import Frame

LOST = re.compile(r"(?:lost|loses?|losing|suffered|suffers?|suffering)\b", re.IGNORECASE)
"""How the verb begins whose subject is the side of those harmed."""

HARMS_LOST = ("killed", "wounded", "casualties", "missing")

BETWEEN = re.compile(
    r"\s+(?:has|have|had|having|also|itself|themselves|only|reportedly|to|already|later|since|then|so far|alone"
    r"|admits?|admitted|acknowledges?d?|acknowledging|admitting|concedes?d?|conceding|confirms?|confirmed)$",
    re.IGNORECASE,
)
"""What may stand between the losers and the verb."""

BORDER = re.compile(
    r"[,;:—–()\"“”\n]|[.!?]\s|\s(?:that|which|who|while|whereas|and|but|where|as|after|said|saying|says|claimed|if|whether)\s",
    re.IGNORECASE,
)
"""Where the words for the losers begin at the latest."""

REACH = 120
"""How many characters before the verb they may begin."""

LONGEST = 6
"""More words than this are no name of a side."""


def losers(text: str, frame: Frame) -> str:
    """The words for the side that lost those harmed; empty where the verb is another, or nothing sure stands before it.

    "The accounts say that the army had lost six men": "the army".
    """
    if frame.kind not in HARMS_LOST or LOST.match(frame.trigger.of(text)) is None:
        return ""
    before = " " + text[max(0, frame.trigger.start_char - REACH) : frame.trigger.start_char].rstrip()
    while (said := BETWEEN.search(before)) is not None:
        before = before[: said.start()]
    words = BORDER.split(before)[-1].split()
    return " ".join(words) if 0 < len(words) <= LONGEST else ""
