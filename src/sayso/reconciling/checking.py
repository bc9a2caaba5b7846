"""Checking citations: does the cited article carry what it is cited for?

Each cited claim is held against the claims that were read in the cited article: carried, carried with another
figure (both sentences are shown), not found, or not available. What has no citation at all is listed. A claim
that is not found may still be there in words that the reader missed: the verdict is about the reading.
"""

from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.fuzz import partial_ratio

from sayso.model import (
    Citation,
    CitationCheck,
    Claim,
    Figure,
    Reading,
    Responsibility,
    Span,
    Statement,
    Support,
    Verdict,
)
from sayso.reconciling.accounts import size
from sayso.reconciling.scopes import scope_of
from sayso.reconciling.told import Told
from sayso.reconciling.voices import accused_key
from sayso.reconciling.words import tokens

ALIKE = 85  # how alike, of 100, the words of a statement must be to those of the cited article


def check(reading: Reading, cited: Mapping[str, Reading]) -> CitationCheck:
    """The citations of one article against the cited articles that are at hand, by their addresses."""
    found: list[Support] = []
    uncited: list[str] = []
    for claim in reading.claims:
        citations = citations_of(claim, reading.article.citations)
        if not citations:
            uncited.append(claim.id)
        found.extend(_support(claim, citation, reading, cited) for citation in citations)
    return CitationCheck(article=reading.article.id, supports=tuple(found), uncited=tuple(uncited))


def citations_of(claim: Claim, citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """The citations that stand behind a claim: by its markers, or by the stretch that they support."""
    place = _anchor(claim)
    return tuple(
        c
        for c in citations
        if (c.marker is not None and c.marker in claim.citations)
        or (c.supports is not None and c.supports.overlaps(place))
    )


def _anchor(claim: Claim) -> Span:
    if isinstance(claim, Figure):
        return claim.quantity.span
    return claim.act if isinstance(claim, Responsibility) else claim.content[0]


def _support(claim: Claim, citation: Citation, reading: Reading, cited: Mapping[str, Reading]) -> Support:
    other = cited.get(citation.url) if citation.url else None
    verdict, found, why = _held(claim, reading, other, citation)
    return Support(
        claim=claim.id,
        marker=citation.marker,
        url=citation.url,
        cited=other.article.id if other else None,
        verdict=verdict,
        sentence=claim.span,
        found=found,
        why=why,
    )


def _held(
    claim: Claim, reading: Reading, other: Reading | None, citation: Citation
) -> tuple[Verdict, Span | None, str]:
    if other is None:
        where = (
            "the footnote has no address"
            if citation.url is None
            else "the cited article is not in the ledger"
        )
        return Verdict.NOT_AVAILABLE, None, where
    if isinstance(claim, Figure):
        return _figure(claim, reading, other)
    if isinstance(claim, Responsibility):
        return _accusation(claim, reading, other)
    return _statement(claim, other)


def _figure(claim: Figure, reading: Reading, other: Reading) -> tuple[Verdict, Span | None, str]:
    mine = Told(claim=claim, article=reading.article)
    fits = [
        f
        for f in other.figures
        if f.measure is claim.measure and _same_thing(mine, Told(claim=f, article=other.article))
    ]
    if not fits:
        return Verdict.NOT_FOUND, None, f"no figure of {claim.measure} for the same was read there"
    same = [f for f in fits if _compatible(claim, f)]
    if same:
        best = _closest(claim, same)
        return Verdict.SUPPORTED, best.span, f"it says “{best.quantity.span.text}”"
    best = _closest(claim, fits)
    why = f"it says “{best.quantity.span.text}”, not “{claim.quantity.span.text}”"
    return Verdict.OTHER_FIGURE, best.span, why


def _same_thing(a: Told, b: Told) -> bool:
    one, other = scope_of(a), scope_of(b)
    if one.kind != other.kind:
        return False
    if one.kind == "people":
        return one.general_of(other) or other.general_of(one)
    return bool(set(one.label.split()) & set(other.label.split()))


def _compatible(a: Figure, b: Figure) -> bool:
    low, high = _ends(a)
    from_, to = _ends(b)
    return low <= to and from_ <= high


def _ends(figure: Figure) -> tuple[float, float]:
    low, high = figure.quantity.low, figure.quantity.high
    return (0.0 if low is None else low), (float("inf") if high is None else high)


def _closest(claim: Figure, fits: Sequence[Figure]) -> Figure:
    """The figure most like the claim: in number, then in the words of its sentence."""
    words = set(tokens(claim.span.text))
    return min(
        fits,
        key=lambda f: (abs(size(f) - size(claim)), -len(words & set(tokens(f.span.text))), f.quantity.span),
    )


def _accusation(claim: Responsibility, reading: Reading, other: Reading) -> tuple[Verdict, Span | None, str]:
    key = accused_key(Told(claim=claim, article=reading.article))
    fits = [
        r
        for r in other.responsibility
        if accused_key(Told(claim=r, article=other.article)) == key and r.stance is claim.stance
    ]
    if fits:
        return Verdict.SUPPORTED, fits[0].span, f"it too has “{fits[0].accused.text}” {claim.stance.value}"
    return Verdict.NOT_FOUND, None, f"nothing was read there on “{claim.accused.text}”"


def _statement(claim: Statement, other: Reading) -> tuple[Verdict, Span | None, str]:
    said = " ".join(c.text for c in claim.content)
    text = other.article.text
    best = max(other.statements, key=lambda s: partial_ratio(said, s.span.text), default=None)
    if best is not None and partial_ratio(said, best.span.text) >= ALIKE:
        return Verdict.SUPPORTED, best.span, "the same words are reported there"
    if said in text:
        at = text.index(said)
        return Verdict.SUPPORTED, Span.cut(text, at, at + len(said)), "the same words stand there"
    return Verdict.NOT_FOUND, None, "these words were not found there"
