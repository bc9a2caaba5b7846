"""``sayso export``: the ledger's claims in the formats of the field."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from sayso.cli import filters, screen
from sayso.cli.incidents import Contested, Order, Policy, Series, known_policy
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


@filters.spread
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
    chosen: filters.Claims = filters.NONE,
    incident: Annotated[
        list[str] | None,
        typer.Option("--incident", metavar="ID", help="Only of this incident; repeat for more."),
    ] = None,
    contested: Contested = False,
    series: Series = True,
    policy: Policy = "majority",
    prefer: Order = None,
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
    sayso export --format report -o strike.html --incident 3f9a
    sayso export --format ucdp -o contested.csv --place idlib --contested --policy range

    The file takes its place when it is whole; a failed export leaves what was there. Filters are those of
    "sayso list"; for a format of incidents, place, days, country, actor and measure choose incidents as in
    "sayso incidents". In CSV, text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    listen(context, verbose)
    from sayso.keeping import find_case

    wanted = chosen.wanted()
    options: dict[str, Any] = {"policy": policy, "order": tuple(prefer or ())}
    options |= {"incident": incident} if incident else {}
    options |= {"contested": True} if contested else {}
    options |= {} if series else {"series": False}
    with screen.edge(), open_ledger(context, db) as ledger:
        known_policy(policy)
        if output == "-":
            count = ledger.export_to(format, sys.stdout.buffer, wanted, watch=screen.progress, **options)
            sys.stdout.buffer.flush()
        else:
            count = ledger.export(format, Path(output), wanted, watch=screen.progress, **options)
        what = "incidents" if find_case(format) else "claims"
        screen.say(f"{count} {what} written to {'standard output' if output == '-' else output}")
