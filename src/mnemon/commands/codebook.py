"""`mnemon codebook`: check a codebook file, say what a change would do to a record, write the codebook as a page."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mnemon.errors import UsageError

if TYPE_CHECKING:
    from mnemon.coding import Codebook
    from mnemon.coding.changes import Change
    from mnemon.replay import Altered, Replayed

SHIPPED = "shipped"
FILE = click.Path(path_type=Path)


@click.group("codebook")
def codebook_group() -> None:
    """Check a codebook, say what a change would alter, or write it as a page.

    A user's own file adds kinds, words and rules to the codebook that ships; `--codebook FILE`, or the variable
    MNEMON_CODEBOOK, makes read, run, export and method use it.
    """


@codebook_group.command("check")
@click.argument("file", type=FILE, required=False)
@click.option(
    "--read", "reads", is_flag=True, help="Also read each example with the model, and say what it is coded as."
)
def check_command(file: Path | None, reads: bool) -> None:  # noqa: FBT001 - a flag is what click hands over
    """Say what is wrong with a codebook FILE: where, what, and what to do. Without FILE: the one that ships.

    The exit status is 1 where something is wrong.
    """
    from mnemon.coding import open_codebook  # noqa: PLC0415 - --help must be quick
    from mnemon.coding.codebook import check, extends  # noqa: PLC0415

    faults = check(file)
    for fault in faults:
        click.echo(fault)
    if faults:
        click.echo(f"{len(faults)} fault{'s' if len(faults) > 1 else ''}.")
        sys.exit(1)
    book = open_codebook(extension=file)
    click.echo(f"No fault. Claims coded with it name it {book.version}.")
    if file is not None and extends(file) != (ships := open_codebook().version):
        click.echo(
            f"Note: it was written for {extends(file)} and is laid over {ships}: look at what has changed since."
        )
    if reads:
        for line in _examples_read(book, file):
            click.echo(line)


def _examples_read(book: Codebook, file: Path | None) -> Iterator[str]:
    """Each example of the file (or, without one, of the codebook that ships) and whether it is coded as it says."""
    from mnemon.api import read  # noqa: PLC0415

    own = [(s.name, e) for s in book.subkinds for e in s.examples] + [(r.to, e) for r in book.rules for e in r.examples]
    ships = [(kind, e) for kind, entry in book.kinds.items() for e in entry.examples]
    for wanted, example in own if file is not None else ships:
        claims = read(example.text, codebook=file)
        coded = [c.subkind or c.kind for c in claims if example.trigger in c.spans["trigger"][0].of(example.text)]
        told = "as it says" if wanted in coded else f"as {', '.join(coded) or 'nothing'}"
        yield f"{wanted}: {told}: {example.text}"


@codebook_group.command("diff")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--db", type=FILE, help="The record whose claims would change.")
@click.option("--threads", type=click.IntRange(1, 64), default=2, show_default=True, help="Cores to use.")
@click.option("--limit", type=click.IntRange(0), default=40, show_default=True, help="Show at most so many claims.")
def diff_command(before: str, after: str, db: Path | None, threads: int, limit: int) -> None:
    """Say what differs between codebooks A and B, and which claims of a record B would alter. Nothing is written.

    A and B are files of yours, folders with a whole codebook, or the word "shipped".

    With --db the reports that hold a word the change turns on are read again by the model, coded under A and under B,
    and compared; the rest cannot be coded otherwise. What a person decided on stands, whatever the codebook says.
    """
    from mnemon.coding.changes import changes  # noqa: PLC0415

    old, new = _codebook(before), _codebook(after)
    found = changes(old, new)
    click.echo(f"{old.version} -> {new.version}")
    for change in found:
        click.echo(_change_line(change))
    click.echo(f"{len(found)} differences." if found else "They say the same.")
    if db is not None and found:
        _show_replay(db, (old, new), threads, limit)


def _codebook(name: str) -> Codebook:
    from mnemon.coding import open_codebook  # noqa: PLC0415

    path = Path(name)
    if name == SHIPPED and not path.exists():
        return open_codebook()
    if not path.exists():
        raise UsageError("there is no such codebook", where=name, do=f'give a file, a folder, or "{SHIPPED}"')
    return open_codebook(folder=path) if path.is_dir() else open_codebook(extension=path)


def _change_line(change: Change) -> str:
    was, now = (f'"{side}"' if side else "" for side in (change.before, change.after))
    told = f"{was} becomes {now}" if was and now else f"{now} is new" if now else f"{was} is gone"
    aside = "" if change.words else "  (alters no claim)" if change.kind is None else "  (alters exports alone)"
    return f"  {change.what} {change.name}: {told}{aside}"


def _show_replay(db: Path, books: tuple[Codebook, Codebook], threads: int, limit: int) -> None:
    from mnemon.pipeline import open_engine  # noqa: PLC0415
    from mnemon.replay import plan, replay  # noqa: PLC0415
    from mnemon.store import open_store  # noqa: PLC0415

    with open_store(db, create=False) as store:
        todo = plan(store, *books)
        click.echo(
            f"\n{len(todo.held)} of {todo.reports} reports hold a word that the change turns on; they are read again "
            "by the model of today and coded under both."
        )
        found = list(replay(store, open_engine(threads), *books, todo.held)) if todo.held else []
        told = sorted({claim.codebook for claim in store.claims()} - {"person", books[0].version})
        mapped = {change.kind: 0 for change in todo.changes if change.kind is not None}
        for claim in store.claims() if mapped else ():
            if claim.kind in mapped:
                mapped[claim.kind] += 1
    _show_found(found, limit)
    for kind, count in mapped.items():
        click.echo(f"{count} claims of kind {kind} would be exported under another heading.")
    if told:
        click.echo(
            f"Note: the record has claims coded by {', '.join(told)}; they are compared as if {books[0].version} had."
        )


def _show_found(found: list[Replayed], limit: int) -> None:
    altered = [claim for report in found for claim in report.altered]
    for claim in altered[:limit]:
        click.echo(_altered_lines(claim))
    if len(altered) > limit:
        click.echo(f"  ... and {len(altered) - limit} more (--limit)")
    for report in found:
        for count in report.retold:
            click.echo(f"  {count.report_id}: its own count of {count.what}: {count.before} -> {count.after}")
    decided = sum(claim.verdict is not None for claim in altered)
    stand = f"; {decided} of them have a person's verdict, which stands" if decided else ""
    click.echo(f"{len(altered)} claims of {len(found)} reports would be coded otherwise{stand}. Nothing was written.")


def _altered_lines(claim: Altered) -> str:
    head = f"  {claim.claim_id or '(not in the record)'}  {claim.report_id}  “{claim.quote}”"
    parts = [f"      {what}: {was or 'none'} -> {now or 'none'}" for what, was, now in claim.changes]
    return "\n".join([head, *parts, *([f"      {claim.verdict}: it stands"] if claim.verdict else [])])


@codebook_group.command("docs")
@click.option("--codebook", "file", type=FILE, envvar="MNEMON_CODEBOOK", help="A file of your own, laid over it.")
@click.option("--output", type=FILE, help="Write here instead of to the terminal.")
def docs_command(file: Path | None, output: Path | None) -> None:
    """Write the codebook as a page in Markdown: kinds, what they are mapped to, examples, words."""
    from mnemon.coding import open_codebook  # noqa: PLC0415
    from mnemon.coding.pages import page  # noqa: PLC0415

    made = page(open_codebook(extension=file))
    if output is None:
        click.echo(made, nl=False)
        return
    try:
        output.write_text(made, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write here: {error.strerror}", where=str(output)) from error
