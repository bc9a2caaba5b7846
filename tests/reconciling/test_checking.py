"""Does the cited article carry what it is cited for?"""

from sayso.model import Verdict
from sayso.reconciling import check

NIGHT = "2020-02-27"
THERE = "https://wire.example/1"


def pair(written, text, there):
    citing = written.Written(text, outlet="Blog", cites=[("1", THERE)] if "[1]" in text else ())
    cited = written.Written(there, outlet="Wire", url=THERE)
    return citing, cited


def test_the_same_figure_is_supported(written):
    citing, cited = pair(
        written, "At Balyun 33 soldiers died.[1]", "The governor said 33 soldiers died at Balyun."
    )
    citing.figure("33", 33, of="soldiers", at="Balyun", on=NIGHT, cites=("1",))
    cited.figure("33", 33, of="soldiers", at="Balyun", on=NIGHT)
    (found,) = check(citing.reading, {THERE: cited.reading}).supports
    assert found.verdict is Verdict.SUPPORTED
    assert found.found.text == "The governor said 33 soldiers died at Balyun."


def test_another_figure_is_shown_with_both_sentences(written):
    citing, cited = pair(
        written, "At Balyun 50 soldiers died.[1]", "The governor said 33 soldiers died at Balyun."
    )
    citing.figure("50", 50, of="soldiers", at="Balyun", on=NIGHT, cites=("1",))
    cited.figure("33", 33, of="soldiers", at="Balyun", on=NIGHT)
    (found,) = check(citing.reading, {THERE: cited.reading}).supports
    assert found.verdict is Verdict.OTHER_FIGURE
    assert "50 soldiers" in found.sentence.text
    assert "33 soldiers" in found.found.text
    assert "“33”, not “50”" in found.why


def test_what_the_cited_article_does_not_carry_is_not_found(written):
    citing, cited = pair(written, "At Balyun 50 soldiers died.[1]", "The governor opened a school on Monday.")
    citing.figure("50", 50, of="soldiers", at="Balyun", on=NIGHT, cites=("1",))
    (found,) = check(citing.reading, {THERE: cited.reading}).supports
    assert found.verdict is Verdict.NOT_FOUND
    assert found.found is None


def test_a_cited_article_that_is_not_at_hand_is_not_available(written):
    citing, _ = pair(written, "At Balyun 50 soldiers died.[1]", "Nothing.")
    citing.figure("50", 50, of="soldiers", at="Balyun", on=NIGHT, cites=("1",))
    (found,) = check(citing.reading, {}).supports
    assert found.verdict is Verdict.NOT_AVAILABLE


def test_claims_without_any_citation_are_listed(written):
    citing, cited = pair(
        written, "At Balyun 33 soldiers died.[1] In Afrin 12 died.", "33 soldiers died at Balyun."
    )
    citing.figure("33", 33, at="Balyun", on=NIGHT, cites=("1",))
    bare = citing.figure("12", 12, at="Afrin", on=NIGHT)
    assert check(citing.reading, {THERE: cited.reading}).uncited == (bare,)


def test_quoted_words_are_looked_for_in_the_cited_text(written):
    citing, cited = pair(
        written, "“We will answer in kind,” he said.[1]", "He said: “We will answer in kind.”"
    )
    citing.statement("We will answer in kind", cites=("1",))
    (found,) = check(citing.reading, {THERE: cited.reading}).supports
    assert found.verdict is Verdict.SUPPORTED
    assert found.found.text == "We will answer in kind"


def test_an_accusation_is_supported_by_the_same_accusation_only(written):
    citing, cited = pair(
        written,
        "Russian jets did the bombing.[1] Turkish jets did the raid.[1]",
        "Activists blamed Russia for the bombing.",
    )
    citing.blame("bombing", "Russian jets", cites=("1",))
    citing.blame("raid", "Turkish jets", cites=("1",))
    cited.blame("bombing", "Russia", speaker="Activists", kind="diffuse")
    found = check(citing.reading, {THERE: cited.reading}).supports
    assert [s.verdict for s in found] == [Verdict.SUPPORTED, Verdict.NOT_FOUND]
