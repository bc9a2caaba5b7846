"""The incidents of the ledger as pages ask for them: found by a filter, shown in full as needed.

What is worked out is the docket's (:mod:`sayso.docket`); here it is brought up to the decisions that the
pages show, and the lists of the last few filters are kept, for one is paged through.
"""

import gc
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from sayso.casework import IncidentFilter
from sayso.docket import Docket
from sayso.heads import Head, fitting
from sayso.incidents import Told
from sayso.keeping import Sourced
from sayso.model import Group, Incident, SaysoError
from sayso.profiles import Profiles
from sayso.web.judgements import Judgements

KEPT = 16  # lists at a time
PATIENCE = 8.0  # seconds that a page waits for somebody else's work
AT_ONCE = 200  # incidents taken up at a time where all are written out


@dataclass(slots=True)
class Cases:
    """Incidents for one ledger; safe under several requests at once."""

    docket: Docket
    judgements: Judgements
    _lists: "OrderedDict[IncidentFilter, tuple[tuple[Head, ...], list[Head]]]" = field(
        default_factory=OrderedDict
    )
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> Docket:
        """The docket, up to date."""
        self.docket.upto(self.judgements.now(), patience=PATIENCE)
        return self.docket

    def warm(self) -> None:
        """Work everything out ahead of the first who asks; the ledger's troubles are left to them."""
        with suppress(SaysoError):
            self.docket.warm(self.judgements.now())
        # What is held now stays: looking it through for garbage again and again would hold pages up.
        gc.collect()
        gc.freeze()

    def found(self, wanted: IncidentFilter) -> list[Head]:
        """The incidents that fit, in a few words, the earliest first."""
        heads = self.now().heads
        with self._lock:
            known = self._lists.get(wanted)
            if known is None or known[0] is not heads:
                known = self._lists[wanted] = (heads, list(fitting(heads, wanted)))
                while len(self._lists) > KEPT:
                    self._lists.popitem(last=False)
            self._lists.move_to_end(wanted)
            return known[1]

    def incidents(self, heads: Iterable[Head], *, policy: str) -> list[Incident]:
        """These incidents in full."""
        return self.docket.incidents([h.id for h in heads], policy=policy)

    def one(self, id: str, *, policy: str) -> tuple[Incident, Group, dict[str, Told]]:
        """An incident in full with its group and its claims, by its id, a claim's or a beginning of one."""
        docket = self.now()
        head = docket.find(id)
        group = docket.group(head.id)
        (incident,) = docket.incidents([head.id], policy=policy)
        return incident, group, docket.told(group)

    def whole(self, heads: list[Head], *, policy: str) -> Iterator[tuple[Incident, dict[str, Sourced]]]:
        """Incidents in full with their claims, taken up a few at a time, to be written out."""
        judged = self.judgements.now()
        for at in range(0, len(heads), AT_ONCE):
            for incident in self.docket.incidents([h.id for h in heads[at : at + AT_ONCE]], policy=policy):
                told = self.docket.told(self.docket.group(incident.id))
                views = judged.views(t.article.id for t in told.values())
                yield (
                    incident,
                    {
                        id: Sourced(claim=t.claim, article=t.article, run=views[t.article.id].reading.run)
                        for id, t in sorted(told.items())
                    },
                )

    def profiles(self) -> Profiles:
        """Speakers and outlets."""
        return self.now().profiles()
