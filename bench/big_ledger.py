"""A big made-up ledger, for measuring pages: articles of about three thousand characters and ten claims each.

    python bench/big_ledger.py FILE [ARTICLES]

Every four articles tell of the same four incidents, each in its own numbers: eight figures, one accusation
(or its denial) and one statement an article; one figure in thirty-two is a running total. Nothing of it is
from anybody's article.
"""

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from incidents import ACTS, TOWNS, VOICES
from sayso.keeping import Ledger
from sayso.model import (
    Article,
    Basis,
    Bound,
    Citation,
    Claim,
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
    Snapshot,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    StatementForm,
    Taken,
    Time,
    article_ids,
    claim_id,
)

RUN = Run(version="made", model="made", language="en")
FIRST = date(2015, 1, 1)
FILLER = (
    "Roads into the district stayed closed for most of the week, and drivers waited at the crossing. "
    "Shops in the centre opened for some hours, while power came back in the evening only. "
    "Aid groups asked for access and said that they had no answer yet. "
)


def made_up(articles: int, seed: int = 11) -> Iterator[tuple[Taken, Reading]]:
    """Articles with their readings, the oldest first."""
    source = random.Random(seed)
    for block in range(articles // 4):
        day = FIRST + timedelta(days=block * 3650 // max(1, articles // 4))
        told = [(source.choice(TOWNS), source.choice(ACTS), source.randrange(2, 90)) for _ in range(4)]
        for number in range(4):
            yield _article(f"{block}-{number}", number, day, told, source)


def _article(
    name: str,
    number: int,
    day: date,
    told: list[tuple[tuple[str, float, float], str, int]],
    source: random.Random,
) -> tuple[Taken, Reading]:
    voice, outlet = source.choice(VOICES), f"Courier {source.randrange(120)}"
    lines = [f"Violence around {told[0][0][0]} on {day:%d %B %Y} ({name})"]
    marked: list[tuple[int, str, str, int, str, tuple[str, float, float]]] = []
    for at, ((town, lat, lon), act, toll) in enumerate(told):
        since = f" since the start of {day:%B}" if at == 3 and number == 0 else ""
        killed = f"At least {toll + number} people were killed in {town}{since} in a {act}, {voice} said [1]."
        hurt = f"Another {toll + number + 9} were wounded in the {act} near the old market of {town}."
        where = (town, lat, lon)
        marked.append((toll + number, "killed", killed, len(lines), since, where))
        marked.append((toll + number + 9, "injured", hurt, len(lines), "", where))
        lines.append(f"{killed} {hurt} {FILLER}")
    verb = "denied" if number == 3 else "blamed"
    town, act = told[0][0][0], told[0][1]
    blame = f"Officials in {town} {verb} that it was the militia: the {act} is still looked into."
    said = f"“Nobody came to help us for hours,” {voice} said."
    lines += [f"{blame} {FILLER}", f"{said} {FILLER}"]
    text = "\n".join(lines)
    article = _made(name, outlet, day, lines, text)
    figures = [_figure(article, given, day, voice, source) for given in marked]
    claims: list[Claim] = [*figures, _blame(article, blame, act, verb), _statement(article, said, voice)]
    content = text.encode()
    snapshot = Snapshot.of(content, media_type="text/plain")
    reading = Reading(
        article=article,
        figures=tuple(figures),
        responsibility=tuple(c for c in claims if isinstance(c, Responsibility)),
        statements=tuple(c for c in claims if isinstance(c, Statement)),
        tone=(),
        problems=(),
        run=RUN,
    )
    return Taken(origin=name, article=article, snapshot=snapshot), reading


def _made(name: str, outlet: str, day: date, lines: list[str], text: str) -> Article:
    url = f"https://courier.example/{name}"
    identity, work = article_ids(url=url, doc_id=None, outlet=outlet, text=text)
    passages, at = [], 0
    for n, line in enumerate(lines):
        kind = PassageKind.PARAGRAPH if n else PassageKind.HEADLINE
        passages.append(Passage(kind=kind, start=at, end=at + len(line)))
        at += len(line) + 1
    mark = text.index("[1]")
    note = Citation(
        marker="1", start=mark, end=mark + 3, url="https://wire.example/a", supports=Span.cut(text, 0, mark)
    )
    return Article(
        id=identity,
        work=work,
        doc_id=None,
        url=url,
        snapshot=Snapshot.of(text.encode(), media_type="text/plain").sha256,
        title=lines[0],
        outlet=outlet,
        authors=(),
        language="en",
        published=Published(earliest=str(day), latest=str(day), basis=DateBasis.METADATA),
        text=text,
        passages=tuple(passages),
        citations=(note,),
        problems=(),
    )


def _in(article: Article, sentence: str, words: str) -> Span:
    at = article.text.index(sentence)
    start = article.text.index(words, at)
    return article.cut(start, start + len(words))


def _figure(
    article: Article,
    given: tuple[int, str, str, int, str, tuple[str, float, float]],
    day: date,
    voice: str,
    source: random.Random,
) -> Figure:
    number, measure, sentence, _, since, (town, lat, lon) = given
    quantity = _in(article, sentence, str(number))
    named = Speaker(span=_in(article, sentence, voice), name=voice, kind=SpeakerKind.NAMED)
    start = day.replace(day=1) if since else day
    place = Place(
        span=_in(article, sentence, town),
        name=town,
        country="SY",
        lat=lat,
        lon=lon,
        precision=2,
        gazetteer_id=town,
    )
    return Figure(
        id=claim_id(article, ClaimKind.FIGURE, quantity),
        span=_in(article, sentence, sentence),
        quantity=Quantity(span=quantity, low=number, high=None if since else number, bound=Bound.EXACT),
        measure=Measure(measure),
        basis=Basis.CUMULATIVE if since else Basis.EVENT,
        object=Counted(
            span=_in(article, sentence, "people") if measure == "killed" else None,
            status=ObjectStatus.UNKNOWN,
        ),
        actor=None,
        place=place,
        time=Time(span=None, start=str(start), end=str(day), precision="day"),
        speaker=named if measure == "killed" else None,
        relay=None,
        cue=None,
        stance=Stance.ASSERTS,
        hedges=(),
        citations=("1",) if measure == "killed" else (),
        measure_confidence=round(source.uniform(0.3, 1), 2),
        confidence=round(source.uniform(0.3, 1), 2),
    )


def _blame(article: Article, sentence: str, act: str, verb: str) -> Responsibility:
    deed, accused = _in(article, sentence, f"the {act}"), _in(article, sentence, "the militia")
    officials = Speaker(span=_in(article, sentence, "Officials"), name="Officials", kind=SpeakerKind.DIFFUSE)
    return Responsibility(
        id=claim_id(article, ClaimKind.RESPONSIBILITY, deed, accused),
        span=_in(article, sentence, sentence),
        act=deed,
        accused=accused,
        speaker=officials,
        relay=None,
        stance=Stance.DENIES if verb == "denied" else Stance.ASSERTS,
        hedged=False,
        citations=(),
        confidence=0.7,
    )


def _statement(article: Article, sentence: str, voice: str) -> Statement:
    content = _in(article, sentence, sentence.partition(" the ")[0] if " the " in sentence else sentence[:20])
    return Statement(
        id=claim_id(article, ClaimKind.STATEMENT, content),
        span=_in(article, sentence, sentence),
        speaker=Speaker(span=_in(article, sentence, voice), name=voice, kind=SpeakerKind.NAMED),
        cue=_in(article, sentence, "said"),
        content=(content,),
        form=StatementForm.DIRECT,
        citations=(),
        confidence=0.8,
    )


def make(file: Path, articles: int = 10_000) -> None:
    """Keep the made-up articles in a new ledger."""
    with Ledger(file) as ledger:
        for taken, reading in made_up(articles):
            ledger.keep(taken, reading)


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)
