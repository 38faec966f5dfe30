"""What does normalising lean on? The gazetteer, the actor lists and the bound words, opened once."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from mnemon.normalise.actor_lists import ActorLists, load_actors
from mnemon.normalise.bounds import Bounds, load_bounds
from mnemon.normalise.datafiles import data_digest
from mnemon.normalise.gazetteer import FileGazetteer, Gazetteer, Gazetteers, open_gazetteer
from mnemon.normalise.gazetteer_add import added_files


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The opened data; any Gazetteer will do in place of the shipped one."""

    gazetteer: Gazetteer
    actors: ActorLists
    bounds: Bounds

    @property
    def digest(self) -> str:
        """Which data these are: the gazetteers by their contents' outline, the other shipped lists by their bytes."""
        return sha256(f"{getattr(self.gazetteer, 'digest', '')}|{data_digest()}".encode()).hexdigest()


def open_lexicon(gazetteer: Gazetteer | None = None) -> Lexicon:
    """Opens the shipped data, and the gazetteers that the user added, unless one gazetteer is given.

    Raises DataError where a file is missing or breaks its own rules.
    """
    return Lexicon(gazetteer or open_gazetteers(), load_actors(), load_bounds())


def open_gazetteers() -> FileGazetteer | Gazetteers:
    """The shipped gazetteer, with those that the user added behind it."""
    shipped, added = open_gazetteer(), added_files()
    return Gazetteers((shipped, *(open_gazetteer(path) for path in added))) if added else shipped
