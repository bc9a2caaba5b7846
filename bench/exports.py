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
from datetime import date, timedelta
from pathlib import Path

TEXT = (
    "At least {n} people were killed and {m} injured in {act} {town} on {day}, {who} said. "
    "Activists blamed {side} for it. Another {k} houses were destroyed nearby, a ministry spokesman said.\n"
)
TOWNS = (
    *(
        "Aleppo",
        "Idlib",
        "Homs",
        "Hama",
        "Raqqa",
        "Mosul",
        "Basra",
        "Kirkuk",
        "Kharkiv",
        "Mariupol",
        "Kherson",
    ),
    *("Donetsk", "Odesa", "Tripoli", "Misrata", "Benghazi", "Aden", "Taiz", "Sanaa", "Hodeidah", "Marib"),
    *("Kabul", "Kunduz", "Kandahar", "Herat", "Mogadishu", "Kismayo", "Baidoa", "Maiduguri", "Kano", "Goma"),
    *("Bukavu", "Khartoum", "Nyala", "Port Sudan", "Mekelle", "Gondar", "Peshawar", "Quetta", "Lashio"),
)
ACTS = ("an air strike on", "shelling in", "a car bombing in", "clashes near", "a suicide attack in")
SPEAKERS = ("the governor", "a hospital official", "the Red Crescent", "the defence ministry", "residents")
SIDES = ("government forces", "rebels", "the militia", "foreign jets")
TOLD_BY = 4  # articles of each incident
FIRST = date(2011, 1, 1)


def fill(path: Path, claims: int) -> int:
    """Keep articles until the ledger has so many claims; gives how many it has.

    Each incident is told by four outlets whose numbers differ; incidents lie in forty towns and fifteen
    years, so that no town has more of them in a week than a war gives it.
    """
    import sayso
    from sayso.reading import read
    from sayso.sources import take_text

    done = number = 0
    with sayso.Ledger(path) as ledger:
        while done < claims:
            incident, teller = divmod(number, TOLD_BY)
            day = FIRST + timedelta(days=incident * 37 % 5400)
            told = TEXT.format(
                n=incident % 90 + 3 + teller % 3,
                m=incident % 70 + 2,
                k=incident % 50 + 4,
                act=ACTS[incident % len(ACTS)],
                town=TOWNS[incident % len(TOWNS)],
                day=f"{day.day} {day:%B %Y}",
                who=SPEAKERS[(incident + teller) % len(SPEAKERS)],
                side=SIDES[incident % len(SIDES)],
            )
            taken = take_text(
                f"Report {number}. {told}",
                doc_id=f"made-{number}",
                outlet=f"Outlet {number % 41}",
                url=f"https://outlet-{number % 41}.example/{number}",
                published=(day + timedelta(days=teller % 2)).isoformat(),
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
    parser.add_argument("--formats", nargs="+", metavar="NAME", help="only these")
    parser.add_argument(
        "--keep", type=Path, metavar="FILE", help="the ledger: used if there, else made and kept"
    )
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--ledger", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.ledger, options.child)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "bench.db"
        if not path.exists():
            print(f"{fill(path, options.claims)} claims kept", file=sys.stderr)
        print("| format | written | seconds | CPU s | peak MB | file MB |")
        print("| --- | --- | --- | --- | --- | --- |")
        every = (*(f.name for f in FORMATS), *(f.name for f in CASE_FORMATS))
        for known in options.formats or every:
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
