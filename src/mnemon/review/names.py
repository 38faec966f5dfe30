"""Which names each report withholds: found once from all its claims, and anew when they change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mnemon.export.masking import PUBLIC, mask_words, names_in
from mnemon.model.text import Report, Span
from mnemon.store import Desk
from mnemon.store.browsing import Named

MOST = 4000
"""Reports whose names are kept at hand."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names by report, kept at hand. Claims are only ever added, so that their number says whether they changed."""

    desk: Desk
    known: dict[str, tuple[int, Sequence[Span]]] = field(default_factory=dict)

    def of(self, reports: Iterable[Report]) -> Mapping[str, Sequence[Span]]:
        """The names to withhold in each report, by its id."""
        by_id = {report.id: report for report in reports}
        numbers = self.desk.claim_numbers(list(by_id))
        fresh = [i for i in by_id if self.known.get(i, (-1,))[0] != numbers.get(i, 0)]
        named = self.desk.named(fresh, PUBLIC) if fresh else {}
        if len(self.known) > MOST:
            self.known.clear()
        for report_id in fresh:
            one = named.get(report_id, Named())
            self.known[report_id] = (len(one.claims), names_in(by_id[report_id].text, one.told, one.public, one.known))
        return {report_id: self.known[report_id][1] for report_id in by_id}


def titled(report: Report, names: Sequence[Span]) -> str:
    """A report's title without the names that its text withholds."""
    return mask_words(report.title or "untitled", report.text, names)
