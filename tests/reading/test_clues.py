"""Clues: what stands between a place and a figure."""

import pytest

from sayso.reading import gazetteer, places

pytestmark = pytest.mark.skipif(
    gazetteer.opened() is None, reason="no place index; `pip install -e .` builds it"
)


def test_lines_and_turns_between_the_place_and_the_number_are_counted(document_of, draft_of):
    document = document_of(
        "Shells fell in Aleppo, Syria.\n\nMeanwhile rebels fled.\n\nElsewhere nine people died. Homs is calm."
    )
    atlas = places.read(document)
    draft = draft_of(document, "nine")
    told = places.described(document, [draft], atlas, [draft])[0]
    aleppo = told[[site.key for site in atlas.setting.sites].index("aleppo")]
    assert (aleppo["lines before"], aleppo["turns before"]) == (2, 2)
    assert aleppo["lines behind"] == aleppo["turns behind"] == 30
