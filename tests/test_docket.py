"""A docket is what grouping and weighing everything gives, whatever was added and decided."""

import shutil
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.casework import IncidentFilter, wanted
from sayso.heads import fitting
from sayso.keeping import Ledger
from sayso.ledger.tables import workings
from sayso.model import LedgerError, NotFoundError
from sayso.profiles import profiles

EXAMPLES = sorted((Path(__file__).parents[1] / "examples" / "idlib").glob("*.html"))
FEW = 5


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """A ledger of some of the example articles, with a docket put away in it."""
    place = tmp_path_factory.mktemp("docket") / "idlib.db"
    with Ledger(place) as ledger:
        ledger.add(*EXAMPLES[:FEW])
        ledger.docket().upto(ledger.judged())
    return place


@pytest.fixture
def ledger(tmp_path, file):
    shutil.copy(file, tmp_path / "copy.db")
    with Ledger(tmp_path / "copy.db") as opened:
        yield opened


def brought(ledger):
    docket = ledger.docket()
    docket.upto(ledger.judged())
    return docket


def holds(ledger, docket):
    """Hold a docket to what working everything out gives."""
    whole = ledger.sifted()
    every = {i.id: i for i in whole.incidents()}
    assert [h.id for h in docket.heads] == [g.id for g in whole.groups]
    assert {i.id: i for i in docket.incidents([h.id for h in docket.heads])} == every
    for group in whole.groups:
        assert docket.group(group.id) == group
        assert docket.told(group) == {c: whole.told[c] for c in group.claims}
    assert docket.profiles() == profiles(whole.told, every.values())


def decide(ledger, kind, *subjects, **payload):
    return ledger.decide(kind, *subjects, author="test", reason="because", payload=payload)


def test_it_is_what_working_everything_out_gives(ledger):
    holds(ledger, brought(ledger))


def test_articles_added_later_are_moved_in(ledger):
    docket = brought(ledger)
    docket.profiles()
    ledger.add(*EXAMPLES[FEW:])
    docket.upto(ledger.judged())
    holds(ledger, docket)
    holds(ledger, brought(ledger))


KINDS = (
    "accept",
    "reject",
    "correct",
    "merge",
    "split",
    "move",
    "grade",
    "estimate",
    "note",
    "redact",
    "undo",
)
moves = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 400), st.integers(0, 400)), min_size=1, max_size=5
)


def made(ledger, docket, kind, one, other):
    """Decide something of that kind, on what the numbers pick; nothing where the log refuses."""
    figures = [k.claim for k in ledger.claims(kind="figure")]
    claim, second = figures[one % len(figures)], figures[other % len(figures)]
    try:
        match kind:
            case "correct":
                decide(ledger, kind, claim.id, **{"quantity.low": other})
            case "merge":
                decide(ledger, kind, claim.id, second.id)
            case "move":
                decide(ledger, kind, claim.id, to=second.id)
            case "grade":
                decide(ledger, kind, claim.id, grade="confirmed")
            case "estimate":
                decide(ledger, kind, claim.id, measure=str(claim.measure), low=1, best=2, high=other + 2)
            case "redact":
                decide(ledger, kind, claim.id, part=("speaker", "place", "object")[other % 3])
            case "undo":
                log = [d for d in ledger.decisions() if d.id]
                decide(ledger, kind, log[one % len(log)].id) if log else None
            case _:
                decide(ledger, kind, claim.id)
    except (NotFoundError, LedgerError):
        pass


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=moves)
def test_whatever_is_decided_it_is_what_working_everything_out_gives(tmp_path_factory, file, steps):
    place = tmp_path_factory.mktemp("steps") / "copy.db"
    shutil.copy(file, place)
    with Ledger(place) as ledger:
        docket = brought(ledger)
        docket.profiles()
        for kind, one, other in steps:
            made(ledger, docket, kind, one, other)
            docket.upto(ledger.judged())
        holds(ledger, docket)
        holds(ledger, brought(ledger))


def test_what_is_put_away_is_taken_up_and_not_worked_out_again(ledger, monkeypatch):
    brought(ledger)
    monkeypatch.setattr("sayso.docket.reconciled", None)
    assert brought(ledger).heads


def test_workings_of_another_version_are_made_anew(ledger, monkeypatch):
    monkeypatch.setattr("sayso.papers.made_by", lambda: "another")
    docket = brought(ledger)
    monkeypatch.undo()
    assert docket.heads
    holds(ledger, brought(ledger))


def test_two_programs_over_one_ledger_do_not_mix_what_they_work_out(ledger):
    one, other = brought(ledger), brought(ledger)
    ledger.add(EXAMPLES[FEW])
    one.upto(ledger.judged())
    decide(ledger, "reject", one.heads[0].claims[0])
    other.upto(ledger.judged())
    holds(ledger, other)
    one.upto(ledger.judged())
    holds(ledger, one)


def test_a_ledger_that_cannot_be_written_is_worked_out_in_memory(ledger, monkeypatch):
    docket = brought(ledger)
    ledger.add(EXAMPLES[FEW])

    def refuse(*_, **__):
        raise LedgerError("cannot_write", "The disk only reads.")

    monkeypatch.setattr(type(ledger._store), "put_away", refuse)
    docket.upto(ledger.judged())
    holds(ledger, docket)
    holds(ledger, brought(ledger))


def test_other_policies_estimate_the_same_incidents(ledger):
    docket = brought(ledger)
    for policy in ("range", "latest", "priority", "reviewer"):
        every = list(ledger.incidents(policy=policy))
        assert docket.incidents([h.id for h in docket.heads], policy=policy) == every


@pytest.mark.parametrize(
    "asked",
    [
        {"place": "idlib"},
        {"country": "sy"},
        {"actor": "russia"},
        {"measure": "killed", "contested": True},
        {"since": "2020-02-27", "until": "2020-02-28"},
        {"series": False},
    ],
)
def test_heads_are_filtered_as_incidents_are(ledger, asked):
    whole, filters = ledger.sifted(), IncidentFilter(**asked)
    found = [i.id for i in wanted(whole.incidents(), filters, whole)]
    assert [h.id for h in fitting(brought(ledger).heads, filters)] == found


def test_an_incident_is_found_by_its_id_a_claim_or_a_beginning(ledger):
    docket = brought(ledger)
    head = docket.heads[0]
    assert docket.find(head.id) is docket.find(head.claims[-1]) is docket.find(head.id[:12]) is head
    with pytest.raises(NotFoundError):
        docket.find("0" * 16)


def test_workings_that_cannot_be_read_are_made_anew(ledger):
    store = ledger._store
    with store._database.writing() as connection:
        connection.execute(workings.delete().where(workings.c.kind == "head"))
        row = {"kind": "head", "key": "x", "document": zlib.compress(b'["of", "another", "time"]')}
        connection.execute(workings.insert(), row)
    holds(ledger, brought(ledger))
    holds(ledger, brought(ledger))
