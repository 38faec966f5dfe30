"""The rules that settle figures: named and numbered, so that every finding says by which it was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib import resources
from typing import Any

import yaml

from mnemon.errors import DataError, UsageError

CHOICES = {
    "take": ("lowest", "highest", "latest", "most precise", "mode", "range", "bounds"),
    "people": ("everyone", "civilians"),
    "enemy": ("counts", "bounds high"),
    "grade": ("none", "airwars"),
}
"""The parts of a rule that are one word of a list; the first is taken where a rule says nothing, but for `take`."""

TIES = ("latest", "most precise")
DEFAULT = "most-voices"
"""The rule that is taken where none is asked for; docs/decisions says why."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A named way to make one figure of many. The head of rules.yaml says what each part means."""

    name: str
    version: str
    description: str
    take: str
    people: str = "everyone"
    enemy: str = "counts"
    grade: str = "none"
    ties: tuple[str, ...] = ()
    last_word: bool = False
    vague: dict[str, int] = field(default_factory=dict)


def open_rules() -> dict[str, Rule]:
    """The rules that ship with this room, by name."""
    return dict(_shipped())


@cache
def _shipped() -> Mapping[str, Rule]:
    """Read once: a page asks for them again and again."""
    text = (resources.files("mnemon.settle") / "rules.yaml").read_text(encoding="utf-8")
    return rules_from(text, "settle/rules.yaml")


def get_rule(name: str = DEFAULT) -> Rule:
    """The shipped rule of this name; UsageError where there is none."""
    rules = open_rules()
    if name not in rules:
        raise UsageError(f"there is no rule {name}", do=f"take one of {', '.join(rules)}")
    return rules[name]


def rules_from(text: str, where: str) -> dict[str, Rule]:
    """Rules from YAML text; DataError where one lacks a part, is named twice, or takes what cannot be taken."""
    entries = yaml.safe_load(text)
    if not isinstance(entries, list):
        raise DataError("this is not a list of rules", where=where)
    rules = [_rule(entry, where) for entry in entries]
    by_name = {rule.name: rule for rule in rules}
    if len(by_name) < len(rules):
        raise DataError("two rules have one name", where=where)
    return by_name


def _rule(entry: Any, where: str) -> Rule:  # noqa: ANN401 - YAML may hold anything
    needed, known = ("name", "version", "description", "take"), {part.name for part in fields(Rule)}
    if not isinstance(entry, dict) or not set(needed) <= set(entry) <= known:
        raise DataError(f"a rule has these parts: {', '.join(sorted(known))}", where=where, do=f"give {needed}")
    if not all(isinstance(entry[part], str) for part in needed):
        raise DataError(f"these parts of a rule are words: {', '.join(needed)}", where=where)
    rule = Rule(**{**entry, "ties": tuple(entry.get("ties", ()))})
    for part, choices in CHOICES.items():
        _among(rule.name, getattr(rule, part), choices, where)
    for tie in rule.ties:
        _among(rule.name, tie, TIES, where)
    return rule


def _among(name: str, value: object, choices: tuple[str, ...], where: str) -> None:
    if value not in choices:
        raise DataError(f"rule {name} says {value}", where=where, do=f"take one of {', '.join(choices)}")
