"""Readings made up for the ledger's tests: sound in every span, different by their number.

Also a program: ``python synthetic.py LEDGER FIRST STEP`` keeps articles in a loop until it is killed.
"""

import itertools
import sys

from sayso.ledger import Store
from sayso.model import (
    Article,
    Basis,
    Bound,
    Citation,
    ClaimKind,
    Counted,
    DateBasis,
    Figure,
    Measure,
    ObjectStatus,
    Passage,
    PassageKind,
    Place,
    Problem,
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
    Tone,
    article_ids,
    claim_id,
)

MEASURES = (Measure.KILLED, Measure.INJURED, Measure.DISPLACED)
OUTLETS = ("Gulf Courier", "The Ørland Post", None)


def taken(number=1, *, figures=3, url=None, extra="", raw=None, title="Night over the valley"):
    """An article with ``figures`` sentences that count, one that accuses and one that quotes."""
    lines = [title]
    lines += [
        f"The rescue service of Dar Qamar said at least {10 + number + i} people were "
        f"{MEASURES[i % 3]} near Tell Ward on day {i}."
        for i in range(figures)
    ]
    lines += [
        "Many residents blamed the northern army for the shelling.",
        "“We counted twice,” Dr. Ayşe Łuk said.",
    ]
    text = "\n".join(lines) + extra
    url = url or f"https://courier.example/{number}"
    outlet = OUTLETS[number % 3]
    identity, work = article_ids(url=url, doc_id=None, outlet=outlet, text=text)
    passages, at = [], 0
    for n, line in enumerate(text.split("\n")):
        kind = PassageKind.PARAGRAPH if n else PassageKind.HEADLINE
        passages.append(Passage(kind=kind, start=at, end=at + len(line)))
        at += len(line) + 1
    content = raw if raw is not None else f"<p>{text}</p>".encode("utf-8", "surrogatepass")
    snapshot = Snapshot.of(content, media_type="text/html")
    cited = Citation(
        marker="1", start=0, end=5, url="https://cited.example/a", supports=Span.cut(text, 0, len(title))
    )
    article = Article(
        id=identity,
        work=work,
        doc_id=None,
        url=url,
        snapshot=snapshot.sha256,
        title=title,
        outlet=outlet,
        authors=("A. Writer",),
        language="en",
        published=Published(
            earliest=f"2021-03-{number % 27 + 1:02}",
            latest=f"2021-03-{number % 27 + 2:02}",
            basis=DateBasis.METADATA,
        ),
        text=text,
        passages=tuple(passages),
        citations=(cited,),
        problems=(Problem(code="missing_embed", message="A post is missing.", start=0, end=5),),
    )
    return Taken(origin=url, article=article, snapshot=snapshot)


def reading(article, *, version="1.0", skip=0, shift=0):
    """What a run of that ``version`` read: all but the first ``skip`` figures, each higher by ``shift``."""
    sentences = [article.cut(p.start, p.end) for p in article.passages]
    counting = [s for s in sentences if s.text.startswith("The rescue service")]
    blaming = next(s for s in sentences if s.text.startswith("Many residents"))
    quoting = next(s for s in sentences if s.text.startswith("“We counted"))
    return Reading(
        article=article,
        figures=tuple(_figure(article, s, shift) for s in counting[skip:]),
        responsibility=(_responsibility(article, blaming),),
        statements=(_statement(article, quoting),),
        tone=(Tone(span=_within(article, blaming, "blamed"), neutral="named"),),
        problems=(Problem(code="date_bounded", message="Only one side of the date is known."),),
        run=Run(version=version, model="rules", language="en"),
    )


def _within(article, sentence, words):
    at = sentence.start + sentence.text.index(words)
    return article.cut(at, at + len(words))


def _figure(article, sentence, shift):
    words = sentence.text.split("at least ")[1].split(" ")[0]
    quantity = _within(article, sentence, f"at least {words}")
    measure = next(m for m in MEASURES if f" {m} " in sentence.text)
    return Figure(
        id=claim_id(article, ClaimKind.FIGURE, quantity),
        span=sentence,
        quantity=Quantity(span=quantity, low=int(words) + shift, high=None, bound=Bound.AT_LEAST),
        measure=measure,
        basis=Basis.EVENT,
        object=Counted(span=_within(article, sentence, "people"), status=ObjectStatus.UNKNOWN),
        actor=None,
        place=Place(
            span=_within(article, sentence, "Tell Ward"),
            name="Tall Wardé",
            country="SY",
            lat=35.5,
            lon=36.25,
            precision=2,
            gazetteer_id="g1",
        ),
        time=Time(
            span=_within(article, sentence, f"on day {sentence.text[-2]}"),
            start=f"2021-03-{int(sentence.text[-2]) + 1:02}",
            end=f"2021-03-{int(sentence.text[-2]) + 1:02}",
            precision="day",
        ),
        speaker=Speaker(
            span=_within(article, sentence, "The rescue service"),
            name="Rescue service of Dar Qamar",
            kind=SpeakerKind.NAMED,
        ),
        relay=None,
        cue=_within(article, sentence, "said"),
        stance=Stance.ASSERTS,
        hedges=(),
        citations=("1",),
        measure_confidence=0.9,
        confidence=0.5 + int(sentence.text[-2]) / 20,
    )


def _responsibility(article, sentence):
    act, accused = _within(article, sentence, "the shelling"), _within(article, sentence, "the northern army")
    return Responsibility(
        id=claim_id(article, ClaimKind.RESPONSIBILITY, act, accused),
        span=sentence,
        act=act,
        accused=accused,
        speaker=Speaker(
            span=_within(article, sentence, "Many residents"), name="Many residents", kind=SpeakerKind.DIFFUSE
        ),
        relay=None,
        stance=Stance.ASSERTS,
        hedged=False,
        citations=(),
        confidence=None,
    )


def _statement(article, sentence):
    content = _within(article, sentence, "“We counted twice,”")
    return Statement(
        id=claim_id(article, ClaimKind.STATEMENT, content),
        span=sentence,
        speaker=Speaker(
            span=_within(article, sentence, "Dr. Ayşe Łuk"), name="Dr. Ayşe Łuk", kind=SpeakerKind.NAMED
        ),
        cue=_within(article, sentence, "said"),
        content=(content,),
        form=StatementForm.DIRECT,
        citations=(),
        confidence=0.75,
    )


def main(location, first, step):
    """Keep articles without end, saying the number of each once it is kept."""
    with Store.open(location) as store:
        for number in itertools.count(int(first), int(step)):
            one = taken(number)
            store.keep(one, reading(one.article))
            print(number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
