import re

from sayso import desk

TEXT = "Twelve soldiers were killed near Aleppo on Tuesday, the army said.\n"


def test_pasted_text_is_read_and_not_kept(client):
    page = client.post("/read", data={"text": TEXT, "published": "2020-03-04"})
    assert page.status_code == 200
    assert 'class="mark' in page.text
    assert len(client.get("/articles.json").json()["articles"]) == 1


def test_what_is_kept_has_a_page_of_its_own(client):
    answer = client.post("/read", data={"text": TEXT, "keep": "true"}, follow_redirects=False)
    assert answer.status_code == 303
    assert client.get(answer.headers["location"]).status_code == 200
    assert len(client.get("/articles.json").json()["articles"]) == 2


def test_a_file_is_read_like_text(client):
    page = client.post("/read", files={"file": ("note.txt", TEXT.encode(), "text/plain")})
    assert page.status_code == 200
    assert "Twelve" in page.text


def test_nothing_to_read_says_what_to_do(client):
    page = client.post("/read", data={"text": "  "})
    assert page.status_code == 422
    assert "paste an article" in page.text


def test_hostile_words_stay_words(client):
    text = (
        '<script>alert(1)</script> killed 12 soldiers, <img src=x onerror="alert(2)"> the army said. '
        "[1]\n\n[1] javascript:alert(3)\n"
    )
    page = client.post("/read", files={"file": ("note.txt", text.encode(), "text/plain")}).text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert 'href="javascript:' not in page


def kept_by(client, page):
    token = re.search(r'name="token" value="([^"]+)"', page.text)[1]
    return client.post("/keep", data={"token": token}, follow_redirects=False)


def test_what_is_shown_is_kept_by_its_token(client):
    page = client.post("/read", files={"file": ("note.txt", TEXT.encode(), "text/plain")})
    answer = kept_by(client, page)
    assert answer.status_code == 303
    assert "Twelve" in client.get(answer.headers["location"]).text


def test_what_waits_no_longer_says_so(client):
    answer = client.post("/keep", data={"token": "another"})
    assert answer.status_code == 410
    assert "read it once more" in answer.text


def test_only_the_newest_few_articles_wait(client, monkeypatch):
    monkeypatch.setattr("sayso.web.reading.WAITING", 1)
    first, second = (
        client.post("/read", data={"text": f"{n} people were killed in Osh, police said."})
        for n in ("Two", "Six")
    )
    assert kept_by(client, first).status_code == 410
    assert kept_by(client, second).status_code == 303


def test_the_outlet_and_the_day_that_are_given_count_where_the_article_has_none(client):
    data = {"text": TEXT, "published": "2020-03-04", "outlet": "The Hill Post", "keep": "true"}
    answer = client.post("/read", data=data, follow_redirects=False)
    article = client.get(f"{answer.headers['location']}.json").json()["article"]
    assert article["outlet"] == "The Hill Post"
    assert article["published"]["earliest"] == "2020-03-04"


def test_several_files_are_kept_at_once_and_each_is_told_of(client):
    files = [
        ("file", ("one.txt", TEXT.encode(), "text/plain")),
        ("file", ("two.txt", b"Five people were killed by a flood in Osh, police said.", "text/plain")),
        ("file", ("none.pdf", b"%PDF-1.4 nothing", "application/pdf")),
    ]
    asked = client.post("/read", files=files)
    assert asked.status_code == 422
    assert "Read and keep" in asked.text
    page = client.post("/read", data={"keep": "true"}, files=files)
    assert page.status_code == 200
    assert "2 articles are in the ledger" in page.text
    assert "1 could not be read" in page.text
    assert len(client.get("/articles.json").json()["articles"]) == 3


def test_an_address_is_fetched_and_read(client, monkeypatch):
    asked = []

    def take(paths, *, published=None):
        asked.extend(paths)
        return desk.take_bytes(TEXT.encode(), origin="fetched", published=published)

    monkeypatch.setattr("sayso.web.reading.desk.take", take)
    page = client.post("/read", data={"text": " https://courier.example/story \n"})
    assert page.status_code == 200
    assert asked == ["https://courier.example/story"]
    assert "Twelve" in page.text


def test_a_text_that_begins_with_an_address_is_a_text(client, monkeypatch):
    monkeypatch.setattr("sayso.web.reading.desk.take", None)
    page = client.post("/read", data={"text": f"https://courier.example/story\n{TEXT}"})
    assert page.status_code == 200
