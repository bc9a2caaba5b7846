from dataclasses import replace

import pytest
from tests import making

from sayso.incidents import Told
from sayso.model import (
    Bound,
    Measure,
    ObjectStatus,
    Origin,
    SpeakerKind,
)
from sayso.model.incidents import Account, Estimate, Tally
from sayso.profiles import Standing, fitting, profiles


def told(made_reading, id, outlet, name=None, kind=SpeakerKind.NAMED, *, citations=(), day="2020-02-28"):
    """The made reading's first figure as another outlet tells it, on another's say-so."""
    figure = made_reading.figures[0]
    speaker = replace(figure.speaker, name=name, kind=kind) if name else None
    article = made_reading.article
    published = replace(article.published, earliest=day)
    return Told(
        claim=replace(figure, id=id, speaker=speaker, citations=citations),
        article=replace(article, id=f"article-{outlet}", outlet=outlet, published=published),
    )


def account(origin, low, *claims, high=None, **more):
    values = {"superseded_by": None, "denied": False, **more}
    return Account(
        id=f"{origin}-{low}",
        origin=origin,
        speaker=origin,
        kind=SpeakerKind.NAMED,
        outlets=(),
        low=low,
        high=low if high is None else high,
        bound=Bound.EXACT,
        claims=claims,
        said_on="2020-02-28",
        other_side=False,
        **values,
    )


def incident(accounts, origins=(), id="one"):
    tally = Tally(
        measure=Measure.KILLED,
        object="soldiers",
        status=ObjectStatus.COMBATANT,
        other_side=False,
        estimate=Estimate(policy="range", low=None, best=None, high=None, claims=(), why=""),
        accounts=tuple(accounts),
        contradictions=(),
        compatible=(),
        within=(),
    )
    claims = tuple(c for a in accounts for c in a.claims)
    return making.incident(id, claims=claims, origins=tuple(origins), measures=(tally,))


@pytest.fixture
def three(made_reading):
    items = (
        told(made_reading, "a1", "Wire", "Rahmi Dogan", citations=("1",)),
        told(made_reading, "a2", "Post", "Rahmi Dogan", day="2020-03-02"),
        told(made_reading, "b1", "Wire", "Jens Stoltenberg"),
        told(made_reading, "c1", "Wire", "many on the ground", SpeakerKind.DIFFUSE),
        told(made_reading, "d1", "Post"),
    )
    return {item.id: item for item in items}


def by_name(found, name):
    return next(p for p in found.values() if p.name == name)


def test_a_speaker_is_counted_over_all_outlets(three):
    known = profiles(three, [])
    dogan = by_name(known.speakers, "Rahmi Dogan")
    assert (dogan.figures, dogan.cited, dogan.citable) == (2, 1, 2)
    assert (dogan.first, dogan.last) == ("2020-02-28", "2020-03-02")
    assert {known.outlets[k].name: n for k, n in dogan.beside} == {"Wire": 1, "Post": 1}


def test_an_outlets_own_voice_is_no_speaker_but_counts_for_the_outlet(three):
    known = profiles(three, [])
    assert len(known.speakers) == 3
    post = by_name(known.outlets, "Post")
    assert post.kinds == {SpeakerKind.NAMED: 1, SpeakerKind.AUTHOR: 1}
    assert by_name(known.outlets, "Wire").kinds[SpeakerKind.DIFFUSE] == 1


def test_figures_stand_lower_same_higher_or_open_to_the_other_voices(three):
    accounts = [
        account("governor", 33, "a1"),
        account("alliance", 34, "b1"),
        account("crowd", 33, "c1"),
        account("post", 30, "d1", high=40),
    ]
    known = profiles(three, [incident(accounts)])
    dogan = by_name(known.speakers, "Rahmi Dogan").standing[Measure.KILLED]
    assert dogan == Standing(lower=1, same=1, higher=0, open=1)
    other = by_name(known.speakers, "Jens Stoltenberg").standing[Measure.KILLED]
    assert other == Standing(lower=0, same=0, higher=2, open=1)


def test_what_a_voice_has_taken_back_or_denied_is_not_compared(three):
    accounts = [
        account("governor", 9, "a1", superseded_by="x"),
        account("governor", 33, "a2"),
        account("alliance", 9, "b1", denied=True),
    ]
    known = profiles(three, [incident(accounts)])
    assert by_name(known.speakers, "Rahmi Dogan").overall.pairs == 0


def test_nobody_is_compared_with_itself(three):
    known = profiles(three, [incident([account("governor", 9, "a1"), account("elsewhere", 33, "a2")])])
    assert by_name(known.speakers, "Rahmi Dogan").overall.pairs == 0


def test_two_names_that_reconciling_holds_for_one_voice_are_one_speaker(made_reading):
    items = [
        told(made_reading, "a1", "Wire", "Governor Rahmi Dogan"),
        told(made_reading, "a2", "Post", "the head of the province"),
    ]
    origin = Origin(
        id="o",
        name="Governor Rahmi Dogan",
        kind=SpeakerKind.NAMED,
        party=None,
        claims=("a1", "a2"),
        articles=(),
        outlets=(),
        first="x",
        chain=(),
    )
    case = incident([account("o", 33, "a1", "a2")], [origin])
    known = profiles({i.id: i for i in items}, [case])
    (one,) = known.speakers.values()
    assert set(one.names) == {"Governor Rahmi Dogan", "the head of the province"}
    assert one.incidents == ("one",)


def test_the_same_name_with_and_without_an_article_is_one(made_reading):
    items = [
        told(made_reading, "a1", "Wire", "The Harbour Monitor"),
        told(made_reading, "a2", "Post", "the Harbour Monitor"),
    ]
    assert len(profiles({i.id: i for i in items}, []).speakers) == 1


def test_profiles_can_be_found_by_a_part_of_a_name_and_by_kind(three):
    known = profiles(three, []).speakers.values()
    assert [p.name for p in fitting(known, name="dogan")] == ["Rahmi Dogan"]
    assert [p.name for p in fitting(known, kind=SpeakerKind.DIFFUSE)] == ["many on the ground"]
    assert len(list(fitting(known))) == 3
