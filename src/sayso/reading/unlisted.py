"""Place names that no list knows: the words around them make them places ("the village of ...", "in ...").

Reporting names many places that no gazetteer holds. Where case tells nothing, in texts all in capitals or all
in lower case, such a name must be made of words that are none of the language.
"""

from sayso.reading.drafts import Document
from sayso.reading.gazetteer import fold
from sayso.reading.namecontext import (
    JOINED,
    POSSESSIVE,
    Line,
    flat,
    headed,
    kind_before,
    kind_behind,
    strong_before,
)
from sayso.reading.placeindex import ARTICLES
from sayso.reading.placewords import Words, common, demonym

LONGEST = 5
"""Words of a name at most."""


def unlisted_at(document: Document, line: Line, i: int, known: Words) -> tuple[int, str] | None:
    """A run of words that the words around it make a place, though no list knows it.

    Where case tells nothing they must be no words of the language.
    """
    if line.blind and not (all(line.upper) or flat(line)):
        return None
    facility = _facility_at(document, line, i, known)
    if facility is not None:
        return facility
    if line.blind:
        return _stranger_at(document, line, i, known)
    word = line.low[i]
    if not line.upper[i]:
        return None
    if " ".join(line.low[i : i + 2]) in known.demonyms:
        return None  # "the Sri Lankan capital"
    if demonym(word, known):
        # "The Armenian district" is a quarter; "the Turkish hospital" may be anywhere.
        quarter = kind_behind(document, line, i + 1, known)
        named = quarter and "-" not in word and line.low[quarter[0] - 1] in known.quarters
        return (i + 1, fold(word)) if named else None
    written = line.tokens[i][2]
    if POSSESSIVE.search(written) or written.isupper():
        return None
    last = word.rpartition("-")[2]
    telling = last in known.compounds or demonym(last, known) or common(last, known)
    if "-" in word and telling and word.partition("-")[0] not in ARTICLES:
        return None  # "the Kurdish-majority city"
    text, tokens = document.article.text, line.tokens
    j = i + 1
    begun = headed(line, i, known)
    opened = word in known.openers and j < len(tokens) and line.upper[j] and _named(line.low[j], known)
    if is_plain(word, known) and not (opened or begun):
        return None
    while j < len(tokens) and j < i + 3 and line.upper[j] and line.low[j] not in known.kinds:
        if not JOINED.fullmatch(text, tokens[j - 1][1], tokens[j][0]) or not _named(line.low[j], known):
            break
        j += 1
    behind = kind_behind(document, line, j, known)
    plain = not opened and all(common(w, known) for w in line.low[i:j])
    if behind is not None and behind[1] in {"admin1", "admin2"} and plain:
        return None  # "the Protection department"
    if behind is None and j == i + 1 and plain and line.low[i - 1] not in known.of:
        return None
    if behind is None and (
        word in known.parties or not (begun or kind_before(line, i, known) or _there(line, i, known))
    ):
        return None
    return j, fold(text[tokens[i][0] : tokens[j - 1][1]])


def _facility_at(document: Document, line: Line, i: int, known: Words) -> tuple[int, str] | None:
    """ "The Central Market", "the Military Hospital": plain words in capitals before a kind of spot are its
    name; where case tells nothing, those that open such names.
    """
    text, tokens = document.article.text, line.tokens
    word = line.low[i]
    if i == 0 or line.low[i - 1] not in known.articles or not line.upper[i]:
        return None
    if line.blind and not (word in known.facilities or demonym(word, known)):
        return None
    for j in range(i + 1, min(i + 4, len(tokens))):
        if not line.upper[j] or text[tokens[j - 1][1] : tokens[j][0]] != " ":
            return None
        behind = kind_behind(document, line, j, known)
        if behind is not None and behind[1] == "inside" and line.upper[behind[0] - 1]:
            return j, fold(text[tokens[i][0] : tokens[behind[0] - 1][1]])
        if not _named(line.low[j], known) and not line.blind and line.low[j] in known.bodies:
            return None
    return None


def _there(line: Line, i: int, known: Words) -> bool:
    """Behind "in", "near"; and "on" or "hit", which stand before parties too."""
    return strong_before(line, i, known) or (i > 0 and line.low[i - 1] in known.struck)


def _stranger_at(document: Document, line: Line, i: int, known: Words) -> tuple[int, str] | None:
    """In a text all in capitals or all in lower case: up to three words that are none of the language, and
    what a spot's name may hold besides ("JOSE MARIA CORDOBA INTERNATIONAL AIRPORT").
    """
    text, tokens = document.article.text, line.tokens
    if not (_strange(line.low[i], known) or _opens(line, i, known)):
        return None
    j = end = i + 1
    strange = i + int(_strange(line.low[i], known))
    while j < len(tokens) and j < i + LONGEST and JOINED.fullmatch(text, tokens[j - 1][1], tokens[j][0]):
        if _strange(line.low[j], known) and j < i + 3:
            strange = j + 1
        elif line.low[j] not in known.givens and line.low[j] not in known.facilities:
            break
        j += 1
    if strange == i:
        return None
    spot = kind_behind(document, line, j, known)
    end = j if spot is not None and spot[1] == "inside" else strange
    if POSSESSIVE.search(tokens[end - 1][2]):
        return None
    if not (
        kind_behind(document, line, end, known)
        or kind_before(line, i, known)
        or strong_before(line, i, known)
    ):
        return None
    return end, fold(text[tokens[i][0] : tokens[end - 1][1]])


def _strange(word: str, known: Words) -> bool:
    return (
        len(word) > 3
        and word.isalpha()
        and not common(word, known)
        and not demonym(word, known)
        and word not in known.kinds
    )


def _opens(line: Line, i: int, known: Words) -> bool:
    return line.low[i] in known.openers and i + 1 < len(line.low) and _strange(line.low[i + 1], known)


def _named(word: str, known: Words) -> bool:
    """Whether a word may be the second of a name: "Sheikh Mustafa" is a village too."""
    return word not in known.plain or word in known.givens


def is_plain(word: str, known: Words) -> bool:
    """Stripped copies lose apostrophes: "Mondays fighting" names no place either."""
    return word in known.plain or (word.endswith("s") and len(word) > 4 and word[:-1] in known.plain)
