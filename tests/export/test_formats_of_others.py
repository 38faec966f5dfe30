"""Each format is read by somebody else's reader: rdflib and pyld, pyarrow, openpyxl, json, followthemoney where it is installed."""

from __future__ import annotations

import csv
import importlib.util
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas
import pytest
import rdflib
from openpyxl import load_workbook
from pyarrow import parquet
from pyld import jsonld

from export.leaving import TERMS, side_lines, told, written
from factory import TEXT, actor, at_least, claim, count, dates, place, speaker, villagers
from mnemon.errors import UsageError
from mnemon.export import Told
from mnemon.export.sheets import TABLES, missing
from mnemon.export.writing import get_format
from mnemon.model.text import Span

BATTLE = claim(id="c-b", kind="shelling", quantity=None, victims=None)
RIVAL = claim(id="c-r", quantity=at_least(9), said_by=speaker(name="A doctor"))


@pytest.fixture
def events() -> list[Told]:
    return [told(claim(by=actor()), BATTLE, RIVAL), told(claim(id="c-9", place=None), event_id="e-2")]


def loaded(form: str, events: list[Told], folder: Path) -> Any:  # noqa: ANN401 - whatever the JSON holds
    return json.loads(written(form, events, folder).read_text(encoding="utf-8"))


def test_geojson_is_a_collection_of_points_in_the_order_of_the_rfc(events: list[Told], tmp_path: Path) -> None:
    found = loaded("geojson", events, tmp_path)
    (feature,) = found["features"]
    assert (found["type"], feature["type"], feature["geometry"]["type"]) == ("FeatureCollection", "Feature", "Point")
    assert feature["geometry"]["coordinates"] == [24.25, 12.5]
    assert feature["properties"]["killed_low"] == 5
    assert any(TEXT in line for line in feature["properties"]["citations"])
    assert side_lines(tmp_path / "out.geojson")[-1]["left_out"] == {"no place on the map is stated": 1}


def test_gdal_reads_the_points_through_geopandas(events: list[Told], tmp_path: Path) -> None:
    frame = geopandas.read_file(written("geojson", events, tmp_path))
    assert frame.crs.to_epsg() == 4326
    assert [(point.x, point.y) for point in frame.geometry] == [(24.25, 12.5)]
    assert (frame["killed_low"][0], frame["date_start"][0].date().isoformat()) == (5, "2021-05-03")
    assert any(TEXT in line for line in frame["citations"][0])


def test_an_empty_record_is_still_a_document(tmp_path: Path) -> None:
    assert loaded("geojson", [], tmp_path) == {"type": "FeatureCollection", "features": []}
    assert loaded("timemap", [], tmp_path) == []


def test_timemap_says_what_a_day_and_a_point_do_not_show(tmp_path: Path) -> None:
    week, north = dates("2021-05-03", "2021-05-09", 3), place(precision=4, name="North")
    vague, bare = claim(date=week, place=north), replace(BATTLE, date=week, place=north)
    found = loaded("timemap", [told(vague), told(bare, event_id="e-2")], tmp_path)
    span = "between 2021-05-03 and 2021-05-09 somewhere in North"
    assert [event["description"] for event in found] == [
        f"killed. {span}. killed: low 5, best 5, high 5 (rule most-voices).",
        f"shelling. {span}.",
    ]


def test_hxl_quotes_what_its_figure_rests_on(tmp_path: Path) -> None:
    rival = claim(id="c-0", quantity=count(9), sentence=Span(0, 14), said_by=speaker(name="A doctor"))
    second = claim(id="c-2", said_by=speaker(name="A nurse"))
    with written("hxl", [told(rival, claim(), second)], tmp_path).open(encoding="utf-8", newline="") as stream:
        *_, row = csv.DictReader(stream)
    assert (row["best"], row["quote"]) == ("5", TEXT)


def test_timemap_has_a_day_a_point_and_sources(events: list[Told], tmp_path: Path) -> None:
    (found,) = loaded("timemap", events, tmp_path)
    assert (found["id"], found["date"], found["latitude"], found["longitude"]) == ("e-1", "2021-05-03", "12.5", "24.25")
    assert found["sources"] == ["https://courier.example/1"]
    assert "killed: low 5" in found["description"]


def test_hxl_has_its_tags_in_the_second_row(events: list[Told], tmp_path: Path) -> None:
    with written("hxl", events, tmp_path).open(encoding="utf-8", newline="") as stream:
        names, tags, first, _ = csv.reader(stream)
    row = dict(zip(tags, first, strict=True))
    assert len(names) == len(tags)
    assert all(tag.startswith("#") for tag in tags)
    assert (row["#country+code"], row["#affected+killed+low"], row["#description+quote"]) == ("SDN", "5", TEXT)


def test_plover_has_its_codes_modes_and_sizes(events: list[Told], tmp_path: Path) -> None:
    lines = written("plover", events, tmp_path).read_text(encoding="utf-8").splitlines()
    event = json.loads(lines[0])
    assert (event["event"], event["mode"]) == (["ASSAULT"], ["heavy-weapons"])
    assert event["actor"][0]["sector"] == "MIL"
    assert event["recipient"][0] == {"code": None, "sector": "CVL", "entity_text": None}
    assert event["text"][0]["text_story"] == TEXT
    assert (event["event_loc"]["country"], event["event_loc"]["country_code"]) == ("Sudan", "SD")
    assert (event["comment"], event["cite_info"]["publication"]) == ("rule most-voices", "Bara Courier")


def test_capture_histories_have_a_row_a_voice(events: list[Told], tmp_path: Path) -> None:
    voiced = replace(events[0], voices={"c-1": "speaker police", "c-r": "speaker doctor"})
    with written("capture-histories", [voiced], tmp_path).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["event"], row["voice"], row["captured"]) for row in rows] == [
        ("e-1", "speaker doctor", "1"),
        ("e-1", "speaker police", "1"),
    ]


def test_the_matrix_has_a_column_for_each_voice_that_tells_of_two_events(tmp_path: Path) -> None:
    voices = {"e-1": ["police", "doctor"], "e-2": ["police"], "e-3": ["doctor", "a passer-by"], "e-4": ["=cmd"], "e-5": ["=cmd"],
              "e-6": ["a stranger"]}  # fmt: skip
    events = []
    for event, told_by in voices.items():
        claims = [claim(id=f"{event}-{n}", said_by=speaker(name=name)) for n, name in enumerate(told_by)]
        made = told(*claims, event_id=event)
        events.append(replace(made, voices={c.id: v for c, v in zip(claims, told_by, strict=True)}))
    path = written("capture-matrix", events, tmp_path)
    with path.open(encoding="utf-8", newline="") as stream:
        heads, *rows = csv.reader(stream)
    assert heads[7:] == ["'=cmd", "doctor", "police"]
    assert [(row[0], *row[7:]) for row in rows] == [
        ("e-1", "0", "1", "1"), ("e-2", "0", "0", "1"), ("e-3", "0", "1", "0"), ("e-4", "1", "0", "0"), ("e-5", "1", "0", "0"),
    ]  # fmt: skip
    last = side_lines(path)[-1]
    assert (last["rows"], last["left_out"]) == (5, {"no voice with a column tells of it": 1})
    assert [p.name for p in tmp_path.iterdir() if "waiting" in p.name] == []


# FollowTheMoney


DEBIAN = Path("/usr/lib/python3/dist-packages")
"""Where Debian's python3-icu lies: PyICU, which followthemoney needs, has no wheel."""


@pytest.fixture
def icu(monkeypatch: pytest.MonkeyPatch) -> None:
    """Debian's packages behind our own: they answer for what is not installed here."""
    if importlib.util.find_spec("icu") is None and (DEBIAN / "icu").is_dir():
        monkeypatch.setattr(sys, "path", [*sys.path, str(DEBIAN)])


def statements(path: Path) -> list[Any]:
    pytest.importorskip("icu", reason="no python3-icu of this Python's version", exc_type=ImportError)
    serialize = importlib.import_module("followthemoney.statement.serialize")
    with path.open("rb") as stream:
        return list(serialize.read_csv_statements(stream))


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.usefixtures("icu")
def test_followthemoney_reads_the_statements_and_finds_every_value_valid(events: list[Told], tmp_path: Path) -> None:
    found = statements(written("ftm", events, tmp_path))
    model = importlib.import_module("followthemoney").model
    by_entity: dict[str, list[Any]] = {}
    for one in found:
        by_entity.setdefault(one.entity_id, []).append(one)
    assert {e: s[0].schema for e, s in by_entity.items()} == {
        "mnemon-r-1": "Article",
        "mnemon-e-1": "Event",
        "mnemon-e-2": "Event",
    }
    for one in found:
        if one.prop == "id":
            continue
        prop = model[one.schema].get(one.prop)
        assert prop is not None, one.prop
        assert prop.type.name == one.prop_type, one.prop
        assert prop.type.clean(one.value) == one.value, (one.prop, one.value)
        assert one.id == one.generate_key(), one.prop


# W3C


@pytest.fixture
def annotated(events: list[Told], tmp_path: Path) -> Path:
    return written("w3c", events, tmp_path)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_rdflib_finds_the_annotations_selectors_and_provenance(annotated: Path) -> None:
    graph = rdflib.Graph().parse(data=annotated.read_text(encoding="utf-8"), format="json-ld")
    rows: list[Any] = list(
        graph.query("""
        PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX prov: <http://www.w3.org/ns/prov#>
        SELECT ?claim ?exact ?start ?end ?report WHERE {
            ?claim a oa:Annotation ; prov:wasQuotedFrom ?report ; oa:hasTarget ?target .
            ?target oa:hasSource ?report ; oa:hasSelector ?quote , ?position .
            ?quote a oa:TextQuoteSelector ; oa:exact ?exact .
            ?position a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end } ORDER BY ?claim""")
    )
    assert len(rows) == 4
    assert {tuple(map(str, row))[1:4] for row in rows} == {(TEXT, "0", str(len(TEXT)))}
    derived: list[Any] = list(
        graph.query("""
        PREFIX prov: <http://www.w3.org/ns/prov#>
        SELECT ?finding ?claim WHERE { ?finding prov:wasGeneratedBy ?how ; prov:wasDerivedFrom ?claim }""")
    )
    assert {str(tuple(row)[1]) for row in derived} >= {"urn:mnemon:claim:c-1", "urn:mnemon:claim:c-r"}


def test_pyld_expands_every_name_without_the_network(annotated: Path) -> None:
    expanded = jsonld.expand(json.loads(annotated.read_text(encoding="utf-8")))

    def names(node: object) -> Iterator[str]:
        if isinstance(node, dict):
            for key, value in node.items():
                yield key
                yield from names(value)
        elif isinstance(node, list):
            for value in node:
                yield from names(value)

    assert {name for name in names(expanded) if ":" not in name} <= {"@id", "@type", "@value"}
    assert len(expanded) > 5


# tables


def test_pyarrow_reads_the_tables_and_empty_numbers_stay_empty(events: list[Told], tmp_path: Path) -> None:
    folder = written("parquet", events, tmp_path)
    assert sorted(path.stem for path in folder.iterdir()) == sorted(TABLES)
    claims = parquet.read_table(folder / "claims.parquet").to_pylist()
    assert [(row["claim_id"], row["low"], row["high"]) for row in claims][:3] == [
        ("c-1", 5, 5),
        ("c-b", None, None),
        ("c-r", 9, None),
    ]
    assert len(parquet.read_table(folder / "reports.parquet")) == 1


def test_a_parquet_folder_is_replaced_but_a_strangers_folder_is_not(events: list[Told], tmp_path: Path) -> None:
    folder = written("parquet", events, tmp_path)
    written("parquet", events, tmp_path)
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"mine\.txt"):
        written("parquet", events, tmp_path)
    assert (folder / "mine.txt").exists()


def test_openpyxl_reads_the_sheets_and_finds_no_formula(tmp_path: Path) -> None:
    hostile = told(claim(victims=villagers(words="=HYPERLINK(1)"), quantity=count(3), place=place(latitude=-12.5)))
    book = load_workbook(written("xlsx", [hostile], tmp_path))
    assert book.sheetnames == list(TABLES)
    names, row = list(book["claims"].iter_rows(values_only=True))
    cells = dict(zip(names, row, strict=True))
    assert (cells["target"], cells["best"], cells["latitude"]) == ("'=HYPERLINK(1)", 3, -12.5)
    assert all(cell.data_type != "f" for line in book["claims"].iter_rows() for cell in line)


def test_a_library_that_is_missing_is_named_with_its_extra() -> None:
    assert (
        missing("export", "pyarrow").sentence()
        == "this needs pyarrow, which is not installed (pip install 'mnemon[export]')"
    )
    assert {name for name in ("parquet", "xlsx") if get_format(name).extra == "export"} == {"parquet", "xlsx"}
    assert TERMS.rule == "most-voices"
