"""The gate that training makes."""

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="training needs torch: see training/requirements.txt")

from training.gates import Row

from sayso.reading.learned import gate
from training import gates

ROWS = [
    Row(
        doc=f"a{n}",
        clues=("behind 0 goals", f"size {n % 2}") if n % 3 else ("behind 0 dead",),
        claim=n % 3 == 0,
    )
    for n in range(90)
]


def test_the_gate_shuts_out_what_was_never_a_claim_and_lets_claims_pass() -> None:
    made, told = gates.made(ROWS)
    assert made.passes(iter(["behind 0 dead"]))
    assert not made.passes(iter(["behind 0 goals", "size 1"]))
    assert told["claims_shut_out"] <= 2 * gates.LOST


def test_the_same_rows_make_the_same_gate_and_its_file_reads_back(tmp_path: Path) -> None:
    made, told = gates.made(ROWS)
    gates.write(tmp_path, made, told)
    assert gates.made(ROWS)[0] == made == gate.load(tmp_path)
