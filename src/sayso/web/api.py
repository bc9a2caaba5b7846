"""The API in words: ``/openapi.json`` made whole, and a page that explains it, all from here.

The API is the pages' JSON twins. What the framework cannot know is added here: the shape of each answer, and
that every trouble is an ``Error``.
"""

from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from starlette.responses import Response

from sayso.web.answers import _, page
from sayso.web.schemas import ANSWERS, ANYTHING, ref, shapes

router = APIRouter(include_in_schema=False)

ABOUT = """On whose say-so? Who said what in crisis reporting.

Every page of the ledger has a twin with `.json` at its end and the same filters in its address: this is the
API. Answers are JSON in UTF-8. What an article does not state is `null`, never a guess and never 0.

**Lists** come in pages: `limit` and `offset`; `next` is the offset of the page after, `null` on the last.
**Errors** have one shape, `{"error": {"code": ..., "message": ...}}`: `code` is a stable word, `message` a
sentence for people. **Entity tags**: send the `ETag` of an answer in `If-None-Match`, and an unchanged
answer comes back as 304 without a body. **Names**: the server answers only to the host names that it was
started for; any other gets 403, as does a write from a page elsewhere."""

TAGS = [
    {"name": "articles", "description": "Reports as published, each with its claims."},
    {"name": "claims", "description": "Figures, accusations and statements over the whole ledger."},
    {"name": "incidents", "description": "Happenings, with the accounts of all voices side by side."},
    {"name": "overview", "description": "Incidents by place and time, with areas for places."},
    {"name": "speakers and outlets", "description": "Who has claimed what, and how it stands to others."},
    {"name": "about", "description": "The server itself."},
]


def document(app: FastAPI) -> None:
    """Make the application describe itself in full; worked out at the first request for it."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _described(app: FastAPI) -> dict[str, Any]:
    whole = get_openapi(title="sayso", version=app.version, description=ABOUT, routes=app.routes, tags=TAGS)
    held = whole.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        held.pop(name, None)
    held.update(shapes())
    for path, operations in whole["paths"].items():
        for operation in operations.values():
            operation["responses"] = _responses(path, operation)
    return whole


def _responses(path: str, operation: dict[str, Any]) -> dict[str, Any]:
    """What an operation may answer; its own words where it has them, and every trouble as an ``Error``."""
    shape = ref(ANSWERS[path]) if path in ANSWERS else ANYTHING
    made: dict[str, Any] = {
        code: answer for code, answer in operation["responses"].items() if code not in ("200", "422")
    }
    if "200" in operation["responses"]:
        made["200"] = {"description": "As asked.", "content": {"application/json": {"schema": shape}}}
    refused = {"text/plain": {"schema": {"type": "string"}}}
    made["403"] = {"description": "Called by a name that is not this server's.", "content": refused}
    asked = {parameter["name"] for parameter in operation.get("parameters", ())}
    if "{" in path or "article" in asked:
        made["404"] = _trouble("There is nothing of that id, or several begin so.")
    made["503"] = _trouble("Incidents are being worked out; ``Retry-After`` tells when to ask again.")
    if operation.get("parameters") or "requestBody" in operation:
        made["422"] = _trouble("A parameter is not as described here.")
    return dict(sorted(made.items()))


def _trouble(about: str) -> dict[str, Any]:
    return {"description": about, "content": {"application/json": {"schema": ref("Error")}}}


@router.get("/api")
def api(request: Request) -> Response:
    """The API for people: its addresses, their parameters and their answers."""
    whole = request.app.openapi()
    sections = [
        {
            "name": tag["name"],
            "about": tag["description"],
            "operations": [
                {"path": path, "method": method.upper(), **operation, "answer": ANSWERS.get(path)}
                for path, operations in whole["paths"].items()
                for method, operation in operations.items()
                if tag["name"] in operation.get("tags", ())
            ],
        }
        for tag in _tags(whole)
    ]
    return page(request, "api.html", title=_("API"), sections=sections, kind=_kind)


def _tags(whole: dict[str, Any]) -> list[dict[str, str]]:
    """The tags with a description, and any other that an operation has."""
    known = {tag["name"] for tag in TAGS}
    used = (t for ops in whole["paths"].values() for o in ops.values() for t in o.get("tags", ()))
    return [*TAGS, *({"name": name, "description": ""} for name in dict.fromkeys(used) if name not in known)]


def _kind(parameter: dict[str, Any]) -> str:
    """What a parameter takes, in a word or two."""
    schema = parameter["schema"]
    choices = [part for part in schema.get("anyOf", [schema]) if part.get("type") != "null"]
    found = choices[0] if choices else schema
    words = str(found.get("pattern") or found.get("type") or "one of the closed list")
    if "minimum" in found or "maximum" in found:
        words += f" {found.get('minimum', '')}–{found.get('maximum', '')}"
    return words
