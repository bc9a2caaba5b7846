"""The example articles as the reader reads them: one night, its rising toll, who accuses whom."""

from pathlib import Path

import pytest

import sayso
from sayso.incidents import sift
from sayso.model import Figure, Measure, Reading

EXAMPLES = Path(__file__).parents[1] / "examples" / "idlib"


@pytest.fixture(scope="module")
def sifted():
    readings = [r for r in sayso.read_all(sorted(EXAMPLES.glob("*.html"))) if isinstance(r, Reading)]
    assert len(readings) == len(list(EXAMPLES.glob("*.html"))) == 12
    return sift(readings)


@pytest.fixture(scope="module")
def night(sifted):
    """The incident that holds the first toll of nine."""
    nine = next(
        t.id
        for t in sifted.told.values()
        if isinstance(t.claim, Figure)
        and t.claim.measure is Measure.KILLED
        and t.claim.quantity.low == t.claim.quantity.high == 9
        and t.article.title is not None
        and t.article.title.startswith("Nine")
    )
    return sifted.incident(nine)


def numbers(incident):
    return {a.low for t in incident.measures if t.measure is Measure.KILLED for a in t.accounts}


def test_the_rising_toll_of_the_night_is_one_incident(night):
    assert {9, 29, 33} <= numbers(night)
    assert (night.start, night.end) == ("2020-02-27", "2020-02-27")


def test_who_did_it_is_contested(night):
    assert any(b.contested for b in night.responsibility)


def test_the_night_lies_within_the_total_since_february(sifted, night):
    totals = {c.whole for t in night.measures for c in t.within}
    assert any(sifted.told[w].claim.quantity.low == 54 for w in totals)
    for tally in night.measures:
        said = {n for a in tally.accounts for n in (a.low, a.high)}
        assert {tally.estimate.low, tally.estimate.best, tally.estimate.high} <= said | {None}


def test_a_reprint_adds_no_voice(night):
    reprinted = [o for o in night.origins if "The Harbour Post" in o.outlets]
    assert reprinted
    assert all(set(o.outlets) != {"The Harbour Post"} or o.kind != "author" for o in reprinted)


def test_every_account_leads_back_to_its_sentence(sifted, night):
    for tally in night.measures:
        for account in tally.accounts:
            for claim in account.claims:
                told = sifted.told[claim]
                assert told.article.cut(told.claim.span.start, told.claim.span.end) == told.claim.span


def test_a_speaker_through_many_outlets_is_one_voice(night):
    governors = [o for o in night.origins if "governor" in o.name.casefold()]
    assert len(governors) == 1
    assert len(governors[0].outlets) > 2
