"""The application: one ledger, one user, no account. Composes the pages and what guards them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.responses import Response

import sayso
from sayso.docket import WorkingError
from sayso.keeping import Ledger
from sayso.model import NotFoundError, SaysoError
from sayso.web.answers import problem
from sayso.web.api import document
from sayso.web.api import router as api
from sayso.web.articles import router as articles
from sayso.web.cases import Cases
from sayso.web.claim import router as claim
from sayso.web.claims import router as claims
from sayso.web.deciding import router as deciding
from sayso.web.guard import Guard
from sayso.web.home import router as home
from sayso.web.incidents import router as incidents
from sayso.web.judgements import Judgements
from sayso.web.log import router as log
from sayso.web.overview import router as overview
from sayso.web.reading import Waiting
from sayso.web.reading import router as reading
from sayso.web.review import router as review
from sayso.web.searching import router as searching
from sayso.web.snapshots import router as snapshots
from sayso.web.speakers import router as speakers

HERE = Path(__file__).parent


def create_app(
    ledger: Ledger,
    *,
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]"),
    author: str = "reviewer",
    fetch: bool = True,
) -> FastAPI:
    """The application over an open ledger.

    ``hosts`` are the names that a request may call this server by (a page elsewhere cannot then reach it by
    a name of its own that points here); ``author`` signs the decisions made in the pages; ``fetch`` allows
    them to read an article from its address.
    """

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        ledger.close()

    app = FastAPI(
        title="sayso",
        version=sayso.__version__,
        description="On whose say-so? Who said what in crisis reporting: articles, claims, incidents.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.ledger = ledger
    app.state.author = author
    app.state.fetch = fetch
    app.state.waiting = Waiting()
    app.state.judgements = Judgements(ledger)
    app.state.overviews = {}
    app.state.cases = Cases(docket=ledger.docket(), judgements=app.state.judgements)
    rooms = (
        home,
        reading,
        articles,
        claims,
        incidents,
        overview,
        speakers,
        snapshots,
        api,
        claim,
        searching,
        review,
        deciding,
        log,
    )
    for room in rooms:
        app.include_router(room)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    app.add_middleware(Guard, hosts=hosts)
    _troubles(app)
    document(app)
    return app


def _troubles(app: FastAPI) -> None:
    """One shape for every trouble: a page for people, an object for programs."""

    @app.exception_handler(NotFoundError)
    async def not_found(request: Request, error: NotFoundError) -> Response:
        return problem(request, 404, error.code, error.message)

    @app.exception_handler(WorkingError)
    async def working(request: Request, error: WorkingError) -> Response:
        again = {"retry-after": "4", "refresh": "4"}  # a browser comes back by itself
        return problem(request, 503, error.code, error.message, headers=again)

    @app.exception_handler(SaysoError)
    async def refused(request: Request, error: SaysoError) -> Response:
        return problem(request, 422, error.code, error.message)

    @app.exception_handler(HTTPException)
    async def plain(request: Request, error: HTTPException) -> Response:
        code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "refused")
        return problem(request, error.status_code, code, str(error.detail), headers=error.headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:]) or "the request"
        return problem(request, 422, "invalid", f"{where}: {first['msg']}")
