"""What do the words mean? Words become numbers, days, places and actors, or None = "not stated": no guesses."""

from mnemon.normalise.actors import actor
from mnemon.normalise.lexicon import Lexicon, open_lexicon
from mnemon.normalise.places import place
from mnemon.normalise.quantities import quantity
from mnemon.normalise.report_values import normalise
from mnemon.normalise.times import when

__all__ = ["Lexicon", "actor", "normalise", "open_lexicon", "place", "quantity", "when"]
