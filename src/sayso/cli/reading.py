"""``sayso read`` and ``sayso schema``: articles in, claims out, nothing kept."""

from dataclasses import replace
from typing import Annotated

import typer

from sayso.cli import screen
from sayso.cli.filters import day
from sayso.cli.options import Day, Json, Paths, Reader, Verbose, Words, Workers, listen
from sayso.model import Claim, Failure, Figure, Measure, Reading


def register(app: typer.Typer) -> None:
    """Add the commands of this file to ``app``."""
    app.command("read", short_help="Print the claims of articles, keeping nothing.")(read)
    app.command("schema", short_help="Print the JSON Schema of what read writes.")(schema)


def read(
    context: typer.Context,
    paths: Paths,
    json: Json = None,
    published: Day = None,
    measure: Annotated[
        list[Measure] | None,
        typer.Option("--measure", metavar="MEASURE", help="Only figures of this measure; repeat for more."),
    ] = None,
    min_confidence: Annotated[
        float,
        typer.Option(
            "--min-confidence", metavar="0..1", min=0, max=1, help="Leave out claims that are less sure."
        ),
    ] = 0.0,
    min_measure_confidence: Annotated[
        float,
        typer.Option(
            "--min-measure-confidence", metavar="0..1", min=0, max=1, help="Leave out less sure measures."
        ),
    ] = 0.0,
    words: Words = True,
    workers: Workers = 0,
    reader: Reader = None,
    verbose: Verbose = 0,
) -> None:
    """Read articles and print their claims: number, what, where, when, on whose say-so, which footnote.

    \b
    sayso read article.html
    sayso read https://example.org/news/1 --no-words
    sayso read articles/ --json > claims.jsonl
    cat article.txt | sayso read - --published 2020-02-28
    sayso read article.html --measure killed --measure injured

    Output is one article a line as JSON (see "sayso schema") in a pipe or with --json. Exit status 1 where an
    article could not be read: its line has "error", the others are complete.
    """
    level = listen(context, verbose)
    published = day(published, "--published")
    from sayso import desk

    with screen.edge():
        as_json, failed, number = screen.json_wanted(json), 0, 0
        outcomes = desk.readings(
            desk.take(paths, published=published), workers=desk.workers_for(paths, workers), reader=reader
        )
        for _, outcome in screen.progress(outcomes, total=desk.count(paths), label="reading", when=as_json):
            number += 1
            if isinstance(outcome, Failure):
                failed += 1
                screen.complain(outcome)
            elif level:
                screen.say(
                    f"{outcome.article.id} {outcome.article.title or ''}: {len(outcome.claims)} claims"
                )
            _print(
                outcome,
                as_json=as_json,
                words=words,
                measures=measure or [],
                least=min_confidence,
                least_measure=min_measure_confidence,
            )
        screen.leave(number=number, failed=failed, paths=paths)


def _print(
    outcome: Reading | Failure,
    *,
    as_json: bool,
    words: bool,
    measures: list[Measure],
    least: float,
    least_measure: float,
) -> None:
    if isinstance(outcome, Reading):
        outcome = only(outcome, measures=measures, least=least, least_measure=least_measure)
    if as_json:
        from sayso.model.contract import failure_json, to_json

        if isinstance(outcome, Failure):
            screen.emit(failure_json(outcome))
        else:
            screen.emit(to_json(outcome))
    elif isinstance(outcome, Reading):
        from sayso.cli.views.article import reading_view

        screen.show(*reading_view(outcome, width=screen.width(), words=words))


def only(reading: Reading, *, measures: list[Measure], least: float, least_measure: float = 0.0) -> Reading:
    """The reading with the claims asked for: with measures, figures of these alone; and none less sure.

    ``least`` is about the whole claim, ``least_measure`` about a figure's measure alone.

    A claim whose reader gives no confidence stays: nothing says that it is unsure.
    """

    def sure(claim: Claim) -> bool:
        return claim.confidence is None or claim.confidence >= least

    def wanted(figure: Figure) -> bool:
        measured = figure.measure_confidence is None or figure.measure_confidence >= least_measure
        return sure(figure) and measured and (not measures or figure.measure in measures)

    return replace(
        reading,
        figures=tuple(f for f in reading.figures if wanted(f)),
        responsibility=() if measures else tuple(r for r in reading.responsibility if sure(r)),
        statements=() if measures else tuple(s for s in reading.statements if sure(s)),
    )


def schema() -> None:
    """Print the JSON Schema of what "sayso read --json" writes.

    \b
    sayso schema > contract.schema.json
    """
    from importlib.resources import files

    with screen.edge():
        text = files("sayso.model").joinpath("contract.schema.json").read_text(encoding="utf-8")
        screen.raw(text.encode())
