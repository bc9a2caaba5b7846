"""Which claims of one and of many articles are taken for one incident."""

from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.grouping import Grouping, group
from sayso.model import Constraint, IncidentKind

NIGHT = "2020-02-27"


def parts(groups):
    return {frozenset(g.claims) for g in groups}


def one(groups, claim):
    return next(g for g in groups if claim in g.claims)


@pytest.fixture
def night(written):
    """Two outlets on one air strike, one of them with another incident behind it."""
    first = written.Written(
        "Nine soldiers die in Idlib\nNine soldiers were killed by an air strike near Balyun. "
        "Another 12 were wounded there.",
        outlet="Northgate",
        published="2020-02-27",
    )
    ids = {
        "nine": first.figure("Nine", 9, at="Balyun", on=NIGHT, after="\n"),
        "twelve": first.figure("12", 12, "injured", at="Balyun", on=NIGHT),
    }
    second = written.Written(
        "Convoy bombed at Baliyoun\nAn air strike at Baliyoun killed 33 soldiers on Thursday. "
        "A car bomb in Afrin had killed 40 people in April.",
        outlet="Harbour",
        published="2020-02-28",
    )
    ids["33"] = second.figure("33", 33, at="Baliyoun", on=NIGHT)
    ids["40"] = second.figure("40", 40, at="Afrin", on="2019-04-28")
    return first.reading, second.reading, ids


def test_killed_and_wounded_of_one_attack_are_one_incident(night):
    first, _, ids = night
    assert one(group([first]), ids["nine"]) == one(group([first]), ids["twelve"])


def test_an_incident_in_the_background_stays_apart(night):
    _, second, ids = night
    groups = group([second])
    assert one(groups, ids["33"]) != one(groups, ids["40"])


def test_two_outlets_meet_over_two_spellings_of_the_place(night):
    first, second, ids = night
    assert one(group([first, second]), ids["nine"]) == one(group([first, second]), ids["33"])


def test_every_membership_says_why(night):
    first, second, ids = night
    found = one(group([first, second]), ids["33"])
    assert found.members[0].to is not None or found.members[0].reasons == ()
    tied = next(m for m in found.members if m.claim == ids["33"])
    assert {"place", "time"} <= {r.feature for r in tied.reasons}
    assert tied.score == pytest.approx(sum(r.score for r in tied.reasons), abs=0.05)


def test_attack_and_answer_are_two_incidents(written):
    text = (
        "An air strike killed 33 Turkish soldiers in Idlib on Thursday. "
        "Turkey struck back on Friday and killed 16 Syrian soldiers in Idlib."
    )
    article = written.Written(text)
    hit = article.figure("33", 33, of="Turkish soldiers", at="Idlib", on=NIGHT, by="strike")
    back = article.figure("16", 16, of="Syrian soldiers", by="Turkey", at="Idlib", on="2020-02-28")
    groups = group([article.reading])
    assert one(groups, hit) != one(groups, back)


def test_an_accusation_joins_the_incident_that_it_stands_beside(night, written):
    article = written.Written(
        "An air strike near Balyun killed 33 soldiers. Ankara blamed Syrian jets for the air strike."
    )
    killed = article.figure("33", 33, at="Balyun", on=NIGHT)
    blamed = article.blame("air strike", "Syrian jets", speaker="Ankara")
    assert one(group([article.reading]), killed) == one(group([article.reading]), blamed)


def test_an_accusation_of_those_who_suffered_is_another_incident(written):
    article = written.Written(
        "Turkey shelled back after an air strike killed 33 Turkish soldiers near Balyun. "
        "Ankara blamed Syrian jets for the air strike."
    )
    killed = article.figure("33", 33, of="Turkish soldiers", at="Balyun", on=NIGHT)
    answer = article.blame("shelled", "Turkey")
    cause = article.blame("blamed", "Syrian jets", speaker="Ankara")
    groups = group([article.reading])
    assert answer not in one(groups, killed).claims
    assert cause in one(groups, killed).claims


def test_accusations_of_two_sides_are_of_the_one_incident_that_they_stand_beside(written):
    article = written.Written(
        "An air strike by Syrian jets killed 33 soldiers near Balyun. "
        "Activists blamed Russia for the air strike."
    )
    killed = article.figure("33", 33, of="soldiers", by="Syrian jets", at="Balyun", on=NIGHT)
    other = article.blame("air strike", "Russia", speaker="Activists")
    assert other in one(group([article.reading]), killed).claims


def test_a_flood_in_many_places_is_one_incident_of_its_article(written):
    article = written.Written(
        "Floods killed 12 people in Marib. The floods drowned 30 people in Taiz. Floods hurt 9 in Hodeidah."
    )
    ids = [
        article.figure("12", 12, at="Marib", on=NIGHT, country="YE"),
        article.figure("30", 30, at="Taiz", on=NIGHT, country="YE"),
        article.figure("9", 9, "injured", at="Hodeidah", on=NIGHT, country="YE"),
    ]
    assert set(one(group([article.reading]), ids[0]).claims) == set(ids)


def test_a_statement_joins_the_incident_whose_figures_it_carries(written):
    article = written.Written(
        "“We counted 33 dead near Balyun,” the governor said. “Spring is late,” he said."
    )
    killed = article.figure("33", 33, at="Balyun", on=NIGHT)
    carried = article.statement("We counted 33 dead near Balyun", speaker="the governor")
    idle = article.statement("Spring is late")
    groups = group([article.reading])
    assert one(groups, killed) == one(groups, carried)
    assert not any(idle in g.claims for g in groups)


def test_a_running_total_is_a_series_and_no_incident(written):
    article = written.Written(
        "The air strike in Idlib killed 33. At least 54 soldiers have died in Idlib since 1 February."
    )
    night = article.figure("33", 33, at="Idlib", on=NIGHT)
    total = article.figure(
        "54",
        54,
        of="soldiers",
        status="combatant",
        at="Idlib",
        on="2020-02-01",
        until=NIGHT,
        basis="cumulative",
    )
    groups = group([article.reading])
    assert one(groups, night).kind is IncidentKind.INCIDENT
    assert one(groups, total).kind is IncidentKind.SERIES
    later = written.Written(
        "By Sunday 59 soldiers had died in Idlib since 1 February.", published="2020-03-01"
    )
    more = later.figure(
        "59",
        59,
        of="soldiers",
        status="combatant",
        at="Idlib",
        on="2020-02-01",
        until="2020-03-01",
        basis="cumulative",
    )
    assert one(group([article.reading, later.reading]), more).claims == (total, more)


def test_places_apart_by_more_than_their_precision_are_not_joined_whatever_else_is_alike(written):
    ids = []
    readings = []
    for outlet, town, where in (("A", "Sarmin", (35.9, 36.72)), ("B", "Raqqa", (35.95, 39.0))):
        article = written.Written(f"Shelling killed 12 people in {town}.", outlet=outlet)
        ids.append(article.figure("12", 12, at=town, on=NIGHT, point=where, precision=1))
        readings.append(article.reading)
    assert one(group(readings), ids[0]) != one(group(readings), ids[1])


def test_a_town_is_found_in_its_province_by_distance_within_precision(written):
    ids, readings = [], []
    for outlet, town, where, precision in (
        ("A", "Sarmin", (35.9, 36.72), 1),
        ("B", "Idlib", (35.8, 36.7), 4),
    ):
        article = written.Written(
            f"An air strike killed 33 soldiers in {town}, in a convoy near the quarry road.", outlet=outlet
        )
        ids.append(article.figure("33", 33, at=town, on=NIGHT, point=where, precision=precision))
        readings.append(article.reading)
    assert one(group(readings), ids[0]) == one(group(readings), ids[1])


def test_a_flood_and_an_arrest_of_one_day_and_town_stay_apart(written):
    article = written.Written("The flood killed 12 people in Marib. Police arrested 30 men in Marib.")
    flood = article.figure("12", 12, at="Marib", on=NIGHT, country="YE")
    arrest = article.figure("30", 30, "detained", at="Marib", on="2020-03-09", country="YE")
    assert one(group([article.reading]), flood) != one(group([article.reading]), arrest)


def test_persons_word_joins_and_parts_and_outlives_new_articles(night, written):
    first, second, ids = night
    together = Constraint(together=True, claims=(ids["33"], ids["40"]), decision=1)
    groups = group([first, second], constraints=[together])
    assert one(groups, ids["33"]) == one(groups, ids["40"])
    apart = Constraint(together=False, claims=(ids["33"], ids["nine"], ids["twelve"]), decision=2)
    third = written.Written("Thirty-three soldiers were killed by an air strike at Balyun.", outlet="Third")
    newer = third.figure("Thirty-three", 33, at="Balyun", on=NIGHT)
    groups = group([first, second, third.reading], constraints=[apart])
    assert one(groups, ids["33"]) != one(groups, ids["nine"])
    assert one(groups, newer) in (one(groups, ids["33"]), one(groups, ids["nine"]))


def test_a_claim_can_be_taken_out_of_its_own_article(night):
    first, _, ids = night
    apart = Constraint(together=False, claims=(ids["twelve"], ids["nine"]), decision=1)
    assert parts(group([first], constraints=[apart])) == {
        frozenset({ids["nine"]}),
        frozenset({ids["twelve"]}),
    }


def test_the_order_of_three_articles_does_not_matter(night, written):
    first, second, _ = night
    third = written.report(1)
    whole = group([first, second, third])
    assert all(group(order) == whole for order in permutations([first, second, third]))


def test_an_incidents_id_stays_when_later_articles_come(night):
    first, second, ids = night
    assert one(group([first]), ids["nine"]).id == one(group([first, second]), ids["nine"]).id


def test_reading_an_article_again_changes_nothing(night):
    first, second, _ = night
    state = Grouping()
    state.add([first, second])
    before = state.groups()
    state.add([second])
    assert state.groups() == before


def test_adding_touches_its_neighbourhood_only(night, written):
    first, second, ids = night
    state = Grouping()
    state.add([first, written.report(1), written.report(2, town="Taiz", day=9)])
    changed = state.add([second])
    touched = {c for g in changed for c in g.claims}
    assert ids["nine"] in touched
    assert not touched & {c.id for c in written.report(2, town="Taiz", day=9).claims}


reports = st.lists(
    st.tuples(
        st.sampled_from(["Marib", "Taiz", "Sanaa", "Hodeidah"]),
        st.integers(4, 40),
        st.integers(0, 6),
        st.sampled_from(["shelling", "an air strike", "a flood"]),
        st.sampled_from(["A", "B", "C"]),
    ),
    min_size=1,
    max_size=9,
    unique=True,
)
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def made(written, rows):
    return [
        written.report(100 + n, town=t, toll=k, day=d, act=a, outlet=o)
        for n, (t, k, d, a, o) in enumerate(rows)
    ]


@quick
@given(rows=reports, seed=st.randoms(use_true_random=False))
def test_grouping_does_not_depend_on_order(written, rows, seed):
    readings = made(written, rows)
    shuffled = list(readings)
    seed.shuffle(shuffled)
    assert group(shuffled) == group(readings)


@quick
@given(rows=reports, seed=st.randoms(use_true_random=False))
def test_one_after_another_gives_what_all_at_once_gives(written, rows, seed):
    readings = made(written, rows)
    state = Grouping()
    order = list(readings)
    seed.shuffle(order)
    for reading in order:
        state.add([reading])
    assert state.groups() == group(readings)


@quick
@given(rows=reports, drop=st.integers(0, 8))
def test_dropping_an_article_gives_what_never_having_it_gives(written, rows, drop):
    readings = made(written, rows)
    gone = readings[drop % len(readings)]
    state = Grouping()
    state.add(readings)
    state.drop([gone.article.id])
    assert state.groups() == group([r for r in readings if r.article.id != gone.article.id])


@quick
@given(rows=reports)
def test_no_figure_vanishes_and_none_is_in_two_groups(written, rows):
    readings = made(written, rows)
    held = [c for g in group(readings) for c in g.claims]
    assert sorted(held) == sorted(f.id for r in readings for f in r.figures)


@quick
@given(
    rows=reports,
    pick=st.lists(st.integers(0, 17), min_size=2, max_size=4, unique=True),
    together=st.booleans(),
)
def test_persons_word_always_holds(written, rows, pick, together):
    readings = made(written, rows)
    claims = [f.id for r in readings for f in r.figures]
    chosen = tuple(dict.fromkeys(claims[p % len(claims)] for p in pick))
    groups = group(readings, constraints=[Constraint(together=together, claims=chosen)])
    homes = {one(groups, c).id for c in chosen}
    if together:
        assert len(homes) == 1
    else:
        assert all(one(groups, chosen[0]) != one(groups, other) for other in chosen[1:])


def test_a_very_long_article_is_one_incident_where_it_tells_of_one(written):
    lines = [f"The shelling of Marib killed {n} people in house number {n}." for n in range(10, 160)]
    article = written.Written("\n".join(lines))
    claims = [
        article.figure(f"{n}", n, at="Marib", on=NIGHT, country="YE", after=f"killed {n} ")
        for n in range(10, 160)
    ]
    assert set(one(group([article.reading]), claims[0]).claims) == set(claims)


def test_ties_lead_from_every_claim_to_the_first(night, written):
    first, second, ids = night
    found = one(group([first, second]), ids["33"])
    to = {m.claim: m.to for m in found.members}
    assert [c for c, t in to.items() if t is None] == [found.members[0].claim]
    for claim in to:
        seen = set()
        while to[claim] is not None:
            assert claim not in seen
            seen.add(claim)
            claim = to[claim]
