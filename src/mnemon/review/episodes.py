"""What an event is part of, what is part of it, and what may count the same people: no total adds the two."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from mnemon.across import Group
from mnemon.review.asking import Ask
from mnemon.review.doubles import AT_ONCE, Double, doubles, number_of
from mnemon.review.events import headline, told
from mnemon.settle import get_rule, open_rules


@dataclass(frozen=True, slots=True)
class Line:
    """An event in a line: one of its tellings, where and when, and what is told."""

    mention_id: str
    headline: str
    told: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures of which totals add one; `link`: the number of the link between `left` and `right`, to judge them."""

    what: str
    left_out: int | None
    stands: int | None
    other: Line
    left: str
    right: str
    link: int


def _pair(ask: Ask, here: Group, double: Double) -> Pair:
    left, right = sorted((here.event.members[0], double.other.event.members[0]))
    numbers = (number_of(double.left_out), number_of(double.stands))
    return Pair(double.what, *numbers, _line(double.other), left, right, ask.desk.link_number(left, right))


def episode(ask: Ask) -> Response:
    """The episode that an event is part of, its parts, and events that may count the same people; "" without any."""
    rule = get_rule(ask.query.get("rule") or next(iter(open_rules())))
    beside = doubles(ask.desk, ask.path["mention_id"], rule)
    if beside.here is None:
        return ask.page("episode.html")
    here, parent = beside.here, beside.parent
    return ask.page(
        "episode.html", parent=_line(parent) if parent is not None else None, parts=list(map(_line, beside.parts)),
        cut=beside.cut, size=AT_ONCE, rule=rule, mention_id=ask.path["mention_id"],
        left_out=[_pair(ask, here, one) for one in beside.mine if not one.episode],
        stands=[_pair(ask, here, one) for one in beside.others if not one.episode],
    )  # fmt: skip


def _line(group: Group) -> Line:
    kinds = list(dict.fromkeys(map(told, group.claims)))
    more = f" and {len(kinds) - 3} more" if len(kinds) > 3 else ""
    return Line(group.event.members[0], headline(group.claims), ", ".join(kinds[:3]) + more)
