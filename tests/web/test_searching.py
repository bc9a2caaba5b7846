"""Search over words and claims."""

import re

from sayso.model import Snapshot, Taken


def test_excerpts_mark_what_was_found_and_lead_to_the_claim(client, made_reading):
    page = client.get("/search?q=soldiers").text
    assert "<mark>soldiers</mark>" in page
    killed = made_reading.figures[0]
    assert f'href="/articles/{made_reading.article.id}#claim-{killed.id}"' in page
    twin = client.get("/search.json?q=soldiers").json()
    for hit in twin["hits"]:
        excerpt = hit["excerpt"]
        assert excerpt["text"] == made_reading.article.text[excerpt["start"] : excerpt["end"]]
        for mark in excerpt["marks"]:
            assert made_reading.article.text[mark["start"] : mark["end"]] == "soldiers"


def test_results_come_in_pages_without_gap_or_double(client):
    whole = client.get("/search.json?q=said").json()
    seen, offset = [], 0
    while offset is not None:
        part = client.get(f"/search.json?q=said&limit=1&offset={offset}").json()
        seen += part["hits"]
        offset = part["next"]
    assert seen == whole["hits"]
    assert len(seen) > 1


def test_a_rejected_claim_is_found_as_rejected(client, made_reading):
    killed = made_reading.figures[0]
    client.post("/decide", data={"kind": "reject", "subject": killed.id, "reason": "a score"})
    states = {
        h["claim"]["id"]: h["claim"]["state"]
        for h in client.get("/search.json?q=soldiers").json()["hits"]
        if h["claim"]
    }
    assert states[killed.id] == "rejected"
    assert '<span class="flag">rejected</span>' in client.get("/search?q=soldiers").text


def test_nothing_that_is_typed_is_an_error(client):
    for words in ("", '"', "***", "-", "OR", "<script>alert(1)</script>", "a" * 300, "\x00 ' ; --"):
        answer = client.get("/search", params={"q": words})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert client.get("/search.json", params={"q": words}).status_code == 200
    assert "Nothing holds these words" in client.get("/search?q=nowhere").text


def test_hostile_words_of_an_article_stay_words(client, ledger):
    from sayso import desk

    text = (
        "The army said twelve <script>alert(7)</script> men were killed near Aleppo <img src=x> on Tuesday.\n"
    )
    taken = next(iter(desk.take_bytes(text.encode(), origin="x.txt")))
    assert isinstance(taken, Taken)
    assert isinstance(taken.snapshot, Snapshot)
    ledger.keep(taken, desk.read_taken(taken.article, origin="x.txt"))
    page = client.get("/search?q=aleppo").text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert re.search(r"&lt;script&gt;", page)
