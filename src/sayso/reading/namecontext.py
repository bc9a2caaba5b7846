"""What the words beside a name tell: the kind of place, or that it is no place but a person or a body.

Works on a :class:`Line`, one sentence as tokens. It knows words, not the place index.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from sayso.reading.drafts import Document
from sayso.reading.placewords import Words, common, demonym

TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_][^\W_]*(?:[’'`‘-](?=[^\W\d_])[^\W\d_]+)*")
POSSESSIVE = re.compile(r"[’'`][sS]$")
JOINED = re.compile(r"[\s-]{1,2}|\.\s")
_BEHIND = re.compile(r"[\"”’]?\s")
_ARTICLED = re.compile(r"(?:[ae]l|a[stzdrn]|e[sz])-[A-Z‘'`]")


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence as tokens; ``blind`` where its case tells nothing."""

    index: int
    start: int
    tokens: tuple[tuple[int, int, str], ...]
    low: tuple[str, ...]
    upper: tuple[bool, ...]
    blind: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """An article's sentences as tokens, and the countries of which it speaks by adjective or people.

    ``peoples`` are in the order of the lines; ``told`` counts them all, those of the title and what the words
    say that are at home in one country.
    """

    lines: tuple[Line, ...]
    peoples: tuple[tuple[str, ...], ...]
    told: dict[str, int]

    @classmethod
    def of(cls, document: Document, known: Words) -> "Ground":
        """Read ``document`` once for all that looks for names in it."""
        read = tuple(lines(document, known))
        spoken = tuple(tuple(peoples(line.low, known)) for line in read)
        title = document.article.title or ""
        titled = peoples((m[0].lower() for m in TOKEN.finditer(title)), known)
        told = Counter(chain(titled, *spoken))
        for text in (document.article.text, title):
            told.update(_signed(text, known))
        return cls(read, spoken, dict(told))


def lines(document: Document, known: Words) -> Iterator[Line]:
    """The sentences of ``document`` as tokens."""
    text = document.article.text
    letters = Counter(text[:20_000])
    capitals = sum(number for letter, number in letters.items() if letter.isupper())
    share = capitals / max(1, sum(number for letter, number in letters.items() if letter.isalpha()))
    blind = share > 0.6 or share < 0.005
    for index, sentence in enumerate(document.sentences):
        span = sentence.span
        tokens = tuple([(*m.span(), m[0]) for m in TOKEN.finditer(text, span.start, span.end)])
        low = tuple([w.lower() for _, _, w in tokens])
        upper = tuple([_capital(w) for _, _, w in tokens])
        long = [u for u, w in zip(upper, low, strict=True) if len(w) > 3]
        titled = len(long) >= 4 and sum(long) / len(long) > 0.75
        yield Line(index, span.start, tokens, low, upper, blind or titled)


def _capital(word: str) -> bool:
    return word[0].isupper() or ("-" in word and _ARTICLED.match(word) is not None)


def flat(line: Line) -> bool:
    """True where a sentence is all in lower case, so that any word may open a name."""
    return line.blind and not any(line.upper)


def kind_behind(document: Document, line: Line, j: int, known: Words) -> tuple[int, str] | None:
    """The kind that the next one or two words tell, and the token after them."""
    text, tokens = document.article.text, line.tokens
    for k in (2, 1):
        if j + k > len(tokens) or not _BEHIND.fullmatch(text, tokens[j - 1][1], tokens[j][0]):
            continue
        kind = known.kinds.get(" ".join(POSSESSIVE.sub("", w) for w in line.low[j : j + k]))
        if kind == "around" and line.upper[j] and line.low[j] in known.organisations:
            continue  # "the Aleppo front" is a place, "the Fateh al-Sham Front" a body
        if kind == "city" and line.low[j + k : j + k + 1] and line.low[j + k] in known.of:
            continue  # "the Deylam city of Qalb" is Qalb
        if kind is not None:
            return j + k, kind
    return None


def kind_before(line: Line, i: int, known: Words) -> str | None:
    """ "The village of X", "the towns of X", "an area known as X": the kind told before the name."""
    called = _called_before(line, i, known)
    if called is not None:
        return called
    if i >= 2 and line.low[i - 1] in known.of:
        # In "the Zahraa district of Homs" the word is the other name's.
        kind = known.kinds.get(line.low[i - 2])
        owner = i >= 3 and line.upper[i - 3] and not line.blind and not common(line.low[i - 3], known)
        # "The Morra town of Asta" is Asta.
        return None if owner and kind != "city" and not demonym(line.low[i - 3], known) else kind
    if i >= 1 and line.low[i - 1] in known.seats:
        return "city"
    if i >= 1 and not line.upper[i - 1] and not flat(line) and not (i >= 2 and line.upper[i - 2]):
        return known.kinds.get(line.low[i - 1])
    return None


def _called_before(line: Line, i: int, known: Words) -> str | None:
    """The kind of what is called so: "a district of the city known as X"."""
    for words in (1, 2):
        if i > words and " ".join(line.low[i - words : i]) in known.called:
            told = (known.kinds.get(word) for word in reversed(line.low[max(0, i - words - 5) : i - words]))
            return next((kind for kind in told if kind is not None and kind != "country"), None)
    return None


def headed(line: Line, i: int, known: Words) -> bool:
    """Whether the word only begins a name, as another in capitals follows that is none of the language:
    "Kafr Nabuda".
    """
    following = line.low[i + 1 : i + 2]
    opens = line.low[i] in known.heads and bool(following) and line.upper[i + 1] and not line.blind
    return opens and not common(following[0], known)


def strong_before(line: Line, i: int, known: Words) -> bool:
    """True behind a word that says that something is there ("in", "near")."""
    while i and (line.low[i - 1] in known.directions or line.low[i - 1] in known.articles):
        i -= 1
    return i > 0 and line.low[i - 1] in known.strong


def chained(text: str, start: int, end: int) -> bool:
    """True where nothing but commas and "and" stands between two names: they share what is said of them."""
    return bool(re.fullmatch(r"\W*(?:\w{1,3}\W+){0,2}", text[start:end]))


def speaks(line: Line, j: int, known: Words) -> bool:
    """True where a verb of speaking or acting follows ("Turkey said")."""
    return j < len(line.low) and line.low[j] in known.speech


def inside_name(document: Document, line: Line, i: int, j: int, known: Words, *, country: bool) -> bool:
    """Whether the words beside make it part of a person's or a body's name."""
    text, tokens = document.article.text, line.tokens
    if _called_before(line, i, known) is not None:
        return False
    touching = i > 0 and text[tokens[i - 1][1] : tokens[i][0]] in {" ", ". "}
    following = j < len(tokens) and text[tokens[j - 1][1] : tokens[j][0]] == " "
    if touching and line.low[i - 1] in known.titles and (line.upper[i - 1] or flat(line)) and not country:
        return True
    if touching and line.upper[i - 1] and line.low[i - 1] in known.givens:
        return True
    if following and line.low[j] in known.families:
        return True
    if (
        following
        and line.low[j] in known.organisations
        and line.low[j] not in known.bodies
        and (line.upper[j] and not all(line.upper))
    ):
        return True
    if line.blind or country:
        return False
    stranger = (
        following
        and line.upper[j]
        and line.low[j] not in known.plain
        and line.low[j] not in known.bodies
        and line.low[j] not in known.kinds
    )
    if stranger and j == i + 1 and not (touching and line.low[i - 1] in known.locative):
        return True
    leading = touching and i > 1 and line.upper[i - 1] and text[tokens[i - 1][1] : tokens[i][0]] == " "
    return (
        leading
        and line.low[i - 1] not in known.plain
        and line.low[i - 1] not in known.demonyms
        and line.low[i - 1] not in known.directions
    )


def body(text: str, line: Line, j: int, known: Words) -> bool:
    """ "Minnesota Governor", "Fargo Police": an office, not a scene."""
    if j >= len(line.low) or not line.upper[j] or line.low[j] not in known.bodies or all(line.upper):
        return False
    return text[line.tokens[j - 1][1] : line.tokens[j][0]] == " "


def adjective(line: Line, j: int, key: str, known: Words) -> bool:
    """ "US air strikes" are no strikes in the US: a short name before a plain noun is an adjective."""
    if len(key.replace(" ", "")) > 3 or j >= len(line.low):
        return False
    return (
        line.low[j] not in known.locative
        and line.low[j] not in known.joins
        and line.low[j] not in known.speech
    )


def peoples(low: Iterable[str], known: Words) -> Iterator[str]:
    """The countries of which words in lower case speak by adjective or people ("Syrian", "Turks"), each time
    that they do.
    """
    before, demonyms = "", known.demonyms
    for word in low:
        bare = word if word.isalpha() else POSSESSIVE.sub("", word).split("-")[0]
        code = demonyms.get(f"{before} {bare}") if bare in known.seconds else None
        code = code or demonyms.get(bare)
        if code is None and bare.endswith("s"):
            code = demonyms.get(bare[:-1])
        if code is not None:
            yield code
        before = bare


def _signed(text: str, known: Words) -> Iterator[str]:
    """The countries in whose words ``text`` is written; few texts hold any, so that those are asked first."""
    lowered = text.lower()
    for code, sign in known.signs.items():
        if any(word in lowered for word in known.signing[code]) and sign.search(text):
            yield code
