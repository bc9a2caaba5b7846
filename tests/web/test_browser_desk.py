"""Reading and reviewing in a real Chromium: by mouse, by keyboard, in two tabs, and with hostile pages."""

import json
import re

import pytest

pytestmark = pytest.mark.whole

WHY = "measured against the words"


def figures(page, **query):
    asked = "&".join(f"{k}={v}" for k, v in {"kind": "figure", "limit": 200, **query}.items())
    return page.request.get(f"/claims.json?{asked}").json()["claims"]


def told(page, claim):
    return page.request.get(f"/claims/{claim}.json").json()


def undo_all(page):
    """Take every decision back."""
    for decision in page.request.get("/log.json?limit=500").json()["decisions"]:
        if not decision["undone_by"] and decision["kind"] != "undo":
            wish = {"kind": "undo", "subjects": [decision["id"]], "reason": "the test is over"}
            page.request.post(
                "/decisions.json", data=json.dumps(wish), headers={"content-type": "application/json"}
            )


# Reading


def test_words_and_card_light_each_other_under_the_pointer(page):
    claim = figures(page)[0]
    page.goto(f"/articles/{claim['article']['id']}")
    mark, card = page.locator(f"#mark-{claim['id']}"), page.locator(f"#claim-{claim['id']}")
    mark.hover()
    assert "lit" in card.get_attribute("class")
    page.locator("h1").hover()
    assert "lit" not in card.get_attribute("class")
    card.hover()
    assert "lit" in mark.get_attribute("class")


DROP = """([names, texts]) => {
  const held = new DataTransfer();
  names.forEach((name, at) => held.items.add(new File([texts[at]], name, {type: "text/plain"})));
  const form = document.querySelector("form.reader");
  for (const type of ["dragover", "drop"])
    form.dispatchEvent(new DragEvent(type, {dataTransfer: held, bubbles: true, cancelable: true}));
}"""


def test_files_are_dropped_and_kept(desk):
    page = desk
    page.goto("/read")
    texts = [
        f"{n} people were killed by a landslide in Osh on 3 May 2021, police said." for n in ("Six", "Seven")
    ]
    page.evaluate(DROP, [["one.txt", "two.txt"], texts])
    assert page.evaluate("document.querySelector('input[type=file]').files.length") == 2
    page.get_by_role("button", name="Read and keep").click()
    page.get_by_role("heading", name="Read and kept").wait_for()
    assert page.locator("main li a").count() == 2


def test_what_is_shown_is_what_is_kept(desk):
    page = desk
    page.goto("/read")
    page.locator("input[type=file]").set_input_files(
        {
            "name": "note.txt",
            "mimeType": "text/plain",
            "buffer": b"Five people were killed in Jalal-Abad, police said.",
        }
    )
    page.get_by_role("button", name="Read", exact=True).click()
    page.get_by_role("button", name="Keep in the ledger").click()
    page.wait_for_url(re.compile("/articles/[0-9a-f]+$"))
    assert "people were killed in Jalal-Abad" in page.locator(".text").inner_text()


# Reviewing


SELECT = """([start, words]) => {
  const passage = [...document.querySelectorAll("[data-start]")].find((p) => p.textContent.includes(words));
  const walk = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const at = walk.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walk.currentNode, at);
    range.setEnd(walk.currentNode, at + words.length);
    document.getSelection().removeAllRanges();
    document.getSelection().addRange(range);
    return true;
  }
  return false;
}"""


def test_a_claim_that_was_missed_is_added_by_selecting_its_words(desk):
    text = "The bridge at Kara was shut. The mayor counted a hundred and twelve lorries there, he said."
    desk.goto("/read")
    desk.locator("#text").fill(text)
    desk.get_by_role("button", name="Read and keep").click()
    desk.wait_for_url(re.compile("/articles/[0-9a-f]+$"))
    article = desk.url.rsplit("/", 1)[1]
    assert desk.evaluate(SELECT, [0, "bridge"])
    desk.locator(".selected-words").click()
    desk.wait_for_url(re.compile(f"{article}/add[?]start=4&end=10$"))
    assert desk.locator("q").first.inner_text() == "bridge"
    desk.get_by_label("Low", exact=True).fill("1")
    desk.get_by_label("Measure").select_option("destroyed")
    desk.get_by_label("Why").fill("one bridge")
    desk.get_by_role("button", name="Add the claim").click()
    desk.wait_for_url(re.compile(f"/articles/{article}$"))
    added = desk.locator(".card", has=desk.locator(".flag", has_text="added"))
    assert "destroyed" in added.inner_text()


def test_the_desk_is_worked_by_keys_alone(desk):
    desk.goto("/review?queue=new&kind=figure")
    first, second = (desk.locator(".item").nth(n).get_attribute("id").removeprefix("q-") for n in (0, 1))
    desk.keyboard.press("j")
    desk.keyboard.press("k")
    assert desk.evaluate("document.activeElement.id") == f"q-{first}"
    desk.keyboard.press("a")
    desk.locator(f"#q-{first}").wait_for(state="detached")
    assert told(desk, first)["state"] == "accepted"
    assert desk.evaluate("document.activeElement.id") == f"q-{second}"
    desk.keyboard.press("r")
    desk.keyboard.type(WHY)
    desk.keyboard.press("Enter")
    desk.locator(f"#q-{second}").wait_for(state="detached")
    assert told(desk, second)["state"] == "rejected"
    desk.keyboard.press("u")
    desk.locator(f"#q-{second}").wait_for()
    assert told(desk, second)["state"] == "read"
    third = desk.evaluate("document.activeElement.id").removeprefix("q-")
    desk.keyboard.press("n")
    desk.keyboard.type("to be asked about")
    desk.keyboard.press("Enter")
    desk.wait_for_load_state()
    desk.locator(f"#q-{third}").wait_for()
    assert [d["kind"] for d in told(desk, third)["decisions"]][-1] == "note"
    desk.keyboard.press("?")
    assert desk.locator("#keys").get_attribute("open") is not None


def test_a_claim_is_corrected_with_what_was_read_beside_it_and_its_history(desk):
    claim = next(c for c in figures(desk) if c["quantity"]["low"])
    desk.goto(f"/claims/{claim['id']}?do=correct#correct")
    desk.locator("#f-low").fill("41")
    desk.locator("#f-high").fill("44")
    desk.locator("#why-correct").fill(WHY)
    desk.locator("button[value=correct]").click()
    desk.locator(".decision").wait_for()
    assert desk.locator("tr.differs").count() >= 1
    assert desk.locator("h1 .flag").inner_text() == "corrected"
    assert told(desk, claim["id"])["quantity"]["low"] == 41
    assert told(desk, claim["id"])["as_read"]["quantity"]["low"] == claim["quantity"]["low"]
    desk.get_by_role("button", name="Undo").first.click()
    desk.locator("h1 .flag").wait_for(state="detached")
    assert told(desk, claim["id"])["quantity"] == claim["quantity"]
    desk.locator(".decision").nth(1).wait_for()  # the page may still be on its way
    assert desk.locator(".decision").count() == 2


def test_words_are_redacted_everywhere_and_shown_again(desk):
    claim = next(c for c in figures(desk, speaker_kind="named") if " " in c["speaker"]["name"])
    name = claim["speaker"]["text"]
    desk.goto(f"/claims/{claim['id']}")
    desk.get_by_text("Redact", exact=True).first.click()
    desk.locator("#part").select_option("speaker")
    desk.locator("#why-redact").fill("a source at risk")
    desk.locator("button[value=redact]").click()
    desk.get_by_text("█").first.wait_for()
    for address in (f"/articles/{claim['article']['id']}", "/claims", "/speakers", "/incidents"):
        assert name not in desk.request.get(address).text()
    undo_all(desk)
    assert name in desk.request.get(f"/articles/{claim['article']['id']}").text()


def top(page):
    found = page.request.get("/incidents.json?measure=killed").json()["incidents"]
    return max(found, key=lambda i: (i["voices"], len(i["claims"])))


def test_an_incident_is_split_merged_and_graded_on_its_page(desk):
    whole = top(desk)
    desk.goto(f"/incidents/{whole['id']}")
    desk.get_by_text("Split off claims").click()
    last = desk.locator("fieldset .choice input").last
    claim = last.get_attribute("value")
    last.check()
    desk.locator("#why-split").fill("another night")
    desk.locator("button[value=split]").click()
    desk.get_by_text("another night").first.wait_for()
    apart = told(desk, claim)["incident"]
    assert apart != told(desk, whole["claims"][0])["incident"]
    desk.get_by_text("Merge with another incident").click()
    desk.locator("#with").fill(apart)
    desk.locator("#why-merge").fill("the same night after all")
    desk.locator("button[value=merge]").click()
    desk.get_by_text("the same night after all").first.wait_for()
    desk.locator("summary", has_text="Grade").click()
    desk.locator("#grade").select_option("fair")
    desk.locator("#why-grade").fill("seen by two of ours")
    desk.locator("button[value=grade]").click()
    desk.get_by_text("seen by two of ours").first.wait_for()
    assert "fair" in desk.locator(".summary").inner_text()
    undo_all(desk)
    assert top(desk) == whole


def test_the_second_of_two_tabs_is_told_what_changed_and_loses_nothing(desk):
    claim = figures(desk)[0]["id"]
    other = desk.context.new_page()
    for tab in (desk, other):
        tab.goto(f"/claims/{claim}")
    desk.locator("#why-reject").fill("it counts the wounded")
    desk.locator("button[value=reject]").click()
    desk.locator("h1 .flag").wait_for()
    other.locator("button[value=accept]").click()
    other.get_by_role("heading", name="Decided meanwhile").wait_for()
    assert "it counts the wounded" in other.locator("main").inner_text()
    assert "accept" in other.locator("main").inner_text()
    assert told(desk, claim)["state"] == "rejected"
    other.get_by_role("link", name="Leave it, and go back").click()
    other.wait_for_url(re.compile(claim))
    other.close()


def test_axe_finds_nothing_on_the_pages_that_answer_a_form(desk):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = []

    def look(name):
        broken = axe.run(desk).response["violations"]
        found.extend(f"{name}: {b['id']}: {[node['target'] for node in b['nodes'][:2]]}" for b in broken)

    desk.goto("/read")
    desk.locator("#text").fill("Nine people were killed in Osh on Thursday, activists said.")
    desk.get_by_role("button", name="Read", exact=True).click()
    desk.get_by_role("button", name="Keep in the ledger").wait_for()
    look("what is not kept yet")
    claim = figures(desk)[0]["id"]
    desk.goto(f"/claims/{claim}")
    desk.request.post("/decide", form={"kind": "accept", "subject": claim, "seen": "0"})
    desk.locator("button[value=accept]").click()
    desk.get_by_role("heading", name="Decided meanwhile").wait_for()
    look("a stale decision")
    desk.goto("/log")
    desk.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    look("the log")
    assert found == []


def test_a_decision_needs_no_script(chromium, desk):
    claim = figures(desk)[0]["id"]
    desk.goto("/")
    context = chromium.new_context(base_url=desk.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/review?queue=new&kind=figure")
    page.locator(f"#q-{claim} button.accept").click()
    page.goto(f"/claims/{claim}")
    assert page.locator("h1 .flag").inner_text() == "accepted"
    page.locator(".decision button[value=undo]").click()
    assert page.locator("h1 .flag").count() == 0
    context.close()


# Pages that mean harm


HOSTILE = """<html><head><title>News</title><script>alert(1)</script></head><body onload="alert(2)"><article>
<h1>News of the night</h1><p>Eleven soldiers were killed near Homs on Friday, the army said.</p>
<p><a href="javascript:alert(3)">[1]</a> <img src="https://evil.example/p.gif" onerror="alert(4)">
<iframe src="https://evil.example/"></iframe><svg onload="alert(5)"></svg></p></article></body></html>"""


def test_a_hostile_page_does_nothing_in_a_real_browser(desk):
    page, dialogs = desk, []
    page.on("dialog", lambda d: (dialogs.append(d.message), d.dismiss()))
    page.goto("/read")
    page.locator("input[type=file]").set_input_files(
        {"name": "news.html", "mimeType": "text/html", "buffer": HOSTILE.encode()}
    )
    page.get_by_role("button", name="Read and keep").click()
    page.wait_for_url(re.compile("/articles/[0-9a-f]+$"))
    assert "soldiers were killed near Homs" in page.locator(".text").inner_text()
    page.get_by_role("link", name="As it came in").click()
    frame = page.frame_locator("iframe.snapshot")
    frame.get_by_text("Eleven soldiers were killed").wait_for()
    assert frame.locator("script, img, iframe, a").count() == 0
    assert dialogs == []
