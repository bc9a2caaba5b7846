"""The incidents of the ledger, worked out once and kept until the ledger changes.

Grouping looks at every claim; a page must not. What was worked out is kept with the state that it was worked
out from, and a change (another reading, another decision) makes the next page work it out anew.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from sayso.incidents import Sifted
from sayso.keeping import Ledger
from sayso.model import Incident

KEPT = 4  # policies at a time

State = tuple[int, ...]


@dataclass(slots=True)
class Cases:
    """Incidents by policy, for one ledger; safe under several requests at once."""

    ledger: Ledger
    _known: "OrderedDict[str, tuple[State, Sifted, tuple[Incident, ...]]]" = field(
        default_factory=OrderedDict
    )
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def under(self, policy: str) -> tuple[Sifted, tuple[Incident, ...]]:
        """Groups and incidents with their measures estimated by ``policy``."""
        with self._lock:
            state = self.ledger.state()
            known = self._known.get(policy)
            if known is None or known[0] != state:
                sifted = self.ledger.sifted(policy=policy)
                known = (state, sifted, tuple(sifted.incidents()))
                self._known[policy] = known
                while len(self._known) > KEPT:
                    self._known.popitem(last=False)
            self._known.move_to_end(policy)
            return known[1], known[2]
