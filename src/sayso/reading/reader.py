"""Reads one article: sentences and quantities, then claims by a claim reader, then what they resolve to.

The claim reader is the part that may be by rule or learned; all else is the same for both. Reading is a pure
function: the same article, reader and version give the same reading, byte for byte.
"""

from sayso import __version__, languages
from sayso.model import Article, Problem, Reading, Run
from sayso.reading import resolving, tone
from sayso.reading.document import prepare
from sayso.reading.drafts import ClaimReader
from sayso.reading.rules import RuleReader, speakers

FALLBACK = "en"
"""The language whose data reads an article in a language that has none."""


def default_reader() -> ClaimReader:
    """The claim reader that ``read`` takes where none is given."""
    return RuleReader()


def read(article: Article, *, claim_reader: ClaimReader | None = None) -> Reading:
    """The claims of ``article``, with every problem that was met.

    An article in a language that sayso has no data for is read with the English data and carries a
    ``language`` problem: what comes out of it is little and to be doubted.
    """
    reader = claim_reader or default_reader()
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
    told = (article.language or FALLBACK).split("-")[0].lower()
    if told in languages.available():
        return told, ()
    message = f"The article seems to be in '{told}', which sayso cannot read yet: its claims are doubtful."
    return FALLBACK, (Problem(code="language", message=message),)
