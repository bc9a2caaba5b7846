"""The decision log: who judged what, when and why, and whether its past is as it was."""

from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sayso.keeping import Ledger
from sayso.model import LedgerError
from sayso.web.answers import _, data, page
from sayso.web.judgements import decision_json, judgements
from sayso.web.shelf import Limit, Offset, Shelf

router = APIRouter(tags=["decisions"])
About = Annotated[str | None, Query(max_length=64, description="Only decisions that concern this id.")]


def verified(ledger: Ledger) -> dict[str, Any]:
    """Whether each decision follows from the one before; ``broken`` names the first that does not."""
    try:
        found = ledger.verify()
    except LedgerError as error:
        return {"ok": False, "count": None, "head": None, "broken": error.message}
    return {"ok": True, "count": found.count, "head": found.head, "broken": None}


def _decisions(
    request: Request, about: str | None, limit: int, offset: int
) -> tuple[list[dict[str, Any]], int | None]:
    """A page of the log, the newest first; nothing where the log cannot be read at all."""
    try:
        judged = judgements(request).now()
    except LedgerError:
        return [], None
    log = judged.log.history(about) if about else judged.log.decisions
    found = list(islice(reversed(log), offset, offset + limit + 1))
    following = offset + limit if len(found) > limit else None
    return [decision_json(judged, d) for d in found[:limit]], following


@router.get("/log.json")
def log_twin(
    request: Request, ledger: Shelf, about: About = None, limit: Limit = 50, offset: Offset = 0
) -> Response:
    """Decisions, the newest first, and whether the chain holds."""
    found, following = _decisions(request, about, limit, offset)
    return data({"verified": verified(ledger), "decisions": found, "next": following})


@router.get("/log", include_in_schema=False)
def log(
    request: Request, ledger: Shelf, about: About = None, limit: Limit = 50, offset: Offset = 0
) -> Response:
    """The log for people."""
    found, following = _decisions(request, about, limit, offset)
    return page(
        request,
        "log.html",
        title=_("Decision log"),
        decisions=found,
        verified=verified(ledger),
        about=about or "",
        following=following,
        offset=offset,
        limit=limit,
    )
