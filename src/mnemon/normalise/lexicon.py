"""What does normalising lean on? The gazetteer, the actor lists and the bound words, opened once."""

from __future__ import annotations

from dataclasses import dataclass

from mnemon.normalise.actor_lists import ActorLists, load_actors
from mnemon.normalise.bounds import Bounds, load_bounds
from mnemon.normalise.gazetteer import Gazetteer, open_gazetteer


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The opened data; any Gazetteer will do in place of the shipped one."""

    gazetteer: Gazetteer
    actors: ActorLists
    bounds: Bounds


def open_lexicon(gazetteer: Gazetteer | None = None) -> Lexicon:
    """Opens the shipped data. Raises DataError where a file is missing or breaks its own rules."""
    return Lexicon(gazetteer or open_gazetteer(), load_actors(), load_bounds())
