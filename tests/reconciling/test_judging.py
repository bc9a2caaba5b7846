"""What people decide, applied to what was read: nothing is changed in place, and undo gives it all back."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.incidents import digest, sift
from sayso.model import Grade
from sayso.model.contract import to_json
from sayso.model.decisions import Decision, DecisionKind, chain_hash, commitment
from sayso.reconciling import apply

NIGHT = "2020-02-27"


def logged(*steps):
    """Decisions numbered and hashed as a ledger would: each step is (kind, subjects, payload)."""
    made, previous = [], "0" * 64
    for number, (kind, subjects, payload) in zip(count(1), steps):
        told = commitment(salt="s", payload=payload, reason="because")
        hash_ = chain_hash(
            number=number,
            at="2020-03-01T10:00:00Z",
            author="Ada",
            kind=kind,
            subjects=subjects,
            committed=told,
            previous=previous,
        )
        made.append(
            Decision(
                kind=DecisionKind(kind),
                subjects=subjects,
                author="Ada",
                at="2020-03-01T10:00:00Z",
                reason="because",
                payload=payload,
                number=number,
                salt="s",
                previous=previous,
                hash=hash_,
            )
        )
        previous = hash_
    return made


@pytest.fixture
def two(written):
    """Two incidents: nine killed and 12 wounded near Balyun, 40 killed in Afrin by word of Rahmi Dogan."""
    first = written.Written(
        "Nine soldiers were killed near Balyun. Another 12 were wounded there.", outlet="A"
    )
    ids = {
        "nine": first.figure("Nine", 9, at="Balyun", on=NIGHT),
        "twelve": first.figure("12", 12, "injured", at="Balyun", on=NIGHT),
    }
    second = written.Written(
        "Rahmi Dogan said 40 people died in Afrin. It was quiet, Rahmi Dogan added.", outlet="B"
    )
    ids["forty"] = second.figure("40", 40, at="Afrin", on="2019-04-28", speaker="Rahmi Dogan")
    return [first.reading, second.reading], ids


def parts(readings, decisions):
    return {frozenset(g.claims) for g in sift(readings, decisions).groups}


def test_a_rejected_claim_is_in_nothing_and_undo_brings_it_back(two):
    readings, ids = two
    log = logged(("reject", (ids["twelve"],), {}))
    assert parts(readings, log) == {frozenset({ids["nine"]}), frozenset({ids["forty"]})}
    undone = logged(("reject", (ids["twelve"],), {}), ("undo", (log[0].id,), {}))
    assert parts(readings, undone) == parts(readings, ())


def test_a_corrected_field_holds_and_the_id_stays(two):
    readings, ids = two
    log = logged(("correct", (ids["nine"],), {"quantity.low": 10, "quantity.high": 10, "measure": "injured"}))
    figure = next(f for r in apply(readings, log).readings for f in r.figures if f.id == ids["nine"])
    assert (figure.quantity.low, str(figure.measure)) == (10, "injured")
    assert figure.quantity.span.text == "Nine"


def test_a_corrected_part_is_cut_from_the_article(two):
    readings, ids = two
    text = readings[0].article.text
    start = text.index("soldiers")
    log = logged(
        ("correct", (ids["nine"],), {"object": {"start": start, "end": start + 8, "status": "combatant"}})
    )
    figure = next(f for r in apply(readings, log).readings for f in r.figures if f.id == ids["nine"])
    assert figure.object.span.text == "soldiers"


def test_a_claim_that_the_reader_missed_is_added_by_its_words(two):
    readings, ids = two
    article = readings[1].article
    start = article.text.index("40")
    payload = {
        "article": article.id,
        "claim": "figure",
        "start": 0,
        "end": 41,
        "quantity": {"start": start, "end": start + 2, "low": 40, "high": 40, "bound": "exact"},
        "measure": "killed",
    }
    bare = [readings[0], replace(readings[1], figures=())]
    applied = apply(bare, logged(("add", (), payload)))
    added = applied.readings[1].figures
    assert [f.quantity.span.text for f in added] == ["40"]
    assert added[0].id == ids["forty"]


def test_merge_and_split_outlive_regrouping(two, written):
    readings, ids = two
    merged = logged(("merge", (ids["nine"], ids["forty"]), {}))
    assert frozenset(ids.values()) in parts(readings, merged)
    split = logged(("split", (ids["twelve"],), {"rest": [ids["nine"]]}))
    assert {frozenset({ids["nine"]}), frozenset({ids["twelve"]})} <= parts(readings, split)
    newer = written.report(7)
    assert frozenset(ids.values()) in parts([newer, *readings], merged)


def test_merge_takes_incidents_by_their_ids(two):
    readings, ids = two
    groups = sift(readings).groups
    merged = logged(("merge", tuple(g.id for g in groups), {}))
    assert parts(readings, merged) == {frozenset(ids.values())}


def test_a_moved_claim_goes_where_it_was_sent(two):
    readings, ids = two
    moved = logged(("move", (ids["twelve"],), {"to": ids["forty"], "rest": [ids["nine"]]}))
    assert parts(readings, moved) == {frozenset({ids["nine"]}), frozenset({ids["twelve"], ids["forty"]})}


def test_a_reviewers_grade_and_figures_stand_with_the_reason(two):
    readings, ids = two
    log = logged(
        ("grade", (ids["forty"],), {"grade": "discounted"}),
        ("estimate", (ids["forty"],), {"measure": "killed", "low": 30, "best": 35, "high": 40}),
        ("note", (ids["forty"],), {"text": "see the hospital's list"}),
    )
    incident = sift(readings, log).incident(ids["forty"])
    assert incident.grade is Grade.DISCOUNTED
    assert "because" in incident.grade_why
    estimate = incident.measures[0].estimate
    assert (estimate.low, estimate.best, estimate.high, estimate.policy) == (30, 35, 40, "reviewer")
    assert incident.notes == ("see the hospital's list",)


def test_a_redacted_name_is_nowhere_and_offsets_still_hold(two):
    readings, ids = two
    log = logged(("redact", (ids["forty"],), {"part": "speaker"}))
    applied = apply(readings, log)
    assert "Dogan" not in str([to_json(r) for r in applied.readings])
    for reading in applied.readings:
        for claim in reading.claims:
            assert reading.article.text[claim.span.start : claim.span.end] == claim.span.text
    assert {f.id for r in applied.readings for f in r.figures} == set(ids.values())


def test_a_decision_on_a_claim_that_is_gone_is_a_problem_and_changes_nothing(two):
    readings, _ = two
    applied = apply(
        readings, logged(("reject", ("ffffffffffffffff",), {}), ("grade", ("eeee",), {"grade": "fair"}))
    )
    assert [p.code for p in applied.problems] == ["decision_lost", "decision_lost"]
    assert parts(readings, ()) == {frozenset(g.claims) for g in sift(applied.readings).groups}


def test_a_wrong_correction_is_a_problem_and_changes_nothing(two):
    readings, ids = two
    applied = apply(readings, logged(("correct", (ids["nine"],), {"measure": "sang"})))
    assert [p.code for p in applied.problems] == ["decision_lost"]
    assert applied.readings == tuple(readings)


quick = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
steps = st.lists(
    st.tuples(
        st.sampled_from(["reject", "accept", "merge", "split", "move", "grade", "note", "undo"]),
        st.integers(0, 7),
        st.integers(0, 7),
    ),
    max_size=6,
)


def played(claims, chosen):
    """A log made of (kind, one claim, another)."""
    log = []
    for kind, a, b in chosen:
        one, other = claims[a % len(claims)], claims[b % len(claims)]
        if kind == "undo":
            made = (kind, (log[a % len(log)].id,), {}) if log else ("note", (one,), {})
        elif kind == "merge":
            made = (kind, (one, other), {})
        elif kind == "split":
            made = (kind, (one,), {"rest": [other]})
        elif kind == "move":
            made = (kind, (one,), {"to": other})
        else:
            made = (kind, (one,), {"grade": "fair"} if kind == "grade" else {})
        log = logged(*((str(d.kind), d.subjects, d.payload) for d in log), made)
    return log


@quick
@given(chosen=steps, seed=st.randoms(use_true_random=False))
def test_claims_and_log_replayed_give_the_same_result_in_any_order_of_articles(written, chosen, seed):
    readings = [
        written.report(n, town=t, toll=5 + n, day=n % 2)
        for n, t in enumerate(["Marib", "Taiz", "Marib", "Sanaa"])
    ]
    log = played([f.id for r in readings for f in r.figures], chosen)
    first = digest(sift(readings, log))
    shuffled = list(readings)
    seed.shuffle(shuffled)
    assert digest(sift(shuffled, log)) == first
    assert digest(sift(readings, log)) == first


@quick
@given(chosen=steps)
def test_undoing_everything_gives_what_was_there_before(written, chosen):
    readings = [written.report(n, town=t, toll=5 + n) for n, t in enumerate(["Marib", "Taiz", "Marib"])]
    log = played([f.id for r in readings for f in r.figures], [s for s in chosen if s[0] != "undo"])
    rows = [(str(d.kind), d.subjects, d.payload) for d in log]
    undone = logged(*rows, *(("undo", (d.id,), {}) for d in log))
    assert digest(sift(readings, undone)) == digest(sift(readings))
