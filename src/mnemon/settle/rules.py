"""The rules that settle figures: named and numbered, so that every finding says by which it was made."""

from __future__ import annotations

from dataclasses import dataclass, fields
from importlib import resources

import yaml

from mnemon.errors import DataError, UsageError

TAKES = ("lowest", "highest", "latest", "range")


@dataclass(frozen=True, slots=True)
class Rule:
    """A named way to make one figure of many; `take` is one of TAKES."""

    name: str
    version: str
    take: str
    description: str


def open_rules() -> dict[str, Rule]:
    """The rules that ship with this room, by name."""
    text = (resources.files("mnemon.settle") / "rules.yaml").read_text(encoding="utf-8")
    return rules_from(text, "settle/rules.yaml")


def get_rule(name: str) -> Rule:
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


def _rule(entry: object, where: str) -> Rule:
    names = {field.name for field in fields(Rule)}
    if not isinstance(entry, dict) or set(entry) != names or not all(isinstance(part, str) for part in entry.values()):
        raise DataError(f"a rule has these parts, all of them words: {', '.join(sorted(names))}", where=where)
    rule = Rule(**entry)
    if rule.take not in TAKES:
        raise DataError(f"rule {rule.name} takes {rule.take}", where=where, do=f"take one of {', '.join(TAKES)}")
    return rule
