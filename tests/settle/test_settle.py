from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory import actor, at_least, claim, count, dates, day, place, report, speaker, villagers
from mnemon.errors import DataError, UsageError
from mnemon.model.claims import RIVAL, Claim
from mnemon.model.events import Backing, Event, Finding
from mnemon.model.text import Copy
from mnemon.model.values import Quantity
from mnemon.settle import Sourcing, get_rule, open_rules, settle, settle_groups
from mnemon.settle.rules import rules_from
from mnemon.settle.settle import settle_each
from mnemon.settle.voices import backing

EVENT = Event("e-1", ("m-1", "m-2", "m-3"))


def says(name: str, number: Quantity | int | None, **changes: object) -> Claim:
    """A claim of deaths by a speaker of this name; its id is "name number"."""
    quantity = count(number) if isinstance(number, int) else number
    shown = number if isinstance(number, int) else "?"
    return claim(id=f"{name} {shown}", said_by=speaker(name=name), quantity=quantity, **changes)


def settled(rule: str, *claims: Claim, sourcing: Sourcing | None = None) -> Finding:
    (finding,) = settle(EVENT, claims, get_rule(rule), sourcing)
    return finding


def numbers(finding: Finding) -> tuple[int | None, int | None, int | None]:
    return finding.low, finding.best, finding.high


RIVALS = (says("police", 5), says("army", 12, report_id="r-2"), says("mayor", 7, report_id="r-3"))
PUBLISHED = Sourcing(published={"r-1": day("2021-05-04"), "r-2": day("2021-05-06"), "r-3": day("2021-05-05")})

Range = tuple[int | None, int | None, int | None]
RULES: list[tuple[str, Range, tuple[str, ...]]] = [
    ("most-voices", (5, 12, 12), ("army 12",)),
    ("lowest", (5, 5, 5), ("police 5",)),
    ("highest", (12, 12, 12), ("army 12",)),
    ("most-recent", (12, 12, 12), ("army 12",)),
    ("most-precise-place", (12, 12, 12), ("army 12",)),
    ("most-frequent", (12, 12, 12), ("army 12",)),
    ("range", (5, None, 12), ("army 12", "mayor 7", "police 5")),
    ("acled-conservative", (5, 5, 5), ("police 5",)),
    ("ibc-min-max", (5, None, 12), ("army 12", "mayor 7", "police 5")),
    ("airwars-range", (5, None, 12), ("army 12", "mayor 7", "police 5")),
    ("party-discount", (5, None, 12), ("army 12", "mayor 7", "police 5")),
]


@pytest.mark.parametrize(("rule", "expected", "supporting"), RULES)
def test_each_rule_settles_rival_figures_in_its_own_way(
    rule: str, expected: Range, supporting: tuple[str, ...]
) -> None:
    finding = settled(rule, *RIVALS, sourcing=PUBLISHED)
    assert numbers(finding) == expected
    assert finding.supporting == supporting
    assert set(finding.rival) == {c.id for c in RIVALS} - set(supporting)
    assert (finding.event_id, finding.what, finding.rule) == ("e-1", "killed", rule)
    assert finding.rule_version == get_rule(rule).version
    assert bool(finding.unsettled) == (finding.best is None)


def test_every_rule_that_ships_is_in_the_table() -> None:
    assert [name for name, *_ in RULES] == list(open_rules())
    assert all(rule.version and rule.description.endswith(".") for rule in open_rules().values())


MAY_4, MAY_6 = dates("2021-05-04"), dates("2021-05-06")
EXACT, VAGUE = place(precision=1), place(precision=4)
TIES: list[tuple[str, str, list[Claim], int | None]] = [
    ("most voices win", "most-frequent", [says("a", 5), says("b", 5), says("c", 9, place=EXACT)], 5),
    ("then the most exact place", "most-frequent", [says("a", 5, place=VAGUE), says("b", 9, place=EXACT)], 9),
    (
        "then the latest",
        "most-frequent",
        [says("a", 5, said_on=MAY_4), says("b", 9, said_on=MAY_6)],
        9,
    ),
    ("then nothing", "most-frequent", [says("a", 5), says("b", 9)], None),
    ("exact beats many", "most-precise-place", [says("a", 5, place=VAGUE), says("b", 5, place=VAGUE), says("c", 9)], 9),
    ("many among the exact", "most-precise-place", [says("a", 5), says("b", 5), says("c", 9)], 5),
    ("no place is stated", "most-precise-place", [says("a", 5, place=None), says("b", 9, place=None)], None),
    (
        "one voice has its last word",
        "most-voices",
        [says("a", 5, said_on=MAY_4), says("a", 9, said_on=MAY_6, report_id="r-2"), says("b", 5, said_on=MAY_4)],
        9,
    ),
]


@pytest.mark.parametrize(("why", "rule", "claims", "best"), TIES, ids=[row[0] for row in TIES])
def test_ties_are_broken_in_the_order_that_the_rule_names(
    why: str, rule: str, claims: list[Claim], best: int | None
) -> None:
    assert settled(rule, *claims).best == best, why


def test_a_voice_that_gave_a_later_figure_no_longer_bounds_the_range() -> None:
    early, late = says("police", 5, said_on=MAY_4), says("police", 9, said_on=MAY_6, report_id="r-2")
    finding = settled("most-voices", early, late)
    assert numbers(finding) == (9, 9, 9)
    assert finding.rival == ("police 5",)
    assert numbers(settled("range", early, late)) == (5, None, 9)


VAGUE_WORDS = [("tens of people", 10), ("dozens", 12), ("hundreds of", 100), ("unknown", None)]


@pytest.mark.parametrize(("words", "number"), VAGUE_WORDS)
def test_a_vague_word_has_a_number_only_by_a_rule_that_sets_one(words: str, number: int | None) -> None:
    told = says("police", Quantity(None, None, None, words=words, rule="vague"))
    assert numbers(settled("acled-conservative", told)) == (number, number, number)
    assert numbers(settled("lowest", told)) == (None, None, None)


FIGHTERS = actor(actor_id="rebels", name="Rebels", kind="rebel group")


def test_a_rule_for_civilians_leaves_fighters_out_and_says_so() -> None:
    told = [says("police", 5), says("police", 3, victims=FIGHTERS)]
    finding = settled("ibc-min-max", *told)
    assert numbers(finding) == (5, 5, 5)
    assert [(out.claim_id, "civilians" in out.reason) for out in finding.left_out] == [("police 3", True)]


@pytest.mark.parametrize("rule", ["ibc-min-max", "airwars-range"])
def test_the_minimum_is_zero_where_voices_differ_on_who_the_dead_were(rule: str) -> None:
    finding = settled(rule, says("mayor", 9), says("army", 9, victims=FIGHTERS))
    assert numbers(finding) == (0, None, 9)
    assert "civilians" in finding.unsettled


@pytest.mark.parametrize("rule", list(open_rules()))
def test_what_may_not_have_happened_counts_from_zero_up(rule: str) -> None:
    assert settled(rule, says("police", 5, status="possible", said_on=MAY_4)).low == 0


STATE = "sdn-government"


def party(name: str, number: int, **changes: object) -> Claim:
    """A claim by a spokesman of the state about its enemy, unless told otherwise."""
    made = says(name, number, **{"victims": FIGHTERS} | changes)
    return claim(**{f: getattr(made, f) for f in made.__slots__} | {"said_by": speaker(name=name, side=STATE)})


@pytest.mark.parametrize("rule", ["party-discount", "most-voices"])
def test_a_sides_claim_of_its_enemys_losses_bounds_the_high_alone(rule: str) -> None:
    assert numbers(settled(rule, party("army", 40), says("mayor", 6, victims=FIGHTERS))) == (6, 6, 40)
    alone = settled(rule, party("army", 40))
    assert numbers(alone) == (None, None, 40)
    assert alone.unsettled == "only a side's claims of its enemy's losses give a figure"
    assert alone.rival == ("army 40",)


def test_a_sides_own_losses_and_dead_civilians_are_figures_like_any_other() -> None:
    own = party("army", 7, victims=actor(of=STATE))
    assert numbers(settled("party-discount", own)) == (7, 7, 7)
    assert numbers(settled("party-discount", party("army", 7, victims=villagers()))) == (7, 7, 7)


GRADES: list[tuple[str, list[Claim], str]] = [
    ("confirmed", [party("army", 5, victims=villagers(), stance="admits")], "confirmed"),
    ("two voices and somebody blamed", [says("a", 5, by=actor()), says("b", 5, by=actor())], "fair"),
    ("one voice", [says("a", 5, by=actor())], "weak"),
    ("nobody blamed", [says("a", 5), says("b", 5)], "weak"),
    ("two sides blamed", [says("a", 5, by=actor()), says("b", 5, by=FIGHTERS)], "contested"),
    ("denied", [says("a", 5, by=actor()), says("b", 6, stance="denies")], "contested"),
    ("fighters alone", [says("a", 5, victims=FIGHTERS)], "discounted"),
]


@pytest.mark.parametrize(("why", "claims", "grade"), GRADES, ids=[row[0] for row in GRADES])
def test_airwars_range_suggests_a_grade(why: str, claims: list[Claim], grade: str) -> None:
    assert settled("airwars-range", *claims).grade == grade, why
    assert settled("range", *claims).grade == ""


def test_each_victim_group_has_findings_of_its_own() -> None:
    told = [says("police", 5), says("police", 3, victims=FIGHTERS), says("mayor", 2, victims=None, kind="wounded")]
    found = settle_groups(EVENT, told, get_rule("lowest"))
    assert [(f.what, f.group, f.best) for f in found] == [
        ("killed", "civilians", 5), ("killed", "rebel group", 3), ("wounded", "not stated", 2),
    ]  # fmt: skip
    assert settled("lowest", *told[:2]).best == 8


def test_a_revised_report_gives_way_to_its_later_version() -> None:
    told = [says("police", 5), says("police", 9, report_id="r-2")]
    finding = settled("lowest", *told, sourcing=Sourcing(revised={"r-1": "r-2"}))
    assert numbers(finding) == (9, 9, 9)
    assert [(out.claim_id, "revised" in out.reason) for out in finding.left_out] == [("police 5", True)]


@given(st.permutations([*RIVALS, says("nurse", 7, report_id="r-4"), says("police", 6, report_id="r-5")]))
def test_the_order_of_claims_changes_no_finding(told: list[Claim]) -> None:
    for rule in open_rules().values():
        expected = settle(EVENT, sorted(told, key=lambda c: c.id), rule, PUBLISHED)
        assert settle(EVENT, told, rule, PUBLISHED) == expected


def test_an_event_says_how_many_reports_voices_and_sides_tell_of_it() -> None:
    told = [says("police", 5), says("The  Police", 5, report_id="r-2"), says("mayor", 7, report_id="r-2")]
    told += [claim(id=f"c-{n}", report_id=f"r-{n}", said_by=None) for n in (3, 4)]
    told += [party("army", 9, report_id="r-5")]
    assert backing(told, Sourcing(origin={"r-3": "wire", "r-4": "wire"})) == Backing(5, 4, (STATE,))


def test_copies_of_copies_go_back_to_one_origin() -> None:
    reports = [report(id=f"r-{n}", source_id=None) for n in range(4)]
    known = Sourcing.of(reports, [Copy("r-2", "r-1", 0.9), Copy("r-1", "r-0", 0.9)])
    assert [known.origin[f"r-{n}"] for n in range(4)] == ["r-0", "r-0", "r-0", "r-3"]


def test_the_range_takes_the_figure_of_most_independent_voices_as_best() -> None:
    finding = settled("range", *RIVALS, says("nurse", 7, report_id="r-4"))
    assert numbers(finding) == (5, 7, 12)
    assert finding.supporting == ("mayor 7", "nurse 7")
    assert finding.rival == ("army 12", "police 5")


def test_one_speaker_in_many_reports_is_one_voice() -> None:
    quoted = [claim(id=f"c-{n}", report_id=f"r-{n}", said_by=speaker(name="Police in Bara ")) for n in range(5)]
    finding = settled("range", *quoted, says("mayor", 7, report_id="r-9"))
    assert numbers(finding) == (5, None, 7)


def test_copies_of_one_report_are_one_voice() -> None:
    spoken = [claim(id=f"c-{n}", report_id=f"r-{n}", said_by=None) for n in (1, 2)]
    rival = says("mayor", 7, report_id="r-9")
    assert settled("range", *spoken, rival).best == 5
    assert settled("range", *spoken, rival, sourcing=Sourcing(origin={"r-1": "wire", "r-2": "wire"})).best is None


def test_different_people_told_by_one_voice_are_added() -> None:
    told = [says("police", 5, victims=villagers()), says("police", 3, victims=actor())]
    assert numbers(settled("lowest", *told)) == (8, 8, 8)


DOZENS = Quantity(None, None, None, words="dozens", rule="vague")
ONE_REPORT: list[tuple[str, list[Claim], Range]] = [
    ("one voice tells of two groups", [says("police", 5), says("police", 3, victims=None)], (8, 8, 8)),
    ("two voices tell of two groups", [says("police", 5), says("hospital", 3, victims=actor())], (8, 8, 8)),
    ("the report and a voice", [says("police", 5), claim(id="own", said_by=None, quantity=count(2))], (7, 7, 7)),
    ("two voices tell of the same people", [says("police", 5), says("hospital", 7)], (5, None, 7)),
    ("rivals beside what nobody contests", [says("police", 5), says("hospital", 7), says("police", 2, victims=actor())], (7, None, 9)),
    ("called a rival", [says("police", 5), claim(id="r", quantity=count(9), notes=(RIVAL,), said_by=None)], (5, None, 9)),
    ("others without a number", [says("police", 5), says("police", DOZENS, victims=actor())], (6, None, None)),
    ("rival dozens say nothing against five", [says("police", 5), says("hospital", DOZENS)], (5, 5, 5)),
    ("dozens, five of them named", [says("police", 5, part_of="police ?"), says("police", DOZENS)], (5, None, None)),
    ("dozens alone", [says("police", DOZENS)], (None, None, None)),
    ("no number at all", [says("police", 5), says("police", None)], (5, 5, 5)),
    ("up to three more", [says("police", 5), says("police", Quantity(None, None, 3, words="up to 3"), victims=actor())], (5, None, 8)),
]  # fmt: skip


@pytest.mark.parametrize(("what", "claims", "expected"), ONE_REPORT, ids=[row[0] for row in ONE_REPORT])
def test_what_one_telling_says_is_added_up_but_for_rivals(what: str, claims: list[Claim], expected: Range) -> None:
    assert numbers(settled("range", *claims)) == expected, what


def test_figures_that_may_count_the_same_people_are_never_added() -> None:
    two_tellings = [says("police", 5), says("police", 3, victims=None, event_mention_id="m-2")]
    assert numbers(settled("highest", *two_tellings)) == (3, None, 5)
    two_readings = [says("police", 5), says("police", 3, victims=None, producer_id="p-2")]
    assert numbers(settled("highest", *two_readings)) == (3, None, 5)


def test_who_died_of_wounds_is_no_longer_wounded() -> None:
    hurt = says("police", 8, kind="wounded")
    again = claim(id="again", kind="wounded", quantity=count(8), repeats=hurt.id)
    died = [says("nurse", 1, part_of=again.id), claim(id="twice", quantity=count(1), part_of=hurt.id, repeats="nurse 1")]
    found = settle(EVENT, [hurt, again, *died], get_rule("range"))
    assert {f.what: numbers(f) for f in found} == {"killed": (1, 1, 1), "wounded": (7, 7, 7)}


def test_part_total_and_repeat_are_left_out_of_the_thirteen() -> None:
    whole = says("service", 13)
    others = [
        says("service", 5, part_of=whole.id),
        says("service", 8, part_of=whole.id),
        says("spokesman", 40000, scope="total"),
        claim(id="again", repeats=whole.id, quantity=count(13), said_by=None),
    ]
    finding = settled("highest", whole, *others)
    assert numbers(finding) == (13, 13, 13)
    assert (finding.supporting, finding.rival) == ((whole.id,), ())
    assert [out.claim_id for out in finding.left_out] == sorted(c.id for c in others)


def test_a_number_with_no_upper_end_leaves_the_range_open_above() -> None:
    assert numbers(settled("range", says("police", at_least(5)), says("army", 3))) == (3, 3, None)


UNSETTLED: list[tuple[str, str, tuple[Claim, ...]]] = [
    ("no number at all", "range", (says("police", None),)),
    ("denied alone", "lowest", (says("army", 5, status="denied"),)),
    ("no day known", "most-recent", (says("police", 5), says("army", 12))),
    ("two on the last day", "most-recent", (says("a", 5, said_on=dates()), says("b", 6, said_on=dates()))),
]


@pytest.mark.parametrize(("why", "rule", "claims"), UNSETTLED, ids=[row[0] for row in UNSETTLED])
def test_claims_that_do_not_settle_it_leave_every_number_out(why: str, rule: str, claims: tuple[Claim, ...]) -> None:
    finding = settled(rule, *claims)
    assert numbers(finding) == (None, None, None), why
    assert finding.supporting == ()


def test_the_day_it_was_said_counts_before_the_day_it_was_published() -> None:
    late = says("police", 5, said_on=dates("2021-05-09"))
    assert settled("most-recent", late, says("army", 12, report_id="r-2"), sourcing=PUBLISHED).best == 5


def test_each_harm_has_a_finding_of_its_own_and_other_events_have_no_say() -> None:
    claims = [claim(), claim(id="c-2", kind="wounded", quantity=count(9)), claim(id="c-3", kind="shelling")]
    elsewhere = claim(id="c-4", kind="missing", event_mention_id="m-9")
    findings = settle(EVENT, [*claims, elsewhere], get_rule("range"))
    assert [(f.what, f.best) for f in findings] == [("killed", 5), ("wounded", 9)]


def test_no_claims_no_findings() -> None:
    assert settle(EVENT, [], get_rule("range")) == []


def test_a_rule_that_is_not_there_is_said_not_to_be_there() -> None:
    with pytest.raises(UsageError, match="there is no rule average"):
        get_rule("average")


RULE = "{name: a, version: '1', take: lowest, description: A.}"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("name: a", "not a list of rules"),
        ("[{name: a}]", "a rule has these parts"),
        ("[{name: a, version: 1, take: lowest, description: A.}]", "these parts of a rule are words"),
        ("[{name: a, version: '1', take: guess, description: A.}]", "rule a says guess"),
        (f"[{RULE}, {RULE}]", "two rules have one name"),
    ],
)
def test_a_rule_file_that_breaks_its_rules_is_refused(text: str, word: str) -> None:
    with pytest.raises(DataError, match=word):
        rules_from(text, "rules.yaml")


PEOPLE = (villagers(), actor(), actor(actor_id="g-front", name="Front", kind="rebel group"), None)
VOICES = (None, speaker(name="police"), speaker(name="the army", side="a-army"))
CLAIMS = st.builds(
    lambda n, number, people, voice, kind: claim(
        id=f"c-{n}", quantity=count(number), victims=people, said_by=voice, kind=kind, report_id=f"r-{n}"
    ),
    st.integers(0, 9), st.integers(1, 9), st.sampled_from(PEOPLE), st.sampled_from(VOICES),
    st.sampled_from(["killed", "wounded", "shelling"]),
)  # fmt: skip

WORDED = st.builds(
    lambda n, words: claim(id=f"w-{n}", quantity=Quantity(None, None, None, words=words), report_id=f"r-{n}"),
    st.integers(0, 9), st.sampled_from(["dozens", "many", "some"]),
)  # fmt: skip


@pytest.mark.parametrize("rule", list(open_rules()))
@given(claims=st.lists(CLAIMS, max_size=4, unique_by=lambda c: c.id))
def test_what_is_known_of_everyone_changes_no_group(rule: str, claims: list[Claim]) -> None:
    whole = settle(EVENT, claims, get_rule(rule))
    assert settle_groups(EVENT, claims, get_rule(rule), whole=whole) == settle_groups(EVENT, claims, get_rule(rule))


@given(claims=st.lists(CLAIMS | WORDED, max_size=5, unique_by=lambda c: c.id))
def test_many_rules_at_once_settle_what_each_settles_alone(claims: list[Claim]) -> None:
    rules = list(open_rules().values())
    revised = Sourcing(revised={"r-0": "r-1"})
    alone = [finding for rule in rules for finding in settle(EVENT, claims, rule, revised)]
    assert settle_each(EVENT, claims, rules, revised) == alone
    assert settle_each(EVENT, claims, rules[::-1], revised) == [
        finding for rule in rules[::-1] for finding in alone if finding.rule == rule.name
    ]


def test_a_pronoun_names_nobody_and_a_comma_makes_no_other_speaker() -> None:
    told_by = ("he", "He,", "Colonel Saleh,", "colonel Saleh")
    claims = [says(name, 5, report_id=f"r-{n}") for n, name in enumerate(told_by)]
    assert backing(claims[:2]).voices == 2
    assert backing(claims[2:]).voices == 1
