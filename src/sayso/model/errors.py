"""What can go wrong, as one tree.

::

    SaysoError                      everything below; has ``code`` and ``message``
    ├── SourceError                 one article could not be taken in
    ├── ReadingError                one article could not be read for claims
    ├── LedgerError                 the ledger file refused
    │   └── TamperedError           the decision log's past has been changed
    └── NotFoundError               no article, claim or incident has that id

Doubtful data is no error: it becomes a :class:`~sayso.model.article.Problem` that travels with the result.
"""


class SaysoError(Exception):
    """Something that sayso promised and could not do.

    ``code`` is a stable word for programs (``empty``, ``too_large``...); ``message`` tells a person what
    happened, to which thing, and what to do next.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class SourceError(SaysoError):
    """One article could not be taken in: unreadable, empty, too large, unreachable or not text."""


class ReadingError(SaysoError):
    """One article could not be read for claims, through a fault of the reader's."""


class LedgerError(SaysoError):
    """The ledger could not be opened, or did not take what it was given; what it kept before is whole."""


class TamperedError(LedgerError):
    """The decision log does not follow from itself: something in its past was changed."""


class NotFoundError(SaysoError):
    """Nothing in the ledger has the id that was asked for."""
