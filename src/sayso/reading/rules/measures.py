"""What happened to the counted: the measure of each quantity of a sentence, or none.

For each quantity the rules look, in this order, for a cue right behind its noun phrase ("12 people were
killed"), for one whose object it is ("killing 12", over lists), for nouns that are measures themselves ("12
fatalities", "three air strikes"), for the whole that it is a part of ("including 3 children") and for a cue
further on. The confidence is that of the rule, by how often it was right on annotated articles, roughly.
"""

from dataclasses import replace

from sayso.model import Measure
from sayso.reading.nouns import PEOPLE
from sayso.reading.rules import aside, reaching, tallies
from sayso.reading.rules.cues import Cue
from sayso.reading.rules.objects import Phrase, is_elided
from sayso.reading.rules.scene import ENDS, Decision, Scene

_REACH_TOTAL = 40
# How many words to either side of refugees make them a plan.
_PLANNED = 6
# How many words behind a number whose noun is left out its verb stands.
_VERB = 4
# What a number before them is of, whatever else is said of it.
_PLAIN = frozenset({Measure.KILLED, Measure.INJURED, Measure.CASUALTIES})
# What attackers do.
_DEEDS = frozenset(
    {Measure.KILLED, Measure.INJURED, Measure.ABDUCTED, Measure.DESTROYED, Measure.DAMAGED, Measure.STRUCK}
)
# What befell those before: what is told of them now goes before it.
_HELD = frozenset({Measure.DETAINED, Measure.ABDUCTED})
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
        or aside.parts_of_skipped(scene, at, phrase)
        or aside.tells(scene, at, phrase, direct=_direct(scene, at, phrase) is not None)
        or (article_word and aside.tells_of_one(scene, at, phrase))
    ):
        return None
    found = _decide(scene, at, phrase)
    if found is not None and found.measure is Measure.DISPLACED:
        found = _moved(scene, at, phrase, found)
    if article_word and found is not None and _attributive(at, phrase, found):
        return None
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


def _attributive(at: int, phrase: Phrase, found: Decision) -> bool:
    """Whether an unlisted noun follows what befell it ("pulled from a flattened shopping centre")."""
    unnamed = phrase.start == phrase.end == at + 1
    return unnamed and found.cue is not None and found.cue.start == at + 1


def _moved(scene: Scene, at: int, phrase: Phrase, found: Decision) -> Decision | None:
    """What a word of displacement tells of those who are not displaced: fighters, prisoners, a lone man.

    Refugees that it reaches only over a list or a whole are those taken in ("103 million were displaced,
    including 32 million refugees").
    """
    words, lexicon, cue = scene.words, scene.lexicon, found.cue
    told = tuple(t.word for t in words[cue.start : cue.end]) if cue is not None else ()
    left_out = phrase.group is None and scene.groups[-1:] == ["combatant"]  # "but four of them escaped"
    if phrase.group == "combatant" or left_out:
        return replace(found, measure=Measure.FORCES) if told in lexicon.arrivals else None
    if told in lexicon.escapes:
        held = lexicon.heads.get(phrase.head) in (Measure.DETAINED, Measure.ABDUCTED)
        if held or words[at].raw.lower() in lexicon.ones:
            return None
    if phrase.head in lexicon.hosted and reaching.behind(scene, phrase) is None:
        own = cue is not None and (
            cue.end == at
            or (cue.start >= phrase.start and "#" not in (t.word for t in words[phrase.end : cue.start]))
        )
        return found if own else replace(found, measure=Measure.REFUGEES)
    return found


def _hosted(scene: Scene, at: int, phrase: Phrase) -> Decision | None:
    """Refugees without a verb that tells of them ("a third of the total, 6 million refugees")."""
    if phrase.head not in scene.lexicon.hosted or phrase.group not in PEOPLE:
        return None
    near = (*scene.words[max(0, at - _PLANNED) : at], *scene.words[phrase.end : phrase.end + _PLANNED])
    if any(t.word in scene.lexicon.hypothetical for t in near):
        return None  # "up to 9,000 refugees that may come"
    return Decision(measure=Measure.REFUGEES, confidence=0.5)


def _repeated(scene: Scene, at: int) -> Decision | None:
    """Acts that are told by how often they were done ("attacked ships 27 times")."""
    words, lexicon = scene.words, scene.lexicon
    for index in range(at - 1, max(-1, at - reaching.REACH_PART), -1):
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
    if any(c.people and not c.thing for k in range(end, end + _VERB) for c in scene.cues.get(k, ())):
        return phrase  # "407 cases were told, of which 18 were found dead": people die
    fits = verb or any(cue.thing is not None for cue in scene.cues.get(end, ()))
    return replace(phrase, group="thing") if fits else phrase


def _decide(scene: Scene, at: int, phrase: Phrase) -> Decision | None:
    intrinsic = _intrinsic(scene, at, phrase)
    if intrinsic is not None and intrinsic.measure is Measure.KILLED:
        intrinsic = _alive(scene, phrase) or intrinsic
    if intrinsic is not None and (intrinsic.measure in _PLAIN or phrase.head in scene.lexicon.acts):
        return intrinsic
    if phrase.group == "attacks" or (intrinsic is not None and phrase.head in scene.lexicon.cases):
        return intrinsic
    behind = reaching.behind(scene, phrase)
    if behind is None and reaching.is_intended(scene, at):
        return None
    if behind is not None and behind.cue is not None and not _helped(scene, phrase, behind.cue):
        # "freed 19 civilians abducted by them", "killed three children fleeing": the verb before tells.
        behind = _rescued(_direct(scene, at, phrase), behind)
    if behind is not None and behind.cue is not None:
        between = {t.word for t in scene.words[phrase.end : behind.cue.start]}
        if between & scene.lexicon.relatives:
            # "the bodies of four students who had been kidnapped": the main clause tells.
            behind = _noun_of(scene, at, phrase) or _direct(scene, at, phrase) or behind
    return (
        behind
        or tallies.labelled(scene, at, phrase)
        or (tallies.tolled(scene, at, phrase) if _hits(scene, at) else None)
        or _described(scene, at, phrase)
        or reaching.governed(scene, at, phrase, reach=1)
        or tallies.tolled(scene, at, phrase)
        or tallies.ranked(scene, at, phrase)
        or _shared_noun(scene, phrase)
        or reaching.inverted(scene, at, phrase)
        or reaching.part(scene, at, phrase)
        or reaching.chained(scene, at, phrase)
        or reaching.governed(scene, at, phrase, reach=reaching.FAR_LEFT)
        or reaching.listed(scene, at, phrase)
        or _told(scene, at, phrase)
        or intrinsic
        or _doing(scene, at, phrase)
        or reaching.further(scene, phrase)
        or _weak(scene, at, phrase)
        or _hosted(scene, at, phrase)
    )


def _direct(scene: Scene, at: int, phrase: Phrase) -> Decision | None:
    """The verb right before the quantity, where it is active ("killed 12")."""
    found = reaching.governed(scene, at, phrase, reach=1)
    if found is None or found.cue is None or found.cue.form not in ("before", "past") or found.cue.end != at:
        return None
    return found


def _noun_of(scene: Scene, at: int, phrase: Phrase) -> Decision | None:
    """A noun of harm right before the quantity ("the bodies of four")."""
    found = reaching.governed(scene, at, phrase, reach=1)
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
        spread = scene.epidemic and not any(
            t.word in lexicon.courts for t in words[phrase.start : phrase.end + 2]
        )
        if measure is None and (spread or any(t.word in lexicon.diseases for t in words)):
            measure = Measure.AFFECTED
        return None if measure is None else Decision(measure=measure, confidence=0.7)
    if measure is not None and (phrase.group in (*PEOPLE, "attacks") or phrase.group is None):
        return Decision(measure=measure, confidence=0.85)
    if phrase.group == "munitions":
        return Decision(measure=Measure.MUNITIONS, confidence=0.7)
    return None


def _described(scene: Scene, at: int, phrase: Phrase) -> Decision | None:
    """What an adjective of the phrase tells; who is displaced may have suffered or done more than that.

    "5 million displaced people returned, including 3 million displaced persons": three million returned.
    """
    found = reaching.within(scene, phrase)
    if found is not None and found.measure in _HELD:
        # "killed two abducted students": the verb before tells.
        found = _rescued(_direct(scene, at, phrase), found)
    part = at and scene.words[at - 1].word in scene.lexicon.part_before
    if found is not None and found.measure is Measure.DISPLACED and part:
        return reaching.part(scene, at, phrase) or found
    return found


def _rescued(direct: Decision | None, before: Decision) -> Decision:
    """What was done to those to whom something was done before; who is got out of captivity is freed."""
    if direct is None:
        return before
    freed = (direct.measure, before.measure) == (Measure.EVACUATED, Measure.ABDUCTED)
    return replace(direct, measure=Measure.FREED) if freed else direct


def _hits(scene: Scene, at: int) -> bool:
    """Whether the verb before the quantity tells a blow or what a toll has come to ("the toll hits 22")."""
    return any(c.form != "of" and c.thing is Measure.STRUCK for c in scene.ends.get(at, ()))


def _alive(scene: Scene, phrase: Phrase) -> Decision | None:
    """What "11 injured victims" have suffered, whose noun alone would tell of the dead."""
    found = reaching.within(scene, phrase)
    return found if found is not None and found.measure is Measure.INJURED else None


def _shared_noun(scene: Scene, phrase: Phrase) -> Decision | None:
    """The noun of harm behind the next number: "reported four and three deaths"."""
    words, lexicon, index = scene.words, scene.lexicon, phrase.end
    if phrase.start < index or index + 1 >= len(words) or words[index].word not in lexicon.joins:
        return None
    following = scene.phrases.get(index + 1)
    measure = lexicon.heads.get(following.head) if following is not None else None
    return Decision(measure=measure, confidence=0.7) if measure in _PLAIN else None


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


def _weak(scene: Scene, at: int, phrase: Phrase) -> Decision | None:
    """Fighters and troops that are present, sent or attacking."""
    words = scene.words
    helpers = {t.word for t in words[phrase.start : phrase.end]} & scene.lexicon.responders
    group = "combatant" if helpers else phrase.group
    for index in range(max(0, at - 8), min(len(words), phrase.end + 8)):
        for cue in scene.cues.get(index, ()):
            measure = cue.measure(group) if cue.weak else None
            if measure is not None and not reaching.imagined(words, cue.start, scene.lexicon):
                return Decision(measure=measure, confidence=0.5, cue=cue)
    if (
        group == "combatant"
        and not reaching.imagined(words, at, scene.lexicon)
        and phrase.group == "combatant"
    ):
        return Decision(measure=Measure.FORCES, confidence=0.46)
    return None


def _doing(scene: Scene, at: int, phrase: Phrase) -> Decision | None:
    """Unnamed people who attack, kill or abduct: "five men murdered a judge", "kidnapped by six men"."""
    words, lexicon = scene.words, scene.lexicon
    if phrase.head not in lexicon.attackers:
        return None
    if at > 1 and words[at - 1].word in lexicon.doing:
        before = scene.ends.get(at - 1, ())
        done = any(c.form == "past" and (c.people in _DEEDS or c.thing in _DEEDS) for c in before)
        return Decision(measure=Measure.FORCES, confidence=0.55) if done else None
    for cue in scene.cues.get(phrase.end, ()):
        deed = cue.form == "past" and (cue.people in _DEEDS or cue.thing in _DEEDS)
        if deed and reaching.acts(scene, cue, depth=0):
            return Decision(measure=Measure.FORCES, confidence=0.55)
    return None
