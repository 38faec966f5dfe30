"""A row of a dataset as a report of one line and the claims that the dataset makes in it, with their spans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mnemon.export.entries import Entry
from mnemon.model.claims import Claim, Coded, EventMention
from mnemon.model.datasets import Dataset
from mnemon.model.reading import Reading
from mnemon.model.text import Capture, Producer, Report, Source, Span
from mnemon.model.values import Actor, Quantity

CODEBOOK = "dataset@1"
CIVILIANS = Actor(None, "civilians", "civilians", words="civilians")


class _Line:
    """A line of text in the making; each part that is put in keeps its span."""

    def __init__(self) -> None:
        self.text = ""
        self.spans: dict[str, tuple[Span, ...]] = {}

    def add(self, before: str, words: str, part: str = "") -> None:
        start = len(self.text) + len(before)
        self.text += before + words
        if part and words:
            self.spans[part] = (*self.spans.get(part, ()), Span(start, start + len(words)))


def reading(entry: Entry, dataset: Dataset, number: int, producer: Producer) -> Reading:
    """A row as a reading: the dataset is the publisher, the row's line the text, its file the capture."""
    line = _line(entry, dataset, number)
    name = f"{dataset.id[:12]}-{number}"
    source = Source(f"dataset-{dataset.id[:12]}", " ".join(filter(None, (dataset.name, dataset.version))))
    capture = Capture(dataset.id, None, dataset.taken_in_at, "text/csv", dataset.byte_count)
    report = Report(f"row-{name}", dataset.id, line.text, source.id, f"row {number}, id {entry.id}", lang="en")
    mention = mention_of(entry, f"m-row-{name}", report.id, line.spans)
    claims = tuple(_claims(entry, mention, line, producer.id))
    return Reading(producer, capture, report, source, Coded((mention,), claims))


def mention_of(entry: Entry, mention_id: str, report_id: str, spans: dict[str, tuple[Span, ...]]) -> EventMention:
    """The row as one telling of one event."""
    kind = "killed" if entry.deaths is not None else next(iter(entry.acts), "attack")
    return EventMention(mention_id, report_id, kind, spans.get("trigger", ()), entry.place, entry.days)


def _line(entry: Entry, dataset: Dataset, number: int) -> _Line:
    line = _Line()
    line.add("", f"{dataset.name} {dataset.version}".strip() + f", row {number}, id {entry.id}:")
    line.add(" ", entry.a.name if entry.a else "", "by")
    line.add(" - " if entry.a and entry.b else "", entry.b.name if entry.b else "", "by2")
    line.add("; ", entry.place.words, "where")
    days = entry.days
    line.add("; ", str(days.start) if days.start == days.end else f"{days.start} to {days.end}", "when")
    for act in entry.acts:
        line.add("; ", act, "trigger")
    if entry.deaths is not None:
        line.add("; ", "deaths", "trigger")
        line.add(" ", entry.deaths.words, "count")
    if entry.parts is not None:
        line.add("; ", f"of side a {entry.parts[0]}, of side b {entry.parts[1]}, civilians {entry.parts[2]}")
    line.add(". ", entry.cited)
    return line


def _claims(entry: Entry, mention: EventMention, line: _Line, producer_id: str) -> Iterator[Claim]:
    base = Claim(
        f"{mention.report_id}-deaths", mention.report_id, mention.id, "killed", entry.deaths, None, entry.a, entry.b,
        None, entry.place, replace(entry.days, words=_of(line, "when")), None, None, None, "asserts", "fact", "event",
        None, None, Span(0, len(line.text)), line.spans, 1.0, producer_id, CODEBOOK,
    )  # fmt: skip
    for act in entry.acts:
        yield replace(base, id=f"{mention.report_id}-{act}", kind=act, quantity=None)
    if entry.deaths is None:
        return
    yield base
    for name, victims, dead in _parts(entry):
        words = str(dead)
        yield replace(
            base, id=f"{mention.report_id}-{name}", quantity=Quantity(dead, dead, dead, words=words, rule="dataset"),
            victims=victims, by=None, by2=None, part_of=base.id,
        )  # fmt: skip


def _parts(entry: Entry) -> Iterator[tuple[str, Actor, int]]:
    """The dead of each side and the civilians, as far as the row tells them; a side of whom none died as 0."""
    if entry.parts is None:
        return
    a, b, civilians = entry.parts
    if entry.a is not None and (a or entry.violence != 3):
        yield "a", entry.a, a
    if entry.b is not None:
        yield "b", entry.b, b
    if civilians or entry.violence == 3:
        yield "civilians", CIVILIANS, civilians


def _of(line: _Line, part: str) -> str:
    return line.spans[part][0].of(line.text) if part in line.spans else ""
