"""The review desk over one made article: what is decided shows everywhere, and can be undone."""

import html
import re

import pytest


def form(client, kind, *subjects, follow=False, **fields):
    data = {"kind": kind, "subject": list(subjects), "reason": "because it is so", **fields}
    return client.post("/decide", data=data, follow_redirects=follow)


@pytest.fixture
def killed(made_reading):
    return made_reading.figures[0]


@pytest.fixture
def tents(made_reading):
    return made_reading.figures[1]


def ids(client, address):
    return [c["id"] for c in client.get(address).json()["claims"]]


def test_what_is_accepted_leaves_the_queue_and_the_page_goes_on(client, killed):
    assert killed.id in ids(client, "/review.json")
    answer = form(client, "accept", killed.id, seen="0", next="/review?queue=new#q-1", reason="")
    assert (answer.status_code, answer.headers["location"]) == (303, "/review?queue=new#q-1")
    assert killed.id not in ids(client, "/review.json")
    assert killed.id in ids(client, "/claims.json?state=accepted")
    assert client.get(f"/claims/{killed.id}.json").json()["decisions"][0]["reason"] == "as read"


def test_queues_hold_what_their_names_say(client, killed, tents, made_reading):
    assert ids(client, "/review.json?queue=unsure") == [tents.id]
    assert ids(client, "/review.json?queue=unsourced") == [tents.id]
    assert set(ids(client, "/review.json?queue=new")) == {c.id for c in made_reading.claims}
    assert ids(client, "/review.json?queue=new&measure=killed") == [killed.id]
    first = client.get("/review.json?limit=1").json()
    assert first["next"] == 1
    assert len(first["claims"]) == 1


def test_each_item_of_the_desk_works_without_script(client, killed):
    page = client.get("/review").text
    item = page.split(f'id="q-{killed.id}"', 1)[1].split("</article>", 1)[0]
    assert item.count('action="/decide"') == 3
    assert "<mark>at least 33</mark>" in item
    assert f'href="/claims/{killed.id}?do=correct#correct"' in item


def test_a_rejected_claim_is_shown_as_rejected_and_counts_nowhere(client, killed, made_reading):
    form(client, "reject", killed.id)
    assert killed.id not in ids(client, "/claims.json")
    assert ids(client, "/claims.json?state=rejected") == [killed.id]
    page = client.get(f"/articles/{made_reading.article.id}").text
    assert re.search(rf'class="card named rejected" id="claim-{killed.id}"', page)
    twin = client.get(f"/articles/{made_reading.article.id}.json").json()
    assert killed.id not in [f["id"] for f in twin["figures"]]
    assert [(c["id"], c["state"]) for c in twin["judged"]] == [(killed.id, "rejected")]
    assert "1 rejected claim of the ledger" in client.get("/claims").text
    assert killed.id not in client.get("/claims/export?format=csv").text
    assert client.get(f"/claims/{killed.id}").status_code == 200


def test_an_undone_decision_leaves_everything_as_before(client, killed):
    before = client.get(f"/claims/{killed.id}.json").json()
    form(client, "reject", killed.id)
    made = client.get("/log.json").json()["decisions"][0]
    assert form(client, "undo", made["id"], seen=str(made["number"])).status_code == 303
    after = client.get(f"/claims/{killed.id}.json").json()
    assert after["state"] == "read"
    assert {k: v for k, v in after.items() if k not in ("decisions", "seen")} == {
        k: v for k, v in before.items() if k not in ("decisions", "seen")
    }
    assert [(d["kind"], bool(d["undone_by"])) for d in after["decisions"]] == [
        ("reject", True),
        ("undo", False),
    ]


def correct(client, claim, **changes):
    page = client.get(f"/claims/{claim.id}").text
    was = dict(re.findall(r'name="was\.(\w+)" value="([^"]*)"', page))
    was = {k: html.unescape(v) for k, v in was.items()}
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    fields = {f"was.{k}": v for k, v in was.items()} | {f"f.{k}": v for k, v in {**was, **changes}.items()}
    return form(client, "correct", claim.id, seen=seen, **fields)


def test_a_correction_shows_beside_what_was_read(client, killed, made_reading):
    changes = {"low": "34", "speaker": "the ministry", "measure": "injured", "place": "", "to": "2020-02-28"}
    assert correct(client, killed, **changes).status_code == 303
    twin = client.get(f"/claims/{killed.id}.json").json()
    assert (twin["quantity"]["low"], twin["measure"], twin["place"]) == (34, "injured", None)
    assert (twin["speaker"]["name"], twin["time"]["to"]) == ("the ministry", "2020-02-28")
    assert (twin["as_read"]["quantity"]["low"], twin["as_read"]["measure"]) == (33, "killed")
    assert twin["decisions"][0]["payload"].keys() == {
        "quantity.low",
        "speaker",
        "measure",
        "place",
        "time.to",
        "time.precision",
    }
    assert "<del>33</del>" in client.get(f"/claims/{killed.id}").text
    assert "as it was read" in client.get(f"/articles/{made_reading.article.id}").text
    assert ids(client, "/claims.json?measure=injured") == [killed.id]
    assert ids(client, "/claims.json?measure=killed") == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, "Nothing was changed"),
        ({"low": "many"}, "is no number"),
        ({"speaker": "Nobody in the text"}, "does not stand in the article"),
        ({"low": "9", "high": "3"}, "must not fall"),
        ({"from": "27/02/2020"}, "no ISO day"),
        ({"country": "Syria"}, "country code"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_and_not_logged(client, killed, changes, says):
    answer = correct(client, killed, **changes)
    assert answer.status_code == 422
    assert says in html.unescape(answer.text)
    assert client.get("/log.json").json()["decisions"] == []


def test_a_stale_decision_is_refused_with_what_changed(client, killed):
    form(client, "correct", killed.id, payload='{"quantity.low": 35}', seen="0", reason="the list says 35")
    late = form(client, "reject", killed.id, seen="0", reason="a double", next="/review")
    assert late.status_code == 409
    shown = html.unescape(late.text)
    assert "the list says 35" in shown
    assert "quantity.low" in shown
    assert 'value="a double"' in shown
    assert len(client.get("/log.json").json()["decisions"]) == 1
    seen = re.search(r'name="seen" value="(\d+)"', late.text)[1]
    assert form(client, "reject", killed.id, seen=seen).status_code == 303


def test_a_decision_on_another_claim_makes_nothing_stale(client, killed, tents):
    form(client, "accept", tents.id, seen="0")
    assert form(client, "accept", killed.id, seen="0").status_code == 303


def test_an_undone_decision_that_was_undone_by_another_tab_is_stale(client, killed):
    form(client, "reject", killed.id)
    made = client.get("/log.json").json()["decisions"][0]
    assert form(client, "undo", made["id"], seen="1").status_code == 303
    assert form(client, "undo", made["id"], seen="1").status_code == 409


def test_redacted_words_are_in_no_answer(client, killed, made_reading):
    answer = form(
        client, "redact", killed.id, part="speaker", words="Governor\nDogan", reason="Rahmi Dogan is at risk"
    )
    assert answer.status_code == 303
    article = made_reading.article.id
    addresses = ["/", "/articles", "/articles.json", f"/articles/{article}", f"/articles/{article}.json"]
    addresses += ["/claims", "/claims.json", "/review", "/review.json", "/log", "/log.json"]
    addresses += [f"/claims/{killed.id}", f"/claims/{killed.id}.json", "/claims/export?format=csv"]
    addresses += ["/claims/export?format=jsonl", "/search?q=soldiers", "/search.json?q=soldiers"]
    incident = client.get(f"/claims/{killed.id}/incident", follow_redirects=False).headers["location"]
    for address in [*addresses, incident, f"{incident}.json"]:
        got = client.get(address)
        assert got.status_code == 200, address
        assert "Dogan" not in got.text, address
        assert "Rahmi" not in got.text, address
    assert "█" in client.get(f"/articles/{article}").text
    assert client.get("/search.json?q=dogan").json()["hits"] == []
    assert ids(client, "/claims.json?speaker=Dogan") == []
    assert client.get("/search.json?q=soldiers").json()["hits"]


def test_a_claim_that_was_missed_is_added_from_typed_words(client, made_reading):
    article = made_reading.article
    fields = {"article": article.id, "words": "Many", "claim": "figure", "f.measure": "affected"}
    answer = form(client, "add", **fields, **{"f.low": "20", "f.speaker": "the ministry"}, seen="0")
    assert answer.status_code == 303
    [added] = client.get("/claims.json?state=added").json()["claims"]
    assert (added["words"], added["quantity"]["low"], added["speaker"]["name"]) == (
        "Many",
        20,
        "the ministry",
    )
    assert added["sentence"] == article.text[added["start"] : added["end"]]
    page = client.get(f"/articles/{article.id}").text
    assert f'id="mark-{added["id"]}"' in page
    assert form(client, "add", **fields, **{"f.low": "20"}).status_code == 422
    assert client.get(f"/claims/{added['id']}").status_code == 200
    assert form(client, "reject", added["id"]).status_code == 303
    assert ids(client, "/claims.json?state=rejected") == [added["id"]]


def test_a_claim_is_added_from_marked_words_and_its_number_is_read(client, made_reading):
    article = made_reading.article
    start = article.text.index("at least 33 soldiers")
    page = client.get(f"/articles/{article.id}/add?start={start + 3}&end={start + 11}").text
    assert '<q dir="auto">least 33</q>' in page
    marked = {"article": article.id, "start": str(start + 3), "end": str(start + 11), "claim": "figure"}
    assert form(client, "add", **marked, **{"f.measure": "killed"}).status_code == 303
    [added] = client.get("/claims.json?state=added").json()["claims"]
    assert added["quantity"]["low"] == 33


def test_an_incident_is_split_merged_graded_and_estimated_on_its_page(client, killed, made_reading):
    blame = made_reading.responsibility[0]
    first = client.get(f"/claims/{killed.id}.json").json()["incident"]
    apart = client.get(f"/claims/{blame.id}.json").json()["incident"] != first
    if apart:
        assert form(client, "merge", killed.id, **{"with": blame.id}).status_code == 303
    joined = client.get(f"/claims/{killed.id}.json").json()["incident"]
    assert client.get(f"/claims/{blame.id}.json").json()["incident"] == joined
    assert form(client, "split", blame.id).status_code == 303
    here, there = (client.get(f"/claims/{id}.json").json()["incident"] for id in (killed.id, blame.id))
    assert here != there
    assert form(client, "grade", here, grade="confirmed").status_code == 303
    given = {"measure": "killed", "low": "33", "best": "33", "high": "34"}
    assert form(client, "estimate", killed.id, **given).status_code == 303
    twin = client.get(
        f"/incidents/{client.get(f'/claims/{killed.id}.json').json()['incident']}.json?policy=reviewer"
    )
    assert twin.json()["grade"] == "confirmed"
    assert [(m["low"], m["high"]) for m in twin.json()["measures"] if m["measure"] == "killed"] == [(33, 34)]
    page = client.get(f"/claims/{killed.id}/incident").text
    assert 'value="split"' in page
    assert "because it is so" in page


def test_two_tabs_on_an_incident_do_not_lose_each_others_work(client, killed, made_reading):
    blame = made_reading.responsibility[0]
    assert form(client, "grade", killed.id, grade="fair", seen="0").status_code == 303
    assert form(client, "estimate", killed.id, measure="killed", low="1", seen="0").status_code == 409
    assert form(client, "merge", killed.id, seen="1", **{"with": blame.id}).status_code == 303


@pytest.mark.parametrize(
    ("kind", "fields", "status"),
    [
        ("reject", {"reason": "  "}, 422),
        ("reject", {"subject": "ffffffffffffffff"}, 404),
        ("reject", {"subject": ""}, 422),
        ("vanish", {}, 422),
        ("grade", {"grade": "splendid"}, 422),
        ("estimate", {"measure": "killed", "low": "9", "high": "1"}, 422),
        ("merge", {"with": "<b>"}, 404),
        ("undo", {"subject": "ffffffffffffffff"}, 422),
        ("redact", {"part": "actor"}, 422),
        ("correct", {"payload": "[1]"}, 422),
        ("correct", {"payload": '{"quantity": {"low": "x"}}'}, 422),
        ("correct", {"payload": '{"speaker": 7}'}, 422),
        ("split", {}, 422),
    ],
)
def test_what_makes_no_sense_is_refused_and_not_logged(client, tents, kind, fields, status):
    answer = form(client, kind, *(() if "subject" in fields else (tents.id,)), **fields)
    assert answer.status_code == status
    assert client.get("/log.json").json()["decisions"] == []


@pytest.mark.parametrize(
    "next", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere", "/reviewx"]
)
def test_the_page_goes_on_nowhere_else(client, killed, next):
    assert form(client, "accept", killed.id, next=next).headers["location"].startswith("/log#")


def test_hostile_words_of_a_person_stay_words(client, killed):
    nasty = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    form(client, "note", killed.id, reason=nasty)
    stale = form(client, "reject", killed.id, seen="0", reason=nasty)
    assert stale.status_code == 409
    for page in (stale.text, client.get(f"/claims/{killed.id}").text, client.get("/log").text):
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_the_object_door_answers_like_the_form(client, killed):
    wanted = {"kind": "reject", "subjects": [killed.id], "reason": "a double", "seen": 0}
    made = client.post("/decisions.json", json=wanted)
    assert made.status_code == 201
    assert made.json()["number"] == 1
    late = client.post("/decisions.json", json={**wanted, "kind": "note"})
    assert late.status_code == 409
    assert (late.json()["error"]["code"], late.json()["seen"]) == ("stale", 1)
    assert [d["id"] for d in late.json()["decisions"]] == [made.json()["id"]]
    assert (
        client.post("/decisions.json", json={"kind": "reject", "subjects": ["x"], "reason": "a"}).status_code
        == 404
    )
    assert client.post("/decisions.json", json={"kind": "nothing"}).status_code == 422
