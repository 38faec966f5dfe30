from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.tellings import coded, numbered
from factory import actor, at_least, claim, count, dates, place, says, speaker, telling, villagers
from mnemon.coding.partial import mark_nth, mark_partial
from mnemon.coding.parts import (
    check_sums,
    find_wholes,
    in_brackets,
    included,
    inherit,
    no_larger,
    number,
    same_people,
)
from mnemon.model.claims import Claim
from mnemon.model.text import Span
from mnemon.model.values import Actor, Quantity
from mnemon.settle import tally


def people(words: str) -> Actor:
    return Actor(None, words, words=words)


def told(sentence: int, name: str, figure: Quantity | int | None, **changes: object) -> Claim:
    """A claim of the sentence of this number; without people, place or day of its own unless they are given."""
    quantity = count(figure) if isinstance(figure, int) else figure
    plain: dict[str, object] = {"victims": None, "place": None, "date": None, "said_by": None}
    return claim(id=name, quantity=quantity, sentence=Span(sentence * 100, sentence * 100 + 99), **plain | changes)


def order(*claims: Claim) -> dict[str, int]:
    return {c.id: c.sentence.start_char // 100 for c in claims}


def wholes(*claims: Claim) -> dict[str, str | None]:
    return {c.id: c.part_of for c in find_wholes(claims, order(*claims))}


def test_five_and_eight_are_parts_of_thirteen() -> None:
    found = wholes(told(0, "all", 13), told(1, "five", 5), told(1, "eight", 8))
    assert found == {"all": None, "five": "all", "eight": "all"}


def test_five_and_eight_without_the_thirteen_are_parts_of_nothing() -> None:
    assert set(wholes(told(1, "five", 5), told(1, "eight", 8)).values()) == {None}


def test_the_nearest_whole_is_taken() -> None:
    found = wholes(told(0, "first", 13), told(1, "second", 13), told(2, "five", 5), told(2, "eight", 8))
    assert (found["five"], found["eight"]) == ("second", "second")


WHOLE = told(0, "all", 13, victims=people("soldiers"), date=dates())
NO_PARTS: list[tuple[str, list[Claim]]] = [
    ("one figure is no sum", [told(1, "a", 13)]),
    ("the sum does not come out", [told(1, "a", 5), told(1, "b", 7)]),
    ("wounded are no part of the killed", [told(1, "a", 5, kind="wounded"), told(1, "b", 8, kind="wounded")]),
    ("a bounded figure is not exact", [told(1, "a", at_least(5)), told(1, "b", 8)]),
    ("a rounded figure is not exact", [told(1, "a", count(5, approx=True)), told(1, "b", 8)]),
    ("a part without a number", [told(1, "a", 5), told(1, "b", 8), told(1, "c", None)]),
    ("too far on", [told(4, "a", 5), told(4, "b", 8)]),
    ("in two sentences", [told(1, "a", 5), told(2, "b", 8)]),
    ("other people", [told(1, "a", 5, victims=people("nurses")), told(1, "b", 8)]),
    ("another day", [told(1, "a", 5, date=dates("2021-06-01")), told(1, "b", 8)]),
    ("another status", [told(1, "a", 5, status="denied"), told(1, "b", 8, status="denied")]),
    ("a total", [told(1, "a", 5, scope="total"), told(1, "b", 8, scope="total")]),
]


@pytest.mark.parametrize(("why", "claims"), NO_PARTS, ids=[why for why, _ in NO_PARTS])
def test_what_does_not_fit_is_no_part(why: str, claims: list[Claim]) -> None:
    assert {i: whole for i, whole in wholes(WHOLE, *claims).items() if whole} == {}, why


def test_parts_of_another_kind_in_the_same_sentence_do_not_disturb() -> None:
    found = wholes(told(0, "all", 13), told(1, "a", 5), told(1, "hurt", 2, kind="wounded"), told(1, "b", 8))
    assert (found["a"], found["b"], found["hurt"]) == ("all", "all", None)


figures = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["killed", "wounded"]), st.integers(0, 4)), max_size=14)


@given(figures)
def test_part_and_whole_never_run_in_a_circle(rows: list[tuple[int, str, int]]) -> None:
    claims = [told(s, f"c-{i}", n, kind=kind) for i, (s, kind, n) in enumerate(sorted(rows))]
    found = {c.id: c for c in find_wholes(claims, order(*claims))}
    for part in found.values():
        whole = found.get(part.part_of or "")
        assert whole is None or whole.sentence < part.sentence, "a whole stands in an earlier sentence"
        assert whole is None or whole.kind == part.kind


def test_of_them_finds_the_nearest_larger_figure_of_its_kind() -> None:
    claims = [
        told(0, "far", 20),
        told(1, "near", 9),
        told(1, "hurt", 30, kind="wounded"),
        told(2, "small", 2),
        told(3, "three", 3),
        told(3, "four", 4),
    ]
    found = {c.id: c.part_of for c in mark_partial("", claims, {"three"}, order(*claims))}
    assert found == {"far": None, "near": None, "hurt": None, "small": None, "three": "near", "four": None}


def test_of_them_without_a_larger_figure_stays_alone() -> None:
    claims = [told(0, "two", 2), told(1, "three", 3), told(1, "some", None)]
    assert [c.part_of for c in mark_partial("", claims, {"three", "some"}, order(*claims))] == [None] * 3


PEOPLE: list[tuple[Actor | None, Actor | None, bool]] = [
    (None, villagers(), True),
    (people("people"), villagers(), True),
    (people("others"), actor(), True),
    (people("North Ruvian soldiers"), people("soldiers"), True),
    (people("two soldier friends"), people("soldiers"), True),
    (people("soldiers"), people("nurses"), False),
    (people("men"), people("women"), False),
    (people("Men"), people("men"), True),
    (actor(words="troops"), actor(words="the army"), True),
    (actor(words="soldiers"), actor(actor_id="a-other", words="soldiers"), False),
]


@pytest.mark.parametrize(("left", "right", "expected"), PEOPLE)
def test_who_can_be_one_group(left: Actor | None, right: Actor | None, expected: bool) -> None:
    pair = claim(victims=left), claim(victims=right)
    assert same_people(*pair) is expected
    assert same_people(*reversed(pair)) is expected


NUMBERS: list[tuple[Quantity | None, int | None]] = [
    (count(5), 5),
    (count(0), 0),
    (None, None),
    (at_least(5), None),
    (Quantity(None, None, 20, words="up to 20"), None),
    (count(40, approx=True), None),
    (Quantity(None, None, None, words="dozens"), None),
    (Quantity(5, None, 7, words="five to seven"), None),
]


@pytest.mark.parametrize(("quantity", "expected"), NUMBERS)
def test_only_an_exact_figure_is_a_number(quantity: Quantity | None, expected: int | None) -> None:
    assert number(claim(quantity=quantity)) == expected


def test_a_part_has_from_its_whole_what_it_does_not_say_itself() -> None:
    whole = claim(id="all", by=actor(), said_on=dates("2021-05-04"))
    part = told(1, "five", 5, victims=people("others"), part_of="all", place=place(name="Dera"), notes=("seen",))
    _, found = inherit([whole, part])
    assert (found.said_by, found.date, found.by, found.said_on) == (speaker(), dates(), actor(), dates("2021-05-04"))
    assert (found.victims, found.place) == (villagers(), place(name="Dera"))
    assert found.notes == ("seen", "by, date, said_by, said_on, victims as in the whole")


def test_a_part_that_says_all_itself_stays_as_it_is() -> None:
    whole, part = claim(id="all"), claim(id="five", part_of="all", victims=people("nurses"))
    assert inherit([whole, part]) == [whole, part]


def test_parts_of_a_total_are_no_incident() -> None:
    _, found = inherit([claim(id="all", scope="total"), claim(id="five", part_of="all")])
    assert found.scope == "total"


SUMS: list[tuple[list[Quantity | int], str | None]] = [
    ([5, 8], "5 + 8 = 13: the parts make up the whole"),
    ([5, 9], "5 + 9 = 14 is more than 13: parts overlap or a figure is wrong"),
    ([5, 7], None),
    ([13], None),
    ([5, at_least(8)], None),
]


@pytest.mark.parametrize(("parts", "note"), SUMS)
def test_sums_are_checked_and_the_check_is_noted(parts: list[Quantity | int], note: str | None) -> None:
    claims = [told(0, "all", 13), *(told(1, f"p{i}", figure, part_of="all") for i, figure in enumerate(parts))]
    whole, *rest = check_sums(claims)
    assert whole.notes == (() if note is None else (note,))
    assert rest == claims[1:]


BRACKETS: list[tuple[str, dict[str, str], list[str]]] = [
    ("Three nurses (two Ruvians and one Ostian) were killed.", {"two": "Ruvians", "one": "Ostian"}, ["two", "one"]),
    ("Three nurses (two of them Ruvians) were killed.", {"two": "them"}, ["two"]),
    ("Three nurses (five doctors as well) were killed.", {"five": "doctors"}, []),
    ("Three nurses (the youngest aged 22) and two guards were killed.", {"two": "guards"}, []),
    ("Three nurses and two guards were killed.", {"two": "guards"}, []),
]


@pytest.mark.parametrize(("text", "others", "parts"), BRACKETS)
def test_figures_in_brackets_are_parts_of_the_one_before(text: str, others: dict[str, str], parts: list[str]) -> None:
    figures = {"Three": "nurses", **others}
    report, marks, values = telling((text, *(says("killed", "killed", count=c, who=w) for c, w in figures.items())))
    claims = [
        claim(id=name, quantity=value.quantity, sentence=marks.sentences[0], spans=frame.roles)
        for name, frame, value in zip(figures, marks.frames, values.frames, strict=True)
    ]
    found = in_brackets(report.text, claims)
    assert [c.id for c in found if c.part_of is not None] == parts
    assert {c.part_of for c in found} <= {None, "Three"}


INCLUDED: list[tuple[str, dict[str, tuple[str, str | None]]]] = [
    (
        "Twelve people, including three children, were killed, raising an earlier toll of nine.",
        {"Twelve": ("people", None), "three": ("children", "Twelve"), "nine": ("toll", None)},
    ),
    (
        "Twelve people were killed, including at least three children, two women and one guard, up from nine.",
        {
            "Twelve": ("people", None),
            "three": ("children", "Twelve"),
            "two": ("women", "Twelve"),
            "one": ("guard", "Twelve"),
        },
    ),
    (
        "Two guards and six cooks, among whom one trainee, were killed.",
        {"Two": ("guards", None), "six": ("cooks", None), "one": ("trainee", "six")},
    ),
    (
        "Four rebels, including two women, and one policeman were killed.",
        {"Four": ("rebels", None), "two": ("women", "Four"), "one": ("policeman", None)},
    ),
    (
        "Two cooks were killed, naming them as Omar Jaber, 19, and one baker.",
        {"Two": ("cooks", None), "one": ("baker", "Two")},
    ),
    ("Two guards were killed, including six cooks.", {"Two": ("guards", None), "six": ("cooks", None)}),
    ("Twelve people were killed, a day after three cooks.", {"Twelve": ("people", None), "three": ("cooks", None)}),
]


@pytest.mark.parametrize(("text", "figures"), INCLUDED, ids=[text for text, _ in INCLUDED])
def test_what_including_brings_in_is_part_of_the_figure_before_it(
    text: str, figures: dict[str, tuple[str, str | None]]
) -> None:
    frames = (says("killed", "killed", count=c, who=w) for c, (w, _) in figures.items())
    report, marks, values = telling((text, *frames))
    claims = [
        claim(
            id=name,
            quantity=value.quantity,
            sentence=marks.sentences[0],
            spans={"trigger": (frame.trigger,), **frame.roles},
        )
        for name, frame, value in zip(figures, marks.frames, values.frames, strict=True)
    ]
    found = included(report.text, claims)
    assert {c.id: c.part_of for c in found} == {count: whole for count, (_, whole) in figures.items()}


def test_a_bracket_never_makes_a_part_of_its_own_part() -> None:
    text = "Two nurses (two Ruvians) were killed."
    report, marks, _ = telling((text, says("killed", "killed", count="Two"), says("killed", "killed", count="two")))
    outer, inner = (f.roles for f in marks.frames)
    from_words = [
        claim(id="outer", quantity=count(2), sentence=marks.sentences[0], spans=outer, part_of="inner"),
        claim(id="inner", quantity=count(2), sentence=marks.sentences[0], spans=inner),
    ]
    assert [c.part_of for c in in_brackets(report.text, from_words)] == ["inner", None]


def test_harms_of_the_same_words_for_people_share_their_count() -> None:
    taken = says("abducted", "abducted", count="Two", who="nurses")
    dead = says("killed", "dead", who="nurses")
    others = says("wounded", "hurt", who="guards")
    found = coded(("Two nurses abducted, later found dead, guards hurt.", taken, dead, others)).claims
    assert [c.quantity.best if c.quantity else None for c in found] == [2, 2, None]
    assert '"Two" as said of the same people' in found[1].notes


def test_a_death_told_of_nobody_shares_the_one_count_before_it() -> None:
    taken = says("abducted", "kidnapped", count="One", who="nurse")
    dead, noun = says("killed", "dead"), says("abducted", "abduction")
    (_, found) = coded(("One nurse was kidnapped and found dead.", taken, dead)).claims
    assert (found.kind, found.quantity and found.quantity.best) == ("killed", 1)
    claims = coded(("One nurse was kidnapped in an abduction.", taken, noun)).claims
    assert [c.quantity and c.quantity.best for c in claims] == [1, None]


OTHERS = [
    ("several of a force", {"count": "50", "who": "soldiers"}, "state force", "soldiers"),
    ("one of a force", {"count": "a", "who": "policeman"}, "state force", "others"),
    ("several of no force", {"count": "50", "who": "villagers"}, "civilians", "others"),
]


@pytest.mark.parametrize(("why", "first", "kind", "words"), OTHERS, ids=[row[0] for row in OTHERS])
def test_others_beside_several_of_a_force_are_more_of_it(
    why: str, first: dict[str, str], kind: str, words: str
) -> None:
    killed = says("killed", "killed", **first, victims=actor(words=first["who"], kind=kind))
    hurt = says("wounded", "wounded", count="47", who="others", victims=villagers(words="others"))
    text = f"They killed {first['count']} {first['who']} and wounded 47 others."
    assert [c.victims.words for c in coded((text, killed, hurt)).claims if c.victims][1] == words, why


def test_those_who_died_last_are_in_the_toll_that_rose() -> None:
    dead = says("killed", "killed", count="13", who="people")
    later = says("killed", "died", count="three", who="guards")
    claims = coded(("The number killed rose to 13 people after three guards died.", dead, later)).claims
    assert numbered(claims, "part_of") == [None, 0]


def test_no_figure_is_part_of_a_smaller_one() -> None:
    twelve = claim(id="a", quantity=count(12))
    fifteen = claim(id="b", quantity=count(15), part_of="a")
    nine = claim(id="c", quantity=count(9), part_of="a")
    assert [c.part_of for c in no_larger([twelve, fifteen, nine])] == [None, None, "a"]


def test_an_attacker_is_no_part_of_the_guards_who_died() -> None:
    guards = says("killed", "killed", count="Two", who="guards")
    attacker = says("killed", "killed", count="one", who="attackers", partial=True)
    claims = coded(("Two guards were killed.", guards), ("So one of the attackers was killed.", attacker)).claims
    assert numbered(claims, "part_of") == [None, None]


def test_people_beside_their_households_are_no_part_of_so_few() -> None:
    found = coded(
        (
            "Some 1,300 households (about 6,500 people) fled.",
            says("displaced", "fled", count="1,300", who="households"),
            says("displaced", "fled", count="about 6,500", who="people"),
        )
    )
    assert tally(found.claims).counts["displaced"].best == 6500


NTH: list[tuple[str, str, int, str | None]] = [
    ("The fourth, a lieutenant, died.", "The fourth, a lieutenant", 4, "whole"),
    ("The fourth, a lieutenant, died.", "The fourth, a lieutenant", 3, None),
    ("The third victim, a lieutenant, died.", "The third victim", 7, "whole"),
    ("The fourth blast killed a lieutenant.", "a lieutenant", 7, None),
]


@pytest.mark.parametrize(("text", "who", "before", "whole"), NTH)
def test_one_told_by_number_is_of_as_many_before(text: str, who: str, before: int, whole: str | None) -> None:
    trigger = next(word for word in ("died", "killed") if word in text)
    report, marks, _ = telling((text, says("killed", trigger, who=who, one=True)))
    spans = {"trigger": (marks.frames[0].trigger,), **marks.frames[0].roles}
    last = claim(id="last", quantity=count(1), sentence=marks.sentences[0], spans=spans)
    first = claim(id="whole", quantity=count(before), sentence=Span(0, 1))
    assert [c.part_of for c in mark_nth(report.text, [first, last], {"whole": 0, "last": 1})] == [None, whole]
