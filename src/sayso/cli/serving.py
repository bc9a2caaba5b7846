"""``sayso serve``: the pages over a ledger, in a browser."""

from typing import Annotated

import typer

from sayso.cli import screen
from sayso.cli.options import Db, Verbose, ledger_path, listen


def register(app: typer.Typer) -> None:
    """Add the command of this file to ``app``."""
    app.command("serve", short_help="Open the ledger in a browser.")(serve)


def serve(
    context: typer.Context,
    host: Annotated[
        str, typer.Option(help="Where to listen; 127.0.0.1 is this machine alone.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8765,
    fetch: Annotated[
        bool, typer.Option(help="Read an article from its address; never from a private one.")
    ] = True,
    author: Annotated[str, typer.Option(help="Who signs the decisions made in the pages.")] = "reviewer",
    db: Db = None,
    verbose: Verbose = 0,
) -> None:
    """Serve the pages: read, compare and review in a browser. Stop with Ctrl-C.

    \b
    sayso serve
    sayso --db idlib.db serve --port 9000 --author desk

    Works offline; only an address that you paste is asked for. There is no account: whoever reaches the port
    can read and write the ledger, so leave --host as it is unless the network is yours.
    """
    level = listen(context, verbose)
    import socket
    import threading

    import uvicorn

    from sayso.keeping import Ledger
    from sayso.web import create_app

    with screen.edge():
        ledger = Ledger(ledger_path(context, db))
        listening = socket.create_server((host, port))
        taken = listening.getsockname()[1]
        names = tuple({"127.0.0.1", "localhost", "[::1]", host})
        screen.say(f"open http://{host}:{taken}/ (Ctrl-C stops)")
        pages = create_app(ledger, hosts=names, author=author, fetch=fetch)
        # The first who asks for incidents need not wait for what can be worked out meanwhile.
        threading.Thread(target=pages.state.cases.warm, daemon=True).start()
        config = uvicorn.Config(
            pages,
            log_level="info" if level else "warning",
            access_log=bool(level),
            server_header=False,
        )
        uvicorn.Server(config).run(sockets=[listening])
