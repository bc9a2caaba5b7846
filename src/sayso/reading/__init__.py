"""The reading room: an article's text becomes claims.

:func:`read` is its door. Inside: sentences and quantities (:mod:`~sayso.reading.document`), claims as drafts
(:mod:`~sayso.reading.drafts` is the seam between rules and a learned reader), and what they resolve to
(:mod:`~sayso.reading.resolving`).
"""

from typing import TYPE_CHECKING

from sayso.model import Article, Reading

if TYPE_CHECKING:
    from sayso.reading.drafts import ClaimReader

__all__ = ["read"]


def read(
    article: Article, *, claim_reader: "ClaimReader | None" = None, reader_name: str | None = None
) -> Reading:
    """The claims of ``article``: a pure function.

    ``reader_name`` chooses between the shipped claim readers (``model``, ``rules``; None for the best that is
    installed); ``claim_reader`` replaces them. Lexicons and the place index are opened on the first call.
    """
    from sayso.reading import reader  # a process that reads nothing should not load the reader

    return reader.read(article, claim_reader=claim_reader, reader_name=reader_name)
