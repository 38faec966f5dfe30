"""Which figure, by which rule? Rival claims become findings; nothing is counted twice."""

from mnemon.settle.rules import Rule, get_rule, open_rules
from mnemon.settle.settle import settle, settle_groups
from mnemon.settle.tally import tally
from mnemon.settle.voices import Sourcing

__all__ = ["Rule", "Sourcing", "get_rule", "open_rules", "settle", "settle_groups", "tally"]
