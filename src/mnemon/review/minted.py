"""Which telling gave an event its id: kept at hand, and added to as tellings come in."""

from __future__ import annotations

from threading import Lock

from mnemon.linking.cluster import event_id
from mnemon.store import Desk


class Minted:
    """Event ids by the telling that each is made of. Tellings are only ever added: what is known stays right."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.lock, self.last = desk, Lock(), 0
        self.known: dict[str, str] = {}

    def member(self, wanted: str) -> str | None:
        """The telling that an event's id is made of; None where there is no such event."""
        with self.lock:
            for after in (self.last, 0):  # from the first on where it is not found: numbers may come in out of order
                if wanted in self.known:
                    break
                told = self.desk.mention_ids(after)
                self.known |= {event_id(one): one for _, one in told}
                self.last = max(self.last, *(number for number, _ in told), 0)
            return self.known.get(wanted)
