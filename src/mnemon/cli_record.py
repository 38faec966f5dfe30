"""The doors to the record as a whole: link, judge, undo, settle, totals, asof. Each parses, calls, and shows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mnemon.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from mnemon.model.events import Link
    from mnemon.settle.cost import Spread, Total
    from mnemon.settle.versions import Revision
    from mnemon.store import Store

DATABASE = click.option("--db", type=click.Path(path_type=Path), required=True, help="The record, a SQLite file.")
BY = click.option("--by", required=True, help="Who decides.")
RULE = click.option("--rule", default="most-voices", show_default=True, help="The rule that settles figures.")
SHOWN = 20


@click.command("link")
@DATABASE
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
def link_command(db: Path, form: str) -> None:
    """Suggest which mentions tell of one event, each with its reasons; only what is new is compared."""
    from mnemon.across import link_new  # noqa: PLC0415

    with open_record(db) as store:
        fresh, made = link_new(store, datetime.now(UTC))
    if form == "jsonl":
        for one in made:
            reasons = [[reason.what, reason.found, reason.weight] for reason in one.reasons]
            row = {"left": one.left, "right": one.right, "judgement": one.judgement.value, "reasons": reasons}
            click.echo(json.dumps({**row, "match_weight": one.match_weight}))
        return
    for one in made[:SHOWN]:
        click.echo("\n".join(_link_lines(one)))
    rest = f" (the heaviest {SHOWN} are shown; --format jsonl gives all)" if len(made) > SHOWN else ""
    click.echo(f"{fresh} mentions compared with their neighbours; {len(made)} links suggested{rest}.")


def _link_lines(link: Link) -> list[str]:
    head = f"{link.left}  {link.right}  {link.judgement.value}  match weight {link.match_weight:+.1f}"
    return [head, *(f"    {reason.weight:+5.1f}  {reason.what}: {reason.found}" for reason in link.reasons)]


@click.command("judge")
@click.argument("left")
@click.argument("right")
@click.argument("judgement", type=click.Choice(["positive", "negative", "unsure"]))
@DATABASE
@BY
def judge_command(left: str, right: str, judgement: str, db: Path, by: str) -> None:
    """Decide whether two mentions tell of one event. A decision outweighs every suggestion, now and later."""
    from mnemon.model.events import Judgement  # noqa: PLC0415

    with open_record(db) as store:
        for mention in (left, right):
            store.mention(mention)
        if left == right:
            raise UsageError("a mention is always of its own event", do="name two mentions")
        store.decide((left, right), Judgement(judgement), by)
    click.echo(f"{left} and {right}: {judgement}, decided by {by}.")


@click.command("undo")
@click.argument("left")
@click.argument("right")
@DATABASE
@BY
def undo_command(left: str, right: str, db: Path, by: str) -> None:
    """Take back the decision on two mentions: what stood before stands again, exactly."""
    with open_record(db) as store:
        restored = store.undo((left, right), by)
    now = f"{restored.judgement.value}, by {restored.by}" if restored is not None else "nothing"
    click.echo(f"{left} and {right}: undone by {by}; what stands now: {now}.")


@click.command("rebuild")
@click.option("--db", required=True, help="The record: a SQLite file, or the URL of a PostgreSQL database.")
def rebuild_command(db: str) -> None:
    """Make the review queue anew, which every write keeps: for a record that was mended by other means."""
    with open_record(db) as store:
        number = store.rebuild()
    click.echo(f"The queue was made anew from {number:,} claims; the record itself is as it was.")


@click.command("settle")
@DATABASE
@RULE
def settle_command(db: Path, rule: str) -> None:
    """Settle every event's figures by a named rule, and keep them with each refusal and its reason."""
    from mnemon.across import settle_record  # noqa: PLC0415

    with open_record(db) as store:
        opened, closed = settle_record(store, rule, datetime.now(UTC))
        kept = store.findings(rule)
    unsettled = sum(finding.best is None for finding in kept)
    left_out = sum(len(finding.left_out) for finding in kept if finding.group is None)
    click.echo(
        f"{len(kept)} findings stand by rule {rule}: {opened} new, {closed} closed; "
        f"{unsettled} give no best number; {left_out} claims left out, each with its reason."
    )


@click.command("totals")
@DATABASE
@click.option("--rule", "rules", multiple=True, help="Only this rule; may be given more than once.")
@click.option(
    "--kind", "kinds", multiple=True, help="Only this harm (killed, wounded ...); may be given more than once."
)
@click.option("--plot", "picture", type=click.Path(path_type=Path), help="Also draw the totals, as SVG.")
def totals_command(db: Path, rules: tuple[str, ...], kinds: tuple[str, ...], picture: Path | None) -> None:
    """Show what each rule makes of the whole record, and how far the figures of one event lie apart."""
    from mnemon.across import groups, wholes_of  # noqa: PLC0415
    from mnemon.model.marks import HARMS  # noqa: PLC0415
    from mnemon.settle import get_rule, open_rules, settle  # noqa: PLC0415
    from mnemon.settle.cost import plot, spread, totals  # noqa: PLC0415
    from mnemon.settle.settle import settle_subkinds  # noqa: PLC0415
    from mnemon.settle.wholes import held  # noqa: PLC0415

    chosen = [get_rule(name) for name in rules or open_rules()]
    with open_record(db) as store:
        found = list(groups(store, datetime.now(UTC)))
    findings = [
        f for rule in chosen for g in found for make in (settle, settle_subkinds)
        for f in make(g.event, g.claims, rule, g.sourcing)
    ]  # fmt: skip
    rows = [row for row in totals(held(findings, *wholes_of(found))) if not kinds or row.what in kinds]
    rows.sort(key=lambda row: row.what)
    console = _console()
    _show_totals(console, rows)
    if any(None in (row.low, row.best, row.high) for row in rows):
        console.print("— : no event gives such a number under this rule; a sum of nothing is no 0.", markup=False)
    for harm in dict.fromkeys(row.what for row in rows if row.what in HARMS):
        console.print(_spread_line(harm, spread(((g.claims, g.sourcing) for g in found), harm)), markup=False)
    if picture is not None:
        _write(picture, plot(rows))


def _show_totals(console: Console, rows: Iterable[Total]) -> None:
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("harm", "rule", "low", "best", "high", "events", "without a best", "without a high", "parts left out"):
        table.add_column(name, justify="left" if name in ("harm", "rule") else "right")
    for row in rows:
        cells = (row.low, row.best, row.high, row.events, row.no_best, row.no_high, row.parts)
        table.add_row(row.what, row.rule, *("—" if cell is None else f"{cell:,}" for cell in cells))
    console.print(table)


def _spread_line(harm: str, told: Spread) -> str:
    return (
        f"{harm}: {told.events} event{'' if told.events == 1 else 's'} with a figure; different numbers less one "
        f"{told.dscore:.2f}, range "
        f"{told.range:.1f}, events that disagree {told.disagreement:.0%}, the most frequent number has "
        f"{told.modal:.0%} of the figures, events with a single voice {told.single_voice:.0%}"
    )


def _write(picture: Path, drawn: str) -> None:
    try:
        picture.write_text(drawn, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write here: {error.strerror}", where=str(picture)) from error


@click.command("asof")
@click.argument("day")
@DATABASE
@RULE
def asof_command(day: str, db: Path, rule: str) -> None:
    """Show what the record said at the end of a past DAY (2025-01-14, UTC), and what has changed since."""
    from mnemon.across import changed_reports, events  # noqa: PLC0415
    from mnemon.export.tables import credit_line, event_view  # noqa: PLC0415

    moment = datetime.combine(_day(day).date(), time.max, UTC)
    with open_record(db) as store:
        console, past = _console(), store.as_of(moment)
        shown = [settled for settled in events(past, rule, moment) if settled.findings]
        for settled in shown:
            given = (settled.event, settled.claims, settled.findings)
            console.print(event_view(*given, sure=settled.sure, published=settled.published))
        credit = credit_line(claim.place for settled in shown for claim in settled.claims)
        console.print(credit, style="dim", markup=False) if credit else None
        console.print(_since(store, past), markup=False)
        for revision in changed_reports(store):
            console.print(_revision_line(revision), markup=False, soft_wrap=True)


def _revision_line(revision: Revision) -> str:
    gone, new = (", ".join(map(" ".join, told)) or "none" for told in (revision.gone, revision.new))
    return f"Revised: {revision.url} ({revision.older} -> {revision.newer}): gone {gone}; new {new}"


def _since(store: Store, past: Store) -> str:
    then, now = ({claim.id for claim in one.claims()} for one in (past, store))
    gone, new = len(then - now), len(now - then)
    return f"Claims that stood then: {len(then)}; of these no longer stand: {gone}; new since: {new}."


def _day(words: str) -> datetime:
    try:
        return datetime.strptime(words, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        raise UsageError(f"{words!r} is not a day", do="write it like 2025-01-14") from error


def open_record(db: Path | str) -> Store:
    """The record at a path or address, which must be there."""
    from mnemon.store import open_store  # noqa: PLC0415

    return open_store(db, create=False)


def _console() -> Console:
    from rich.console import Console  # noqa: PLC0415

    console = Console(highlight=False, soft_wrap=False)
    return console if console.is_terminal else Console(highlight=False, width=160)


COMMANDS: Sequence[click.Command] = (
    link_command, judge_command, undo_command, settle_command, totals_command, asof_command,
    rebuild_command,
)  # fmt: skip
