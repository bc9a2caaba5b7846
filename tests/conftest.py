"""A reading made by hand, for tests of what stands after the reader, and a real browser."""

import shutil

import pytest

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

TITLE = "Convoy hit south of Idlib"
FIRST = (
    "Governor Rahmi Dogan said at least 33 soldiers were martyred in air strikes near Balyun on Thursday.[1]"
)
SECOND = "Many on the ground blamed Russian jets for the air strikes.[2]"
THIRD = 'Moscow denied it. "Our planes did not fly there," the ministry said.'
TEXT = f"{TITLE}\n\n{FIRST}\n\n{SECOND} {THIRD}\n\n=1+1 tents stood empty.\n"


def cut(words: str, after: str = "") -> Span:
    """The span of ``words``, behind ``after`` where that is given."""
    start = TEXT.index(words, TEXT.index(after) if after else 0)
    return Span.cut(TEXT, start, start + len(words))


def _article() -> Article:
    url = "https://wire.example/idlib?a=1&b=2"
    identity, work = article_ids(url=url, doc_id="wire-1", outlet="The Example Wire", text=TEXT)
    one, two = cut("[1]"), cut("[2]")
    return Article(
        id=identity,
        work=work,
        doc_id="wire-1",
        url=url,
        snapshot=Snapshot.of(TEXT.encode(), media_type="text/plain").sha256,
        title=TITLE,
        outlet="The Example Wire",
        authors=("A. Writer",),
        language="en",
        published=Published(earliest="2020-02-28", latest=None, basis=DateBasis.CITED_URL),
        text=TEXT,
        passages=(
            Passage(kind=PassageKind.HEADLINE, start=0, end=len(TITLE)),
            Passage(kind=PassageKind.PARAGRAPH, start=cut(FIRST).start, end=cut(FIRST).end),
        ),
        citations=(
            Citation(
                marker="1", start=one.start, end=one.end, url="https://a.example/1", supports=cut(FIRST[:-3])
            ),
            Citation(marker="2", start=two.start, end=two.end, url=None, supports=None),
        ),
        problems=(),
    )


def _figures(article: Article) -> tuple[Figure, ...]:
    common = {
        "basis": Basis.EVENT,
        "actor": None,
        "relay": None,
        "cue": None,
        "stance": Stance.ASSERTS,
        "measure_confidence": 0.9,
    }
    first = Figure(
        id=claim_id(article, ClaimKind.FIGURE, cut("at least 33")),
        span=cut(FIRST),
        quantity=Quantity(span=cut("at least 33"), low=33, high=None, bound=Bound.AT_LEAST),
        measure=Measure.KILLED,
        object=Counted(span=cut("soldiers"), status=ObjectStatus.COMBATANT),
        place=Place(
            span=cut("Balyun"),
            name="Balyun",
            country="SY",
            lat=35.7,
            lon=-0.5,
            precision=2,
            gazetteer_id="geonames:1",
        ),
        time=Time(span=cut("on Thursday"), start="2020-02-27", end="2020-02-27", precision="day"),
        speaker=Speaker(span=cut("Governor Rahmi Dogan"), name="Rahmi Dogan", kind=SpeakerKind.NAMED),
        hedges=(cut("said"),),
        citations=("1",),
        confidence=0.8,
        **common,
    )
    second = Figure(
        id=claim_id(article, ClaimKind.FIGURE, cut("=1+1")),
        span=cut("=1+1 tents stood empty."),
        quantity=Quantity(span=cut("=1+1"), low=2, high=2, bound=Bound.EXACT),
        measure=Measure.AFFECTED,
        object=Counted(span=None, status=ObjectStatus.THING),
        place=None,
        time=None,
        speaker=None,
        hedges=(),
        citations=(),
        confidence=0.2,
        **common,
    )
    return first, second


def _responsibility(article: Article) -> Responsibility:
    return Responsibility(
        id=claim_id(article, ClaimKind.RESPONSIBILITY, cut("air strikes", SECOND), cut("Russian jets")),
        span=cut(SECOND),
        act=cut("air strikes", SECOND),
        accused=cut("Russian jets"),
        speaker=Speaker(span=cut("Many on the ground"), name="Many on the ground", kind=SpeakerKind.DIFFUSE),
        relay=None,
        stance=Stance.ASSERTS,
        hedged=True,
        citations=("2",),
        confidence=0.7,
    )


def _statement(article: Article) -> Statement:
    said = cut("Our planes did not fly there,")
    return Statement(
        id=claim_id(article, ClaimKind.STATEMENT, said),
        span=cut('"Our planes did not fly there," the ministry said.'),
        speaker=Speaker(span=cut("the ministry"), name="the ministry", kind=SpeakerKind.NAMED),
        cue=cut("said", "the ministry"),
        content=(said,),
        form=StatementForm.DIRECT,
        citations=(),
        confidence=None,
    )


@pytest.fixture(scope="session")
def made_reading() -> Reading:
    """Two figures (one whose words look like a formula), an accusation, a statement, a problem."""
    article = _article()
    return Reading(
        article=article,
        figures=_figures(article),
        responsibility=(_responsibility(article),),
        statements=(_statement(article),),
        tone=(Tone(span=cut("martyred"), neutral="killed"),),
        problems=(Problem(code="date_bounded", message="Only one side of the date is known."),),
        run=Run(version="0.0-test", model="by hand", language="en"),
    )


@pytest.fixture(scope="session")
def made_taken(made_reading: Reading) -> Taken:
    """The made reading's article as a source gives it."""
    return Taken(
        origin="wire-1.txt",
        article=made_reading.article,
        snapshot=Snapshot.of(TEXT.encode(), media_type="text/plain"),
    )


CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def chromium():
    """A real browser, for all tests of a file; skips where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no chromium on this machine")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
