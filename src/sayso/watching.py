"""Watching long work: whoever wants to see how far it is hands the items through as they come."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Watch(Protocol):
    """Hands items through; ``sayso export`` draws a bar of them on standard error."""

    def __call__(self, items: Iterable[T], *, total: int | None, label: str) -> Iterable[T]:
        """The same items; ``total`` is how many there will be, None where that is not known."""
        ...


def unwatched(items: Iterable[T], *, total: int | None, label: str) -> Iterable[T]:
    """Nobody looks."""
    return items
