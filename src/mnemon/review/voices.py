"""Which reports are one voice, and why, as the event page shows it."""

from __future__ import annotations

from collections.abc import Mapping

from mnemon.model.events import Backing


def shared(backing: Backing, titles: Mapping[str, str]) -> list[tuple[str, list[tuple[str, str]], str]]:
    """The voices that several reports carry: who, the reports by id and title, and why they are one voice."""
    return [
        (voice.name or "One text", [(i, titles.get(i, i)) for i in voice.reports], _why(voice.why, titles))
        for voice in backing.told_by
        if len(voice.reports) > 1
    ]


def _why(reasons: tuple[str, ...], titles: Mapping[str, str]) -> str:
    """The reasons with reports by their titles, as people know them; one of another event keeps its id."""
    return "; ".join(" ".join(_titled(word, titles) for word in reason.split(" ")) for reason in reasons)


def _titled(word: str, titles: Mapping[str, str]) -> str:
    bare = word.removesuffix(":")
    return f"“{titles[bare]}”{word[len(bare) :]}" if bare in titles else word
