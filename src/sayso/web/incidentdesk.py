"""Judging an incident on its page: split, merge, grade, estimate, note, and what was decided before."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request

from sayso.incidents import Told
from sayso.model import Grade, Incident, Measure
from sayso.web import words
from sayso.web.judgements import decision_json, judgements


def incident_desk(request: Request, incident: Incident, told: Mapping[str, Told]) -> dict[str, Any]:
    """What the incident page needs to judge the incident: the history, and the last decision seen."""
    judged = judgements(request).now()
    history = judged.log.touching(*incident.claims)
    labels = {id: words.label(told[id].claim) if id in told else id for id in incident.claims}
    return {
        "history": [decision_json(judged, d) for d in history],
        "seen": max((d.number or 0 for d in history), default=0),
        "grades": list(Grade),
        "measures": list(dict.fromkeys(str(t.measure) for t in incident.measures)) or list(Measure),
        "labels": labels,
        "next": f"/claims/{incident.claims[0]}/incident",
    }
