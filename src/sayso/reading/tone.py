"""Loaded words, each with a neutral reading: "martyrdom" is marked, and "deaths" set beside it.

What counts as loaded is data (``languages/<code>/tone.toml``), the longest entry wins, and a word is marked
wherever it stands, in quotations and in names of groups too: who chose it is another question, which the
statement around it answers. Nothing is replaced; the article's words stay as they are.
"""

import re
from dataclasses import dataclass
from functools import cache

from sayso import languages
from sayso.model import Article, PassageKind, Span, Tone
from sayso.reading.drafts import Sentence

NEIGHBOURHOOD = 40  # characters looked at on each side for words that make a loaded word plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The loaded words of a language: one pattern, their readings, and the neighbours that clear them."""

    pattern: re.Pattern[str]
    neutral: dict[str, str]
    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]


@cache
def loaded(language: str | None) -> Loaded:
    """The loaded words of ``language``, or of English where there is no folder for it."""
    data = languages.lexicon(language, "tone")
    neutral: dict[str, str] = data["words"]
    entries: dict[str, list[str]] = {}
    for entry in sorted(neutral, key=len, reverse=True):
        entries.setdefault(re.escape(entry[0]), []).append(r"\s+".join(map(re.escape, entry.split())))
    # Gathered by their first letter, because the engine tries the branches of an alternation one by one.
    alternatives = "|".join(f"(?={first})(?:{'|'.join(words)})" for first, words in entries.items())
    unless = data.get("unless", {})
    return Loaded(
        pattern=re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.IGNORECASE),
        neutral=neutral,
        before={word: tuple(others) for word, others in unless.get("before", {}).items()},
        after={word: tuple(others) for word, others in unless.get("after", {}).items()},
    )


def find(article: Article, sentences: tuple[Sentence, ...]) -> tuple[Tone, ...]:
    """The loaded words of an article in the order of the text; those of boilerplate are left out."""
    words = loaded(article.language)
    found: list[Tone] = []
    for sentence in sentences:
        if article.passages[sentence.passage].kind is PassageKind.BOILERPLATE:
            continue
        for match in words.pattern.finditer(article.text, sentence.span.start, sentence.span.end):
            entry = " ".join(match[0].lower().split())
            span = article.cut(*match.span())
            if not _plain(article.text, span, entry, words):
                found.append(Tone(span=span, neutral=words.neutral[entry]))
    return tuple(found)


def _plain(text: str, span: Span, entry: str, words: Loaded) -> bool:
    """True where a neighbour makes the word plain: "Martyrs' Square" is a place's name."""
    before = text[max(0, span.start - NEIGHBOURHOOD) : span.start].lower().rstrip()
    after = text[span.end : span.end + NEIGHBOURHOOD].lower()
    after = after.removeprefix("'").removeprefix("’").removeprefix("s ").lstrip()
    return before.endswith(words.before.get(entry, ())) or after.startswith(words.after.get(entry, ()))
