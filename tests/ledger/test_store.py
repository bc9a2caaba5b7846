"""What goes into a ledger comes out of it, once, whole, and in every version."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.ledger import ClaimFilter, Store
from sayso.model import LedgerError, NotFoundError, Run, Snapshot, Taken, contract


def test_a_reading_comes_back_as_it_went_in(store, synthetic):
    taken = synthetic.taken(1)
    reading = synthetic.reading(taken.article)
    kept = store.keep(taken, reading)
    back = store.reading(kept.article)
    assert back == reading
    assert contract.to_json(back) == contract.to_json(reading)
    assert store.article(kept.article) == taken.article
    assert store.snapshot(taken.snapshot.sha256) == taken.snapshot


def test_text_with_characters_that_databases_refuse_comes_back_whole(store, synthetic):
    taken = synthetic.taken(2, extra="\nEnd\0 of\ud800 it \U0001f54a نهاية", title="A \0 title")
    reading = synthetic.reading(taken.article)
    store.keep(taken, reading)
    assert store.reading(taken.article.id) == reading
    assert next(store.articles()).title == "A \ufffd title"


def test_keeping_the_same_again_changes_nothing(store, synthetic):
    taken = synthetic.taken(1)
    first = store.keep(taken, synthetic.reading(taken.article))
    before = store.stats()
    again = store.keep(taken, synthetic.reading(taken.article))
    assert (first.new_article, first.new_reading, first.new_snapshot, first.claims) == (True, True, True, 5)
    assert (again.new_article, again.new_reading, again.new_snapshot, again.claims) == (
        False,
        False,
        False,
        0,
    )
    assert (again.article, again.version, again.reading) == (first.article, first.version, first.reading)
    assert store.stats() == before


def test_a_newer_run_adds_and_overwrites_nothing(store, synthetic):
    taken = synthetic.taken(1)
    old = synthetic.reading(taken.article, version="1.0")
    new = synthetic.reading(taken.article, version="2.0", skip=1, shift=5)
    store.keep(taken, old)
    kept = store.keep(taken, new)
    assert (kept.new_article, kept.new_reading, kept.claims) == (False, True, 0)
    assert store.reading(taken.article.id) == new
    assert store.reading(taken.article.id, run=old.run.key) == old
    assert store.reading(taken.article.id, run=new.run.key[:6]) == new
    assert [entry.run.version for entry in store.readings(taken.article.id)] == ["1.0", "2.0"]
    assert [c.claim for c in store.claims()] == list(new.claims)
    assert [c.claim for c in store.claims(ClaimFilter(run=old.run.key))] == list(old.claims)
    lost = store.claim(old.figures[0].id)
    assert lost.claim == old.figures[0]
    assert lost.article.run.version == "1.0"
    assert store.claim(old.figures[1].id).claim == new.figures[0]


def test_the_same_run_saying_something_else_is_kept_too(store, synthetic):
    taken = synthetic.taken(1)
    store.keep(taken, synthetic.reading(taken.article))
    kept = store.keep(taken, synthetic.reading(taken.article, shift=1))
    assert kept.new_reading
    assert len(list(store.claims(ClaimFilter(every_reading=True)))) == 10
    for entry, shift in zip(store.readings(taken.article.id), (0, 1), strict=True):
        exact = store.reading(taken.article.id, number=entry.reading)
        assert exact == synthetic.reading(taken.article, shift=shift)
    with pytest.raises(NotFoundError, match="no reading 9"):
        store.reading(taken.article.id, number=9)


def test_two_claims_on_the_same_words_are_both_kept(store, synthetic):
    taken = synthetic.taken(1)
    reading = synthetic.reading(taken.article)
    twin = replace(reading.figures[0], basis=None, confidence=0.1)
    reading = replace(reading, figures=(*reading.figures, twin))
    store.keep(taken, reading)
    assert store.reading(taken.article.id) == reading
    assert twin in [c.claim for c in store.claims(ClaimFilter(claim=twin.id))]


def test_another_text_at_one_address_is_another_version_of_the_same_work(store, synthetic):
    texts = [synthetic.taken(1, extra=extra) for extra in ("", "\nCorrected: 14.", "\nCorrected: 15.")]
    kept = [store.keep(taken, synthetic.reading(taken.article)) for taken in texts]
    assert [k.version for k in kept] == [1, 2, 3]
    assert [k.previous for k in kept] == [None, kept[0].article, kept[1].article]
    assert store.keep(texts[1], synthetic.reading(texts[1].article)).version == 2
    for k in kept:
        assert [v.id for v in store.versions(k.article)] == [k.article for k in kept]
    assert [store.article(k.article) for k in kept] == [taken.article for taken in texts]
    assert store.stats().works == 1


def test_other_bytes_with_the_same_text_are_another_snapshot_of_one_article(store, synthetic):
    one, other = synthetic.taken(1), synthetic.taken(1, raw=b"<div>the same words in another page</div>")
    store.keep(one, synthetic.reading(one.article))
    kept = store.keep(other, synthetic.reading(other.article))
    assert (kept.new_article, kept.new_reading, kept.new_snapshot) == (False, False, True)
    assert set(store.snapshots(kept.article)) == {one.snapshot.sha256, other.snapshot.sha256}
    assert store.snapshot(other.snapshot.sha256) == other.snapshot


def test_bytes_that_do_not_compress_are_kept_as_they_are(store, synthetic):
    raw = bytes(range(256))
    taken = synthetic.taken(1, raw=raw)
    store.keep(taken, synthetic.reading(taken.article))
    assert store.snapshot(taken.snapshot.sha256[:12]).content == raw


def test_a_reading_of_another_article_is_refused(store, synthetic):
    one, other = synthetic.taken(1), synthetic.taken(2)
    with pytest.raises(LedgerError, match="read it again"):
        store.keep(one, synthetic.reading(other.article))
    assert store.stats().articles == 0


def test_bytes_without_their_hash_are_refused(store, synthetic):
    one = synthetic.taken(1)
    snapshot = Snapshot(sha256=one.snapshot.sha256, media_type="text/html", content=b"other")
    with pytest.raises(LedgerError, match="do not have the hash"):
        store.keep(Taken(origin="x", article=one.article, snapshot=snapshot), synthetic.reading(one.article))


def test_a_claim_whose_words_stand_elsewhere_is_refused(store, synthetic):
    taken = synthetic.taken(1)
    reading = synthetic.reading(taken.article)
    shifted = replace(reading.figures[0].span, start=reading.figures[0].span.start + 1)
    wrong = replace(reading, figures=(replace(reading.figures[0], span=shifted),))
    with pytest.raises(LedgerError, match="do not stand in article"):
        store.keep(taken, wrong)
    assert store.stats().readings == 0


def test_an_error_in_the_middle_of_an_article_leaves_nothing_of_it(store, synthetic):
    """The second claim's confidence cannot be bound by a database; the first is written by then."""
    taken = synthetic.taken(1)
    reading = synthetic.reading(taken.article)
    wrong = replace(reading.figures[1], confidence=["no number"])
    with pytest.raises(LedgerError):
        store.keep(taken, replace(reading, figures=(reading.figures[0], wrong)))
    stats = store.stats()
    assert (stats.articles, stats.snapshots, stats.readings, stats.claims) == (0, 0, 0, 0)
    assert store.keep(taken, reading).new_article


def test_ids_may_be_given_by_a_beginning_that_only_one_has(store, synthetic):
    ids = []
    for n in range(40):
        taken = synthetic.taken(n)
        ids.append(store.keep(taken, synthetic.reading(taken.article)).article)
    whole = ids[0]
    short = next(whole[:n] for n in range(1, 17) if sum(i.startswith(whole[:n]) for i in ids) == 1)
    assert store.article(short).id == whole
    first = next(i[0] for i in ids if sum(j.startswith(i[0]) for j in ids) > 1)
    with pytest.raises(NotFoundError, match="fits several"):
        store.article(first)
    for nothing in ("zzz", "", "%", "_", "\0", "'", "\ud800"):
        with pytest.raises(NotFoundError):
            store.article(nothing)
    with pytest.raises(NotFoundError, match="no claim"):
        store.claim("zzz")
    with pytest.raises(NotFoundError, match="no snapshot"):
        store.snapshot("zzz")


def test_articles_are_listed_in_the_order_in_which_they_came(store, synthetic):
    taken = [synthetic.taken(n) for n in (4, 2, 9, 3)]
    for one in taken:
        store.keep(one, synthetic.reading(one.article))
    entries = list(store.articles())
    assert [e.id for e in entries] == [one.article.id for one in taken]
    assert entries[0].published == taken[0].article.published
    assert (entries[0].figures, entries[0].responsibility, entries[0].statements) == (3, 1, 1)
    assert entries[0].first_seen == entries[0].added == "2021-04-01T12:00:00+00:00"
    assert entries[0].run == Run(version="1.0", model="rules", language="en")
    assert entries[1] == store.entry(taken[1].article.id)
    assert [e.id for e in store.articles(limit=2)] == [e.id for e in entries[:2]]
    assert list(store.articles(limit=3, newest_first=True)) == entries[:0:-1]


def test_articles_are_found_by_outlet_language_and_day(store, synthetic):
    for n in range(1, 7):  # published on day n + 1 or n + 2 of March
        taken = synthetic.taken(n)
        store.keep(taken, synthetic.reading(taken.article))

    def days(**wanted):
        return [e.published.earliest[-2:] for e in store.articles(**wanted)]

    assert days(outlet="orland") == []  # ø is a letter of its own, not an accented o
    assert days(outlet="ØRLAND") == ["02", "05"]
    assert days(outlet="courier") == ["04", "07"]
    assert days(language="fr") == []
    assert days(since="2021-03-05", until="2021-03-05") == ["04", "05"]
    assert days(until="2021-03-02") == ["02"]


FILTERS = [
    ({}, 15),
    ({"kinds": ("figure",)}, 9),
    ({"kinds": ("statement", "responsibility")}, 6),
    ({"measures": ("killed",)}, 3),
    ({"measures": ("killed", "injured")}, 6),
    ({"place": "TALL warde"}, 9),
    ({"place": "tell ward"}, 9),
    ({"place": "100%"}, 0),
    ({"country": "sy"}, 9),
    ({"country": "TR"}, 0),
    ({"actor": "Northern Army"}, 3),
    ({"speaker": "rescue service of dar"}, 9),
    ({"speaker": "ayse łuk"}, 3),
    ({"speaker_kind": "diffuse"}, 3),
    ({"since": "2021-03-02"}, 6),
    ({"since": "2021-03-02", "until": "2021-03-02"}, 3),
    ({"until": "2021-02-28"}, 0),
    ({"outlet": "courier"}, 5),
    ({"min_confidence": 0.58}, 6),
    ({"min_measure_confidence": 0.9}, 9),
    ({"min_measure_confidence": 0.91}, 0),
    ({"cited": True}, 9),
    ({"cited": False, "kinds": ("statement",)}, 3),
    ({"limit": 4}, 4),
    ({"measures": ("killed",), "outlet": "courier", "min_confidence": 0.4}, 1),
]


def test_claims_are_found_by_what_they_say(store, synthetic):
    """Three articles, each with three figures, one accusation and one statement."""
    for n in (1, 2, 3):
        taken = synthetic.taken(n)
        store.keep(taken, synthetic.reading(taken.article))
    texts = {entry.id: store.article(entry.id).text for entry in store.articles()}
    for wanted, count in FILTERS:
        found = list(store.claims(ClaimFilter(**wanted)))
        assert (wanted, len(found)) == (wanted, count)
        for kept in found:
            span = kept.claim.span
            assert texts[kept.article.id][span.start : span.end] == span.text


def test_claims_of_one_article_are_those_of_its_reading(store, synthetic):
    for n in (1, 2):
        taken = synthetic.taken(n)
        store.keep(taken, synthetic.reading(taken.article))
    found = list(store.claims(ClaimFilter(article=taken.article.id[:8])))
    assert [c.claim for c in found] == list(synthetic.reading(taken.article).claims)
    assert {c.article for c in found} == {store.entry(taken.article.id)}


def test_a_list_may_be_left_half_read_while_the_ledger_is_written(store, synthetic):
    for n in range(30):
        taken = synthetic.taken(n)
        store.keep(taken, synthetic.reading(taken.article))
    half = store.claims()
    next(half)
    late = synthetic.taken(99)
    store.keep(late, synthetic.reading(late.article))
    assert late.article.id not in {c.article.id for c in half}  # it sees the moment at which it began
    assert late.article.id in {c.article.id for c in store.claims()}


def test_a_ledger_that_is_whole_has_no_faults_and_says_how_much_it_holds(store, synthetic):
    assert list(store.faults()) == []
    taken = synthetic.taken(1)
    store.keep(taken, synthetic.reading(taken.article))
    stats = store.stats()
    assert (stats.works, stats.articles, stats.readings, stats.runs) == (1, 1, 1, 1)
    assert (stats.figures, stats.responsibility, stats.statements, stats.claims) == (3, 1, 1, 5)
    assert stats.size > 0
    assert list(store.faults()) == []


def test_lost_claims_and_changed_bytes_are_named(store, synthetic, behind):
    taken = synthetic.taken(1)
    kept = store.keep(taken, synthetic.reading(taken.article))
    behind("DELETE FROM claim_readings WHERE position = ?", 1)
    behind("UPDATE snapshots SET content = ?", b"x")
    faults = "\n".join(store.faults())
    assert f"Reading {kept.reading} of article {kept.article} has lost claims" in faults
    assert taken.snapshot.sha256 in faults
    with pytest.raises(LedgerError, match="changed"):
        store.snapshot(taken.snapshot.sha256)


@pytest.mark.parametrize(
    "sql", ["UPDATE claims SET words = 'x'", "DELETE FROM readings", "UPDATE snapshots SET size = 0"]
)
def test_rows_that_are_kept_cannot_be_changed_or_removed(store, synthetic, behind, sql):
    taken = synthetic.taken(1)
    store.keep(taken, synthetic.reading(taken.article))
    with pytest.raises(Exception, match="are only added"):
        behind(sql, guarded=True)
    assert list(store.faults()) == []


STEPS = st.lists(
    st.tuples(
        st.integers(1, 3),  # which address
        st.sampled_from(["", "\nCorrected.", "\nCorrected twice."]),  # which text
        st.sampled_from(["1.0", "2.0"]),  # which run
        st.integers(0, 3),  # how many figures it missed
        st.sampled_from([0, 7]),  # how it read them
    ),
    max_size=8,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_claim_vanishes_whatever_is_kept_in_whatever_order(new_location, synthetic, steps):
    with Store.open(new_location()) as store:
        said, last = set(), {}
        for number, extra, version, skip, shift in steps:
            taken = synthetic.taken(number, extra=extra)
            reading = synthetic.reading(taken.article, version=version, skip=skip, shift=shift)
            if store.keep(taken, reading).new_reading:
                last[taken.article.id] = reading
            said |= {(taken.article.id, version, claim) for claim in reading.claims}
        every = store.claims(ClaimFilter(every_reading=True))
        assert {(c.article.id, c.article.run.version, c.claim) for c in every} == said
        assert {claim.id for _, _, claim in said} == {store.claim(claim.id).claim.id for _, _, claim in said}
        assert {e.id: store.reading(e.id) for e in store.articles()} == last
