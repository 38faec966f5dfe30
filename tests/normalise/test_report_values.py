"""What do the marked words of one report mean, all together?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from factory import says, telling
from mnemon.model.marks import Frame, Marks, Name
from mnemon.model.text import Report, Span
from mnemon.model.values import FrameValues, Values
from mnemon.normalise import Lexicon, normalise

TEXT = (
    "Ukrainian Special Operations Forces (SSO) killed 13 North Korean soldiers in Russia's Kursk Oblast, the SSO said on Tuesday. "
    "Its 4th Ranger Regiment killed at least five of them near Makhnovka in late December. No civilians were hurt. "
    "His wife fled on Monday."
)


def span(words: str, after: str = "") -> Span:
    """Where the words stand in the text, at or after the other words."""
    start = TEXT.index(words, TEXT.index(after))
    return Span(start, start + len(words))


def frame(kind: str, trigger: Span, roles: dict[str, Span], *, status: str = "fact", one: bool = False) -> Frame:
    return Frame(kind, trigger, 0, {role: (where,) for role, where in roles.items()}, status, one=one)


FRAMES = (
    frame(
        "killed",
        span("killed"),
        {
            "count": span("13"),
            "who": span("North Korean soldiers"),
            "by": span("Ukrainian Special Operations Forces"),
            "where": span("Kursk Oblast"),
            "source": span("the SSO"),
            "said_when": span("Tuesday"),
        },
    ),
    frame(
        "killed",
        span("killed", "Regiment"),
        {
            "count": span("at least five"),
            "by": span("4th Ranger Regiment"),
            "where": span("near Makhnovka"),
            "when": span("late December"),
        },
    ),
    frame("wounded", span("hurt"), {"count": span("No"), "who": span("civilians")}, status="negated"),
    frame("displaced", span("fled"), {"who": span("His wife"), "when": span("Monday")}, one=True),
)

NAMES = (
    Name(span("Ukrainian"), "demonym", 0.9),
    Name(span("North Korean"), "demonym", 0.9),
    Name(span("Russia"), "place", 0.9),
    Name(span("Kursk Oblast"), "place", 0.9),
    Name(span("Tuesday"), "time", 0.9),
    Name(span("Makhnovka"), "place", 0.9),
    Name(span("late December"), "time", 0.9),
)


@pytest.fixture(scope="module")
def values(lexicon: Lexicon) -> Values:
    report = Report("r", "c", TEXT, published_at=date(2025, 1, 14))
    return normalise(report, Marks((Span(0, len(TEXT)),), FRAMES, NAMES), lexicon)


def test_numbers_sides_and_days_of_the_first_frame(values: Values) -> None:
    first = values.frames[0]
    assert first.quantity is not None
    assert first.quantity.best == 13
    assert [who.actor_id for who in (first.victims, first.by, first.speaker) if who] == [
        "prk-military",
        "ukr-sso",
        "ukr-sso",
    ]
    assert first.by is not None
    assert first.by.chain == ("ukr-military", "ukr-government")
    assert first.date is None
    assert first.said_on is not None
    assert first.said_on.start == date(2025, 1, 14)


def test_places_of_both_frames(values: Values) -> None:
    first, second = values.frames[0].place, values.frames[1].place
    assert first is not None
    assert (first.name, first.precision, first.note) == ("Kursk Oblast", 4, "")
    assert second is not None
    assert (second.name, second.precision, second.words) == ("Kursk Oblast", 4, "near Makhnovka")
    assert "its division is answered" in second.note


def test_the_unit_of_the_second_frame_is_known_from_the_report(values: Values) -> None:
    second = values.frames[1]
    assert second.by is not None
    assert second.by.actor_id == "ukr-military"
    assert second.victims is None
    assert second.date is not None
    assert (second.date.start, second.date.end) == (date(2024, 12, 21), date(2024, 12, 31))


def test_nobody_counts_to_zero_and_a_named_person_to_one(values: Values) -> None:
    nobody, one = values.frames[2].quantity, values.frames[3].quantity
    assert nobody is not None
    assert (nobody.low, nobody.best, nobody.high) == (0, 0, 0)
    assert one is not None
    assert (one.best, one.words, one.rule) == (1, "", "one named person")


def test_every_place_and_time_of_the_text_is_answered_in_order(values: Values) -> None:
    assert [placed.span.of(TEXT) for placed in values.places] == ["Russia", "Kursk Oblast", "Makhnovka"]
    assert [placed.place.precision for placed in values.places if placed.place] == [6, 4, 4]
    assert [(dated.range.start.isoformat(), dated.part) for dated in values.times if dated.range] == [
        ("2025-01-14", ""),
        ("2024-12-01", "late"),
        ("2025-01-13", ""),
    ]


def test_without_a_report_day_no_day_is_guessed(lexicon: Lexicon) -> None:
    undated = normalise(Report("r", "c", TEXT), Marks((), FRAMES, NAMES), lexicon)
    assert all(values.date is None and values.said_on is None for values in undated.frames)
    assert [dated.range for dated in undated.times] == [None, None, None]
    assert all(dated.note for dated in undated.times)


def test_a_negated_one_counts_to_zero(lexicon: Lexicon) -> None:
    text = "Not a soldier was killed."
    roles: dict[str, tuple[Span, ...]] = {"count": (Span(4, 5),), "who": (Span(6, 13),)}
    marks = Marks((), (Frame("killed", Span(18, 24), 0, roles, status="negated"),), ())
    found = normalise(Report("r", "c", text), marks, lexicon).frames[0].quantity
    assert found is not None
    assert (found.low, found.best, found.high, found.rule) == (0, 0, 0, "none")


def test_a_frame_without_parts_has_no_values(lexicon: Lexicon) -> None:
    marks = Marks((), (Frame("attack", Span(0, 6), 0, {}),), ())
    assert normalise(Report("r", "c", "Attack."), marks, lexicon) == Values((FrameValues(),), (), ())


LOST_MEN = (
    ("the army's word", "The officer said that the army had lost six men.", "men", "state force", None),
    ("a named group", "Al-Shabaab admitted to having lost nine men.", "men", "rebel group", "al-shabaab"),
    ("the losers' demonym", "Ukrainian forces only lost two men there.", "men", "state force", "ukr-military"),
    ("nobody armed", "The village lost six people.", "people", "unknown", None),
    ("people of a known sort stay so", "The army lost six civilians.", "civilians", "civilians", "civilians"),
    ("the verb alone", "They came at dawn, and lost six men.", "men", "unknown", None),
)


@pytest.mark.parametrize(("why", "text", "who", "kind", "actor_id"), LOST_MEN, ids=[case[0] for case in LOST_MEN])
def test_whom_a_side_lost_is_of_that_side(
    lexicon: Lexicon, why: str, text: str, who: str, kind: str, actor_id: str | None
) -> None:
    at = text.index("lost")
    people = Span(text.index(who, at), text.index(who, at) + len(who))
    marks = Marks((), (Frame("killed", Span(at, at + 4), 0, {"who": (people,)}),), ())
    victims = normalise(Report("r", "c", text), marks, lexicon).frames[0].victims
    assert victims is not None, why
    assert (victims.words, victims.kind, victims.actor_id) == (who, kind, actor_id)


@pytest.mark.parametrize(
    ("who", "best"),
    [("traders", None), ("his family", None), ("a family member", 1), ("the trader", 1), ("Abu Abbas", 1), ("boss", 1)],
)
def test_people_in_the_plural_are_never_one(lexicon: Lexicon, who: str, best: int | None) -> None:
    text = f"Rebels killed {who} here."
    people = Span(text.index(who), text.index(who) + len(who))
    frame = Frame("killed", Span(7, 13), 0, {"who": (people,)}, one=True)
    found = normalise(Report("r", "c", text), Marks((), (frame,), ()), lexicon).frames[0].quantity
    assert (found and found.best) == best


BODIES = (
    ("a couple", "A shell killed an elderly couple here.", "an", "elderly couple", (2, 2)),
    ("the couple", "A shell killed the couple here.", "", "the couple", (2, 2)),
    ("a family", "A shell killed a family here.", "a", "family", (None, None)),
    ("a family with its number", "A shell killed a family of seven here.", "a", "family of seven", (7, 7)),
    ("the number read as the people", "A shell killed a family of five here.", "a", "five", (5, 5)),
    ("his family", "A shell killed his family here.", "", "his family", None),
    ("a gathering", "Jets killed a terrorist gathering here.", "a", "terrorist gathering", (None, None)),
    ("one of a family", "A shell killed a farmer here.", "a", "farmer", (1, 1)),
)


@pytest.mark.parametrize(("why", "text", "count", "who", "ends"), BODIES, ids=[row[0] for row in BODIES])
def test_an_article_counts_no_couple_and_no_family(
    lexicon: Lexicon, why: str, text: str, count: str, who: str, ends: tuple[int | None, int | None] | None
) -> None:
    at = text.index("killed") + 7
    roles: dict[str, tuple[Span, ...]] = {"who": (Span(text.index(who, at), text.index(who, at) + len(who)),)}
    roles |= {"count": (Span(at, at + len(count)),)} if count else {}
    frame = Frame("killed", Span(at - 7, at - 1), 0, roles)
    found = normalise(Report("r", "c", text), Marks((), (frame,), ()), lexicon).frames[0].quantity
    assert (found and (found.low, found.high)) == ends, why


def test_a_date_of_a_text_is_no_day_of_what_it_tells(lexicon: Lexicon) -> None:
    text = "This Sept 9 story says that six died."
    marks = Marks((), (Frame("killed", Span(33, 37), 0, {"when": (Span(5, 11),)}),), ())
    report = Report("r", "c", text, published_at=date(2024, 9, 11))
    assert normalise(report, marks, lexicon).frames[0].date is None


CAPITALS = (
    ("Shells fell in the Somali capital.", "the Somali capital", "Mogadishu"),
    ("Shells fell in Sudan's capital.", "Sudan's capital", "Khartoum"),
    ("Shells fell in the capital of Mali.", "the capital of Mali", "Bamako"),
)


@pytest.mark.parametrize(("text", "where", "name"), CAPITALS, ids=[row[2] for row in CAPITALS])
def test_a_capital_is_told_by_its_country(lexicon: Lexicon, text: str, where: str, name: str) -> None:
    at = text.index(where)
    marks = Marks((), (Frame("shelling", Span(0, 6), 0, {"where": (Span(at, at + len(where)),)}),), ())
    found = normalise(Report("r", "c", text), marks, lexicon).frames[0].place
    assert found is not None
    assert (found.name, found.words) == (name, where)


def test_an_article_that_opens_a_sentence_makes_no_name(lexicon: Lexicon) -> None:
    text = "The town was shelled."
    marks = Marks((), (Frame("shelling", Span(13, 20), 0, {"where": (Span(0, 8),)}),), ())
    assert normalise(Report("r", "c", text), marks, lexicon).frames[0].place is None


def test_a_number_of_things_for_people_counts_none_of_them(lexicon: Lexicon) -> None:
    text = "Five coffins stand here, one for each of those killed."
    at = text.index("one")
    roles: dict[str, tuple[Span, ...]] = {"count": (Span(at, at + 3),), "who": (Span(at + 16, at + 21),)}
    marks = Marks((), (Frame("killed", Span(at + 22, at + 28), 0, roles),), ())
    assert normalise(Report("r", "c", text), marks, lexicon).frames[0].quantity is None


COUNTED = [
    ("Nobody has claimed the abduction.", says("abducted", "abduction", one=True), None),
    ("Nobody has claimed the abduction of Ali.", says("abducted", "abduction", who="Ali", one=True), 1),
    ("The death was a shock.", says("killed", "death", one=True), 1),
    ("The fishermen were taken.", says("abducted", "taken", who="fishermen", one=True), None),
    ("Our men Omar Haddad and Ali Said died.", says("killed", "died", who="Our men Omar Haddad and Ali Said"), None),
    ("The brothers Omar Ly and Ali Sy died.", says("killed", "died", who="brothers Omar Ly and Ali Sy", one=True), 2),
    ("He was wounded twice.", says("wounded", "wounded", count="twice"), None),
]


@pytest.mark.parametrize(("text", "wording", "people"), COUNTED)
def test_words_that_count_nobody_give_no_number(
    text: str, wording: Any, people: int | None, lexicon: Lexicon  # noqa: ANN401
) -> None:
    report, marks, _ = telling((text, wording))
    found = normalise(report, marks, lexicon).frames[0].quantity
    assert (found.best if found else None) == people
