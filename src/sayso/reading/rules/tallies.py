"""Counts as tallies write them: totals that have come to a number, labels before a colon, lists of places.

Each function gives what it finds of the quantity, or None, as those of :mod:`reaching` do.
"""

from dataclasses import replace

from sayso.reading.nouns import PEOPLE
from sayso.reading.rules import reaching
from sayso.reading.rules.objects import Phrase
from sayso.reading.rules.scene import ENDS, Decision, Scene

# What tells a total is believed over any clause between the two.
_TOLLED = 0.6
# A label before a colon is no longer than so many words.
_LABEL = 6


def tolled(scene: Scene, at: int, phrase: Phrase) -> Decision | None:
    """A toll that has come to the quantity, whatever is told beside it ("rose to 89, with 70 hurt")."""
    words, lexicon = scene.words, scene.lexicon
    last = at - 1
    for back in (1, 2):
        if last >= back and words[at - back].word in lexicon.determiners:
            last = at - back - 1  # "reached a staggering 79 million", "crossing the 800,000 mark"
            break
    if last < 0 or words[last].word not in lexicon.reaches:
        return None
    hits = any(cue.form != "of" for cue in scene.ends.get(at, ()))  # "the toll hits 22": no blow
    found = reaching.governed(scene, last if hits else at, phrase, reach=reaching.FAR_LEFT)
    if found is None or found.cue is None or found.cue.form != "of":
        return None
    return replace(found, confidence=max(found.confidence, _TOLLED))


def labelled(scene: Scene, at: int, phrase: Phrase) -> Decision | None:
    """What a label before the number tells ("Deaths: 12", "Homes destroyed: 40")."""
    words, lexicon = scene.words, scene.lexicon
    if not 1 < at <= _LABEL or words[at - 1].word not in lexicon.lists:
        return None
    for index in range(at - 2, -1, -1):
        for cue in scene.cues.get(index, ()):
            measure = cue.measure(phrase.group)
            if measure is not None and not cue.weak:
                return Decision(measure=measure, confidence=0.7, cue=cue)
        head = lexicon.heads.get(words[index].word)
        if head is not None and phrase.group in (*PEOPLE, None):
            return Decision(measure=head, confidence=0.7)
    return None


def ranked(scene: Scene, at: int, phrase: Phrase) -> Decision | None:
    """A place's share of what was counted ("39 deaths, followed by Morra with 34 and Karsk with 22")."""
    words, lexicon = scene.words, scene.lexicon
    if not scene.decided or phrase.start < phrase.end or words[at - 1].word not in lexicon.companions:
        return None
    if phrase.end < len(words) and words[phrase.end].word not in ENDS | lexicon.joins:
        return None
    opened = any(
        tuple(t.word for t in words[k : k + len(rank)]) == rank for rank in lexicon.ranks for k in range(at)
    )
    return Decision(measure=scene.decided[-1].measure, confidence=0.65) if opened else None
