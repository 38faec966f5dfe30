"""Sentences as reports on recent wars have them: the values of one frame, from the words that the network marked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mnemon.model.marks import Frame, Marks, Name
from mnemon.model.text import Report, Span
from mnemon.model.values import FrameValues, Values
from mnemon.normalise import Lexicon, normalise


def spans(text: str, words: str) -> tuple[Span, ...]:
    """Where the words, parted by "|", stand."""
    return tuple(Span(text.index(w), text.index(w) + len(w)) for w in words.split("|") if w)


def values(lexicon: Lexicon, text: str, day: str, names: str, *, kind: str = "killed", **roles: str) -> Values:
    found = {role: spans(text, words) for role, words in roles.items()}
    frame = Frame(kind, Span(0, 1), 0, found)
    marks = Marks((Span(0, len(text)),), (frame,), tuple(Name(s, "place", 0.95) for s in spans(text, names)))
    return normalise(Report("r", "0" * 64, text, published_at=date.fromisoformat(day)), marks, lexicon)


def framed(lexicon: Lexicon, text: str, day: str, names: str, *, kind: str = "killed", **roles: str) -> FrameValues:
    return values(lexicon, text, day, names, kind=kind, **roles).frames[0]


PLACES = [
    ("Two died near Qamishli, Hasakah province.", "Qamishli|Hasakah", "Qamishli|Hasakah province", "Al Qāmishlī", 2),
    ("Two died on the outskirts of Goma.", "Goma", "Goma", "Goma", 2),
    ("Two died 20 km north of the town of Gao in Mali.", "Gao|Mali", "Gao", "Gao", 2),
    ("Two died in Loikaw, Kayah State.", "Loikaw|Kayah State", "Loikaw|Kayah State", "Loikaw", 1),
    ("Jets hit Ariha south of Idlib city.", "Ariha|Idlib", "Ariha|south of Idlib city", "Arīḩā", 1),
    ("Kyiv said five died near Pokrovsk.", "Kyiv|Pokrovsk", "Pokrovsk", "Pokrovsk", 2),
    ("He died at the Tapuah junction between Nablus and Ramallah.", "Tapuah|Nablus|Ramallah",
     "the Tapuah junction|between Nablus and Ramallah", "Nablus", 2),
    ("Six died in Kulgam district of Jammu and Kashmir.", "Kulgam|Jammu|Kashmir", "Kulgam district|Jammu|Kashmir",
     "Kulgam", 3),
    ("Six died in Sevastopol on occupied Crimea.", "Sevastopol|Crimea", "Sevastopol|occupied Crimea", "Sevastopol", 1),
    ("The ADF killed 52 people in Beni and Lubero territories, DR Congo.", "Beni|Lubero|DR Congo",
     "Beni|Lubero territories", "North Kivu", 4),
    ("Two died in Khartoum and Omdurman.", "Khartoum|Omdurman", "Khartoum|Omdurman", "Khartoum", 2),
    ("Five died in Soro in the northern Yatenga province, Burkina Faso.", "Soro|Yatenga|Burkina Faso",
     "Soro|Yatenga province", "Province du Yatenga", 3),
    ("Jets hit Kuma, north of El Fasher, Sudan.", "Kuma|El Fasher|Sudan", "Kuma|El Fasher", "El Kuma", 3),
    ("Jets hit Zzdepayin township, Sagaing, in Myanmar.", "Zzdepayin|Sagaing|Myanmar", "Zzdepayin|Sagaing",
     "Sagaing Region", 4),
    ("Ten died in Imam Sahib district of Kunduz, Afghanistan.", "Imam Sahib|Kunduz|Afghanistan",
     "Imam Sahib district|Kunduz", "Imam Sahib", 3),
    ("They fought near the Zztishrin Dam, east of Aleppo, Syria.", "Zztishrin Dam|Aleppo|Syria",
     "Zztishrin Dam|Aleppo", "Aleppo", 4),
    ("Ten died at Zzmareer, 130 km southwest of Mogadishu, Somalia.", "Zzmareer|Mogadishu|Somalia",
     "Zzmareer|Mogadishu", "Somalia", 6),
    ("Ten died between Gondar and Bahir Dar in Ethiopia.", "Gondar|Bahir Dar|Ethiopia", "Bahir Dar", "Gonder", 2),
    ("Ten died at Pahalgam, in Indian-administered Kashmir.", "Pahalgam|Indian-administered Kashmir",
     "Pahalgam|Indian-administered Kashmir", "Pahalgam", 1),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names", "where", "name", "precision"), PLACES)
def test_a_deed_is_placed_where_the_sentence_puts_it(
    lexicon: Lexicon, text: str, names: str, where: str, name: str, precision: int
) -> None:
    found = framed(lexicon, text, "2024-11-12", names, where=where).place
    assert found is not None
    assert (found.name, found.precision) == (name, precision)


def test_a_deed_near_a_lands_border_is_not_put_into_that_land(lexicon: Lexicon) -> None:
    text = "Forty soldiers died at Zzboulkessi, near the border with Burkina Faso."
    found = framed(lexicon, text, "2025-06-03", "Zzboulkessi|Burkina Faso", where="Zzboulkessi|Burkina Faso").place
    assert found is not None
    assert (found.name, found.latitude) == ("Zzboulkessi", None)
    alone = framed(lexicon, text, "2025-06-03", "Burkina Faso", where="Burkina Faso").place
    assert alone is not None
    assert alone.latitude is None
    assert "either side of its border" in alone.note


def test_places_told_side_by_side_and_far_apart_are_not_decided(lexicon: Lexicon) -> None:
    text = "Ten people died in Kharkiv and Rostov-on-Don."
    found = framed(lexicon, text, "2024-11-12", "Kharkiv|Rostov-on-Don", where="Kharkiv|Rostov-on-Don").place
    assert found is not None
    assert found.latitude is None
    assert "km apart" in found.note


ACTS = [
    ("shelling", "Russia shelled Kupiansk in Ukraine.", "Kupiansk", "Ukraine", "Kupyansk"),
    ("airstrike", "Jets bombed Lashio in Shan State.", "Lashio", "Shan State", "Lashio"),
    ("territory", "They took the town of Ann in Rakhine State.", "Ann", "Rakhine State", "Ann"),
    ("killed", "They killed Lashio in Shan State.", "Lashio", "Shan State", "Shan State"),
]


@pytest.mark.parametrize(("kind", "text", "who", "where", "name"), ACTS)
def test_the_target_of_an_act_tells_where_and_a_victim_does_not(
    lexicon: Lexicon, kind: str, text: str, who: str, where: str, name: str
) -> None:
    found = framed(lexicon, text, "2024-11-12", f"{who}|{where}", kind=kind, who=who, where=where).place
    assert found is not None
    assert found.name == name


NO_PLACES = [
    ("Hamas said so.", "Hamas"), ("Boko Haram struck.", "Haram"), ("The Arakan Army advanced.", "Arakan"),
    ("Men died at Hill 107.", "Hill"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), NO_PLACES)
def test_armed_groups_and_numbered_things_are_no_places(lexicon: Lexicon, text: str, name: str) -> None:
    mark = Name(spans(text, name)[0], "organisation", 0.9)
    report = Report("r", "0" * 64, text, published_at=date(2025, 1, 1))
    assert normalise(report, Marks((), (), (mark,)), lexicon).places == ()


def test_an_armed_group_speaks_for_the_country_it_is_at_home_in(lexicon: Lexicon) -> None:
    text = "The FARC killed seven policemen in Huila."
    group = Name(spans(text, "FARC")[0], "organisation", 0.9)
    where = Name(spans(text, "Huila")[0], "place", 0.9)
    found = normalise(Report("r", "0" * 64, text), Marks((), (), (group, where)), lexicon).places[0].place
    assert found is not None
    assert found.country != "AO"


OWN = [
    ("The KIA said 12 of its soldiers died.", "The KIA", "its soldiers", "kia"),
    ("Kyiv said its forces withdrew.", "Kyiv", "its forces", "ukr-military"),
    ("Hamas said its fighters struck.", "Hamas", "its fighters", "hamas"),
    ("A doctor said his soldiers died.", "A doctor", "his soldiers", None),
    ("Kyiv said its villagers died.", "Kyiv", "its villagers", "civilians"),
]


@pytest.mark.parametrize(("text", "source", "who", "actor_id"), OWN)
def test_a_speakers_own_soldiers_are_the_speakers(
    lexicon: Lexicon, text: str, source: str, who: str, actor_id: str | None
) -> None:
    found = framed(lexicon, text, "2024-12-15", "", who=who, source=source).victims
    assert found is not None
    assert found.actor_id == actor_id
    assert found.words == who


DAYS = [
    ("It grew since August 2024, when troops crossed.", "August 2024", ("2024-08-01", "2024-08-31")),
    ("Ten died in fighting since 4 December.", "4 December", ("2024-12-04", "2024-12-15")),
    ("Ten died between 3 and 6 December.", "6 December", ("2024-12-03", "2024-12-06")),
    ("Ten died from Monday to Wednesday.", "Wednesday", ("2024-12-09", "2024-12-11")),
    ("Ten died on 3 December and on 6 December.", "6 December", ("2024-12-06", "2024-12-06")),
]


@pytest.mark.parametrize(("text", "when", "expected"), DAYS)
def test_a_day_that_ends_a_range_or_begins_an_open_one_is_read_with_it(
    lexicon: Lexicon, text: str, when: str, expected: tuple[str, str]
) -> None:
    found = framed(lexicon, text, "2024-12-15", "", when=when).date
    assert found is not None
    assert (str(found.start), str(found.end)) == expected


def test_a_deeds_own_day_chooses_its_actor(lexicon: Lexicon) -> None:
    """The Syrian armed forces' parent was the government of its day; a report years later does not change that."""
    text = "Al-Nusra Front fighters killed ten people on 3 March 2014."
    then = framed(lexicon, text, "2024-12-15", "", by="Al-Nusra Front fighters", when="3 March 2014").by
    now = framed(lexicon, text, "2024-12-15", "", by="Al-Nusra Front fighters").by
    assert then is not None
    assert now is not None
    assert then.actor_id is not None
    assert (then.actor_id, then.why) != (now.actor_id, now.why)


COUNTS = [
    ("Ahmed, 28, and Yusuf were hurt.", "28", None),
    ("The victim (61) was shot.", "61", None),
    ("The raid on Camp 14 killed refugees.", "14", None),
    ("Two of the five shells killed people.", "five", None),
    ("The army lost 4 tanks.", "4", None),
    ("In all, 61 were killed.", "61", 61),
    ("Killed were 14 refugees.", "14", 14),
    ("It killed 12, and 5 are missing.", "12", 12),
]


@pytest.mark.parametrize(("text", "count", "best"), COUNTS)
def test_ages_numbers_of_things_and_counts_of_things_count_nobody(
    lexicon: Lexicon, text: str, count: str, best: int | None
) -> None:
    found = framed(lexicon, text, "2024-12-15", "", count=count).quantity
    assert (found.best if found is not None else None) == best


def test_a_number_that_the_network_took_for_a_year_is_no_time(lexicon: Lexicon) -> None:
    text = "In 2003 the clashes killed 2003 people."
    marks = Marks((), (), (Name(Span(27, 31), "time", 0.9),))
    found = normalise(Report("r", "0" * 64, text, published_at=date(2005, 1, 1)), marks, lexicon)
    assert [one.span.start_char for one in found.times] == [3]


NEWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "news.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
][1:]


@pytest.mark.parametrize("row", NEWS, ids=[row[1][:40] for row in NEWS])
def test_sentences_of_news_are_read_as_a_coder_would(lexicon: Lexicon, row: list[str]) -> None:
    published, text, names, where, when, count, by, place, days, number, actor = row
    found = framed(lexicon, text, published, names, where=where, when=when, count=count, by=by)
    at, then, many, who = found.place, found.date, found.quantity, found.by
    placed = at is not None and at.latitude is not None
    assert (f"{at.name}:{at.country or ''}:{at.precision}" if at and placed else "") == place
    assert (f"{then.start}:{then.end}" if then else "") == days
    bounds = [] if many is None else [many.low, many.best, many.high]
    assert ":".join("" if bound is None else str(bound) for bound in bounds) == number
    assert ((who.actor_id if who else None) or "") == actor


def test_the_list_of_places_has_the_choice_of_the_claims(lexicon: Lexicon) -> None:
    text = "Sixty died in Beit Lahia in northern Gaza, and two in the Kharkiv region near Kharkiv."
    names = "Beit Lahia|Gaza|Kharkiv"
    found = values(lexicon, text, "2024-11-22", names, where="Beit Lahia|northern Gaza")
    chosen = found.frames[0].place
    assert chosen is not None
    assert (chosen.name, chosen.country, chosen.precision) == ("Bayt Lāhyā", "PS", 1)
    assert found.places[0].place is not None
    assert found.places[0].place.place_id == chosen.place_id
    listed = [(one.span.of(text), one.place.precision) for one in found.places if one.place is not None]
    assert listed == [("Beit Lahia", 1), ("Gaza", 4), ("Kharkiv", 4), ("Kharkiv", 1)]


def test_it_is_the_side_that_speaks(lexicon: Lexicon) -> None:
    text = "Mali's army said it killed ten men."
    assert (found := framed(lexicon, text, "2025-07-02", "Mali", source="Mali's army", by="it")).by is not None
    assert found.by.actor_id == "mli-military"
    text = "Residents said they killed ten men."
    assert (found := framed(lexicon, text, "2025-07-02", "", source="Residents", by="they")).by is not None
    assert found.by.actor_id is None
