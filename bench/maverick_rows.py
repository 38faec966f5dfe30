"""MAVERICK's rows as the records that linking reads: a report, a mention and its claims for each row, and nothing else.

What stands for what: a row without coordinates names its country alone; the town is a second-order division, its
quarter an exact place in it; event context and forms of violence give kinds, the forms of violence means; who is
targeted and the victims by id are the victims. `event_id` is kept aside as gold; `id` and the order of rows are not
read.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mnemon.linking import Telling
from mnemon.linking.columns import LASTING, LASTS
from mnemon.linking.telling import words_of
from mnemon.model.claims import Claim, EventMention
from mnemon.model.text import Span
from mnemon.model.values import Actor, DateRange, Place, Quantity

COUNTRIES = {"Kenya": "KE", "Ivory Coast": "CI"}
KINDS = {
    "Protest": "protest", "Security force crack-down on protest": "protest", "Clash": "battle", "Riot": "attack",
    "Military operation": "operation", "Arrest or raid": "detained", "Shooting": "shooting", "Arson": "destruction",
    "Looting": "destruction", "Melee": "attack", "Stabbing": "attack", "Sexual violence": "attack",
    "Crowd control measures": "operation", "Bombing": "bombing", "Abduction": "abducted",
}  # fmt: skip
"""The kind that an event context or a form of violence stands for; others tell of an attack."""

PRECISIONS = {2: 3}
"""UCDP's where_prec by MAVERICK's geo_precision, where no quarter is named; a town is 3, its quarter 1."""


@dataclass(frozen=True, slots=True)
class Row:
    """One coded report: its telling, and what is known of it besides. `gold` is its event, for scoring alone."""

    gold: str
    country: str
    telling: Telling
    deaths: int
    place_name: tuple[str, str]

    @property
    def dates(self) -> DateRange:
        """Its days; every row has some."""
        if self.telling.mention.date is None:
            raise AssertionError
        return self.telling.mention.date


def read(path: Path) -> list[Row]:
    """All rows of the file, in its order."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return [_row(number, cells) for number, cells in enumerate(csv.DictReader(stream))]


def _row(number: int, cells: dict[str, str]) -> Row:
    start, end = sorted(date.fromisoformat(cells[name]) for name in ("date_start", "date_end"))
    parts = re.match(r".*?\((\d{4}-\d\d-\d\d)\)(.*)", cells["source"], re.DOTALL)
    title = parts[2] if parts else cells["source"]
    published = date.fromisoformat(parts[1]) if parts else None
    where, when = _place(cells), DateRange(start, end, _date_precision((end - start).days))
    claims = tuple(_claims(f"m-{number:05}", cells, when))
    kind = _kind(cells["event_context"], when)
    mention = EventMention(f"m-{number:05}", cells["source"], kind, (), where, when)
    telling = Telling(mention, claims, words_of(title), published, cells["source_author"] or None)
    named = (cells["city"].casefold(), cells["location"].casefold())
    return Row(cells["event_id"], cells["country"], telling, int(float(cells["deaths_best"] or 0)), named)


def _date_precision(days: int) -> int:
    return 1 if days == 0 else 2 if days < 7 else 3 if days == 7 else 4 if days <= 31 else 5


def _place(cells: dict[str, str]) -> Place:
    """The quarter or the town; the country alone where the row has no coordinates."""
    if not cells["latitude"]:
        code = COUNTRIES[cells["country"]]
        return Place(code, cells["country"], None, None, 6, country=code, words=cells["country"])
    country, city, quarter = COUNTRIES[cells["country"]], cells["city"].casefold(), cells["location"].casefold()
    name = quarter if quarter and quarter != city else city
    coarse = PRECISIONS.get(int(float(cells["geo_precision"] or 0)), 3)
    precision = 1 if quarter and quarter != city else coarse
    at = float(cells["latitude"]), float(cells["longitude"])
    code = f"{city}/{name}" if city else f"{at[0]:.2f} {at[1]:.2f}"
    return Place(code, name or code, *at, precision, country=country, adm2=city or None, words=name)


def _kind(told: str, when: DateRange) -> str:
    """A row of three days or more is one event whose day is not known better, and no episode."""
    kind = KINDS.get(told, "attack")
    return "attack" if kind in LASTING and (when.end - when.start).days + 1 >= LASTS else kind


def _claims(mention: str, cells: dict[str, str], when: DateRange) -> Iterator[Claim]:
    kind = _kind(cells["event_context"], when)
    means = [cells[f"actor{n}_violence"] for n in range(1, 7) if cells[f"actor{n}_violence"]]
    forms = sorted({form for named in means for form in named.split("; ")} - {"Unknown", "Other"})
    doers, victims = (_people(cells, role) for role in ("perpetrator", "victim"))
    target = [Actor(None, cells["target"])] if cells["target"] != "Unknown" else []
    yield _claim(mention, "act", kind)
    for harm, column in (("killed", "deaths"), ("wounded", "injuries")):
        numbers = [int(float(cells[f"{column}_{end}"] or 0)) for end in ("low", "best", "high")]
        if numbers[1] > 0:
            low, best, high = min(numbers[:2]), numbers[1], max(numbers[1:])
            yield _claim(mention, harm, harm, quantity=Quantity(low, best, high))
    for number, who in enumerate([*victims, *target]):
        yield _claim(mention, f"victim-{number}", kind, victims=who)
    for number, who in enumerate(doers):
        yield _claim(mention, f"by-{number}", kind, by=who)
    for form in forms:
        yield _claim(mention, f"by {form}", _kind(form, when) if form in KINDS else kind, means=form)


def _people(cells: dict[str, str], role: str) -> list[Actor]:
    flagged = [n for n in range(1, 7) if cells[f"actor{n}_id"] and cells[f"actor{n}_{role}"] == "1.0"]
    return [Actor(cells[f"actor{n}_id"], cells[f"actor{n}"]) for n in flagged]


def _claim(mention: str, part: str, kind: str, **told: object) -> Claim:
    plain: dict[str, object] = {
        "quantity": None, "victims": None, "by": None, "by2": None, "means": None, "place": None, "date": None,
        "said_by": None, "cue": None, "said_on": None, "stance": "asserts", "status": "fact", "scope": "event",
        "part_of": None, "repeats": None, "sentence": Span(0, 0), "spans": {}, "score": 1.0,
        "producer_id": "maverick", "codebook": "maverick",
    }  # fmt: skip
    made = {**plain, **told}
    return Claim(id=f"{mention} {part}", report_id=mention, event_mention_id=mention, kind=kind, **made)  # type: ignore[arg-type]


def command(about: str | None, measured: Callable[[Path], Mapping[str, object]]) -> None:
    """Run a bench on the file that the command line names; prints what it measured as one JSON object."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="maverick_event_report.csv.gz")
    print(json.dumps(measured(parser.parse_args().data), indent=1))
