"""sayso: on whose say-so? A ledger of who said what in crisis reporting."""

__version__ = "0.1.0"
