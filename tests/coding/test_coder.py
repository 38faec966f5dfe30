from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from coding.strategies import readings
from coding.tellings import CODER, coded, numbered
from factory import count, dates, place, says, telling
from mnemon.coding import Coder
from mnemon.model.claims import Claim
from mnemon.model.marks import Marks
from mnemon.model.text import Report
from mnemon.model.values import Values
from mnemon.settle import tally

ARMY = {"source": "The army", "cue": "said", "by": "its unit"}
FIFTEEN = (
    "The army said its unit had eliminated 15 raiders near Bara.",
    says("killed", "eliminated", count="15", who="raiders", where="Bara", place=place(), **ARMY),
)
SIX_AND_NINE = (
    "Six were shot and nine were neutralized by drones.",
    says("killed", "shot", count="Six", means="shot"),
    says("killed", "neutralized", count="nine", means="drones"),
)


def test_a_claim_holds_what_its_frame_and_its_values_say() -> None:
    (found,) = coded(FIFTEEN).claims
    assert (found.kind, found.quantity, found.status, found.scope) == ("killed", count(15), "fact", "event")
    assert (found.stance, found.cue, found.place) == ("asserts", "said", place())
    assert [a.words for a in (found.victims, found.by) if a is not None] == ["raiders", "its unit"]
    assert found.said_by is not None
    assert found.said_by.name == "The army"
    assert (found.producer_id, found.codebook) == ("p-1", CODER.codebook.version)
    assert found.date is None, "a day that is not stated is not made up"


def test_the_words_of_each_part_are_where_its_spans_say() -> None:
    report, marks, values = telling(("It rained 🌧.",), FIFTEEN)
    (found,) = CODER.code(report, marks, values).claims
    words = {part: [s.of(report.text) for s in spans] for part, spans in found.spans.items()}
    assert words == {
        "trigger": ["eliminated"],
        "count": ["15"],
        "who": ["raiders"],
        "by": ["its unit"],
        "where": ["Bara"],
        "source": ["The army"],
        "cue": ["said"],
    }
    assert found.sentence.of(report.text) == FIFTEEN[0]


def test_parts_are_found_checked_and_have_what_their_whole_says() -> None:
    whole, six, nine = coded(FIFTEEN, SIX_AND_NINE).claims
    assert whole.notes == ('"eliminated" is the speaker\'s word', "6 + 9 = 15: the parts make up the whole")
    assert (six.part_of, nine.part_of) == (whole.id, whole.id)
    assert (six.said_by, six.place, six.victims) == (whole.said_by, whole.place, whole.victims)
    assert (six.means, nine.means) == ("shot", "drones")
    assert {c.event_mention_id for c in (whole, six, nine)} == {whole.event_mention_id}


def test_what_a_sentence_says_of_part_and_whole_is_kept() -> None:
    told = (
        "A blast killed nine people, among them two nurses.",
        says("killed", "killed", count="nine", who="people"),
        says("killed", "killed", count="two", who="nurses", partial=True, part_of=0),
    )
    assert numbered(coded(told).claims, "part_of") == [None, 0]


def test_of_them_looks_for_its_whole_in_earlier_sentences() -> None:
    claims = coded(FIFTEEN, ("Four of them were boys.", says("killed", "were", count="Four", partial=True))).claims
    assert numbered(claims, "part_of") == [None, 0]


def test_a_frame_marked_twice_is_one_claim() -> None:
    assert len(coded((*FIFTEEN, FIFTEEN[1])).claims) == 1


def test_the_note_of_a_place_becomes_a_note_of_the_claim() -> None:
    noted = place(note="the only Bara on the map is too far away")
    (found,) = coded(("A shell fell on Bara.", says("shelling", "fell", where="Bara", place=noted))).claims
    assert found.notes == ("the only Bara on the map is too far away",)


def test_a_period_figure_says_why_it_is_one() -> None:
    told = says("killed", "killed", count="90", when="Since 2019", date=dates("2019-01-01", "2021-05-04", precision=5))
    (found,) = coded(("Since 2019 mines have killed 90 people.", told)).claims
    assert (found.scope, found.notes) == ("total", ("a figure since a date",))


def test_ids_rest_on_what_is_said_where_and_on_who_coded_it() -> None:
    person = Coder(CODER.codebook, "p-2")
    here, elsewhere = telling(FIFTEEN), telling(FIFTEEN, report_id="r-2")
    told = CODER.code(*here), person.code(*here), CODER.code(*elsewhere)
    assert len({c.id for code in told for c in code.claims}) == 3


def test_a_report_that_tells_of_nothing_makes_no_claim() -> None:
    found = coded(("It rained in Bara.",))
    assert (found.claims, found.mentions, found.attributions) == ((), (), ())


def roots(claims: tuple[Claim, ...], part: str) -> None:
    """Asserts that pointers lead to claims of the report, and never in a circle."""
    by_id = {c.id: c for c in claims}
    for claim in claims:
        seen = {claim.id}
        at = getattr(claim, part)
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = getattr(by_id[at], part)


@given(readings())
def test_whatever_is_marked_the_claims_hang_together(reading: tuple[Report, Marks, Values]) -> None:
    found = CODER.code(*reading)
    assert len({c.id for c in found.claims}) == len(found.claims)
    assert [c.sentence for c in found.claims] == sorted(c.sentence for c in found.claims)
    roots(found.claims, "part_of")
    roots(found.claims, "repeats")
    assert {c.event_mention_id for c in found.claims} == {m.id for m in found.mentions}
    text = reading[0].text
    said = (s for a in found.attributions for s in a.content)
    assert all(s.of(text) == s.of(text).strip() for s in said)


@given(readings())
def test_the_same_input_gives_the_same_claims(reading: tuple[Report, Marks, Values]) -> None:
    assert CODER.code(*reading) == CODER.code(*reading)


# The pitfalls of counting, in sentences of our own


def dead(count: str, who: str | None = None, trigger: str = "killed", **parts: Any) -> Any:  # noqa: ANN401 - a wording
    return says("killed", trigger, count=count, **({"who": who} if who else {}), **parts)


PITFALLS: list[tuple[str, list[tuple[Any, ...]], tuple[int | None, int | None, int | None]]] = [
    (
        '"including" that belongs to another noun',
        [
            (
                "Nine people were killed and 12 cars, including three ambulances, burned.",
                dead("Nine", "people"),
                says("destruction", "burned", count="12", who="cars"),
                says("destruction", "burned", count="three", who="ambulances", partial=True, part_of=1),
            )
        ],
        (9, 9, 9),
    ),
    (
        "five and eight, and nobody says thirteen",
        [("Five were shot and eight bombed.", dead("Five", trigger="shot"), dead("eight", trigger="bombed"))],
        (13, 13, 13),
    ),
    (
        "five and eight after the thirteen",
        [
            ("Guards killed 13 raiders.", dead("13", "raiders")),
            ("Five were shot and eight bombed.", dead("Five", trigger="shot"), dead("eight", trigger="bombed")),
        ],
        (13, 13, 13),
    ),
    (
        "killed or wounded, not told apart",
        [("Up to 3,000 raiders were killed or wounded.", says("casualties", "killed or wounded", count="Up to 3,000"))],
        (0, 0, 0),
    ),
    (
        "machines beside men",
        [
            (
                "The unit destroyed four tanks and 20 drones and killed nine men.",
                says("destruction", "destroyed", count="four", who="tanks"),
                says("destruction", "destroyed", count="20", who="drones"),
                dead("nine", "men"),
            )
        ],
        (9, 9, 9),
    ),
    (
        "the number of a unit, an age, a day and a distance",
        [
            (
                "On 3 May the 8th Brigade killed a boy of 15, 40 km from Bara.",
                dead("a", "boy", by="the 8th Brigade", when="3 May", where="40 km from Bara"),
            )
        ],
        (1, 1, 1),
    ),
    (
        "a denial that quotes the figure",
        [("The army denied that 13 were killed.", dead("13", source="The army", cue="denied", status="denied"))],
        (0, 0, 0),
    ),
    (
        "one number in the caption and in the body",
        [
            ("Smoke over Bara, where a blast killed nine people.", dead("nine", "people")),
            ("Nine people were killed on Monday.", dead("Nine", "people")),
        ],
        (9, 9, 9),
    ),
    ("dozens", [("Dozens were killed.", dead("Dozens"))], (1, None, None)),
    ("at least", [("At least nine were killed.", dead("At least nine"))], (9, 9, None)),
    ("up to", [("Up to 20 were killed.", dead("Up to 20"))], (None, None, 20)),
    ("a family of five", [("A shell killed a family of five.", dead("a family of five"))], (5, 5, 5)),
    (
        "a total beside an incident",
        [
            ("Shells killed five people.", dead("five", "people")),
            ("The war has killed 40,000.", dead("40,000", scope="total")),
        ],
        (5, 5, 5),
    ),
    ("what may have happened", [("Nine may have been killed.", dead("Nine", status="possible"))], (0, 9, 9)),
    ("nobody", [("Nobody was killed.", says("killed", "killed", who="Nobody", status="negated"))], (0, 0, 0)),
    ("no number", [("Shells killed villagers.", says("killed", "killed", who="villagers"))], (1, None, None)),
]


@pytest.mark.parametrize(("what", "sentences", "expected"), PITFALLS, ids=[what for what, *_ in PITFALLS])
def test_the_pitfalls_of_counting_the_killed(
    what: str, sentences: list[tuple[Any, ...]], expected: tuple[int | None, ...]
) -> None:
    found = tally(coded(*sentences).claims).counts["killed"]
    assert (found.low, found.best, found.high) == expected, what


def test_destroyed_is_the_speakers_word_of_people_and_plain_of_machines() -> None:
    told = (
        "The army said it destroyed 40 raiders and six lorries.",
        says("killed", "destroyed", count="40", who="raiders", source="The army", cue="said"),
        says("destruction", "destroyed", count="six", who="lorries", source="The army", cue="said"),
    )
    people, machines = coded(told).claims
    assert (people.notes, machines.notes) == (('"destroyed" is the speaker\'s word',), ())
    counts = tally((people, machines)).counts
    assert {kind: q.best for kind, q in counts.items() if q.best} == {"killed": 40}


def test_a_headline_that_differs_from_the_body_stays_a_claim_of_its_own() -> None:
    claims = coded(
        ("Blast kills seven miners.", dead("seven", "miners", "kills")),
        ("Nine miners were killed.", dead("Nine", "miners")),
    ).claims
    assert [c.quantity.best for c in claims if c.quantity and c.repeats is None and c.part_of is None] == [7, 9]


def test_one_who_was_killed_on_a_day_is_no_total() -> None:
    text = "One guard was killed on Monday, the seventh since May."
    told = {"count": "One", "who": "guard", "when": "Monday", "scope": "total"}
    for days, scope in ((dates("2021-05-03"), "event"), (dates("2021-05-01", "2021-05-31"), "total")):
        (claim,) = coded((text, says("killed", "killed", date=days, **told))).claims
        assert claim.scope == scope
