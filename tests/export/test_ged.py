from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from export.leaving import exported, told
from factory import actor, at_least, claim, count, dates, place, speaker, villagers
from mnemon.errors import DataError
from mnemon.export.countries import countries
from mnemon.export.ged import COLUMNS, Deaths, event_number, priogrid
from mnemon.model.claims import Claim
from mnemon.model.values import Actor, Quantity

REBELS = actor(actor_id="g-front", name="Highland Front", kind="rebel group", words="the Front")


def test_a_row_has_the_49_columns_in_order(tmp_path: Path) -> None:
    rows, _ = exported("ged", [told(claim(by=actor()))], tmp_path)
    assert len(COLUMNS) == 49
    assert tuple(rows[0]) == COLUMNS
    row = rows[0]
    assert (row["side_a"], row["side_b"], row["type_of_violence"]) == ("Army of Bara", "Civilians", "3")
    assert (row["deaths_a"], row["deaths_b"], row["deaths_civilians"], row["deaths_unknown"]) == ("0", "0", "5", "0")
    assert (row["low"], row["best"], row["high"]) == ("5", "5", "5")
    assert (row["date_start"], row["date_prec"], row["where_prec"]) == ("2021-05-03 00:00:00.000", "1", "1")
    assert (row["source_original"], row["source_office"], row["code_status"]) == (
        "Police in Bara",
        "Bara Courier",
        "Clear",
    )
    assert (row["country"], row["country_id"], row["region"]) == ("Sudan", "625", "Africa")


SIDES = [
    (actor(), REBELS, None, "1", "Army of Bara", "Highland Front"),
    (REBELS, actor(), None, "1", "Army of Bara", "Highland Front"),
    (REBELS, actor(actor_id="g-2", name="Plain Guard", kind="militia"), None, "2", "Highland Front", "Plain Guard"),
    (REBELS, None, villagers(), "3", "Highland Front", "Civilians"),
    (None, None, villagers(), "", "", ""),
    (None, None, None, "", "", ""),
]


@pytest.mark.parametrize("case", SIDES)
def test_the_sides_make_the_type_of_violence_and_what_is_unknown_stays_unknown(
    case: tuple[object, object, object, str, str, str], tmp_path: Path
) -> None:
    by, by2, victims, violence, a, b = case
    rows, _ = exported("ged", [told(claim(by=by, by2=by2, victims=victims))], tmp_path)
    found = rows[0]
    assert (found["type_of_violence"], found["side_a"], found["side_b"]) == (violence, a, b)
    assert found["code_status"].startswith("Check") == (violence == "")


CLARITY = [
    ("one day", [claim(date=dates())], "1"),
    ("a night", [claim(date=dates("2021-05-03", "2021-05-04", precision=2))], "1"),
    ("a week", [claim(date=dates("2021-05-03", "2021-05-09", precision=3))], "2"),
    ("no day of its own", [claim(date=None), claim(id="c-d", kind="shelling", quantity=None)], "1"),
    ("a week, and one day that another voice gives", [
        claim(date=dates("2021-05-03", "2021-05-09", precision=3)),
        claim(id="c-2", said_by=speaker(name="A doctor")),
    ], "1"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "claims", "expected"), CLARITY, ids=[case[0] for case in CLARITY])
def test_a_figure_of_several_days_is_an_unclear_event(
    what: str, claims: list[Claim], expected: str, tmp_path: Path
) -> None:
    rows, _ = exported("ged", [told(*claims)], tmp_path)
    assert rows[0]["event_clarity"] == expected, what


def test_the_dead_of_a_side_stand_under_that_side(tmp_path: Path) -> None:
    soldiers = claim(id="c-1", victims=actor(), by=REBELS, quantity=count(3))
    people = claim(id="c-2", quantity=count(2), said_by=speaker())
    rows, _ = exported("ged", [told(soldiers, people)], tmp_path)
    row = rows[0]
    assert (row["side_a"], row["deaths_a"], row["deaths_b"], row["deaths_civilians"]) == ("Army of Bara", "3", "0", "2")
    assert (row["best"], row["deaths_unknown"]) == ("5", "0")


def test_an_open_upper_end_is_the_highest_number_that_any_claim_gives(tmp_path: Path) -> None:
    claims = (
        claim(id="c-1", quantity=at_least(9)),
        claim(id="c-2", quantity=count(12), said_by=speaker(name="A doctor")),
    )
    rows, lines = exported("ged", [told(*claims)], tmp_path)
    assert rows[0]["high"] == "12"
    assert int(rows[0]["low"]) <= int(rows[0]["best"]) <= 12
    assert any("no upper end" in line.get("note", "") for line in lines)


LEFT_OUT = [
    ({"date": None}, "no day is stated"),
    ({"place": None}, "no place on the map is stated"),
    ({"place": place(latitude=None, longitude=None)}, "no place on the map is stated"),
    ({"quantity": None}, "no death in low, best or high"),
    ({"quantity": Quantity(0, 0, 0)}, "no death in low, best or high"),
    ({"status": "negated"}, "no death in low, best or high"),
]


@pytest.mark.parametrize(("changes", "reason"), LEFT_OUT)
def test_what_ged_cannot_hold_is_counted_with_its_reason(
    changes: dict[str, object], reason: str, tmp_path: Path
) -> None:
    rows, lines = exported("ged", [told(claim(**changes)), told(claim(), event_id="e-2")], tmp_path)
    assert len(rows) == 1
    assert lines[-1]["rows"] == 1
    ((why, many),) = lines[-1]["left_out"].items()
    assert (reason in why, many) == (True, 1)
    assert [line["event"] for line in lines if line["line"] == "left out"] == ["e-1"]


def test_a_best_figure_that_is_not_settled_is_said_to_be_the_low_one(tmp_path: Path) -> None:
    claims = [claim(id=f"c-{n}", quantity=count(n), said_by=speaker(name=f"Voice {n}")) for n in (4, 9)]
    rows, lines = exported("ged", [told(*claims, rule="range")], tmp_path)
    assert (rows[0]["low"], rows[0]["best"], rows[0]["high"]) == ("4", "4", "9")
    assert "deaths" in rows[0]["code_status"]
    assert any("do not settle a best figure" in line.get("note", "") for line in lines)


BROKEN = [(1, 1, 1, 1, 0, 5, 9), (0, 0, 0, 5, 6, 5, 9), (0, 0, 0, 5, 1, 5, 4), (0, 0, 0, 5, -1, 5, 5)]


@pytest.mark.parametrize("figures", BROKEN)
def test_deaths_that_do_not_add_up_or_are_out_of_order_cannot_be_written(figures: tuple[int, ...]) -> None:
    with pytest.raises(DataError):
        Deaths(*figures)


NUMBERS = st.none() | st.integers(0, 40)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(NUMBERS, NUMBERS, NUMBERS, st.sampled_from("abc"), st.sampled_from([None, "v", "s"])),
        min_size=1,
        max_size=5,
    )
)
def test_whatever_is_claimed_the_row_keeps_geds_two_rules(
    tmp_path_factory: pytest.TempPathFactory,
    given_claims: list[tuple[int | None, int | None, int | None, str, str | None]],
) -> None:
    claims = []
    for number, (low, best, high, who, victims) in enumerate(given_claims):
        ends = sorted(n for n in (low, best, high) if n is not None)
        given_ends = [n if n is None else ends.pop(0) for n in (low, best, high)]
        quantity = Quantity(given_ends[0], given_ends[1], given_ends[2])
        harmed = {None: None, "v": villagers(), "s": actor()}[victims]
        claims.append(claim(id=f"c-{number}", quantity=quantity, victims=harmed, by=REBELS, said_by=speaker(name=who)))
    rows, _ = exported("ged", [told(*claims)], tmp_path_factory.mktemp("ged"))
    for row in rows:
        parts = [int(row[name]) for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")]
        assert int(row["best"]) == sum(parts)
        assert 0 <= int(row["low"]) <= int(row["best"]) <= int(row["high"])
        assert int(row["high"]) > 0


# PRIO-GRID cells by the formula of the VIEWS project's own library: (row - 1) * 720 + column
CELLS = [(34.52, 69.17, 179779), (33.33, 44.44, 177569), (-90, -180, 1), (90, 180, 259200), (0, 0, 129961)]


@pytest.mark.parametrize(("latitude", "longitude", "cell"), CELLS)
def test_a_place_has_its_priogrid_cell(latitude: float, longitude: float, cell: int) -> None:
    assert priogrid(latitude, longitude) == cell


def test_event_numbers_are_exact_in_every_reader() -> None:
    numbers = {event_number(f"e-{n}") for n in range(2000)}
    assert len(numbers) == 2000
    assert all(float(n) == n for n in numbers)


def test_a_country_of_the_list_stands_there_once_and_whole() -> None:
    known = countries().values()
    assert len({c.iso3 for c in known}) == len(known)
    gws = [c.gw for c in known if c.gw is not None]
    assert len(set(gws)) == len(gws)
    assert {c.region for c in known} == {"Africa", "Americas", "Asia", "Europe", "Middle East"}
    assert {c.iso2: c.gw for c in known if c.iso2 in ("UA", "RU", "YE", "SD", "PS")} == {
        "UA": 369,
        "RU": 365,
        "YE": 678,
        "SD": 625,
        "PS": None,
    }


def test_a_range_of_days_keeps_its_first_and_last(tmp_path: Path) -> None:
    rows, _ = exported("ged", [told(claim(date=dates("2021-05-01", "2021-05-31", 4)))], tmp_path)
    assert (rows[0]["date_prec"], rows[0]["date_start"][:10], rows[0]["date_end"][:10]) == (
        "4",
        "2021-05-01",
        "2021-05-31",
    )


NAMES = [
    (actor(actor_id="sdn-military", of="sdn-government", name="Sudanese armed forces"), "Government of Sudan", "625"),
    (actor(actor_id="sdn-government", name="Sudanese government", kind="government"), "Government of Sudan", "625"),
    (actor(), "Army of Bara", ""),
    (actor(actor_id=None, name="the Highland Front", kind="rebel group"), "the Highland Front", ""),
    (actor(actor_id=None, name="soldiers"), "", ""),
    (actor(actor_id=None, name="Police"), "", ""),
]


@pytest.mark.parametrize(("by", "side", "number"), NAMES)
def test_a_side_is_a_government_or_has_a_name_of_its_own(by: Actor, side: str, number: str, tmp_path: Path) -> None:
    rows, _ = exported("ged", [told(claim(by=by))], tmp_path)
    assert (rows[0]["side_a"], rows[0]["gwnoa"]) == (side, number)
    assert rows[0]["type_of_violence"] == ("3" if side else "")


def test_the_dead_of_two_armies_are_told_apart(tmp_path: Path) -> None:
    other = actor(actor_id="b-army", name="Army of Kara")
    claims = [
        claim(id="c-1", by=other, victims=actor(), quantity=count(4)),
        claim(id="c-2", by=actor(), victims=other, quantity=count(3)),
    ]
    rows, _ = exported("ged", [told(*claims)], tmp_path)
    assert {(rows[0][f"side_{s}"], rows[0][f"deaths_{s}"]) for s in "ab"} == {
        ("Army of Bara", "4"),
        ("Army of Kara", "3"),
    }


def test_who_is_quoted_is_named_once_and_never_as_a_pronoun(tmp_path: Path) -> None:
    names = ("Health ministry", "the health  ministry", "he", "Police")
    claims = [claim(id=f"c-{n}", said_by=speaker(name=name)) for n, name in enumerate(names)]
    rows, _ = exported("ged", [told(*claims)], tmp_path)
    assert rows[0]["source_original"] == "Health ministry;Police"


def test_a_place_named_in_other_words_is_the_same_place() -> None:
    often = [
        claim(id=f"c-{n}", place=place(place_id="g-2", name="Kutum", precision=2, words=words))
        for n, words in enumerate(("near Kutum", "Kutum", "by Kutum"))
    ]
    once = [claim(id=f"c-{n}", place=place(place_id="g-1", name="Bara", precision=2)) for n in (8, 9)]
    assert told(*once, *often).place().name == "Kutum"  # type: ignore[union-attr]
