"""The learned reader: figures, accusations and statements by one small encoder, without torch."""

from sayso.reading.learned.card import Card, load, shipped
from sayso.reading.learned.reader import LearnedReader

__all__ = ["Card", "LearnedReader", "load", "shipped"]
