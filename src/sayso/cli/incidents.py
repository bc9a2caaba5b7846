"""``sayso incidents``, ``explain``, ``check``, ``decide``, ``log``, ``rebuild`` and ``policies``."""

import getpass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import filters, screen
from sayso.cli.looking import open_ledger
from sayso.cli.options import Db, Json, Verbose, listen
from sayso.model import NotFoundError
from sayso.model.decisions import DecisionKind

if TYPE_CHECKING:
    from sayso.incidents import Sifted
    from sayso.keeping import Ledger
    from sayso.model import Group, Reading

Policy = Annotated[
    str,
    typer.Option("--policy", metavar="NAME", help="Rule of the estimates; see `sayso policies`."),
]
Order = Annotated[
    list[str] | None,
    typer.Option(
        "--prefer", metavar="NAME", help="For --policy priority: speakers or kinds, most trusted first."
    ),
]

Contested = Annotated[bool, typer.Option("--contested", help="Only where accounts contradict.")]
Series = Annotated[bool, typer.Option("--series/--no-series", help="Running totals and stocks too.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file to ``app``."""
    app.command("incidents", short_help="List incidents: figures, voices, grade.")(incidents)
    app.command("explain", short_help="Why claims are one incident, and the accounts side by side.")(explain)
    app.command("check", short_help="Do the cited articles carry what they are cited for?")(check)
    app.command("decide", short_help="Log a judgement: accept, reject, correct, merge, split...")(decide)
    app.command("log", short_help="The decision log; --verify follows its chain.")(log)
    app.command("rebuild", short_help="Work everything out anew from claims and log.")(rebuild)
    app.command("policies", short_help="The rules of the estimates, explained.")(policies)


def incidents(
    context: typer.Context,
    place: filters.Place = None,
    country: filters.Country = None,
    since: filters.Since = None,
    until: filters.Until = None,
    actor: filters.Actor = None,
    measure: Annotated[
        str | None, typer.Option("--measure", metavar="MEASURE", help="Only incidents with such figures.")
    ] = None,
    contested: Contested = False,
    series: Series = True,
    policy: Policy = "majority",
    prefer: Order = None,
    json: Json = None,
    db: Db = None,
    verbose: Verbose = 0,
) -> None:
    """List incidents with low, best and high, independent voices, and grade.

    \b
    sayso incidents
    sayso incidents --place idlib --contested
    sayso incidents --policy priority --prefer Observatory --prefer named
    sayso incidents --json | jq .voices

    An incident's figures are never sums. Series (running totals, stocks) are listed apart from incidents.
    """
    listen(context, verbose)
    since, until = filters.day(since, "--since"), filters.day(until, "--until")
    with screen.edge(), open_ledger(context, db) as ledger:
        known_policy(policy)
        found = ledger.incidents(
            policy=policy,
            order=tuple(prefer or ()),
            place=place,
            country=country,
            since=since,
            until=until,
            actor=actor,
            measure=measure,
            contested=contested,
            series=series,
        )
        if screen.json_wanted(json):
            from sayso.model import incidents_json

            for incident in found:
                screen.emit(incidents_json(incident))
            return
        from sayso.cli.views.incidents import incident_table

        screen.show(incident_table(found, width=screen.width()))


def known_policy(name: str) -> None:
    """Raises ``NotFoundError`` where there is no such rule of estimates."""
    from sayso.incidents import policy_named

    policy_named(name)


def explain(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="A claim's or an incident's id, or how it begins.")],
    policy: Policy = "majority",
    prefer: Order = None,
    json: Json = None,
    db: Db = None,
    verbose: Verbose = 0,
) -> None:
    """Why the claims of an incident are one, and its accounts side by side.

    \b
    sayso explain 3f9a1c2b
    sayso explain 3f9a --json | jq .group.members
    """
    listen(context, verbose)
    with screen.edge(), open_ledger(context, db) as ledger:
        known_policy(policy)
        whole = ledger.sifted(policy=policy, order=tuple(prefer or ()))
        _show(whole, whole.group(id), screen.json_wanted(json))


def show_incident(ledger: "Ledger", id: str, as_json: bool) -> bool:
    """Show the incident of that id as ``explain`` does; False where there is none."""
    whole = ledger.sifted()
    try:
        group = whole.group(id)
    except NotFoundError as nothing:
        if nothing.code == "ambiguous":
            raise
        return False
    _show(whole, group, as_json)
    return True


def _show(whole: "Sifted", group: "Group", as_json: bool) -> None:
    incident = whole.incident(group.id)
    if as_json:
        from sayso.model import group_json, incidents_json

        screen.emit({"incident": incidents_json(incident), "group": group_json(group)})
        return
    from sayso.cli.views.incidents import incident_in_full

    screen.show(*incident_in_full(incident, group, whole.told))


def check(
    context: typer.Context,
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="An article's id, or how it begins.")],
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Fetch and read cited pages that the ledger does not hold.")
    ] = False,
    json: Json = None,
    db: Db = None,
    verbose: Verbose = 0,
) -> None:
    """Hold each cited claim of an article against the articles that it cites, and list what is uncited.

    \b
    sayso check 5b2e
    sayso check 5b2e --fetch
    """
    listen(context, verbose)
    with screen.edge(), open_ledger(context, db) as ledger:
        others = _fetched(ledger, article) if fetch else {}
        found = ledger.check(article, others)
        if screen.json_wanted(json):
            from sayso.model import check_json

            screen.emit(check_json(found))
            return
        from sayso.cli.views.incidents import check_view

        screen.show(*check_view(found))


def _fetched(ledger: "Ledger", article: str) -> dict[str, "Reading"]:
    """The cited pages, read from the network; what cannot be had is said and left out."""
    from sayso import desk
    from sayso.model import Reading, SaysoError

    reading = ledger.show(article)
    if not isinstance(reading, Reading):
        raise NotFoundError("not_found", f"{article!r} is a claim; give the id of an article")
    found = {}
    for url in sorted({c.url for c in reading.article.citations if c.url}):
        try:
            found[url] = desk.read(url)
        except SaysoError as error:
            screen.say(f"sayso: {error.message}")
    return found


def decide(
    context: typer.Context,
    kind: Annotated[
        DecisionKind,
        typer.Argument(
            metavar="KIND",
            help="accept, reject, correct, merge, split, move, grade, estimate, note, add, redact or undo.",
        ),
    ],
    subjects: Annotated[
        list[str] | None, typer.Argument(metavar="ID...", help="Claims, incidents, or for undo decisions.")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why; it stands in the log.")] = "",
    author: Annotated[
        str | None, typer.Option("--author", metavar="NAME", envvar="SAYSO_AUTHOR", help="Who decides.")
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="Payload; the value is JSON or a bare word."),
    ] = None,
    json: Json = None,
    db: Db = None,
    verbose: Verbose = 0,
) -> None:
    """Log a judgement. Nothing is changed in place: undo is another decision.

    \b
    sayso decide reject 3f9a --reason "a score, not a toll"
    sayso decide correct 3f9a --set quantity.low=33 --set measure=killed --reason "misread"
    sayso decide merge 3f9a 77c0 --reason "the same night"
    sayso decide split 3f9a --reason "another strike"
    sayso decide move 3f9a --set to=77c0 --reason "belongs there"
    sayso decide grade 77c0 --set grade=fair --reason "two hospitals"
    sayso decide estimate 77c0 --set measure=killed --set low=33 --set high=34 --reason "lists"
    sayso decide redact 3f9a --set part=speaker --reason "at risk"
    sayso decide undo 9d01c3 --reason "mistaken"

    The incident of an id is its earliest claim's, so that a decision outlives regrouping.
    """
    listen(context, verbose)
    if not reason.strip():
        raise typer.BadParameter("a decision needs a reason", param_hint="--reason")
    payload = dict(_field(text) for text in set_ or ())
    with screen.edge(), open_ledger(context, db) as ledger:
        made = ledger.decide(
            kind, *(subjects or ()), author=author or getpass.getuser(), reason=reason, payload=payload
        )
        if screen.json_wanted(json):
            screen.emit(_decision_json(made))
            return
        screen.say(f"decision {made.number} ({made.id}): {made.kind} {' '.join(made.subjects)}")


def _field(text: str) -> tuple[str, Any]:
    import json

    name, sign, value = text.partition("=")
    if not sign or not name:
        raise typer.BadParameter(f"{text!r} is no FIELD=VALUE", param_hint="--set")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def _decision_json(decision: Any) -> dict[str, Any]:
    return {
        "number": decision.number,
        "id": decision.id,
        "kind": str(decision.kind),
        "subjects": list(decision.subjects),
        "author": decision.author,
        "at": decision.at,
        "reason": decision.reason,
        "payload": decision.payload,
        "previous": decision.previous,
        "hash": decision.hash,
        "hidden_by": decision.hidden_by,
    }


def log(
    context: typer.Context,
    subject: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Only decisions that name this id.")
    ] = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="Follow the chain from the first decision.")
    ] = False,
    head: Annotated[
        str | None,
        typer.Option("--head", metavar="HASH", help="A head noted earlier, which must be in the chain."),
    ] = None,
    json: Json = None,
    db: Db = None,
    verbose: Verbose = 0,
) -> None:
    """Show the decision log, or verify that its past is unchanged.

    \b
    sayso log
    sayso log --verify

    Exit status 1 where something in the past was changed; the message names it.
    """
    listen(context, verbose)
    with screen.edge(), open_ledger(context, db) as ledger:
        if verify or head:
            verified = ledger.verify(head=head)
            if screen.json_wanted(json):
                screen.emit({"decisions": verified.count, "head": verified.head})
            else:
                screen.say(f"{verified.count} decisions follow from one another; head {verified.head}")
            return
        found = ledger.decisions(subject=subject)
        if screen.json_wanted(json):
            for decision in found:
                screen.emit(_decision_json(decision))
            return
        from sayso.cli.views.incidents import log_table

        screen.show(log_table(found))


def rebuild(context: typer.Context, json: Json = None, db: Db = None, verbose: Verbose = 0) -> None:
    """Work everything out anew from the claims and the verified log.

    \b
    sayso rebuild

    The digest is the same for the same result. Exit status 1 where something in the log's past was changed.
    """
    listen(context, verbose)
    with screen.edge(), open_ledger(context, db) as ledger:
        made = ledger.rebuild()
        for problem in made.problems:
            screen.say(f"sayso: {problem}")
        if screen.json_wanted(json):
            screen.emit(
                {
                    "incidents": made.incidents,
                    "decisions": made.decisions,
                    "head": made.head,
                    "digest": made.digest,
                }
            )
            return
        screen.say(
            f"{made.incidents} incidents and series from {made.decisions} decisions; digest {made.digest}"
        )


def policies(json: Json = None) -> None:
    """The rules that estimates follow, each in a few sentences.

    \b
    sayso policies
    sayso policies --json | jq .explanation
    """
    import inspect

    from sayso.incidents import POLICIES

    for name, policy in POLICIES:
        words = " ".join((inspect.getdoc(policy) or "").split())
        if screen.json_wanted(json):
            screen.emit({"policy": name, "explanation": words})
        else:
            screen.show(f"{name}\n  {words}\n")
