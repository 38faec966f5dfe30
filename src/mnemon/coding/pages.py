"""The codebook as a page to read, in Markdown: made from the same tables that coding reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mnemon.coding.changes import word_lists
from mnemon.coding.codebook import Codebook, Entry
from mnemon.coding.refining import Condition, Example, Recoding, Subkind
from mnemon.model.marks import HARMS

LISTS = {
    "uncounted_words": "A figure beside which one of these stands is kept, and not counted.",
    "pointing_words": "First words by which a later mention points back to people named before.",
    "general_people": "Words so general that, after “the”, they mean whoever was named last.",
    "pronouns": "Speakers that stand for a person named before.",
    "never_victims.things": "What is no person: no claim of harm to it is made.",
    "never_victims.groups": "No person where counted by a mere article (“kidnapped from an NGO”).",
    "stances.admits": "Beginnings of words by which somebody admits.",
    "stances.denies": "Beginnings of words by which somebody denies.",
    "stances.unverified": "Words by which somebody says that they could not verify.",
}


def page(book: Codebook) -> str:
    """The whole codebook as Markdown."""
    return "\n".join(_lines(book)) + "\n"


def _lines(book: Codebook) -> Iterator[str]:
    yield "# The codebook"
    yield ""
    yield f"Version `{book.version}`, sha256 `{book.digest[:16]}…`. Made by `mnemon codebook docs` from the files that "
    yield "coding reads; each claim names the version that coded it."
    if book.extension is not None:
        yield f"\nWith the file `{book.extension.name}`, version {book.extension.version}, laid over what ships."
    yield from ("", "## Harms to people", "", "| kind | what it is | what it is not |", "|---|---|---|")
    yield from _rows(entry for kind, entry in book.kinds.items() if kind in HARMS)
    yield from ("", "## Acts", "", "| kind | what it is | what it is not |", "|---|---|---|")
    yield from _rows(entry for kind, entry in book.kinds.items() if kind not in HARMS)
    yield from ("", "## Kind by kind")
    for entry in book.kinds.values():
        yield from _kind(entry)
    yield from _own(book.subkinds, book.rules)
    yield from ("", "## Words that coding looks for")
    lists = word_lists(book)
    for name, about in LISTS.items():
        yield from ("", f"### {name}", "", about, "", ", ".join(f"`{word}`" for word in lists[name]))
    yield from ("", "### period_words", "", "A figure told with such words is that of a stretch of time: a total.", "")
    for row in book.period_words:
        told = "; ".join(
            f"{p}: {', '.join(w)}" for p, w in (("first", row.first), ("after", row.after), ("has", row.has)) if w
        )
        yield f"- {told} — {row.why}"


def _rows(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        yield f"| [{entry.kind}](#{entry.kind}) | {entry.meaning} | {entry.excludes} |"


def _kind(entry: Entry) -> Iterator[str]:
    yield from ("", f"### {entry.kind}", "", f"**Is:** {entry.meaning}", "", f"**Is not:** {entry.excludes}", "")
    yield f"PLOVER: {_mapped(entry.plover)}. ACLED-shaped: {_mapped(entry.acled)}."
    for about, words in (("One party's words, noted as such", entry.party_words), ("Bodily harm", entry.bodily_words)):
        if words:
            yield from ("", f"{about}: " + ", ".join(f"`{word}`" for word in words) + ".")
    yield ""
    yield from _examples(entry.examples)


def _mapped(scheme: Mapping[str, str | None] | None) -> str:
    return " / ".join(value for value in (scheme or {}).values() if value) or "nothing there fits"


def _examples(examples: Sequence[Example]) -> Iterator[str]:
    for example in examples:
        count = f", count “{example.count}”" if example.count else ""
        yield f"- “{example.text}” — trigger “{example.trigger}”{count}"


def _own(subkinds: Sequence[Subkind], rules: Sequence[Recoding]) -> Iterator[str]:
    if subkinds:
        yield from ("", "## Kinds of your own", "", "A claim of such a kind is counted with the kind that it refines.")
    for kind in subkinds:
        yield from ("", f"### {kind.name}", "", f"A kind of **{kind.of}**. **Is:** {kind.meaning}", "")
        yield from (f"**Is not:** {kind.excludes}", "", f"Where {_where(kind.when)}{_but(kind.unless)}.", "")
        yield from _examples(kind.examples)
    if rules:
        yield from ("", "## Rules", "")
    for rule in rules:
        yield f"- **{rule.of}** is coded as **{rule.to}** where {_where(rule.when)}{_but(rule.unless)}: {rule.why}."


def _where(condition: Condition) -> str:
    return " and ".join(f"{place} has {' or '.join(f'`{w}`' for w in words)}" for place, words in condition.items())


def _but(condition: Condition) -> str:
    return f", unless {_where(condition)}" if condition else ""
