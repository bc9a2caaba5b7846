from dataclasses import replace
from itertools import pairwise

from sayso.drawing.chart import chart
from sayso.model import Bound, SpeakerKind
from sayso.model.incidents import Account


def account(origin, low, day, high=None, **more):
    return Account(
        id=f"{origin}{day}{low}",
        origin=origin,
        speaker=origin,
        kind=SpeakerKind.NAMED,
        outlets=("A",),
        low=low,
        high=high if high is not None else low,
        bound=Bound.EXACT,
        claims=("c",),
        said_on=day,
        superseded_by=None,
        other_side=False,
        denied=False,
        **more,
    )


def test_a_voice_goes_up_in_steps_and_another_has_another_line():
    drawn = chart(
        [account("gov", 9, "2020-02-27"), account("gov", 33, "2020-02-28"), account("obs", 34, "2020-02-28")]
    )
    gov = next(line for line in drawn.lines if line.name == "gov")
    assert gov.path.count("V") == 1
    assert gov.marks[0].y > gov.marks[1].y
    assert len({line.dash for line in drawn.lines}) == 2


def test_labels_do_not_lie_on_one_another():
    drawn = chart([account(name, 30, "2020-02-28") for name in "abcdef"])
    at = sorted(line.label for line in drawn.lines)
    assert all(b - a >= 14 for a, b in pairwise(at))


def test_one_account_or_none_needs_no_chart():
    assert chart([]) is None
    assert chart([account("gov", 9, "2020-02-27")]) is None
    assert chart([account("gov", 9, None), account("obs", 9, None)]) is None


def test_a_voice_that_names_bounds_has_a_band_until_its_next_word():
    drawn = chart(
        [
            account("gov", 20, "2020-02-27", high=30),
            account("gov", 33, "2020-02-29"),
            account("obs", 9, "2020-02-28"),
        ]
    )
    gov = next(line for line in drawn.lines if line.name == "gov")
    first, last = gov.marks
    assert first.band.startswith(f"M{first.x:.1f} ")
    assert f"H{last.x:.1f}V" in first.band
    assert not first.open
    assert last.band is None


def test_a_band_without_a_stated_side_ends_at_the_edge_and_says_so():
    at_least = account("gov", 20, "2020-02-27", high=20)
    drawn = chart([replace(at_least, high=None), account("obs", 40, "2020-02-28")])
    mark = next(line for line in drawn.lines if line.name == "gov").marks[0]
    assert mark.open
    assert f"V{14.0:.1f}H" in mark.band
