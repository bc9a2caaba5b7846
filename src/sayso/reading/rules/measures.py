"""What happened to the counted: the measure of each quantity of a sentence, or none.

For each quantity the rules look, in this order, for a cue right behind its noun phrase ("12 people were
killed"), for one whose object it is ("killing 12", over lists), for nouns that are measures themselves ("12
fatalities", "three air strikes"), for the whole that it is a part of ("including 3 children") and for a cue
further on. The confidence is that of the rule, by how often it was right on annotated articles, roughly.
"""

from collections.abc import Sequence
from dataclasses import replace

from sayso.model import Measure
from sayso.reading.nouns import PEOPLE
from sayso.reading.rules import aside
from sayso.reading.rules.cues import Cue, Lexicon
from sayso.reading.rules.objects import Phrase, is_elided
from sayso.reading.rules.scene import ENDS, Decision, Scene
from sayso.reading.rules.tokens import Token

_REACH_RIGHT, _REACH_LEFT, _REACH_FAR, _REACH_TOTAL = 9, 34, 26, 40
# A list is followed back over all its parts, each of no more than this many words.
_REACH_PART, _REACH_LIST = 12, 120
# A list is followed no further than this many parts.
_DEEPEST = 12
# Marks that may stand between the counted and what befell it: 12 soldiers 'neutralised'.
_MARKS = frozenset("\"'“”‘’)")
# What a number before them is of, whatever else is said of it.
_PLAIN = frozenset({Measure.KILLED, Measure.INJURED, Measure.CASUALTIES})
_BEFORE_DEATH = frozenset({Measure.DETAINED, Measure.ABDUCTED})
_ONE_OF = frozenset(
    {
        Measure.KILLED,
        Measure.INJURED,
        Measure.MISSING,
        Measure.DETAINED,
        Measure.ABDUCTED,
        Measure.EVACUATED,
        Measure.DESTROYED,
        Measure.DAMAGED,
        Measure.SEIZED,
        Measure.NEUTRALISED,
    }
)


def decide(scene: Scene, at: int, *, article_word: bool) -> Decision | None:
    """The measure of the quantity at token ``at``, or None where the text gives it none."""
    phrase = _grouped(scene, scene.phrases[at])
    if phrase.head in scene.lexicon.repeats:
        return _repeated(scene, at)
    if (
        phrase.group == "skip"
        or aside.tells(scene, at, phrase, direct=_direct(scene, at, phrase) is not None)
        or (article_word and aside.tells_of_one(scene, at, phrase))
    ):
        return None
    found = _decide(scene, at, phrase)
    if found is None or (article_word and (found.measure not in _ONE_OF or found.confidence < 0.5)):
        return None
    if found.measure is Measure.REFUGEES and phrase.head in scene.lexicon.cases:
        found = replace(found, measure=Measure.AFFECTED)  # "the city registered 400 cases"
    if found.cue is not None and found.cue.start > at:
        scene.spent.add(found.cue.start)
    scene.decided.append(found)
    scene.ends_of.append(phrase.end)
    if phrase.group is not None:
        scene.groups.append(phrase.group)
    return found


def _repeated(scene: Scene, at: int) -> Decision | None:
    """Acts that are told by how often they were done ("attacked ships 27 times")."""
    words, lexicon = scene.words, scene.lexicon
    for index in range(at - 1, max(-1, at - _REACH_PART), -1):
        struck = any(cue.thing is Measure.STRUCK for cue in scene.cues.get(index, ()))
        if struck or words[index].word in lexicon.breaking:
            return Decision(measure=Measure.ATTACKS, confidence=0.7)
    return None


def _grouped(scene: Scene, phrase: Phrase) -> Phrase:
    """The phrase with the group of the things counted before it, where its own noun is left out.

    "15,000 houses were flooded, 90 were destroyed": ninety houses, not ninety people.
    """
    words, lexicon, end = scene.words, scene.lexicon, phrase.end
    if not scene.groups or scene.groups[-1] != "thing":
        return phrase
    if phrase.start < end and is_elided(words[phrase.start : end]):
        return replace(phrase, group="thing")
    if phrase.group is not None or phrase.start < end or end >= len(words):
        return phrase
    verb = words[end].word in lexicon.be | lexicon.have
    fits = verb or any(cue.thing is not None for cue in scene.cues.get(end, ()))
    return replace(phrase, group="thing") if fits else phrase


def _decide(scene: Scene, at: int, phrase: Phrase) -> Decision | None:
    intrinsic = _intrinsic(scene, at, phrase)
    if intrinsic is not None and (intrinsic.measure in _PLAIN or phrase.head in scene.lexicon.acts):
        return intrinsic
    if phrase.group == "attacks":
        return intrinsic
    behind = _behind(scene, phrase)
    if behind is None and _is_intended(scene, at):
        return None
    if behind is not None and behind.cue is not None and not _helped(scene, phrase, behind.cue):
        # "freed 19 civilians abducted by them", "killed three children fleeing": the verb before tells.
        direct = _direct(scene, at, phrase)
        if direct is not None and (direct.measure, behind.measure) == (Measure.EVACUATED, Measure.ABDUCTED):
            direct = replace(direct, measure=Measure.FREED)
        behind = direct or behind
    if behind is not None and behind.cue is not None:
        between = {t.word for t in scene.words[phrase.end : behind.cue.start]}
        if between & scene.lexicon.relatives:
            # "the bodies of four students who had been kidnapped": the main clause tells.
            behind = _noun_of(scene, at, phrase) or behind
    return (
        behind
        or _within(scene, phrase)
        or _governed(scene, at, phrase, reach=1)
        or _part(scene, at, phrase)
        or _chained(scene, at, phrase)
        or _governed(scene, at, phrase, reach=_REACH_LEFT)
        or _told(scene, at, phrase)
        or intrinsic
        or _further(scene, phrase)
        or _weak(scene, at, phrase)
    )


def _direct(scene: Scene, at: int, phrase: Phrase) -> Decision | None:
    """The verb right before the quantity, where it is active ("killed 12")."""
    found = _governed(scene, at, phrase, reach=1)
    if found is None or found.cue is None or found.cue.form not in ("before", "past") or found.cue.end != at:
        return None
    return found


def _noun_of(scene: Scene, at: int, phrase: Phrase) -> Decision | None:
    """A noun of harm right before the quantity ("the bodies of four")."""
    found = _governed(scene, at, phrase, reach=1)
    return found if found is not None and found.cue is not None and found.cue.form == "of" else None


def _helped(scene: Scene, phrase: Phrase, cue: Cue) -> bool:
    """Whether the cue behind a phrase is its own finite verb ("were killed", "died")."""
    between = scene.words[phrase.end : cue.start]
    if any(t.word in scene.lexicon.be or t.word in scene.lexicon.have for t in between):
        return True
    return cue.form == "after" and not scene.words[cue.start].word.endswith(scene.lexicon.participle)


def _intrinsic(scene: Scene, at: int, phrase: Phrase) -> Decision | None:
    """Nouns that are measures: fatalities, air strikes, shells."""
    words, lexicon = scene.words, scene.lexicon
    if (
        phrase.group in ("attacks", "munitions")
        and {t.word for t in words[max(0, at - 3) : at]} & lexicon.modals
    ):
        return None
    if phrase.group == "attacks" and phrase.head not in lexicon.acts:
        return Decision(measure=Measure.ATTACKS, confidence=0.75)
    measure = lexicon.heads.get(phrase.head)
    if phrase.head in lexicon.cases:
        told = (lexicon.heads.get(t.word) for t in words[phrase.start : phrase.end])
        measure = next((m for m in told if m is not None), None)
        if measure is None and any(t.word in lexicon.diseases for t in words):
            measure = Measure.AFFECTED
        return None if measure is None else Decision(measure=measure, confidence=0.7)
    if measure is not None and (phrase.group in (*PEOPLE, "attacks") or phrase.group is None):
        return Decision(measure=measure, confidence=0.85)
    if phrase.group == "munitions":
        return Decision(measure=Measure.MUNITIONS, confidence=0.7)
    return None


def _told(scene: Scene, at: int, phrase: Phrase) -> Decision | None:
    """A total that is told of what was named before: "the number of missing stands at 220"."""
    words, lexicon = scene.words, scene.lexicon
    if not {t.word for t in words[max(0, at - 2) : at]} & lexicon.reaches:
        return None
    for start in range(at - 1, max(-1, at - _REACH_TOTAL), -1):
        if words[start].word in ENDS:
            return None
        if words[start].word in lexicon.totals:
            break
    else:
        return None
    for index in range(start, at):
        for cue in scene.cues.get(index, ()):
            measure = cue.measure(phrase.group)
            if measure is not None and not cue.weak:
                return Decision(measure=measure, confidence=0.7, cue=cue)
    return None


def _behind(scene: Scene, phrase: Phrase, *, depth: int = 0) -> Decision | None:
    """A cue right behind the phrase, with only helping words between ("were reportedly killed")."""
    words, index, helped = scene.words, phrase.end, False
    stop = min(len(words), phrase.end + _REACH_RIGHT)
    while index < stop:
        for cue in scene.cues.get(index, ()):
            measure = cue.measure(phrase.group)
            if cue.form in ("past", "after") and measure is not None and not cue.weak:
                if cue.form == "past" and not helped and _acts(scene, cue, depth=depth):
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
    """The passive behind a relative clause: "six men who were detained are released"."""
    words, lexicon = scene.words, scene.lexicon
    for index in range(cue.end, min(len(words), cue.end + _REACH_RIGHT)):
        word = words[index].word
        if word in ENDS or word in lexicon.joins or word in lexicon.relatives:
            return None
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


def _chained(scene: Scene, at: int, phrase: Phrase, *, depth: int = 0) -> Decision | None:
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
    last = _behind(scene, following, depth=depth) or _chained(scene, index, following, depth=depth + 1)
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


def _acts(scene: Scene, cue: Cue, *, depth: int) -> bool:
    """Whether a past form right behind a phrase is its deed ("two gunmen killed 12 people"): a number follows
    that nothing else governs, or a noun phrase does."""
    words, index = scene.words, cue.end
    if index >= len(words):
        return False
    if words[index].word in scene.lexicon.determiners:
        return True
    if words[index].word != "#" or index not in scene.phrases:
        return False
    return depth >= _DEEPEST or _behind(scene, scene.phrases[index], depth=depth + 1) is None


def _within(scene: Scene, phrase: Phrase) -> Decision | None:
    """A cue that is part of the phrase ("12 wounded soldiers")."""
    for index in range(phrase.start, phrase.end):
        for cue in scene.cues.get(index, ()):
            measure = cue.measure(phrase.group)
            if cue.form in ("past", "after") and measure is not None and not cue.weak:
                return Decision(measure=measure, confidence=0.75, cue=cue)
    return None


def _part(scene: Scene, at: int, phrase: Phrase) -> Decision | None:
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


def _governed(scene: Scene, at: int, phrase: Phrase, *, reach: int) -> Decision | None:
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
                if _imagined(words, cue.start, lexicon) or (
                    cue.form == "of" and _imagined(words, at, lexicon)
                ):
                    return None
                return Decision(measure=found, confidence=max(0.3, 0.9 - 0.02 * far - 0.12 * soft), cue=cue)
        word = words[index - 1].word
        if word in ENDS:
            return None
        if word == "#" and reach == _REACH_LEFT:
            limit = max(0, at - _REACH_LIST, min(limit, index - _REACH_PART))
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


def _imagined(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether it is planned, feared or possible; "may have killed" tells what has happened, if in doubt."""
    return any(
        words[k].word in lexicon.hypothetical
        and not (words[k].word in lexicon.epistemic and words[k + 1].word in lexicon.have)
        for k in range(max(0, at - 3), at)
        if k + 1 < len(words)
    )


def _is_intended(scene: Scene, at: int) -> bool:
    """Whether the verb whose object is counted tells a threat or plan ("threatened to kill ten judges")."""
    verbs = (cue for cue in scene.ends.get(at, ()) if cue.form == "before")
    return any(_imagined(scene.words, cue.start, scene.lexicon) for cue in verbs)


def _further(scene: Scene, phrase: Phrase) -> Decision | None:
    """A passive or an intransitive verb further on, whose subject the phrase is."""
    words, lexicon = scene.words, scene.lexicon
    for index in range(phrase.end, min(len(words), phrase.end + _REACH_FAR)):
        word = words[index].word
        for cue in scene.cues.get(index, ()):
            measure = cue.measure(phrase.group)
            passive = any(t.word in lexicon.be for t in words[max(phrase.end, index - 3) : index])
            if not passive and (cue.form == "before" or (cue.form == "past" and _acts(scene, cue, depth=0))):
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
        if word in lexicon.hypothetical and _imagined(words, index + 1, lexicon):
            return None
    return None


def _weak(scene: Scene, at: int, phrase: Phrase) -> Decision | None:
    """Fighters and troops that are present, sent or attacking."""
    words = scene.words
    helpers = {t.word for t in words[phrase.start : phrase.end]} & scene.lexicon.responders
    group = "combatant" if helpers else phrase.group
    for index in range(max(0, at - 8), min(len(words), phrase.end + 8)):
        for cue in scene.cues.get(index, ()):
            measure = cue.measure(group) if cue.weak else None
            if measure is not None and not _imagined(words, cue.start, scene.lexicon):
                return Decision(measure=measure, confidence=0.5, cue=cue)
    if group == "combatant" and not _imagined(words, at, scene.lexicon) and phrase.group == "combatant":
        return Decision(measure=Measure.FORCES, confidence=0.46)
    return None
