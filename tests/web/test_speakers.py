def listed(client, what, **filters):
    return client.get(f"/{what}.json", params={"limit": 500, **filters}).json()[what]


def test_speakers_have_a_page_and_a_twin_that_agree(examples):
    found = listed(examples, "speakers", kind="named")
    assert found
    page = examples.get("/speakers?kind=named&limit=500").text
    for speaker in found:
        assert f'href="/speakers/{speaker["key"]}"' in page


def test_a_speaker_shows_every_claim_with_its_article(examples):
    top = listed(examples, "speakers")[0]
    whole = examples.get(f"/speakers/{top['key']}.json").json()
    page = examples.get(f"/speakers/{top['key']}").text
    for claim in whole["claims"]:
        assert f"#claim-{claim}" in page
    for outlet in whole["outlets"]:
        assert f'href="/outlets/{outlet["key"]}"' in page
        assert examples.get(f"/outlets/{outlet['key']}").status_code == 200


def test_claims_of_all_outlets_are_those_of_the_ledger(examples):
    every = {c["id"] for c in examples.get("/claims.json?limit=500").json()["claims"]}
    counted = [
        claim
        for outlet in listed(examples, "outlets")
        for claim in examples.get(f"/outlets/{outlet['key']}.json").json()["claims"]
    ]
    assert len(counted) == len(set(counted))
    assert set(counted) >= every


def test_the_observatory_stands_higher_and_the_governor_lower(examples):
    observatory = listed(examples, "speakers", name="observatory", kind="named")[0]["standing"]
    assert observatory["higher"] > observatory["lower"]


def test_names_and_kinds_narrow_the_list(examples):
    for speaker in listed(examples, "speakers", kind="diffuse"):
        assert speaker["kind"] == "diffuse"
    assert listed(examples, "speakers", name="nobody of that name") == []
    assert "Nobody fits" in examples.get("/outlets?name=nobody+of+that+name").text
    assert examples.get("/speakers.json?kind=rumour").status_code == 422


def test_a_role_is_said_not_to_be_a_person(examples):
    (first, *_) = listed(examples, "speakers", kind="diffuse")
    assert "Not a person" in examples.get(f"/speakers/{first['key']}").text


def test_an_unknown_key_is_not_found(examples):
    assert examples.get("/speakers/ffffffff").status_code == 404
    assert examples.get("/outlets/ffffffff.json").json()["error"]["code"] == "not_found"
