"""The engine of grouping: readings in, groups out, at once or one article after another."""

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from sayso.grouping.across import FORCED, Index, Link, divide, spanning
from sayso.grouping.clues import Clue, clue_of, merge, order_of, sort_claims
from sayso.grouping.features import WITHIN, score, total
from sayso.grouping.series import Key, series_key, why_series
from sayso.grouping.within import sightings
from sayso.model import (
    Article,
    Claim,
    Constraint,
    Figure,
    Group,
    IncidentKind,
    Membership,
    Reading,
    Reason,
    Span,
    short_hash,
)

LOOK_BACK = 4  # claims of its article before it that a claim may be shown to be tied to, beside the first


def group(readings: Iterable[Reading], *, constraints: Iterable[Constraint] = ()) -> tuple[Group, ...]:
    """The incidents and series of these readings; the same in whatever order they come.

    ``constraints`` are people's words on which claims belong together or apart; they always hold (where two
    contradict one another, apart wins).
    """
    state = Grouping(constraints=tuple(constraints))
    state.add(readings)
    return state.groups()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """How one article lies in a grouping: its claims, the incidents that it tells of, their links, and the
    series of its running figures. A link is filed with the article of its left end.
    """

    claims: tuple[str, ...]
    sightings: tuple[Clue, ...]
    links: tuple[Link, ...]
    series: tuple[tuple[str, Key], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouped:
    """What changed: groups made or made anew, the ids of those that are no more, articles filed otherwise."""

    groups: tuple[Group, ...]
    gone: tuple[str, ...]
    articles: tuple[str, ...]


@dataclass(slots=True)
class Grouping:
    """What has been grouped so far; :meth:`add` and :meth:`drop` change it by whole articles.

    It can be put away as what is :meth:`filed` and taken up again with :meth:`restored`; claims are then
    asked for as they are needed.
    """

    constraints: tuple[Constraint, ...] = ()
    _claims: MutableMapping[str, tuple[Claim, Article]] = field(default_factory=dict)
    _of_article: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _index: Index = field(default_factory=Index)
    _series: dict[Key, set[str]] = field(default_factory=dict)
    _series_of: dict[str, Key] = field(default_factory=dict)
    _held: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _made: dict[str, Group] = field(default_factory=dict)
    _owner: dict[str, str] = field(default_factory=dict)
    _touched: set[str] = field(default_factory=set)
    _refiled: set[str] = field(default_factory=set)

    @classmethod
    def restored(
        cls,
        filed: Iterable[tuple[str, Filed]],
        groups: Mapping[str, tuple[str, ...]],
        claims: MutableMapping[str, tuple[Claim, Article]],
        *,
        constraints: tuple[Constraint, ...] = (),
    ) -> "Grouping":
        """A grouping as it was put away: articles as filed, groups by their claims, and a mapping that has
        every claim with its article."""
        state = cls(constraints=constraints, _claims=claims, _held=dict(groups))
        links: list[Link] = []
        for article, one in filed:
            state._of_article[article] = one.claims
            for clue in one.sightings:
                state._index.file(clue)
            links.extend(one.links)
            for claim, key in one.series:
                state._series.setdefault(key, set()).add(claim)
                state._series_of[claim] = key
        for link in links:
            state._index.join(link.left, link.right, link.score, link.reasons)
        for id, held in groups.items():
            state._owner.update(dict.fromkeys(held, id))
        return state

    def filed(self, article: str) -> Filed | None:
        """How an article lies here; None where it does not."""
        claims = self._of_article.get(article)
        if claims is None:
            return None
        names = dict.fromkeys(self._index.home[c] for c in claims if c in self._index.home)
        return Filed(
            claims=claims,
            sightings=tuple(self._index.sightings[n] for n in names),
            links=tuple(k for n in names for k in self._index.links[n].values() if k.left == n),
            series=tuple((c, self._series_of[c]) for c in claims if c in self._series_of),
        )

    def changes(self) -> Regrouped:
        """What has changed since this was last asked."""
        touched, refiled = self._touched, self._refiled
        self._touched, self._refiled = set(), set()
        return Regrouped(
            groups=tuple(self.group(id) for id in sorted(touched) if id in self._held),
            gone=tuple(sorted(id for id in touched if id not in self._held)),
            articles=tuple(sorted(refiled)),
        )

    def group(self, id: str) -> Group:
        """The group of that id; raises ``KeyError`` where there is none.

        One that was restored is made from how its claims lie.
        """
        if id not in self._made:
            held = self._held[id]
            if held[0] in self._series_of:
                self._made[id] = self._running(set(held))
            else:
                names = dict.fromkeys(self._index.home[c] for c in held)
                ordered = sorted(names, key=lambda n: (self._index.sightings[n].order, n))
                self._made[id] = self._incident(ordered)
        return self._made[id]

    def add(self, readings: Iterable[Reading]) -> tuple[Group, ...]:
        """Take further articles (an article already there is replaced); gives the groups that changed."""
        fresh: list[Clue] = []
        series: set[Key] = set()
        for reading in readings:
            if reading.article.id in self._of_article:
                self.drop([reading.article.id])
            fresh.extend(self._take(reading, series))
        touched = self._index.add(fresh)
        touched |= self._obey()
        self._refile(n for clue in fresh for n in (clue.claims[0], *self._index.links[clue.claims[0]]))
        return self._remake(touched, series)

    def drop(self, articles: Iterable[str]) -> tuple[Group, ...]:
        """Forget articles; gives the groups that changed and still stand."""
        around: set[str] = set()
        series: set[Key] = set()
        for article in articles:
            claims = self._of_article.pop(article, ())
            names = {self._index.home[c] for c in claims if c in self._index.home}
            touched = self._index.reach(names)
            self._refiled.add(article)
            self._refile(other for n in names for other in self._index.links[n])
            for claim in claims:
                self._forget(self._owner.get(claim))
                self._claims.pop(claim, None)
                key = self._series_of.pop(claim, None)
                if key is not None:
                    self._series[key].discard(claim)
                    series.add(key)
            around |= touched - names
            self._index.drop(names)
        return self._remake({n for n in around if n in self._index.sightings}, series)

    def groups(self) -> tuple[Group, ...]:
        """All groups, by their earliest claim."""
        every = (self.group(id) for id in tuple(self._held))
        return tuple(sorted(every, key=lambda g: (self.order(g.claims[0]), g.id)))

    def group_of(self, claim: str) -> Group | None:
        """The group that holds a claim, or None (a statement that tells of no incident)."""
        owner = self._owner.get(claim)
        return self.group(owner) if owner else None

    def _refile(self, names: Iterable[str]) -> None:
        """Note that the articles of these sightings are filed otherwise than before."""
        self._refiled.update(self._index.sightings[n].article for n in names if n in self._index.sightings)

    def _take(self, reading: Reading, series: set[Key]) -> list[Clue]:
        article = reading.article
        self._of_article[article.id] = tuple(c.id for c in reading.claims)
        self._refiled.add(article.id)
        for claim in reading.claims:
            self._claims[claim.id] = (claim, article)
        for figure in sort_claims(reading)[1]:
            key = series_key(figure, article)
            self._series.setdefault(key, set()).add(figure.id)
            self._series_of[figure.id] = key
            series.add(key)
        made: list[Clue] = []
        for clue in sightings(reading):
            made.extend(self._split(clue))
        return made

    def _split(self, clue: Clue) -> list[Clue]:
        """A sighting with the claims that a person keeps apart taken out of it, each on its own."""
        held = set(clue.claims)
        movers = {
            c.claims[0]
            for c in self.constraints
            if not c.together and c.claims and c.claims[0] in held and held & set(c.claims[1:])
        }
        if not movers:
            return [clue]
        return _rebuilt(self._claims, clue, movers)

    def _obey(self) -> set[str]:
        """Make the links that people have made."""
        touched: set[str] = set()
        for constraint in self.constraints:
            if not constraint.together:
                continue
            names = [self._index.home[c] for c in constraint.claims if c in self._index.home]
            reason = Reason(feature="decision", score=FORCED, why=_by(constraint))
            for one, other in pairwise(names):
                if one != other:
                    self._index.join(one, other, FORCED, (reason,))
            touched |= set(names)
            self._refile(names)
        return self._index.reach(touched)

    def _apart(self) -> frozenset[frozenset[str]]:
        home = self._index.home
        return frozenset(
            frozenset((home[c.claims[0]], home[other]))
            for c in self.constraints
            if not c.together
            for other in c.claims[1:]
            if c.claims[0] in home and other in home and home[c.claims[0]] != home[other]
        )

    def _remake(self, names: set[str], series: set[Key]) -> tuple[Group, ...]:
        made: list[Group] = []
        apart = self._apart()
        for part in self._index.components(names):
            for name in part:
                for claim in self._index.sightings[name].claims:
                    self._forget(self._owner.get(claim))
            made.extend(self._incident(found) for found in divide(self._index, part, apart))
        for key in sorted(series):
            for claim in self._series[key]:
                self._forget(self._owner.get(claim))
            if self._series[key]:
                made.append(self._running(self._series[key]))
        for new in made:
            self._made[new.id] = new
            self._held[new.id] = new.claims
            self._touched.add(new.id)
            self._owner.update(dict.fromkeys(new.claims, new.id))
        return tuple(sorted(made, key=lambda g: (self.order(g.claims[0]), g.id)))

    def _forget(self, group_id: str | None) -> None:
        if group_id is not None and (held := self._held.pop(group_id, None)):
            self._made.pop(group_id, None)
            self._touched.add(group_id)
            for claim in held:
                self._owner.pop(claim, None)

    def order(self, claim: str) -> tuple[tuple[str, str, int], str]:
        """Where a claim stands among all: groups go by that of their earliest claim."""
        found, article = self._claims[claim]
        return order_of(article, _anchor(found)), claim

    def _incident(self, names: list[str]) -> Group:
        clues = [self._index.sightings[n] for n in names]
        ties = spanning(self._index, names)
        members = [
            m for n, clue in zip(names, clues, strict=True) for m in self._members(n, clue, ties.get(n))
        ]
        members.sort(key=lambda m: self.order(m.claim))
        return Group(
            id=short_hash("incident", members[0].claim),
            kind=IncidentKind.INCIDENT,
            act=_main_act(clues),
            members=tuple(members),
        )

    def _members(self, name: str, clue: Clue, best: Link | None) -> list[Membership]:
        """The claims of one sighting, each with what ties it to the rest."""
        head = clue.claims[0]
        made = [
            Membership(
                claim=head,
                article=clue.article,
                to=None if best is None else (best.right if best.left == name else best.left),
                score=0.0 if best is None else best.score,
                reasons=() if best is None else best.reasons,
            )
        ]
        clues = {c: clue_of(*self._claims[c]) for c in clue.claims}
        for at, claim in enumerate(clue.claims[1:], start=1):
            others = clue.claims[:1] + clue.claims[max(1, at - LOOK_BACK) : at]
            to = max(others, key=lambda c: (total(clues[c], clues[claim], WITHIN), -clues[c].order[2], c))
            weight, reasons = score(clues[to], clues[claim], WITHIN)
            made.append(Membership(claim=claim, article=clue.article, to=to, score=weight, reasons=reasons))
        return made

    def _running(self, claims: set[str]) -> Group:
        ordered = sorted(claims, key=self.order)
        members = []
        for claim in ordered:
            figure, article = self._claims[claim]
            assert isinstance(figure, Figure)  # only figures run
            to = None if claim == ordered[0] else ordered[0]
            reasons = why_series(figure)
            members.append(
                Membership(
                    claim=claim,
                    article=article.id,
                    to=to,
                    score=sum(r.score for r in reasons),
                    reasons=reasons,
                )
            )
        return Group(
            id=short_hash("series", ordered[0]), kind=IncidentKind.SERIES, act=None, members=tuple(members)
        )


def _anchor(claim: Claim) -> Span:
    return claim.quantity.span if isinstance(claim, Figure) else claim.span


def _by(constraint: Constraint) -> str:
    number = "" if constraint.decision is None else f" (decision {constraint.decision})"
    return f"put together by a person{number}"


def _main_act(clues: list[Clue]) -> str | None:
    acts = [a for c in clues for a in c.acts]
    return max(sorted(set(acts)), key=acts.count) if acts else None


def _rebuilt(claims: Mapping[str, tuple[Claim, Article]], clue: Clue, movers: set[str]) -> list[Clue]:
    kept = [clue_of(*claims[c]) for c in clue.claims if c not in movers]
    alone = [clue_of(*claims[c]) for c in clue.claims if c in movers]
    made = [merge(tuple(kept)), *(merge((c,)) for c in alone)] if kept else [merge((c,)) for c in alone]
    return [m if m.dated else replace(m, start=clue.start, end=clue.end) for m in made]
