"""Articles and claims written in a test: the text stands there, and each claim is marked by its words."""

from datetime import date

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
    Published,
    Quantity,
    Reading,
    Responsibility,
    Run,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    StatementForm,
    Time,
    article_ids,
    claim_id,
)

RUN = Run(version="test", model="by hand", language="en")


class Written:
    """One article in the making; claims are added by their words, then ``reading`` is taken."""

    def __init__(self, text, *, outlet="The Wire", published="2020-02-28", url=None, cites=()):
        identity, work = article_ids(url=url, doc_id=None, outlet=outlet, text=text)
        passages, at = [], 0
        for line in text.split("\n"):
            if line:
                passages.append(Passage(kind=PassageKind.PARAGRAPH, start=at, end=at + len(line)))
            at += len(line) + 1
        citations = []
        for marker, target in cites:
            start = text.index(f"[{marker}]")
            citations.append(
                Citation(marker=marker, start=start, end=start + len(marker) + 2, url=target, supports=None)
            )
        self.text = text
        self.article = Article(
            id=identity,
            work=work,
            doc_id=None,
            url=url,
            snapshot="0" * 64,
            title=text.split("\n")[0][:60],
            outlet=outlet,
            authors=(),
            language="en",
            published=Published(
                earliest=published, latest=published, basis=DateBasis.GIVEN if published else DateBasis.NONE
            ),
            text=text,
            passages=tuple(passages),
            citations=tuple(citations),
            problems=(),
        )
        self.figures, self.blamed, self.said = [], [], []

    def span(self, words, *, after=""):
        start = self.text.index(words, self.text.index(after) if after else 0)
        return Span.cut(self.text, start, start + len(words))

    def sentence(self, span):
        start = max(self.text.rfind(". ", 0, span.start) + 2, self.text.rfind("\n", 0, span.start) + 1, 0)
        if self.text.rfind(". ", 0, span.start) < 0:
            start = max(self.text.rfind("\n", 0, span.start) + 1, 0)
        ends = [e for e in (self.text.find(". ", span.end), self.text.find("\n", span.end)) if e >= 0]
        return Span.cut(self.text, start, min(ends, default=len(self.text) - 1) + 1)

    def speaker(self, words, kind, name=None):
        if words is None:
            return None
        span = self.span(words)
        return Speaker(span=span, name=name or span.text, kind=SpeakerKind(kind))

    def figure(
        self,
        words,
        low,
        measure="killed",
        *,
        high="same",
        bound="exact",
        of=None,
        status="unknown",
        by=None,
        at=None,
        country="SY",
        point=None,
        precision=None,
        on=None,
        until=None,
        basis="event",
        speaker=None,
        kind="named",
        name=None,
        relay=None,
        stance="asserts",
        cites=(),
        after="",
    ):
        """Mark ``words`` as a quantity; ``on`` is its day (or window start), ``until`` the window's end."""
        quantity = self.span(words, after=after)
        place = None
        if at:
            lat, lon = point or (None, None)
            place = Place(span=self.span(at), name=at, country=country, lat=lat, lon=lon, precision=precision)
        self.figures.append(
            Figure(
                id=claim_id(self.article, ClaimKind.FIGURE, quantity),
                span=self.sentence(quantity),
                quantity=Quantity(
                    span=quantity, low=low, high=low if high == "same" else high, bound=Bound(bound)
                ),
                measure=Measure(measure),
                basis=Basis(basis),
                object=Counted(span=self.span(of) if of else None, status=ObjectStatus(status)),
                actor=self.span(by) if by else None,
                place=place,
                time=Time(span=None, start=on, end=until or on, precision="day") if on or until else None,
                speaker=self.speaker(speaker, kind, name),
                relay=self.span(relay) if relay else None,
                cue=None,
                stance=Stance(stance),
                hedges=(),
                citations=tuple(cites),
                measure_confidence=None,
                confidence=None,
            )
        )
        return self.figures[-1].id

    def blame(self, act, accused, *, speaker=None, kind="named", stance="asserts", hedged=False, cites=()):
        """Mark an accusation, or its denial."""
        span, who = self.span(act), self.span(accused)
        self.blamed.append(
            Responsibility(
                id=claim_id(self.article, ClaimKind.RESPONSIBILITY, span, who),
                span=self.sentence(who),
                act=span,
                accused=who,
                speaker=self.speaker(speaker, kind),
                relay=None,
                stance=Stance(stance),
                hedged=hedged,
                citations=tuple(cites),
                confidence=None,
            )
        )
        return self.blamed[-1].id

    def statement(self, words, *, speaker=None, kind="named", cites=()):
        """Mark reported speech."""
        span = self.span(words)
        self.said.append(
            Statement(
                id=claim_id(self.article, ClaimKind.STATEMENT, span),
                span=self.sentence(span),
                speaker=self.speaker(speaker, kind),
                cue=None,
                content=(span,),
                form=StatementForm.DIRECT,
                citations=tuple(cites),
                confidence=None,
            )
        )
        return self.said[-1].id

    @property
    def reading(self):
        return Reading(
            article=self.article,
            figures=tuple(self.figures),
            responsibility=tuple(self.blamed),
            statements=tuple(self.said),
            tone=(),
            problems=(),
            run=RUN,
        )


def report(number, *, town="Marib", toll=5, day=1, act="shelling", outlet="The Wire", also=None):
    """A plain article for generated ledgers: killed and injured in one town on one day."""
    when = date(2020, 3, 1).toordinal() + day
    killed = f"{toll} people were killed by {act} in {town}."
    text = f"Report {number}. {killed} Another {toll + 3} were wounded there."
    made = Written(text, outlet=outlet, published=str(date.fromordinal(when)))
    on = str(date.fromordinal(when))
    made.figure(f"{toll}", toll, at=town, on=on, country="YE", after="Report" if number != toll else ". ")
    made.figure(f"{toll + 3}", toll + 3, "injured", at=town, on=on, country="YE", after="Another")
    if also:
        made.blame(act, town)
    return made.reading
