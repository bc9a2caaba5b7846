"""A network that loses the parts that matter least."""

import pytest

pytest.importorskip("torch", reason="training needs torch: see training/requirements.txt")

import torch
from training.narrowing import Worth, narrowed
from training.network import HEAD, Network, Shape

from sayso.reading.learned.labels import CLASSES, GLANCE, HINTED

WIDE = Shape(layers=2, width=64, inner=16, heads=2, vocabulary=50, positions=20, dropout=0)


def looks() -> dict[str, torch.Tensor]:
    """Two made-up looks of nine pieces."""
    ids = torch.arange(18).view(2, 9)
    nought, ones = torch.zeros_like(ids), torch.ones(2, 9)
    return {
        "ids": ids,
        "marks": nought,
        "cases": nought,
        "told": nought,
        "hints": torch.zeros(2, 9, len(HINTED)),
        "answers": torch.zeros(2, len(CLASSES), dtype=torch.long),
        "marker": torch.tensor([2, 3]),
        "real": ones,
        "text": ones,
    }


def made() -> Network:
    torch.manual_seed(1)
    return Network(WIDE).eval()


def worths(network: Network) -> list[Worth]:
    """The second head and the odd cells matter."""
    cells = torch.tensor([float(n % 2) for n in range(WIDE.inner)])
    return [Worth(cells=cells, heads=torch.tensor([0.0, 1.0])) for _ in network.encoder.layers]


def test_a_narrowed_network_has_the_size_of_one_made_narrow() -> None:
    network = made()
    narrow = narrowed(network, worths(network), inner=8, heads=1)
    expected = Network(Shape(layers=2, width=64, inner=8, heads=1, vocabulary=50, positions=20))
    sizes = {name: tuple(value.shape) for name, value in expected.state_dict().items()}
    assert {name: tuple(value.shape) for name, value in narrow.state_dict().items()} == sizes


def test_parts_that_were_silent_can_go_without_a_change() -> None:
    network = made()
    with torch.no_grad():
        for layer in network.encoder.layers:
            layer.down.weight[:, 0::2] = 0
            layer.out.weight[:, :HEAD] = 0
        before = network(looks())
        after = narrowed(network, worths(network), inner=8, heads=1)(looks())
    for name in (*CLASSES, "tags", "ends", GLANCE):
        assert torch.allclose(before[name], after[name], atol=1e-5), name
