"""Within one article: which claims tell of the same incident.

An article tells of one incident or of several ("elsewhere", "last month"). Its event figures are joined by
average linkage over the pairwise scores of :mod:`sayso.grouping.features`; accusations join the figures that
stand nearest and fit; a statement joins where it carries a claim already placed. Nothing here looks beyond
the article, so that the result does not depend on what else is known.
"""

from collections.abc import Sequence
from dataclasses import replace

from sayso.grouping.clues import Clue, clue_of, merge, published_days, sort_claims
from sayso.grouping.features import ANSWERED, WITHIN, total
from sayso.model import Reading, Responsibility, Statement

JOIN = 1.4  # mean score from which two sets of claims of one article are one incident
ATTACH = 0.6  # score from which an accusation joins the figures nearest to it
WIDEST = 120  # figures compared pairwise; a longer article is linked stretch by stretch, then the stretches


def sightings(reading: Reading) -> tuple[Clue, ...]:
    """The incidents that one article tells of, each as one merged clue, in the order of the text."""
    article = reading.article
    events, _, blamed, said = sort_claims(reading)
    clues = [clue_of(f, article) for f in sorted(events, key=lambda f: (f.quantity.span, f.id))]
    clusters = _stretches(clues)
    clusters = _accusations(clusters, blamed, reading)
    clusters = _statements(clusters, said)
    days = published_days(article)
    return tuple(sorted((_dated(merge(tuple(c)), days) for c in clusters), key=lambda c: (c.order, c.claims)))


def _stretches(clues: Sequence[Clue]) -> list[list[Clue]]:
    """The linked figures of an article of any length."""
    if len(clues) <= WIDEST:
        return link(clues)
    parts = [c for at in range(0, len(clues), WIDEST) for c in link(clues[at : at + WIDEST])]
    whole = [merge(tuple(part)) for part in parts]
    held = {clue.claims[0]: part for clue, part in zip(whole, parts, strict=True)}
    joined = [c for at in range(0, len(whole), WIDEST) for c in link(whole[at : at + WIDEST])]
    return [[one for clue in cluster for one in held[clue.claims[0]]] for cluster in joined]


def link(clues: Sequence[Clue]) -> list[list[Clue]]:
    """Average linkage: the two closest sets join while their mean score reaches ``JOIN``."""
    sets = [[c] for c in clues]
    sums = {(i, j): total(clues[i], clues[j], WITHIN) for i in range(len(clues)) for j in range(i)}
    alive = set(range(len(sets)))
    while True:
        best: tuple[float, int, int] | None = None
        for (i, j), added in sums.items():
            mean = added / (len(sets[i]) * len(sets[j]))
            if mean >= JOIN and (best is None or (mean, -i, -j) > best):
                best = (mean, -i, -j)
        if best is None:
            return [sets[i] for i in sorted(alive)]
        i, j = -best[1], -best[2]
        sets[j].extend(sets[i])
        alive.discard(i)
        del sums[i, j]
        for k in alive - {j}:
            moved = sums.pop((max(i, k), min(i, k)))
            sums[max(j, k), min(j, k)] += moved


def _dated(clue: Clue, days: tuple[int | None, int | None]) -> Clue:
    return clue if clue.dated else replace(clue, start=days[0], end=days[1])


def _accusations(
    clusters: list[list[Clue]], blamed: list[Responsibility], reading: Reading
) -> list[list[Clue]]:
    """Accusations join the incident whose claims fit best: act, party and nearness in the text.

    Who suffers in an incident has not done it: "Turkey strikes back after 33 of its soldiers are killed"
    tells in one sentence of a strike on soldiers and of its answer.
    """
    placed = [list(c) for c in clusters]
    loose: list[Clue] = []
    for claim in sorted(blamed, key=lambda r: (r.span, r.id)):
        clue = clue_of(claim, reading.article)
        fits = [
            (max(total(clue, c, WITHIN) for c in cluster) + _as_victim(clue, cluster), -at)
            for at, cluster in enumerate(clusters)
        ]
        best = max(fits, default=(0.0, 0))
        if fits and best[0] >= ATTACH:
            placed[-best[1]].append(clue)
        else:
            loose.append(clue)
    return placed + [list(c) for c in link(loose)]


def _as_victim(accusation: Clue, cluster: Sequence[Clue]) -> float:
    """What speaks against an accusation of those who suffer in these claims, battles apart."""
    suffering = frozenset[str]().union(*(c.victims for c in cluster))
    fought = any("clash" in accusation.acts & c.acts for c in cluster)
    return ANSWERED if accusation.parties & suffering and not fought else 0.0


def _statements(clusters: list[list[Clue]], said: list[Statement]) -> list[list[Clue]]:
    """A statement joins the incident whose claims stand in the same stretch of text."""
    placed = [list(c) for c in clusters]
    for statement in sorted(said, key=lambda s: (s.span, s.id)):
        counts = [
            (
                sum(
                    s < statement.span.end and statement.span.start < e
                    for c in cluster
                    for s, e in c.sentences
                ),
                -at,
            )
            for at, cluster in enumerate(clusters)
        ]
        best = max(counts, default=(0, 0))
        if best[0]:
            home = clusters[-best[1]]
            placed[-best[1]].append(_bare(statement, home[0]))
    return placed


def _bare(statement: Statement, home: Clue) -> Clue:
    """A statement as a clue that only carries its id and place in the text."""
    none: frozenset[str] = frozenset()
    return replace(
        home,
        claims=(statement.id,),
        order=(home.order[0], home.order[1], statement.span.start),
        dated=False,
        spots=(),
        acts=none,
        parties=none,
        victims=none,
        objects=none,
        tallies=frozenset(),
        words=none,
        mentions=none,
        sentences=((statement.span.start, statement.span.end),),
    )
