"""The doors: read, run, claims, events, show. Each parses what the user wants and calls the pipeline."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from mnemon import __version__
from mnemon.cli_record import COMMANDS, open_record
from mnemon.errors import MnemonError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from mnemon.ingest import Arrival, Options, Refusal
    from mnemon.model.values import Place
    from mnemon.pipeline import Item, Read

PURPOSE = """Mnemon reads published reports about armed conflict and keeps a record of claims: who said that how many of
whom were killed, wounded, taken or driven out, where, when, by whom, in which exact words.

It documents what has been published, after the fact. It is not for operations, and it tracks no private person.

\b
  mnemon read report.html              the claims in one report; nothing is kept
  mnemon run reports/ --db my.db       take a folder of reports into a record
  mnemon claims --db my.db             what stands in the record
"""
DATABASE = click.option("--db", type=click.Path(path_type=Path), required=True, help="The record, a SQLite file.")
CODEBOOK = click.option(
    "--codebook", type=click.Path(path_type=Path), envvar="MNEMON_CODEBOOK",
    help="A codebook file of your own, laid over the one that ships.  [or set MNEMON_CODEBOOK]",
)  # fmt: skip
THREADS = click.option("--threads", type=click.IntRange(1, 64), default=2, show_default=True, help="Cores to use.")


LATER = {
    "codebook": "mnemon.commands.codebook:codebook_group",
    "compare": "mnemon.commands.compare:compare_command",
    "export": "mnemon.commands.out:export_command",
    "gazetteer": "mnemon.commands.gazetteer:gazetteer_group",
    "import": "mnemon.commands.compare:import_command",
    "method": "mnemon.commands.method:method_command",
    "readings": "mnemon.commands.readings:readings_command",
}
"""Commands that are loaded when they are called: name -> where."""


class Sentences(click.Group):
    """A group of commands whose errors are one sentence each, with exit status 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, those of LATER included."""
        return sorted({*super().list_commands(ctx), *LATER})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, loaded now where it is one of LATER; None where there is none."""
        if cmd_name not in LATER:
            return super().get_command(ctx, cmd_name)
        module, _, name = LATER[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command; an error of ours becomes a sentence on standard error."""
        try:
            return super().invoke(ctx)
        except MnemonError as error:
            raise click.ClickException(error.sentence()) from error


@click.group(cls=Sentences, commands=COMMANDS, help=PURPOSE, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mnemon")
def main() -> None:
    """Parse the command line."""


@main.command("read")
@click.argument("paths", nargs=-1, required=True)
@click.option("--published", metavar="DAY", help="Day of publication (2025-01-14) where a report names none.")
@click.option("--source", help="Publisher where a report names none.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), help="Write here instead of to the terminal.")
@CODEBOOK
@THREADS
def read_command(
    *,
    paths: tuple[str, ...],
    published: str | None,
    source: str | None,
    form: str,
    output: Path | None,
    codebook: Path | None,
    threads: int,
) -> None:
    """Read reports and print their claims; nothing is kept.

    PATHS are files (text, HTML, PDF, .docx, feeds, WARC, WACZ, JSON lines), folders of these, web addresses, or - for
    standard input.
    """
    from mnemon.pipeline import open_engine, read  # noqa: PLC0415 - loads the model; --help must not

    options = _options(published, source)
    with _opened(output) as stream:
        failed = 0
        for found in read(open_engine(threads, codebook_file=codebook), _items(paths, options)):
            failed += found.error is not None
            _print_read(found, form, stream)
    if failed and form == "table":
        sys.exit(1)


@main.command("run")
@click.argument("paths", nargs=-1, required=True)
@DATABASE
@click.option("--published", metavar="DAY", help="Day of publication (2025-01-14) where a report names none.")
@click.option("--source", help="Publisher where a report names none.")
@CODEBOOK
@THREADS
def run_command(
    *, paths: tuple[str, ...], db: Path, published: str | None, source: str | None, codebook: Path | None, threads: int
) -> None:
    """Take reports into a record. May be stopped and started again: it goes on where it was.

    PATHS are as for `mnemon read`. The bytes of every report are kept beside the record, in a folder named after it.
    What cannot be taken in is said, and the rest goes on; the exit status is then 1. A codebook file of yours is kept
    there as well.
    """
    from mnemon.archive import Archive  # noqa: PLC0415
    from mnemon.pipeline import open_engine, run  # noqa: PLC0415
    from mnemon.store import open_store  # noqa: PLC0415

    options = _options(published, source)
    with open_store(db) as store:
        archive, engine = Archive(db.with_suffix(".archive")), open_engine(threads, codebook_file=codebook)
        if codebook is not None:
            archive.keep(codebook.read_bytes())
        command = " ".join(["run", *paths])
        counted, failed = _progress(run(engine, store, archive, _items(paths, options), command))
        click.echo(f"{counted}\nThe record: {db}\nThe bytes: {archive.folder}")
    if failed:
        sys.exit(1)


@main.command("claims")
@DATABASE
@click.option("--kind", multiple=True, help="Only this kind (killed, ..., or one of your own codebook); repeatable.")
@click.option("--report", "report_id", help="Only the claims of this report.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
def claims_command(db: Path, kind: tuple[str, ...], report_id: str | None, form: str) -> None:
    """List the claims of a record, report by report."""
    from mnemon.export.contract import claim_row  # noqa: PLC0415
    from mnemon.export.tables import claims_table, credit_line  # noqa: PLC0415
    from mnemon.model.marks import KINDS  # noqa: PLC0415
    from mnemon.store import ClaimFilter  # noqa: PLC0415

    with open_record(db) as store:
        kinds = (*KINDS, *store.subkinds())
        if unknown := sorted(set(kind) - set(kinds)):
            raise UsageError(f"{unknown[0]} is not a kind of claim", do=f"choose from {', '.join(kinds)}")
        if report_id is not None:
            store.report(report_id)
        found = store.claims(ClaimFilter(kinds=kind, report_id=report_id))
        if form == "jsonl":
            for claim in found:
                click.echo(json.dumps({"report": claim.report_id, **claim_row(claim)}, ensure_ascii=False))
            return
        console = _console()
        reports = {report.id: report for report in store.reports()}
        listed = list(found)
        for one in dict.fromkeys(claim.report_id for claim in listed):
            report = reports[one]
            published = report.published_at or "date not stated"
            console.print(f"{report.id}  {published}  {report.title or ''}", style="bold", markup=False)
            console.print(claims_table(c for c in listed if c.report_id == one))
            console.print()
        told = len({claim.report_id for claim in listed})
        console.print(f"{len(listed)} claims in {told} of {len(reports)} reports")
        _credited(console, credit_line(claim.place for claim in listed))


@main.command("events")
@DATABASE
@click.option("--rule", default="most-voices", show_default=True, help="The rule that settles figures (lowest, ...).")
@click.option("--all", "everything", is_flag=True, help="Also events of which no harm to people is told.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
def events_command(db: Path, rule: str, everything: bool, form: str) -> None:  # noqa: FBT001 - click hands over a flag
    """List the events of a record: who tells of them, rival figures, and what a named rule makes of these."""
    from mnemon.across import events  # noqa: PLC0415
    from mnemon.export.event_lines import backing_lines, event_line  # noqa: PLC0415
    from mnemon.export.tables import credit_line, event_view  # noqa: PLC0415
    from mnemon.settle import get_rule  # noqa: PLC0415

    get_rule(rule)
    with open_record(db) as store:
        console, shown, passed = _console(), 0, 0
        places: set[Place | None] = set()
        for settled in events(store, rule):
            if not settled.findings and not everything:
                passed += 1
                continue
            shown += 1
            given = (settled.event, settled.claims, settled.findings)
            if form == "jsonl":
                click.echo(event_line(*given, settled.backing, settled.parent, settled.sure))
                continue
            places.update(claim.place for claim in settled.claims)
            told_by = backing_lines(settled.backing, settled.parent)
            console.print(event_view(*given, told_by, settled.sure, settled.published))
        if form == "jsonl":
            return
        rest = f"; {passed} more tell of no harm to people (--all shows them)" if passed else ""
        console.print(f"{shown} event{'' if shown == 1 else 's'}{rest}")
        _credited(console, credit_line(places))


@main.command("show")
@click.argument("claim_id")
@DATABASE
def show_command(claim_id: str, db: Path) -> None:
    """Show one claim: its sentence with the parts marked, its values, and its citation."""
    from mnemon.export.tables import claim_view  # noqa: PLC0415

    with open_record(db) as store:
        claim = store.claim(claim_id)
        report = store.report(claim.report_id)
        source = store.source(report.source_id) if report.source_id is not None else None
        _console().print(claim_view(claim, report, source, store.capture(report.capture_id)))


@main.command("review")
@click.option("--db", required=True, help="The record: a SQLite file, or the URL of a PostgreSQL database.")
@click.option("--as", "person", help="Your name, as it stands beside what you decide.  [default: your login]")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", type=click.IntRange(0, 65535), default=8600, show_default=True, help="0 = any that is free.")
@click.option("--team", is_flag=True, help="People log in; needs a PostgreSQL record and accounts.")
@click.option("--certificate", type=click.Path(exists=True, path_type=Path), help="Serve HTTPS with this certificate.")
@click.option("--key", type=click.Path(exists=True, path_type=Path), help="The certificate's key.")
@click.option("--behind-https", is_flag=True, help="A server before this one speaks HTTPS to the outside.")
@click.option("--codebook", type=click.Path(path_type=Path), envvar="MNEMON_CODEBOOK", help="Your own codebook file.")
def review_command(
    *,
    db: str,
    person: str | None,
    host: str,
    port: int,
    team: bool,
    certificate: Path | None,
    key: Path | None,
    behind_https: bool,
    codebook: Path | None,
) -> None:
    """Judge claims and events in a browser. Listens on this machine alone, and loads nothing from elsewhere."""
    from mnemon.coding import open_codebook  # noqa: PLC0415
    from mnemon.review import Listening, serve  # noqa: PLC0415
    from mnemon.store import open_store  # noqa: PLC0415
    from mnemon.store.people import login  # noqa: PLC0415

    if team and person:
        raise UsageError("a team's members log in under their own names", where="--as", do="leave it out")
    who = "" if team else person or login()
    own = {kind.name: kind.of for kind in open_codebook(extension=codebook).subkinds}
    with open_store(db, create=False) as store:
        serve(store, Listening(host, port, who, certificate, key, behind_https, own), click.echo)


@main.command("account")
@click.argument("name")
@click.option("--db", required=True, help="The team's record: the URL of a PostgreSQL database.")
@click.option("--role", default="coder", show_default=True, help="reader, coder, adjudicator or owner.")
@click.option("--shut-out", is_flag=True, help="End this person's sessions and let them in no more.")
def account_command(*, name: str, db: str, role: str, shut_out: bool) -> None:
    """Let NAME in to a team's record, or change their role and password. What they did stays theirs."""
    from mnemon.review.accounts import Accounts  # noqa: PLC0415
    from mnemon.store import Desk, open_store  # noqa: PLC0415
    from mnemon.store.people import login  # noqa: PLC0415

    password = "" if shut_out else click.prompt("Password", hide_input=True, confirmation_prompt=True)
    with open_store(db, create=False) as store:
        Accounts(Desk(store)).set(name, role, password, login())
    click.echo(f"{name}: {'shut out' if shut_out else role}")


def _options(published: str | None, source: str | None) -> Options:
    from mnemon.ingest import Options  # noqa: PLC0415

    return Options(published=_day(published), source=source, stdin=sys.stdin.buffer)


def _day(words: str | None) -> date | None:
    if words is None:
        return None
    try:
        return datetime.strptime(words, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError as error:
        raise UsageError(f"{words!r} is not a day", where="--published", do="write it like 2025-01-14") from error


def _items(paths: Iterable[str], options: Options) -> Iterator[Arrival | Refusal]:
    from mnemon.ingest import read as ingest  # noqa: PLC0415

    return chain.from_iterable(ingest(path, options) for path in paths)


@contextmanager
def _opened(output: Path | None) -> Iterator[IO[str]]:
    if output is None:
        yield sys.stdout
        return
    try:
        stream = output.open("w", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write here: {error.strerror}", where=str(output)) from error
    with stream:
        yield stream


def _console(stream: IO[str] | None = None) -> Console:
    from rich.console import Console  # noqa: PLC0415

    console = Console(file=stream, highlight=False, soft_wrap=False)
    return console if console.is_terminal else Console(file=stream, highlight=False, width=160)


def _print_read(found: Read, form: str, stream: IO[str]) -> None:
    from mnemon.export import contract_row, failure_row  # noqa: PLC0415
    from mnemon.export.tables import report_view  # noqa: PLC0415
    from mnemon.ingest import Arrival  # noqa: PLC0415

    item, error = found.item, found.error
    if form == "jsonl":
        if error is None and isinstance(item, Arrival):
            row = contract_row(_given_id(item), item.report, found.coded, found.tally)
        else:
            row = failure_row(_given_id(item), error or "")
        stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    elif error is not None:
        click.echo(f"Not read: {error}", err=True)
    elif isinstance(item, Arrival):
        _console(stream).print(report_view(item.report, item.source, found.coded.claims, found.tally))


def _credited(console: Console, credit: str) -> None:
    """The line that names whose data the places shown are from; nothing where there are none."""
    if credit:
        console.print(credit, style="dim", markup=False)


def _given_id(item: Item) -> str | int:
    """The id as the user gave it, "" and 0 included; where there is none, the report's own or where the item was."""
    from mnemon.ingest import Refusal  # noqa: PLC0415
    from mnemon.pipeline import Known  # noqa: PLC0415

    arrival = item.arrival if isinstance(item, Known) else item
    if arrival.given_id is not None:
        return arrival.given_id
    return arrival.where if isinstance(arrival, Refusal) else arrival.report.id


def _progress(found: Iterable[Read]) -> tuple[str, int]:
    """Shows a counter on a terminal while reports come in; says what became of them, and how many failed."""
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    from mnemon.pipeline import Known  # noqa: PLC0415

    kept = known = failed = claims = 0
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    bar = Progress(*columns, console=_stderr(), transient=True)
    with bar:
        task = bar.add_task("opening", total=None)
        for read in found:
            failed += read.error is not None
            known += isinstance(read.item, Known)
            kept += read.error is None and not isinstance(read.item, Known)
            claims += len(read.coded.claims)
            bar.update(task, description=f"{kept} reports taken in, {claims} claims")
            if read.error is not None:
                bar.console.print(f"Not taken in: {read.error}", markup=False, soft_wrap=True)
    parts = [f"{kept} reports taken in with {claims} claims"]
    parts += [f"{known} were there already"] if known else []
    parts += [f"{failed} could not be taken in (see above)"] if failed else []
    return "; ".join(parts) + ".", failed


def _stderr() -> Console:
    from rich.console import Console  # noqa: PLC0415

    return Console(stderr=True, highlight=False)
