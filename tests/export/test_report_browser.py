"""The report in a real Chromium: nothing is asked of anyone, axe finds nothing, and it prints to pages."""

from pathlib import Path

import pypdfium2
import pytest

from sayso.keeping import Ledger

pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[2]
HOSTILE = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    with Ledger(folder / "a.db") as ledger:
        ledger.add(*sorted((ROOT / "examples" / "idlib").glob("*.html")))
        strike = max(ledger.incidents(), key=lambda i: len(i.claims))
        ledger.decide("note", strike.claims[0], author=HOSTILE, reason=f"seen {HOSTILE}")
        ledger.export("report", folder / "all.html")
        ledger.export("report", folder / "one.html", incident=strike.id)
    return folder


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1100, 380])
def test_it_asks_nobody_runs_nothing_and_axe_finds_nothing(chromium, report, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = chromium.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True
    )
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((report / "one.html").as_uri())
    assert page.title() != "run"
    assert asked == [(report / "one.html").as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    violations = axe.run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in violations] == []
    context.close()


def test_it_prints_each_incident_from_the_top_of_a_page_with_numbers(chromium, report, tmp_path):
    page = chromium.new_page()
    page.goto((report / "all.html").as_uri())
    page.pdf(path=tmp_path / "all.pdf", prefer_css_page_size=True)
    incidents = page.locator("section.incident").count()
    page.close()
    document = pypdfium2.PdfDocument(tmp_path / "all.pdf")
    try:
        texts = [sheet.get_textpage().get_text_range() for sheet in document]
    finally:
        document.close()
    assert len(texts) >= incidents > 3
    assert f"1 / {len(texts)}" in texts[0]
    assert "Method" in texts[-1]
