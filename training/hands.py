"""Several processes train one network: each on its share of every pass, their weights averaged as they go.

On a processor without much to spare, processes of one thread each get more done than one process whose
threads wait for one another. Every few steps all put their weights down, and all take up the mean (local
SGD, Stich 2019); each keeps its own momenta. With one hand this is plain training.
"""

import os
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
import torch.multiprocessing as processes
from torch import Tensor

from training.batches import Vocabulary
from training.examples import Example
from training.learn import Plan, steps_of, train
from training.network import start


class Table:
    """Where the hands put their weights down: one row each, in shared memory."""

    def __init__(self, hands: int, size: int, barrier: Any) -> None:
        self.rows = torch.zeros(hands, size).share_memory_()
        self.barrier = barrier

    def average(self, hand: int, values: Sequence[Tensor]) -> None:
        """Put ``values`` down, wait for the others, and take up the mean in their place."""
        torch.cat([v.flatten() for v in values], out=self.rows[hand])
        self.barrier.wait()
        mean = self.rows.mean(0)
        self.barrier.wait()
        at = 0
        for value in values:
            value.copy_(mean[at : at + value.numel()].view_as(value))
            at += value.numel()


def dealt(examples: Sequence[Example], hand: int, hands: int, seed: int) -> list[Example]:
    """One hand's share: every ``hands``-th example of a shuffled order."""
    order = list(examples)
    random.Random(seed).shuffle(order)
    return order[hand::hands]


def work(
    hand: int,
    table: Table,
    plan: Plan,
    source: Path,
    begin: Path | None,
    gold: Sequence[Example],
    speech: Sequence[Example],
    vocabulary: Vocabulary,
    out: Path,
) -> None:
    """What one hand does; the first one tells of it and writes the weights to ``out`` after each pass."""
    torch.set_num_threads(1)
    torch.manual_seed(plan.seed)
    network = start(source)
    if begin:
        network.load_state_dict(torch.load(begin))
    names = [n for n, p in network.named_parameters() if p.requires_grad and n != "encoder.words.weight"]
    hands = len(table.rows)

    def save(_: object, epoch: int, averaged: Sequence[Tensor]) -> None:
        if hand == 0:
            kept = start(source).state_dict() | dict(zip(names, averaged, strict=True))
            torch.save(kept, out)

    note: Callable[[str], None] = (lambda line: print(line, flush=True)) if hand == 0 else (lambda line: None)
    own = replace(plan, seed=plan.seed + 1000 * hand)
    train(
        network,
        dealt(gold, hand, hands, plan.seed),
        dealt(speech, hand, hands, plan.seed),
        own,
        vocabulary,
        note=note,
        after=save,
        exchange=lambda values: table.average(hand, values),
    )


def together(
    hands: int,
    plan: Plan,
    source: Path,
    gold: Sequence[Example],
    speech: Sequence[Example],
    vocabulary: Vocabulary,
    out: Path,
    begin: Path | None = None,
) -> None:
    """Train with ``hands`` processes from ``begin`` (or the bare encoder); weights go to ``out``."""
    context = processes.get_context("spawn")
    network = start(source)
    size = sum(p.numel() for n, p in network.named_parameters() if n != "encoder.words.weight")
    table = Table(hands, size, context.Barrier(hands))
    # Every hand takes the same number of steps, or they would wait for one another forever.
    plan = replace(plan, steps=max(1, round(steps_of(gold, speech, plan) / hands)))
    arguments = (table, plan, source, begin, list(gold), list(speech), vocabulary, out)
    # Batches of ever new shapes make glibc keep gigabytes unless it is told to hand them back.
    os.environ.setdefault("MALLOC_ARENA_MAX", "1")
    os.environ.setdefault("MALLOC_TRIM_THRESHOLD_", "65536")
    workers = [context.Process(target=work, args=(hand, *arguments)) for hand in range(hands)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise RuntimeError("a hand stopped before its work was done; its message stands above")
