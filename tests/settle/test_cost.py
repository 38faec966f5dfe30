from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from factory import claim, count, finding, speaker
from mnemon.settle import Sourcing
from mnemon.settle.cost import Total, plot, spread, totals


def test_totals_add_up_what_is_given_and_count_what_is_not() -> None:
    told = [
        finding(low=5, best=5, high=5),
        finding(event_id="e-2", low=3, best=None, high=9),
        finding(event_id="e-3", low=2, best=4, high=None),
        finding(event_id="e-4", low=None, best=None, high=None),
        finding(event_id="e-1", group="civilians", best=5),
        finding(rule="highest", what="wounded", low=8, best=8, high=8),
    ]
    assert totals(told) == [
        Total("lowest", "killed", low=10, best=9, high=18, events=4, no_best=2, no_high=1, unsettled=1),
        Total("highest", "wounded", low=8, best=8, high=8, events=1, no_best=0, no_high=0),
    ]


def test_a_sum_of_nothing_is_no_0() -> None:
    (row,) = totals([finding(low=None, best=None, high=None), finding(event_id="e-2", low=None, best=None, high=None)])
    assert (row.low, row.best, row.high, row.events, row.unsettled) == (None, None, None, 2, 2)
    assert row.shown == "— / — / —"
    assert "nothing is settled" in plot([row])
    assert "<rect" not in plot([row])
    (row,) = totals([finding(low=0, best=0, high=0)])
    assert (row.low, row.best, row.high, row.unsettled) == (0, 0, 0, 0)


def event(*told: tuple[str, int]) -> tuple[list, Sourcing]:  # type: ignore[type-arg]
    made = [claim(id=f"{name}-{n}", quantity=count(n), said_by=speaker(name=name), report_id=name) for name, n in told]
    return made, Sourcing()


def test_the_diagnostics_are_means_over_the_events_that_have_figures() -> None:
    found = spread([event(("a", 5), ("b", 5), ("c", 9)), event(("a", 3)), event()], "killed")
    assert (found.events, found.dscore, found.range, found.disagreement, found.single_voice) == (2, 0.5, 2.0, 0.5, 0.5)
    assert found.modal == pytest.approx((2 / 3 + 1) / 2)


def test_no_event_no_diagnostics() -> None:
    assert spread([], "killed").events == 0


def test_the_plot_has_a_bar_and_its_numbers_for_each_row() -> None:
    rows = [Total("lowest", "killed", 897, 897, 897, 407, 0, 0), Total("range", "killed", 897, None, 2802, 407, 9, 2)]
    picture = plot(rows)
    assert len(ET.fromstring(picture).findall("{*}rect")) == 2  # noqa: S314 - of our own making
    assert "897 / 897 / 897" in picture
    assert "897 / — / 2,802 and more" in picture
    assert plot([]).count("<rect") == 0
