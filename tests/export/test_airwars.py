from __future__ import annotations

from pathlib import Path

import pytest

from export.leaving import exported, told
from factory import actor, claim, count, speaker, villagers
from mnemon.export.airwars import columns, groups


def test_there_are_eighteen_groups_with_four_figures_each(tmp_path: Path) -> None:
    rows, _ = exported("airwars", [told(rule="airwars-range")], tmp_path)
    assert len(groups()) == 18
    assert tuple(rows[0]) == columns()
    assert (
        sum(name.endswith(("_killed_min", "_killed_max", "_injured_min", "_injured_max")) for name in columns()) == 72
    )


WORDS = [
    ("villagers", "civilian_non_combatants"),
    ("three children", "children"),
    ("two women", "women"),
    ("journalists", "journalists"),
    ("nurses", "healthcare_personnel"),
]


@pytest.mark.parametrize(("words", "group"), WORDS)
def test_words_for_victims_name_their_group_and_the_one_that_holds_it(words: str, group: str, tmp_path: Path) -> None:
    rows, _ = exported("airwars", [told(claim(victims=villagers(words=words)), rule="airwars-range")], tmp_path)
    for name in (group, "civilian_non_combatants"):
        assert (rows[0][f"{name}_killed_min"], rows[0][f"{name}_killed_max"]) == ("5", "5")
    filled = {
        name for name, value in rows[0].items() if value and name.endswith("_killed_min") and name != "killed_min"
    }
    assert filled == {f"{group}_killed_min", "civilian_non_combatants_killed_min"}


def test_rival_figures_are_the_least_and_the_most(tmp_path: Path) -> None:
    claims = [claim(id=f"c-{n}", quantity=count(n), said_by=speaker(name=f"V{n}")) for n in (4, 9)]
    rows, _ = exported("airwars", [told(*claims, rule="airwars-range")], tmp_path)
    assert (rows[0]["killed_min"], rows[0]["killed_max"]) == ("4", "9")
    assert (rows[0]["civilian_non_combatants_killed_min"], rows[0]["civilian_non_combatants_killed_max"]) == ("4", "9")


def test_where_voices_differ_on_who_they_were_the_least_of_both_is_none(tmp_path: Path) -> None:
    fighters = actor(actor_id="g-front", name="Highland Front", kind="rebel group")
    claims = [claim(), claim(id="c-2", victims=fighters, said_by=speaker(name="The army"))]
    rows, _ = exported("airwars", [told(*claims)], tmp_path)
    assert (rows[0]["civilian_non_combatants_killed_min"], rows[0]["belligerents_killed_min"]) == ("0", "0")
    assert (rows[0]["civilian_non_combatants_killed_max"], rows[0]["belligerents_killed_max"]) == ("5", "5")


def test_a_part_counts_in_its_own_group_and_not_twice_in_the_whole(tmp_path: Path) -> None:
    part = claim(id="c-2", victims=villagers(words="children"), quantity=count(2), part_of="c-1")
    rows, _ = exported("airwars", [told(claim(), part)], tmp_path)
    assert rows[0]["children_killed_max"] == "2"
    assert (rows[0]["civilian_non_combatants_killed_min"], rows[0]["civilian_non_combatants_killed_max"]) == ("5", "5")


def test_an_event_without_a_number_is_counted_as_left_out(tmp_path: Path) -> None:
    rows, lines = exported("airwars", [told(claim(quantity=None))], tmp_path)
    assert rows == []
    assert list(lines[-1]["left_out"].values()) == [1]


def test_the_side_file_names_the_columns_in_the_order_of_the_table(tmp_path: Path) -> None:
    several = claim(victims=villagers(words="nurses, journalists, women, men and children"))
    _, lines = exported("airwars", [told(several)], tmp_path)
    named = [name for name in lines[1]["columns"] if name.endswith("_killed_min") and name != "killed_min"]
    assert len(named) > 4
    assert named == [name for name in columns() if name in named]
