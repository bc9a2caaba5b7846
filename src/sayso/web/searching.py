"""Search over the words of articles and claims, with excerpts that lead to their place."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sayso.judged import State
from sayso.keeping import Hit, row_json
from sayso.model import Statement
from sayso.web import words
from sayso.web.answers import _, data, page
from sayso.web.articles import entry_json
from sayso.web.judgements import Now, row, state_json

router = APIRouter(tags=["search"])
Asked = Annotated[
    str, Query(max_length=300, description='All words; "a phrase", begin*, -without, this OR that.')
]
Number = Annotated[int, Query(ge=1, le=100, description="How many at most.")]
Skipped = Annotated[int, Query(ge=0, le=2000, description="How many to pass over first.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of an excerpt; ``found`` where it is what was looked for."""

    text: str
    found: bool


def pieces(hit: Hit) -> Iterator[Piece]:
    """The excerpt cut at what was found; joined, it is the excerpt."""
    excerpt, here = hit.excerpt, hit.excerpt.start
    for start, end in excerpt.marks:
        if start < here or end > excerpt.end:
            continue
        if start > here:
            yield Piece(text=_cut(hit, here, start), found=False)
        yield Piece(text=_cut(hit, start, end), found=True)
        here = end
    if here < excerpt.end:
        yield Piece(text=_cut(hit, here, excerpt.end), found=False)


def _cut(hit: Hit, start: int, end: int) -> str:
    return hit.excerpt.text[start - hit.excerpt.start : end - hit.excerpt.start]


def place_of(hit: Hit) -> str:
    """Where a hit leads: the claim in its article, or the article."""
    base = f"/articles/{hit.article.id}"
    return f"{base}#claim-{hit.claim.claim.id}" if hit.claim else base


def _found(judged: Now, q: str, limit: int, offset: int) -> tuple[list[tuple[Hit, State]], int | None]:
    found = list(islice(judged.search(q, limit=offset + limit + 1), offset, offset + limit + 1))
    return found[:limit], offset + limit if len(found) > limit else None


@router.get("/search.json")
def search_twin(judged: Now, q: Asked = "", limit: Number = 20, offset: Skipped = 0) -> Response:
    """Articles and claims that hold the words, the best first, each with the place of what was found."""
    found, following = _found(judged, q, limit, offset)
    return data({"q": q, "hits": [_json(judged, hit) for hit, _state in found], "next": following})


def _json(judged: Now, hit: Hit) -> dict[str, Any]:
    view = judged.view(hit.article.id)
    claim = view.claim(hit.claim.claim.id) if hit.claim else None
    return {
        "kind": hit.kind,
        "article": entry_json(hit.article),
        "claim": {**row_json(row(view, claim)), **state_json(view, claim)} if claim is not None else None,
        "excerpt": {
            "start": hit.excerpt.start,
            "end": hit.excerpt.end,
            "text": hit.excerpt.text,
            "marks": [{"start": start, "end": end} for start, end in hit.excerpt.marks],
        },
    }


@router.get("/search", include_in_schema=False)
def search(request: Request, judged: Now, q: Asked = "", limit: Number = 20, offset: Skipped = 0) -> Response:
    """What holds the words, with excerpts."""
    found, following = _found(judged, q, limit, offset)
    return page(
        request,
        "search.html",
        title=_("Search: %(words)s") % {"words": q} if q.strip() else _("Search"),
        q=q,
        found=[(hit, state, list(pieces(hit))) for hit, state in found],
        place_of=place_of,
        is_speech=lambda claim: isinstance(claim, Statement),
        following=following,
        offset=offset,
        limit=limit,
        words=words,
    )
