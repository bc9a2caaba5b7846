"""How often the processes that are sayso's own look for garbage: the command line and its workers."""

import gc

SELDOM = (20_000, 20, 20)
"""Objects made before the young ones are looked through, and how many times before the older ones are.

An article makes some hundred thousand small objects, nearly all without cycles; Python's own thresholds (700
to 2,000, 10, 10) cost one part in forty of a reading, these hardly anything, for a few megabytes.
"""


def seldom() -> None:
    """Look for garbage seldom in this process."""
    gc.set_threshold(*SELDOM)
