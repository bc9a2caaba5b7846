"""An article made ready for reading: its sentences, and the quantities of each.

Every claim reader, by rule or learned, starts from the :class:`~sayso.reading.drafts.Document` made here.
Numbers that are part of a footnote marker or of a linked address are marked as such, because only the
article's citations tell them from figures.
"""

from bisect import bisect_left
from dataclasses import replace

from sayso.model import Article, Citation
from sayso.reading import quantities, sentences
from sayso.reading.drafts import Candidate, Document


def prepare(article: Article) -> Document:
    """Split ``article`` into sentences and find the quantities in each, in the order of the text."""
    split = sentences.split(article)
    markers = sorted((c.start, c.end) for c in article.citations if _is_marker(c))
    found = (
        tuple(_unmarked(c, markers) for c in quantities.find(article.text, s.span.start, s.span.end))
        for s in split
    )
    return Document(article=article, sentences=split, candidates=tuple(found))


def _is_marker(citation: Citation) -> bool:
    """A link on words of the text ("12 people were killed") is no marker, and its numbers do count."""
    return citation.marker is not None and citation.end - citation.start <= len(citation.marker) + 4


def _unmarked(candidate: Candidate, markers: list[tuple[int, int]]) -> Candidate:
    span = candidate.quantity.span
    at = bisect_left(markers, (span.end, 0))
    if at and markers[at - 1][1] > span.start:
        return replace(candidate, excluded="footnote")
    return candidate
