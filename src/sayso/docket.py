"""Docket: the incidents of a ledger kept worked out, and moved on by what was added and decided since.

Grouping and weighing look at every claim; a page must not. The docket keeps what came out, in memory in a few
words and put away in the ledger in full, and works out anew only what further articles and decisions touch.
The outcome is that of :func:`sayso.incidents.sift` over everything; a docket that is lost is made again.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from typing import Any

from sayso.bearing import Bearing
from sayso.grouping import Filed, Grouping
from sayso.heads import Head, head_of
from sayso.incidents import reconciled, ruled
from sayso.judged import Judged
from sayso.ledger import Changes, Store, Worked
from sayso.ledger.workings import opened
from sayso.model import Article, Claim, Group, Incident, NotFoundError, Reading, SaysoError
from sayso.model.plain import plain, record
from sayso.papers import Papers, made_by
from sayso.profiles import Counting, Profiles, Share, share
from sayso.reconciling import Applied, Told, estimated
from sayso.totals import Total, Totals, total_of

KEPT = 600  # incidents that are held ready
AT_ONCE = 200  # articles that are read at a time
HEAD, INCIDENT, GROUP, FILED, SHARE = "head", "incident", "group", "filed", "share"


class WorkingError(SaysoError):
    """Somebody else is working the incidents out; ask again in a while."""

    def __init__(self) -> None:
        message = "The incidents are being worked out. They come as soon as that is done; ask again then."
        super().__init__("working", message)


class _Claims(MutableMapping[str, tuple[Claim, Article]]):
    """Every claim that counts with its article, read from the ledger as it is asked for."""

    def __init__(self, readings: Callable[[Iterable[str]], Iterable[Reading]]) -> None:
        self._readings = readings
        self._article_of: dict[str, str] = {}
        self._held: dict[str, tuple[Claim, Article]] = {}

    def lie_in(self, article: str, claims: Iterable[str]) -> None:
        """Note which article claims are of."""
        self._article_of.update(dict.fromkeys(claims, article))

    def read(self, claims: Iterable[str]) -> None:
        """Read claims ahead, their articles at once."""
        missing = {self._article_of[c] for c in claims if c not in self._held and c in self._article_of}
        for reading in self._readings(missing):
            self._held.update((c.id, (c, reading.article)) for c in reading.claims)

    def let_go(self) -> None:
        """Forget the claims themselves, not where they are."""
        self._held = {}

    def told(self, claim: str) -> Told:
        """A claim as it is told."""
        found, article = self[claim]
        return Told(claim=found, article=article)

    def __getitem__(self, claim: str) -> tuple[Claim, Article]:
        if claim not in self._held:
            self.read([claim])
        return self._held[claim]

    def __setitem__(self, claim: str, found: tuple[Claim, Article]) -> None:
        self._held[claim] = found
        self._article_of[claim] = found[1].id

    def __delitem__(self, claim: str) -> None:
        del self._article_of[claim]
        self._held.pop(claim, None)

    def pop(self, claim: str, default: Any = None) -> Any:
        """Forget a claim; it is not read for that."""
        self._article_of.pop(claim, None)
        return self._held.pop(claim, default)

    def __contains__(self, claim: object) -> bool:
        return claim in self._article_of

    def __iter__(self) -> Iterator[str]:
        return iter(self._article_of)

    def __len__(self) -> int:
        return len(self._article_of)


class Docket:
    """The incidents of one ledger; safe under several threads. :meth:`upto` brings it up to date.

    ``heads`` are all incidents and series in a few words, the earliest first.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._papers = Papers(store)
        self._lock = threading.RLock()
        self._ready_lock = threading.Lock()
        self._judged: Judged | None = None
        self._forget()

    def _forget(self) -> None:
        self._worked: Worked | None = None
        self._by_id: dict[str, Head] = {}
        self._owner: dict[str, str] = {}
        self.heads: tuple[Head, ...] = ()
        self._grouping: Grouping | None = None
        self._claims = _Claims(self._readings)
        self._totals = Totals()
        self._counting: Counting | None = None
        self._applied: Applied | None = None
        self._was_read: tuple[int, dict[str, bool]] = (-1, {})
        self._ready: OrderedDict[str, Incident] = OrderedDict()

    # Bringing up to date

    def upto(self, judged: Judged, *, patience: float = -1) -> None:
        """Bring everything up to the decisions and articles of that moment; nothing where it is there.

        Raises ``WorkingError`` where another thread is at it for longer than ``patience`` seconds (below 0:
        waits as long as it takes).
        """
        if self._judged is judged:
            return
        if not self._lock.acquire(timeout=patience):
            raise WorkingError
        try:
            if self._judged is not judged:
                self._judging = judged
                while not self._brought(judged):
                    self._forget()
                self._judged = judged
        finally:
            self._lock.release()

    def _brought(self, judged: Judged) -> bool:
        """False where somebody else has worked on, or what was put away cannot be read: begin again."""
        try:
            return self._bring(judged)
        except ValueError:
            if not self._papers.lose():
                raise
            return False

    def _readings(self, articles: Iterable[str]) -> Iterator[Reading]:
        """Articles as people have judged them, some at a time."""
        wanted = sorted(articles)
        for at in range(0, len(wanted), AT_ONCE):
            views = self._judging.views(wanted[at : at + AT_ONCE])
            yield from (views[a].reading for a in wanted[at : at + AT_ONCE])

    def _bring(self, judged: Judged) -> bool:
        if self._worked is None:
            self._take_up()
        last = (judged.decisions[-1].number or 0) if judged.decisions else 0
        newest, fresh = self._store.read_since(self._worked.readings if self._worked else 0)
        if self._worked and last < self._worked.decisions:
            self._forget()  # another ledger lies at this place now
            newest, fresh = self._store.read_since(0)
        after = Worked(made_by=made_by(), readings=newest, decisions=last)
        self._applied = judged.rulings(self._known(judged, newest))
        if self._worked == after:
            return True
        bearing = Bearing.since(judged, self._worked.decisions if self._worked else 0)
        changes = self._work_on(judged, fresh, bearing)
        self._count(changes)
        if not self._papers.put_away(changes, before=self._worked, after=after):
            return False
        self._worked = after
        return True

    def _take_up(self) -> None:
        """The heads as they were put away; nothing where they cannot be read."""
        worked = self._papers.take_up()
        if worked is None:
            return
        heads = [record(Head, data) for _, data in self._papers.every(HEAD)]
        self._set(heads, ())
        self._worked = worked

    def _known(self, judged: Judged, newest: int) -> Callable[[str], bool]:
        """Whether the latest reading of its article has a claim, asked once for each state of readings."""
        if self._was_read[0] != newest:
            self._was_read = (newest, {})
        known = self._was_read[1]

        def read(claim: str) -> bool:
            if claim not in known:
                article = judged.article_of(claim)
                known[claim] = article is not None and judged.view(article).claim(claim) is not None
            return known[claim]

        return read

    def _resumed(self) -> Grouping:
        """The grouping as it was put away, taken up at the first change."""
        if self._grouping is None:
            filed = []
            for article, (data, totals) in self._papers.every(FILED) if self._worked else ():
                one = record(Filed, data)
                filed.append((article, one))
                self._claims.lie_in(article, one.claims)
                for total in totals:
                    self._totals.add(record(Total, total))
            groups = {h.id: h.claims for h in self.heads}
            self._grouping = Grouping.restored(filed, groups, self._claims)
        return self._grouping

    def _work_on(self, judged: Judged, fresh: Sequence[str], bearing: Bearing) -> Changes:
        """Group anew what articles and decisions touch, and weigh it."""
        state, applied = self._resumed(), self._applied
        assert applied is not None  # the caller has seen to it
        changed = {*fresh, *bearing.articles}
        if bearing.words and self._worked:
            changed |= self._store.holding(bearing.words)
        state.drop(sorted(changed))
        state.constraints = applied.constraints
        readings = list(self._readings(changed))
        state.add(readings)
        months = self._retotal(readings)
        moved = state.changes()
        weighed = {g.id: g for g in moved.groups}
        ruled_on = (*applied.grades, *applied.figures, *applied.notes) if bearing.words else ()
        for claim in (*bearing.claims, *ruled_on):
            if claim not in self._claims:
                continue
            group = state.group_of(claim)
            if group is not None:
                weighed[group.id] = group
        near = (h.id for h in self.heads if months and not months.isdisjoint(h.months))
        weighed |= {id: state.group(id) for id in near if id not in weighed and id not in moved.gone}
        self._claims.read(c for g in weighed.values() for c in g.claims)
        changes = Changes()
        heads = [self._weigh(group, state, applied, changes) for group in weighed.values()]
        for article in moved.articles:
            self._file(article, state, changes)
        for id in moved.gone:
            for kind in (HEAD, INCIDENT, GROUP, SHARE):
                changes.put(kind, id, None)
        self._set(heads, moved.gone)
        self._claims.let_go()
        return changes

    def _retotal(self, readings: Iterable[Reading]) -> set[str]:
        """Look the running totals of these articles over; gives the months in which any is another now."""
        months: set[str] = set()
        for reading in readings:
            article = reading.article.id
            before = {t.claim: t for t in self._totals.of(article)}
            made = (total_of(c, article) for c in reading.claims)
            after = {t.claim: t for t in made if t is not None}
            self._totals.drop(article)
            for total in after.values():
                self._totals.add(total)
            changed = set(before.values()) ^ set(after.values())
            months.update(m for total in changed for m in total.months)
        return months

    def _weigh(self, group: Group, state: Grouping, applied: Applied, changes: Changes) -> Head:
        told = {c: self._claims.told(c) for c in group.claims}
        near = [self._claims.told(c) for c in self._totals.near(told.values())]
        incident = reconciled(group, told, running=near, applied=applied)
        items = [told[c] for c in incident.claims]
        head = head_of(incident, group, items, state.order(group.claims[0]))
        changes.put(HEAD, group.id, plain(head))
        changes.put(INCIDENT, group.id, plain(incident))
        changes.put(GROUP, group.id, plain(group))
        changes.put(SHARE, group.id, plain(share(items, incident)))
        return head

    def _file(self, article: str, state: Grouping, changes: Changes) -> None:
        filed = state.filed(article)
        if filed is None:
            changes.put(FILED, article, None)
            changes.put(SHARE, f"article {article}", None)
            return
        changes.put(FILED, article, [plain(filed), [plain(t) for t in self._totals.of(article)]])
        loose = [self._claims.told(c) for c in filed.claims if state.group_of(c) is None]
        changes.put(SHARE, f"article {article}", plain(share(loose, None)) if loose else None)

    def _set(self, heads: Iterable[Head], gone: Iterable[str]) -> None:
        """Put new heads in the place of old ones, for all to see at once."""
        by_id, owner = dict(self._by_id), self._owner
        for id in gone:
            old = by_id.pop(id, None)
            for claim in old.claims if old else ():
                if owner.get(claim) == id:
                    del owner[claim]
        touched = []
        for head in heads:
            by_id[head.id] = head
            owner.update(dict.fromkeys(head.claims, head.id))
            touched.append(head.id)
        with self._ready_lock:
            for id in (*gone, *touched):
                self._ready.pop(id, None)
        self._by_id = by_id
        self.heads = tuple(sorted(by_id.values(), key=lambda h: (h.order, h.id)))

    # Looking up

    def find(self, id: str) -> Head:
        """The incident of that id, of that claim, or whose id begins so; raises ``NotFoundError``."""
        by_id = self._by_id
        exact = by_id.get(id) or by_id.get(self._owner.get(id, ""))
        if exact:
            return exact
        found = [h for i, h in by_id.items() if i.startswith(id)] or list(
            {o: by_id[o] for c, o in list(self._owner.items()) if c.startswith(id) and o in by_id}.values()
        )
        if len(found) == 1:
            return found[0]
        if found:
            message = f"{id!r} begins the ids of {len(found)} incidents; give more of it"
            raise NotFoundError("ambiguous", message)
        raise NotFoundError(
            "not_found", f"no incident and no claim in one has the id {id!r}; see `sayso incidents`"
        )

    def owner(self, claim: str) -> Head | None:
        """The incident that a claim is in; None where it is in none."""
        return self._by_id.get(self._owner.get(claim, ""))

    def incidents(self, ids: Sequence[str], *, policy: str = "majority") -> list[Incident]:
        """Incidents in full by their ids, in that order, estimated by ``policy``."""
        with self._ready_lock:
            held = {id: self._ready[id] for id in ids if id in self._ready}
        missing = [id for id in ids if id not in held]
        if missing:
            read = self._papers.some(INCIDENT, missing)
            held |= {id: record(Incident, data) for id, data in read.items()}
            with self._ready_lock:
                for id in missing:
                    if id in held:
                        self._ready[id] = held[id]
                while len(self._ready) > KEPT:
                    self._ready.popitem(last=False)
        found = [held[id] for id in ids if id in held]
        return found if policy == "majority" else [self._under(i, policy) for i in found]

    def _under(self, incident: Incident, policy: str) -> Incident:
        assert self._applied is not None  # nothing is found before it was brought up to date
        return estimated(incident, policy=policy, ruled=ruled(incident.claims, self._applied))

    def group(self, id: str) -> Group:
        """A group with the reasons of each membership, by its whole id."""
        found = self._papers.some(GROUP, [id])
        if id not in found:
            raise NotFoundError("not_found", f"no incident has the id {id!r}; see `sayso incidents`")
        return record(Group, found[id])

    def told(self, group: Group) -> dict[str, Told]:
        """The claims of a group as they are told."""
        assert self._judged is not None  # nothing is found before it was brought up to date
        views = self._judged.views(m.article for m in group.members)
        held = {
            c.id: Told(claim=c, article=v.reading.article) for v in views.values() for c in v.reading.claims
        }
        return {m.claim: held[m.claim] for m in group.members if m.claim in held}

    # Speakers and outlets

    def profiles(self) -> Profiles:
        """Speakers and outlets, counted once and then moved on with the incidents."""
        with self._lock:
            if self._counting is None:
                counting = Counting()
                for _, data in self._papers.every(SHARE):
                    counting.add(record(Share, data))
                self._counting = counting
            return self._counting.profiles()

    def _count(self, changes: Changes) -> None:
        """Move the counting on, where anybody has asked for it."""
        shares = changes.documents.get(SHARE, {})
        if self._counting is None or not shares:
            return
        for data in self._papers.some(SHARE, list(shares)).values():
            self._counting.drop(record(Share, data))
        for packed in shares.values():
            if packed is not None:
                self._counting.add(record(Share, opened(packed)))

    def warm(self, judged: Judged) -> None:
        """Take everything up ahead of the first who asks."""
        self.upto(judged)
        self.profiles()
        with self._lock:
            self._resumed()
