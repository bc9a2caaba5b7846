"""The head that judges halfway whether a quantity is a claim."""

from dataclasses import replace

import pytest

pytest.importorskip("torch", reason="training needs torch: see training/requirements.txt")

import numpy as np
import torch
from training.batches import looked
from training.examples import Example
from training.glances import fit
from training.network import Network, Shape

from sayso.reading.learned.labels import CLASSES, GLANCE, HINTED, ROLES
from sayso.reading.learned.looks import Look

CLAIM, NONE = 7, 9


def example(piece: int, *, claim: bool, told: int = 1) -> Example:
    """A look at a quantity that the rules pass over; its word tells whether it is a claim."""
    size = 6
    nought = np.zeros(size, dtype=np.int64)
    look = Look(
        ids=np.array([1, 2, piece, 3, 4, 5]),
        pieces=np.arange(size),
        own=nought + 1,
        marks=nought,
        cases=nought,
        hints=np.zeros((size, len(HINTED)), dtype=np.float32),
        told=nought,
        answers=np.array([told, *([0] * (len(CLASSES) - 1))]),
        marker=1,
    )
    classes = dict.fromkeys(CLASSES, -1) | {"measure": int(claim)}
    return Example(
        doc=str(piece), source="gold", look=look, classes=classes, spans=dict.fromkeys(ROLES), tags=nought
    )


def test_a_glance_tells_claims_from_the_rest_and_leaves_the_network_as_it_is() -> None:
    torch.manual_seed(1)
    network = Network(Shape(layers=2, width=64, inner=16, heads=2, vocabulary=50, positions=20, dropout=0))
    rows = [example(CLAIM, claim=True), example(NONE, claim=False)] * 20
    elsewhere = [replace(rows[0], classes=dict.fromkeys(CLASSES, -1)), example(NONE, claim=True, told=3)]
    before = {k: v.clone() for k, v in network.state_dict().items() if not k.startswith("glance")}
    fit(network, [*rows, *elsewhere])
    with torch.no_grad():
        claim, none = network(looked([rows[0].look, rows[1].look]))[GLANCE].tolist()
    assert claim > 0 > none
    assert all(torch.equal(network.state_dict()[k], v) for k, v in before.items())
