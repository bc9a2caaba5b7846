"""sayso: on whose say-so? A ledger of who said what in crisis reporting.

The front door, in the words of the command line::

    import sayso

    reading = sayso.read("article.html")              # or a URL, .txt, .json, .pdf, "-"
    for figure in reading.figures:
        print(figure.quantity.span.text, figure.measure, figure.speaker)

    for outcome in sayso.read_all(["articles/"]):     # Reading, or Failure in its place
        ...

    with sayso.Ledger("sayso.db") as ledger:          # one SQLite file, made where there is none
        ledger.add("articles/")
        ledger.export("csv", "claims.csv", measure="killed")

Records (``Reading``, ``Figure``, ``Span``...) are those of :mod:`sayso.model`; errors form the tree of
:mod:`sayso.model.errors`. Nothing is loaded before it is used, so that importing costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.desk import read, read_all, read_text
    from sayso.keeping import Added, Ledger
    from sayso.model import (
        Article,
        Citation,
        Claim,
        Failure,
        Figure,
        LedgerError,
        NotFoundError,
        Problem,
        Reading,
        ReadingError,
        Responsibility,
        Run,
        SaysoError,
        SourceError,
        Span,
        Speaker,
        Statement,
        TamperedError,
    )

__version__ = "0.1.0"

__all__ = [
    "Added",
    "Article",
    "Citation",
    "Claim",
    "Failure",
    "Figure",
    "Ledger",
    "LedgerError",
    "NotFoundError",
    "Problem",
    "Reading",
    "ReadingError",
    "Responsibility",
    "Run",
    "SaysoError",
    "SourceError",
    "Span",
    "Speaker",
    "Statement",
    "TamperedError",
    "__version__",
    "read",
    "read_all",
    "read_text",
]

_HOME = {"read": "desk", "read_all": "desk", "read_text": "desk", "Added": "keeping", "Ledger": "keeping"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME.get(name, 'model')}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
