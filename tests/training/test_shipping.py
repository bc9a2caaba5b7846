"""The shipped files say what the network says."""

import pytest

pytest.importorskip("torch", reason="training needs torch: see training/requirements.txt")

import numpy as np
import torch
from training.batches import looked
from training.network import Network, Shape

from sayso.reading.learned.card import LOWER, UPPER
from sayso.reading.learned.labels import CLASSES, HINTED
from sayso.reading.learned.looks import Look
from sayso.reading.learned.session import Session
from training import shipping

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")

SMALL = Shape(layers=3, width=64, inner=16, heads=2, vocabulary=1100, positions=60, dropout=0)


def network() -> Network:
    """A network whose added tables are not zero any more."""
    torch.manual_seed(3)
    made = Network(SMALL).eval()
    for added in (made.encoder.marks, made.encoder.cases, made.encoder.told, *made.encoder.answers):
        torch.nn.init.normal_(added.weight)
    torch.nn.init.normal_(made.encoder.hints.weight)
    return made


def look(size: int, marker: int) -> Look:
    random = np.random.default_rng(size)
    marks = random.integers(0, 4, size)
    hints = random.integers(0, 2, (size, len(HINTED))).astype(np.float32)
    pieces = np.where(np.arange(size) == marker, -1, np.arange(size))
    return Look(
        ids=random.integers(0, 1100, size),
        pieces=pieces,
        own=np.ones(size, dtype=np.int64),
        marks=marks,
        cases=random.integers(0, 4, size),
        hints=hints,
        told=random.integers(0, 3, size),
        answers=np.asarray([random.integers(0, len(words) + 1) for words in CLASSES.values()]),
        marker=marker,
    )


def test_exported_halves_say_what_the_network_says(tmp_path):
    made, looks = network(), [look(9, 2), look(30, 17)]
    shipping.export(made, tmp_path, quantised=False)
    told = Session(tmp_path / LOWER, tmp_path / UPPER)(looks, [-1e9, -1e9])
    for one, row in zip(looks, told, strict=True):
        with torch.no_grad():
            expected = made(looked([one]))
        assert row is not None
        assert set(row) == set(expected)
        for name, values in expected.items():
            # The word table is kept in bytes, and the sums are made in another order.
            np.testing.assert_allclose(row[name], values[0].numpy(), atol=0.05, err_msg=name)


def test_a_glance_under_the_least_ends_a_look(tmp_path):
    shipping.export(network(), tmp_path, quantised=False)
    assert Session(tmp_path / LOWER, tmp_path / UPPER)([look(9, 2)], [1e9]) == [None]
