"""Speakers: how far a reader could find them, who "it" and "he" are, and their fullest name.

The kind follows the annotation guidelines by lexicon: named (a person, body or outlet, and its officials),
anonymous (a role without name and body), diffuse ("activists", "reports"). The fullest name is sought among
the wordings that the article itself gives; nothing is known of the world beyond it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from sayso.model import PassageKind, Span, SpeakerKind
from sayso.reading.drafts import Document
from sayso.reading.rules import attributions, lines, phrases
from sayso.reading.rules.clauses import first_phrase
from sayso.reading.rules.kinds import WORD, Kinds, kind_of, kinds
from sayso.reading.rules.remembering import remembered

PROPER = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|St|Prof|Gov|Sen)\.|(?:[A-Z]\.)+|[A-Z](?:[\w'’-]|\.(?=\w))*)"
)
NAME = re.compile(rf"{PROPER}(?:\s(?:(?:of|for|and|in)\s(?:the\s)?|(?:al|de)\s)?\(?{PROPER}\)?){{1,9}}")
SPEAKERS_BACK = 50  # wordings of speakers among which a pronoun finds its own
SUBJECTS_BACK = 2  # sentences whose subject a pronoun may mean
LONGEST_NAME = 16  # words; a longer wording is a clause, not a name


def kind(document: Document, span: Span | None) -> SpeakerKind:
    """How far a reader could find the speaker that ``span`` words; author where there is none."""
    if span is None:
        return SpeakerKind.AUTHOR
    named = resolved(document, span)
    if is_pronoun(document, named):
        several = phrases.words(document.article.language).several
        return SpeakerKind.DIFFUSE if named.text.lower() in several else SpeakerKind.ANONYMOUS
    language, cased = document.article.language, lines.is_cased(document.article.text)
    found = kind_of(named.text, language=language, cased=cased)
    if found is SpeakerKind.ANONYMOUS and named.text.split()[0].lower() in phrases.words(language).definite:
        # "The governor", whom the article names elsewhere.
        fuller = kind_of(fullest(document, named), language=language, cased=cased)
        return fuller if fuller is SpeakerKind.NAMED else found
    return found


# ---- who it is ------------------------------------------------------------------------------------------


def is_pronoun(document: Document, span: Span) -> bool:
    """True where the wording is a bare pronoun."""
    return span.text.lower() in phrases.words(document.article.language).pronouns


def resolved(document: Document, span: Span) -> Span:
    """The nearest wording before ``span`` that names the same speaker; ``span`` itself where it names one."""
    behind = _relatives(document).get(span)
    if behind is not None or not is_pronoun(document, span):
        return behind or span
    return _antecedent(document, span) or span


def same(document: Document, outer: Span, inner: Span) -> bool:
    """True where two wordings of a sentence name one speaker: "the Observatory said the monitor counted"."""
    if is_pronoun(document, inner):
        return inner.text.lower() not in phrases.words(document.article.language).first_person
    if is_pronoun(document, outer):
        return resolved(document, outer) == inner
    first, second = fullest(document, outer), fullest(document, inner)
    if first.lower() == second.lower():
        return True
    language = document.article.language
    speech, lexicon = phrases.words(language), kinds(language)
    theirs, own = _content(first, speech), _content(second, speech)
    return bool(own) and all(
        w in lexicon.generic and (lexicon.generic[w] & theirs or w in theirs) for w in own
    )


def _antecedent(document: Document, span: Span) -> Span | None:
    speech, lexicon = phrases.words(document.article.language), kinds(document.article.language)
    low = span.text.lower()
    cased = lines.is_cased(document.article.text)
    fallback: Span | None = None
    for known in reversed(_subjects_before(document, span)):
        lows = [w.lower() for w in WORD.findall(known.text)]
        if not lows or lows[0] in speech.counting | speech.mute or speech.is_number(lows[0]):
            continue  # the counted are told of: they do not speak
        head = _head_of(lows, speech)
        party = any(w.replace("’", "'").removesuffix("'s") in lexicon.parties for w in (head, lows[-1]))
        body = _is_body(lows, known.text, speech) or party or head in speech.written
        plural = "and" in lows or (head.endswith("s") and not (cased and known.text.istitle()))
        if low in speech.personal:
            if not body and not (plural and not _is_name(known.text, cased=cased)):
                return known
        elif low in speech.bodily and body:
            return known
        elif low in speech.several:
            if plural:
                return known
            fallback = fallback or (known if body else None)
    return fallback


def _subjects_before(document: Document, span: Span) -> list[Span]:
    """Speakers named before ``span``, with the subjects of the last sentences before it, in order."""
    read = lines.read(document)
    speech = phrases.words(document.article.language)
    known = _speakers(document)
    last = bisect_left(known, span)
    before = [k for k in known[max(0, last - SPEAKERS_BACK) : last] if k.end <= span.start]
    at = bisect_right(read, span.start, key=lambda line: line.start) - 1
    for line in read[max(0, at - SUBJECTS_BACK) : at]:
        pair = first_phrase(line, speech, len(line.tokens))
        if pair and line.kind is not PassageKind.HEADLINE and _may_speak(line, speech, pair):
            before.append(document.article.cut(line.tokens[pair[0]].start, line.tokens[pair[1] - 1].end))
    return sorted(before, key=lambda s: (s.start, s.end))


def _may_speak(line: lines.Line, speech: phrases.Words, pair: tuple[int, int]) -> bool:
    """True for the subject of a sentence that could be "he" or "it" in the next: no victim of a passive."""
    first, head = line.tokens[pair[0]], line.tokens[pair[1] - 1]
    if first.low in speech.pronouns or head.low in speech.mute:
        return False
    known = speech.roles | speech.bodies | speech.outlets | speech.written
    if not any(
        t.low in known or (line.cased and t.text[0].isupper()) for t in line.tokens[pair[0] + 1 : pair[1]]
    ):
        return first.low not in speech.determiners and line.cased and first.text[0].isupper()
    following = [t.low for t in line.tokens[pair[1] : pair[1] + 2]]
    return not following or following[0] not in speech.passive or not following[-1].endswith(("ed", "en"))


def _head_of(lows: list[str], speech: phrases.Words) -> str:
    """The noun of a name, before what a preposition or a relative clause adds."""
    end = next(
        (k for k, w in enumerate(lows) if k and (w in speech.prepositions or w in speech.relatives)),
        len(lows),
    )
    return lows[end - 1] if lows else ""


def _is_name(text: str, *, cased: bool) -> bool:
    """True for a name in capitals of two words or more, whatever letter it ends in: "Ana Ruiz"."""
    capitals = [w for w in WORD.findall(text) if w[0].isupper()]
    return cased and len(capitals) > 1


def _is_body(lows: list[str], text: str, speech: phrases.Words) -> bool:
    head_end = next((k for k, w in enumerate(lows) if k and w in speech.prepositions), len(lows))
    head = lows[head_end - 1] if lows else ""
    if head in speech.roles or (any(w in speech.roles for w in lows[:head_end]) and len(lows[:head_end]) > 2):
        return False
    return (
        head in speech.bodies
        or head in speech.outlets
        or any(w in speech.bodies for w in lows)
        or text.isupper()
    )


@remembered
def _relatives(document: Document) -> dict[Span, Span]:
    """Whom each "who" beside a cue stands for."""
    return {a.beside: a.source for a in attributions.find(document) if a.beside and a.source}


@remembered
def _speakers(document: Document) -> tuple[Span, ...]:
    """All wordings of speakers in the order of the text, pronouns apart."""
    pronouns = phrases.words(document.article.language).pronouns
    found = {
        s for a in attributions.find(document) for s in (a.source,) if s and s.text.lower() not in pronouns
    }
    return tuple(sorted(found))


# ---- the fullest name -----------------------------------------------------------------------------------


def fullest(document: Document, span: Span) -> str:
    """The fullest name that the article gives for the speaker worded by ``span``.

    "It" leads to the body that spoke last, "the Observatory" to the longest wording that holds its names,
    "the monitor" to the monitoring body named in the article, a surname to the whole name, initials to the
    name they stand for. The wording itself where there is none.
    """
    named = resolved(document, span)
    article = document.article
    speech, lexicon = phrases.words(article.language), kinds(article.language)
    own = _content(named.text, speech)
    if not own:
        return named.text
    pool, index = _wordings(document), _index(document)
    generic = all(w in lexicon.generic or w in speech.modifiers or w.endswith("-based") for w in own)
    if generic:
        return _named_body(named, own, pool, lexicon, speech) or named.text
    rarest = min((index.get(w, ()) for w in own), key=len)
    fuller = [pool[k] for k in rarest if own < pool[k][1] and not _owned(pool[k][0].text, own)]
    if not fuller and len(own) == 1:
        fuller = [pool[k] for k in index.get("=" + next(iter(own)), ())]
    return _fullest_of(named, fuller)


def _owned(wording: str, own: frozenset[str]) -> bool:
    """True for "Norland's minister" as a fuller wording of "Norland": another speaker, whom it has."""
    return any(
        w.replace("’", "'").endswith("'s") and w.lower().replace("’", "'").removesuffix("'s") in own
        for w in WORD.findall(wording)
    )


def _fullest_of(named: Span, fuller: list[tuple[Span, frozenset[str], str]]) -> str:
    """Of wordings that hold the same names, the nearest before and whatever is fuller still."""
    if not fuller:
        return named.text
    before = [w for w in fuller if w[0].end <= named.start]
    core = (before[-1] if before else fuller[0])[1]
    longest = max((w for w in fuller if core <= w[1]), key=lambda w: (len(w[1]), -w[0].start))
    return longest[0].text


@remembered
def _index(document: Document) -> dict[str, list[int]]:
    """Where in the wordings each word stands, and behind "=" each run of initials."""
    index: dict[str, list[int]] = {}
    for place, (_, content, initials) in enumerate(_wordings(document)):
        for word in (*content, "=" + initials):
            index.setdefault(word, []).append(place)
    return index


def _content(text: str, speech: phrases.Words) -> frozenset[str]:
    lows = (w.lower().replace("’", "'").removesuffix("'s") for w in WORD.findall(text))
    return frozenset(
        w for w in lows if w not in speech.determiners and w not in speech.prepositions and w != "and"
    )


def _named_body(
    named: Span,
    own: frozenset[str],
    pool: tuple[tuple[Span, frozenset[str], str], ...],
    lexicon: Kinds,
    speech: phrases.Words,
) -> str | None:
    """The body that "the monitor" stands for: the last fitting one named before, else the first after."""
    heads = frozenset[str]().union(*(lexicon.generic[w] for w in own if w in lexicon.generic))
    fitting = [
        (wording, content)
        for wording, content, _ in pool
        if content & heads
        and any(w not in lexicon.generic and w not in speech.modifiers for w in content)
        and not content & speech.roles
        and not content & speech.relatives
    ]
    before = [w for w, _ in fitting if w.end <= named.start]
    chosen = before[-1] if before else fitting[0][0] if fitting else None
    if chosen is None:
        return None
    core = _content(chosen.text, speech)
    longer = [w for w, content in fitting if core <= content]
    return max(longer, key=lambda w: len(w.text)).text if longer else chosen.text


def _names(match: re.Match[str], speech: phrases.Words) -> Iterator[tuple[int, int]]:
    """The names of a stretch of capitals: one, or in a heading those between its prepositions ("WITH")."""
    if not match[0].isupper():
        yield match.span()
        return
    begins, ends = match.start(), match.start()
    for word in WORD.finditer(match[0]):
        low = word[0].lower()
        if low in speech.prepositions and low not in speech.within_names:
            if ends > begins:
                yield begins, ends
            begins = match.start() + word.end() + 1
        ends = match.start() + word.end()
    if ends > begins:
        yield begins, ends


@remembered
def _wordings(document: Document) -> tuple[tuple[Span, frozenset[str], str], ...]:
    """All names of the article with their content words and initials, in the order of the text."""
    article, spoken = document.article, _speakers(document)
    speech = phrases.words(article.language)
    names = NAME.finditer(article.text) if lines.is_cased(article.text) else ()  # capitals tell nothing there
    spans = {*spoken, *(article.cut(*part) for m in names for part in _names(m, speech))}
    made: list[tuple[Span, frozenset[str], str]] = []
    for span in sorted(spans):
        tokens = WORD.findall(span.text)
        if len(tokens) <= LONGEST_NAME and "\n" not in span.text:
            initials = "".join(
                t[0] for t in tokens if t[0].isupper() and t.lower() not in speech.determiners
            ).lower()
            made.append((span, _content(span.text, speech), initials))
    return tuple(made)
