"""The articles to learn from and to be judged by: gold, our own, research texts marked by us, PolNeAR.

A tenth of the gold's training articles and of the marked research texts is held out by a hash of its id:
thresholds, trust and confidence are set on it. Rules were written with the gold at hand but not with the
marked texts, so that the trust in them is not set where they shine. ``dev`` and the kept articles
(``training/kept``) are never trained on and set nothing.
"""

import hashlib
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from sayso.reading.document import prepare
from sayso.reading.drafts import ClaimReader
from training import cues, examples, marked, speech, written

Json = dict[str, Any]
Row = tuple[Json, Json]

OWN = Path(__file__).parent / "written"
KEPT = Path(__file__).parent / "kept"
MARKED = Path(__file__).parent / "marked"

SPEECH_ARTICLES, SPEECH_HELD_OUT = 330, 40


@dataclass(frozen=True, kw_only=True)
class Source:
    """Which annotated articles to learn from: our own, research texts marked by us, a share of the gold."""

    written: bool = True
    marked: bool = True
    share: float = 1.0


def held_out(doc_id: str) -> bool:
    """True for the tenth that is held out."""
    return int(hashlib.sha256(doc_id.encode()).hexdigest(), 16) % 10 == 0


def gold(data: Path) -> list[Row]:
    """The gold's training articles with their annotations."""
    return list(examples.gold(data / "gold" / "train"))


def own(folder: Path = OWN) -> list[Row]:
    """Our own articles with their annotations."""
    return [
        ({"text": one.text, "doc_id": one.doc_id, "published": one.published}, written.gold(one))
        for one in written.articles(folder)
    ]


def research(data: Path) -> list[Row]:
    """Research texts that we marked."""
    return list(marked.articles(MARKED, data / "data"))


def rows(data: Path, source: Source) -> list[Row]:
    """What to learn from: nothing of it is held out."""
    kept = [row for row in gold(data) if not held_out(_name(row))]
    found = sorted(random.Random(7).sample(kept, round(len(kept) * source.share)), key=_name)
    if source.written:
        found += own()
    if source.marked:
        found += [row for row in research(data) if not held_out(_name(row))]
    return found


def _name(row: Row) -> str:
    return str(row[0]["doc_id"])


def annotated(
    data: Path, tokenizer: Tokenizer, rules: ClaimReader, source: Source | None = None
) -> list[examples.Example]:
    """The looks to train on."""
    return [
        example
        for article, annotation in rows(data, source or Source())
        for example in examples.of_gold(article, annotation, prepare, rules, tokenizer)
    ]


def attributions(
    folder: Path, tokenizer: Tokenizer, rules: ClaimReader, *, articles: int = SPEECH_ARTICLES
) -> list[examples.Example]:
    """PolNeAR's attributions as looks at words of what is said, and behind them at the rules' cues."""
    rng = random.Random(5)
    rows = _shuffled(folder, rng)[:articles]
    said = [
        example
        for name, text, found in rows
        for example in examples.of_speech(name, text, found, prepare, rules, tokenizer, rng)
    ]
    return said + [
        example
        for name, text, found in rows
        for example in cues.of_statements(name, text, found, prepare, rules, tokenizer)
    ]


def unheard(folder: Path) -> list[speech.Row]:
    """Articles of PolNeAR that are not trained on: what is made of statements is set on them."""
    return _shuffled(folder, random.Random(5))[SPEECH_ARTICLES : SPEECH_ARTICLES + SPEECH_HELD_OUT]


def _shuffled(folder: Path, rng: random.Random) -> list[speech.Row]:
    documents = list(speech.documents(folder))
    rng.shuffle(documents)
    return documents


def lay_held_out(data: Path, folder: Path) -> Path:
    """The held-out articles in the gold's form, for its scorer; gives ``folder``."""
    found = [row for row in [*gold(data), *research(data)] if held_out(_name(row))]
    return lay(found, folder)


def lay(found: Iterable[Row], folder: Path) -> Path:
    """Articles and annotations as files in the gold's form; gives ``folder``."""
    for part in ("articles", "gold"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for article, annotation in found:
        name = hashlib.sha256(str(article["doc_id"]).encode()).hexdigest()[:16] + ".json"
        worded = {kind: list(_worded(article["text"], annotation[kind])) for kind in marked.WORDED}
        (folder / "articles" / name).write_text(json.dumps(article), encoding="utf-8")
        (folder / "gold" / name).write_text(
            json.dumps({"doc_id": article["doc_id"], **worded}), encoding="utf-8"
        )
    return folder


def _worded(text: str, claims: Iterable[Json]) -> Iterator[Json]:
    """Claims with a context that stands once in the text, where they are told by offsets."""
    for claim in claims:
        if "_s" not in claim:
            yield claim
            continue
        low, high = claim["_s"]
        while text.count(text[low:high]) > 1:  # to the right first: the quantity then comes first in it
            low, high = (low, high + 5) if high < len(text) else (low - 5, high)
        yield {k: v for k, v in claim.items() if k != "_s"} | {"context": text[low:high]}
