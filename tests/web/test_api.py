"""The API held to its own description: whatever it allows to be asked, the answer is as described."""

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from sayso.web.schemas import ANSWERS


@pytest.fixture(scope="module")
def described(examples):
    return schemathesis.openapi.from_asgi("/openapi.json", examples.app)


def test_the_server_does_what_its_description_says(described):
    for found in described.get_all_operations():
        operation = found.ok()
        # Whether a decision is taken hangs on what the ledger holds, which a shape cannot say.
        beyond_shape = [positive_data_acceptance] if operation.path == "/decisions.json" else []
        holds(operation.as_strategy(), beyond_shape)


def holds(cases, excluded):
    @settings(max_examples=10, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=cases)
    def answers(case):
        case.call_and_validate(excluded_checks=excluded)

    answers()


def test_every_twin_is_described_and_every_description_is_used(examples):
    paths = examples.get("/openapi.json").json()["paths"]
    assert set(ANSWERS) <= set(paths)
    pages = {p for p in paths if p.endswith(".json")}
    assert pages == set(paths) - {p for p in paths if not p.endswith(".json")}


def test_the_description_holds_for_what_the_ledger_has(examples):
    whole = examples.get("/openapi.json").json()
    first = {
        name: examples.get(f"/{name}.json").json()[name][0]
        for name in ("articles", "incidents", "speakers", "outlets")
    }
    for path, shape in ANSWERS.items():
        head = path.split("/")[1]
        ids = first.get(head, {})
        address = path.format(id=ids.get("id"), key=ids.get("key"))
        answer = examples.get(address)
        assert answer.status_code == 200, address
        jsonschema.validate(
            answer.json(), {**whole, "$ref": f"#/components/schemas/{shape}"}, jsonschema.Draft202012Validator
        )


def test_troubles_have_one_shape(examples):
    for address in ("/articles/ffffffff.json", "/claims.json?limit=0", "/nowhere.json"):
        error = examples.get(address).json()["error"]
        assert set(error) == {"code", "message"}


def test_the_page_of_the_api_names_every_address(examples):
    page = examples.get("/api").text
    for path in examples.get("/openapi.json").json()["paths"]:
        assert path in page


def test_a_filter_for_an_article_that_is_not_there_is_not_found_and_described_so(examples):
    paths = examples.get("/openapi.json").json()["paths"]
    for address in ("/claims.json", "/review.json"):
        answer = examples.get(f"{address}?article=ffffffff")
        assert answer.status_code == 404
        assert answer.json()["error"]["code"] == "not_found"
        assert "404" in paths[address]["get"]["responses"]
