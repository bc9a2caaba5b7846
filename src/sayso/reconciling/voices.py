"""Voices: whose say-so it is, over many articles.

The same speaker through ten outlets, a reprint, a relay, or an article that only cites another are one
origin. :func:`voices` gives each claim its origin, and each origin its chain: who said it, who carried it,
who cites or reprints whom, who was first. Articles that only cite one another in a circle have no origin,
and are shown as that.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.model import Figure, Origin, Responsibility, Span, SpeakerKind, short_hash
from sayso.reconciling.copies import copies
from sayso.reconciling.told import Told
from sayso.reconciling.words import (
    display,
    identifying,
    known_party,
    known_speaker,
    party_itself,
    party_of,
    telling,
)

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """One claim led back: the key of its origin, how it came from there in words, and the article it leads
    to."""

    key: Key
    how: str
    at: str


def voices(told: Sequence[Told]) -> tuple[dict[str, Origin], tuple[Origin, ...]]:
    """The origin of each claim, and all origins, the earliest first."""
    ordered = sorted(told, key=lambda t: t.order)
    traced = trace(ordered)
    held: dict[Key, list[Told]] = {}
    for item in ordered:
        held.setdefault(traced[item.id].key, []).append(item)
    made = tuple(_origin(key, items, traced) for key, items in held.items())
    return {c: o for o in made for c in o.claims}, made


def trace(told: Sequence[Told]) -> dict[str, Traced]:
    """Each claim's origin: its speaker where there is one, else what its article repeats, reprints or
    cites.
    """
    copied = copies(t.article for t in told)
    outlets = {t.article.id: t.outlet for t in told}
    names = _same_names(_named(told))
    spoken = {t.id: _spoken(t, names, copied, outlets) for t in told if t.speaker}
    own = [t for t in told if not t.speaker]
    beside: dict[str, list[Told]] = {}
    for item in told:
        beside.setdefault(item.article.id, []).append(item)
    repeated = {t.id: hit for t in own if (hit := _repeats(t, beside[t.article.id], spoken))}
    known = {**spoken, **repeated}
    cited = _cited(own, told, repeated)
    rest = {t.id: _own(t, beside, outlets, known, cited, copied) for t in own if t.id not in repeated}
    return {**known, **rest}


def _spoken(
    item: Told, names: Mapping[str, Key], copied: Mapping[str, str], outlets: Mapping[str, str]
) -> Traced:
    speaker = item.speaker
    assert speaker is not None  # the caller has looked
    at = copied.get(item.article.id, item.article.id)
    through = f", through {item.relay.text}" if item.relay else ""
    how = f"{item.outlet} gives {speaker.span.text}{through}"
    country = _country(item)
    known = known_speaker(speaker.name, item.article, country) or known_speaker(
        speaker.span.text, item.article, country
    )
    if known:
        return Traced(key=("speaker", known), how=how, at=at)
    party = party_itself(speaker.name, item.article)
    if party:
        return Traced(key=("party", party), how=how, at=at)
    if item.id in names:
        return Traced(key=names[item.id], how=how, at=at)
    # A role without a name is somebody else in every outlet, unless one report is a copy of the other's.
    family = outlets[at]
    role = " ".join(sorted(identifying(speaker.name, item.article))) or speaker.name.casefold()
    return Traced(key=(str(speaker.kind), f"{role} @ {family}"), how=how, at=at)


def _named(told: Sequence[Told]) -> list[Told]:
    """Claims whose speaker is named: there, or by the same full name (two telling words) in another claim.

    "The governor of Hatay" is a role, until a report gives his name; then he is one man in all of them.
    """
    words = {t.id: identifying(t.speaker.name, t.article) for t in told if t.speaker}
    known = {
        words[t.id]
        for t in told
        if t.speaker and t.speaker.kind is SpeakerKind.NAMED and len(telling(words[t.id], t.article)) > 1
    }
    return [
        t
        for t in told
        if t.speaker
        and (
            t.speaker.kind is SpeakerKind.NAMED
            or (t.speaker.kind is SpeakerKind.ANONYMOUS and words[t.id] in known)
        )
    ]


def _country(item: Told) -> str | None:
    """The country of a figure's place, where it is told."""
    place = item.claim.place if isinstance(item.claim, Figure) else None
    return place.country if place else None


def _same_names(told: Sequence[Told]) -> dict[str, Key]:
    """Named speakers without an alias entry: names are one where one holds the other or two telling words
    are shared.
    """
    words = {t.id: identifying(t.speaker.name, t.article) for t in told if t.speaker}
    own = {t.id: telling(words[t.id], t.article) for t in told}
    ordered = sorted(told, key=lambda t: (-len(words[t.id]), sorted(words[t.id]), t.order))
    sets: list[tuple[frozenset[str], frozenset[str], Key]] = []
    found: dict[str, Key] = {}
    for item in ordered:
        mine, mark = words[item.id], own[item.id]
        home = next((k for w, m, k in sets if _one_name(mine, mark, w, m)), None)
        if home is None:
            home = ("name", " ".join(sorted(mine)) or (item.speaker.name.casefold() if item.speaker else ""))
            sets.append((mine, mark, home))
        found[item.id] = home
    return found


def _one_name(
    a: frozenset[str], telling_a: frozenset[str], b: frozenset[str], telling_b: frozenset[str]
) -> bool:
    if a == b:
        return bool(a)
    shared = telling_a & telling_b
    return bool(shared) and (a <= b or b <= a or len(shared) >= 2)


def _repeats(item: Told, beside: Sequence[Told], spoken: Mapping[str, Traced]) -> Traced | None:
    """What an article says in its own voice and elsewhere gives to a speaker is the speaker's."""
    fits = [t for t in beside if t.id in spoken and _same_claim(item, t)]
    if not fits:
        return None
    near = min(fits, key=lambda t: (abs(t.anchor.start - item.anchor.start), t.order))
    return Traced(
        key=spoken[near.id].key, how=f"{item.outlet} repeats it in its own voice", at=spoken[near.id].at
    )


def _same_claim(a: Told, b: Told) -> bool:
    one, other = a.claim, b.claim
    if isinstance(one, Figure) and isinstance(other, Figure):
        if one.measure is not other.measure or one.basis is not other.basis:
            return False
        return (one.quantity.low == other.quantity.low and one.quantity.low is not None) or (
            one.quantity.high == other.quantity.high and one.quantity.high is not None
        )
    if isinstance(one, Responsibility) and isinstance(other, Responsibility):
        return one.stance is other.stance and accused_key(a) == accused_key(b)
    return False


def accused_key(item: Told) -> str:
    """The accused of a responsibility claim in one word: the known party, else the words that name it."""
    assert isinstance(item.claim, Responsibility)  # the callers have looked
    words = item.claim.accused.text
    known = known_party(words, item.article)
    return known or " ".join(sorted(identifying(words, item.article))) or words.casefold()


def _cited(own: Sequence[Told], told: Sequence[Told], repeated: Mapping[str, Traced]) -> dict[str, str]:
    """Article -> the article that it leans on: the earliest that its own-voice claims cite among those
    here.
    """
    by_url = {t.article.url: t.article for t in told if t.article.url}
    leans: dict[str, set[str]] = {}
    for item in own:
        if item.id in repeated:
            continue
        for citation in item.article.citations:
            target = by_url.get(citation.url) if citation.url else None
            if (
                target
                and target.id != item.article.id
                and _supports(item, citation.marker, citation.supports)
            ):
                leans.setdefault(item.article.id, set()).add(target.id)
    return {a: min(targets) for a, targets in leans.items()}


def _supports(item: Told, marker: str | None, supported: object) -> bool:
    if marker is not None and marker in getattr(item.claim, "citations", ()):
        return True
    return isinstance(supported, Span) and supported.overlaps(item.claim.span)


def _own(
    item: Told,
    beside: Mapping[str, Sequence[Told]],
    outlets: Mapping[str, str],
    known: Mapping[str, Traced],
    cited: Mapping[str, str],
    copied: Mapping[str, str],
) -> Traced:
    """An article's own voice: led back along its citations and reprints to where they end."""
    at, steps, seen = item.article.id, [item.outlet], [item.article.id]
    while True:
        after, verb = (cited[at], "cites") if at in cited else (copied.get(at, ""), "reprints")
        if not after:
            break
        if after in seen:
            circle = sorted(seen[seen.index(after) :])
            how = f"{' cites '.join([*steps, outlets[after]])}: a circle"
            return Traced(key=("circle", " ".join(circle)), how=how, at=at)
        steps.append(f"{verb} {outlets.get(after, after)}")
        seen.append(after)
        at = after
    if at != item.article.id:
        there = [t for t in beside[at] if t.id in known and _same_claim(item, t)]
        if there:
            spoken = known[min(there, key=lambda t: t.order).id]
            return Traced(key=spoken.key, how=" ".join(steps), at=at)
    how = " ".join(steps) if len(steps) > 1 else f"{item.outlet} in its own voice"
    return Traced(key=("outlet", outlets[at]), how=how, at=at)


def _origin(key: Key, items: Sequence[Told], traced: Mapping[str, Traced]) -> Origin:
    first = next((t for t in items if traced[t.id].at == t.article.id), items[0])
    chain = tuple(dict.fromkeys(traced[t.id].how for t in items))
    return Origin(
        id=short_hash("origin", *key),
        name=_name(key, items),
        kind=_kind(key, items),
        party=_party(key, items),
        claims=tuple(t.id for t in items),
        articles=tuple(dict.fromkeys(t.article.id for t in items)),
        outlets=tuple(dict.fromkeys(t.outlet for t in items)),
        first=None if key[0] == "circle" else first.article.id,
        chain=chain,
    )


def _name(key: Key, items: Sequence[Told]) -> str:
    if key[0] in ("speaker", "party"):
        return display(key[1], items[0].article)
    if key[0] == "circle":
        return "no origin: " + ", ".join(dict.fromkeys(t.outlet for t in items)) + " cite one another"
    if key[0] == "outlet":
        return key[1]
    named = [t.speaker.name for t in items if t.speaker]
    return max(sorted(named), key=len) if named else key[1]


def _kind(key: Key, items: Iterable[Told]) -> SpeakerKind:
    if key[0] in ("speaker", "name", "party"):
        return SpeakerKind.NAMED
    return next((t.speaker.kind for t in items if t.speaker), SpeakerKind.AUTHOR)


def _party(key: Key, items: Sequence[Told]) -> str | None:
    if key[0] == "party":
        return key[1]
    if key[0] == "speaker":
        return party_of(key[1], items[0].article)
    named = (known_party(t.speaker.name, t.article) for t in items if t.speaker)
    return next((p for p in named if p), None)
