"""Incidents and voices made by hand: a test says what matters to it, the rest is empty."""

from sayso.model import Grade, Incident, IncidentKind, Origin, SpeakerKind


def origin(name, *outlets, first="a"):
    """A named voice that ``outlets`` carry."""
    return Origin(
        id=name,
        name=name,
        kind=SpeakerKind.NAMED,
        party=None,
        claims=(),
        articles=(),
        outlets=outlets,
        first=first,
        chain=(),
    )


def incident(id="one", *, start=None, **more):
    """An incident of the day ``start``, with whatever ``more`` says of it."""
    empty = dict.fromkeys(("claims", "articles", "origins", "outlets", "measures", "responsibility"), ())
    told = {"act": None, "place": None, "start": start, "end": start, "grade": Grade.FAIR, "grade_why": ""}
    return Incident(id=id, kind=IncidentKind.INCIDENT, **(empty | told | more))
