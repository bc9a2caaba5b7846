from sayso.model import Article, Passage, PassageKind, Published
from sayso.reading.document import prepare
from sayso.reading.rules import RuleReader

TEXT = (
    "Two guards were killed on Monday, the ministry said. Rebel shelling destroyed a school, residents said."
)


def document():
    return prepare(
        Article(
            id="a",
            work="w",
            doc_id=None,
            url=None,
            snapshot="",
            title=None,
            outlet=None,
            authors=(),
            language="en",
            published=Published(),
            text=TEXT,
            passages=(Passage(kind=PassageKind.PARAGRAPH, start=0, end=len(TEXT)),),
            citations=(),
            problems=(),
        )
    )


def test_the_rule_reader_gives_figures_with_their_speakers():
    drafts = RuleReader().read(document())
    assert [(f.quantity.span.text, str(f.measure)) for f in drafts.figures] == [
        ("Two", "killed"),
        ("a", "destroyed"),
    ]
    assert drafts.figures[0].speaker.span is not None
    assert drafts.figures[0].speaker.span.text == "the ministry"


def test_the_rule_reader_names_itself_for_the_run():
    assert RuleReader().name == "rules-2"


def test_the_same_document_gives_the_same_drafts():
    assert RuleReader().read(document()) == RuleReader().read(document())
