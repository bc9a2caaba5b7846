"""Figures from the network's scores: which quantities are claims, and what belongs to each."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sayso.model import Article, Basis, Measure, ObjectStatus, Span, SpeakerKind, Stance
from sayso.reading.drafts import Candidate, FigureDraft, SpeakerDraft
from sayso.reading.learned.fit import MODEST, Answer, Fit, plain, weighed
from sayso.reading.learned.labels import CLASSES
from sayso.reading.learned.looks import answer, classes
from sayso.reading.learned.scores import Choice, Scores, choose, wordings
from sayso.reading.learned.tokens import Pieces
from sayso.reading.rules import actors
from sayso.reading.rules.attributions import unbracketed
from sayso.reading.rules.kinds import impersonal, unnamed
from sayso.reading.rules.parties import acts

POINTED = ("object", "actor", "speaker", "relay", "cue")
"""Roles whose pointers decide; that of places is one voice among the clues of the scene."""

ELSEWHERE = "actor_elsewhere"
"""The further trust in an actor of the rules that stands in another sentence: they look over the whole
article, of which the network sees little.
"""

FIRM = frozenset({str(Measure.NEUTRALISED), str(Measure.REFUGEES)})
"""Measures that are a word of the article's own: where the rules read the word, the network has no say."""

_FIRMLY = math.exp(12.0)

_NAMED = 0.01
# A name that the network believes in so much goes before a mere description.

_PLACES, _FAINT = 4, 0.03
# At most so many wordings of a place are handed on, and none with less belief.


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """A candidate in its sentence, what the network says of it, and the rules' figure, if ``asked``."""

    article: Article
    pieces: Pieces
    sentence: Span
    candidate: Candidate
    scores: Scores
    asked: bool = False
    rule: FigureDraft | None = None


def figure(counting: Counting, fit: Fit) -> FigureDraft | None:
    """The figure that a candidate is, or None where it is no claim."""
    rule = counting.rule
    said = classes(rule) if counting.asked else {}
    chances = {head: _chances(counting, fit, head, said.get(head)) for head in CLASSES}
    status = ObjectStatus(_best(chances["status"], CLASSES["status"])[0])
    measures = _possible(chances["measure"], status)
    measure = max(range(1, len(measures)), key=measures.__getitem__)
    if (1 - measures[0]) * math.exp(fit.lean("measure")) < measures[0]:
        return None
    chosen = {role: _choice(counting, fit, role) for role in POINTED}
    cut = {role: _cut(counting.article, choice) for role, choice in chosen.items()}
    if status is ObjectStatus.COMBATANT and _own_soldiers(cut["actor"], cut["object"]):
        cut["actor"] = None if rule is None or _own_soldiers(rule.actor, cut["object"]) else rule.actor
    if _own_by_word(counting, cut["actor"], cut["object"]):
        cut["actor"] = None
    cut["actor"] = _named(counting, cut["actor"])
    kind, kind_belief = _speaker_kind(chances["kind"]) if cut["speaker"] else ("author", 1.0)
    if cut["speaker"]:
        kind = _by_word(cut["speaker"].text, counting.article.language) or kind
    told = _chances(counting, fit, "measure", said.get("measure"), MODEST)[measure]
    return FigureDraft(
        sentence=counting.sentence,
        quantity=counting.candidate.quantity,
        measure=Measure(CLASSES["measure"][measure]),
        basis=Basis(_best(chances["basis"], CLASSES["basis"])[0]),
        object=cut["object"],
        status=status,
        actor=cut["actor"],
        place=rule.place if rule else None,
        places=_places(counting),
        time=rule.time if rule else None,
        speaker=SpeakerDraft(
            span=cut["speaker"],
            kind=SpeakerKind(kind),
            relay=cut["relay"] if cut["speaker"] else None,
            cue=_cue(cut, rule),
        ),
        stance=Stance(_best(chances["stance"], CLASSES["stance"])[0]),
        hedges=rule.hedges if rule else (),
        measure_confidence=fit.sure(told, "measure"),
        confidence=fit.sure(_belief(told, chosen, kind_belief), "figure"),
    )


def agreed(figures: Sequence[FigureDraft]) -> tuple[FigureDraft, ...]:
    """The figures of an article, whoever is heard by the same wording of one kind: the likeliest."""
    beliefs: dict[str, dict[SpeakerKind, float]] = {}
    for one in figures:
        if one.speaker.span is not None:
            heard = beliefs.setdefault(plain(one.speaker.span.text), {})
            heard[one.speaker.kind] = heard.get(one.speaker.kind, 0.0) + (one.confidence or 0.0)
    return tuple(
        replace(one, speaker=replace(one.speaker, kind=_likeliest(beliefs[plain(one.speaker.span.text)])))
        if one.speaker.span is not None
        else one
        for one in figures
    )


def _likeliest(beliefs: Mapping[SpeakerKind, float]) -> SpeakerKind:
    return max(beliefs, key=lambda kind: (beliefs[kind], kind))


def _chances(
    counting: Counting, fit: Fit, head: str, said: str | None, most: float = math.inf
) -> list[float]:
    """Beliefs over a head's classes, what the rules say weighed in."""
    chances: list[float] = counting.scores.classes(head).tolist()
    number = CLASSES[head].index(said) if said else None
    return weighed(chances, number, _FIRMLY if said in FIRM else min(fit.weight(head), most))


def _possible(measures: list[float], status: ObjectStatus) -> list[float]:
    """Beliefs in the measures that can be of such people: fighters who move are not displaced."""
    if status is not ObjectStatus.COMBATANT:
        return measures
    left = [
        0.0 if name == Measure.DISPLACED else b for name, b in zip(CLASSES["measure"], measures, strict=True)
    ]
    return [belief / (sum(left) or 1) for belief in left]


def _by_word(speaker: str, language: str | None) -> SpeakerKind | None:
    """The kind of a speaker whose wording tells it: a name withheld, nobody in particular."""
    if unnamed(speaker, language=language):
        return SpeakerKind.ANONYMOUS
    return SpeakerKind.DIFFUSE if impersonal(speaker, language=language) else None


def _choice(counting: Counting, fit: Fit, role: str) -> Choice:
    """What a role points to, the rules' answer weighed in where they have one."""
    told = answer(counting.rule, role) if role != "cue" else None
    weight = fit.weight(role)
    if role == "actor" and told is not None and not counting.sentence.overlaps(told):
        weight *= fit.weight(ELSEWHERE)
    if role == "speaker" and (_marked(counting.rule) or _unseen(counting)):
        weight = _FIRMLY
    advice = None
    if counting.rule is not None and role != "cue" and weight != 1:
        advice = Answer(span=told, weight=weight)
    return choose(
        counting.scores.ends(role),
        role=role,
        look=counting.scores.look,
        pieces=counting.pieces,
        text=counting.article.text,
        lean=fit.lean(role),
        answer=advice,
    )


def _marked(rule: FigureDraft | None) -> bool:
    """True where a mark names who speaks all that follows ("[PONCE] ...", "The minister said:").

    It may stand paragraphs away, where the network does not look.
    """
    cue, speaker = (rule.speaker.cue, rule.speaker.span) if rule else (None, None)
    return bool(cue and speaker and cue.start <= speaker.start and speaker.end <= cue.end)


def _unseen(counting: Counting) -> bool:
    """True where the rules' cue stands in the quantity's own long sentence, beyond what the network sees."""
    cue = counting.rule.speaker.cue if counting.rule else None
    headed = not counting.article.text[: counting.sentence.start].strip()  # it may have run into the lead
    if cue is None or headed or not counting.sentence.overlaps(cue):
        return False
    at = counting.pieces.span(cue.start, cue.end)
    return at is not None and not np.isin(np.arange(at[0], at[1] + 1), counting.scores.look.pieces).any()


def _places(counting: Counting) -> tuple[tuple[Span, float], ...]:
    """The wordings that the network takes for the place, those it believes in most first."""
    beliefs, best = _wordings(counting, "place")
    ranked = sorted(beliefs, key=lambda name: (-beliefs[name], best[name][1]))
    return tuple(
        (counting.article.cut(*best[name][1]), round(min(beliefs[name], 1.0), 4))
        for name in ranked[:_PLACES]
        if beliefs[name] >= _FAINT
    )


def _named(counting: Counting, actor: Span | None) -> Span | None:
    """The party by its name, where the choice is a mere description of it ("the terrorist group").

    The rules' answer, or the wording with a name that the network believes in most.
    """
    if actor is None or not actors.is_described(actor.text):
        return actor
    rule = counting.rule.actor if counting.rule else None
    if rule is not None and actors.may_be(actor.text, rule.text):
        return rule
    beliefs, best = _wordings(counting, "actor")
    named = [n for n in beliefs if beliefs[n] >= _NAMED and actors.is_named(n)]
    return counting.article.cut(*best[max(named, key=beliefs.__getitem__)][1]) if named else actor


def _wordings(
    counting: Counting, role: str
) -> tuple[dict[str, float], dict[str, tuple[float, tuple[int, int]]]]:
    """The network's beliefs in the wordings of a role, and where each stands."""
    return wordings(
        counting.scores.ends(role),
        role=role,
        look=counting.scores.look,
        pieces=counting.pieces,
        text=counting.article.text,
    )


def _own_soldiers(actor: Span | None, counted: Span | None) -> bool:
    """True where a country would have done it to its own soldiers ("Turkey", "Turkish soldiers")."""
    return bool(
        actor and counted and len(actor.text.split()) == 1 and actors.of_one_side(actor.text, counted.text)
    )


def _own_by_word(counting: Counting, actor: Span | None, counted: Span | None) -> bool:
    """True where the sentence calls the counted the actor's own ("Turkey strikes back after 33 of its
    soldiers are killed", "the rebels lost 15 fighters").
    """
    quantity = counting.candidate.quantity.span
    if actor is None or counted is None or not counting.sentence.start <= actor.start < quantity.start:
        return False
    text = counting.article.text
    before = text[actor.end : quantity.start]
    if actors.loses(before):
        return True
    lexicon = acts(counting.article.language)
    if lexicon.verbs.intersection(before.lower().split()[-1:]):
        return False  # "the militants killed one of their teachers": the counted are somebody else's
    between = text[quantity.end : counted.start].lower().split()
    return not lexicon.possessives.isdisjoint(between)


def _cut(article: Article, choice: Choice) -> Span | None:
    return unbracketed(article, article.cut(*choice.span)) if choice.span else None


def _cue(cut: Mapping[str, Span | None], rule: FigureDraft | None) -> Span | None:
    """The rules' cue where the speaker is theirs, else the network's; it never lies over the speaker."""
    speaker, cue = cut["speaker"], cut["cue"]
    if speaker is None:
        return None
    if rule and rule.speaker.span == speaker:
        return rule.speaker.cue
    return cue if cue and not cue.overlaps(speaker) else None


def _speaker_kind(chances: Sequence[float]) -> tuple[str, float]:
    """The kind of a speaker that was found: any but the author."""
    kinds = [k for k in CLASSES["kind"] if k != "author"]
    return _best([c for c, k in zip(chances, CLASSES["kind"], strict=True) if k != "author"], kinds)


def _best(chances: Sequence[float], words: Sequence[str]) -> tuple[str, float]:
    """The likeliest word and its share of the belief."""
    at = max(range(len(chances)), key=chances.__getitem__)
    return words[at], chances[at] / sum(chances)


def _belief(measure: float, chosen: Mapping[str, Choice], kind: float) -> float:
    """The belief that measure, object, speaker and its kind are all right, as if they were independent."""
    return measure * chosen["object"].belief * chosen["speaker"].belief * kind
