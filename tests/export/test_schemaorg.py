"""schema.org: where a claim appears and first appeared, and reviews of what was reviewed only."""

import json

import pytest

from sayso.keeping import Ledger

STRIKE = "were killed in an air strike in Idlib on Thursday"
TOLD = (
    (
        "2020-02-27",
        "North Wire",
        f"Nine Turkish soldiers {STRIKE}, the governor of Hatay, Rahmi Dogan, said.",
    ),
    ("2020-02-28", "South Post", f"Rahmi Dogan, the governor of Hatay, said nine Turkish soldiers {STRIKE}."),
    (
        "2020-02-28",
        "East Desk",
        f"The Syrian Observatory for Human Rights said 34 Turkish soldiers {STRIKE}.",
    ),
)


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "a.db") as opened:
        for number, (day, outlet, text) in enumerate(TOLD):
            path = tmp_path / f"{number}.json"
            given = {"id": f"t{number}", "text": text, "outlet": outlet, "published": day}
            given["url"] = f"https://{outlet.split()[0].lower()}.example/{number}"
            path.write_text(json.dumps(given), encoding="utf-8")
            opened.add(path)
        yield opened


def nodes(ledger, tmp_path, **filters):
    ledger.export("jsonld", tmp_path / "a.jsonld", **filters)
    graph = json.loads((tmp_path / "a.jsonld").read_bytes())["@graph"]
    return {kind: [n for n in graph if n["@type"] == kind] for kind in ("Claim", "ClaimReview")}


def test_a_claim_first_appeared_where_its_voice_first_said_so(ledger, tmp_path):
    claims = nodes(ledger, tmp_path, measure="killed")["Claim"]
    first = {c["appearance"]["publisher"]["name"]: c["firstAppearance"]["@id"] for c in claims}
    assert first == {
        "North Wire": "https://north.example/0",
        "South Post": "https://north.example/0",
        "East Desk": "https://east.example/2",
    }


def test_what_nobody_has_reviewed_has_no_review(ledger, tmp_path):
    found = nodes(ledger, tmp_path)
    assert found["Claim"]
    assert found["ClaimReview"] == []


def test_a_review_says_who_decided_what_and_why_and_rates_no_truth(ledger, tmp_path):
    nine, thirty_four = (
        next(c.claim for c in ledger.claims(measure="killed", outlet=outlet)) for outlet in ("North", "East")
    )
    ledger.decide("accept", nine.id, author="Desk", reason="read it twice")
    ledger.decide("correct", thirty_four.id, author="Desk", reason="33", payload={"quantity.low": 33})
    undone = ledger.decide("accept", thirty_four.id, author="Desk", reason="too fast")
    ledger.decide("undo", undone.id, author="Desk", reason="it was")
    reviews = nodes(ledger, tmp_path)["ClaimReview"]
    said = {r["itemReviewed"]["@id"]: (r["reviewBody"], r["reviewRating"]["alternateName"]) for r in reviews}
    assert said == {
        f"urn:sayso:claim:{nine.id}": ("read it twice", "accepted: the article says this"),
        f"urn:sayso:claim:{thirty_four.id}": ("33", "corrected: the article says it as given here"),
    }
    assert all(r["author"]["name"] == "Desk" and "ratingValue" not in r["reviewRating"] for r in reviews)
    assert all(r["claimReviewed"] and r["datePublished"] for r in reviews)


def test_a_rejected_claim_leaves_neither_itself_nor_a_review(ledger, tmp_path):
    nine = next(ledger.claims(outlet="North", measure="killed")).claim
    ledger.decide("reject", nine.id, author="Desk", reason="not this")
    found = nodes(ledger, tmp_path)
    assert f"urn:sayso:claim:{nine.id}" not in json.dumps(found)
