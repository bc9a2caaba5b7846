"""The pages in a real Chromium: the first hour of docs/pages.md, every page without script, and axe."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[2]
TEXT = (
    "Nine Turkish soldiers were killed in an air strike in Idlib on Thursday, the governor of Hatay said. "
    "Activists blamed Russia."
)


def top_incident(page):
    found = page.request.get("/incidents.json?measure=killed").json()["incidents"]
    return max(found, key=lambda i: (i["voices"], len(i["claims"])))


# The first hour, step by step


def step_1_read_an_article(page):
    page.goto("/read")
    page.get_by_label("Paste an article").fill(TEXT)
    page.get_by_label("Published on").fill("2020-02-28")
    page.get_by_role("button", name="Read", exact=True).click()
    page.locator("a.mark", has_text="Nine").wait_for()
    assert page.locator(".text .kind.named").count() >= 1
    before = len(page.request.get("/articles.json").json()["articles"])
    page.get_by_role("button", name="Keep in the ledger").click()
    page.wait_for_url(re.compile("/articles/[0-9a-f]+$"))
    assert len(page.request.get("/articles.json").json()["articles"]) == before + 1


def step_2_from_the_words_to_the_card_and_back_by_keyboard(page):
    page.goto("/articles")
    page.locator("tbody a").first.click()
    mark = page.locator("a.mark[id]").first
    claim = mark.get_attribute("data-claim")
    for _ in range(80):  # the keyboard alone gets there
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.claim || ''") == claim:
            break
    card = page.locator(f"#claim-{claim}")
    assert "lit" in card.get_attribute("class")
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#claim-{claim}")
    card.locator("h3 a").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#mark-{claim}")


def step_3_compare_the_accounts_of_an_incident(page):
    top = top_incident(page)
    page.goto("/incidents")
    page.locator(f'a[href^="/incidents/{top["id"]}"]').click()
    assert page.locator("section.tally tbody tr").count() >= 2
    assert page.locator("section.tally q").first.inner_text()
    page.get_by_label("Policy of the estimates").select_option("latest")
    page.get_by_role("button", name="Show").first.click()
    page.wait_for_url(re.compile("policy=latest"))
    assert page.locator(".estimate small").first.inner_text().startswith("latest")
    assert page.locator(".chart svg").count() >= 1


def step_4_narrow_it_down(page):
    page.goto("/incidents")
    every = page.locator("tbody tr").count()
    page.get_by_label("Measure").select_option("killed")
    page.get_by_label("contested only").check()
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(re.compile("measure=killed.*contested=true"))
    assert 0 < page.locator("tbody tr").count() < every


def step_5_look_over_all_of_it(page):
    page.goto("/overview?measure=killed")
    assert page.locator(".map a.area").count() >= 1
    page.get_by_role("link", name="Nearer").click()
    page.wait_for_url(re.compile("measure=killed.*bbox="))
    page.get_by_role("link", name="All that is shown").click()
    page.locator("select#format").select_option("geojson")
    with page.expect_download() as started:
        page.get_by_role("button", name="Export").click()
    assert started.value.suggested_filename == "incidents.geojson"
    assert '"Polygon"' in Path(started.value.path()).read_text(encoding="utf-8")


def step_6_ask_who_says_so(page):
    page.goto("/speakers")
    page.locator("tbody a").first.click()
    assert page.locator(".share").count() == 4
    page.locator('a[href^="/outlets/"]').first.click()
    assert "/outlets/" in page.url


def step_7_judge_a_claim_and_take_it_back(page):
    page.goto("/review")
    first = page.locator(".item").first
    claim = first.get_attribute("id").removeprefix("q-")
    first.get_by_role("button", name="Accept").click()
    page.locator("#undo").wait_for()
    assert page.request.get(f"/claims/{claim}.json").json()["state"] == "accepted"
    page.locator("#undo").click()
    page.locator("#undo").wait_for(state="detached")
    assert page.request.get(f"/claims/{claim}.json").json()["state"] == "read"
    page.goto("/log")
    assert "undo" in page.locator("main").inner_text()


def step_8_use_it_from_a_program(page):
    page.goto("/")
    page.get_by_role("link", name="API").click()
    page.get_by_role("link", name="/openapi.json").wait_for()
    answer = page.request.get("/incidents.json?measure=killed&contested=true")
    assert answer.json()["incidents"]
    again = page.request.get(
        "/incidents.json?measure=killed&contested=true", headers={"if-none-match": answer.headers["etag"]}
    )
    assert again.status == 304


STEPS = {name: step for name, step in list(globals().items()) if name.startswith("step_")}


def test_the_tutorial_has_a_test_for_each_step():
    text = (ROOT / "docs" / "pages.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (\d+)\. (.+)$", text, re.MULTILINE)
    named = [f"step_{n}_" + re.sub(r"\W+", "_", words.casefold()) for n, words in headings]
    assert named == list(STEPS)
    assert " ".join(TEXT.split()) in " ".join(text.replace("\n> ", " ").split())


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_the_first_hour(step, page):
    step(page)


# Every page


def test_every_page_works_without_script(chromium, site, addresses):
    context = chromium.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    for address in addresses:
        answer = page.goto(address)
        assert answer.status == (404 if address == "/nowhere" else 200), address
        assert page.locator("h1").count() == 1, address
    page.goto("/incidents")
    page.locator("select[name=measure]").select_option("killed")
    page.locator("form.filters button").click()
    assert "measure=killed" in page.url
    page.goto("/read")
    page.locator("#text").fill(TEXT)
    page.locator("form.reader button").first.click()
    assert page.locator("a.mark").count() >= 1
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(chromium, site, addresses, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = chromium.new_context(base_url=site, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    found = []
    for address in addresses:
        page.goto(address)
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        for broken in axe.run(page).response["violations"]:
            nodes = [" ".join(node["target"]) for node in broken["nodes"][:3]]
            found.append(f"{address}: {broken['id']}: {nodes}")
    context.close()
    assert found == []


def test_no_page_logs_an_error_or_asks_anyone_else(page, addresses):
    for address in addresses:
        page.goto(address)
