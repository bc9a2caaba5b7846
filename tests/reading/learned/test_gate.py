"""Which quantities the network is asked about."""

import json
from pathlib import Path

from sayso.reading.document import prepare
from sayso.reading.learned import gate
from sayso.reading.learned.gate import GATE, Gate
from sayso.reading.learned.reader import placed
from sayso.reading.rules import RuleReader
from training import examples

TEXT = "The flood killed 12 people in Sarqan. The club won 3 matches and sold 4,500 shirts."


def asked() -> list[tuple[str, list[str] | None]]:
    """Each quantity of the text with its clues."""
    document = prepare(examples.article({"text": TEXT, "doc_id": "x"}))
    rows = gate.asked(document, placed(document), RuleReader().read(document).figures)
    return [(c.quantity.span.text, list(told) if told is not None else None) for _, c, told in rows]


def test_what_the_rules_take_for_a_claim_always_passes() -> None:
    assert dict(asked())["12"] is None


def test_the_clues_are_the_words_around_and_what_the_rules_found() -> None:
    clues = dict(asked())["3"]
    assert clues is not None
    assert {"before 0 won", "behind 0 matches", "around won matches", "near 0", "anywhere 1"} <= set(clues)


def test_numbers_among_the_clues_are_folded_by_their_length() -> None:
    clues = dict(asked())["4,500"]
    assert clues is not None
    assert {"quantity <5 digits>", "size many", "behind 0 shirts"} <= set(clues)


def test_weights_that_add_up_to_too_little_shut_a_quantity_out() -> None:
    one = Gate(weights={"behind 0 matches": -3.0, "before 0 won": -1.0}, offset=1.0, least=-2.0)
    assert not one.passes(iter(["behind 0 matches", "before 0 won"]))
    assert one.passes(iter(["behind 0 matches", "behind 0 unheard"]))


def test_a_gate_is_read_from_its_file(tmp_path: Path) -> None:
    (tmp_path / GATE).write_text(json.dumps({"least": -1, "offset": 0.5, "weights": {"first": 2}}))
    assert gate.load(tmp_path) == Gate(weights={"first": 2}, offset=0.5, least=-1)
