"""Shapes for the few plots that are drawn on the server: where bars, dots and labels stand, in the drawing's units."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import log10

WIDTH, LEFT, RIGHT = 640, 270, 30
ROW = 26


@dataclass(frozen=True, slots=True)
class Given:
    """A figure to draw: low, best, high (None = not given, an open end), who says it, and when.

    `more`: what its words say beside the numbers.
    """

    label: str
    low: int | None
    best: int | None
    high: int | None
    day: date | None = None
    strong: bool = False
    more: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of an axis: from `x1` to `x2`, `best` where given; `open_end` where there is no highest number."""

    y: int
    label: str
    x1: float
    x2: float
    best: float | None
    open_end: bool
    shown: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """Figures one below the other over one scale; `ticks`: place and number. `log`: equal steps are equal factors."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    height: int
    log: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure on the day it was said; figures of no known day are left out. `top`, `foot`: its high and low.

    A figure without a high reaches to the top of the drawing. `at`: the height of its words, clear of the others'.
    """

    x: float
    y: float
    label: str
    shown: str
    top: float
    foot: float
    at: float = 0.0


def axis(given: Sequence[Given]) -> Axis | None:
    """Figures over one scale; None where no number is given."""
    numbers = [n for g in given for n in (g.low, g.best, g.high) if n is not None]
    if not numbers:
        return None
    top = max(*numbers, 1)
    log = top > 50 * max(1, min((n for n in numbers if n > 0), default=1))
    bars = tuple(_bar(one, number, top, log=log) for number, one in enumerate(given))
    ticks = tuple((_x(n, top, log=log), f"{n:,}") for n in _ticks(top, log=log))
    return Axis(bars, ticks, len(given) * ROW + 34, log)


def _bar(one: Given, number: int, top: int, *, log: bool) -> Bar:
    given = [n for n in (one.low, one.best, one.high) if n is not None]
    first, last = min(given, default=0), max(given, default=0)
    open_end = one.high is None and bool(given)
    x2 = WIDTH - RIGHT + 12 if open_end else _x(last, top, log=log)
    best = _x(one.best, top, log=log) if one.best is not None else None
    return Bar(
        number * ROW + 14, one.label, _x(first, top, log=log), x2, best, open_end, shown(one) + one.more, one.strong
    )


def shown(one: Given) -> str:
    """A figure in words: "9", "9 or more", "5 to 9"."""
    low, high = one.low, one.high
    if low is None and high is None:
        return f"{one.best:,}" if one.best is not None else "not settled"
    if high is None:
        return f"{low:,} or more"
    if low is None:
        return f"up to {high:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _x(number: int, top: int, *, log: bool) -> float:
    share = log10(number + 1) / log10(top + 1) if log else number / top
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def _ticks(top: int, *, log: bool) -> list[int]:
    if log:
        return [0, *(10**power for power in range(len(str(top))))]
    step = next(s for e in range(15) for s in (10**e, 2 * 10**e, 5 * 10**e) if top / s <= 6)
    return list(range(0, top + 1, step))


def over_time(given: Sequence[Given]) -> tuple[list[Dot], list[str]]:
    """Figures by the day they were said, and first and last day; nothing where fewer than two days are known."""
    known = [g for g in given if g.day is not None and (g.best or g.low or g.high) is not None]
    days = sorted({g.day for g in known if g.day is not None})
    if len(days) < 2:
        return [], []
    top = max(n for g in known for n in (g.low, g.best, g.high) if n is not None) or 1
    span = (days[-1] - days[0]).days

    def height(number: int) -> float:
        return round(110 - number / top * 80, 1)

    dots = [
        Dot(round(60 + (g.day - days[0]).days / span * 520, 1), height(_number(g)),
            f"{g.day}: {shown(g)}, {g.label}", shown(g), *_reach(g, height))
        for g in known if g.day is not None
    ]  # fmt: skip
    return _told_apart(dots), [str(days[0]), str(days[-1])]


def _told_apart(dots: Sequence[Dot]) -> list[Dot]:
    """The dots with their words one below the other where they would stand on one another."""
    placed: list[Dot] = []
    for dot in sorted(dots, key=lambda one: (one.x, one.y, one.shown)):
        last = placed[-1] if placed and abs(placed[-1].x - dot.x) < 60 else None
        same = last is not None and (last.y, last.shown) == (dot.y, dot.shown)
        at = dot.y + 5 if last is None else last.at if same else max(dot.y + 5, last.at + 15)
        placed.append(replace(dot, at=at))
    return placed


def _reach(one: Given, height: Callable[[int], float]) -> tuple[float, float]:
    """From where to where a figure may lie."""
    if one.low is None and one.high is None:
        return height(_number(one)), height(_number(one))
    return height(one.high) if one.high is not None else 24.0, height(one.low or 0)


def _number(one: Given) -> int:
    return next((n for n in (one.best, one.low, one.high) if n is not None), 0)
