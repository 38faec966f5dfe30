"""A published dataset beside a real record, and taken into a fresh one: the same findings come out again."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factory import actor, at_least, claim, count, dates, mention, place, reading, report, sha, speaker, villagers
from mnemon.api import Record, take_in
from mnemon.cli import main
from mnemon.comparison import Compared
from mnemon.errors import InputError
from mnemon.export.ged import COLUMNS
from mnemon.model.claims import Coded, Tally
from mnemon.model.reading import Reading
from mnemon.model.values import DateRange, Place, Quantity
from mnemon.store import open_store

REBELS = actor(actor_id="g-front", name="Highland Front", kind="rebel group", words="the Front")
ARMY = actor(actor_id="sdn-military", of="sdn-government", chain=("sdn-government",), name="Sudanese armed forces")
KARA = place(place_id="g-9", name="Kara", latitude=2.0, longitude=30.0, country="UG", adm1="South")


def told(number: int, best: int, **changes: object) -> Reading:
    """A reading of one report that tells of one event with deaths."""
    text = f"Report number {number} says that {best} were killed."
    where, when = changes.get("place", place()), changes.get("date", dates())
    ids = {"report_id": f"r-{number}", "event_mention_id": f"m-{number}", "id": f"c-{number}"}
    said = claim(**{"quantity": count(best), **ids, **changes})
    base = reading(number)
    return replace(
        base,
        capture=replace(base.capture, id=sha(text), byte_count=len(text)),
        report=report(id=f"r-{number}", capture_id=sha(text), text=text, url=None),
        coded=Coded((mention(id=f"m-{number}", report_id=f"r-{number}", place=where, date=when),), (said,)),
        tally=Tally(),
    )


def record(path: Path, readings: Iterable[Reading]) -> Path:
    with open_store(path) as store:
        for one in readings:
            store.add(one)
    return path


GED = (
    "id,date_start,date_end,latitude,longitude,where_coordinates,country,best,low,high,side_a,side_b,type_of_violence,source_article\n"
    "11,2021-05-03,2021-05-03,12.51,24.24,Bara town,Sudan,9,5,9,Government of Sudan,Civilians,3,Courier\n"
    "12,2021-05-20,2021-05-20,12.51,24.24,Bara town,Sudan,2,2,2,Government of Sudan,Civilians,3,Courier\n"
    "13,2021-05-99,2021-05-99,12.51,24.24,Bara town,Sudan,2,2,2,Government of Sudan,Civilians,3,Courier\n"
)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    scene = [
        told(1, 5, by=ARMY),
        told(2, 4, place=place(place_id="g-7", name="Far", latitude=15.5)),
        told(3, 9, place=KARA),
    ]
    return record(tmp_path / "record.db", scene)


@pytest.fixture
def ged(tmp_path: Path) -> Path:
    path = tmp_path / "ged.csv"
    path.write_text(GED, encoding="utf-8")
    return path


def test_a_dataset_is_laid_beside_the_record(db: Path, ged: Path) -> None:
    with Record(db) as opened:
        found = opened.compare(ged, version="25.1", licence="CC BY 4.0")
    assert isinstance(found.compared, Compared)
    (pair,) = found.compared.both
    assert (pair.theirs.row, pair.theirs.id, pair.ours.deaths, pair.theirs.deaths) == (1, "11", (5, 5, 5), (5, 9, 9))
    assert (pair.differs, pair.apart) == (4, False)
    assert pair.weight == pytest.approx(sum(reason.weight for reason in pair.reasons))
    assert pair.weight >= found.compared.threshold
    assert "Report number 1" in pair.ours.cited[0]
    assert [row.id for row in found.compared.theirs_alone] == ["12"]
    assert [event.place for event in found.compared.ours_alone] == ["Far"]
    assert found.compared.outside == 1, "Kara lies in a country of which the dataset has no row"
    assert found.unread == ((3, "date_start '2021-05-99' is no day (write it like 2025-01-14)"),)


def test_the_dataset_is_kept_apart_from_all_claims(db: Path, ged: Path) -> None:
    with Record(db) as opened:
        before = list(opened.claims())
        opened.compare(ged, version="25.1", licence="CC BY 4.0")
        opened.compare(ged, version="another", licence="none")
        assert list(opened.claims()) == before
    with open_store(db) as store:
        (dataset,) = store.datasets()
        rows = store.dataset_rows(dataset.id)
    assert (dataset.id, dataset.version, dataset.licence) == (sha(GED), "25.1", "CC BY 4.0")
    assert (dataset.form, dataset.rows, [row.number for row in rows]) == ("ged", 3, [1, 2, 3])
    assert rows[0].cells["side_a"] == "Government of Sudan"
    assert [row.error is None for row in rows] == [True, True, False]


def call(*words: str | Path) -> str:
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return done.output


def test_compare_shows_people_a_table_and_machines_json_and_csv(db: Path, ged: Path, tmp_path: Path) -> None:
    shown = call("compare", ged, "--db", db, "--version", "25.1")
    assert "1 in both, of which 1 with another best figure" in shown
    assert "Bara town, 2021-05-03: +4 (match weight" in shown
    assert "row 3: date_start '2021-05-99' is no day" in shown
    told = json.loads(call("compare", ged, "--db", db, "--format", "json"))
    assert told["dataset"]["sha256"] == sha(GED)
    assert [row["found"] for row in told["found"]] == ["both", "theirs alone", "ours alone"]
    out = tmp_path / "out.csv"
    call("compare", ged, "--db", db, "--format", "csv", "--output", out)
    with out.open(encoding="utf-8", newline="") as stream:
        first = next(csv.DictReader(stream))
    assert (first["their_best"], first["our_best"], first["difference"]) == ("9", "5", "4")
    assert "Report number 1" in first["our_citations"]


def test_a_row_of_an_acled_table_is_compared_by_its_own_rule(db: Path, tmp_path: Path) -> None:
    path = tmp_path / "acled.csv"
    path.write_text(
        "event_id_cnty;event_date;latitude;longitude;location;country;fatalities;sub_event_type\n"
        "SUD1;03 May 2021;12.5;24.25;Bara;Sudan;5;Shelling/artillery/missile attack\n",
        encoding="utf-8",
    )
    with Record(db) as opened:
        found = opened.compare(path)
    assert (found.compared.rule, found.compared.dataset.form) == ("acled-conservative", "acled")
    assert [pair.differs for pair in found.compared.both] == [0]


# Taken in


def test_import_makes_claims_that_the_dataset_stands_for(ged: Path, tmp_path: Path) -> None:
    shown = call("import", ged, "--db", tmp_path / "fresh.db", "--name", "UCDP GED", "--version", "25.1")
    assert "UCDP GED (ged): 2 rows taken in, 1 not." in shown
    with Record(tmp_path / "fresh.db") as opened:
        events = list(opened.events())
        first = next(iter(events[0].reports.values()))
    assert len(events) == 2, "rows of one dataset are events of their own"
    assert first.text.startswith("UCDP GED 25.1, row 1, id 11: Government of Sudan; Bara town; 2021-05-03")
    assert events[0].sources[first.source_id or ""].name == "UCDP GED 25.1"
    for one in events[0].claims:
        assert [span.of(first.text) for span in one.spans["count"]] == ["low 5, best 9, high 9"]
    assert (tmp_path / "fresh.archive").is_dir()


def test_what_is_no_table_is_not_taken_in_and_makes_no_record(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError):
        take_in(tmp_path / "a.csv", tmp_path / "fresh.db")
    assert not (tmp_path / "fresh.db").exists()


KEPT = [
    name
    for name in COLUMNS
    if name not in {"id", "relid", "code_status"} and not name.startswith(("source_", "number_of"))
]
"""What a row says of the event; the others say who said it, which is the dataset now."""

WHERE = st.builds(
    lambda n, precision, country: Place(
        f"geonames:{n}", f"Town {n}", -60 + n * 9.5, n * 11.25, precision, country, f"Region {n}", None, f"near {n}"
    ),
    st.integers(0, 12), st.integers(1, 7), st.sampled_from(["SD", "UA", "YE", None]),
)  # fmt: skip
WHEN = st.builds(
    lambda start, length, precision: DateRange(
        date.fromordinal(start), date.fromordinal(start + length), precision if length else 1
    ),
    st.integers(730_000, 738_000), st.integers(0, 300), st.integers(2, 5),
)  # fmt: skip
NUMBERS = st.one_of(
    st.integers(1, 90).map(count), st.integers(1, 40).map(at_least), st.integers(1, 9).map(lambda n: count(n + 2, n, n + 5)),
    st.integers(1, 9).map(lambda n: Quantity(None, None, n)),
)  # fmt: skip
ACTORS = st.sampled_from([None, actor(), REBELS, actor(actor_id="g-two", name="Two", kind="rebel group")])
EVENTS = st.lists(
    st.fixed_dictionaries(
        {
            "place": WHERE, "date": WHEN, "quantity": NUMBERS, "by": ACTORS, "by2": st.none(),
            "victims": st.one_of(ACTORS, st.just(villagers())), "said_by": st.sampled_from([None, speaker()]),
            "status": st.sampled_from(["fact", "possible"]),
        }
    ),
    min_size=1, max_size=9,
)  # fmt: skip


def rows_of(db: Path, out: Path) -> list[dict[str, str]]:
    with Record(db) as opened:
        opened.export("ged", out)
    with out.open(encoding="utf-8", newline="") as stream:
        return [{name: row[name] for name in KEPT} for row in csv.DictReader(stream)]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EVENTS)
def test_a_record_that_went_out_as_ged_comes_back_with_the_same_findings(events: list[dict[str, object]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        made = [told(n, 1, **changes) for n, changes in enumerate(events)]
        gone = rows_of(record(folder / "a.db", made), folder / "a.csv")
        if not gone:
            return
        taken = take_in(folder / "a.csv", folder / "b.db")
        assert taken.unread == ()
        assert rows_of(folder / "b.db", folder / "b.csv") == gone
