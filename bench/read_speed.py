"""Where sayso's time goes, and whether its memory stays flat: by stage, by processes, and into a ledger.

Three parts over one folder of articles (`.html .txt .json .jsonl .pdf`):

1. stages, in this process: taking articles in, reading them, writing their JSON;
2. `sayso read --json` as a program, for one process and for more;
3. `sayso add` of `--add` articles (the texts over and over, each made different by a last line), with
   the memory of the process at every tenth of the way and the size of the ledger.

    .venv/bin/python bench/read_speed.py ../shared/gold/train/articles --add 1000

How sayso compares with others is in bench/speed.py.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path


def resident_mb() -> float:
    """The memory this process holds now, in MB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


class Watch:
    """Seconds gone by and seconds worked: on a busy machine only the second tells what a stage costs."""

    def __init__(self) -> None:
        self.began = (time.perf_counter(), time.process_time())

    def stop(self) -> tuple[float, float]:
        """Both, since the start."""
        return time.perf_counter() - self.began[0], time.process_time() - self.began[1]


def stages(folder: Path) -> list[str]:
    """Part 1: seconds, seconds worked and share of each stage; all articles are held meanwhile."""
    from sayso import desk
    from sayso.model import Failure, Reading
    from sayso.model.contract import json_line, to_json

    watch = Watch()
    taken = [t for t in desk.take([folder]) if not isinstance(t, Failure)]
    took = watch.stop()
    desk.read_taken(taken[0].article, origin="warm")  # lexicons and the place index are opened once
    watch = Watch()
    outcomes = [desk.read_taken(t.article, origin=t.origin) for t in taken]
    read = watch.stop()
    readings = [r for r in outcomes if isinstance(r, Reading)]
    watch = Watch()
    size = sum(len(json_line(to_json(r))) for r in readings)
    wrote = watch.stop()
    whole = (took[0] + read[0] + wrote[0], took[1] + read[1] + wrote[1])
    words = sum(len(r.article.text.split()) for r in readings)
    claims = sum(len(r.claims) for r in readings)
    head = f"{len(readings)} articles, {words} words, {claims} claims, {size / 1e6:.1f} MB of JSON"
    rows = [("taking in", took), ("reading", read), ("JSON", wrote), ("all", whole)]
    table = [
        "| stage | seconds | worked | share | articles per second worked |",
        "| --- | --- | --- | --- | --- |",
    ]
    table += [
        f"| {name} | {s:.2f} | {w:.2f} | {w / whole[1]:.0%} | {len(readings) / w:.0f} |"
        for name, (s, w) in rows
    ]
    return [head, "", *table]


def programs(folder: Path, processes: list[int]) -> list[str]:
    """Part 2: the command itself, from start to end."""
    rows = ["| processes | seconds | articles/s | peak MB of the largest |", "| --- | --- | --- | --- |"]
    for number in processes:
        code = (
            "import resource, subprocess, sys\n"
            "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        )
        command = [sys.executable, "-m", "sayso", "read", "--json", "--workers", str(number), str(folder)]
        lines = subprocess.run(command, capture_output=True, check=False).stdout.count(
            b"\n"
        )  # warms the disk
        began = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, check=True)
        seconds = time.perf_counter() - began
        rows.append(f"| {number} | {seconds:.2f} | {lines / seconds:.0f} | {int(done.stdout) / 1024:.0f} |")
    return rows


def many(folder: Path, number: int) -> Iterator[dict[str, str]]:
    """``number`` different articles made of the folder's texts."""
    from sayso import desk
    from sayso.model import Failure

    texts = [t.article.text for t in desk.take([folder]) if not isinstance(t, Failure)]
    for n in range(number):
        yield {"id": f"bench-{n}", "text": f"{texts[n % len(texts)]}\n\nEdition {n}."}


def adding(folder: Path, number: int) -> list[str]:
    """Part 3: articles into a ledger, memory on the way."""
    from sayso import Failure, Ledger

    with tempfile.TemporaryDirectory() as name:
        source, db = Path(name) / "many.jsonl", Path(name) / "bench.db"
        with source.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(article) + "\n" for article in many(folder, number))
        watch, done, failed, memory = Watch(), 0, 0, []
        with Ledger(db) as ledger:
            for outcome in ledger.adding([source]):
                done, failed = done + 1, failed + isinstance(outcome, Failure)
                if done % max(1, number // 10) == 0:
                    memory.append(f"{resident_mb():.0f}")
        (seconds, worked), size = watch.stop(), db.stat().st_size / 1e6
        watch = Watch()
        with Ledger(db) as ledger:
            ledger.add(source)
        again = watch.stop()
    return [
        f"{done} articles in {seconds:.1f} s, {worked:.1f} s worked ({done / worked:.0f} per second worked), "
        f"{failed} failed; ledger {size:.1f} MB",
        f"memory at each tenth, MB: {' '.join(memory)}",
        f"the same again: {again[0]:.1f} s, {again[1]:.1f} s worked",
    ]


def main() -> None:
    """Parse the command line and print the three parts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--add", type=int, default=1000, help="how many articles go into the ledger")
    parser.add_argument("--processes", type=int, nargs="*", default=sorted({1, os.cpu_count() or 1}))
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors\n")
    if options.add:  # first, so that the memory is that of adding alone
        print("## add\n", *adding(options.folder, options.add), "", sep="\n")
    print("## stages\n", *stages(options.folder), "", sep="\n")
    print("## sayso read\n", *programs(options.folder, options.processes), sep="\n")


if __name__ == "__main__":
    main()
