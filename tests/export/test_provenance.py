"""PROV: one chain from the raw bytes to the estimate, read by rdflib."""

import warnings

import pytest
import rdflib

from sayso.keeping import Ledger
from sayso.model import Snapshot

PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
TERM = rdflib.Namespace("urn:sayso:term:")
TEXT = "The Observatory said at least 34 soldiers were killed in an air strike in Idlib on Thursday."


@pytest.fixture
def ledger(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with Ledger(tmp_path / "a.db") as opened:
        opened.add(tmp_path / "a.txt", published="2020-02-28")
        yield opened


def graph(ledger, tmp_path):
    ledger.export("prov", tmp_path / "a.jsonld")
    with warnings.catch_warnings():  # rdflib's own JSON-LD parser uses a class that it deprecates
        warnings.simplefilter("ignore", DeprecationWarning)
        return rdflib.Graph().parse(data=(tmp_path / "a.jsonld").read_bytes(), format="json-ld")


def test_an_estimate_is_derived_from_claims_and_these_from_articles_and_bytes(ledger, tmp_path):
    found = graph(ledger, tmp_path)
    (estimate,) = found.subjects(TERM.low)
    assert float(found.value(estimate, TERM.low)) == 34
    assert found.value(estimate, TERM.high) is None or float(found.value(estimate, TERM.high)) == 34
    claim = found.value(estimate, PROV.wasDerivedFrom)
    killed = next(ledger.claims(measure="killed")).claim
    assert str(claim) == f"urn:sayso:claim:{killed.id}"
    article = found.value(claim, PROV.wasDerivedFrom)
    raw = found.value(article, PROV.wasDerivedFrom)
    assert str(raw) == f"urn:sha256:{Snapshot.of(TEXT.encode(), media_type='text/plain').sha256}"
    rule = found.value(estimate, PROV.wasGeneratedBy)
    assert str(found.value(rule, rdflib.RDFS.label)) == "majority"
    assert str(found.value(found.value(claim, PROV.wasAttributedTo), rdflib.RDFS.label)) == "The Observatory"


def test_a_decision_is_an_activity_of_its_author_on_what_it_names(ledger, tmp_path):
    killed = next(ledger.claims(measure="killed")).claim
    made = ledger.decide("accept", killed.id, author="Desk", reason="read it twice")
    undone = ledger.decide("undo", made.id, author="Desk", reason="not yet")
    found = graph(ledger, tmp_path)
    accepted, undoing = (rdflib.URIRef(f"urn:sayso:decision:{d.id}") for d in (made, undone))
    assert str(found.value(accepted, PROV.used)) == f"urn:sayso:claim:{killed.id}"
    assert found.value(undoing, PROV.used) == accepted
    author = found.value(accepted, PROV.wasAssociatedWith)
    assert str(found.value(author, rdflib.RDFS.label)) == "Desk"
