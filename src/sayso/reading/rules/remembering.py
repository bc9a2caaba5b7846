"""Work on one document done once: results kept for the last few documents, by identity.

The functions of this room are pure and take a document each; several of them stand on the same lines and
attributions. Comparing whole documents to find a kept result would cost more than it saves.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from sayso.reading.drafts import Document

Result = TypeVar("Result")
KEPT = 4  # documents; the room works on one at a time


class _Same:
    """A document that is equal only to itself; holding it keeps its identity from being given away."""

    __slots__ = ("document",)

    def __init__(self, document: Document) -> None:
        self.document = document

    def __hash__(self) -> int:
        return id(self.document)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.document is other.document


def remembered(function: Callable[[Document], Result]) -> Callable[[Document], Result]:
    """``function`` with its results kept for the last documents that it was given."""

    @lru_cache(maxsize=KEPT)
    def kept(same: _Same) -> Result:
        return function(same.document)

    def reading(document: Document) -> Result:
        return kept(_Same(document))

    reading.__doc__ = function.__doc__
    reading.__name__ = function.__name__
    return reading
