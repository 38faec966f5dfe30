"""Which figure? A named rule chooses among the figures of all voices; the claims that lose stay beside it as rivals."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mnemon.model.claims import Claim
from mnemon.model.events import Event, Finding
from mnemon.model.marks import HARMS
from mnemon.settle.guard import guard
from mnemon.settle.rules import Rule
from mnemon.settle.voices import Figure, Sourcing, figures, highest, lowest

Chosen = tuple[int | None, int | None, int | None, list[Figure]]
"""low, best, high, and the figures that support them."""
UNSETTLED: Chosen = (None, None, None, [])


def settle(event: Event, claims: Sequence[Claim], rule: Rule, sourcing: Sourcing | None = None) -> list[Finding]:
    """One finding for each harm that the event's claims speak of; all None where they do not settle it.

    Claims of other events' mentions are passed over. `sourcing` None = nothing is known of the reports.
    """
    mine = [claim for claim in claims if claim.event_mention_id in event.members]
    told = {claim.kind for claim in mine}
    known = sourcing if sourcing is not None else Sourcing()
    return [_settle(event.id, mine, harm, rule, known) for harm in HARMS if harm in told]


def _settle(event_id: str, claims: Sequence[Claim], harm: str, rule: Rule, sourcing: Sourcing) -> Finding:
    guarded = guard(claims, harm)
    given = [figure for figure in figures(guarded.kept, sourcing) if figure.number is not None]
    low, best, high, supporting = _TAKE[rule.take](given)
    support = tuple(claim.id for figure in supporting for claim in figure.claims)
    return Finding(
        event_id=event_id,
        what=harm,
        low=low,
        best=best,
        high=high,
        supporting=support,
        rival=tuple(claim.id for claim in guarded.kept if claim.id not in support),
        rule=rule.name,
        rule_version=rule.version,
        left_out=guarded.left_out,
    )


def _same(chosen: Figure, given: Sequence[Figure]) -> Chosen:
    """The chosen figure, supported by every voice that gives the same."""
    wanted = (chosen.low, chosen.best, chosen.high)
    return (*wanted, [figure for figure in given if (figure.low, figure.best, figure.high) == wanted])


def _take_lowest(given: Sequence[Figure]) -> Chosen:
    return _same(min(given, key=_rank), given) if given else UNSETTLED


def _take_highest(given: Sequence[Figure]) -> Chosen:
    return _same(max(given, key=_rank), given) if given else UNSETTLED


def _rank(figure: Figure) -> int:
    return figure.number or 0


def _take_latest(given: Sequence[Figure]) -> Chosen:
    """Undecided where no day is known, or where two voices gave different numbers on the last day."""
    last = max((figure.said for figure in given if figure.said is not None), default=None)
    latest = [figure for figure in given if figure.said == last and last is not None]
    return _same(latest[0], given) if len({f.number for f in latest}) == 1 else UNSETTLED


def _take_range(given: Sequence[Figure]) -> Chosen:
    best = _most_voices(given)
    low, high = lowest([figure.low for figure in given]), highest([figure.high for figure in given])
    return low, best, high, [figure for figure in given if best is None or figure.best == best]


def _most_voices(given: Sequence[Figure]) -> int | None:
    """The best number that most independent voices give; None where two are even, or none is given."""
    voices: dict[int, set[str]] = {}
    for figure in given:
        if figure.best is not None:
            voices.setdefault(figure.best, set()).add(figure.voice)
    most = max((len(who) for who in voices.values()), default=0)
    leading = [best for best, who in voices.items() if len(who) == most]
    return leading[0] if len(leading) == 1 else None


_TAKE: dict[str, Callable[[Sequence[Figure]], Chosen]] = {
    "lowest": _take_lowest,
    "highest": _take_highest,
    "latest": _take_latest,
    "range": _take_range,
}
