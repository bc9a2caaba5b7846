"""Reads one article: sentences and quantities, then claims by a claim reader, then what they resolve to.

The claim reader is the part that may be by rule or learned; all else is the same for both. Reading is a pure
function: the same article, reader and version give the same reading, byte for byte.
"""

from functools import cache

from sayso import __version__, languages
from sayso.model import Article, Problem, Reading, ReadingError, Run
from sayso.reading import resolving, tone
from sayso.reading.document import prepare
from sayso.reading.drafts import ClaimReader
from sayso.reading.rules import RuleReader, speakers

READERS = ("model", "rules")
"""The claim readers by name: the learned one (which takes the rules' hints), and the rules alone."""


@cache
def reader_named(name: str | None) -> ClaimReader:
    """The claim reader ``name`` of :data:`READERS`; None for the best one that is installed.

    Raises ``ReadingError`` for another name, and for ``model`` where no model is installed.
    """
    if name == "rules" or (name is None and not _shipped()):
        return RuleReader()
    if name not in (None, "model"):
        raise ReadingError("reader", f"no reader is called {name!r}; there are {' and '.join(READERS)}")
    if not _shipped():
        raise ReadingError(
            "model_missing", "no reading model is installed; read by rules, or reinstall sayso"
        )
    from sayso.reading.learned import load  # onnxruntime takes a moment

    return load()


def _shipped() -> bool:
    from sayso.reading.learned.card import shipped

    return shipped()


def read(
    article: Article, *, claim_reader: ClaimReader | None = None, reader_name: str | None = None
) -> Reading:
    """The claims of ``article``, with every problem that was met.

    ``claim_reader`` reads in place of the one that ``reader_name`` names. An article in a language that sayso
    has no data for is read with the English data and carries a ``language`` problem: what comes out of it is
    little and to be doubted.
    """
    reader = claim_reader or reader_named(reader_name)
    language, problems = _language(article)
    document = prepare(article)
    run = Run(version=__version__, model=reader.name, language=language)
    return resolving.resolve(
        document,
        reader.read(document),
        run=run,
        namer=speakers.fullest,
        tone=tone.find(article, document.sentences),
        problems=problems,
    )


def _language(article: Article) -> tuple[str, tuple[Problem, ...]]:
    told = (article.language or languages.FALLBACK).split("-")[0].lower()
    if told in languages.available():
        return told, ()
    message = f"The article seems to be in '{told}', which sayso cannot read yet: its claims are doubtful."
    return languages.FALLBACK, (Problem(code="language", message=message),)
