"""The decision log: a chain that grows at its end and shows a changed past."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from sayso.ledger import Store
from sayso.model import Decision, DecisionKind, LedgerError, TamperedError, in_force


def decision(kind="reject", *subjects, author="Mina", reason="counted twice", **payload):
    return Decision(
        kind=DecisionKind(kind),
        subjects=subjects or ("aaaa000011112222",),
        author=author,
        at="2021-04-02T08:00:00+02:00",
        reason=reason,
        payload=payload,
    )


def test_decisions_come_back_in_their_order_with_all_that_was_said(store):
    first = store.decide(decision("reject", "aaaa000011112222"))
    second = store.decide(decision("correct", "bbbb", reason="«Łuk»", field="low", value=14, note="a\0b"))
    assert list(store.decisions()) == [first, second]
    assert (first.number, second.number) == (1, 2)
    assert second.previous == first.hash
    assert second.payload == {"field": "low", "value": 14, "note": "a\0b"}
    assert first.id == first.hash[:16]
    assert [d.number for d in store.decisions(subject="bbbb")] == [2]
    assert list(store.decisions(subject="bb")) == []


def test_a_sound_log_verifies_and_its_head_stands_for_all_of_it(store):
    empty = store.verify()
    assert empty.count == 0
    for n in range(5):
        store.decide(decision(reason=str(n)))
    noted = store.verify()
    assert noted.count == 5
    assert noted.head == list(store.decisions())[-1].hash
    store.decide(decision())
    assert store.verify(head=noted.head).count == 6
    assert store.verify(head=empty.head).count == 6
    with pytest.raises(TamperedError, match="rewritten"):
        store.verify(head="0" * 63 + "1")


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("UPDATE decisions SET reason = 'another' WHERE number = 3", "Decision 3 "),
        ("UPDATE decisions SET payload = '{\"value\":99}' WHERE number = 2", "Decision 2 "),
        ("UPDATE decisions SET payload = 'no json' WHERE number = 2", "Decision 2 "),
        ("UPDATE decisions SET author = 'Nobody' WHERE number = 1", "Decision 1 "),
        ("UPDATE decisions SET at = '2021-04-01T08:00:00+02:00' WHERE number = 4", "Decision 4 "),
        ("UPDATE decisions SET subjects = '[\"b\"]' WHERE number = 4", "Decision 4 "),
        ("UPDATE decisions SET kind = 'accept' WHERE number = 4", "Decision 4 "),
        ("UPDATE decisions SET salt = 'x' WHERE number = 4", "Decision 4 "),
        ("DELETE FROM decisions WHERE number = 2", "Decision 2 is missing"),
        ("DELETE FROM decisions WHERE number = 5", "Decision 5 is missing"),
        ("DELETE FROM decisions", "Decision 1 is missing"),
        ("DELETE FROM log_head", "end was noted"),
    ],
)
def test_a_changed_past_is_detected_and_the_first_changed_row_named(store, behind, sql, named):
    for n in range(5):
        store.decide(decision(value=n))
    assert behind(sql) >= 1
    with pytest.raises(TamperedError, match=named):
        store.verify()


def test_a_log_cut_off_at_its_end_takes_no_more_decisions(store, behind):
    for n in range(3):
        store.decide(decision(value=n))
    behind("DELETE FROM decisions WHERE number = 3")
    with pytest.raises(TamperedError, match="Decision 3 is missing"):
        store.decide(decision())


def test_a_log_rewritten_from_its_beginning_differs_from_a_noted_head(store, new_location):
    store.decide(decision(reason="true"))
    noted = store.verify().head
    with Store.open(new_location()) as other:
        other.decide(decision(reason="false"))
        assert other.verify().count == 1
        with pytest.raises(TamperedError, match="rewritten"):
            other.verify(head=noted)


@pytest.mark.parametrize("sql", ["UPDATE decisions SET reason = 'another'", "DELETE FROM decisions"])
def test_the_database_itself_refuses_to_change_the_log(store, behind, sql):
    store.decide(decision())
    with pytest.raises(Exception, match="are only added"):
        behind(sql, guarded=True)
    assert store.verify().count == 1


def test_a_redaction_hides_words_and_keeps_its_reason_and_the_chain(store):
    named = store.decide(decision("note", reason="the source is J. Doe", source="J. Doe"))
    redaction = store.decide(decision("redact", named.id, reason="a source at risk"))
    hidden, shown = store.decisions()
    assert "Doe" not in repr(hidden)
    assert (hidden.payload, hidden.reason, hidden.salt, hidden.hidden_by) == ({}, "", None, redaction.id)
    assert (hidden.number, hidden.author, hidden.hash) == (named.number, named.author, named.hash)
    assert shown.reason == "a source at risk"
    assert next(store.decisions(redacted=False)) == named
    assert store.verify().count == 2


def test_an_undone_redaction_shows_the_words_again(store):
    named = store.decide(decision("note", reason="the source is J. Doe"))
    redaction = store.decide(decision("redact", named.id, reason="a source at risk"))
    undoing = store.decide(decision("undo", redaction.id))
    assert next(store.decisions()) == named
    store.decide(decision("undo", undoing.id))
    assert next(store.decisions()).hidden_by == redaction.id


def test_a_redaction_cannot_hide_the_reason_of_a_redaction(store):
    first = store.decide(decision("redact", "cccc", reason="at risk"))
    store.decide(decision("redact", first.id, reason="to hide why"))
    assert [d.reason for d in store.decisions()] == ["at risk", "to hide why"]


def test_decisions_in_force_are_those_that_nothing_undoes(store):
    one = store.decide(decision("reject"))
    two = store.decide(decision("accept"))
    undo = store.decide(decision("undo", one.id))
    assert in_force(store.decisions()) == (two,)
    store.decide(decision("undo", undo.id))
    assert in_force(store.decisions()) == (one, two)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"author": "  "}, "no author"),
        ({"at": "2021-04-02T08:00:00"}, "no zone"),
        ({"at": "yesterday"}, "no ISO date-time"),
        ({"subjects": ()}, "nothing that it is about"),
        ({"payload": {"x": {1, 2}}}, "not JSON"),
        ({"payload": {"x": float("nan")}}, "not JSON"),
        ({"reason": "a\0b"}, "no text"),
        ({"kind": DecisionKind.REDACT, "reason": ""}, "keeps its reason"),
        ({"hash": "ab", "number": 4}, "number 4 of a log"),
    ],
)
def test_what_is_no_whole_decision_is_refused(store, change, why):
    with pytest.raises(LedgerError, match=why):
        store.decide(replace(decision(), **change))
    assert store.verify().count == 0


def test_concurrent_decisions_stand_one_behind_the_other(store, location):
    def decide(author):
        with Store.open(location) as own:
            for n in range(10):
                own.decide(decision(author=author, reason=str(n)))

    with ThreadPoolExecutor() as pool:
        list(pool.map(decide, ["Mina", "Omar", "Ines"]))
    assert store.verify().count == 30
    for author in ("Mina", "Omar", "Ines"):
        assert [d.reason for d in store.decisions() if d.author == author] == [str(n) for n in range(10)]


def test_the_salt_comes_from_the_caller(new_location):
    """The same decisions with the same salt give the same chain: a log can be replayed elsewhere."""
    heads = set()
    for _ in range(2):
        with Store.open(new_location(), salt=lambda: "s") as store:
            store.decide(decision(value=[1, {"b": 2, "a": json.loads("1.0")}]))
            heads.add(store.verify().head)
    assert len(heads) == 1
