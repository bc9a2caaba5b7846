"""Cues that reach a quantity: behind its noun phrase, before it, over a list, from the whole it is part of.

Each function gives what the cue that it looks for tells of the quantity, or None; :mod:`measures` says in
which order they are asked. The confidence is that of the rule, by how often it was right on annotated
articles, roughly.
"""

from collections.abc import Sequence

from sayso.model import Measure
from sayso.reading.nouns import PEOPLE
from sayso.reading.rules.cues import Cue, Lexicon
from sayso.reading.rules.objects import Phrase
from sayso.reading.rules.scene import ENDS, Decision, Scene
from sayso.reading.rules.tokens import Token

_REACH_RIGHT, _REACH_FAR = 9, 26
FAR_LEFT = 34
"""How many words before a quantity its verb is looked for."""

# A list is followed back over all its parts, each of no more than so many words.
REACH_PART = 12
_REACH_LIST = 120
# A list is followed no further than this many parts.
_DEEPEST = 12
# Marks that may stand between the counted and what befell it: 12 soldiers 'neutralised'.
_MARKS = frozenset("\"'“”‘’)")
# What ends a list behind a colon; its parts may be set apart by semicolons.
_STOPS = ENDS - {";"}
_BEFORE_DEATH = frozenset({Measure.DETAINED, Measure.ABDUCTED})


def behind(scene: Scene, phrase: Phrase, *, depth: int = 0) -> Decision | None:
    """A cue right behind the phrase, with only helping words between ("were reportedly killed")."""
    words, index, helped = scene.words, phrase.end, False
    stop = min(len(words), phrase.end + _REACH_RIGHT)
    while index < stop:
        for cue in scene.cues.get(index, ()):
            measure = cue.measure(phrase.group)
            if cue.form in ("past", "after") and measure is not None and not cue.weak:
                if cue.form == "past" and not helped and acts(scene, cue, depth=depth):
                    return None
                confidence = 0.92 if index - phrase.end <= 3 else 0.8
                relative = any(t.word in scene.lexicon.relatives for t in words[phrase.end : index])
                told = _main(scene, cue, phrase) if relative else None
                measure = told or _worst(scene, cue, measure)
                return Decision(measure=measure, confidence=confidence, cue=cue)
        word = words[index].word
        if word not in scene.lexicon.bridge and word not in _MARKS:
            return None
        helped = helped or word in scene.lexicon.be
        index += 1
    return None


def _main(scene: Scene, cue: Cue, phrase: Phrase) -> Measure | None:
    """The verb behind a relative clause: "six men who were detained are released", "people who fled died"."""
    words, lexicon = scene.words, scene.lexicon
    for index in range(cue.end, min(len(words), cue.end + _REACH_RIGHT)):
        word = words[index].word
        if word in ENDS or word in lexicon.joins or word in lexicon.relatives:
            return None
        for main in scene.cues.get(index, ()):
            if (
                main.form == "after"
                and word in lexicon.dying
                and main.measure(phrase.group) is Measure.KILLED
            ):
                return Measure.KILLED
        if word not in lexicon.be:
            continue
        for where in range(index + 1, min(len(words), index + 3)):
            for main in scene.cues.get(where, ()):
                measure = main.measure(phrase.group)
                if main.form == "past" and measure is not None and not main.weak:
                    return measure
    return None


def _worst(scene: Scene, cue: Cue, measure: Measure) -> Measure:
    """The measure of "were rounded up and executed": the death."""
    words = scene.words
    if cue.end + 1 >= len(words) or words[cue.end].word not in scene.lexicon.joins:
        return measure
    more = scene.cues.get(cue.end + 1, ())
    killed = any(c.people is Measure.KILLED and c.form == "past" for c in more)
    return Measure.KILLED if killed and measure in _BEFORE_DEATH else measure


def chained(scene: Scene, at: int, phrase: Phrase, *, depth: int = 0) -> Decision | None:
    """A list under one cue behind its last part ("ten men and two women were killed")."""
    words, lexicon, index = scene.words, scene.lexicon, phrase.end
    while index < len(words) and index - phrase.end < 5 and words[index].word in lexicon.carries:
        index += 1
    if index == phrase.end and (index >= len(words) or words[index].word != "#"):
        index = _among(scene, index)
    following = scene.phrases.get(index)
    if (
        following is None
        or depth >= _DEEPEST
        or (at and any(c.form != "after" for c in scene.ends.get(at, ())))
    ):
        return None
    last = behind(scene, following, depth=depth) or chained(scene, index, following, depth=depth + 1)
    if last is None or last.cue is None or last.cue.measure(phrase.group) is not last.measure:
        return None
    less = 0.02 if depth else 0.08
    return Decision(measure=last.measure, confidence=last.confidence - less, cue=last.cue)


def _among(scene: Scene, index: int) -> int:
    """The quantity that those counted are said to be among ("three children were among 19 killed")."""
    words, lexicon = scene.words, scene.lexicon
    stop = min(len(words), index + 5)
    seen = False
    for where in range(index, stop):
        if words[where].word == "#":
            return where if seen else index
        if words[where].word not in lexicon.bridge and words[where].word not in lexicon.except_after:
            break
        seen = seen or words[where].word in lexicon.except_after
    return index


def acts(scene: Scene, cue: Cue, *, depth: int) -> bool:
    """Whether a past form right behind a phrase is its deed ("two gunmen killed 12 people"): a number follows
    that nothing else governs, or a noun phrase does."""
    words, index = scene.words, cue.end
    if index >= len(words):
        return False
    if words[index].word in scene.lexicon.determiners:
        return True
    if words[index].word != "#" or index not in scene.phrases:
        return False
    return depth >= _DEEPEST or behind(scene, scene.phrases[index], depth=depth + 1) is None


def within(scene: Scene, phrase: Phrase) -> Decision | None:
    """A cue that is part of the phrase ("12 wounded soldiers")."""
    for index in range(phrase.start, phrase.end):
        for cue in scene.cues.get(index, ()):
            measure = cue.measure(phrase.group)
            if cue.form in ("past", "after") and measure is not None and not cue.weak:
                return Decision(measure=measure, confidence=0.75, cue=cue)
    return None


def part(scene: Scene, at: int, phrase: Phrase) -> Decision | None:
    """A part of the number before has its measure ("12 people, including 3 children")."""
    words, lexicon = scene.words, scene.lexicon
    if not scene.decided and scene.before is not None and _opens_part(scene):
        fits = phrase.group in PEOPLE or phrase.group is None
        return Decision(measure=scene.before, confidence=0.6) if fits and at < _REACH_RIGHT else None
    if not scene.decided or phrase.group == "attacks":
        return None
    listed = at > 1 and words[at - 1].word in lexicon.joins and at - 1 in scene.parts
    revised = tuple(t.word for t in words[max(0, at - 2) : at]) in lexicon.revised
    before = listed or revised or {t.word for t in words[max(0, at - 3) : at]} & lexicon.part_before
    after = any(
        tuple(t.word for t in words[where : where + len(part)]) == part
        for part in lexicon.part_after
        for where in (at + 1, phrase.end)
    )
    gapped = phrase.start == phrase.end < len(words) and at > 0 and words[at - 1].word in lexicon.joins
    gapped = gapped and words[phrase.end].word in lexicon.bars
    whole = scene.decided[-1]
    fits = (whole.measure in (Measure.ATTACKS, Measure.MUNITIONS)) is (phrase.group == "munitions")
    if whole.cue is not None and phrase.group is not None:
        fits = whole.cue.measure(phrase.group) is not None
    if not ((before or after or gapped) and fits):
        return None
    if before:
        scene.parts.add(phrase.end)
    return Decision(measure=whole.measure, confidence=0.72)


def _opens_part(scene: Scene) -> bool:
    """Whether a sentence tells a part of the figure before it ("Among them were three children")."""
    words, lexicon = scene.words, scene.lexicon
    return len(words) > 1 and words[0].word in lexicon.except_after and words[1].word in lexicon.part_before


def governed(scene: Scene, at: int, phrase: Phrase, *, reach: int) -> Decision | None:
    """A cue before the quantity whose object it is, directly or through a list."""
    words, lexicon = scene.words, scene.lexicon
    if phrase.group == "munitions" and at and words[at - 1].word in lexicon.companions:
        return None  # "destroyed it with ten bombs"
    barred = at > 0 and words[at - 1].word in lexicon.bars
    index, soft, finite = at, 0, at > 0 and words[at - 1].word in lexicon.up_to
    limit, far, parts = max(0, at - reach), 0, 0
    while index > limit:
        for cue in scene.ends.get(index, ()):
            found = _governs(scene, cue, at, phrase, finite=(finite and index != at) or barred)
            if found is not None:
                if imagined(words, cue.start, lexicon) or (cue.form == "of" and imagined(words, at, lexicon)):
                    return None
                return Decision(measure=found, confidence=max(0.3, 0.9 - 0.02 * far - 0.12 * soft), cue=cue)
        word = words[index - 1].word
        if word in ENDS:
            return None
        if word == "#" and reach == FAR_LEFT:
            limit = max(0, at - _REACH_LIST, min(limit, index - REACH_PART))
            parts, far = parts + 1, parts
        if word in lexicon.blocks:
            if (
                word in lexicon.be
                or word not in lexicon.soft
                or word in ("has", "have", "had", "that", "who", "which")
            ):
                finite = True
            soft += 1
            if soft > 3:
                return None
        index, far = index - 1, far + 1
    return None


def _governs(scene: Scene, cue: Cue, at: int, phrase: Phrase, *, finite: bool) -> Measure | None:
    """The measure that ``cue``, standing before the phrase, gives it."""
    measure = cue.measure(phrase.group)
    if cue.form != "of" and _shared(scene, cue, at):
        return None if cue.weak else measure
    if cue.weak or cue.form == "after":
        return None
    if finite and cue.form != "of":
        return None
    if cue.form == "before" and _is_noun(scene, cue):
        return None
    if measure is None or cue.form != "past":
        return measure
    before = cue.start - 1
    while before >= 0 and scene.words[before].word in scene.lexicon.bridge:
        if scene.words[before].word in scene.lexicon.have:
            break
        if scene.words[before].word in scene.lexicon.be:
            return None
        before -= 1
    return None if cue.start in scene.spent else measure


def _is_noun(scene: Scene, cue: Cue) -> bool:
    """Whether what may be a verb is a noun that governs nothing: "during the rescue operation, six fell"."""
    words, lexicon = scene.words, scene.lexicon
    if cue.end < len(words) and words[cue.end].word in lexicon.efforts:
        return True
    if not cue.start or words[cue.start - 1].word not in lexicon.determiners:
        return False
    return not any(t.word in lexicon.of for t in words[cue.end : cue.end + 2])


def _shared(scene: Scene, cue: Cue, at: int) -> bool:
    """Whether the counted shared what the verb says: "died along with 3", "killed with six of them"."""
    words, lexicon = scene.words, scene.lexicon
    start = at
    if start > 1 and words[start - 1].word in lexicon.joins:
        start -= 2  # "along with his son and 15 guards"
    while start > max(0, at - 6) and words[start - 1].word in lexicon.owners | lexicon.companions:
        start -= 1
    near = {t.word for t in words[max(0, start - 2) : at]}
    return bool(near & lexicon.together) or (start == cue.end and words[start].word in lexicon.companions)


def imagined(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether it is planned, feared or possible; "may have killed" tells what has happened, if in doubt."""
    return any(
        words[k].word in lexicon.hypothetical
        and not (words[k].word in lexicon.epistemic and words[k + 1].word in lexicon.have)
        for k in range(max(0, at - 3), at)
        if k + 1 < len(words)
    )


def is_intended(scene: Scene, at: int) -> bool:
    """Whether the verb whose object is counted tells a threat or plan ("threatened to kill ten judges")."""
    verbs = (cue for cue in scene.ends.get(at, ()) if cue.form == "before")
    return any(imagined(scene.words, cue.start, scene.lexicon) for cue in verbs)


def further(scene: Scene, phrase: Phrase) -> Decision | None:
    """A passive or an intransitive verb further on, whose subject the phrase is."""
    words, lexicon = scene.words, scene.lexicon
    if _busy(scene, phrase):
        return None
    for index in range(phrase.end, min(len(words), phrase.end + _REACH_FAR)):
        word = words[index].word
        if _begins_anew(scene, phrase, index):
            return None
        for cue in scene.cues.get(index, ()):
            measure = cue.measure(phrase.group)
            passive = any(t.word in lexicon.be for t in words[max(phrase.end, index - 3) : index])
            if not passive and (cue.form == "before" or (cue.form == "past" and acts(scene, cue, depth=0))):
                return None  # "a man in uniform killed 12 people": it is his deed
            if (cue.form == "past" and passive) or cue.form == "after":
                if cue.weak and measure is None:
                    continue  # "a bus with miners on board was blown up"
                if measure is None or cue.weak:
                    return None
                if any(t.word in lexicon.relatives for t in words[phrase.end : index]):
                    measure = _main(scene, cue, phrase) or measure
                far = index - phrase.end
                return Decision(measure=measure, confidence=max(0.3, 0.7 - 0.015 * far), cue=cue)
        if word in ENDS or word in lexicon.clauses:
            return None
        if word in lexicon.hypothetical and imagined(words, index + 1, lexicon):
            return None
    return None


def _busy(scene: Scene, phrase: Phrase) -> bool:
    """Whether the counted are at something meanwhile: "200 officers were checking lists of the dead"."""
    words, lexicon, at = scene.words, scene.lexicon, phrase.end
    if at + 1 >= len(words) or words[at].word not in lexicon.be:
        return False
    return words[at + 1].word.endswith(lexicon.participle) and at + 1 not in scene.cues


def _begins_anew(scene: Scene, phrase: Phrase, index: int) -> bool:
    """Whether another count begins here with a verb of its own, where the phrase has had one.

    "98 people were located, 16 were missing": the 98 are not missing.
    """
    words, lexicon = scene.words, scene.lexicon
    other = scene.phrases.get(index)
    if other is None or words[index - 1].word not in lexicon.joins:
        return False
    told = any(t.word in lexicon.be for t in words[phrase.end : index])
    return told and other.end < len(words) and words[other.end].word in lexicon.be | lexicon.have


def listed(scene: Scene, at: int, phrase: Phrase) -> Decision | None:
    """A deed before the colon of a list of things ("the following was seized: two rifles; a radio")."""
    words, lexicon = scene.words, scene.lexicon
    if phrase.group not in ("thing", "munitions"):
        return None
    colon = next((k for k in range(at - 1, -1, -1) if words[k].word in lexicon.lists), None)
    if colon is None or any(t.word in _STOPS for t in words[colon:at]):
        return None
    for index in range(colon, max(0, colon - _REACH_FAR), -1):
        if words[index].word in ENDS:
            return None
        for cue in scene.cues.get(index, ()):
            measure = cue.measure(phrase.group)
            if measure in (None, Measure.AFFECTED) or cue.weak or cue.form == "after":
                continue  # what is listed as affected may be told to be worse than that
            return Decision(measure=measure, confidence=0.6, cue=cue)
    return None


def inverted(scene: Scene, at: int, phrase: Phrase) -> Decision | None:
    """A deed before the helping verb of its subject ("also injured was a vendor")."""
    words, lexicon = scene.words, scene.lexicon
    if at < 2 or words[at - 1].word not in lexicon.be:
        return None
    for cue in scene.ends.get(at - 1, ()):
        measure = cue.measure(phrase.group)
        if cue.form == "past" and measure is not None and not cue.weak:
            return Decision(measure=measure, confidence=0.8, cue=cue)
    return None
