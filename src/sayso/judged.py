"""Judged: the ledger's claims as people's decisions leave them, article by article.

What pages show: corrected fields with what was read beside them, rejected claims as rejected, added claims
among the others, redacted words nowhere. Grouping is not needed for any of it, so it stays quick in a large
ledger: only the articles that decisions name are worked out, each once. It keeps nothing and logs nothing;
incidents are :mod:`sayso.casework`'s.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sayso.casework import decided
from sayso.export import Row
from sayso.ledger import ClaimFilter, Entry, Excerpt, Hit, KeptClaim, Store
from sayso.ledger.words import Query, marks, parse
from sayso.logbook import Logbook
from sayso.model import Claim, NotFoundError, Reading
from sayso.model.decisions import Decision, DecisionKind, in_force
from sayso.reconciling import Applied, apply, rulings
from sayso.reconciling.mending import BLOCK, added, masked
from sayso.trial import fits, kind_of, refusal

_LATELY = 300  # articles: those of a few pages
_ON_CLAIMS = (DecisionKind.ADD, DecisionKind.ACCEPT, DecisionKind.REJECT, DecisionKind.CORRECT)


class State(StrEnum):
    """What people have made of a claim; ``read`` where nobody has judged it yet."""

    READ = "read"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    ADDED = "added"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One article as decided: ``reading`` holds what counts, ``rejected`` what does not.

    ``as_read`` gives what the reader made of a claim that was corrected; ``states`` those of the claims that
    were judged. Redacted words are hidden in all of it.
    """

    reading: Reading
    rejected: tuple[Claim, ...] = ()
    as_read: Mapping[str, Claim] = field(default_factory=dict)
    states: Mapping[str, State] = field(default_factory=dict)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims, the rejected ones last."""
        return (*self.reading.claims, *self.rejected)

    def claim(self, id: str) -> Claim | None:
        """The claim of that id, rejected or not; None where this reading has none."""
        return next((c for c in self.claims if c.id == id), None)

    def state(self, id: str) -> State:
        """What people have made of that claim."""
        return self.states.get(id, State.READ)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A claim as it stands in a list: with its article, its state, and what was read where that differs."""

    kept: KeptClaim
    state: State = State.READ
    as_read: Claim | None = None


@dataclass(slots=True)
class Remembered:
    """What does not change when another decision comes, kept from one :class:`Judged` to the next."""

    article_of: dict[str, str] = field(default_factory=dict)
    added: dict[int, str] = field(default_factory=dict)
    views: dict[tuple[object, ...], View] = field(default_factory=dict)
    readings: int = -1


class Judged:
    """The claims of a ledger under the decisions of one moment; asks the ledger for readings as needed.

    ``decisions`` is the log as it works, ``log`` the same to look things up in, its hidden words hidden.
    """

    def __init__(self, store: Store, remembered: Remembered | None = None) -> None:
        self._store = store
        self._known = remembered or Remembered()
        newest = store.state()[0]
        if self._known.readings != newest:
            self._known.views.clear()
            self._known.readings = newest
        full = self.decisions = tuple(decided(store))
        for decision in full:
            self._place(decision)
        self.log = Logbook.of(tuple(store.decisions()), self._known.added)
        self._effects: dict[str, list[Decision]] = {}
        self._seen_lately: dict[str, View] = {}
        redactions = []
        for decision in in_force(full):
            if decision.kind is DecisionKind.REDACT and "part" in decision.payload:
                redactions.append(decision)
            elif decision.kind in _ON_CLAIMS:
                for article, narrowed in self._by_article(decision):
                    self._effects.setdefault(article, []).append(narrowed)
        # So many claims at most does a list pass over because they were judged.
        self._named = sum(len(d.subjects) or 1 for log in self._effects.values() for d in log)
        self.hidden = self._hidden(redactions)

    # Where decisions lie

    def _place(self, decision: Decision) -> None:
        """Note which article each subject is of, and which claim an ``add`` made."""
        if decision.kind is DecisionKind.ADD and decision.number not in self._known.added:
            try:
                article = self._store.reading(str(decision.payload["article"])).article
                made = added(article, decision.payload)
            except (NotFoundError, KeyError, ValueError, TypeError, AttributeError):
                return  # it makes no claim; grouping tells that as a problem
            self._known.added[decision.number or 0] = made.id
            self._known.article_of[made.id] = article.id
        if decision.kind in (*_ON_CLAIMS, DecisionKind.REDACT):
            for subject in decision.subjects:
                self.article_of(subject)

    def article_of(self, claim: str) -> str | None:
        """The article that has this claim; None where no article has."""
        known = self._known.article_of.get(claim)
        if known is None:
            try:
                kept = self._store.claim(claim)
            except NotFoundError:
                return None
            if kept.claim.id == claim:
                known = self._known.article_of[claim] = kept.article.id
        return known

    def made_by(self, addition: Decision) -> str | None:
        """The claim that an addition of the log made; None where it made none."""
        return self._known.added.get(addition.number or 0)

    def words_hidden_by(self, redactions: Iterable[Decision]) -> tuple[str, ...]:
        """The words that these redactions hide, in force or not."""
        return self._hidden(redactions)

    def rulings(self, read: Callable[[str], bool]) -> Applied:
        """What people have decided of incidents; ``read`` tells whether the latest reading has a claim."""
        return rulings(self.decisions, read=read, added=self._known.added, hidden=self.hidden)

    def _by_article(self, decision: Decision) -> Iterator[tuple[str, Decision]]:
        """The decision once for each article that it bears on, narrowed to the subjects there."""
        if decision.kind is DecisionKind.ADD:
            claim = self._known.added.get(decision.number or 0)
            if claim:
                yield self._known.article_of[claim], decision
            return
        subjects: dict[str, list[str]] = {}
        for subject in decision.subjects:
            article = self.article_of(subject)
            if article:
                subjects.setdefault(article, []).append(subject)
        for article, these in subjects.items():
            yield article, replace(decision, subjects=tuple(these))

    def _hidden(self, redactions: Iterable[Decision]) -> tuple[str, ...]:
        hidden: dict[str, None] = {}
        for decision in redactions:
            for article, narrowed in self._by_article(decision):
                reading = self._store.reading(article)
                # What a rejected claim names stays hidden: whoever is at risk is so by the words alone.
                log = [d for d in self._effects.get(article, ()) if d.kind is not DecisionKind.REJECT]
                hidden.update(dict.fromkeys(apply([reading], [*log, narrowed]).hidden))
        return tuple(hidden)

    # Articles and claims

    def view(self, article: str) -> View:
        """The article with this id or beginning, as decided; raises ``NotFoundError``."""
        seen = self._seen_lately.get(article)
        return self._keep(article, self._viewed(self._store.reading(article))) if seen is None else seen

    def views(self, articles: Iterable[str]) -> dict[str, View]:
        """Several articles by their whole ids, asked for at once; what is not there is left out."""
        wanted = dict.fromkeys(articles)
        seen = {a: view for a in wanted if (view := self._seen_lately.get(a)) is not None}
        fresh = self._store.readings_of([a for a in wanted if a not in seen])
        return seen | {a: self._keep(a, self._viewed(reading)) for a, reading in fresh.items()}

    def _keep(self, article: str, view: View) -> View:
        if len(self._seen_lately) >= _LATELY:
            self._seen_lately.clear()
        self._seen_lately[article] = view
        return view

    def seen(self, reading: Reading) -> View:
        """The article of a latest reading at hand, as decided; nothing of it is kept."""
        effects = self._effects.get(reading.article.id, [])
        return self._worked_out(reading, effects) if effects else self._undecided(reading)

    def _undecided(self, reading: Reading) -> View:
        """An article that no decision is about: redacted words are hidden in it, and nothing else."""
        return View(reading=masked(reading, self.hidden) if self.hidden else reading)

    def _viewed(self, reading: Reading) -> View:
        effects = self._effects.get(reading.article.id, [])
        if not effects:
            return self._undecided(reading)  # not remembered: it would be the whole ledger
        key = (reading.article.id, self.hidden, *(d.number for d in effects))
        if key not in self._known.views:
            self._known.views[key] = self._worked_out(reading, effects)
        return self._known.views[key]

    def _worked_out(self, reading: Reading, effects: list[Decision]) -> View:
        counting = apply([reading], effects).readings[0]
        whole = apply([reading], [d for d in effects if d.kind is not DecisionKind.REJECT]).readings[0]
        states = _states(effects, self._known.added)
        corrected = {id for id, state in states.items() if state is State.CORRECTED}
        corrected |= {s for d in effects if d.kind is DecisionKind.CORRECT for s in d.subjects}
        before = masked(reading, self.hidden)
        left = {c.id for c in counting.claims}
        return View(
            reading=masked(counting, self.hidden),
            rejected=tuple(c for c in masked(whole, self.hidden).claims if c.id not in left),
            as_read={c.id: c for c in before.claims if c.id in corrected},
            states=states,
        )

    def claim(self, id: str) -> tuple[View, Claim]:
        """A claim by its id or its beginning, with its article as decided; raises ``NotFoundError``."""
        made = [c for c in self._known.added.values() if c.startswith(id)]
        try:
            kept = self._store.claim(id)
        except NotFoundError as error:
            if error.code == "ambiguous" or len(set(made)) != 1:
                raise
            view = self.view(self._known.article_of[made[0]])
            found = view.claim(made[0])
            if found is None:
                raise
            return view, found
        view = self.view(kept.article.id)
        found = view.claim(kept.claim.id)
        if found is not None:
            return view, found
        # The latest run did not read it again: it is shown as the run before left it.
        earlier = masked(self._store.reading(kept.article.id, run=kept.article.run.key), self.hidden)
        return replace(view, reading=earlier), next(c for c in earlier.claims if c.id == kept.claim.id)

    def kept(self, claims: Sequence[str]) -> dict[str, KeptClaim]:
        """Claims as lists have them, by their whole ids; those that do not count are left out."""
        known = {c: self._known.article_of.get(c) for c in claims}
        article_of = self._store.articles_of([c for c, article in known.items() if article is None])
        article_of |= {c: article for c, article in known.items() if article is not None}
        views = self.views(article_of.values())
        entries = {a: self.entry(e) for a, e in self._store.entries(list(views)).items()}
        counting = {c.id: (a, c) for a, view in views.items() for c in view.reading.claims}
        found = {id: counting[id] for id in claims if id in counting}
        return {
            id: KeptClaim(claim=claim, kind=kind_of(claim), article=entries[article])
            for id, (article, claim) in found.items()
        }

    @property
    def rejections(self) -> int:
        """How many claims of the ledger are rejected."""
        logs = self._effects.values()
        return len({s for log in logs for d in log if d.kind is DecisionKind.REJECT for s in d.subjects})

    def decided_on(self, claim: str) -> bool:
        """Whether somebody has accepted, rejected, corrected or added this claim."""
        article = self._known.article_of.get(claim)
        effects = self._effects.get(article, ()) if article else ()
        return any(claim in d.subjects or self._known.added.get(d.number or 0) == claim for d in effects)

    def reviews(self, claim: str) -> tuple[Decision, ...]:
        """The decisions in force that accepted, corrected, added or rejected this claim; redacted words are
        hidden in them.
        """
        if not self.decided_on(claim):
            return ()
        return tuple(
            replace(decision, reason=self.hide(decision.reason) or "")
            for decision in self._effects.get(self._known.article_of[claim], ())
            if claim in decision.subjects or self._known.added.get(decision.number or 0) == claim
        )

    def standings(self, wanted: ClaimFilter, states: frozenset[State] | None = None) -> Iterator[Standing]:
        """The claims that fit ``wanted`` as they stand, article by article.

        Without ``states`` those that count: all but the rejected ones.
        """
        shown = states or frozenset(State) - {State.REJECTED}
        judged = (self._judged_claims(wanted, shown),) if self._effects else ()
        unjudged = (self._unjudged(wanted),) if State.READ in shown else ()
        yield from heapq.merge(*unjudged, *judged, key=lambda s: s.kept.article.reading)

    def _unjudged(self, wanted: ClaimFilter) -> Iterator[Standing]:
        limit = wanted.limit + self._named if wanted.limit is not None and not self.hidden else None
        for kept in self._store.claims(replace(wanted, limit=limit)):
            if self.decided_on(kept.claim.id):
                continue
            if not self.hidden:
                yield Standing(kept=kept)
                continue
            claim = self.view(kept.article.id).claim(kept.claim.id)
            seen = replace(kept, claim=claim or kept.claim, article=self.entry(kept.article))
            if claim is not None and fits(seen, wanted):
                yield Standing(kept=seen)

    def _judged_claims(self, wanted: ClaimFilter, shown: frozenset[State]) -> Iterator[Standing]:
        entries = sorted(self._store.entries(list(self._effects)).values(), key=lambda e: e.reading)
        for entry in entries:
            view = self.view(entry.id)
            for claim in view.claims:
                kept = KeptClaim(claim=claim, kind=kind_of(claim), article=self.entry(entry))
                judged = self.decided_on(claim.id) and view.state(claim.id) in shown
                if judged and fits(kept, wanted):
                    before = view.as_read.get(claim.id)
                    yield Standing(kept=kept, state=view.state(claim.id), as_read=before)

    def rows(self, wanted: ClaimFilter, states: frozenset[State] | None = None) -> Iterator[Row]:
        """The same claims, each with its whole article and run, as exports take them."""
        article, view = None, None
        for standing in self.standings(wanted, states):
            if view is None or article != standing.kept.article.id:
                article = standing.kept.article.id
                view = self.view(article)
            claim, reading = standing.kept.claim, view.reading
            reviews = self.reviews(claim.id)
            yield Row(article=reading.article, run=reading.run, claim=claim, decisions=reviews)

    def entry(self, entry: Entry) -> Entry:
        """The article's line in a list with redacted words hidden."""
        return replace(entry, title=self.hide(entry.title), outlet=self.hide(entry.outlet))

    def hide(self, text: str | None) -> str | None:
        """Any words with the redacted ones hidden."""
        for word in sorted(self.hidden, key=lambda w: (-len(w), w)) if text else ():
            text = (text or "").replace(word, BLOCK * len(word))
        return text

    # Search

    def search(self, words: str, *, limit: int) -> Iterator[tuple[Hit, State]]:
        """What holds the words, the best first, with the state of claims; hidden words are not found."""
        query = parse(words)
        if query is None:
            return
        for hit in self._store.search(words, limit=limit):
            claim = hit.claim.claim.id if hit.claim else None
            if not self.hidden and not (claim and self.decided_on(claim)):
                yield hit, State.READ
                continue
            view = self.view(hit.article.id)
            seen = self._seen(hit, view, query)
            if seen:
                yield seen, view.state(claim) if claim else State.READ

    def _seen(self, hit: Hit, view: View, query: Query) -> Hit | None:
        """The hit with hidden words hidden; None where only they were found."""
        entry, text = self.entry(hit.article), view.reading.article.text
        start, end = hit.excerpt.start, hit.excerpt.end
        shown = replace(hit.excerpt, text=text[start:end])
        kept = hit.claim
        if kept is not None:
            claim = view.claim(kept.claim.id)
            if claim is None:
                return None
            kept = replace(kept, claim=claim, article=entry)
            name = claim.speaker.name if claim.speaker else ""
            held = f"{shown.text}\n{name}\n{getattr(claim, 'measure', '')}"
            place = getattr(claim, "place", None)
            held += f"\n{place.name or ''}" if place else ""
        else:
            held = f"{text}\n{entry.title or ''}"
        if self.hidden and not all(marks(held, Query(groups=(group,), without=())) for group in query.groups):
            return None
        at = tuple((s, e) for s, e in shown.marks if BLOCK not in text[s:e])
        excerpt: Excerpt = replace(shown, marks=at)
        return replace(hit, article=entry, claim=kept, excerpt=excerpt)

    # Deciding

    def refused(self, decision: Decision) -> str | None:
        """Why this decision could not be carried out were it logged now; None where it could."""
        trial = replace(
            decision, number=(self.log.decisions[-1].number or 0) + 1 if self.log.decisions else 1
        )
        if decision.kind is DecisionKind.UNDO:
            missing = [s for s in decision.subjects if self.log.find(s) is None]
            return f"no decision has the id {missing[0]}" if missing else None
        if decision.kind is DecisionKind.REDACT and "part" not in decision.payload:
            missing = [s for s in decision.subjects if self.log.find(s) is None]
            return f"no decision has the id {missing[0]}; a claim's words need a part" if missing else None
        named = [*decision.subjects, str(decision.payload.get("to") or "")]
        found = {self.article_of(id) for id in named if id}
        if decision.kind is DecisionKind.ADD:
            found = {str(decision.payload.get("article"))}
        if None in found:
            return "it names a claim that no article has"
        try:
            readings = [self._store.reading(a) for a in sorted(filter(None, found))]
        except NotFoundError as error:
            return error.message
        if decision.kind is DecisionKind.ADD:
            there = self._there(readings[0].article.id, decision)
            if there:
                return there
        before = [d for r in readings for d in self._effects.get(r.article.id, ())]
        return refusal(readings, before, trial)

    def _there(self, article: str, decision: Decision) -> str | None:
        """What stands against an addition because the ledger has the claim already."""
        try:
            made = added(self._store.reading(article).article, decision.payload)
        except (KeyError, ValueError, TypeError, AttributeError):
            return None  # told as what it is when it is tried
        found = self.view(article).claim(made.id)
        if found is None:
            return None
        rejected = self.view(article).state(made.id) is State.REJECTED
        what = "it was rejected: undo that" if rejected else "correct it"
        return f"the ledger has a claim on these words ({made.id}); {what}"


def _states(effects: Iterable[Decision], made: Mapping[int, str]) -> dict[str, State]:
    """The state that each judged claim is in: a rejection counts over all, an acceptance only alone."""
    told: dict[str, set[State]] = {}
    names = {
        DecisionKind.ACCEPT: State.ACCEPTED,
        DecisionKind.REJECT: State.REJECTED,
        DecisionKind.CORRECT: State.CORRECTED,
    }
    for decision in effects:
        if decision.kind is DecisionKind.ADD:
            told.setdefault(made[decision.number or 0], set()).add(State.ADDED)
            continue
        for subject in decision.subjects:
            told.setdefault(subject, set()).add(names[decision.kind])
    order = (State.REJECTED, State.ADDED, State.CORRECTED, State.ACCEPTED)
    return {id: next(s for s in order if s in states) for id, states in told.items()}
