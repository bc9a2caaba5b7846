from sayso.model import Article, Citation, Passage, PassageKind, Published
from sayso.reading.document import prepare


def article(text: str, *citations: Citation) -> Article:
    return Article(
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
        text=text,
        passages=(Passage(kind=PassageKind.PARAGRAPH, start=0, end=len(text)),),
        citations=citations,
        problems=(),
    )


def test_candidates_stand_with_their_sentences():
    document = prepare(article("Ten died. Nobody spoke. Four fled."))
    found = [[c.quantity.span.text for c in candidates] for candidates in document.candidates]
    assert [s.span.text for s in document.sentences] == ["Ten died.", "Nobody spoke.", "Four fled."]
    assert found == [["Ten"], ["Nobody"], ["Four"]]


def test_the_number_of_a_footnote_marker_is_no_quantity():
    marker = Citation(marker="7", start=18, end=19, url="https://example.org/7", supports=None)
    document = prepare(article("Ten died that day 7 and four fled.", marker))
    assert [(c.quantity.span.text, c.excluded) for c in document.candidates[0]] == [
        ("Ten", None),
        ("7", "footnote"),
        ("four", None),
    ]


def test_linked_words_are_still_read():
    link = Citation(marker=None, start=0, end=15, url="https://example.org/", supports=None)
    document = prepare(article("Ten people died.", link))
    assert [c.excluded for c in document.candidates[0]] == [None]
