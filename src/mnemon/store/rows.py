"""A record as a row, and back: nothing is lost on the way (a property test says so).

A value that is not stated (None) leaves all its columns empty; one that is stated always fills its `name`, `words`
or `start` column, and that is how the two are told apart.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from functools import lru_cache
from operator import itemgetter
from typing import Any, TypeVar

from mnemon.model.claims import Attribution, Claim, EventMention, LeftOut, Speaker
from mnemon.model.events import Finding, Judgement, Link, Reason
from mnemon.model.reading import Failure
from mnemon.model.text import Report, Span
from mnemon.model.values import Actor, DateRange, Place, Quantity, Rival

Row = dict[str, Any]
Cells = Mapping[str, Any]
Parts = dict[str, tuple[Span, ...]]
Columns = dict[str, str]
T = TypeVar("T")

QUANTITY: Columns = {
    "rule": "count_rule", "low": "low", "best": "best", "high": "high", "approx": "approx", "words": "count_words"
}  # fmt: skip
PLACE: Columns = {
    "name": "place_name", "place_id": "place_id", "latitude": "latitude", "longitude": "longitude",
    "precision": "place_precision", "country": "country", "adm1": "adm1", "adm2": "adm2",
    "words": "place_words", "note": "place_note", "reason": "place_reason",
}  # fmt: skip
"""Field -> column; the first column is filled whenever the value is stated."""

REPORT = ("id", "capture_id", "text", "source_id", "title", "author", "published_at", "updated_at", "lang", "url")
PLAIN = (
    "id", "report_id", "event_mention_id", "kind", "means", "cue", "stance", "status", "scope", "part_of", "repeats",
    "score", "producer_id", "codebook", "subkind",
)  # fmt: skip
"""The fields of a report and of a claim whose column has the same name and value."""


MANY = 8192
"""Values kept at hand: the claims of a record name few actors, and those of an event one place and day."""

CHUNK = 500
"""Values in one question: SQLite as old as 3.31 takes at most 999."""


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Values in portions that one question can hold."""
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


ACTOR_LISTS = ("chain", "groups", "candidates")
ACTOR_PARTS = ("kind", "of", "words", "inter", "standing", "why", *ACTOR_LISTS)
"""The fields of an actor whose column is named after its role and the field; the lists stand in it as JSON."""


def actor_columns(role: str) -> Columns:
    """Field -> column of an actor in a role ("victims", "by", "by2")."""
    return {"name": f"{role}_name", "actor_id": f"{role}_id"} | {f: f"{role}_{f}" for f in ACTOR_PARTS}


def date_columns(role: str) -> Columns:
    """Field -> column of a date range in a role ("date", "said_on")."""
    return {field: f"{role}_{field}" for field in ("start", "end", "precision", "words", "reason")}


def spread(columns: Columns, value: object | None) -> Row:
    """A value as cells; all empty where it is None."""
    return {column: None if value is None else getattr(value, field) for field, column in columns.items()}


def gather(kind: type[T], columns: Columns, cells: Cells) -> T | None:
    """The value that `spread` took apart; None where it was None."""
    if cells[next(iter(columns.values()))] is None:
        return None
    return kind(**{field: cells[column] for field, column in columns.items()})


def _actor_row(role: str, actor: Actor | None) -> Row:
    lists = {f"{role}_{f}": None if actor is None else json.dumps(getattr(actor, f)) for f in ACTOR_LISTS}
    return spread(actor_columns(role), actor) | lists


_PLACE_CELLS = itemgetter(*PLACE.values(), "place_rivals")
_DATE_CELLS = itemgetter(*date_columns("date").values())
_CLAIM_COLUMNS: dict[str, tuple[str, ...]] = {
    "plain": (
        "id", "report_id", "event_mention_id", "kind", "means", "cue", "stance", "status", "scope", "part_of",
        "repeats", "sentence_start", "sentence_end", "score", "producer_id", "codebook", "notes", "subkind",
    ),
    "quantity": tuple(QUANTITY.values()),
    **{role: tuple(actor_columns(role).values()) for role in ("victims", "by", "by2")},
    "place": (*PLACE.values(), "place_rivals"),
    **{role: tuple(date_columns(role).values()) for role in ("date", "said_on")},
    "said_by": ("said_by", *(f"said_by_{part}" for part in ("start", "end", "office", "side", "via"))),
}  # fmt: skip
"""A claim's values, and the columns of which each is made."""


Getter = Callable[[Sequence[Any]], tuple[Any, ...]]


Value = tuple[int, Getter, Callable[[tuple[Any, ...]], Any]]
"""The number of the cell that says whether a value is stated, what gets its cells, and what makes it of them."""


@lru_cache(maxsize=32)
def _claim_cells(names: tuple[str, ...]) -> tuple[Getter, tuple[Value, ...]]:
    """What gets a claim's plain cells from a row with these columns, and its values: by number, which is fast."""
    at = {name: number for number, name in enumerate(names)}
    of = {value: itemgetter(*(at[name] for name in columns)) for value, columns in _CLAIM_COLUMNS.items()}
    values = tuple((at[_CLAIM_COLUMNS[value][0]], of[value], made) for value, made in _VALUES.items())
    return of["plain"], values


@lru_cache(maxsize=MANY)
def _actor(cells: tuple[Any, ...]) -> Actor | None:
    """The actor of its cells; one written before standing, reasons and lists were kept has none of them."""
    if cells[0] is None:
        return None
    given = dict(zip(actor_columns(""), cells, strict=True))
    lists = {f: tuple(json.loads(given[f] or "[]")) for f in ACTOR_LISTS}
    return Actor(**given | lists | {"standing": given["standing"] or "unknown", "why": given["why"] or ""})


@lru_cache(maxsize=MANY)
def _place(cells: tuple[Any, ...]) -> Place | None:
    """The place of its cells; one written before reasons and rivals were kept has none."""
    if cells[0] is None:
        return None
    given = dict(zip((*PLACE, "rivals"), cells, strict=True))
    rivals = tuple(Rival(*rival) for rival in json.loads(given["rivals"] or "[]"))
    return Place(**given | {"rivals": rivals, "reason": given["reason"] or ""})


@lru_cache(maxsize=MANY)
def _date(cells: tuple[Any, ...]) -> DateRange | None:
    return None if cells[0] is None else DateRange(*cells)


@lru_cache(maxsize=MANY)
def _quantity(cells: tuple[Any, ...]) -> Quantity | None:
    return None if cells[0] is None else Quantity(**dict(zip(QUANTITY, cells, strict=True)))


@lru_cache(maxsize=MANY)
def _speaker(cells: tuple[Any, ...]) -> Speaker | None:
    name, start, end, office, side, via = cells
    if name is None:
        return None
    return Speaker(name, None if start is None else Span(start, end), office, side, tuple(json.loads(via)))


_VALUES: dict[str, Callable[[tuple[Any, ...]], Any]] = {
    "quantity": _quantity, **dict.fromkeys(("victims", "by", "by2"), _actor),
    "place": _place, "date": _date, "said_by": _speaker, "said_on": _date,
}  # fmt: skip
"""What makes each of a claim's values from its cells, in the order of a claim."""


def _place_row(place: Place | None) -> Row:
    rivals = None if place is None else json.dumps([astuple(rival) for rival in place.rivals])
    return spread(PLACE, place) | {"place_rivals": rivals}


def _speaker_row(speaker: Speaker | None) -> Row:
    if speaker is None:
        return dict.fromkeys(("said_by", *(f"said_by_{p}" for p in ("start", "end", "office", "side", "via"))))
    return {
        "said_by": speaker.name,
        "said_by_start": None if speaker.span is None else speaker.span.start_char,
        "said_by_end": None if speaker.span is None else speaker.span.end_char,
        "said_by_office": speaker.office,
        "said_by_side": speaker.side,
        "said_by_via": json.dumps(speaker.via),
    }


def claim_row(claim: Claim) -> Row:
    """A claim's row, without its spans."""
    row = {field: getattr(claim, field) for field in PLAIN}
    row |= spread(QUANTITY, claim.quantity) | _place_row(claim.place)
    row |= spread(date_columns("date"), claim.date) | spread(date_columns("said_on"), claim.said_on)
    for role, actor in (("victims", claim.victims), ("by", claim.by), ("by2", claim.by2)):
        row |= _actor_row(role, actor)
    row |= _speaker_row(claim.said_by)
    row |= {"sentence_start": claim.sentence.start_char, "sentence_end": claim.sentence.end_char}
    return row | {"notes": json.dumps(claim.notes)}


def claim_of(cells: Cells, spans: Parts) -> Claim:
    """The claim of a row and its spans."""
    return claim_maker(tuple(cells))(tuple(cells.values()), spans)


def claim_maker(names: tuple[str, ...]) -> Callable[[Sequence[Any], Parts], Claim]:
    """What makes claims of rows whose columns have these names, and of their spans."""
    plain, values = _claim_cells(names)

    def made(row: Sequence[Any], spans: Parts) -> Claim:
        quantity, victims, by, by2, place, date, said_by, said_on = [
            None if row[first] is None else make(cells(row))  # many are not stated: nothing to look up
            for first, cells, make in values
        ]
        (
            identity, report_id, mention_id, kind, means, cue, stance, status, scope, part_of, repeats,
            start, end, score, producer_id, codebook, notes, subkind,
        ) = plain(row)  # fmt: skip
        return Claim(
            identity, report_id, mention_id, kind, quantity, victims, by, by2, means, place, date, said_by, cue,
            said_on, stance, status, scope, part_of, repeats, Span(start, end), spans, score, producer_id, codebook,
            tuple(json.loads(notes)) if notes != "[]" else (), subkind,
        )  # fmt: skip

    return made


def span_rows(owner_id: str, parts: Parts) -> list[Row]:
    """One row a span; a part that is named but empty has one row without offsets."""
    rows = []
    for part, spans in parts.items():
        for ordinal, span in enumerate(spans or (None,)):
            start, end = (None, None) if span is None else (span.start_char, span.end_char)
            rows.append({"owner_id": owner_id, "part": part, "ordinal": ordinal, "start_char": start, "end_char": end})
    return rows


def parts_of(rows: Iterable[Sequence[Any]]) -> dict[str, Parts]:
    """Owner -> part -> spans, of (owner, part, start, end) in the order of their ordinals."""
    owners: dict[str, Parts] = {}
    for owner, part, start, end in rows:
        parts = owners.setdefault(owner, {})
        found = () if start is None or end is None else (Span(start, end),)
        parts[part] = parts[part] + found if part in parts else found
    return owners


def mention_row(mention: EventMention) -> Row:
    """An event mention's row, without its spans."""
    row = {"id": mention.id, "report_id": mention.report_id, "type": mention.type}
    return row | _place_row(mention.place) | spread(date_columns("date"), mention.date)


def mention_of(cells: Cells, spans: Parts) -> EventMention:
    """The event mention of a row and its spans."""
    place, dates = _place(_PLACE_CELLS(cells)), _date(_DATE_CELLS(cells))
    return EventMention(cells["id"], cells["report_id"], cells["type"], spans.get("trigger", ()), place, dates)


def attribution_parts(attribution: Attribution) -> Parts:
    """An attribution's spans by part."""
    return {"source": attribution.source, "cue": attribution.cue, "content": attribution.content}


def report_row(report: Report) -> Row:
    """A report's row."""
    return {field: getattr(report, field) for field in REPORT}


def report_of(cells: Cells) -> Report:
    """The report of a row."""
    return Report(**{field: cells[field] for field in REPORT})


def left_out_of(cells: Cells) -> LeftOut:
    """The left-out claim of a row."""
    return LeftOut(cells["claim_id"], cells["reason"])


def link_row(link: Link) -> Row:
    """A link's row; left and right are put in order, so that a pair has one row whoever names it first."""
    left, right = sorted((link.left, link.right))
    return {
        "left_id": left,
        "right_id": right,
        "judgement": link.judgement.value,
        "match_weight": link.match_weight,
        "reasons": json.dumps([[reason.what, reason.found, reason.weight] for reason in link.reasons]),
        "made_by": link.by,
        "decided": link.decided,
        "created_at": link.created_at,
        "closed_at": link.closed_at,
    }


def link_of(cells: Cells) -> Link:
    """The link of a row."""
    return Link(
        left=cells["left_id"],
        right=cells["right_id"],
        judgement=Judgement(cells["judgement"]),
        match_weight=cells["match_weight"],
        reasons=tuple(Reason(*reason) for reason in json.loads(cells["reasons"])),
        by=cells["made_by"],
        created_at=cells["created_at"],
        closed_at=cells["closed_at"],
        decided=cells["decided"],
    )


FINDING = ("event_id", "what", "low", "best", "high", "rule", "rule_version", "unsettled", "grade", "within")


def finding_row(finding: Finding) -> Row:
    """A finding's row, without its claims; no victim group = everyone."""
    return {field: getattr(finding, field) for field in FINDING} | {"victim_group": finding.group or ""}


def finding_of(cells: Cells, told: Mapping[str, Sequence[LeftOut]]) -> Finding:
    """The finding of a row and of its claims by part."""
    ids = {part: tuple(out.claim_id for out in told.get(part, ())) for part in ("supporting", "rival")}
    return Finding(
        **{field: cells[field] for field in FINDING},
        supporting=ids["supporting"],
        rival=ids["rival"],
        left_out=tuple(told.get("left out", ())),
        group=cells["victim_group"] or None,
    )


def failure_row(failure: Failure) -> Row:
    """A failure's row."""
    row = {name: getattr(failure, name) for name in ("error", "sentence", "at", "run_id")}
    return row | {"origin": failure.where}


def failure_of(cells: Cells) -> Failure:
    """The failure of a row."""
    return Failure(cells["origin"], cells["error"], cells["sentence"], cells["at"], cells["run_id"])
