"""Every text of the pages goes through gettext, translators have them all, and browsers are heard."""

import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.web import create_app, tongues

pofile = pytest.importorskip("babel.messages.pofile", reason="babel is not installed")
from babel.messages.extract import extract  # noqa: E402
from babel.messages.mofile import write_mo  # noqa: E402

WEB = Path(tongues.__file__).parent
TEMPLATES = sorted((WEB / "templates").glob("*.html"))
SAME_EVERYWHERE = {"sayso", "JSON", "API", "SHA", "kB", "Esc", "openapi"}
TOLD = ("title", "placeholder", "alt", "aria-label")


class Words(HTMLParser):
    """The words of a template that stand there as they are, outside of code and keys."""

    def __init__(self):
        super().__init__()
        self.found, self.inside = [], []

    def handle_starttag(self, tag, attrs):
        if tag in ("code", "kbd", "script", "style"):
            self.inside.append(tag)
        self.found += [value or "" for name, value in attrs if name in TOLD]

    def handle_endtag(self, tag):
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data):
        if not self.inside:
            self.found.append(data)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: p.name)
def test_every_text_of_a_template_goes_through_gettext(template):
    text = re.sub(r"\{#.*?#\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
    # What a template works out is no text of its own; a string within it would be shown as it is, though.
    shown = re.findall(r"\{\{(.*?)\}\}", text, re.DOTALL)
    for expression in shown:
        bare = re.sub(r"\bn?(?:gettext|_)\((?:[^()]|\([^()]*\))*\)", "", expression)
        for value in re.findall(r'(?:\belse|^)\s*"([A-Za-z][^"]* [^"]*)"', bare.strip()):
            pytest.fail(f"{value!r} is shown untranslated")
    parser = Words()
    bare = re.sub(r"\{\{.*?\}\}", "_", re.sub(r"\{%.*?%\}", "", text, flags=re.DOTALL), flags=re.DOTALL)
    parser.feed(re.sub("<(/?)_", r"<\1p", bare))  # a tag that the template chooses is one all the same
    words = {w for part in parser.found for w in re.findall(r"[^\W\d_]{2,}", part)}
    files = {"html", "htm", "txt", "json", "jsonl", "pdf"}
    assert words - SAME_EVERYWHERE - files == set()


def extracted():
    """What the source and the templates hand to gettext."""
    found = set()
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2), "marked": None, "texts": (1, 2)}
    for method, paths in (("python", sorted(WEB.glob("*.py"))), ("jinja2.ext:babel_extract", TEMPLATES)):
        for path in paths:
            options = {"trim_blocks": "true", "lstrip_blocks": "true"} if method != "python" else {}
            with path.open("rb") as file:
                for _line, message, _comments, _context in extract(method, file, keywords, (), options):
                    one = message if isinstance(message, tuple) else (message,)
                    found.add(tuple(m for m in one if m))
    return found


def test_the_template_for_translators_has_every_text():
    with (WEB / "locale" / "sayso.pot").open("rb") as file:
        known = {m.id if isinstance(m.id, tuple) else (m.id,) for m in pofile.read_po(file) if m.id}
    plural = {ids[0] for ids in extracted() if len(ids) == 2}  # the catalogue holds both under one
    assert known == {ids for ids in extracted() if len(ids) == 2 or ids[0] not in plural}, "run scripts/texts"


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("", "en"),
        ("de", "de"),
        ("de-AT,de;q=0.9,en;q=0.5", "de"),
        ("fr, de;q=0.4, en;q=0.7", "en"),
        ("de;q=0", "en"),
        ("ar", "ar"),
        ("../../etc, de", "de"),
        ("*", "en"),
        ("de;q=x", "de"),
    ],
)
def test_the_language_that_the_browser_likes_best_is_spoken(accept, language):
    assert tongues.wanted(accept, frozenset({"en", "de", "ar"})) == language


@pytest.fixture
def polyglot(tmp_path, monkeypatch, ledger):
    """The pages with a catalogue of a few texts in a language from right to left."""
    template = pofile.read_po(
        BytesIO(b'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'), "ar"
    )
    for english, arabic in (("Incidents", "حوادث"), ("ltr", "rtl"), ("New", "جديد")):
        template.add(english, arabic)
    folder = tmp_path / "locale" / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "sayso.mo").open("wb") as file:
        write_mo(file, template)
    monkeypatch.setattr(tongues, "LOCALE", tmp_path / "locale")
    with TestClient(create_app(ledger), base_url="http://127.0.0.1") as client:
        yield client


def test_pages_come_in_the_language_of_a_catalogue_and_else_in_english(polyglot):
    arabic = polyglot.get("/incidents", headers={"accept-language": "ar-SY,ar;q=0.8"})
    assert '<html lang="ar" dir="rtl">' in arabic.text
    assert "<h1>حوادث</h1>" in arabic.text
    assert "Skip to the content" in arabic.text  # what the catalogue lacks is English
    assert arabic.headers["content-language"] == "ar"
    assert "accept-language" in arabic.headers["vary"].lower()
    english = polyglot.get("/incidents", headers={"accept-language": "fr"})
    assert '<html lang="en" dir="ltr">' in english.text
    assert "<h1>Incidents</h1>" in english.text
    assert "جديد" in polyglot.get("/review", headers={"accept-language": "ar"}).text


def test_the_contract_is_the_same_in_every_language(polyglot):
    one, other = (
        polyglot.get("/incidents.json", headers={"accept-language": language}).content
        for language in ("ar", "en")
    )
    assert one == other
