import html
import re

from sayso.model import contract


def test_an_article_shows_each_claim_marked_and_in_a_card(client, made_reading):
    page = client.get(f"/articles/{made_reading.article.id}")
    assert page.status_code == 200
    for claim in (*made_reading.figures, *made_reading.responsibility):
        assert f'id="mark-{claim.id}"' in page.text
        assert f'id="claim-{claim.id}"' in page.text
        assert f'href="#claim-{claim.id}"' in page.text


def test_the_words_of_the_article_are_all_there_in_their_order(client, made_reading):
    page = client.get(f"/articles/{made_reading.article.id}").text
    section = page.split('<section class="text"', 1)[1].split("</section>", 1)[0]
    section = re.sub(r'<span class="(hidden|kind)[^>]*>.*?</span>', "", section)
    shown = html.unescape(re.sub(r"<[^>]+>", "", section.split(">", 1)[1]))
    for passage in made_reading.article.passages:
        assert made_reading.article.text[passage.start : passage.end] in shown


def test_the_kind_of_a_speaker_is_told_by_a_letter_not_by_colour_alone(client, made_reading):
    page = client.get(f"/articles/{made_reading.article.id}").text
    assert re.search(r'class="kind named"[^>]*>N<', page)
    assert re.search(r'class="kind author"[^>]*>—<', page)


def test_the_json_twin_is_the_contract(client, made_reading):
    twin = client.get(f"/articles/{made_reading.article.id}.json").json()
    assert twin == contract.to_json(made_reading)


def test_an_id_may_be_begun(client, made_reading):
    assert client.get(f"/articles/{made_reading.article.id[:8]}").status_code == 200


def test_an_unknown_article_is_a_page_for_people_and_an_object_for_programs(client):
    assert client.get("/articles/ffffffff").status_code == 404
    error = client.get("/articles/ffffffff.json")
    assert error.status_code == 404
    assert error.json()["error"]["code"] == "not_found"


def test_the_list_has_a_twin_with_pages(client, made_reading):
    found = client.get("/articles.json").json()
    assert [a["id"] for a in found["articles"]] == [made_reading.article.id]
    assert found["next"] is None
    assert made_reading.article.title in client.get("/articles").text


def test_the_summary_tells_what_has_no_source_and_what_is_lost(client, made_reading):
    page = client.get(f"/articles/{made_reading.article.id}").text
    summary = html.unescape(
        re.sub(r"<[^>]+>|\s+", " ", page.split('<p class="summary">')[1].split("</p>")[0])
    )
    uncited = sum(not f.citations for f in made_reading.figures)
    unsourced = sum(c.speaker is None and not c.citations for c in made_reading.claims)
    lost = sum(p.code == "missing_embed" for p in made_reading.problems)
    words = " ".join(summary.split())
    assert f"{uncited} figure" in words
    assert f"{unsourced} claim" in words
    assert ("lost embed" in words) is bool(lost)


def test_citations_are_checked_on_a_page_with_a_twin(client, made_reading):
    address = f"/articles/{made_reading.article.id}/check"
    twin = client.get(f"{address}.json").json()
    page = html.unescape(client.get(address).text)
    assert twin["article"] == made_reading.article.id
    assert twin["supports"]
    for support in twin["supports"]:
        assert f"#claim-{support['claim']}" in page
        assert support["why"] in page


def test_the_claims_of_an_article_are_exported_alone(examples):
    one = max(examples.get("/articles.json").json()["articles"], key=lambda a: a["figures"])
    lines = examples.get(f"/claims/export?article={one['id']}&format=jsonl").text.splitlines()
    assert len(lines) == one["figures"] + one["responsibility"] + one["statements"]
