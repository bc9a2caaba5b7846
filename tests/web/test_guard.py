import pytest


def test_every_answer_allows_nothing_from_elsewhere(client):
    for path in ("/", "/claims.json", "/static/sayso.css", "/nowhere"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_a_server_called_by_another_name_refuses(client):
    assert client.get("/", headers={"host": "rebound.example"}).status_code == 403
    assert client.get("/", headers={"host": "localhost:8765"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://elsewhere.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}],
)
def test_a_page_elsewhere_cannot_write(client, headers):
    answer = client.post("/read", data={"text": "Two people were killed.", "keep": "true"}, headers=headers)
    assert answer.status_code == 403
    assert len(client.get("/articles.json").json()["articles"]) == 1


def test_a_page_that_has_not_changed_is_not_sent_again(client):
    first = client.get("/articles")
    again = client.get("/articles", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
