"""Incidents measured: grouping against gold incident keys, and scale on made-up claims.

    python bench/incidents.py gold GOLD_SET --out FOLDER     gold claims -> readings -> incidents, for the
    scorer python bench/incidents.py scale [--claims 10000 100000]  time, peak memory, and one article added

``GOLD_SET`` is a folder with ``articles/`` and ``gold/`` after the annotation guidelines.
"""

import argparse
import json
import random
import re
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

from sayso.model import (
    Article,
    Basis,
    Bound,
    ClaimKind,
    Counted,
    DateBasis,
    Figure,
    Measure,
    ObjectStatus,
    Passage,
    PassageKind,
    Place,
    Published,
    Quantity,
    Reading,
    Responsibility,
    Run,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    Time,
    article_ids,
    claim_id,
)

RUN = Run(version="gold", model="gold", language="en")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“A-Z(\d])|\n+")


def article_of(data: dict[str, Any]) -> Article:
    """An article of the gold set as sayso's record, its lines as passages."""
    text = data["text"]
    identity, work = article_ids(
        url=data.get("url"), doc_id=data["doc_id"], outlet=data.get("publisher"), text=text
    )
    passages = tuple(
        Passage(kind=PassageKind.PARAGRAPH, start=m.start(), end=m.end())
        for m in re.finditer(r"[^\n]+", text)
    )
    published = data.get("published")
    return Article(
        id=identity,
        work=work,
        doc_id=data["doc_id"],
        url=data.get("url"),
        snapshot="",
        title=data.get("title"),
        outlet=data.get("publisher"),
        authors=(),
        language="en",
        published=Published(
            earliest=published, latest=published, basis=DateBasis.GIVEN if published else DateBasis.NONE
        ),
        text=text,
        passages=passages,
        citations=(),
        problems=(),
    )


def sentence_at(text: str, start: int, end: int) -> Span:
    """The sentence (or sentences) around ``start:end``, by full stops and line ends."""
    left = max((m.end() for m in _SENTENCE_END.finditer(text, 0, start + 1) if m.end() <= start), default=0)
    right = _SENTENCE_END.search(text, end)
    return Span.cut(text, left, right.start() + 1 if right else len(text))


def locate(text: str, entry: dict[str, Any]) -> tuple[int, int]:
    """Offsets of a gold quantity: the first whole-word place in its context, nearest to its object."""
    context, quantity = entry["context"], entry["quantity"]
    base = text.find(context)
    hits = [m.start() for m in re.finditer(r"(?<!\w)" + re.escape(quantity) + r"(?!\w)", context)]
    hits = hits or [context.find(quantity)]
    if len(hits) > 1 and entry.get("object") and entry["object"] in context:
        at = [m.start() for m in re.finditer(re.escape(entry["object"]), context)]
        hits.sort(key=lambda h: min((p - h if p >= h else 1000 + h - p) for p in at))
    return base + hits[0], base + hits[0] + len(quantity)


def _near(text: str, words: str | None, around: int) -> Span | None:
    if not words:
        return None
    places = [m.start() for m in re.finditer(re.escape(words), text)]
    if not places:
        return None
    start = min(places, key=lambda p: (abs(p - around), p))
    return Span.cut(text, start, start + len(words))


def _speaker(text: str, entry: dict[str, Any], around: int) -> Speaker | None:
    span = _near(text, entry.get("source"), around)
    kind = SpeakerKind(entry.get("source_kind") or "author")
    if span is None or kind is SpeakerKind.AUTHOR:
        return None
    return Speaker(span=span, name=span.text, kind=kind)


def figure_of(article: Article, entry: dict[str, Any], places: Any = None) -> Figure:
    """One gold figure as a record; its place is its name only, or what ``places`` resolves."""
    text = article.text
    start, end = locate(text, entry)
    quantity = article.cut(start, end)
    spot = _near(text, entry.get("place"), start)
    place = Place(span=spot, country=entry.get("country")) if spot else None
    if place and places:
        place = places(place, article)
    first, last = entry.get("start"), entry.get("end")
    return Figure(
        id=claim_id(article, ClaimKind.FIGURE, quantity),
        span=sentence_at(text, start, end),
        quantity=Quantity(span=quantity, low=entry["low"], high=entry["high"], bound=Bound(entry["bound"])),
        measure=Measure(entry["measure"]),
        basis=Basis(entry["basis"]) if entry.get("basis") else None,
        object=Counted(
            span=_near(text, entry.get("object"), start),
            status=ObjectStatus(entry.get("object_status") or "unknown"),
        ),
        actor=_near(text, entry.get("actor"), start),
        place=place,
        time=Time(span=None, start=first, end=last, precision="day") if first or last else None,
        speaker=_speaker(text, entry, start),
        relay=_near(text, entry.get("relay"), start),
        cue=None,
        stance=Stance(entry.get("stance") or "asserts"),
        hedges=(),
        citations=tuple(entry.get("citations") or ()),
        measure_confidence=None,
        confidence=None,
    )


def responsibility_of(article: Article, entry: dict[str, Any]) -> Responsibility:
    """One gold responsibility claim as a record."""
    text = article.text
    at = text.find(entry["context"])
    act = _near(text, entry["act"], at) or article.cut(at, at + len(entry["context"]))
    accused = _near(text, entry["accused"], at) or act
    return Responsibility(
        id=claim_id(article, ClaimKind.RESPONSIBILITY, act, accused),
        span=sentence_at(text, at, at + len(entry["context"])),
        act=act,
        accused=accused,
        speaker=_speaker(text, entry, at),
        relay=None,
        stance=Stance(entry.get("stance") or "asserts"),
        hedged=bool(entry.get("hedged")),
        citations=tuple(entry.get("citations") or ()),
        confidence=None,
    )


def gold_readings(folder: Path, places: Any = None) -> Iterator[tuple[Reading, dict[str, str]]]:
    """Each gold article as a reading, with the incident key of each figure that has one."""
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        article = article_of(json.loads((folder / "articles" / path.name).read_text(encoding="utf-8")))
        figures = [(figure_of(article, f, places), f.get("incident")) for f in gold["figures"]]
        once = {f.id: f for f, _ in figures}
        blamed = {r.id: r for r in (responsibility_of(article, e) for e in gold["responsibility"])}
        reading = Reading(
            article=article,
            figures=tuple(once.values()),
            responsibility=tuple(blamed.values()),
            statements=(),
            tone=(),
            problems=(),
            run=RUN,
        )
        yield reading, {f.id: key for f, key in figures if key}


def b_cubed(truth: dict[str, str], found: dict[str, str], owner: dict[str, str]) -> dict[str, float]:
    """B-cubed and the F1 over pairs of claims from different articles."""
    gold: dict[str, set[str]] = {}
    made: dict[str, set[str]] = {}
    for claim, key in truth.items():
        gold.setdefault(key, set()).add(claim)
        made.setdefault(found.get(claim, claim), set()).add(claim)
    of = {c: made[found.get(c, c)] for c in truth}
    precision = sum(len(gold[k] & of[c]) / len(of[c]) for c, k in truth.items()) / max(1, len(truth))
    recall = sum(len(gold[k] & of[c]) / len(gold[k]) for c, k in truth.items()) / max(1, len(truth))
    cross = [(a, b) for i, a in enumerate(truth) for b in list(truth)[i + 1 :] if owner[a] != owner[b]]
    same_gold = {p for p in cross if truth[p[0]] == truth[p[1]]}
    same_made = {p for p in cross if of[p[0]] is of[p[1]]}
    return {
        "precision": round(100 * precision, 1),
        "recall": round(100 * recall, 1),
        "b3": round(200 * precision * recall / max(1e-9, precision + recall), 1),
        "cross_pairs": len(same_gold),
        "cross_f1": round(200 * len(same_gold & same_made) / max(1, len(same_gold) + len(same_made)), 1),
    }


def main() -> None:
    """Run one of the measurements."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    gold = commands.add_parser("gold")
    gold.add_argument("folder", type=Path)
    gold.add_argument("--out", type=Path)
    gold.add_argument("--worst", type=int, default=0)
    read = commands.add_parser("read")
    read.add_argument("read", type=Path)
    read.add_argument("--out", type=Path, required=True)
    scale = commands.add_parser("scale")
    scale.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000])
    args = parser.parse_args()
    if args.command == "gold":
        measure_gold(args.folder, args.out, args.worst)
    elif args.command == "read":
        group_read(args.read, args.out)
    else:
        measure_scale(args.claims)


def measure_gold(folder: Path, out: Path | None, worst: int) -> None:
    """Group gold claims; print B-cubed and the pairs across articles, and the worst incidents."""
    from sayso.grouping import group

    pairs = list(gold_readings(folder))
    truth: dict[str, str] = {}
    owner: dict[str, str] = {}
    for reading, keys in pairs:
        truth.update(keys)
        owner.update(dict.fromkeys(keys, str(reading.article.doc_id)))
    began = time.perf_counter()
    groups = group(r for r, _ in pairs)
    took = time.perf_counter() - began
    found = {c: g.id for g in groups for c in g.claims}
    figures = b_cubed(truth, found, owner)
    print(json.dumps({"articles": len(pairs), "keyed": len(truth), **figures, "seconds": round(took, 2)}))
    if worst:
        show_worst(truth, found, owner, worst)
    if out:
        write_for_scorer([r for r, _ in pairs], groups, out)


def group_read(read: Path, out: Path) -> None:
    """Group what ``sayso read --json`` wrote, for the scorer."""
    from sayso.grouping import group
    from sayso.model.contract import from_json

    lines = (json.loads(line) for line in read.read_text(encoding="utf-8").splitlines())
    readings = [from_json(line) for line in lines if "article" in line]
    write_for_scorer(readings, group(readings), out)


def show_worst(truth: dict[str, str], found: dict[str, str], owner: dict[str, str], count: int) -> None:
    """The gold incidents that lose most: how they were cut up, and what was mixed in."""
    by_key: dict[str, list[str]] = {}
    by_found: dict[str, list[str]] = {}
    for claim, key in truth.items():
        by_key.setdefault(key, []).append(claim)
        by_found.setdefault(found.get(claim, claim), []).append(claim)
    rows = []
    for key, claims in by_key.items():
        parts = {found.get(c, c) for c in claims}
        mixed = sorted({truth[o] for p in parts for o in by_found[p]} - {key})
        lost = sum(
            2
            - len(set(by_found[found.get(c, c)]) & set(claims))
            * (1 / len(by_found[found.get(c, c)]) + 1 / len(claims))
            for c in claims
        )
        rows.append((round(lost, 2), key, len(claims), len({owner[c] for c in claims}), len(parts), mixed))
    for row in sorted(rows, reverse=True)[:count]:
        print(
            json.dumps(
                dict(zip(("lost", "key", "claims", "articles", "parts", "mixed_with"), row, strict=True))
            )
        )


def write_for_scorer(readings: list[Reading], groups: Any, out: Path) -> None:
    """``read.jsonl`` and ``incidents.jsonl``, as the scorer of the gold set takes them."""
    from sayso.model.contract import to_json

    out.mkdir(parents=True, exist_ok=True)
    with (out / "read.jsonl").open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(to_json(r)) + "\n" for r in readings)
    with (out / "incidents.jsonl").open("w", encoding="utf-8") as lines:
        lines.writelines(
            json.dumps({"id": g.id, "kind": str(g.kind), "claims": list(g.claims)}) + "\n" for g in groups
        )


TOWNS = tuple(
    (f"{a}{b}{c}", 30 + 0.13 * i, 35 + 0.11 * i)
    for i, (a, b, c) in enumerate(
        (a, b, c)
        for a in ("Bar", "Kel", "Tor", "Mas", "Dul", "Hin")
        for b in ("ra", "mi", "no", "se", "vu")
        for c in ("kan", "del", "pur", "hat", "gin", "lob")
    )
)
ACTS = ("air strike", "car bomb", "shelling", "flood", "ambush", "shooting")
VOICES = ("the Observatory", "a hospital doctor", "the governor", "the health ministry", "residents")


def made_up(claims: int, seed: int = 7) -> Iterator[Reading]:
    """About ``claims`` made-up claims: ten of each incident, in articles of several outlets."""
    source = random.Random(seed)
    first = date(2015, 1, 1)
    made = 0
    number = 0
    while made < claims:
        town, lat, lon = source.choice(TOWNS)
        day = first + timedelta(days=source.randrange(max(60, claims // 28)))
        act = source.choice(ACTS)
        toll = source.randrange(2, 90)
        number += 1
        for article in range(4):
            count = 3 if article < 2 else 2
            yield _report(f"{number}-{article}", town, lat, lon, day, act, toll + article, count, source)
            made += count


def _report(
    name: str,
    town: str,
    lat: float,
    lon: float,
    day: date,
    act: str,
    toll: int,
    count: int,
    source: random.Random,
) -> Reading:
    """One made-up article: killed, injured and sometimes who did it."""
    voice = source.choice(VOICES)
    killed = f"At least {toll} people were killed in {town} on {day:%A} in a {act}, {voice} said."
    injured = f"Another {toll + 9} were wounded in the {act} near the old market of {town}."
    accused = f"Officials in {town} blamed the militia for the {act}."
    text = f"{killed} {injured} {accused}"
    article = article_of(
        {"text": text, "doc_id": name, "publisher": f"outlet {source.randrange(40)}", "published": str(day)}
    )
    where = Place(
        span=_near(text, town, 0) or article.cut(0, 1), name=town, country="SY", lat=lat, lon=lon, precision=2
    )
    speaker = Speaker(span=_near(text, voice, 0) or article.cut(0, 1), name=voice, kind=SpeakerKind.NAMED)
    figures = []
    for number, measure, sentence in ((toll, Measure.KILLED, killed), (toll + 9, Measure.INJURED, injured)):
        at = text.index(sentence) + sentence.index(str(number))
        quantity = article.cut(at, at + len(str(number)))
        figures.append(
            Figure(
                id=claim_id(article, ClaimKind.FIGURE, quantity),
                span=article.cut(text.index(sentence), text.index(sentence) + len(sentence)),
                quantity=Quantity(span=quantity, low=number, high=number, bound=Bound.EXACT),
                measure=measure,
                basis=Basis.EVENT,
                object=Counted(span=None, status=ObjectStatus.UNKNOWN),
                actor=None,
                place=where,
                time=Time(span=None, start=str(day), end=str(day), precision="day"),
                speaker=speaker,
                relay=None,
                cue=None,
                stance=Stance.ASSERTS,
                hedges=(),
                citations=(),
                measure_confidence=None,
                confidence=None,
            )
        )
    blamed = responsibility_of(
        article,
        {
            "context": accused,
            "act": act,
            "accused": "the militia",
            "source": "Officials",
            "source_kind": "diffuse",
        },
    )
    return Reading(
        article=article,
        figures=tuple(figures),
        responsibility=(blamed,) if count == 3 else (),
        statements=(),
        tone=(),
        problems=(),
        run=RUN,
    )


def measure_scale(sizes: list[int]) -> None:
    """Each size in a process of its own, so that peak memory is that size's alone."""
    for size in sizes:
        child = get_context("spawn").Process(target=_measure_one, args=(size,))
        child.start()
        child.join()


def _measure_one(size: int) -> None:
    from sayso.grouping import Grouping
    from sayso.reconciling import reconcile, tell

    readings = list(made_up(size))
    extras = [readings.pop(at) for at in range(len(readings) - 1, 0, -len(readings) // 25)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began, used = time.perf_counter(), time.process_time()
    state = Grouping()
    state.add(readings)
    grouped, grouped_cpu = time.perf_counter() - began, time.process_time() - used
    began, used = time.perf_counter(), time.process_time()
    told = tell(readings)
    voices = sum(reconcile(g, told).voices for g in state.groups())
    reconciled, reconciled_cpu = time.perf_counter() - began, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    added = []
    changed = 0
    for extra in extras:
        began = time.perf_counter()
        changed += len(state.add([extra]))
        added.append(1000 * (time.perf_counter() - began))
    print(
        json.dumps(
            {
                "claims": sum(len(r.claims) for r in readings),
                "articles": len(readings),
                "incidents": len(state.groups()),
                "group_seconds": round(grouped, 2),
                "group_cpu_seconds": round(grouped_cpu, 2),
                "reconcile_cpu_seconds": round(reconciled_cpu, 2),
                "reconcile_seconds": round(reconciled, 2),
                "voices": voices,
                "add_one_article_ms": {"median": round(median(added), 2), "worst": round(max(added), 2)},
                "groups_changed": changed,
                "readings_mib": before // 1024,
                "peak_mib": peak // 1024,
            }
        ),
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
