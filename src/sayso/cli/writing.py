"""``sayso export``: the ledger's claims in the formats of the field."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli import filters, screen
from sayso.cli.looking import open_ledger
from sayso.cli.options import Db, Verbose, listen


def register(app: typer.Typer) -> None:
    """Add the command of this file to ``app``."""
    app.command("export", short_help="Write claims in the formats of the field.")(export)


def _known(name: str) -> str:
    from sayso.keeping import CASE_FORMATS, FORMATS

    every = {f.name: f.summary for f in FORMATS} | {f.name: f.summary for f in CASE_FORMATS}
    if name not in every:
        all_known = "\n".join(f"  {known:11} {summary}" for known, summary in every.items())
        raise typer.BadParameter(f"no format {name!r}; there are:\n{all_known}")
    return name


def export(
    context: typer.Context,
    format: Annotated[
        str,
        typer.Option(
            "--format", metavar="NAME", callback=_known, help="One of those above.", show_default=False
        ),
    ],
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="FILE", help="The file to write, or - for standard output."),
    ],
    kind: filters.Kinds = None,
    measure: filters.Measures = None,
    place: filters.Place = None,
    country: filters.Country = None,
    actor: filters.Actor = None,
    speaker: filters.Speaker = None,
    speaker_kind: filters.Kind = None,
    since: filters.Since = None,
    until: filters.Until = None,
    article: filters.OfArticle = None,
    outlet: filters.Outlet = None,
    min_confidence: filters.Least = None,
    min_measure_confidence: filters.LeastMeasure = None,
    limit: filters.Limit = None,
    db: Db = None,
    verbose: Verbose = 0,
) -> None:
    """Write claims to a file: each row leads back to its sentence, speaker, outlet and snapshot.

    \b
    csv jsonl xlsx parquet sqlite · geojson gpkg geoparquet · hxl equipment
    jsonld annotation prov · of incidents: ucdp acled report

    \b
    sayso export --format csv --output claims.csv
    sayso export --format jsonl --output - --measure killed | jq .words
    sayso --db idlib.db export --format csv -o idlib.csv --country SY

    The file takes its place when it is whole; a failed export leaves what was there. In CSV, text that a
    spreadsheet would take for a formula has an apostrophe before it. Filters are those of "sayso list".
    """
    listen(context, verbose)
    from sayso.keeping import find_case

    wanted = filters.wanted(
        kind=kind,
        measure=measure,
        place=place,
        country=country,
        actor=actor,
        speaker=speaker,
        speaker_kind=speaker_kind,
        since=since,
        until=until,
        article=article,
        outlet=outlet,
        min_confidence=min_confidence,
        min_measure_confidence=min_measure_confidence,
        limit=limit,
    )
    with screen.edge(), open_ledger(context, db) as ledger:
        if output == "-":
            count = ledger.export_to(format, sys.stdout.buffer, wanted)
            sys.stdout.buffer.flush()
        else:
            count = ledger.export(format, Path(output), wanted)
        what = "incidents" if find_case(format) else "claims"
        screen.say(f"{count} {what} written to {'standard output' if output == '-' else output}")
