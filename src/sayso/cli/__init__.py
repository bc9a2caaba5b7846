"""The command line: ``sayso read``, ``add``, ``list``, ``show``, ``search``, ``export``, ``schema``.

It stands on the front door and says the same verbs. One file a command group; what a terminal shows is in
``views``. Exit statuses are those of docs/cli.md.
"""

import sys


def main() -> None:
    """Run the command line and leave with its exit status."""
    from sayso import garbage
    from sayso.cli.app import run

    garbage.seldom()
    sys.exit(run())
