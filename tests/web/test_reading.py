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
