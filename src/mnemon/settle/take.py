"""From the figures of all voices to one: each way of taking, and why it may find no answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mnemon.settle.rules import Rule
from mnemon.settle.voices import Figure, highest, lowest

NO_FIGURE = "no claim gives a figure that counts"
NO_DAY = "no figure has a day on which it was said or published"
EVEN = "different numbers are given by equally many voices"


@dataclass(frozen=True, slots=True)
class Chosen:
    """low, best and high with the figures that support them; `why`: why there is no best number."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    supporting: tuple[Figure, ...] = ()
    why: str = ""


def take(given: Sequence[Figure], bounding: Sequence[Figure], rule: Rule) -> Chosen:
    """What the rule makes of the figures `given`; those that are `bounding` may raise the high, and nothing else."""
    chosen = _TAKE[rule.take](given, rule) if given else Chosen(why=NO_FIGURE)
    if not bounding:
        return chosen
    highs = [figure.high for figure in bounding] + ([chosen.high] if given else [])
    why = chosen.why if given else "only a side's claims of its enemy's losses give a figure"
    return replace(chosen, high=highest(highs), why=why)


def _same(chosen: Figure, given: Sequence[Figure]) -> Chosen:
    """The chosen figure, supported by every voice that gives the same."""
    wanted = (chosen.low, chosen.best, chosen.high)
    support = tuple(figure for figure in given if (figure.low, figure.best, figure.high) == wanted)
    return Chosen(*wanted, support, "" if chosen.best is not None else "its figure is a bound or a range")


def _take_lowest(given: Sequence[Figure], _: Rule) -> Chosen:
    return _same(min(given, key=_rank), given)


def _take_highest(given: Sequence[Figure], _: Rule) -> Chosen:
    return _same(max(given, key=_rank), given)


def _rank(figure: Figure) -> tuple[int, int, int]:
    """By number; of two with the same number the one with the lower bounds is the lower."""
    return (figure.number or 0, figure.low or 0, figure.high if figure.high is not None else 1 << 62)


def _take_latest(given: Sequence[Figure], _: Rule) -> Chosen:
    """Undecided where no day is known, or where two voices gave different numbers on the last day."""
    latest = _latest(given)
    if not latest:
        return Chosen(why=NO_DAY)
    same = len({figure.number for figure in latest}) == 1
    return _same(latest[0], given) if same else Chosen(why="different numbers are given on the last day")


def _take_most_precise(given: Sequence[Figure], rule: Rule) -> Chosen:
    return _take_mode(_most_precise(given), rule)


def _take_mode(given: Sequence[Figure], rule: Rule) -> Chosen:
    leading = _leading(given, rule)
    return _same(leading[0], given) if len({figure.number for figure in leading}) == 1 else Chosen(why=EVEN)


def _take_range(given: Sequence[Figure], rule: Rule) -> Chosen:
    """Supported by those who give the best number; by all, where there is none."""
    if len(given) == 1 and given[0].best is not None:
        return Chosen(given[0].low, given[0].best, given[0].high, (given[0],))
    numbers = {figure.best for figure in _leading([f for f in given if f.best is not None], rule)}
    best = next(iter(numbers)) if len(numbers) == 1 else None
    support = tuple(figure for figure in given if best is None or figure.best == best)
    low, high = _bounds(given)
    return Chosen(low, best, high, support, "" if best is not None else EVEN if numbers else "only bounds are given")


def _take_bounds(given: Sequence[Figure], _: Rule) -> Chosen:
    low, high = _bounds(given)
    numbers = {figure.best for figure in given}
    if len(numbers) == 1 and low == high:
        return Chosen(low, low, high, tuple(given))
    return Chosen(low, None, high, tuple(given), "this rule gives a least and a greatest number where voices differ")


def _bounds(given: Sequence[Figure]) -> tuple[int | None, int | None]:
    return lowest([figure.low for figure in given]), highest([figure.high for figure in given])


def _leading(given: Sequence[Figure], rule: Rule) -> list[Figure]:
    """The figures whose number most independent voices give; where several are even, those that the ties prefer."""
    voices: dict[int, set[str]] = {}
    for figure in given:
        if figure.number is not None:
            voices.setdefault(figure.number, set()).add(figure.voice)
    most = max((len(who) for who in voices.values()), default=0)
    leading = [f for f in given if f.number is not None and len(voices[f.number]) == most]
    for tie in rule.ties:
        if len({figure.number for figure in leading}) > 1:
            leading = _TIES[tie](leading) or leading
    return leading


def _latest(given: Sequence[Figure]) -> list[Figure]:
    """Those said on the last day known; none where no day is known."""
    last: date | None = max((figure.said for figure in given if figure.said is not None), default=None)
    return [figure for figure in given if figure.said is not None and figure.said == last]


def _most_precise(given: Sequence[Figure]) -> list[Figure]:
    most = min(figure.precision for figure in given)
    return [figure for figure in given if figure.precision == most]


_TIES: dict[str, Callable[[Sequence[Figure]], list[Figure]]] = {"latest": _latest, "most precise": _most_precise}
_TAKE: dict[str, Callable[[Sequence[Figure], Rule], Chosen]] = {
    "lowest": _take_lowest,
    "highest": _take_highest,
    "latest": _take_latest,
    "most precise": _take_most_precise,
    "mode": _take_mode,
    "range": _take_range,
    "bounds": _take_bounds,
}
