from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from rich.console import Console, RenderableType

from factory import actor, at_least, capture, claim, count, dates, place, report, sha, source, speaker
from mnemon.export.tables import (
    claim_view,
    claims_table,
    credit_line,
    days,
    event_view,
    figure,
    report_view,
    tally_lines,
    where,
)
from mnemon.model.claims import Claim, LeftOut, Tally
from mnemon.model.events import Event, Finding
from mnemon.model.values import DateRange, Place, Quantity, Rival


def shown(view: RenderableType) -> str:
    """A view as it stands on a wide terminal without colours."""
    console = Console(file=StringIO(), width=220, color_system=None)
    console.print(view)
    printed = console.file
    assert isinstance(printed, StringIO)
    return printed.getvalue()


FIGURES: list[tuple[Quantity | None, str]] = [
    (None, "-"),
    (count(13), "13"),
    (count(40_000, approx=True), "about 40,000"),
    (at_least(9), "9 or more"),
    (Quantity(None, None, 20, words="up to 20"), "up to 20"),
    (Quantity(5, None, 7), "5 to 7"),
    (Quantity(None, None, None, words="dozens"), '"dozens"'),
    (Quantity(None, None, None), "-"),
    (count(0), "0"),
]


@pytest.mark.parametrize(("quantity", "expected"), FIGURES)
def test_a_figure_is_shown_as_it_stands(quantity: Quantity | None, expected: str) -> None:
    assert figure(quantity) == expected


DAYS: list[tuple[DateRange | None, str]] = [
    (None, "-"),
    (dates(), "2021-05-03"),
    (dates("2021-05-01", "2021-05-31", precision=4), "2021-05-01 to 2021-05-31"),
]


@pytest.mark.parametrize(("found", "expected"), DAYS)
def test_days_are_shown_as_first_and_last(found: DateRange | None, expected: str) -> None:
    assert days(found) == expected


PLACES: list[tuple[Place | None, str]] = [
    (None, "-"),
    (place(), "Bara (1)"),
    (place(precision=4, name="North"), "North (4)"),
    (Place(None, "Dera", None, None, 7), "Dera (?)"),
]


@pytest.mark.parametrize(("found", "expected"), PLACES)
def test_a_place_is_shown_with_how_exact_it_is(found: Place | None, expected: str) -> None:
    assert where(found) == expected


def cells(claim: Claim, numbers: dict[str, str] | None = None) -> list[str]:
    """The one row of a table of one claim."""
    table = claims_table([claim], numbers)
    return [str(next(iter(column.cells))) for column in table.columns]


def test_a_claim_is_a_row() -> None:
    made = claim(by=actor(), means="mortars")
    assert cells(made) == [
        "c-1",
        "Police in Bara",
        "killed",
        "5",
        "villagers",
        "the army; mortars",
        "Bara (1)",
        "2021-05-03",
        "",
    ]


def test_a_claim_that_states_little_has_dashes_and_is_the_reports_own() -> None:
    bare = claim(said_by=None, quantity=None, victims=None, means=None, place=None, date=None)
    assert cells(bare) == ["c-1", "(the report)", "killed", "-", "-", "-", "-", "-", ""]


NOTES: list[tuple[dict[str, object], str]] = [
    ({"part_of": "c-9"}, "part of c2"),
    ({"repeats": "c-9"}, "told before in c2"),
    ({"part_of": "c-8"}, "part of c-8"),
    ({"scope": "total"}, "a period's figure or total"),
    ({"status": "possible", "stance": "admits"}, "possible; admits"),
    ({"notes": ("6 + 9 = 15: the parts make up the whole",)}, "6 + 9 = 15: the parts make up the whole"),
]


@pytest.mark.parametrize(("changes", "expected"), NOTES)
def test_notes_say_what_keeps_a_claim_from_being_added(changes: dict[str, object], expected: str) -> None:
    assert cells(claim(**changes), {"c-1": "c1", "c-9": "c2"})[-1] == expected


def test_words_in_brackets_are_no_markup() -> None:
    told = claim(said_by=speaker(name="[bold]the mayor[/bold]"), notes=("[red]",))
    page = shown(claims_table([told]))
    assert "[bold]the mayor[/bold]" in page
    assert "[red]" in page


TALLIED: list[tuple[Quantity, list[str]]] = [
    (count(13), ["killed: 13"]),
    (at_least(9), ["killed: 9 or more"]),
    (Quantity(None, None, 20), ["killed: up to 20"]),
    (Quantity(1, None, None, rule="mentioned without a number"), ["killed: mentioned, no number"]),
    (Quantity(0, 0, 0, rule="not mentioned"), []),
    (Quantity(0, 0, 0), ["killed: 0"]),
]


@pytest.mark.parametrize(("quantity", "expected"), TALLIED)
def test_a_tally_shows_the_harms_that_a_report_mentions(quantity: Quantity, expected: list[str]) -> None:
    assert tally_lines(Tally({"killed": quantity}), {}) == expected


def test_a_tally_says_what_was_not_added_and_why() -> None:
    found = Tally({"killed": count(13)}, (LeftOut("c-2", "a total"), LeftOut("c-3", "not yet")))
    assert tally_lines(found, {"c-2": "c2"}) == ["killed: 13", "  c2 not added: a total", "  c-3 not added: not yet"]


def test_a_report_is_shown_with_its_origin_its_claims_and_its_count() -> None:
    page = shown(report_view(report(), source(), [claim()], Tally({"killed": count(5)})))
    lines = [line.strip() for line in page.splitlines()]
    assert lines[:2] == ["Shelling in Bara", "Bara Courier, 2021-05-04"]
    assert "killed: 5" in lines
    assert any(line.startswith("c1 ") for line in lines), "claims are numbered by report"


def test_a_report_that_says_nothing_of_itself_is_shown_by_its_address_or_its_id() -> None:
    bare = report(title=None, url=None, published_at=None)
    page = shown(report_view(bare, None, [], Tally()))
    assert page.splitlines()[:3] == [
        "r-1",
        "publisher not stated, date not stated",
        "No claims of harm or acts of conflict found.",
    ]


def finding(low: int | None, best: int | None, high: int | None, left: tuple[LeftOut, ...] = ()) -> Finding:
    return Finding("e-1", "killed", low, best, high, ("c-1",), ("c-2",), "range", "1", left)


FINDINGS = [
    (finding(5, None, 12), "killed: low 5, best not given, high 12 (by rule range 1)"),
    (finding(5000, 5000, None), "killed: low 5,000, best 5,000, high not given (by rule range 1)"),
    (finding(None, None, None), "killed: the claims do not settle it (by rule range 1)"),
]


@pytest.mark.parametrize(("found", "expected"), FINDINGS)
def test_an_event_says_what_the_rule_makes_of_its_figures(found: Finding, expected: str) -> None:
    assert expected in shown(event_view(Event("e-1", ("m-1",)), [claim()], [found]))


def test_an_event_stands_where_most_of_its_claims_put_it_in_whatever_words() -> None:
    near = [
        place(place_id="g-2", name="Kutum", precision=2, words=words) for words in ("Kutum", "near Kutum", "by Kutum")
    ]
    once = [place(place_id="g-1", name="Bara", precision=2)] * 2
    claims = [claim(id=f"c-{n}", place=where) for n, where in enumerate((*once, *near))]
    assert "e-1  Kutum (2)" in shown(event_view(Event("e-1", ("m-1",)), claims, []))


def test_an_event_shows_each_voice_and_why_one_is_not_counted() -> None:
    army = claim(id="c-2", report_id="r-2", said_by=None, quantity=at_least(9), place=place(name="North", precision=4))
    hurt = claim(id="c-3", kind="wounded")
    page = shown(
        event_view(Event("e-1", ("m-1",)), [army, claim(), hurt], [finding(5, 5, 5, (LeftOut("c-2", "late"),))])
    )
    lines = page.splitlines()
    assert lines[0] == "e-1  Bara (1)  2021-05-03  killed, wounded  (2 reports)", "the most exact place stands for it"
    assert lines[2:4] == [
        "    c-2  (the report): 9 or more villagers  [not counted: late]",
        "    c-1  Police in Bara: 5 villagers",
    ]
    assert "c-3" not in page


def test_figures_of_an_event_stand_in_the_order_in_which_they_came_out_each_with_its_day() -> None:
    days = {"r-1": date(2021, 5, 6), "r-2": date(2021, 5, 4), "r-3": None}
    claims = [claim(id=f"c-{name}", report_id=name) for name in ("r-3", "r-1", "r-2")]
    page = shown(event_view(Event("e-1", ("m-1",)), claims, [finding(5, 5, 5)], published=days))
    assert page.splitlines()[2:5] == [
        "    c-r-2  2021-05-04  Police in Bara: 5 villagers",
        "    c-r-1  2021-05-06  Police in Bara: 5 villagers",
        "    c-r-3  date not stated  Police in Bara: 5 villagers",
    ]


def test_a_claim_is_shown_in_its_sentence_with_its_citation() -> None:
    page = shown(claim_view(claim(), report(), source(), capture()))
    assert "shelling killed[trigger] five[count] villagers[who] on 3 May 2021." in page
    for part in ("Bara Courier", "2021-05-04", "https://courier.example/1", f"sha256:{sha(report().text)}", "killed@1"):
        assert part in page


def test_a_claim_shows_how_its_place_was_chosen_and_whose_data_it_is() -> None:
    rival = Rival("geonames:2", "Bara", -1.5, 30.0, "UG", "Central")
    chosen = place(place_id="geonames:1", reason="in a country that the report names", note="why not", rivals=(rival,))
    page = shown(claim_view(claim(place=chosen), report(), source(), capture()))
    for part in (
        "Bara, Bara, North, SD at 12.5000, 24.2500, precision 1",
        "in a country that the report names",
        "why not",
    ):
        assert part in page
    assert "Bara, Central, UG (geonames:2)" in page
    assert "GeoNames, CC BY 4.0" in page


def test_a_claim_shows_who_said_it_and_on_which_day_that_was() -> None:
    said = speaker(office="police", side="tcd-police", via=("Agency",))
    page = shown(claim_view(claim(said_by=said, said_on=dates("2021-05-04")), report(), source(), capture()))
    assert "Police in Bara; police; side tcd-police; through Agency" in page
    assert "2021-05-04, precision 1" in page


PLACES_SHOWN = [
    ([], ""),
    ([None, place(place_id=None)], ""),
    ([place(place_id="wof:1"), place(place_id="geonames:1"), place(place_id="wof:2")],
     "Place data: GeoNames, CC BY 4.0; Who's On First, CC BY"),
]  # fmt: skip


@pytest.mark.parametrize(("places", "line"), PLACES_SHOWN)
def test_whose_place_data_are_shown_is_told_once(places: list[Place | None], line: str) -> None:
    assert credit_line(places) == line


def test_a_report_names_whose_place_data_it_shows() -> None:
    made = claim(place=place(place_id="pcode:UA01"))
    assert "Place data: OCHA COD-AB Ukraine, CC BY-IGO" in shown(report_view(report(), source(), [made], Tally()))


@pytest.mark.parametrize(("score", "suggested"), [(0.49, True), (0.5, False), (0.97, False)])
def test_a_claim_more_likely_wrong_than_right_is_shown_as_a_suggestion(score: float, suggested: bool) -> None:
    assert ("a suggestion only: score 0.49" in shown(claims_table([claim(score=score)]))) == suggested
