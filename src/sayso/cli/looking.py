"""``sayso list``, ``show`` and ``search``: looking into the ledger."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import filters, screen
from sayso.cli.options import Db, Json, Verbose, Words, ledger_path, listen
from sayso.model import NotFoundError

if TYPE_CHECKING:
    from sayso.keeping import ClaimFilter, Ledger


def register(app: typer.Typer) -> None:
    """Add the commands of this file to ``app``."""
    app.command("list", short_help="List the claims in the ledger, or its articles.")(list_)
    app.command("show", short_help="Show one article, or one claim in full.")(show)
    app.command("search", short_help="Find articles and claims by their words.")(search)


@filters.spread
def list_(
    context: typer.Context,
    articles: Annotated[
        bool, typer.Option("--articles", help="List the articles, not their claims.")
    ] = False,
    chosen: filters.Claims = filters.NONE,
    json: Json = None,
    db: Db = None,
    verbose: Verbose = 0,
) -> None:
    """List the claims in the ledger, or its articles.

    \b
    sayso list
    sayso list --measure killed --country SY --since 2020-02-27 --until 2020-02-28
    sayso list --speaker observatory --min-confidence 0.5
    sayso list --articles
    sayso list --json | jq .sentence

    Filters narrow together. Names fit anywhere, without case and accents. Claims whose time is not known are
    left out by --since and --until. With --articles: only --outlet, --limit, and --since and --until of
    publication.
    """
    listen(context, verbose)
    wanted = chosen.wanted()
    with screen.edge(), open_ledger(context, db) as ledger:
        (_articles if articles else _claims)(ledger, wanted, screen.json_wanted(json))


def open_ledger(context: Any, db: str | None) -> "Ledger":
    """The ledger to look into; looking makes none where there is none."""
    from sayso.keeping import Ledger

    return Ledger(ledger_path(context, db), create=False)


def _claims(ledger: "Ledger", wanted: "ClaimFilter", as_json: bool) -> None:
    if as_json:
        from sayso.keeping import row_json

        for row in ledger.rows(wanted):
            screen.emit(row_json(row))
        return
    from sayso.cli.views.lists import claim_table

    screen.show(claim_table(ledger.claims(wanted), width=screen.width()))


def _articles(ledger: "Ledger", wanted: "ClaimFilter", as_json: bool) -> None:
    from sayso.cli.views.lists import article_table, entry_json

    found = ledger.articles(outlet=wanted.outlet, since=wanted.since, until=wanted.until, limit=wanted.limit)
    if as_json:
        for entry in found:
            screen.emit(entry_json(entry))
    else:
        screen.show(article_table(found, width=screen.width()))


def show(
    context: typer.Context,
    id: Annotated[
        str, typer.Argument(metavar="ID", help="An article's, claim's or incident's id, or how it begins.")
    ],
    words: Words = True,
    json: Json = None,
    db: Db = None,
    verbose: Verbose = 0,
) -> None:
    """Show one article as it was read, one claim with the words around it, or one incident's accounts.

    \b
    sayso show 3f9a1c2b
    sayso show 3f9a --json
    """
    listen(context, verbose)
    with screen.edge(), open_ledger(context, db) as ledger:
        as_json = screen.json_wanted(json)
        try:
            found = ledger.show(id)
        except NotFoundError as nothing:
            from sayso.cli.incidents import show_incident

            if nothing.code == "ambiguous" or not show_incident(ledger, id, as_json):
                raise
            return
        from sayso.keeping import Shown

        if isinstance(found, Shown):
            from sayso.cli.views.one import claim_in_full, shown_json

            if as_json:
                screen.emit(shown_json(found))
            else:
                screen.show(*claim_in_full(found))
        elif as_json:
            from sayso.model.contract import to_json

            screen.emit(to_json(found))
        else:
            from sayso.cli.views.article import reading_view
            from sayso.cli.views.lists import versions_line

            screen.show(*reading_view(found, width=screen.width(), words=words))
            screen.show(*versions_line(ledger.versions(found.article.id), found.article.id))


def search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="Words to find, all of them.")],
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most so many.")] = 20,
    json: Json = None,
    db: Db = None,
    verbose: Verbose = 0,
) -> None:
    """Find articles and claims by their words.

    \b
    sayso search balyun
    sayso search air strike convoy --limit 5
    sayso search balyun --json

    Exit status 0 also where nothing is found.
    """
    listen(context, verbose)
    with screen.edge(), open_ledger(context, db) as ledger:
        hits = ledger.search(" ".join(words), limit=limit)
        from sayso.cli.views.lists import hit_json, hit_view

        if screen.json_wanted(json):
            for hit in hits:
                screen.emit(hit_json(hit))
            return
        shown = [view for hit in hits for view in hit_view(hit, width=screen.width())]
        screen.show(*(shown or [f"nothing holds {' '.join(words)!r}"]))
