"""The shapes of the JSON answers, as JSON Schema 2020-12: what ``/openapi.json`` says, and tests hold us to.

The parts of an article's reading are those of the contract (``sayso schema``), in its own words. Every field
is always there; what is not stated is null.
"""

import json
from importlib.resources import files
from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
NUMBER: Schema = {"type": "number"}
FLAG: Schema = {"type": "boolean"}
ANYTHING: Schema = {"type": "object", "additionalProperties": True}


def ref(name: str) -> Schema:
    """A reference to a named shape."""
    return {"$ref": f"#/components/schemas/{name}"}


def many(shape: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": shape}


def maybe(shape: Schema) -> Schema:
    """The shape, or null where it is not stated."""
    return {"anyOf": [shape, {"type": "null"}]}


def record(about: str, **fields: Schema) -> Schema:
    """An object with exactly these fields; one that Python keeps for itself is given with a final ``_``."""
    named = {name.rstrip("_"): shape for name, shape in fields.items()}
    return {
        "type": "object",
        "description": about,
        "properties": named,
        "required": list(named),
        "additionalProperties": False,
    }


def counts(about: str) -> Schema:
    """An object of numbers by word."""
    return {"type": "object", "description": about, "additionalProperties": COUNT}


def listing(name: str, shape: Schema, about: str, **more: Schema) -> Schema:
    """A page of a list: its entries, and the offset of the next page."""
    following = {**maybe(COUNT), "description": "The offset of the next page; null on the last."}
    return record(about, **more, **{name: many(shape)}, next=following)


def contract() -> dict[str, Schema]:
    """The shapes of the contract, named ``contract_...``, and the reading that they make up."""
    whole = json.loads(files("sayso.model").joinpath("contract.schema.json").read_text(encoding="utf-8"))
    return {f"contract_{name}": _moved(shape) for name, shape in whole["$defs"].items()}


def _moved(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            k: v.replace("#/$defs/", "#/components/schemas/contract_") if k == "$ref" else _moved(v)
            for k, v in value.items()
        }
    return [_moved(v) for v in value] if isinstance(value, list) else value


def shapes() -> dict[str, Schema]:
    """Every named shape."""
    return {**contract(), **_troubles(), **_articles(), **_incidents(), **_overview(), **_profiles()}


def _troubles() -> dict[str, Schema]:
    error = record(
        "What went wrong.",
        code={**TEXT, "description": "A stable word for programs: not_found, ambiguous, invalid..."},
        message={**TEXT, "description": "A sentence for people; its wording may change."},
    )
    return {
        "Error": record("Every trouble has this shape.", error=error),
        "Health": record("The server answers.", status=TEXT, version=TEXT),
    }


def _articles() -> dict[str, Schema]:
    published = record(
        "When it appeared; one side may be unknown.",
        earliest=maybe(TEXT),
        latest=maybe(TEXT),
        basis={**TEXT, "description": "What tells it: given, metadata, dateline, url, cited_url or none."},
    )
    entry = record(
        "An article of the list.",
        id=TEXT,
        doc_id=maybe(TEXT),
        title=maybe(TEXT),
        outlet=maybe(TEXT),
        url=maybe(TEXT),
        published=published,
        version=COUNT,
        snapshot={**TEXT, "description": "SHA-256 of the bytes that were read."},
        figures=COUNT,
        responsibility=COUNT,
        statements=COUNT,
        problems=COUNT,
    )
    support = record(
        "One cited claim held against one cited page.",
        claim=TEXT,
        marker=maybe(TEXT),
        url=maybe(TEXT),
        cited=maybe(TEXT),
        verdict={"enum": ["supported", "other_figure", "not_found", "not_available"]},
        sentence=TEXT,
        found=maybe(TEXT),
        why=TEXT,
    )
    claim = {
        "type": "object",
        "description": "A claim with its sentence, article and run, and the contract's fields of its kind.",
        "properties": {
            "id": TEXT,
            "kind": {"enum": ["figure", "responsibility", "statement"]},
            "sentence": TEXT,
            "words": {**TEXT, "description": "The exact words that carry the claim."},
            "gazetteer": maybe(TEXT),
            "citation_urls": many(TEXT),
            "article": ANYTHING,
            "run": record("What read it.", version=TEXT, model=TEXT, language=TEXT),
        },
        "required": ["id", "kind", "sentence", "words", "citation_urls", "article", "run"],
    }
    return {
        "Article": entry,
        "Articles": listing("articles", ref("Article"), "Articles, oldest first."),
        "Check": record(
            "The citations of one article, checked.",
            article=TEXT,
            supports=many(support),
            uncited={**many(TEXT), "description": "Claims without a citation."},
        ),
        "Claim": claim,
        "Claims": listing("claims", ref("Claim"), "Claims that fit."),
    }


def _incidents() -> dict[str, Schema]:
    bound = {**maybe(NUMBER), "description": "Null where it is not stated: never 0, never a guess."}
    place = record(
        "A place as told, resolved offline; precision is UCDP's where_prec.",
        text=TEXT,
        name=maybe(TEXT),
        country=maybe(TEXT),
        lat=maybe(NUMBER),
        lon=maybe(NUMBER),
        precision=maybe(COUNT),
        gazetteer_id=maybe(TEXT),
    )
    incident = record(
        "One happening, or one series of totals, as many articles tell it.",
        id=TEXT,
        kind={"enum": ["incident", "series"]},
        act=maybe(TEXT),
        place=maybe(place),
        from_=maybe(TEXT),
        to=maybe(TEXT),
        claims=many(TEXT),
        articles=many(record("An article.", id=TEXT, doc_id=maybe(TEXT))),
        voices={**COUNT, "description": "How many independent voices attest it."},
        outlets=COUNT,
        origins=many(ANYTHING),
        measures=many(ref("Tally")),
        responsibility=many(ref("Blame")),
        grade=TEXT,
        grade_why=TEXT,
        notes=many(TEXT),
    )
    tally = record(
        "One measure of one kind of object, with all accounts behind it.",
        measure=TEXT,
        object=TEXT,
        status=TEXT,
        other_side=FLAG,
        low=bound,
        best=bound,
        high=bound,
        policy=TEXT,
        why=TEXT,
        used=many(TEXT),
        accounts=many(ANYTHING),
        contradictions=many(ANYTHING),
        compatible=many(ANYTHING),
        within=many(ANYTHING),
    )
    blame = record(
        "Who is said to have done it, and who says so.",
        accused=TEXT,
        claims=many(TEXT),
        asserted_by=many(TEXT),
        denied_by=many(TEXT),
        doubted_by=many(TEXT),
        contested=FLAG,
        why=TEXT,
    )
    explained = {**incident, "properties": {**incident["properties"], "explain": ANYTHING}}
    return {
        "Tally": tally,
        "Blame": blame,
        "Incident": incident,
        "ExplainedIncident": {**explained, "required": [*incident["required"], "explain"]},
        "Incidents": listing("incidents", ref("Incident"), "Incidents that fit, the earliest first."),
    }


def _overview() -> dict[str, Schema]:
    place = record(
        "One place, as wide as it is known, and the incidents reported there.",
        name=TEXT,
        country=maybe(TEXT),
        lat=NUMBER,
        lon=NUMBER,
        precision=maybe(COUNT),
        radius_km=NUMBER,
        geometry={**ANYTHING, "description": "GeoJSON: a Polygon, or a Point for an exact place."},
        contested=COUNT,
        incidents=many(TEXT),
    )
    bar = record("One stretch of time.", from_=TEXT, to=TEXT, incidents=COUNT, contested=COUNT, voices=COUNT)
    line = record(
        "Incidents by the time in which they began.",
        unit={"enum": ["day", "week", "month", "year"]},
        bars=many(bar),
        undated=COUNT,
    )
    overview = listing(
        "incidents",
        ref("Incident"),
        "Where, when and what, over the incidents that fit.",
        number=COUNT,
        places=many(ref("OverviewPlace")),
        unplaced=COUNT,
        timeline=line,
    )
    return {"OverviewPlace": place, "Overview": overview}


def _profiles() -> dict[str, Schema]:
    standing = record(
        "How its figures stand to the other voices' in the same incidents, pair by pair.",
        lower=COUNT,
        same=COUNT,
        higher=COUNT,
        open={**COUNT, "description": "Bounds overlap, so that nobody can say."},
    )
    day = {**maybe(TEXT), "description": "ISO day of publication."}
    fields: dict[str, Schema] = {
        "key": TEXT,
        "name": TEXT,
        "kind": TEXT,
        "figures": COUNT,
        "responsibility": COUNT,
        "statements": COUNT,
        "speaker_kinds": counts("Claims by the kind of their speaker."),
        "cited": COUNT,
        "citable": COUNT,
        "standing": ref("Standing"),
        "articles": COUNT,
        "incidents": COUNT,
        "first": day,
        "last": day,
    }
    charge = record("Whom it names.", accused=TEXT, asserts=COUNT, denies=COUNT, doubts=COUNT)
    beside = many(record("Who stands beside it.", key=TEXT, name=TEXT, claims=COUNT))
    whole: dict[str, Schema] = {
        **fields,
        "names": many(TEXT),
        "measures": counts("Figures by measure."),
        "standing_by_measure": {"type": "object", "additionalProperties": ref("Standing")},
        "charges": many(charge),
        "articles": many(TEXT),
        "incidents": many(TEXT),
        "claims": many(TEXT),
    }
    profile = record("A speaker or an outlet.", **fields)
    return {
        "Standing": standing,
        "Profile": profile,
        "Speaker": record("One speaker in full.", **whole, outlets=beside),
        "Outlet": record("One outlet in full.", **whole, speakers=beside),
        "Speakers": listing("speakers", ref("Profile"), "Speakers, those with most claims first."),
        "Outlets": listing("outlets", ref("Profile"), "Outlets, those with most claims first."),
    }


ANSWERS = {
    "/health.json": "Health",
    "/articles.json": "Articles",
    "/articles/{id}.json": "contract_reading",
    "/articles/{id}/check.json": "Check",
    "/claims.json": "Claims",
    "/incidents.json": "Incidents",
    "/incidents/{id}.json": "ExplainedIncident",
    "/overview.json": "Overview",
    "/speakers.json": "Speakers",
    "/speakers/{key}.json": "Speaker",
    "/outlets.json": "Outlets",
    "/outlets/{key}.json": "Outlet",
}
