"""What is kept: articles and their versions, every run's readings, claims, the decision log, search.

One SQLite file, or a PostgreSQL database with the same tables. Rows are added and never changed.
"""

from sayso.ledger.records import ClaimFilter, Entry, Excerpt, Hit, Kept, KeptClaim, Stats, Verified
from sayso.ledger.store import Store
from sayso.ledger.workings import Changes, Worked

__all__ = [
    "Changes",
    "ClaimFilter",
    "Entry",
    "Excerpt",
    "Hit",
    "Kept",
    "KeptClaim",
    "Stats",
    "Store",
    "Verified",
    "Worked",
]
