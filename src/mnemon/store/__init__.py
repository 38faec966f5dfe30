"""What was said and what was decided: the append-only record of claims, links and judgements."""

from mnemon.store.desk import Desk
from mnemon.store.listing import Wanted
from mnemon.store.open import open_store
from mnemon.store.selecting import ClaimFilter
from mnemon.store.store import Store
from mnemon.store.verdicts import Made, Verdict

__all__ = ["ClaimFilter", "Desk", "Made", "Store", "Verdict", "Wanted", "open_store"]
