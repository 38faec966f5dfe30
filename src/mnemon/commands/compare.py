"""`mnemon compare` and `mnemon import`: published datasets beside the record, or taken into it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from mnemon.commands.options import path_of, text_of
from mnemon.errors import UsageError

if TYPE_CHECKING:
    from mnemon.api import Beside
    from mnemon.comparison import Ours, Pair, Theirs

DATABASE = click.option("--db", type=click.Path(path_type=Path), required=True, help="The record, a SQLite file.")
NAME = click.option("--name", help="What the dataset is called.  [default: the file's name]")
VERSION = click.option("--version", "version", default="", help="Which version of it: 25.1, or the day of access.")
LICENCE = click.option("--licence", default="", help="What it may be used for: CC BY 4.0, or its terms.")
COLUMNS = (
    "found", "row", "their_id", "event", "their_place", "our_place", "their_days", "our_days", "their_low",
    "their_best", "their_high", "our_low", "our_best", "our_high", "difference", "ranges_apart", "match_weight",
    "their_citation", "our_citations",
)  # fmt: skip
SHOWN = 20


@click.command("compare")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@DATABASE
@NAME
@VERSION
@LICENCE
@click.option("--rule", help="The rule that settles our figures.  [default: acled-conservative for ACLED's]")
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), help="Write here instead of to the terminal.")
def compare_command(**given: object) -> None:
    """Lay a published GED or ACLED file beside the record: what both have, what one misses, where figures differ.

    FILE is CSV, Excel or Parquet, read by its headings. It is kept in the record as a dataset, apart from all claims,
    with its sha256, version and licence; no figure of the record changes. A row that cannot be read is said, and the
    rest go on.
    """
    from mnemon.api import Record  # noqa: PLC0415 - loads the model; --help must not

    with Record(path_of(given["db"])) as record:
        found = record.compare(
            path_of(given["file"]), name=text_of(given["name"]), version=str(given["version"]),
            licence=str(given["licence"]), rule=text_of(given["rule"]),
        )  # fmt: skip
    write = WRITERS[str(given["form"])]
    if given["output"] is None:
        write(found, sys.stdout)
        return
    path = path_of(given["output"])
    try:
        with path.open("w", encoding="utf-8", newline="") as stream:
            write(found, stream)
    except OSError as error:
        raise UsageError(f"cannot write here: {error.strerror}", where=str(path)) from error


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--db", type=click.Path(path_type=Path), required=True, help="The record; made where there is none.")
@NAME
@VERSION
@LICENCE
def import_command(**given: object) -> None:
    """Take the rows of a published GED or ACLED file into a record, as claims that this dataset makes.

    The dataset is then a voice like any other: meant for a fresh record, to export, settle or review what others
    published. To see it beside your own reports without adding it to them, take `mnemon compare`.
    """
    from mnemon.api import take_in  # noqa: PLC0415

    taken = take_in(
        path_of(given["file"]), path_of(given["db"]), name=text_of(given["name"]), version=str(given["version"]),
        licence=str(given["licence"]),
    )  # fmt: skip
    if taken.stands_in:
        click.echo(_lacking(taken.stands_in), err=True)
    for number, error in taken.unread:
        click.echo(f"row {number}: {error}", err=True)
    click.echo(f"{taken.dataset.name} ({taken.dataset.form}): {taken.rows:,} rows taken in, {len(taken.unread):,} not.")


def _lacking(stands_in: Iterable[tuple[str, str]]) -> str:
    """In one line: the columns that a file lacks, those together for which the same stands in."""
    names: dict[str, list[str]] = {}
    for name, words in stands_in:
        names.setdefault(words, []).append(name)
    told = "; ".join(f"{', '.join(found)} (instead: {words})" for words, found in names.items())
    return f"Columns that are not in the file: {told}"


def records(found: Beside) -> Iterator[dict[str, object]]:
    """One record a pair, a row that we miss, an event that they miss; by COLUMNS."""
    compared = found.compared
    for pair in compared.both:
        yield _record("both", pair.theirs, pair.ours, pair)
    for theirs in compared.theirs_alone:
        yield _record("theirs alone", theirs, None, None)
    for ours in compared.ours_alone:
        yield _record("ours alone", None, ours, None)


def _record(word: str, theirs: Theirs | None, ours: Ours | None, pair: Pair | None) -> dict[str, object]:
    made: dict[str, object] = dict.fromkeys(COLUMNS) | {"found": word}
    if theirs is not None:
        low, best, high = theirs.deaths
        made |= {"row": theirs.row, "their_id": theirs.id, "their_place": theirs.place, "their_days": theirs.days}
        made |= {"their_low": low, "their_best": best, "their_high": high, "their_citation": theirs.cited}
    if ours is not None:
        low, best, high = ours.deaths
        made |= {"event": ours.event_id, "our_place": ours.place, "our_days": ours.days, "our_citations": ours.cited}
        made |= {"our_low": low, "our_best": best, "our_high": high}
    if pair is not None:
        made |= {"difference": pair.differs, "ranges_apart": pair.apart, "match_weight": round(pair.weight, 2)}
    return made


def _json(found: Beside, stream: IO[str]) -> None:
    compared, dataset = found.compared, found.compared.dataset
    about = {name: str(getattr(dataset, name)) for name in ("name", "form", "version", "licence")}
    head = {"dataset": about | {"sha256": dataset.id, "rows": dataset.rows}, "rule": compared.rule}
    unread = [{"row": number, "error": error} for number, error in found.unread]
    whole = head | {"threshold": compared.threshold, "found": list(records(found)), "outside": compared.outside}
    json.dump(whole | {"unread": unread, "stands_in": dict(found.stands_in)}, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _csv(found: Beside, stream: IO[str]) -> None:
    from mnemon.export.cells import write_csv  # noqa: PLC0415

    def cells(record: dict[str, object]) -> list[str | int | float | None]:
        words = {"our_citations": "; ".join(record["our_citations"] or ())}  # type: ignore[arg-type]
        return [(record | words)[name] for name in COLUMNS]  # type: ignore[misc]

    write_csv(stream, [COLUMNS], map(cells, records(found)))


def _table(found: Beside, stream: IO[str]) -> None:
    compared, dataset = found.compared, found.compared.dataset
    differing = [p for p in compared.both if p.differs or p.differs is None]
    theirs = [f"row {t.row}, id {t.id}: {t.place}, {t.days}: {_figure(t.deaths)}" for t in compared.theirs_alone]
    ours = [f"{o.event_id}: {o.place}, {o.days}: {_figure(o.deaths)}" for o in compared.ours_alone]
    lines = [
        f"{dataset.name} {dataset.version}".rstrip() + f" ({dataset.form}, {dataset.rows:,} rows) beside the record",
        f"sha256 {dataset.id}; licence: {dataset.licence or 'not said'}",
        f"rule {compared.rule}; pairs from a match weight of {compared.threshold:g}, day and place agreeing",
        "",
        f"{len(compared.both):6,} in both, of which {len(differing):,} with another best figure",
        f"{len(theirs):6,} rows with deaths in the dataset alone",
        f"{len(ours):6,} events in the record alone",
        f"{compared.outside:6,} events of the record outside the days or countries of the dataset",
        f"{len(found.unread):6,} rows could not be read",
    ]
    lines += [_lacking(found.stands_in)] if found.stands_in else []
    lines += [line for pair in sorted(differing, key=_by_difference)[:SHOWN] for line in _pair_lines(pair)]
    lines += _listed("In the dataset alone", theirs) + _listed("In the record alone", ours)
    lines += _listed("Not read", [f"row {number}: {error}" for number, error in found.unread])
    stream.write("\n".join(lines) + "\n")


def _by_difference(pair: Pair) -> tuple[int, int]:
    return (-abs(pair.differs) if pair.differs is not None else 0, pair.theirs.row)


def _pair_lines(pair: Pair) -> list[str]:
    by = "no best on one side" if pair.differs is None else f"{pair.differs:+,}"
    apart = "; the ranges share no number" if pair.apart else ""
    return [
        "", f"{pair.theirs.place}, {pair.theirs.days}: {by}{apart} (match weight {pair.weight:.1f})",
        f"  theirs {_figure(pair.theirs.deaths)}: row {pair.theirs.row}, id {pair.theirs.id}; {pair.theirs.cited}",
        f"  ours   {_figure(pair.ours.deaths)}: {pair.ours.event_id}", *(f"    {line}" for line in pair.ours.cited),
    ]  # fmt: skip


def _figure(deaths: tuple[int | None, int | None, int | None]) -> str:
    low, best, high = ("not given" if number is None else f"{number:,}" for number in deaths)
    return f"low {low}, best {best}, high {high}"


def _listed(title: str, told: list[str]) -> list[str]:
    rest = [f"  and {len(told) - SHOWN:,} more: --format csv lists them"] if len(told) > SHOWN else []
    return ["", f"{title}:", *(f"  {line}" for line in told[:SHOWN]), *rest] if told else []


WRITERS = {"table": _table, "json": _json, "csv": _csv}
