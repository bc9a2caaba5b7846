"""One night in Idlib as several voices tell it: accounts, contradictions, containment, blame and grade."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.incidents import sift
from sayso.model import Grade, IncidentKind, NotFoundError, incidents_json
from sayso.reconciling import POLICIES

NIGHT = "2020-02-27"


@pytest.fixture
def night(written):
    """Nine, 29, then 33 by the governor; 34 by the Observatory; at least 54 since 1 February."""
    ids = {}

    def soldiers(article, words, low, **more):
        return article.figure(
            words, low, of="Turkish soldiers", status="combatant", at="Idlib", on=NIGHT, **more
        )

    governor = "The governor of Hatay, Rahmi Dogan,"
    first = written.Written(
        f"{governor} said nine Turkish soldiers died in an air strike in Idlib. He blamed the "
        f"Syrian army for the air strike.",
        outlet="Northgate",
        published="2020-02-27T23:10:00+03:00",
    )
    ids["nine"] = soldiers(first, "nine", 9, speaker=governor)
    ids["syria"] = first.blame("air strike", "the Syrian army", speaker=governor)
    second = written.Written(
        f"{governor} said at least 29 Turkish soldiers died in an air strike in Idlib.",
        outlet="Northgate",
        published="2020-02-28T02:10:00+03:00",
    )
    ids["29"] = soldiers(second, "at least 29", 29, high=None, bound="at_least", speaker=governor)
    third = written.Written(
        f"{governor} said 33 Turkish soldiers died in an air strike in Idlib. At least 54 were "
        f"killed in Idlib since 1 February.",
        outlet="Harbour",
        published="2020-02-28T09:40:00+03:00",
    )
    ids["33"] = soldiers(third, "33", 33, speaker=governor)
    ids["54"] = third.figure(
        "At least 54",
        54,
        high=None,
        bound="at_least",
        of="Turkish soldiers",
        status="combatant",
        at="Idlib",
        on="2020-02-01",
        until="2020-02-28",
        basis="cumulative",
    )
    fourth = written.Written(
        "The Observatory said 34 Turkish soldiers died in an air strike in Idlib. Activists "
        "said Russian jets carried out "
        "the air strike. The Russian defence ministry said Russian planes had flown no air strike.",
        outlet="Levant",
        published="2020-02-28T15:30:00+00:00",
    )
    ids["34"] = soldiers(fourth, "34", 34, speaker="The Observatory")
    ids["russia"] = fourth.blame("air strike", "Russian jets", speaker="Activists", kind="diffuse")
    ids["denies"] = fourth.blame(
        "air strike", "Russian planes", speaker="The Russian defence ministry", stance="denies"
    )
    fifth = written.Written(
        "The Observatory said 34 Turkish soldiers died in an air strike in Idlib, most of "
        "them in one building.",
        outlet="Post",
        published="2020-02-29",
    )
    ids["34 again"] = soldiers(fifth, "34", 34, speaker="The Observatory")
    return [a.reading for a in (first, second, third, fourth, fifth)], ids


def killed(readings, ids, **more):
    incident = sift(readings, **more).incident(ids["33"])
    return incident, next(t for t in incident.measures if str(t.measure) == "killed")


def test_one_night_is_one_incident_of_all_its_claims(night):
    readings, ids = night
    incident, _ = killed(readings, ids)
    assert set(incident.claims) == {v for k, v in ids.items() if k != "54"}
    assert (incident.start, incident.end) == (NIGHT, NIGHT)


def test_a_governors_rising_toll_is_one_voice_whose_last_word_stands(night):
    readings, ids = night
    _, tally = killed(readings, ids)
    governor = [a for a in tally.accounts if "Dogan" in a.speaker]
    assert [a.low for a in governor] == [9, 29, 33]
    assert [a.superseded_by for a in governor] == [governor[1].id, governor[2].id, None]
    updates = [c for c in tally.contradictions if c.kind == "update"]
    assert {frozenset(c.claims) for c in updates} == {
        frozenset({ids["nine"], ids["29"]}),
        frozenset({ids["29"], ids["33"]}),
    }


def test_33_and_34_of_the_same_soldiers_contradict_in_value(night):
    readings, ids = night
    _, tally = killed(readings, ids)
    value = [c for c in tally.contradictions if c.kind == "value"]
    assert len(value) == 1
    assert {ids["33"], ids["34"]} <= set(value[0].claims)
    assert "33" in value[0].why
    assert "34" in value[0].why


def test_the_night_lies_within_the_total_since_february_and_is_not_added(night):
    readings, ids = night
    _, tally = killed(readings, ids)
    assert any(c.whole == ids["54"] and c.part == ids["33"] for c in tally.within)
    assert tally.estimate.high == 34


def test_the_total_is_a_series_of_its_own(night):
    readings, ids = night
    assert sift(readings).incident(ids["54"]).kind is IncidentKind.SERIES


def test_the_observatory_through_two_outlets_is_one_account_of_two_voices(night):
    readings, ids = night
    incident, tally = killed(readings, ids)
    observatory = [a for a in tally.accounts if "Observatory" in a.speaker]
    assert len(observatory) == 1
    assert set(observatory[0].outlets) == {"Levant", "Post"}
    assert len([o for o in incident.origins if o.id in {a.origin for a in tally.accounts}]) == 2


def test_responsibility_is_contested_and_says_who_asserts_what(night):
    readings, ids = night
    incident, _ = killed(readings, ids)
    blamed = {b.accused: b for b in incident.responsibility}
    assert blamed["Russia"].asserted_by == ("Activists",)
    assert blamed["Russia"].denied_by == ("Russian Ministry of Defence",)
    assert blamed["Russia"].contested
    assert blamed["Syrian government"].contested
    assert incident.grade is Grade.CONTESTED


@pytest.mark.parametrize(
    ("policy", "low", "best", "high"),
    [
        ("range", 33, None, 34),
        ("majority", 33, None, 34),
        ("latest", 33, None, 34),
        ("reviewer", None, None, None),
    ],
)
def test_each_policy_gives_its_figures(night, policy, low, best, high):
    readings, ids = night
    _, tally = killed(readings, ids, policy=policy)
    assert (tally.estimate.low, tally.estimate.best, tally.estimate.high) == (low, best, high)
    assert tally.estimate.policy == policy
    assert tally.estimate.why


def test_priority_takes_the_first_of_its_list(night):
    readings, ids = night
    _, tally = killed(readings, ids, policy="priority", order=("Observatory",))
    assert tally.estimate.best == 34
    assert set(tally.estimate.claims) == {ids["34"], ids["34 again"]}


def test_every_policy_explains_itself():
    assert all((policy.__doc__ or "").strip() for _, policy in POLICIES)


def test_an_unknown_policy_is_named(night):
    readings, ids = night
    with pytest.raises(NotFoundError, match="choose one of range"):
        killed(readings, ids, policy="gut feeling")


def test_the_json_is_that_of_the_contract(night):
    readings, ids = night
    data = incidents_json(killed(readings, ids)[0])
    assert {
        "id",
        "kind",
        "act",
        "place",
        "from",
        "to",
        "claims",
        "articles",
        "voices",
        "outlets",
        "measures",
        "responsibility",
        "grade",
        "grade_why",
    } <= set(data)
    assert {
        "measure",
        "object",
        "low",
        "best",
        "high",
        "policy",
        "why",
        "accounts",
        "contradictions",
        "compatible",
        "within",
    } <= set(data["measures"][0])
    assert data["articles"][0].keys() == {"id", "doc_id"}
    assert data["outlets"] == 4
    assert isinstance(data["voices"], int)


def only(article, claim, **more):
    incident = sift([article.reading], **more).incident(claim)
    return incident, incident.measures


def test_children_among_the_dead_are_a_part_and_not_added(written):
    article = written.Written("Shelling killed 12 people, including three children, in Sarmin.")
    all_ = article.figure("12", 12, of="people", at="Sarmin", on=NIGHT)
    part = article.figure("three", 3, of="children", status="civilian", at="Sarmin", on=NIGHT)
    _, tallies = only(article, all_)
    whole = next(t for t in tallies if t.object == "people")
    children = next(t for t in tallies if t.object == "children")
    assert whole.estimate.high == 12
    assert children.estimate.high == 3
    assert [(c.whole, c.part) for c in children.within] == [(all_, part)]
    assert "among" in children.within[0].why


def test_a_smaller_figure_of_the_same_voice_and_article_is_a_part(written):
    article = written.Written(
        "The Observatory said 30 people died in Raqqa. The raids killed 24 people in the centre."
    )
    whole = article.figure("30", 30, of="people", at="Raqqa", on=NIGHT, speaker="The Observatory")
    part = article.figure("24", 24, of="people", at="Raqqa", on=NIGHT, speaker="The Observatory")
    _, (tally,) = only(article, whole)
    assert [a.low for a in tally.accounts] == [30]
    assert [(c.whole, c.part) for c in tally.within] == [(whole, part)]


def test_what_was_said_before_is_an_account_and_no_part(written):
    article = written.Written(
        "The governor said 29 people died in Raqqa. The governor had spoken of nine dead earlier."
    )
    now = article.figure("29", 29, at="Raqqa", on=NIGHT, speaker="The governor")
    article.figure("nine", 9, at="Raqqa", on=NIGHT, speaker="The governor")
    _, (tally,) = only(article, now)
    assert [(a.low, a.superseded_by is None) for a in sorted(tally.accounts, key=lambda a: a.low)] == [
        (9, False),
        (29, True),
    ]
    assert tally.within == ()


def test_accounts_that_differ_in_bound_only_are_compatible(written):
    article = written.Written(
        "The UN said at least 70 people died in Taiz. The Red Crescent said 86 people died in Taiz."
    )
    a = article.figure(
        "at least 70", 70, high=None, bound="at_least", of="people", at="Taiz", on=NIGHT, speaker="The UN"
    )
    article.figure("86", 86, of="people", at="Taiz", on=NIGHT, speaker="The Red Crescent")
    _, (tally,) = only(article, a)
    assert [c for c in tally.contradictions if c.kind == "value"] == []
    assert len(tally.compatible) == 1
    assert "bound" in tally.compatible[0].why


def test_civilians_against_soldiers_is_a_contradiction_of_scope(written):
    article = written.Written(
        "The UN said 20 civilians died in Taiz. The army said 12 soldiers died in Taiz. Shelling killed them."
    )
    a = article.figure("20", 20, of="civilians", status="civilian", at="Taiz", on=NIGHT, speaker="The UN")
    article.figure("12", 12, of="soldiers", status="combatant", at="Taiz", on=NIGHT, speaker="The army")
    _, tallies = only(article, a)
    scope = [c for t in tallies for c in t.contradictions if c.kind == "scope"]
    assert len(scope) == 1
    assert "different things" in scope[0].why


def test_losses_claimed_of_the_other_side_stay_apart(written):
    article = written.Written(
        "Turkey said 309 Syrian soldiers were killed by Turkish strikes in Idlib. The "
        "Observatory said 16 Syrian soldiers died in Idlib."
    )
    claimed = article.figure(
        "309",
        309,
        of="Syrian soldiers",
        status="combatant",
        by="Turkish strikes",
        at="Idlib",
        on="2020-02-28",
        speaker="Turkey",
    )
    article.figure(
        "16",
        16,
        of="Syrian soldiers",
        status="combatant",
        by="Turkish strikes",
        at="Idlib",
        on="2020-02-28",
        speaker="The Observatory",
    )
    _, tallies = only(article, claimed)
    assert [(t.other_side, t.estimate.high) for t in tallies] == [(False, 16), (True, 309)]


def test_a_denied_figure_contradicts_and_is_in_no_estimate(written):
    article = written.Written(
        "Residents said 40 people died in Taiz. The ministry denied that 40 had died in Taiz."
    )
    a = article.figure("40", 40, of="people", at="Taiz", on=NIGHT, speaker="Residents", kind="diffuse")
    no = article.figure(
        "40", 40, at="Taiz", on=NIGHT, speaker="The ministry", stance="denies", after="denied"
    )
    _, (tally,) = only(article, a)
    assert no not in tally.estimate.claims
    assert any("denies" in c.why for c in tally.contradictions)


def test_a_party_that_owns_up_makes_it_confirmed(written):
    article = written.Written(
        "A bombing killed 16 in Hasaka. The Islamic State said the Islamic State group did the bombing."
    )
    killed_ = article.figure("16", 16, at="Hasaka", on=NIGHT)
    article.blame("bombing", "Islamic State group", speaker="The Islamic State")
    incident, _ = only(article, killed_)
    assert incident.grade is Grade.CONFIRMED


def test_a_single_voice_is_weak_and_two_are_fair(written):
    one = written.Written("The Observatory said 16 died in Hasaka.", outlet="A")
    a = one.figure("16", 16, at="Hasaka", on=NIGHT, speaker="The Observatory")
    assert only(one, a)[0].grade is Grade.WEAK
    two = written.Written("The Red Crescent said 16 died in Hasaka.", outlet="B")
    two.figure("16", 16, at="Hasaka", on=NIGHT, speaker="The Red Crescent")
    assert sift([one.reading, two.reading]).incident(a).grade is Grade.FAIR


def test_soldiers_as_such_do_not_contradict_a_sides_soldiers_in_scope(written):
    article = written.Written(
        "The UN said 33 Turkish soldiers and 20 Syrian soldiers died in Idlib. Residents said "
        "40 soldiers died in Idlib."
    )
    a = article.figure(
        "33", 33, of="Turkish soldiers", status="combatant", at="Idlib", on=NIGHT, speaker="The UN"
    )
    article.figure("20", 20, of="Syrian soldiers", status="combatant", at="Idlib", on=NIGHT, speaker="The UN")
    article.figure(
        "40",
        40,
        of="soldiers",
        status="combatant",
        at="Idlib",
        on=NIGHT,
        speaker="Residents",
        kind="diffuse",
        after="Residents",
    )
    _, tallies = only(article, a)
    assert [t.estimate.high for t in tallies] == [33, 20, 40]
    assert not any(c.kind == "scope" for t in tallies for c in t.contradictions)


quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(
    tolls=st.lists(
        st.tuples(st.integers(1, 60), st.sampled_from(["UN", "Army", "Red Crescent", "Mayor"])),
        min_size=1,
        max_size=7,
    ),
    policy=st.sampled_from([name for name, _ in POLICIES]),
)
def test_no_estimate_holds_a_number_that_nobody_said(written, tolls, policy):
    readings = []
    for n, (toll, who) in enumerate(tolls):
        text = f"Report {n}. The {who} said {toll} people died in Taiz. Shelling killed them."
        article = written.Written(text, outlet=f"Outlet {n % 3}", published=f"2020-03-0{n + 1}")
        article.figure(
            f"{toll} people", toll, of="people", at="Taiz", on=NIGHT, country="YE", speaker=f"The {who}"
        )
        readings.append(article.reading)
    said = {toll for toll, _ in tolls} | {None}
    seen = set()
    for incident in sift(readings, policy=policy).incidents():
        seen.update(incident.claims)
        for tally in incident.measures:
            assert {tally.estimate.low, tally.estimate.best, tally.estimate.high} <= said
            in_accounts = {c for a in tally.accounts for c in a.claims}
            parts = {w.part for w in tally.within}
            assert in_accounts | parts >= set(incident.claims)
    assert seen == {f.id for r in readings for f in r.figures}
