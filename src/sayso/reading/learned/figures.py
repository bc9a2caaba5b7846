"""Figures from the network's scores: which quantities are claims, and what belongs to each."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.model import Basis, Measure, ObjectStatus, Span, SpeakerKind, Stance
from sayso.reading.drafts import Candidate, FigureDraft, SpeakerDraft
from sayso.reading.learned.fit import MODEST, weighed
from sayso.reading.learned.labels import BASES, KINDS, MEASURES, NOTHING, STANCES, STATUSES
from sayso.reading.learned.scores import Choice
from sayso.reading.learned.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """A candidate, its row among the window's quantities, and what the rules make of it, if ``asked``."""

    row: int
    candidate: Candidate
    asked: bool = False
    rule: FigureDraft | None = None


def figures(view: View, countings: Sequence[Counting]) -> list[FigureDraft]:
    """The figures among a window's candidates."""
    return [found for counting in countings if (found := _figure(view, counting)) is not None]


def _figure(view: View, counting: Counting) -> FigureDraft | None:
    rule, row, fit = counting.rule, counting.row, view.fit
    answer = (str(rule.measure) if rule else NOTHING) if counting.asked else None
    chances = _chances(view, "measure", row, MEASURES, answer)
    measure = max(range(1, len(chances)), key=chances.__getitem__)
    if (1 - chances[0]) * math.exp(fit.lean("figure_measure")) < chances[0]:
        return None
    position = int(view.scores.inputs.quantities[row, 0])
    chosen = view.choices("figure", row, position, _answers(rule) if rule else None)
    cut = {role: view.cut(choice) for role, choice in chosen.items()}
    kinds = _chances(view, "kind", row, KINDS, str(rule.speaker.kind) if rule and rule.speaker.span else None)
    kind, kind_belief = _best(kinds[:-1], KINDS) if cut["speaker"] else ("author", 1.0)
    told = _chances(view, "measure", row, MEASURES, answer, MODEST)[measure]
    top = {
        "basis": _chances(view, "basis", row, BASES, str(rule.basis) if rule and rule.basis else None),
        "status": _chances(view, "status", row, STATUSES, str(rule.status) if rule else None),
        "stance": _chances(view, "stance", row, STANCES, str(rule.stance) if rule else None),
    }
    return FigureDraft(
        sentence=view.sentence(position),
        quantity=counting.candidate.quantity,
        measure=Measure(MEASURES[measure]),
        basis=Basis(_best(top["basis"], BASES)[0]),
        object=cut["object"],
        status=ObjectStatus(_best(top["status"], STATUSES)[0]),
        actor=cut["actor"],
        place=rule.place if rule else None,  # chosen by its scene later, which measures better
        time=rule.time if rule else None,
        speaker=SpeakerDraft(
            span=cut["speaker"],
            kind=SpeakerKind(kind),
            relay=cut["relay"] if cut["speaker"] else None,
            cue=rule.speaker.cue if rule and cut["speaker"] == rule.speaker.span else None,
        ),
        stance=Stance(_best(top["stance"], STANCES)[0]),
        hedges=rule.hedges if rule else (),
        measure_confidence=fit.sure(told, "measure"),
        confidence=fit.sure(_belief(told, chosen, kind_belief), "figure"),
    )


def _answers(rule: FigureDraft) -> dict[str, Span | None]:
    """What the rules say of the roles that they read; place and time are resolved elsewhere."""
    return {
        "object": rule.object,
        "actor": rule.actor,
        "speaker": rule.speaker.span,
        "relay": rule.speaker.relay,
    }


def _chances(
    view: View, head: str, row: int, words: Sequence[str], answer: str | None, most: float = math.inf
) -> list[float]:
    name = f"figure_{head}"
    chances = [float(c) for c in view.scores.classes(name, row)]
    return weighed(chances, words.index(answer) if answer else None, min(view.fit.weight(name), most))


def _best(chances: Sequence[float], words: Sequence[str]) -> tuple[str, float]:
    """The likeliest word and its share of the belief."""
    at = max(range(len(chances)), key=chances.__getitem__)
    return words[at], chances[at] / sum(chances)


def _belief(measure: float, chosen: Mapping[str, Choice], kind: float) -> float:
    """The belief that measure, object, speaker and its kind are all right, as if they were independent."""
    return measure * chosen["object"].belief * chosen["speaker"].belief * kind
