"""What goes into the network for one window, and the distances that its pointers weigh.

Each quantity gets a marker behind the text that shares the quantity's position and looks at the whole text,
while the text does not look at markers (levitated markers, after Ye et al. 2022, "Packed Levitated Marker
for Entity and Relation Extraction"): one pass reads all the quantities of an article, each as if it alone
were marked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sayso.reading.learned.labels import SENTENCE_REACH, TOKEN_STEPS
from sayso.reading.learned.tokens import CLS, MARKER, SEP, Ints, Pieces, Window

PLAIN, COUNTED, MARKING = 0, 1, 2
"""Kinds of position: text, text of a quantity, a quantity's marker."""

_STEPS = np.asarray(TOKEN_STEPS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """One window as the network takes it: text between CLS and SEP, then one marker for each quantity.

    ``quantities`` holds first and last position of each quantity; ``length`` counts the positions without
    the markers.
    """

    ids: Ints
    positions: Ints
    marks: Ints
    cases: Ints
    sentences: Ints
    quantities: Ints
    length: int


def inputs(pieces: Pieces, window: Window, quantities: Sequence[tuple[int, int]]) -> Inputs:
    """The arrays of ``window``; ``quantities`` are first and last (inclusive) of the article's pieces."""
    text = slice(window.first, window.last)
    length = window.last - window.first + 2
    spans = np.asarray(quantities, dtype=np.int64).reshape(-1, 2) - window.first + 1
    marks = np.full(length, PLAIN, dtype=np.int64)
    for first, last in spans:
        marks[first : last + 1] = COUNTED
    count = len(spans)
    sentences = pieces.sentences[text]
    edges = (sentences[:1], sentences[-1:])
    return Inputs(
        ids=np.concatenate(([CLS], pieces.ids[text], [SEP], np.full(count, MARKER))).astype(np.int64),
        positions=np.concatenate((np.arange(length), spans[:, 0])).astype(np.int64),
        marks=np.concatenate((marks, np.full(count, MARKING))).astype(np.int64),
        cases=np.concatenate(([0], pieces.cases[text], [0], np.zeros(count))).astype(np.int64),
        sentences=np.concatenate((edges[0], sentences, edges[1])).astype(np.int64),
        quantities=spans,
        length=length,
    )


def token_buckets(anchors: Ints, length: int) -> Ints:
    """For each anchor (a row) the bucket of each position's signed distance from it."""
    distance = np.arange(length)[None, :] - anchors[:, None]
    size = np.searchsorted(_STEPS, np.abs(distance), side="right") - 1
    buckets: Ints = np.where(distance < 0, len(_STEPS) + size, size).astype(np.int64)
    return buckets


def sentence_buckets(anchors: Ints, sentences: Ints) -> Ints:
    """For each anchor (a row) the bucket of each position's distance in sentences, clipped at the reach."""
    distance = sentences[None, :] - sentences[anchors][:, None]
    buckets: Ints = (np.clip(distance, -SENTENCE_REACH, SENTENCE_REACH) + SENTENCE_REACH).astype(np.int64)
    return buckets
