"""Who is said to have done it: for each sentence the act, the accused, and on whose say-so.

Found from the act: a party before it ("rebel shelling"), behind it ("an attack by gunmen", "shells fired
by"), as the subject of a verb of attack ("troops ambushed"), behind a passive ("was bombed by"), and by
verbs of blame, claim and denial. Sieges, occupation, captured ground and clashes without an attacker are
none. What the speaker is comes from :mod:`speech`; a claim of responsibility has the group as accused and
as speaker.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from sayso.model import Article, PassageKind, Span, SpeakerKind, Stance
from sayso.reading.drafts import Document, ResponsibilityDraft, SpeakerDraft
from sayso.reading.rules import blame, deeds, lines, phrases, speakers
from sayso.reading.rules.clauses import Range, low_at
from sayso.reading.rules.deeds import Deed
from sayso.reading.rules.headlines import HEADLINE
from sayso.reading.rules.kinds import WORD
from sayso.reading.rules.lines import Line
from sayso.reading.rules.parties import Acts, acts, names_party, only_tells, plain, tells_nobody
from sayso.reading.rules.phrases import Words
from sayso.reading.rules.speech import Voices
from sayso.reading.rules.subjects import subject_of

YEAR = 4  # digits
BACK = 3  # sentences that may go on about one doer by a pronoun


def read(document: Document) -> tuple[ResponsibilityDraft, ...]:
    """The responsibility claims of a document, one for each sentence and accused, in order."""
    voices = Voices.of(document)
    article = document.article
    speech, lexicon = phrases.words(article.language), acts(article.language)
    made: list[ResponsibilityDraft] = []
    for line in lines.read(document):
        if line.kind is PassageKind.BOILERPLATE:
            continue
        bare = line
        if any(t.quotation for t in line.tokens):
            bare = replace(line, tokens=tuple(t._replace(quotation=0) for t in line.tokens))
        body, found = _body(line, speech), _deeds(bare, speech, lexicon)
        for headline in (True, False):
            part = [one for one in found if (line.tokens[one.act[0]].start < body) is headline]
            drafts = (_draft(document, voices, line, speech, lexicon, one) for one in _distinct(bare, part))
            made.extend(_once(d for d in drafts if d is not None))
    return tuple(made)


def _once(drafts: Iterable[ResponsibilityDraft]) -> Iterator[ResponsibilityDraft]:
    """One for each accused by its wording and stance."""
    told: set[tuple[str, Stance]] = set()
    for draft in drafts:
        key = (draft.accused.text.lower(), draft.stance)
        if key not in told:
            told.add(key)
            yield draft


def _body(line: Line, speech: Words) -> int:
    """The offset behind "AFP Monday 23 Jun 2014", where a headline and its date line ran into the text."""
    tokens = line.tokens
    for k in range(3, min(len(tokens), HEADLINE)):
        year = len(tokens[k].low) == YEAR and tokens[k].low.isdigit()
        if year and tokens[k - 1].low in speech.time and tokens[k - 2].low.isdigit():
            return tokens[k].end if tokens[k - 3].low in speech.time else line.start
    return line.start


def doers(document: Document) -> tuple[Span, ...]:
    """Who arrests, seizes, drives out or besieges: acts that nobody is blamed for here, but have a doer."""
    article = document.article
    speech, lexicon = phrases.words(article.language), acts(article.language)
    holding = _holding(article.language)
    return tuple(
        _span(article, line, _without_determiner(line, one.accused))
        for line in lines.read(document)
        if line.kind is not PassageKind.BOILERPLATE
        for at, token in enumerate(line.tokens)
        if token.low in lexicon.custody and (one := deeds.done(line, speech, holding, at))
        if low_at(line, one.accused[0]) not in lexicon.told
    )


def is_former(document: Document, blame: ResponsibilityDraft) -> bool:
    """True for "previous bombings": who did those did not so do what the article tells of."""
    before = document.article.text[max(0, blame.act.start - 12) : blame.act.start].lower().split()
    return bool(before) and before[-1] in acts(document.article.language).former


@cache
def _holding(language: str | None) -> Acts:
    """The words of arrest, seizure and siege in place of those of attack."""
    known = acts(language)
    return replace(known, verbs=known.custody, violent=known.custody, nominal=frozenset(), light=frozenset())


def _deeds(line: Line, speech: Words, lexicon: Acts) -> list[Deed]:
    found: list[Deed] = []
    first = _behind_tags(line, speech, lexicon)
    for at, token in enumerate(line.tokens[first:], first):
        low = token.low
        if not token.word or (low not in lexicon.telling and low not in speech.bodily):
            continue
        if low in lexicon.blaming or low in lexicon.attributing:
            found.extend(blame.blamed(line, speech, lexicon, at))
        if low in lexicon.claiming or low in lexicon.denying:
            found.extend(blame.claimed(line, speech, lexicon, at))
        if (
            (low in lexicon.acts and (one := deeds.named(line, speech, lexicon, at)))
            or (low in lexicon.effects and (one := deeds.caused(line, speech, lexicon, at)))
            or (
                (low in lexicon.verbs or low in lexicon.light)
                and (one := deeds.done(line, speech, lexicon, at))
            )
            or (low in speech.bodily and (one := blame.cleft(line, speech, lexicon, at)))
            or (low in lexicon.answering and (one := blame.answerable(line, speech, lexicon, at)))
            or (low in lexicon.partaking and (one := blame.partaking(line, speech, lexicon, at)))
        ):
            found.append(one)
    return found


def _behind_tags(line: Line, speech: Words, lexicon: Acts) -> int:
    """Where the text begins behind "Tags Morra Norland airstrikes": at the first word that is no tag."""
    if low_at(line, 0) not in lexicon.tagging:
        return 0
    small = speech.determiners | speech.prepositions | speech.passive | speech.between | speech.say
    return next((k for k in range(1, len(line.tokens)) if line.tokens[k].low in small), 0)


def _distinct(line: Line, found: list[Deed]) -> list[Deed]:
    """One for each accused and stance; those with their own speaker before those without."""
    kept: list[Deed] = []
    for one in sorted(found, key=lambda f: (f.said is None, f.act)):
        words = frozenset(t.low.removesuffix("s") for t in line.tokens[slice(*one.accused)] if t.word)
        if any(one.stance in (k.stance, None) and _alike(line, k, words) for k in kept):
            continue
        kept.append(one)
    return sorted(kept, key=lambda f: f.act)


def _alike(line: Line, other: Deed, words: frozenset[str]) -> bool:
    theirs = {t.low.removesuffix("s") for t in line.tokens[slice(*other.accused)] if t.word}
    plain = {"the", "a", "an", "force", "group", "army"}  # shared by parties that are not the same
    return bool(words & theirs - plain) or words - {"the", "a"} == theirs - {"the", "a"}


def _draft(
    document: Document, voices: Voices, line: Line, speech: Words, lexicon: Acts, found: Deed
) -> ResponsibilityDraft | None:
    article = document.article
    act = _span(article, line, found.act)
    accused = _span(article, line, _without_determiner(line, _alone(line, speech, lexicon, found.accused)))
    if accused.text.lower() in lexicon.told:
        doer = _doer_before(document, line, speech, lexicon) if accused.start == line.start else None
        accused = _undetermined(article, doer or speakers.resolved(document, accused))
        if not names_party([plain(w.lower()) for w in WORD.findall(accused.text)], lexicon):
            return None  # nobody told before is a party
    if tells_nobody(accused.text, lexicon) or only_tells(accused.text, lexicon):
        return None
    if found.said is not None:
        said = speakers.resolved(document, _span(article, line, found.said))
        speaker = SpeakerDraft(span=said, kind=speakers.kind(document, said))
        stance = found.stance or Stance.ASSERTS
    else:
        speaker, stance = voices.speaker(document, accused if found.apart else act)
        stance = found.stance or stance
    teller = stance is Stance.ASSERTS and speaker.span and only_tells(speaker.span.text, lexicon)
    if speaker.span and not teller and _is_own(line, lexicon, found.accused):
        accused = speaker.span  # "the ministry said that its own aircraft had not been used"
    return ResponsibilityDraft(
        sentence=_sentence(document, line, act),
        act=act,
        accused=accused,
        speaker=speaker if speaker.kind is not SpeakerKind.AUTHOR else SpeakerDraft(),
        stance=stance,
        hedged=_hedged(line, lexicon, found),
    )


def _doer_before(document: Document, line: Line, speech: Words, lexicon: Acts) -> Span | None:
    """Whom "they" and "it" mean where a sentence begins with them: who did the last act of the one before."""
    told = lines.read(document)
    at = bisect_left(told, line.start, key=lambda one: one.start)
    for before in reversed(told[max(0, at - BACK) : at]):
        if before.kind in (PassageKind.HEADLINE, PassageKind.BOILERPLATE):
            return None
        for verb in range(len(before.tokens) - 1, 0, -1):
            if low_at(before, verb) in lexicon.verbs and not low_at(before, verb).endswith("ing"):
                party = subject_of(before, speech, lexicon, verb)
                if party and low_at(before, party[0]) not in lexicon.told:
                    return _span(document.article, before, _alone(before, speech, lexicon, party))
        if low_at(before, 0) not in lexicon.told:
            return None
    return None


def _is_own(line: Line, lexicon: Acts, pair: Range) -> bool:
    """True for "its aircraft" and "our troops", false for "their kidnappers": those are the victims' foes."""
    return low_at(line, pair[0]) in lexicon.possessives and low_at(line, pair[1] - 1) not in lexicon.foes


def _alone(line: Line, speech: Words, lexicon: Acts, pair: Range) -> Range:
    """The accused without a clause about them ("the rebels, | who hold the town") and times beside them."""
    start, end = pair
    about = (k for k in range(start + 2, end) if low_at(line, k) in speech.relatives)
    end = next((k - 1 for k in about if low_at(line, k - 1) == ","), end)
    beside = speech.time | lexicon.asides_of_time
    while end - 1 > start and low_at(line, end - 1) in beside and line.tokens[end - 1].text.islower():
        end -= 1  # "accused the army | yesterday", "the bandits | first invaded"
    opened = (k for k in range(end - 2, start, -1) if low_at(line, k) in lexicon.occasion)
    return next(opened, start - 1) + 1, end


def _undetermined(article: Article, span: Span) -> Span:
    """A wording without the determiner that opens it."""
    first, _, rest = span.text.partition(" ")
    opened = rest and first.lower() in ("the", "a", "an")
    return article.cut(span.end - len(rest), span.end) if opened else span


def _without_determiner(line: Line, pair: Range) -> Range:
    return (
        (pair[0] + 1, pair[1])
        if pair[1] - pair[0] > 1 and low_at(line, pair[0]) in ("the", "a", "an")
        else pair
    )


def _hedged(line: Line, lexicon: Acts, found: Deed) -> bool:
    first = max(0, min(found.act[0], found.accused[0]) - 8)
    last = min(len(line.tokens), max(found.act[1], found.accused[1]) + 4)
    return any(line.tokens[k].low in lexicon.hedges for k in range(first, last))


def _sentence(document: Document, line: Line, act: Span) -> Span:
    """The sentence that holds the act; a line may hold several where a quotation joins them."""
    low, high = 0, len(document.sentences)
    while low < high:
        middle = (low + high) // 2
        if document.sentences[middle].span.end <= act.start:
            low = middle + 1
        else:
            high = middle
    if low < len(document.sentences) and document.sentences[low].span.covers(act):
        return document.sentences[low].span
    return document.article.cut(line.start, line.end)


def _span(article: Article, line: Line, pair: Range) -> Span:
    return article.cut(line.tokens[pair[0]].start, line.tokens[pair[1] - 1].end)
