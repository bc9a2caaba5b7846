"""Counts that are told as they stand."""

from dataclasses import replace

import pytest

from sayso.model import Basis, Measure
from sayso.reading import stocks, times, totals


@pytest.mark.parametrize(
    ("text", "measure", "stock"),
    [
        ("Some 300 soldiers are now patrolling the port.", Measure.FORCES, True),
        ("Only 300 guards stationed at the gate saw it.", Measure.FORCES, True),
        ("Some 300 soldiers were sent to the port.", Measure.FORCES, False),
        ("Some 300 soldiers are being sent to the port.", Measure.FORCES, False),
        ("Some 300 soldiers landed and are searching the port.", Measure.FORCES, False),
        ("By Tuesday 300 people were staying in schools.", Measure.DISPLACED, True),
        ("Some 300 people fled and were staying in schools.", Measure.DISPLACED, False),
        ("Some 300 people were living there, and all were killed.", Measure.KILLED, False),
    ],
)
def test_what_is_so_while_it_is_told_is_a_stock(document_of, draft_of, text, measure, stock):
    document = document_of(text)
    draft = replace(draft_of(document, "300"), measure=measure)
    assert stocks.is_stock(document.article, draft) is stock
    (settled,) = totals.settled(document, (draft,), times.read(document))
    assert settled.basis is (Basis.STANDING if stock else Basis.EVENT)
