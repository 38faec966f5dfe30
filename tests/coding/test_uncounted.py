from __future__ import annotations

from typing import Any

import pytest

from coding.tellings import coded
from factory import says
from mnemon.model.claims import FAMILIES, NOT_PEOPLE, REVISED, UNCOUNTED
from mnemon.settle import tally


def dead(count: str, who: str) -> Any:  # noqa: ANN401 - a wording of the factory
    return says("killed", "killed", count=count, who=who)


NURSES, GUARDS = dead("Three", "nurses"), dead("two", "guards")
NURSES_LISTED = says("killed", "Killed", count="Three", who="nurses")
GUARDS_LISTED = says("killed", "Killed", count="two", who="guards")

KIN = [says("killed", "killed", who=who, one=True) for who in ("her son", "daughter")]

REMARKS: list[tuple[str, list[Any], list[str]]] = [
    ("Three nurses were killed.", [NURSES], []),
    ("Three nurses were killed (two guards not counted).", [NURSES, GUARDS], ["two"]),
    ("Three nurses and two guards (not counted) were killed.", [NURSES, GUARDS], ["two"]),
    ("Killed: Three nurses and two guards (not counted).", [NURSES_LISTED, GUARDS_LISTED], ["two"]),
    ("Three nurses (not counted here) and two guards were killed.", [NURSES, GUARDS], ["Three"]),
    ("Three nurses and two guards were killed (not included).", [NURSES, GUARDS], ["Three", "two"]),
    ("Three nurses and two guards, killed, are not included.", [NURSES, GUARDS], ["Three", "two"]),
    ("Three nurses were killed (NOT COUNTED).", [NURSES], ["Three"]),
    ("Three nurses were killed, along with two guards not counted here, in Bara.", [NURSES, GUARDS], ["two"]),
    ("Three nurses killed were not included in an aid distribution.", [NURSES], []),
    ("Three nurses killed are not included in the count.", [NURSES], ["Three"]),
    ("Three nurses, her son and daughter (not counted) were killed.", [NURSES, *KIN], ["", ""]),
    ("Three nurses and a guard (not counted) were killed.", [NURSES, dead("a", "guard")], ["a"]),
    ("In İİİİ Three nurses were killed (two guards not counted).", [NURSES, GUARDS], ["two"]),
    ("🕊🕊 Three nurses were killed (two guards not counted).", [NURSES, GUARDS], ["two"]),
]


@pytest.mark.parametrize(("text", "wordings", "uncounted"), REMARKS)
def test_a_figure_that_a_report_does_not_count_is_marked(text: str, wordings: list[Any], uncounted: list[str]) -> None:
    claims = coded((text, *wordings)).claims
    assert [c.quantity.words for c in claims if c.quantity and UNCOUNTED in c.notes] == uncounted


def test_some_of_those_who_are_not_counted_count_by_themselves() -> None:
    text = "Twenty men were killed (not counted here), including one nurse."
    twenty, nurse = dead("Twenty", "men"), says("killed", "killed", count="one", who="nurse", part_of=0)
    claims = coded((text, twenty, nurse)).claims
    assert [c.part_of for c in claims] == [None, None]
    assert tally(claims).counts["killed"].best == 1


def test_a_remark_says_nothing_of_other_sentences() -> None:
    claims = coded(("Three nurses were killed.", NURSES), ("Here two guards killed are not counted.", GUARDS)).claims
    assert [UNCOUNTED in c.notes for c in claims] == [False, True]


def test_an_act_is_never_marked() -> None:
    blast = says("bombing", "bomb")
    claims = coded(("A bomb, not counted, killed two guards.", blast, GUARDS)).claims
    assert {c.kind: UNCOUNTED in c.notes for c in claims} == {"bombing": False, "killed": True}


def test_families_are_as_many_people_at_least() -> None:
    fled = says("displaced", "fled", count="300", who="families")
    (claim,) = coded(("About 300 families fled.", fled)).claims
    assert FAMILIES in claim.notes
    counts = tally([claim]).counts["displaced"]
    assert (counts.low, counts.best, counts.high) == (300, None, None)


def test_families_are_not_counted_beside_the_people_they_are() -> None:
    text = "41 families, or 168 individuals, fled."
    families = says("displaced", "fled", count="41", who="families")
    found = coded((text, families, says("displaced", "fled", count="168", who="individuals"))).claims
    assert [NOT_PEOPLE in c.notes for c in found] == [True, False]
    counts = tally(found).counts["displaced"]
    assert (counts.low, counts.best, counts.high) == (168, 168, 168)


def test_people_of_families_are_people() -> None:
    fled = says("displaced", "fled", count="300", who="members of families")
    assert NOT_PEOPLE not in coded(("About 300 members of families fled.", fled)).claims[0].notes


REVISED_FIGURES: list[tuple[str, Any, bool]] = [
    ("It raised an earlier toll of nine.", says("killed", "toll", count="nine"), True),
    ("It raised the previous death toll of nine.", says("killed", "death toll", count="nine"), True),
    ("The dead are 12, up from nine on Monday.", says("killed", "dead", count="nine"), True),
    ("The dead are 12, up from the nine that police gave.", says("killed", "dead", count="nine"), True),
    ("The dead are 12, police said, revising the nine given on Monday.", says("killed", "dead", count="nine"), True),
    ("It gave a toll of nine.", says("killed", "toll", count="nine"), False),
    ("Earlier a bomb killed nine.", says("killed", "killed", count="nine"), False),
]


OLD_AND_NEW: list[tuple[str, list[str], list[str]]] = [
    ("The toll rose to twelve killed; police had earlier said nine killed.", ["twelve", "nine"], ["nine"]),
    ("Corrects the toll to two killed, from four killed.", ["two", "four"], ["four"]),
    ("Twelve were killed, raising the toll from the nine killed in the first count.", ["Twelve", "nine"], ["nine"]),
    ("Police first announced seven killed; the last bulletin says eight killed.", ["seven", "eight"], ["seven"]),
    ("An earlier attack had killed nine; this one killed twelve.", ["nine", "twelve"], []),
    ("Police had earlier said nine were killed.", ["nine"], []),
]


@pytest.mark.parametrize(("text", "counts", "old"), OLD_AND_NEW)
def test_of_two_figures_the_one_called_old_is_left_out(text: str, counts: list[str], old: list[str]) -> None:
    claims = coded((text, *(says("killed", f"killed#{n}", count=c) for n, c in enumerate(counts, 1)))).claims
    assert [c.quantity.words for c in claims if REVISED in c.notes and c.quantity] == old


@pytest.mark.parametrize(("text", "wording", "revised"), REVISED_FIGURES)
def test_an_earlier_figure_that_is_revised_is_left_out(text: str, wording: Any, revised: bool) -> None:  # noqa: ANN401
    (claim,) = coded((text, wording)).claims
    assert (REVISED in claim.notes) is revised
    assert (tally([claim]).counts["killed"].best == 0) is revised


def test_brackets_that_count_themselves_leave_out_nothing_before_them() -> None:
    text = "Two drivers (including seven loaders, not counted here) were kidnapped."
    found = coded((text, says("abducted", "kidnapped", count="Two", who="drivers"))).claims
    assert UNCOUNTED not in found[0].notes
