"""Work on one document done once: results kept for the last few documents, by identity.

The functions of this room are pure and take a document each; several of them stand on the same lines and
attributions. Comparing whole documents to find a kept result would cost more than it saves.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from sayso.reading.drafts import Document

Result = TypeVar("Result")
KEPT = 4  # documents; the room works on one at a time


def remembered(function: Callable[[Document], Result]) -> Callable[[Document], Result]:
    """``function`` with its results kept for the last documents that it was given."""

    kept: tuple[tuple[Document, Result], ...] = ()  # the last one first; never changed in place

    @wraps(function)
    def reading(document: Document) -> Result:
        nonlocal kept
        for known, result in kept:
            if known is document:
                return result
        made = function(document)
        kept = ((document, made), *kept[: KEPT - 1])
        return made

    return reading
