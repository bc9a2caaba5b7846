"""On whose say-so each figure stands: speaker, relay, stance and hedges.

The speaker is that of the sentence or clause that carries the number; in a chain ("state TV quoted a
commander as saying") the first to speak, with the relay kept apart. Attribution goes on through following
sentences only where a reader plainly hears the same speaker: a quotation that goes on, or a breakdown of
the tally just given. A headline has no speaker unless it names one.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cache

from sayso import languages
from sayso.model import PassageKind, Span, SpeakerKind, Stance
from sayso.reading.drafts import Document, FigureDraft, SpeakerDraft
from sayso.reading.rules import attributions, lines, phrases, speakers
from sayso.reading.rules.attributions import Attribution
from sayso.reading.rules.lines import Line
from sayso.reading.rules.remembering import remembered

CARRY = 3  # sentences that a speaker may be heard on
IMPERSONAL = 5  # tokens from "it" to its verb: "it has also been officially reported"
HEDGE_REACH = 12  # tokens before a number within which a hedge word is heard with it


@dataclass(frozen=True, slots=True, kw_only=True)
class Tones:
    """Hedges, stances and the words by which a tally is broken down, in one language."""

    hedges: frozenset[str]
    hedge_phrases: tuple[tuple[str, ...], ...]
    denies: frozenset[str]
    doubts: frozenset[str]
    claiming: frozenset[str]
    breakdown: tuple[tuple[str, ...], ...]
    impersonal: frozenset[str]
    beside: tuple[tuple[str, ...], ...]


@cache
def tones(language: str | None) -> Tones:
    """The lexicon of ``language``, or of English where there is none for it."""
    data = languages.lexicon(language, "speech")
    return Tones(
        hedges=phrases.word_set(data["hedges"]["words"]),
        hedge_phrases=tuple(tuple(p.split()) for p in data["hedges"]["phrases"]),
        denies=phrases.word_set(data["stance"]["denies"]),
        doubts=phrases.word_set(data["stance"]["doubts"]),
        claiming=phrases.word_set(data["stance"]["claiming"]),
        breakdown=tuple(tuple(p.split()) for p in data["carry"]["breakdown"]),
        impersonal=phrases.word_set(data["speakers"]["impersonal"]["verbs"]),
        beside=tuple(tuple(p.split("-")) for p in data["speakers"]["impersonal"]["beside"].split()),
    )


def attribute(document: Document, figures: tuple[FigureDraft, ...]) -> tuple[FigureDraft, ...]:
    """The figures, each with its speaker, stance and hedges; nothing else of them changes."""
    voices = Voices.of(document)
    return tuple(_attributed(document, voices, figure) for figure in figures)


def _attributed(document: Document, voices: "Voices", figure: FigureDraft) -> FigureDraft:
    speaker, stance = voices.speaker(document, figure.quantity.span)
    return replace(
        figure, speaker=speaker, stance=stance, hedges=voices.hedges(document, figure.quantity.span)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """The lines of a document with their attributions: answers who says what stands at an offset."""

    read: tuple[Line, ...]
    found: tuple[tuple[Attribution, ...], ...]
    spoken: tuple[tuple[Attribution, ...], ...]
    """For each line the attributions whose cue stands in another one and whose content reaches into it."""

    @classmethod
    def of(cls, document: Document) -> "Voices":
        """Look through a document once."""
        return _voices(document)

    def line_at(self, offset: int) -> int | None:
        """The index of the line that holds ``offset``, or None."""
        low, high = 0, len(self.read)
        while low < high:
            middle = (low + high) // 2
            if self.read[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self.read) and self.read[low].start <= offset else None

    def speaker(self, document: Document, span: Span) -> tuple[SpeakerDraft, Stance]:
        """Who says what stands at ``span``, and how: the article itself where nobody else does."""
        index = self.line_at(span.start)
        if index is None:
            return SpeakerDraft(), Stance.ASSERTS
        one = self._carrier(document, index, span)
        if one is None:
            return self._impersonal(document, index, span), Stance.ASSERTS
        return drafted(document, one), stance(document, one)

    def _carrier(self, document: Document, index: int, span: Span) -> Attribution | None:
        holding = [a for a in self.found[index] if _holds(a, span) and _claims(document, a)]
        holding += [a for a in self.spoken[index] if _holds(a, span)]
        told = [a for a in holding if not a.bracketed and not _is_ours(document, a)]
        if holding:
            return _chain(document, told or holding)
        return self._carried(document, index, span)

    def _carried(self, document: Document, index: int, span: Span) -> Attribution | None:
        """The speaker of the sentence before, where a reader plainly hears it on.

        So it is where this sentence breaks down the same tally, and where the sentence behind it goes back to
        the same speaker ("..., Yusufi said. No one was killed. ..., Yusufi added.").
        """
        line = self.read[index]
        if line.kind is PassageKind.HEADLINE or self.found[index]:
            return None
        before = self._said_near(index, range(index - 1, max(-1, index - CARRY), -1), last=True)
        if before is None:
            return None
        if self._breaks_down(document, line):
            return before
        after = self._said_near(index, range(index + 1, min(len(self.read), index + CARRY)), last=False)
        return before if after and self._same(document, before, after) else None

    def _said_near(self, index: int, places: range, *, last: bool) -> Attribution | None:
        """The nearest attribution in ``places``, with no other passage between."""
        for place in places:
            if self.read[place].passage != self.read[index].passage and abs(place - index) > 1:
                return None
            said = [a for a in self.found[place] if a.saying and a.source and not a.negated]
            if said:
                return said[-1] if last else said[0]
        return None

    def _same(self, document: Document, before: Attribution, after: Attribution) -> bool:
        """True where both are plainly the same speaker: a pronoun, or the same name."""
        if before.source is None or after.source is None:
            return False
        if speakers.is_pronoun(document, after.source):
            return speakers.resolved(document, after.source) == speakers.resolved(document, before.source)
        first, second = speakers.fullest(document, before.source), speakers.fullest(document, after.source)
        return first.lower() == second.lower()

    def _breaks_down(self, document: Document, line: Line) -> bool:
        lows = [t.low for t in line.tokens]
        return any(_contains(lows, words) for words in tones(document.article.language).breakdown)

    def _impersonal(self, document: Document, index: int, span: Span) -> SpeakerDraft:
        """ "It is believed", "were reported": nobody in particular, worded by the cue itself."""
        line = self.read[index]
        at = line.find(span.start)
        cue = _nobody(line, phrases.words(document.article.language), tones(document.article.language), at)
        if cue is None:
            return SpeakerDraft()
        worded = document.article.cut(line.tokens[cue[0]].start, line.tokens[cue[1] - 1].end)
        return SpeakerDraft(span=worded, kind=SpeakerKind.DIFFUSE, cue=worded)

    def hedges(self, document: Document, span: Span) -> tuple[Span, ...]:
        """The words of the same sentence that hedge what stands at ``span``."""
        index = self.line_at(span.start)
        if index is None:
            return ()
        line, words = self.read[index], tones(document.article.language)
        at = line.find(span.start)
        lows = [t.low for t in line.tokens]
        made: list[Span] = []
        for step in range(max(0, at - HEDGE_REACH), min(len(lows), at + HEDGE_REACH)):
            if lows[step] in words.hedges:
                made.append(document.article.cut(line.tokens[step].start, line.tokens[step].end))
            for phrase in words.hedge_phrases:
                if lows[step] == phrase[0] and tuple(lows[step : step + len(phrase)]) == phrase:
                    last = line.tokens[step + len(phrase) - 1]
                    made.append(document.article.cut(line.tokens[step].start, last.end))
        return tuple(made)


@remembered
def _voices(document: Document) -> Voices:
    read = lines.read(document)
    found: list[list[Attribution]] = [[] for _ in read]
    spoken: list[list[Attribution]] = [[] for _ in read]
    starts = [line.start for line in read]
    for one in attributions.find(document):
        found[one.line].append(one)
        if one.bracketed or any(c.start >= read[one.line].end for c in one.content):
            for at in sorted({at for c in one.content for at in _lines_of(c, starts)} - {one.line}):
                spoken[at].append(one)
    return Voices(read=read, found=tuple(map(tuple, found)), spoken=tuple(map(tuple, spoken)))


def _nobody(line: Line, lexicon: phrases.Words, words: Tones, at: int) -> tuple[int, int] | None:
    """The tokens of the words that say what stands at ``at`` of nobody in particular, or None.

    "It was officially reported [today that] ..." and "..., it was reported" tell all of their sentence,
    "are believed" what stands near.
    """
    lows = [t.low for t in line.tokens]
    for start in (k for k, low in enumerate(lows) if low in lexicon.bodily):
        end = start + 1
        while end < len(lows) and end - start < IMPERSONAL and _helps(lows[end], lexicon):
            end += 1
        if end < len(lows) and lows[end] in words.impersonal and lexicon.passive & set(lows[start:end]):
            behind = any(t.word and t.low not in lexicon.time for t in line.tokens[end + 1 :])
            if at > end if behind else at < start:
                return start, end + 1
    for phrase in words.beside:
        for start in range(max(0, at - HEDGE_REACH), min(len(lows), at + HEDGE_REACH)):
            if lows[start] == phrase[0] and tuple(lows[start : start + len(phrase)]) == phrase:
                return start, start + len(phrase)
    return None


def _helps(low: str, lexicon: phrases.Words) -> bool:
    """True for an auxiliary or adverb of a cue: "has", "also", "officially"."""
    return low in lexicon.between or low.endswith("ly")


def _contains(lows: list[str], words: tuple[str, ...]) -> bool:
    if words[0] == "^":
        return tuple(lows[: len(words) - 1]) == words[1:]
    return words[0] in lows and any(
        tuple(lows[k : k + len(words)]) == words for k in range(len(lows) - len(words) + 1)
    )


def _lines_of(content: Span, starts: list[int]) -> range:
    """The lines that a stretch reaches into."""
    return range(max(0, bisect_right(starts, content.start) - 1), bisect_left(starts, content.end))


def _holds(one: Attribution, span: Span) -> bool:
    return any(c.start <= span.start < c.end for c in one.content)


def _claims(document: Document, one: Attribution) -> bool:
    """True where the cue makes the content the speaker's claim: saying, or blaming, not praise or wish."""
    return one.source is not None and (one.saying or one.verb in tones(document.article.language).claiming)


def _is_ours(document: Document, one: Attribution) -> bool:
    """True for "we counted" and "our forces report": whoever speaks all of the text or quotation says so."""
    words = phrases.words(document.article.language)
    first = one.source.text.lower().split()[0] if one.source else ""
    return first in words.first_person or first in words.ours


def _chain(document: Document, holding: list[Attribution]) -> Attribution:
    """The innermost of those that hold a claim; the next one out passes it on."""
    ordered = sorted(holding, key=lambda a: (sum(c.end - c.start for c in a.content), -a.cue.start))
    named = [a for a in ordered if not _is_ours(document, a)]
    ordered = named or ordered  # "we counted" within a quotation: whoever is quoted
    inner = ordered[0]
    outer = next((a for a in ordered[1:] if a.source and a.source != inner.source), None)
    if outer is not None and outer.verb in tones(document.article.language).denies:
        return inner  # "Norland denies that: its ministry said ...": who denies passes nothing on
    if inner.relay is None and outer is not None and outer.source and inner.source and not inner.negated:
        if speakers.same(document, outer.source, inner.source):
            return replace(inner, source=outer.source)
        return replace(inner, relay=outer.source)
    return inner


def drafted(document: Document, one: Attribution) -> SpeakerDraft:
    """The speaker of an attribution, a pronoun replaced by the nearest wording that names the speaker."""
    if one.source is None:
        return SpeakerDraft(cue=one.cue)
    return SpeakerDraft(
        span=speakers.resolved(document, one.source),
        kind=speakers.kind(document, one.source),
        relay=one.relay,
        cue=one.cue,
    )


def stance(document: Document, one: Attribution) -> Stance:
    """What the speaker does with the content, by the cue's verb."""
    words = tones(document.article.language)
    if one.verb in words.denies:
        return Stance.ASSERTS if one.negated else Stance.DENIES
    return Stance.DOUBTS if one.verb in words.doubts else Stance.ASSERTS
