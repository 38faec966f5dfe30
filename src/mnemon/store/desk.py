"""The desk: the record as people work on it. Lists by page, verdicts, links, undo, accounts, second codings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Concatenate, ParamSpec, TypeVar

import sqlalchemy as sa

from mnemon.model.claims import Claim, EventMention
from mnemon.model.events import Link
from mnemon.model.review import Account, Act, Coding, Decision, SavedView
from mnemon.model.text import Copy, Producer, Report
from mnemon.model.values import DateRange
from mnemon.store import browsing, listing, people, rereading, schema, selecting, verdicts, writing
from mnemon.store.listing import Listed, OnMap, Progress, Wanted
from mnemon.store.store import Store
from mnemon.store.verdicts import Made, Verdict

P = ParamSpec("P")
T = TypeVar("T")
Query = Callable[Concatenate[sa.Connection, P], T]


class Desk:
    """What the review pages read from a record and write to it. Each method is one transaction.

    Nothing is changed or taken out: a verdict, an undo and a changed account are new rows. Every method raises
    StoreError where the database refuses.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def _read(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        with self.store.reading() as connection:
            return query(connection, *args, **kwargs)

    def _write(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        with self.store.writing() as connection:
            return query(connection, *args, **kwargs)

    # verdicts

    def decide(self, act: Act, said: Sequence[Verdict], made: Sequence[Made] = (), by: Producer | None = None) -> int:
        """A person's verdicts and the claims they made, as one act; gives its number.

        `by` = the person as producer, where claims are made. Outdated where somebody decided on one of the claims
        since it was seen; then nothing is written.
        """
        with self.store.writing() as connection:
            if by is not None:
                writing.put_plain(connection, schema.producers, by)
            return verdicts.decide(connection, act, said, made)

    def judge(self, act: Act, link: Link, seen: int) -> int:
        """A person's decision on a pair; `seen` = number of the link that stood when they looked, 0 for none."""
        return self._write(verdicts.judge, act, link, seen)

    def note(self, act: Act) -> int:
        """An act that leaves no verdict: a sign-off, a grade, a switch."""
        return self._write(verdicts.put_act, act)

    def undo(self, act: Act) -> int:
        """Take back the act that `act.undoes` names, exactly; Outdated where somebody has decided since."""
        return self._write(verdicts.undo, act)

    def last_act(self, made_by: str, kinds: Iterable[str]) -> Act | None:
        """The last act of these kinds that this person did and has not undone."""
        return self._read(verdicts.last_act, made_by, kinds)

    def decisions(self, claim_ids: Sequence[str]) -> dict[str, Decision]:
        """The verdict that stands on each of the claims that have one."""
        return self._read(verdicts.decisions_on, claim_ids)

    # lists

    def listed(self, wanted: Wanted, size: int, after: tuple[float, int] | None = None) -> list[Listed]:
        """The next claims by doubt times consequence, after the one of this weight and number."""
        return self._read(listing.listed, wanted, size, after)

    def counted(self, wanted: Wanted) -> int:
        """How many claims a list has, at most COUNTED_TO + 1."""
        return self._read(listing.counted, wanted)

    def claim_ids(self, wanted: Wanted, size: int) -> list[str]:
        """The ids of at most `size` claims."""
        return self._read(listing.claim_ids, wanted, size)

    def standing_ids(self, wanted: Wanted, size: int) -> list[str]:
        """The ids of at most `size` claims, in no order."""
        return self._read(listing.any_ids, wanted, size)

    def claims(self, ids: Sequence[str]) -> list[Claim]:
        """Those of the claims that are there, in the order asked for."""
        found = {claim.id: claim for claim in self._read(selecting.claims_by_id, ids)}
        return [found[i] for i in ids if i in found]

    def report_claims(self, report_id: str) -> list[Claim]:
        """Every claim of a report in text order, those that no longer stand included."""
        return self._read(browsing.report_claims, report_id)

    def claims_of_reports(self, report_ids: Sequence[str]) -> dict[str, list[Claim]]:
        """Every claim of some reports in text order, by report id."""
        found: dict[str, list[Claim]] = {}
        for claim in self._read(browsing.report_claims, *report_ids):
            found.setdefault(claim.report_id, []).append(claim)
        return found

    def claim_numbers(self, report_ids: Sequence[str]) -> dict[str, int]:
        """How many claims each report has, those that no longer stand included; none = left out."""
        return self._read(browsing.claim_numbers, report_ids)

    def reports(self, ids: Iterable[str]) -> dict[str, Report]:
        """Those of the reports that are there, by id."""
        found = self._read(selecting.reports_by_id, list(ids))
        return {report.id: report for report in found}

    def superseded_by(self, ids: Sequence[str]) -> dict[str, list[str]]:
        """Claim id -> the ids of the claims made in its place, undone or not."""
        return self._read(browsing.superseded_by, ids)

    def next_report(self, report_id: str, *, forward: bool = True) -> str | None:
        """The report that came in next, or before; None at the end."""
        return self._read(browsing.next_report, report_id, forward=forward)

    def beside(self, wanted: Wanted, report_id: str, *, forward: bool = True) -> str | None:
        """The report that comes next in a list, or before; None at an end, or where this one is not in the list."""
        return self._read(listing.beside, wanted, report_id, forward=forward)

    def first_as_it_was(self, moment: datetime, size: int) -> list[Claim]:
        """The first `size` claims that stood at a moment, in the order of arrival."""
        return self._read(browsing.first_as_it_was, moment, size)

    def kinds_as_it_was(self, moment: datetime) -> dict[str, int]:
        """How many claims of each kind stood at a moment."""
        return self._read(browsing.kinds_as_it_was, moment)

    def progress(self) -> Progress:
        """How much of the record has a verdict, and whose."""
        return self._read(listing.progress)

    def countries(self) -> list[str]:
        """The countries that claims are placed in."""
        return self._read(listing.countries)

    def acts(
        self, size: int, *, about: Sequence[str] = (), kinds: Sequence[str] = (), before: int = 0, made_by: str = ""
    ) -> tuple[list[Act], set[int]]:
        """The last acts, the newest first, and the numbers of those that were taken back."""
        with self.store.reading() as connection:
            found = browsing.acts(connection, size, about=about, kinds=kinds, before=before, made_by=made_by)
            return found, browsing.undone(connection, [act.seq for act in found])

    def judged_lately(self, kinds: Sequence[str], size: int) -> list[tuple[str, str]]:
        """Report and person of the last acts of these kinds that stand, the newest first."""
        return self._read(browsing.judged_lately, kinds, size)

    # events

    def links_around(self, *mention_ids: str, most: int = 400) -> tuple[list[Link], list[EventMention]]:
        """The links that stand around event mentions, and the mentions that positive ones reach, at most `most`."""
        return self._read(browsing.links_around, mention_ids, most)

    def during(
        self, country: str, days: DateRange, size: int, *, whole: bool, adm1: str | None = None
    ) -> list[EventMention]:
        """Tellings in a country, or a division of it, that share a day with these; `whole`: that last longer."""
        return self._read(browsing.during, country, days, size, whole=whole, adm1=adm1)

    def heir(self, mention_id: str) -> str | None:
        """The mention that tells the same words now, where no claim of this one stands; None where none does."""
        return self._read(rereading.silent_in, [mention_id]).get(mention_id)

    def decided_links(self, size: int) -> list[Link]:
        """The last decisions on pairs that stand, the newest first."""
        return self._read(browsing.decided_links, size)

    def links_by_number(self, seqs: Sequence[int]) -> dict[int, Link]:
        """Links by their numbers, those that stand no more included."""
        return self._read(browsing.links_by_number, seqs)

    def link_number(self, left: str, right: str) -> int:
        """The number of the link that stands between two event mentions; 0 where there is none."""
        found = self._read(verdicts.open_pair, left, right)
        return int(found["seq"]) if found is not None else 0

    def mention_ids(self, after: int = 0) -> list[tuple[int, str]]:
        """Number and id of every event mention that came in after the one of this number."""
        return self._read(browsing.mention_ids, after)

    def near(self, mention: EventMention, size: int) -> list[EventMention]:
        """Tellings of other reports in the same country and within three days: perhaps the same event."""
        return self._read(browsing.near, mention, size)

    def claims_of_mentions(self, mention_ids: Sequence[str]) -> list[Claim]:
        """The standing claims of some event mentions."""
        return self._read(browsing.claims_of_mentions, mention_ids)

    def mentions_of(self, claim_ids: Sequence[str]) -> list[str]:
        """The ids of the event mentions that some claims belong to, each once."""
        return self._read(browsing.mentions_of_claims, claim_ids)

    def telling(self, mention_ids: Sequence[str]) -> set[str]:
        """Those of some event mentions that a claim stands of."""
        return self._read(browsing.telling, mention_ids)

    def named(self, report_ids: Sequence[str], parts: Sequence[str]) -> dict[str, browsing.Named]:
        """What every claim of some reports names, by report id: what victims' names are told apart by."""
        return self._read(browsing.named, report_ids, parts)

    def copies_of(self, report_ids: Sequence[str]) -> list[Copy]:
        """The near-copies with one of these reports at either end."""
        return self._read(browsing.copies_of, report_ids)

    def retrieved(self, report_ids: Sequence[str]) -> dict[str, datetime]:
        """When the bytes of some reports came in, by report id."""
        return self._read(browsing.retrieved, report_ids)

    def places(self, wanted: Wanted, size: int) -> list[OnMap]:
        """The places that most claims name."""
        return self._read(listing.places, wanted, size)

    def months(self, wanted: Wanted) -> list[tuple[date, int]]:
        """How many claims are dated in each month."""
        return self._read(listing.months, wanted)

    # people

    def accounts(self) -> list[Account]:
        """Everybody's account as it stands."""
        return self._read(people.accounts)

    def account(self, name: str) -> Account | None:
        """The account of this name; None where there is none."""
        return self._read(people.lookup_account, name)

    def put_account(self, account: Account, act: Act) -> None:
        """An account, or what it is from now on; its sessions end."""
        with self.store.writing() as connection:
            people.put_account(connection, account)
            people.close_sessions(connection, account.created_at, name=account.name)
            verdicts.put_act(connection, act)

    def open_session(self, identity: str, name: str, at: datetime) -> None:
        """Somebody has logged in; `identity` is a hash of what their browser keeps."""
        self._write(people.open_session, identity, name, at)

    def close_session(self, identity: str, at: datetime) -> None:
        """Somebody has logged out."""
        self._write(people.close_sessions, at, identity=identity)

    def session(self, identity: str, since: datetime) -> str | None:
        """Whose session this is; None where it is closed, unknown or older than `since`."""
        return self._read(people.lookup_session, identity, since)

    def put_coding(self, coding: Coding) -> int:
        """A blind second coder's finding; the record itself does not change."""
        return self._write(people.put_coding, coding)

    def close_coding(self, seq: int, coder: str, at: datetime) -> None:
        """A second coder takes a finding back."""
        self._write(people.close_coding, seq, coder, at)

    def codings(
        self, report_id: str | None = None, coder: str | None = None, *, verdict: str | None = None
    ) -> list[Coding]:
        """The second codings that stand: of one report, of one coder, with one verdict, or all."""
        return self._read(people.codings, report_id, coder, verdict)

    def save_view(self, view: SavedView) -> None:
        """Filters under a name; an empty query takes the name away."""
        self._write(people.save_view, view)

    def saved_views(self, made_by: str) -> list[SavedView]:
        """A person's saved views by name."""
        return self._read(people.saved_views, made_by)
