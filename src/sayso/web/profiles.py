"""Profiles: what each speaker and each outlet has claimed, and how its figures stand to the others'.

Pure: from the claims as they stand (with people's corrections) and the incidents they are in. A profile
counts; it does not judge. "Lower" says that a figure is lower than another account of the same measure in
the same incident, not that it is wrong. No tolls are added up.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sayso.incidents import Told
from sayso.model import Claim, Figure, Incident, Measure, Responsibility, SpeakerKind, Stance
from sayso.model.article import short_hash
from sayso.model.incidents import Account, Tally
from sayso.naming import Name, named


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


@dataclass(slots=True)
class _Growing:
    """A profile while it is counted."""

    shown: Counter[str] = field(default_factory=Counter)
    names: dict[str, None] = field(default_factory=dict)
    kinds: Counter[SpeakerKind] = field(default_factory=Counter)
    kinds_of_claim: Counter[str] = field(default_factory=Counter)
    measures: Counter[Measure] = field(default_factory=Counter)
    pairs: dict[Measure, Counter[str]] = field(default_factory=dict)
    charges: dict[str, Counter[Stance]] = field(default_factory=dict)
    cited: int = 0
    citable: int = 0
    beside: Counter[str] = field(default_factory=Counter)
    articles: dict[str, None] = field(default_factory=dict)
    incidents: dict[str, None] = field(default_factory=dict)
    claims: list[str] = field(default_factory=list)
    days: set[str] = field(default_factory=set)


def profiles(told: Mapping[str, Told], incidents: Iterable[Incident]) -> Profiles:
    """The profiles of every speaker and outlet of these claims."""
    known = list(incidents)
    voices = _voices(told, known)
    outlets = {id: Name(identity=_plain(t.outlet), shown=t.outlet) for id, t in told.items()}
    speaker_keys = {id: short_hash("speaker", name.identity) for id, name in voices.items()}
    outlet_keys = {id: short_hash("outlet", name.identity) for id, name in outlets.items()}
    return Profiles(
        speakers=_profiled(told, known, voices, speaker_keys, outlet_keys),
        outlets=_profiled(told, known, outlets, outlet_keys, speaker_keys),
    )


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _voices(told: Mapping[str, Told], incidents: Iterable[Incident]) -> dict[str, Name]:
    """The speaker of each claim that has one.

    In an incident a named speaker goes by the name of the voice that reconciling found ("the governor" and
    the name of that governor are one); a role or a crowd stays what the article calls it.
    """
    voice = {c: o.name for i in incidents for o in i.origins if o.kind is SpeakerKind.NAMED for c in o.claims}
    found = {}
    for id, item in told.items():
        if item.speaker:
            by_kind = item.speaker.kind is SpeakerKind.NAMED
            name = voice.get(id, item.speaker.name) if by_kind else item.speaker.name
            found[id] = named(name, item.speaker.kind, item.article)
    return found


def _profiled(
    told: Mapping[str, Told],
    incidents: Iterable[Incident],
    mine: Mapping[str, Name],
    keys: Mapping[str, str],
    others: Mapping[str, str],
) -> dict[str, Profile]:
    """Profiles by key, those with most claims first; ``mine`` names whose each claim is."""
    home = {claim: i.id for i in incidents for claim in i.claims}
    growing: dict[str, _Growing] = {}
    for id, name in mine.items():
        one = growing.setdefault(keys[id], _Growing())
        one.shown[name.shown] += 1
        _count(one, told[id])
        if id in home:
            one.incidents[home[id]] = None
        if id in others:
            one.beside[others[id]] += 1
    for incident in incidents:
        for tally in incident.measures:
            _compare(tally, keys, growing)
    made = (_finished(key, one) for key, one in growing.items())
    return {p.key: p for p in sorted(made, key=lambda p: (-len(p.claims), p.name.casefold(), p.key))}


def _count(one: _Growing, item: Told) -> None:
    claim = item.claim
    one.claims.append(item.id)
    if claim.speaker:
        one.names[claim.speaker.name] = None
    one.kinds[claim.speaker.kind if claim.speaker else SpeakerKind.AUTHOR] += 1
    one.kinds_of_claim[type(claim).__name__] += 1
    one.articles[item.article.id] = None
    day = item.article.published.earliest or item.article.published.latest
    if day:
        one.days.add(day[:10])
    if isinstance(claim, Figure):
        one.measures[claim.measure] += 1
    if isinstance(claim, Responsibility):
        one.charges.setdefault(claim.accused.text, Counter())[claim.stance] += 1
    if _citable(claim):
        one.citable += 1
        one.cited += bool(claim.citations)


def _citable(claim: Claim) -> bool:
    return isinstance(claim, Figure | Responsibility)


def _compare(tally: Tally, claims: Mapping[str, str], growing: Mapping[str, _Growing]) -> None:
    """Each last word of one voice beside each last word of another, within one measure of one incident."""
    standing = [a for a in tally.accounts if a.superseded_by is None and not a.denied]
    for account in standing:
        for key in {claims[c] for c in account.claims if c in claims}:
            one = growing[key].pairs.setdefault(tally.measure, Counter())
            for other in standing:
                shared = other.origin == account.origin or any(claims.get(c) == key for c in other.claims)
                if not shared:
                    one[_stands(account, other)] += 1


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


def _finished(key: str, one: _Growing) -> Profile:
    name = max(one.shown, key=lambda n: (one.shown[n], len(n), n))
    charges = [
        Charge(
            accused=accused,
            asserts=stances[Stance.ASSERTS],
            denies=stances[Stance.DENIES],
            doubts=stances[Stance.DOUBTS],
        )
        for accused, stances in one.charges.items()
    ]
    return Profile(
        key=key,
        name=name,
        names=tuple(sorted(one.names)),
        kinds=dict(one.kinds),
        figures=one.kinds_of_claim["Figure"],
        responsibility=one.kinds_of_claim["Responsibility"],
        statements=one.kinds_of_claim["Statement"],
        measures=dict(one.measures.most_common()),
        standing={measure: Standing(**counts) for measure, counts in one.pairs.items() if counts.total()},
        charges=tuple(sorted(charges, key=lambda c: (-(c.asserts + c.denies + c.doubts), c.accused))),
        cited=one.cited,
        citable=one.citable,
        beside=tuple(one.beside.most_common()),
        articles=tuple(one.articles),
        incidents=tuple(one.incidents),
        claims=tuple(one.claims),
        first=min(one.days, default=None),
        last=max(one.days, default=None),
    )


def fitting(
    found: Iterable[Profile], *, name: str | None = None, kind: SpeakerKind | None = None
) -> Iterator[Profile]:
    """The profiles whose name holds ``name`` (without case) and whose kind is ``kind``."""
    for profile in found:
        held = name is None or any(name.casefold() in n.casefold() for n in (profile.name, *profile.names))
        if held and (kind is None or profile.kind is kind):
            yield profile
