"""Articles written and annotated for sayso, as gold in the guidelines' form.

`training/written/*.txt` hold short articles of our own (outlets and most events invented, marked as such), in
a compact form: the quantity of each figure stands between ``⟦1|`` and ``⟧``, the act of each responsibility
claim between ``⟦a|`` and ``⟧``, and the rest of each claim in a line below the text::

    === strike-01 | 2019-05-04 | Example Courier
    A strike killed ⟦1|at least seven⟧ people in Kafranbel on Friday, the Observatory said, and
    activists said ⟦a|the strike⟧ was Russian.
    --
    1 killed | people unknown | actor Russian | place Kafranbel SY | 2019-05-03..2019-05-03 event | ...
    a Russian | activists diffuse

A figure's line: ``N measure | object status | actor X | place X CC | from..to basis | speaker kind`` (above
``the Observatory named``), then optionally ``| relay X``, ``| denies`` (or ``doubts``). ``-`` is null. A
responsibility line: ``a accused | speaker kind``, then optionally ``| denies``, ``| hedged``, ``| relay
X``. Lines of a text are joined by spaces; an empty line parts paragraphs. Every wording must stand in the
text; a file that breaks this does not load. What a quantity means (low, high, bound) is left to the grammar,
which is why none stands here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso.model import Basis, Measure, ObjectStatus, SpeakerKind, Stance

MARK = re.compile(r"⟦(\w+)\|(.*?)⟧", re.S)
Json = dict[str, Any]


class WrittenError(ValueError):
    """A written article does not keep the form; the message names the article and the line."""


@dataclass(slots=True)
class Written:
    """One written article: text without marks, and for each key the span that it marked."""

    doc_id: str
    published: str | None
    outlet: str
    text: str = ""
    marks: dict[str, tuple[int, int]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)


def articles(folder: Path) -> Iterator[Written]:
    """Every article of a folder's ``.txt`` files, in order; raises :class:`WrittenError`."""
    for path in sorted(folder.glob("*.txt")):
        for block in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
            yield parse(block)


def parse(block: str) -> Written:
    """One article from its block (without the leading ``===``)."""
    head, _, rest = block.partition("\n")
    name, published, outlet = (part.strip() for part in head.split("|"))
    body, _, below = rest.partition("\n--\n")
    written = Written(
        doc_id=f"written-{name}", published=None if published == "-" else published, outlet=outlet
    )
    paragraphs = [" ".join(p.split()) for p in re.split(r"\n\s*\n", body.strip())]
    marked, out, last = "\n\n".join(paragraphs), [], 0
    for found in MARK.finditer(marked):
        out.append(marked[last : found.start()])
        start = sum(map(len, out))
        if found[1] in written.marks:
            raise WrittenError(f"{name}: the mark {found[1]} stands twice")
        written.marks[found[1]] = (start, start + len(found[2]))
        out.append(found[2])
        last = found.end()
    written.text = "".join([*out, marked[last:]])
    written.lines = [line.strip() for line in below.splitlines() if line.strip()]
    return written


def gold(written: Written) -> Json:
    """The gold object of a written article, spans by offset (``_s``) instead of ``context``."""
    figures, responsibility = [], []
    for line in written.lines:
        key, _, rest = line.partition(" ")
        if key not in written.marks:
            raise WrittenError(f"{written.doc_id}: no mark {key} for {line!r}")
        parts = [part.strip() for part in rest.split("|")]
        (figures if key.isdigit() else responsibility).append(
            _figure(written, key, parts) if key.isdigit() else _responsibility(written, key, parts)
        )
    left = set(written.marks) - {line.partition(" ")[0] for line in written.lines}
    if left:
        raise WrittenError(f"{written.doc_id}: marks without a line: {sorted(left)}")
    return {"doc_id": written.doc_id, "figures": figures, "responsibility": responsibility}


def _wording(written: Written, words: str) -> str | None:
    words = words.strip()
    if words == "-":
        return None
    if words not in written.text:
        raise WrittenError(f"{written.doc_id}: {words!r} does not stand in the text")
    return words


def _last_word(part: str) -> tuple[str, str]:
    words, _, last = part.rpartition(" ")
    return words or "-", last


def _labelled(part: str, label: str, written: Written) -> str:
    if not part.startswith(label + " "):
        raise WrittenError(f"{written.doc_id}: {part!r} should begin with {label!r}")
    return part.removeprefix(label).strip()


def _rest(written: Written, parts: list[str]) -> Json:
    """What may follow in any order: a relay, a stance, a hedge."""
    found: Json = {"relay": None, "stance": str(Stance.ASSERTS), "hedged": False}
    for part in parts:
        if part.startswith("relay "):
            found["relay"] = _wording(written, part.removeprefix("relay "))
        elif part == "hedged":
            found["hedged"] = True
        else:
            found["stance"] = str(Stance(part))
    return found


def _figure(written: Written, key: str, parts: list[str]) -> Json:
    if len(parts) < 6:
        raise WrittenError(f"{written.doc_id}: figure {key} has {len(parts)} parts")
    counted, status = _last_word(parts[1])
    place, country = _last_word(_labelled(parts[3], "place", written))
    window, _, basis = parts[4].partition(" ")
    source, kind = _last_word(parts[5])
    start, end = (None if day in ("", "-") else day for day in window.split(".."))
    rest = _rest(written, parts[6:])
    rest.pop("hedged")
    return {
        "_s": written.marks[key],
        "quantity": written.text[slice(*written.marks[key])],
        "measure": str(Measure(parts[0])),
        "object": _wording(written, counted),
        "object_status": str(ObjectStatus(status)),
        "actor": _wording(written, _labelled(parts[2], "actor", written)),
        "place": _wording(written, place),
        "country": None if country == "-" else country,
        "start": start,
        "end": end,
        "basis": str(Basis(basis)),
        "source": _wording(written, source),
        "source_kind": str(SpeakerKind(kind)),
        "citations": [],
        **rest,
    }


def _responsibility(written: Written, key: str, parts: list[str]) -> Json:
    source, kind = _last_word(parts[1])
    return {
        "_s": written.marks[key],
        "act": written.text[slice(*written.marks[key])],
        "accused": _wording(written, parts[0]),
        "source": _wording(written, source),
        "source_kind": str(SpeakerKind(kind)),
        **_rest(written, parts[2:]),
    }


def main() -> None:
    """Check every written article and count what they hold."""
    number = figures = accusations = 0
    for written in articles(Path(__file__).parent / "written"):
        found = gold(written)
        number, figures = number + 1, figures + len(found["figures"])
        accusations += len(found["responsibility"])
    print(f"{number} articles, {figures} figures, {accusations} responsibility claims")


if __name__ == "__main__":
    main()
