"""Profiles: what each speaker and each outlet has claimed, and how its figures stand to the others'.

Counted from the claims as they stand (with people's corrections) and the incidents they are in, incident by
incident (:class:`Counting`), so that a change of one touches its speakers alone. A profile counts; it does
not judge. "Lower" says that a figure is lower than another account of the same measure in the same incident,
not that it is wrong. No tolls are added up.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sayso.incidents import Told
from sayso.model import Figure, Incident, Measure, Responsibility, SpeakerKind, Stance
from sayso.model.article import short_hash
from sayso.model.incidents import Account, Tally
from sayso.naming import named


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one's figures stand to the other voices' in the same incidents, pair by pair.

    ``lower``, ``same`` and ``higher`` where the numbers tell; ``open`` where their bounds overlap (at least
    30 beside 33), so that nobody can say.
    """

    lower: int = 0
    same: int = 0
    higher: int = 0
    open: int = 0

    @property
    def pairs(self) -> int:
        """How many pairs of accounts were compared."""
        return self.lower + self.same + self.higher + self.open


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """Whom one accuses, denies or doubts to have done something, and how many times."""

    accused: str
    asserts: int
    denies: int
    doubts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One speaker or one outlet.

    ``names`` are the ways in which articles write it. ``kinds`` counts its claims by the kind of their
    speaker, ``cited`` its figures and accusations that carry a citation, out of ``citable``. ``beside`` are
    the keys of the outlets that carry a speaker, or of the speakers that an outlet gives, with the number of
    claims; ``articles``, ``incidents`` and ``claims`` are ids. Days are days of publication, None where not
    known.
    """

    key: str
    name: str
    names: tuple[str, ...]
    kinds: Mapping[SpeakerKind, int]
    figures: int
    responsibility: int
    statements: int
    measures: Mapping[Measure, int]
    standing: Mapping[Measure, Standing]
    charges: tuple[Charge, ...]
    cited: int
    citable: int
    beside: tuple[tuple[str, int], ...]
    articles: tuple[str, ...]
    incidents: tuple[str, ...]
    claims: tuple[str, ...]
    first: str | None
    last: str | None

    @property
    def kind(self) -> SpeakerKind:
        """The kind that most of its claims have."""
        return max(self.kinds, key=lambda k: (self.kinds[k], k))

    @property
    def overall(self) -> Standing:
        """The standing over all measures: pairs are counted, numbers of different measures never mixed."""
        every = self.standing.values()
        return Standing(
            lower=sum(s.lower for s in every),
            same=sum(s.same for s in every),
            higher=sum(s.higher for s in every),
            open=sum(s.open for s in every),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Profiles:
    """All speakers and all outlets by their keys."""

    speakers: Mapping[str, Profile]
    outlets: Mapping[str, Profile]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What of one claim profiles count. ``speaker`` and ``outlet`` are (key, name to show).

    ``written`` is the speaker's name as the article has it; None where the article says it in its own voice.
    """

    claim: str
    article: str
    incident: str | None
    day: str | None
    what: str
    speaker: tuple[str, str] | None
    written: str | None
    kind: SpeakerKind
    outlet: tuple[str, str]
    measure: Measure | None
    accused: str | None
    stance: Stance | None
    cited: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """How a speaker (or an outlet: ``whose``) stands to another voice in one incident, and how many times."""

    whose: str
    key: str
    measure: Measure
    stands: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one incident, or the rest of one article, gives to profiles."""

    facts: tuple[Fact, ...]
    pairs: tuple[Pair, ...]


def share(items: Iterable[Told], incident: Incident | None) -> Share:
    """What these claims give: those of one incident, or of one article that are in none."""
    voice = (
        {c: o.name for o in incident.origins if o.kind is SpeakerKind.NAMED for c in o.claims}
        if incident
        else {}
    )
    facts = tuple(_fact(item, voice.get(item.id), incident) for item in items)
    return Share(facts=facts, pairs=tuple(_pairs(facts, incident)) if incident else ())


def _fact(item: Told, voice: str | None, incident: Incident | None) -> Fact:
    claim, speaker = item.claim, item.speaker
    day = item.article.published.earliest or item.article.published.latest
    return Fact(
        claim=item.id,
        article=item.article.id,
        incident=incident.id if incident else None,
        day=day[:10] if day else None,
        what=type(claim).__name__,
        speaker=_speaker(item, voice) if speaker else None,
        written=speaker.name if speaker else None,
        kind=speaker.kind if speaker else SpeakerKind.AUTHOR,
        outlet=(short_hash("outlet", " ".join(item.outlet.casefold().split())), item.outlet),
        measure=claim.measure if isinstance(claim, Figure) else None,
        accused=claim.accused.text if isinstance(claim, Responsibility) else None,
        stance=claim.stance if isinstance(claim, Responsibility) else None,
        cited=bool(claim.citations),
    )


def _speaker(item: Told, voice: str | None) -> tuple[str, str]:
    """The speaker of a claim that has one: its key, and the name to show.

    In an incident a named speaker goes by the name of the voice that reconciling found ("the governor" and
    the name of that governor are one); a role or a crowd stays what the article calls it.
    """
    speaker = item.speaker
    assert speaker is not None  # the caller has looked
    name = voice if voice and speaker.kind is SpeakerKind.NAMED else speaker.name
    found = named(name, speaker.kind, item.article)
    return short_hash("speaker", found.identity), found.shown


def _pairs(facts: Sequence[Fact], incident: Incident) -> Iterator[Pair]:
    """Each last word of one voice beside each last word of another, within one measure of one incident."""
    keys = {
        SPEAKERS: {f.claim: f.speaker[0] for f in facts if f.speaker},
        OUTLETS: {f.claim: f.outlet[0] for f in facts},
    }
    for whose, of in keys.items():
        times: Counter[tuple[str, Measure, str]] = Counter()
        for tally in incident.measures:
            _compare(tally, of, times)
        for (key, measure, stands), count in times.items():
            yield Pair(whose=whose, key=key, measure=measure, stands=stands, times=count)


def _compare(tally: Tally, of: Mapping[str, str], times: Counter[tuple[str, Measure, str]]) -> None:
    standing = [a for a in tally.accounts if a.superseded_by is None and not a.denied]
    for account in standing:
        for key in {of[c] for c in account.claims if c in of}:
            for other in standing:
                shared = other.origin == account.origin or any(of.get(c) == key for c in other.claims)
                if not shared:
                    times[key, tally.measure, _stands(account, other)] += 1


SPEAKERS, OUTLETS = "speakers", "outlets"


@dataclass(slots=True)
class _Growing:
    """A profile while it is counted: the facts that it is made of."""

    facts: dict[str, Fact] = field(default_factory=dict)
    pairs: Counter[tuple[Measure, str]] = field(default_factory=Counter)
    made: Profile | None = None


@dataclass(slots=True)
class Counting:
    """The profiles of a ledger while incidents come and go; :meth:`profiles` gives them as they are."""

    _growing: dict[str, dict[str, _Growing]] = field(default_factory=lambda: {SPEAKERS: {}, OUTLETS: {}})
    _made: Profiles | None = None

    def add(self, given: Share) -> None:
        """Count what an incident or an article gives."""
        self._made = None
        for whose, key, fact in _whose(given):
            one = self._growing[whose].setdefault(key, _Growing())
            one.facts[fact.claim] = fact
            one.made = None
        self._compared(given, 1)

    def drop(self, given: Share) -> None:
        """Take out again what was counted."""
        self._made = None
        self._compared(given, -1)
        for whose, key, fact in _whose(given):
            one = self._growing[whose][key]
            one.facts.pop(fact.claim, None)
            one.made = None
            if not one.facts:
                del self._growing[whose][key]

    def _compared(self, given: Share, sign: int) -> None:
        for pair in given.pairs:
            one = self._growing[pair.whose].get(pair.key)
            if one is not None:
                one.pairs[pair.measure, pair.stands] += sign * pair.times
                one.made = None

    def profiles(self) -> Profiles:
        """All of them, those with most claims first."""
        if self._made is None:
            self._made = Profiles(speakers=self._sorted(SPEAKERS), outlets=self._sorted(OUTLETS))
        return self._made

    def _sorted(self, whose: str) -> dict[str, Profile]:
        for key, one in self._growing[whose].items():
            one.made = one.made or _finished(whose, key, one)
        made = (one.made for one in self._growing[whose].values() if one.made)
        return {p.key: p for p in sorted(made, key=lambda p: (-len(p.claims), p.name.casefold(), p.key))}


def _whose(given: Share) -> Iterator[tuple[str, str, Fact]]:
    for fact in given.facts:
        if fact.speaker:
            yield SPEAKERS, fact.speaker[0], fact
        yield OUTLETS, fact.outlet[0], fact


def profiles(told: Mapping[str, Told], incidents: Iterable[Incident]) -> Profiles:
    """The profiles of every speaker and outlet of these claims."""
    counting, loose = Counting(), dict(told)
    for incident in incidents:
        items = [loose.pop(c) for c in incident.claims if c in loose]
        counting.add(share(items, incident))
    counting.add(share(loose.values(), None))
    return counting.profiles()


def _stands(account: Account, other: Account) -> str:
    """``lower``, ``same`` or ``higher`` where the bounds tell it, ``open`` where they overlap."""
    low, high = _bounds(account)
    their_low, their_high = _bounds(other)
    if high < their_low:
        return "lower"
    if low > their_high:
        return "higher"
    return "same" if (low, high) == (their_low, their_high) and low == high else "open"


def _bounds(account: Account) -> tuple[float, float]:
    low = account.low if account.low is not None else float("-inf")
    return low, account.high if account.high is not None else float("inf")


def _finished(whose: str, key: str, one: _Growing) -> Profile:
    facts = sorted(one.facts.values(), key=lambda f: (f.day or "9999", f.article, f.claim))
    shown = Counter(f.speaker[1] if whose == SPEAKERS and f.speaker else f.outlet[1] for f in facts)
    days = [f.day for f in facts if f.day]
    whats = Counter(f.what for f in facts)
    beside = Counter(f.outlet[0] if whose == SPEAKERS else f.speaker[0] for f in facts if f.speaker)
    return Profile(
        key=key,
        name=max(shown, key=lambda n: (shown[n], len(n), n)),
        names=tuple(sorted({f.written for f in facts if f.written})),
        kinds=dict(Counter(f.kind for f in facts)),
        figures=whats["Figure"],
        responsibility=whats["Responsibility"],
        statements=whats["Statement"],
        measures=dict(Counter(f.measure for f in facts if f.measure).most_common()),
        standing=_standing(one.pairs),
        charges=_charges(facts),
        cited=sum(f.cited for f in facts if f.what in _CITABLE),
        citable=sum(f.what in _CITABLE for f in facts),
        beside=tuple(beside.most_common()),
        articles=tuple(dict.fromkeys(f.article for f in facts)),
        incidents=tuple(dict.fromkeys(f.incident for f in facts if f.incident)),
        claims=tuple(f.claim for f in facts),
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )


_CITABLE = (Figure.__name__, Responsibility.__name__)


def _standing(pairs: Counter[tuple[Measure, str]]) -> dict[Measure, Standing]:
    by: dict[Measure, dict[str, int]] = {}
    for (measure, stands), times in pairs.items():
        if times > 0:
            by.setdefault(measure, {})[stands] = times
    return {measure: Standing(**counts) for measure, counts in by.items()}


def _charges(facts: Iterable[Fact]) -> tuple[Charge, ...]:
    by: dict[str, Counter[Stance]] = {}
    for fact in facts:
        if fact.accused is not None and fact.stance is not None:
            by.setdefault(fact.accused, Counter())[fact.stance] += 1
    made = (
        Charge(
            accused=accused,
            asserts=stances[Stance.ASSERTS],
            denies=stances[Stance.DENIES],
            doubts=stances[Stance.DOUBTS],
        )
        for accused, stances in by.items()
    )
    return tuple(sorted(made, key=lambda c: (-(c.asserts + c.denies + c.doubts), c.accused)))


def fitting(
    found: Iterable[Profile], *, name: str | None = None, kind: SpeakerKind | None = None
) -> Iterator[Profile]:
    """The profiles whose name holds ``name`` (without case) and whose kind is ``kind``."""
    for profile in found:
        held = name is None or any(name.casefold() in n.casefold() for n in (profile.name, *profile.names))
        if held and (kind is None or profile.kind is kind):
            yield profile
