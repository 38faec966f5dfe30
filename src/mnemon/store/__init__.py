"""What was said and what was decided: the append-only record of claims, links and judgements."""

from mnemon.store.open import open_store
from mnemon.store.selecting import ClaimFilter
from mnemon.store.store import Store

__all__ = ["ClaimFilter", "Store", "open_store"]
