"""PROV-O from snapshot to estimate: raw bytes, article, the run that read it, the claim, the estimate.

Each estimate of an incident is derived from the claims that its rule used, by that rule; decisions are
activities of the person who made them, on the claims that they name. A number that is not known is left out.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from sayso.export.case import Case
from sayso.export.codebook import ATTRIBUTION
from sayso.export.linked import Json, bytes_name, claim_name, stated, write_document
from sayso.export.row import Counting, Format, Row
from sayso.model.decisions import Decision, DecisionKind

HEAD: Json = {
    "@context": {
        "prov": "http://www.w3.org/ns/prov#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "sayso": "urn:sayso:term:",
    },
    "rdfs:comment": ATTRIBUTION,
}


def claim_node(row: Row) -> Json:
    """From raw bytes to claim: snapshot, article, the run that read it, the speaker."""
    article, speaker = row.article, row.claim.speaker
    outlet = {"@type": "prov:Agent", "rdfs:label": article.outlet} if article.outlet else None
    return stated(
        {
            "@id": claim_name(row.claim.id),
            "@type": "prov:Entity",
            "prov:value": row.claim.span.text,
            "prov:wasAttributedTo": {"@type": "prov:Agent", "rdfs:label": speaker.name} if speaker else None,
            "prov:wasDerivedFrom": stated(
                {
                    "@id": f"urn:sayso:article:{article.id}",
                    "@type": "prov:Entity",
                    "rdfs:label": article.title,
                    "prov:atLocation": {"@id": article.url} if article.url else None,
                    "prov:wasAttributedTo": outlet,
                    "prov:wasDerivedFrom": {"@id": bytes_name(article), "@type": "prov:Entity"},
                }
            ),
            "prov:wasGeneratedBy": {
                "@id": f"urn:sayso:run:{row.run.key}",
                "@type": "prov:Activity",
                "rdfs:label": f"sayso {row.run.version}, {row.run.model}, {row.run.language}",
            },
        }
    )


def estimate_nodes(case: Case) -> Iterator[Json]:
    """The estimates of an incident, each from the claims that it used by the rule that gave it."""
    incident = f"urn:sayso:incident:{case.incident.id}"
    members = [{"@id": claim_name(c)} for c in case.incident.claims]
    yield {"@id": incident, "@type": ["prov:Entity", "prov:Collection"], "prov:hadMember": members}
    for number, tally in enumerate(case.incident.measures, start=1):
        estimate = tally.estimate
        name = f"{incident}:estimate:{number}"
        yield stated(
            {
                "@id": name,
                "@type": "prov:Entity",
                "rdfs:label": f"{tally.measure} {tally.object}".strip(),
                "sayso:low": estimate.low,
                "sayso:best": estimate.best,
                "sayso:high": estimate.high,
                "prov:wasDerivedFrom": [{"@id": claim_name(c)} for c in estimate.claims],
                "prov:specializationOf": {"@id": incident},
                "prov:wasGeneratedBy": {
                    "@id": f"{name}:rule",
                    "@type": "prov:Activity",
                    "rdfs:label": estimate.policy,
                    "rdfs:comment": estimate.why,
                },
            }
        )


def decision_node(decision: Decision) -> Json:
    """What a person did, when, and on what."""
    of_decisions = decision.kind is DecisionKind.UNDO
    used = (f"urn:sayso:decision:{s}" if of_decisions else claim_name(s) for s in decision.subjects)
    return stated(
        {
            "@id": f"urn:sayso:decision:{decision.id}",
            "@type": "prov:Activity",
            "rdfs:label": str(decision.kind),
            "rdfs:comment": decision.reason or None,
            "prov:endedAtTime": decision.at,
            "prov:wasAssociatedWith": {"@type": "prov:Agent", "rdfs:label": decision.author},
            "prov:used": [{"@id": name} for name in used],
        }
    )


def write(rows: Iterable[Row], out: BinaryIO) -> int:
    """Write the claims alone; returns how many."""
    return write_whole(rows, (), (), out)


def write_whole(
    rows: Iterable[Row], cases: Iterable[Case], decisions: Iterable[Decision], out: BinaryIO
) -> int:
    """The same with the estimates of the incidents and the decisions on them; returns how many claims."""
    counted = Counting(rows)

    def nodes() -> Iterator[Json]:
        yield from (claim_node(row) for row in counted)
        seen: set[int | None] = set()
        for case in cases:
            yield from estimate_nodes(case)
            for decision in case.decisions:
                if decision.number not in seen:
                    seen.add(decision.number)
                    yield decision_node(decision)

    write_document(out, HEAD, "@graph", nodes())
    return counted.number


PROVENANCE = Format(
    name="prov",
    suffix=".jsonld",
    summary="from snapshot to claim to estimate in PROV-O",
    write=write,
    whole=write_whole,
)
