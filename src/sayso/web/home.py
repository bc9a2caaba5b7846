"""The first page: paste an article, or go on with what is kept."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from sayso.web.answers import _, data, page
from sayso.web.judgements import Now
from sayso.web.shelf import Shelf
from sayso.web.words import published

router = APIRouter()


@router.get("/", include_in_schema=False)
def home(request: Request, ledger: Shelf, judged: Now) -> Response:
    """The form to read an article, and the newest articles of the ledger."""
    newest = [judged.entry(entry) for entry in ledger.articles(newest_first=True, limit=12)]
    return page(request, "home.html", title=_("Read an article"), newest=newest, published=published)


@router.get("/health.json", tags=["about"])
def health(ledger: Shelf) -> Response:
    """Whether the server answers, and over which version."""
    import sayso

    return data({"status": "ok", "version": sayso.__version__})
