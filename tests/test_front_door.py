import subprocess
import sys

import pytest

import sayso
from sayso.model import DateBasis

STORY = "At least 12 people were killed in Derna on Monday, officials said.\n"


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "flood.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_read_gives_the_claims_of_one_article(article):
    reading = sayso.read(article, published="2023-09-12")
    assert reading.article.text == STORY
    assert reading.article.published.basis is DateBasis.GIVEN
    (figure,) = reading.figures
    assert (figure.quantity.span.text, figure.measure) == ("At least 12", "killed")
    assert reading == sayso.read(str(article), published="2023-09-12")


def test_read_text_keeps_the_text_as_it_is():
    text = "\n  Two soldiers were wounded near Tyre , the army said.  \n"
    reading = sayso.read_text(text, title="A note", outlet="The Example Wire", url="https://wire.example/1")
    article = reading.article
    assert (article.text, article.title, article.outlet) == (text, "A note", "The Example Wire")
    assert article.url == "https://wire.example/1"
    assert [f.quantity.low for f in reading.figures] == [2]


@pytest.mark.parametrize(("name", "content"), [("empty.txt", b""), ("binary.html", b"\0\1\2" * 999)])
def test_read_raises_what_is_wrong_with_one_article(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(sayso.SourceError, match=name) as caught:
        sayso.read(tmp_path / name)
    assert caught.value.code


def test_read_wants_one_article(tmp_path, article):
    (tmp_path / "another.txt").write_text(STORY)
    with pytest.raises(sayso.SourceError, match="read_all") as caught:
        sayso.read(tmp_path)
    assert caught.value.code == "many"
    with pytest.raises(sayso.SourceError):
        sayso.read(tmp_path / "missing.txt")


def test_read_text_of_nothing_is_an_error():
    with pytest.raises(sayso.SourceError) as caught:
        sayso.read_text("   ")
    assert caught.value.code == "empty"


def test_read_all_gives_a_failure_in_its_place(tmp_path, article):
    (tmp_path / "empty.txt").write_text("")
    first, second = sayso.read_all([tmp_path / "empty.txt", article])
    assert isinstance(first, sayso.Failure)
    assert first.code == "empty"
    assert isinstance(second, sayso.Reading)


def test_a_fault_of_the_reader_costs_one_article(tmp_path, article, monkeypatch):
    from sayso import reading

    sound = reading.read

    def faulty(article, **options):
        if "Derna" in article.text:
            raise ZeroDivisionError("in a rule")
        return sound(article, **options)

    monkeypatch.setattr(reading, "read", faulty)
    (tmp_path / "other.txt").write_text("Two people died in Sousse.\n")
    broken, whole = sayso.read_all([article, tmp_path / "other.txt"])
    assert isinstance(broken, sayso.Failure)
    assert broken.code == "reader_fault"
    assert "ZeroDivisionError" in broken.message
    assert isinstance(whole, sayso.Reading)
    with pytest.raises(sayso.ReadingError):
        sayso.read(article)


def test_a_ledger_keeps_lists_shows_finds_and_exports(tmp_path, article):
    (tmp_path / "empty.html").write_text("")
    with sayso.Ledger(tmp_path / "l.db") as ledger:
        added = ledger.add(article, tmp_path / "empty.html")
        assert (added.articles, added.known, len(added.failures)) == (1, 0, 1)
        assert added.claims == len(list(ledger.claims()))
        (entry,) = ledger.articles()
        (killed,) = ledger.claims(measure="killed", kind="figure")
        assert isinstance(ledger.show(entry.id), sayso.Reading)
        shown = ledger.show(killed.claim.id[:10])
        assert shown.row.claim == killed.claim
        assert shown.reading.article.text == STORY
        assert {hit.article.id for hit in ledger.search("Derna")} == {entry.id}
        assert ledger.export("csv", tmp_path / "claims.csv", measure="killed") == 1
        assert killed.claim.id in (tmp_path / "claims.csv").read_text()
        with pytest.raises(sayso.NotFoundError):
            ledger.show("ffff")
        with pytest.raises(KeyError, match="csv, jsonl"):
            ledger.export("sheet", tmp_path / "claims.sheet")
        assert not (tmp_path / "claims.sheet").exists()


def test_another_text_at_the_same_address_is_another_version(tmp_path):
    line = '{{"url": "https://wire.example/1", "text": "{} people died in Derna."}}\n'
    source = tmp_path / "a.jsonl"
    with sayso.Ledger(tmp_path / "l.db") as ledger:
        source.write_text(line.format("Five"))
        ledger.add(source)
        source.write_text(line.format("Nine"))
        assert ledger.add(source).versions == 1
        first, second = ledger.articles()
        assert [v.version for v in ledger.versions(first.id)] == [1, 2]
        assert second.version == 2


def test_the_package_names_what_it_offers_and_loads_it_when_used():
    assert set(sayso.__all__) <= set(dir(sayso))
    for name in sayso.__all__:
        assert getattr(sayso, name) is not None
    with pytest.raises(AttributeError, match="no_such"):
        _ = sayso.no_such


@pytest.mark.whole
def test_importing_loads_none_of_the_rooms():
    code = (
        "import sys, sayso\n"
        "assert not [m for m in sys.modules if m.startswith(('sayso.', 'sqlalchemy', 'lxml', 'numpy'))]\n"
        "import sayso.cli.app\n"
        "heavy = ('sayso.sources', 'sayso.reading', 'sayso.ledger', 'sqlalchemy', 'lxml', 'numpy', 'rich')\n"
        "assert not [m for m in sys.modules if m.startswith(heavy)]\n"
        "import sayso.keeping, sayso.sources\n"
        "unused = ('sayso.grouping', 'sayso.reading.', 'xlsxwriter', 'pyarrow', 'httpx2', 'pypdfium2')\n"
        "assert not [m for m in sys.modules if m.startswith(unused)]\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
