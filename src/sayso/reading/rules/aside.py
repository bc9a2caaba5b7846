"""Quantities that a sentence mentions without a claim: who speaks, crowds, inhabitants, descriptions."""

from sayso.reading.nouns import PEOPLE
from sayso.reading.rules.objects import Phrase
from sayso.reading.rules.scene import ENDS, Scene

# Marks that set a description apart from a name ("Yabrud - a key town").
_APART = frozenset(",-–—")
# A comma or another number: who is told of before it says nothing behind it.
_BREAKS = frozenset(",#")
# So many helping words may stand between the counted and what is said of them.
_BRIDGED = 4


def tells(scene: Scene, at: int, phrase: Phrase, *, direct: bool) -> bool:
    """Whether the quantity at token ``at`` is a mere mention.

    ``direct`` is True where a verb of harm stands right before it.
    """
    return (
        _background(scene, at)
        or _one_of_acts(scene, at, phrase)
        or _at_large(scene, phrase)
        or _compound(scene, phrase)
        or _speaks(scene, at, phrase, direct=direct)
        or _pairs(scene, at, phrase)
    )


def tells_of_one(scene: Scene, at: int, phrase: Phrase) -> bool:
    """Whether "a leader" describes somebody named, or tells who said it, instead of counting one."""
    return _describes(scene, at, phrase) or _is_source(scene, at, phrase)


def _background(scene: Scene, at: int) -> bool:
    """Whether the number describes a place or a plan ("a population of 23 million")."""
    words = scene.words
    found = next(
        (
            len(phrase)
            for phrase in scene.lexicon.backgrounds
            if at >= len(phrase) and tuple(t.word for t in words[at - len(phrase) : at]) == phrase
        ),
        None,
    )
    # "a refugee population of 40,000" tells of the crisis
    return found is not None and not (at > found and words[at - found - 1].word in scene.lexicon.populations)


def _one_of_acts(scene: Scene, at: int, phrase: Phrase) -> bool:
    """Whether one act of several is told of ("killed in one of their raids"), which counts none."""
    words, lexicon = scene.words, scene.lexicon
    return (
        phrase.group == "attacks"
        and words[at].raw.lower().split()[-1] in lexicon.ones
        and at + 1 < len(words)
        and words[at + 1].word in lexicon.of
    )


def _at_large(scene: Scene, phrase: Phrase) -> bool:
    """Whether the counted got away and are sought: neither held nor missing ("46 inmates are at large")."""
    words, lexicon, index = scene.words, scene.lexicon, phrase.end
    while index < min(len(words), phrase.end + _BRIDGED) and words[index].word in lexicon.bridge:
        index += 1
    return any(tuple(t.word for t in words[index : index + len(p)]) == p for p in lexicon.loose)


def _compound(scene: Scene, phrase: Phrase) -> bool:
    """Whether a noun of harm is part of another word ("another death threat", "an arrest warrant")."""
    words, lexicon = scene.words, scene.lexicon
    if phrase.head not in lexicon.heads or phrase.head not in lexicon.stems:
        return False
    return phrase.end < len(words) and words[phrase.end].word in lexicon.compounds


def _speaks(scene: Scene, at: int, phrase: Phrase, *, direct: bool) -> bool:
    """Whether the counted speak or think, in the active: "three officials said", "nobody knows"."""
    words, index = scene.words, phrase.end
    if words[at].raw.lower() in scene.lexicon.persons and at + 1 < len(words):
        return words[at + 1].word in scene.lexicon.says | scene.lexicon.thinks
    if direct or _listed(scene, at):
        return False  # "killed 12 civilians, said the Observatory"
    if index < len(words) and words[index].word in scene.lexicon.crowds:
        return True
    if phrase.head in scene.lexicon.heads or phrase.head in scene.lexicon.cases:
        return False  # "no casualties reported", "four cases confirmed"
    return (
        phrase.start < index < len(words)
        and words[index].word in scene.lexicon.says
        and index not in scene.cues
    )


def _is_source(scene: Scene, at: int, phrase: Phrase) -> bool:
    """Whether "a doctor" is who tells: "according to a doctor", "said a doctor", "a doctor at X counted"."""
    words, lexicon = scene.words, scene.lexicon
    after = words[phrase.end].word if phrase.end < len(words) else ""
    if at and words[at - 1].word in lexicon.inverted and after not in lexicon.be | lexicon.have:
        return True
    for start in range(at - 1, max(-1, at - 8), -1):
        if words[start].word in ENDS:
            break
        if tuple(t.word for t in words[start : start + 2]) in lexicon.according:
            return True
    if phrase.group not in PEOPLE:
        return False
    for index in range(phrase.end, min(len(words), phrase.end + 8)):
        word = words[index].word
        if index in scene.cues or word in lexicon.be | lexicon.have | lexicon.determiners | ENDS:
            return False
        if word in _BREAKS:
            return False
        if word in lexicon.says:
            return True
    return False


def _listed(scene: Scene, at: int) -> bool:
    """Whether the quantity goes on a list whose last part has a measure ("20 children and nine women")."""
    words, lexicon = scene.words, scene.lexicon
    if at < 2 or not scene.ends_of or words[at - 1].word not in lexicon.joins:
        return False
    return scene.ends_of[-1] == at - 1 and words[at].raw.lower() not in lexicon.determiners


def _pairs(scene: Scene, at: int, phrase: Phrase) -> bool:
    """Whether it is the whole of a part before it ("18 of 31 lorries"), or "both" of "both X and Y".

    A whole that is told of by itself is counted, too ("one of 26 people killed in the raid").
    """
    words, lexicon = scene.words, scene.lexicon
    before = at - 2 if at > 1 and words[at - 1].word in lexicon.determiners else at - 1
    if before > 0 and words[before].word in lexicon.of and words[before - 1].word == "#":
        return not any(c.form in ("past", "after") and not c.weak for c in scene.cues.get(phrase.end, ()))
    if words[at].raw.lower() not in lexicon.pairs:
        return False
    return any(t.word in lexicon.joins for t in words[at + 1 : at + 6])


def _sized(scene: Scene, phrase: Phrase) -> bool:
    """Whether the number follows: "a family of 10"."""
    words, end = scene.words, phrase.end
    return end + 1 < len(words) and words[end].word in scene.lexicon.of and words[end + 1].word == "#"


def parts_of_skipped(scene: Scene, at: int, phrase: Phrase) -> bool:
    """Whether it is a part of something that counts nothing ("97 wildfires, including 12 in Norland")."""
    words, lexicon = scene.words, scene.lexicon
    if phrase.group is not None or phrase.start < phrase.end or not at:
        return False
    if words[at - 1].word not in lexicon.part_before | lexicon.joins:
        return False
    before = [k for k in scene.phrases if k < at]
    whole = next(
        (scene.phrases[k] for k in reversed(before) if scene.phrases[k].end > scene.phrases[k].start), None
    )
    return whole is not None and whole.group == "skip" and not scene.decided


def _describes(scene: Scene, at: int, phrase: Phrase) -> bool:
    """Whether "a leader" describes somebody named instead of counting one."""
    words, lexicon = scene.words, scene.lexicon
    last = [t.word for t in words[max(0, at - 4) : at]]
    if not last and _sized(scene, phrase):
        return True
    if not last or set(last) & lexicon.except_after or tuple(last[-2:]) in lexicon.adding:
        return False
    if _sized(scene, phrase):
        return True
    if last[-1] in lexicon.describes:
        # "also injured was a vendor" counts one, "he was a vendor" none
        return not any(c.form == "past" and not c.weak for c in scene.ends.get(at - 1, ()))
    if set(last[-3:]) & lexicon.bars or words[at].candidate is None:
        return False
    place = at - 2 if last[-1] in _APART and at > 1 else at - 1
    if not place and last[-1] not in _APART:
        return False  # "Meanwhile a girl was killed"
    name = words[place]
    return name.capital and not words[at].raw.isupper() and "#" not in last and not name.raw.isupper()
