"""Copies: which articles are reprints or near-identical versions of an earlier one.

Passages are cut into shingles of five words. An article is a copy of an earlier one where at least half of
its shingles stand in the other too. Comparison goes over an index of shingles, so that the work grows with
the text and not with the number of pairs.
"""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from sayso.model import Article, PassageKind
from sayso.reconciling.told import told_at
from sayso.reconciling.words import tokens

LENGTH = 5  # words in a shingle
SHARED = 0.5  # share of an article's shingles that makes it a copy
FEWEST = 12  # shingles below which a text is too short to tell


@lru_cache(maxsize=4096)
def shingles(article: Article) -> frozenset[int]:
    """The hashed runs of five words of an article's passages, boilerplate and notes left out."""
    left_out = (PassageKind.BOILERPLATE, PassageKind.NOTE)
    parts = [article.text[p.start : p.end] for p in article.passages if p.kind not in left_out] or [
        article.text
    ]
    found: set[int] = set()
    for part in parts:
        words = tokens(part)
        found.update(hash(words[i : i + LENGTH]) for i in range(len(words) - LENGTH + 1))
    return frozenset(found)


def copies(articles: Iterable[Article]) -> dict[str, str]:
    """Article id -> id of the earliest article that it is a copy of; articles of their own are left out.

    Earlier is by publication, then by id, so that the answer does not depend on the order given; an article
    that credits the other's outlet is the copy, whatever the dates say.
    """
    ordered = sorted({a.id: a for a in articles}.values(), key=_order)
    by_id = {a.id: a for a in ordered}
    index: dict[int, list[str]] = {}
    origin: dict[str, str] = {}
    for article in ordered:
        mine = shingles(article)
        shared = Counter(other for s in mine for other in index.get(s, ()))
        best = max(shared.items(), key=lambda x: (x[1], x[0]), default=None)
        if best and len(mine) >= FEWEST and best[1] >= SHARED * len(mine):
            first = origin.get(best[0], best[0])
            if _credits(by_id[first], article) and not _credits(article, by_id[first]):
                origin = {a: article.id if o == first else o for a, o in origin.items()}
                origin[first] = article.id
            else:
                origin[article.id] = first
        for s in mine:
            index.setdefault(s, []).append(article.id)
    return origin


def _order(article: Article) -> tuple[str, str]:
    return told_at(article), article.id


def _credits(article: Article, other: Article) -> bool:
    """True where an article names the other's outlet as its author or in its text."""
    if not other.outlet or other.outlet == article.outlet:
        return False
    return other.outlet in article.authors or other.outlet in article.text
