"""Claims as decisions leave them, without grouping: what judged, logbook and trial promise."""

import shutil

import pytest

from sayso.judged import State
from sayso.keeping import ClaimFilter, Ledger
from sayso.model.decisions import Decision, DecisionKind


@pytest.fixture(scope="module")
def file(tmp_path_factory, made_taken, made_reading):
    path = tmp_path_factory.mktemp("judged") / "made.db"
    with Ledger(path) as opened:
        opened.keep(made_taken, made_reading)
    return path


@pytest.fixture
def ledger(tmp_path, file):
    shutil.copy(file, tmp_path / "made.db")
    with Ledger(tmp_path / "made.db") as opened:
        yield opened


def decide(ledger, kind, *subjects, **payload):
    return ledger.decide(kind, *subjects, author="Ada", reason="so it is", payload=payload)


def standing(ledger, **filters):
    return {s.kept.claim.id: s for s in ledger.judged().standings(ClaimFilter(**filters))}


def test_without_decisions_everything_is_as_read(ledger, made_reading):
    judged = ledger.judged()
    assert judged.view(made_reading.article.id).reading == made_reading
    assert set(standing(ledger)) == {c.id for c in made_reading.claims}
    assert all(s.state is State.READ for s in judged.standings(ClaimFilter()))


def test_a_filter_sees_a_claim_as_it_was_corrected(ledger, made_reading):
    killed = made_reading.figures[0]
    decide(ledger, "correct", killed.id, measure="injured", speaker=None)
    assert list(standing(ledger, speaker="Dogan")) == []
    found = next(s for s in ledger.judged().standings(ClaimFilter(country="SY")))
    assert (found.kept.claim.measure, found.as_read, found.state) == ("injured", killed, State.CORRECTED)


def test_no_claim_vanishes_whatever_is_decided(ledger, made_reading):
    first, second = made_reading.figures
    decide(ledger, "reject", first.id)
    decide(ledger, "correct", second.id, **{"quantity.low": 3, "quantity.high": 3})
    view = ledger.judged().view(made_reading.article.id)
    assert {c.id for c in view.claims} == {c.id for c in made_reading.claims}
    assert [c.id for c in view.rejected] == [first.id]


def test_a_span_that_cuts_into_hidden_words_does_not_tell_the_rest(ledger, made_reading):
    article, killed = made_reading.article, made_reading.figures[0]
    at = article.text.index("Dogan")
    quantity = {"start": at, "end": at + 5, "low": 1, "high": 1, "bound": "exact"}
    payload = {"article": article.id, "claim": "figure", "measure": "killed", "quantity": quantity}
    decide(ledger, "add", article.id, **payload, start=at, end=at + 5)
    decide(ledger, "redact", killed.id, part="speaker")
    judged = ledger.judged()
    added = next(s for s in judged.standings(ClaimFilter()) if s.state is State.ADDED)
    assert added.kept.claim.quantity.span.text == "█████"
    for claim in judged.view(article.id).claims:
        assert "Dogan" not in repr(claim)


def test_the_log_knows_what_an_undoing_is_about(ledger, made_reading):
    first, second = made_reading.figures
    rejected = decide(ledger, "reject", first.id)
    undone = decide(ledger, "undo", rejected.id)
    log = ledger.judged().log
    assert [d.kind for d in log.history(first.id)] == ["reject", "undo"]
    assert (log.last(first.id), log.last(second.id), log.last()) == (2, 0, 0)
    assert log.since(1, [first.id])[0].id == undone.id
    assert not log.holds(log.find(rejected.id))
    decide(ledger, "undo", undone.id)
    log = ledger.judged().log
    assert log.holds(log.find(rejected.id))
    assert log.last(first.id) == 3


@pytest.mark.parametrize(
    ("kind", "payload", "why"),
    [
        ("correct", {"quantity.low": -1}, "is no number"),
        ("correct", {"quantity.low": True}, "is no number"),
        ("correct", {"place": {"lat": 200}}, "degrees"),
        ("correct", {"time": {"from": "2020-2-7"}}, "ISO day"),
        ("correct", {"confidence": 2}, "between 0 and 1"),
        ("correct", {"citations": [1]}, "markers"),
        ("correct", {"actor": {"start": 5, "end": 99999}}, "does not lie"),
        ("split", {"rest": []}, "stay behind"),
        ("correct", {"measure": "vaporised"}, "vaporised"),
    ],
)
def test_a_decision_is_tried_before_it_is_logged(ledger, made_reading, kind, payload, why):
    killed = made_reading.figures[0]
    decision = Decision(
        kind=DecisionKind(kind),
        subjects=(killed.id,),
        author="Ada",
        at="2026-01-01T00:00:00+00:00",
        reason="x",
        payload=payload,
    )
    assert why in (ledger.judged().refused(decision) or "")


def test_judging_single_claims_never_groups_the_ledger(ledger, made_reading, monkeypatch):
    def never(*_args, **_options):
        raise AssertionError("grouped")

    monkeypatch.setattr("sayso.casework.sifted", never)
    for claim in made_reading.figures:
        decide(ledger, "accept", claim.id)
    assert ledger.judged().decided_on(made_reading.figures[0].id)
