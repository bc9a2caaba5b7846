"""Articles that the ledger keeps: the list, and each with its claims marked in its text."""

from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from sayso.judged import View
from sayso.keeping import FORMATS, Entry, row_json
from sayso.model import CitationCheck, Claim, Figure, Reading, Responsibility, Verdict, check_json, contract
from sayso.web import marks, words
from sayso.web.answers import _, data, page
from sayso.web.judgements import Now, row, state_json
from sayso.web.shelf import Limit, Offset, Shelf
from sayso.web.tongues import marked

router = APIRouter(tags=["articles"])
Id = Annotated[str, Path(pattern="^[0-9a-f]{4,64}$", description="An id, or its beginning.")]


def entry_json(entry: Entry) -> dict[str, Any]:
    """An article of the list."""
    return {
        "id": entry.id,
        "doc_id": entry.doc_id,
        "title": entry.title,
        "outlet": entry.outlet,
        "url": entry.url,
        "published": {
            "earliest": entry.published.earliest,
            "latest": entry.published.latest,
            "basis": str(entry.published.basis),
        },
        "version": entry.version,
        "snapshot": entry.snapshot,
        "figures": entry.figures,
        "responsibility": entry.responsibility,
        "statements": entry.statements,
        "problems": entry.problems,
    }


def reading_page(request: Request, reading: Reading, *, view: View | None = None, **more: Any) -> Response:
    """A page of one reading: text with marks, cards beside it; with ``view`` as people have judged it."""
    view = view or View(reading=reading)
    rejected = [c for c in view.rejected if isinstance(c, (Figure, Responsibility))]
    claims: list[Figure | Responsibility] = [*reading.figures, *reading.responsibility, *rejected]
    cards = sorted(claims, key=lambda c: (marks.anchor(c).start, marks.anchor(c).end))
    shown = {
        "reading": reading,
        "article": reading.article,
        "blocks": marks.blocks(reading, view.rejected),
        "view": view,
        "cards": cards,
        "formats": FORMATS,
        "is_figure": lambda claim: isinstance(claim, Figure),
        "words": words,
        "title": reading.article.title or _("An article without a title"),
    }
    return page(request, "article.html", **{"versions": (), "kept": False, **shown, **more})


@router.get("/articles.json")
def articles_json(
    ledger: Shelf, judged: Now, outlet: str | None = None, limit: Limit = 50, offset: Offset = 0
) -> Response:
    """Articles, oldest first; ``next`` is the offset of the next page, null on the last."""
    most = offset + limit + 1
    found = list(islice(ledger.articles(outlet=outlet, limit=most), offset, most))
    return data(
        {
            "articles": [entry_json(judged.entry(entry)) for entry in found[:limit]],
            "next": offset + limit if len(found) > limit else None,
        }
    )


@router.get("/articles", include_in_schema=False)
def articles(
    request: Request,
    ledger: Shelf,
    judged: Now,
    outlet: str | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response:
    """The list of articles."""
    most = offset + limit + 1
    found = list(islice(ledger.articles(outlet=outlet or None, limit=most), offset, most))
    return page(
        request,
        "articles.html",
        title=_("Articles"),
        entries=[judged.entry(entry) for entry in found[:limit]],
        following=offset + limit if len(found) > limit else None,
        offset=offset,
        limit=limit,
        outlet=outlet or "",
        published=words.published,
    )


@router.get("/articles/{id}.json")
def article_json(judged: Now, id: Id) -> Response:
    """One article with its citations, claims and problems, as ``sayso read --json`` writes it.

    It is as people have judged it: without rejected claims, with corrected and added ones. ``judged`` then
    has each judged claim, the rejected ones too, with its state and what was read.
    """
    view = judged.view(id)
    told = contract.to_json(view.reading)
    if view.states:
        these = [c for c in view.claims if c.id in view.states]
        told["judged"] = [{**row_json(row(view, c)), **state_json(view, c)} for c in these]
    return data(told)


@router.get("/articles/{id}", include_in_schema=False)
def article(request: Request, ledger: Shelf, judged: Now, id: Id) -> Response:
    """One article with its claims marked, as people have judged them."""
    view = judged.view(id)
    versions = tuple(ledger.versions(view.reading.article.id))
    return reading_page(request, view.reading, view=view, versions=versions, kept=True)


# Checking its citations

VERDICTS = {
    Verdict.SUPPORTED: marked("carries it"),
    Verdict.OTHER_FIGURE: marked("has another figure"),
    Verdict.NOT_FOUND: marked("does not carry it, as far as it was read"),
    Verdict.NOT_AVAILABLE: marked("is not in the ledger"),
}


@router.get("/articles/{id}/check.json")
def check_twin(ledger: Shelf, judged: Now, id: Id) -> Response:
    """Each cited claim held against what was read in the cited article, where the ledger has that."""
    return data(check_json(ledger.check(judged.view(id).reading.article.id)))


@router.get("/articles/{id}/check", include_in_schema=False)
def check(request: Request, ledger: Shelf, judged: Now, id: Id) -> Response:
    """The citations of an article, checked, for people."""
    view = judged.view(id)
    found: CitationCheck = ledger.check(view.reading.article.id)
    claims: dict[str, Claim] = {c.id: c for c in view.reading.claims}
    supports = sorted(
        (s for s in found.supports if s.claim in claims), key=lambda s: (ORDER.index(s.verdict), s.claim)
    )
    return page(
        request,
        "check.html",
        title=_("Citations checked"),
        article=view.reading.article,
        supports=supports,
        uncited=[claims[c] for c in found.uncited if c in claims],
        claims=claims,
        verdicts=VERDICTS,
        counted=COUNTED,
        counts={v: sum(s.verdict is v for s in supports) for v in VERDICTS},
        words=words,
    )


COUNTED = {
    Verdict.SUPPORTED: marked("carried by the cited page"),
    Verdict.OTHER_FIGURE: marked("with another figure there"),
    Verdict.NOT_FOUND: marked("not found there"),
    Verdict.NOT_AVAILABLE: marked("citing a page that is not in the ledger"),
}
"""What a number of each verdict is a number of."""
ORDER = (Verdict.OTHER_FIGURE, Verdict.NOT_FOUND, Verdict.SUPPORTED, Verdict.NOT_AVAILABLE)
"""What needs a look comes first."""
