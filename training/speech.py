"""Attributions of PolNeAR (brat files beside texts) as spans of characters."""

import re
from collections.abc import Iterator
from pathlib import Path

ROLES = ("source", "cue", "content")

Attribution = dict[str, list[list[int]]]
Row = tuple[str, str, list[Attribution]]


def attributions(path: Path) -> list[Attribution]:
    """The attributions of one brat file: for each role its spans, half-open."""
    spans: dict[str, list[list[int]]] = {}
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n")]
    for row in rows:
        if len(row) > 1 and re.fullmatch(r"T\d+", row[0]):
            spans[row[0]] = [[int(n) for n in part.split()] for part in row[1].split(" ", 1)[1].split(";")]
    found = []
    for row in rows:
        if len(row) > 1 and re.fullmatch(r"E\d+", row[0]):
            one: Attribution = {role: [] for role in ROLES}
            for part in row[1].split()[1:]:
                role, name = part.split(":")
                one[re.sub(r"\d+$", "", role).lower()] += spans[name]
            found.append(one)
    return found


def documents(folder: Path) -> Iterator[Row]:
    """Name, text and attributions of every article; of several annotators the one that sorts first."""
    seen: set[str] = set()
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = re.sub(r"_[0-9a-f]{4}$", "", path.stem)
        if name in seen:
            continue
        seen.add(name)
        with (folder / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
            yield name, file.read(), attributions(path)
