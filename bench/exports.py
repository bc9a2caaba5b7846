"""How long each export takes, and how much memory, over a ledger of synthetic claims.

    .venv/bin/python bench/exports.py --claims 100000

Each format runs in a process of its own over the same ledger file. Memory is the peak of that process; a
streaming format's does not grow with the ledger. Incidents are grouped anew for the formats that need them.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TEXT = (
    "At least {n} people were killed and {m} injured in an air strike on Aleppo on {day} March 2020, the "
    "Syrian Observatory for Human Rights said. Activists blamed Russia for the air strike. Another {k} "
    "houses were destroyed in Idlib, a ministry spokesman said.\n"
)


def fill(path: Path, claims: int) -> int:
    """Keep articles until the ledger has so many claims; gives how many it has."""
    import sayso
    from sayso.reading import read
    from sayso.sources import take_text

    done = number = 0
    with sayso.Ledger(path) as ledger:
        while done < claims:
            told = TEXT.format(n=number % 90 + 3, m=number % 70 + 2, k=number % 50 + 4, day=number % 28 + 1)
            taken = take_text(
                f"Report {number}. {told}",
                doc_id=f"made-{number}",
                outlet=f"Outlet {number % 40}",
                published="2020-03-30",
            )
            done += ledger.keep(taken, read(taken.article)).claims
            number += 1
    return done


def child(path: Path, name: str) -> None:
    """Export once here and print what it took."""
    import sayso

    began = time.perf_counter()
    with tempfile.NamedTemporaryFile() as out, sayso.Ledger(path) as ledger:
        count = ledger.export(name, out.name)
        size = Path(out.name).stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    worked = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    seconds = time.perf_counter() - began
    print(json.dumps({"seconds": seconds, "cpu": worked, "mb": peak, "count": count, "size": size}))


def main() -> None:
    """Fill a ledger and export it in every format."""
    from sayso.keeping import CASE_FORMATS, FORMATS

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--ledger", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.ledger, options.child)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        print(f"{fill(path, options.claims)} claims kept", file=sys.stderr)
        print("| format | written | seconds | CPU s | peak MB | file MB |")
        print("| --- | --- | --- | --- | --- | --- |")
        for known in (*(f.name for f in FORMATS), *(f.name for f in CASE_FORMATS)):
            done = subprocess.run(
                [sys.executable, __file__, "--child", known, "--ledger", str(path)],
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                print(f"| {known} | failed: {done.stderr.splitlines()[-1]} |")
                continue
            r = json.loads(done.stdout)
            print(
                f"| {known} | {r['count']} | {r['seconds']:.1f} | {r['cpu']:.1f} | {r['mb']:.0f} "
                f"| {r['size'] / 1e6:.1f} |"
            )


if __name__ == "__main__":
    main()
