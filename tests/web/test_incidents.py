import threading

import pytest
from starlette.testclient import TestClient

from sayso.keeping import Ledger
from sayso.web import create_app

STRIKE = "were killed in an air strike in Idlib on Thursday"
NIGHT = {
    "first": ("2020-02-27", f"Nine Turkish soldiers {STRIKE}, the governor of Hatay said."),
    "later": ("2020-02-28", f"Turkey's governor of Hatay said 33 Turkish soldiers {STRIKE}."),
    "other": (
        "2020-02-28",
        f"The Syrian Observatory for Human Rights said 34 Turkish soldiers {STRIKE}. "
        "Activists said Russia carried out the air strike in Idlib on Thursday.",
    ),
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("night")
    with Ledger(folder / "night.db") as ledger:
        for name, (day, text) in NIGHT.items():
            path = folder / f"{name}.txt"
            path.write_text(text, encoding="utf-8")
            ledger.add(path, published=day)
        with TestClient(create_app(ledger), base_url="http://127.0.0.1") as client:
            yield client


def incident(pages):
    found = pages.get("/incidents.json?measure=killed").json()["incidents"]
    return max(found, key=lambda i: len(i["claims"]))


def test_accounts_stand_side_by_side_with_their_sentences(pages):
    page = pages.get(f"/incidents/{incident(pages)['id']}").text
    assert "34 Turkish soldiers were killed" in page
    assert "Nine Turkish soldiers were killed" in page
    assert "The Syrian Observatory for Human Rights" in page


def test_the_chart_has_a_table_that_says_the_same(pages):
    page = pages.get(f"/incidents/{incident(pages)['id']}").text
    assert '<svg viewBox="0 0 860 280" role="img"' in page
    assert page.index("</svg>") < page.index("<tbody>", page.index("</svg>"))


def test_a_policy_is_chosen_in_the_address_and_says_why(pages):
    one = incident(pages)["id"]
    for policy in ("range", "majority", "latest"):
        twin = pages.get(f"/incidents/{one}.json?policy={policy}").json()
        assert {m["policy"] for m in twin["measures"]} == {policy}
        assert all(m["why"] for m in twin["measures"])
        assert (
            twin["measures"][0]["why"].split(".")[0][:20]
            in pages.get(f"/incidents/{one}?policy={policy}").text
        )
    assert pages.get(f"/incidents/{one}?policy=guess").status_code == 422


def test_filters_narrow_the_list(pages):
    everything = pages.get("/incidents.json").json()["incidents"]
    assert len(everything) >= 1
    assert pages.get("/incidents.json?place=Nowhere").json()["incidents"] == []
    assert "No incident fits" in pages.get("/incidents?place=Nowhere").text


def test_an_incident_is_worked_out_anew_when_the_ledger_changes(pages):
    before = len(pages.get("/incidents.json").json()["incidents"])
    text = "Five people were killed by a flood in Kathmandu on 3 March 2020, police said."
    pages.post("/read", data={"text": text, "keep": "true"})
    assert len(pages.get("/incidents.json").json()["incidents"]) == before + 1


def test_an_unknown_incident_is_not_found(pages):
    assert pages.get("/incidents/ffffffff").status_code == 404


def test_a_page_does_not_wait_without_end_for_what_another_thread_works_out(pages, monkeypatch):
    monkeypatch.setattr("sayso.web.cases.PATIENCE", 0.05)
    docket = pages.app.state.cases.docket
    monkeypatch.setattr(docket, "_judged", None)
    held, done = threading.Event(), threading.Event()

    def work():
        with docket._lock:
            held.set()
            done.wait(20)

    thread = threading.Thread(target=work)
    thread.start()
    held.wait(20)
    try:
        page, twin = pages.get("/incidents"), pages.get("/incidents.json")
    finally:
        done.set()
        thread.join()
    assert page.status_code == twin.status_code == 503
    assert page.headers["refresh"] == twin.headers["retry-after"] == "4"
    assert twin.json()["error"]["code"] == "working"
    assert pages.get("/incidents").status_code == 200
