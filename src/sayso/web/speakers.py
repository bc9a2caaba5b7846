"""Speakers and outlets: the lists, and each with what it has claimed."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from sayso.model import Claim, Figure, NotFoundError, Responsibility, SpeakerKind
from sayso.profiles import Profile, Profiles, Standing, fitting
from sayso.web import words
from sayso.web.answers import _, data, page
from sayso.web.incidents import Word, cases, headline
from sayso.web.judgements import judgements
from sayso.web.shelf import Limit, Offset

router = APIRouter(tags=["speakers and outlets"])
Key = Annotated[str, Path(pattern="^[0-9a-f]{4,64}$", description="A key, or its beginning.")]
Kind = Annotated[
    str | None,
    Query(pattern="^(named|anonymous|diffuse)?$", description="How far a reader could find the speaker."),
]
SHOWN = 60  # claims on one profile's page
KINDS = (SpeakerKind.NAMED, SpeakerKind.ANONYMOUS, SpeakerKind.DIFFUSE)


def _known(request: Request) -> Profiles:
    return cases(request).profiles()


@router.get("/speakers.json")
def speakers_twin(
    request: Request, name: Word = None, kind: Kind = None, limit: Limit = 50, offset: Offset = 0
) -> Response:
    """Speakers, those with most claims first; ``next`` is the offset of the next page, null on the last."""
    return _list_twin("speakers", _known(request).speakers, name, kind, limit, offset)


@router.get("/outlets.json")
def outlets_twin(request: Request, name: Word = None, limit: Limit = 50, offset: Offset = 0) -> Response:
    """Outlets, those with most claims first; ``next`` is the offset of the next page, null on the last."""
    return _list_twin("outlets", _known(request).outlets, name, None, limit, offset)


@router.get("/speakers", include_in_schema=False)
def speakers(
    request: Request, name: Word = None, kind: Kind = None, limit: Limit = 50, offset: Offset = 0
) -> Response:
    """The list of speakers."""
    return _list_page(request, "speakers", _known(request).speakers, name, kind, limit, offset)


@router.get("/outlets", include_in_schema=False)
def outlets(request: Request, name: Word = None, limit: Limit = 50, offset: Offset = 0) -> Response:
    """The list of outlets."""
    return _list_page(request, "outlets", _known(request).outlets, name, None, limit, offset)


@router.get("/speakers/{key}.json")
def speaker_twin(request: Request, key: Key) -> Response:
    """One speaker: what it has claimed, whom it accuses, how its figures stand to the others'."""
    known = _known(request)
    return data(profile_json(_one(known.speakers, key), outlets=known.outlets))


@router.get("/outlets/{key}.json")
def outlet_twin(request: Request, key: Key) -> Response:
    """One outlet: what it has claimed, whom it gives for it, how its figures stand to the others'."""
    known = _known(request)
    return data(profile_json(_one(known.outlets, key), speakers=known.speakers))


@router.get("/speakers/{key}", include_in_schema=False)
def speaker(request: Request, key: Key) -> Response:
    """One speaker."""
    return _profile_page(request, key, "speakers")


@router.get("/outlets/{key}", include_in_schema=False)
def outlet(request: Request, key: Key) -> Response:
    """One outlet."""
    return _profile_page(request, key, "outlets")


def _found(known: Mapping[str, Profile], name: str | None, kind: str | None) -> list[Profile]:
    return list(fitting(known.values(), name=name or None, kind=SpeakerKind(kind) if kind else None))


def _list_twin(
    what: str, known: Mapping[str, Profile], name: str | None, kind: str | None, limit: int, offset: int
) -> Response:
    found = _found(known, name, kind)
    more = offset + limit if len(found) > offset + limit else None
    return data({what: [summary_json(p) for p in found[offset : offset + limit]], "next": more})


def _list_page(
    request: Request,
    what: str,
    known: Mapping[str, Profile],
    name: str | None,
    kind: str | None,
    limit: int,
    offset: int,
) -> Response:
    found = _found(known, name, kind)
    return page(
        request,
        "profiles.html",
        title=_("Speakers") if what == "speakers" else _("Outlets"),
        what=what,
        found=found[offset : offset + limit],
        number=len(found),
        following=offset + limit if len(found) > offset + limit else None,
        offset=offset,
        limit=limit,
        name=name or "",
        kind=kind or "",
        kinds=KINDS,
        words=words,
        percent=percent,
        author=SpeakerKind.AUTHOR,
    )


def _profile_page(request: Request, key: str, what: str) -> Response:
    known = _known(request)
    mine, others, other = (
        (known.speakers, known.outlets, "outlets")
        if what == "speakers"
        else (known.outlets, known.speakers, "speakers")
    )
    this = _one(mine, key)
    judged, docket = judgements(request).now(), cases(request).docket
    kept = judged.kept(this.claims[:SHOWN])
    return page(
        request,
        "profile.html",
        title=this.name,
        what=what,
        other=other,
        profile=this,
        claims=list(kept.values()),
        incidents=docket.incidents(this.incidents[:SHOWN]),
        headline=headline,
        beside=[(others[k].name, k, n) for k, n in this.beside],
        is_figure=_is_figure,
        is_blame=_is_blame,
        words=words,
        shares=list(shares(this)),
    )


def _is_figure(claim: Claim) -> bool:
    return isinstance(claim, Figure)


def _is_blame(claim: Claim) -> bool:
    return isinstance(claim, Responsibility)


def _one(known: Mapping[str, Profile], key: str) -> Profile:
    """The profile with that key, or the one whose key begins so; raises ``NotFoundError``."""
    if key in known:
        return known[key]
    found = [p for k, p in known.items() if k.startswith(key)]
    if len(found) > 1:
        raise NotFoundError("ambiguous", _("Several have keys that begin so; give more of it."))
    if not found:
        raise NotFoundError("not_found", _("Nobody here has that key."))
    return found[0]


def summary_json(profile: Profile) -> dict[str, Any]:
    """A profile in the list."""
    return {
        "key": profile.key,
        "name": profile.name,
        "kind": str(profile.kind),
        "figures": profile.figures,
        "responsibility": profile.responsibility,
        "statements": profile.statements,
        "speaker_kinds": {str(kind): n for kind, n in profile.kinds.items()},
        "cited": profile.cited,
        "citable": profile.citable,
        "standing": _standing_json(profile.overall),
        "articles": len(profile.articles),
        "incidents": len(profile.incidents),
        "first": profile.first,
        "last": profile.last,
    }


def profile_json(profile: Profile, **beside: Mapping[str, Profile]) -> dict[str, Any]:
    """A profile in full, with the ``outlets`` that carry it or the ``speakers`` that it gives."""
    return {
        **summary_json(profile),
        "names": list(profile.names),
        "measures": {str(m): n for m, n in profile.measures.items()},
        "standing_by_measure": {str(m): _standing_json(s) for m, s in profile.standing.items()},
        "charges": [
            {"accused": c.accused, "asserts": c.asserts, "denies": c.denies, "doubts": c.doubts}
            for c in profile.charges
        ],
        **{
            what: [{"key": k, "name": known[k].name, "claims": n} for k, n in profile.beside]
            for what, known in beside.items()
        },
        "articles": list(profile.articles),
        "incidents": list(profile.incidents),
        "claims": list(profile.claims),
    }


def _standing_json(standing: Standing) -> dict[str, int]:
    return {
        "lower": standing.lower,
        "same": standing.same,
        "higher": standing.higher,
        "open": standing.open,
    }


def percent(part: int, whole: int) -> str:
    """A share in words; nothing where there is nothing to share."""
    return f"{100 * part / whole:.0f} %" if whole else "–"


def shares(profile: Profile) -> Iterable[tuple[str, str, str]]:
    """The shares that a page shows: what, how much, of what."""
    kinds, every = profile.kinds, len(profile.claims)
    yield _("with a citation"), percent(profile.cited, profile.citable), _("of its figures and accusations")
    for kind in (SpeakerKind.ANONYMOUS, SpeakerKind.DIFFUSE, SpeakerKind.AUTHOR):
        yield words.kind_name(kind), percent(kinds.get(kind, 0), every), _("of its claims")
