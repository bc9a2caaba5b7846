"""The code book: what each column of an exported claim means, shared by every table format and the docs.

Column names are stable. ``type`` is one of ``text``, ``number``, ``integer``, ``boolean``; an empty cell
always means "not stated", never 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.export.csv import COLUMNS
from sayso.model import (
    Basis,
    Bound,
    ClaimKind,
    DateBasis,
    Measure,
    ObjectStatus,
    SpeakerKind,
    Stance,
    StatementForm,
)

Type = Literal["text", "number", "integer", "boolean"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its name, the type of its cells, what it means, and the closed list of its values, if any."""

    name: str
    type: Type
    meaning: str
    values: tuple[str, ...] = ()


def column(name: str, meaning: str, type_: Type = "text", values: tuple[str, ...] = ()) -> Column:
    """A column of the code book."""
    return Column(name=name, type=type_, meaning=meaning, values=values)


COLUMN_BOOK: tuple[Column, ...] = (
    column(
        "claim_id",
        "Id of the claim: a hash of article, kind and anchor words; the same for every run that reads the same words.",
    ),
    column("kind", "A counted claim, a claim about who did it, or reported speech.", values=tuple(ClaimKind)),
    column("article_id", "Id of the article version that makes the claim."),
    column("doc_id", "The id that the article came with, if any."),
    column("outlet", "Who published the article."),
    column("title", "The article's title."),
    column("url", "The article's address."),
    column(
        "published_earliest", "Earliest possible publication date (ISO), or date-time where the page has one."
    ),
    column("published_latest", "Latest possible publication date (ISO); empty where nothing bounds it."),
    column("published_basis", "What tells the publication date.", values=tuple(DateBasis)),
    column("snapshot", "SHA-256 of the raw bytes that the article came from."),
    column("sentence", "The sentence that carries the claim, verbatim."),
    column(
        "sentence_start", "Offset of the sentence in the article's text, in Unicode code points.", "integer"
    ),
    column("sentence_end", "End of the sentence (half-open).", "integer"),
    column("words", "The exact words of the claim: the quantity, the act, or the first stretch of speech."),
    column("words_start", "Offset of these words.", "integer"),
    column("words_end", "End of these words (half-open).", "integer"),
    column("low", "Lowest number meant; empty where the text gives no bound on that side.", "number"),
    column("high", "Highest number meant; empty where the text gives no bound on that side.", "number"),
    column("bound", "How the number is bounded.", values=tuple(Bound)),
    column(
        "measure", "What happened to the counted. Neutralised is never read as killed.", values=tuple(Measure)
    ),
    column(
        "basis",
        "One event, a running total over a window, or a stock at a moment. Never add across these.",
        values=tuple(Basis),
    ),
    column("object", "Who or what is counted, verbatim, without the number; empty where elided."),
    column("object_status", "Status of the counted, as far as the text says it.", values=tuple(ObjectStatus)),
    column("actor", "Who is said, in the article, to have done it."),
    column("accused", "In a responsibility claim: who is said, or denied, to have done the act."),
    column("place", "The most specific named place that the article gives, verbatim."),
    column("place_name", "The name of that place in the gazetteer (GeoNames, CC BY 4.0)."),
    column("country", "ISO 3166-1 alpha-2 code."),
    column("lat", "Latitude, degrees north, WGS 84: a centre, not a pin; see place_precision.", "number"),
    column("lon", "Longitude, degrees east, WGS 84.", "number"),
    column(
        "place_precision",
        "UCDP where_prec: 1 exact, 2 within 25 km, 3 second-order division, 4 first-order division, 5 linear or large feature, 6 country, 7 sea or air.",
        "integer",
    ),
    column("gazetteer_id", "Id of the place in the gazetteer."),
    column(
        "gazetteer", "Whose name and coordinates these are, as the owner asks to be named, with the licence."
    ),
    column("time", "The words that tell the time, verbatim."),
    column("time_from", "First day that the claim covers (ISO)."),
    column("time_to", "Last day that the claim covers (ISO, inclusive)."),
    column("time_precision", "How precise the window is: day, week, month or year."),
    column(
        "speaker", "On whose say-so: the nearest wording in the article; empty in the article's own voice."
    ),
    column("speaker_name", "The fullest name that the article gives for the same speaker."),
    column("speaker_kind", "How far the speaker could be found.", values=tuple(SpeakerKind)),
    column("relay", "Who passes the speaker's words on."),
    column("cue", "The word of saying."),
    column("stance", "What the speaker does with the claim.", values=tuple(Stance)),
    column("hedged", "True where the text hedges the claim.", "boolean"),
    column("hedges", "The hedging words."),
    column("form", "In a statement: direct, indirect or mixed speech.", values=tuple(StatementForm)),
    column(
        "content", "In a statement: what is said, verbatim; parts split by the cue are joined by an ellipsis."
    ),
    column("citations", "Markers of the footnotes that support the claim."),
    column("citation_urls", "The addresses behind those markers."),
    column("measure_confidence", "How sure the reader is of the measure, 0 to 1.", "number"),
    column("confidence", "How sure the reader is of the whole claim, 0 to 1.", "number"),
    column("run", "Key of the run that read the claim."),
    column("run_version", "Version of sayso."),
    column("run_model", "Rules or model, with its version."),
    column("run_language", "Language data used."),
)

ATTRIBUTION = "Place names and coordinates: GeoNames (geonames.org), CC BY 4.0."
"""What travels with every export that has places."""

assert tuple(c.name for c in COLUMN_BOOK) == COLUMNS


def typed(known: Column, cell: str | int | float | None) -> str | int | float | bool | None:
    """A cell of :func:`sayso.export.csv.cells_of` in its column's type."""
    if cell is None:
        return None
    if known.type == "boolean":
        return cell == "true"
    if known.type == "number":
        return float(cell)
    return cell


def markdown(book: Sequence[Column] = COLUMN_BOOK) -> str:
    """A code book as a table for the docs."""
    head = "| column | type | meaning | values |\n| --- | --- | --- | --- |\n"
    return head + "".join(f"{_line(c)}\n" for c in book)


def _line(known: Column) -> str:
    values = " ".join(f"`{value}`" for value in known.values)
    return f"| `{known.name}` | {known.type} | {known.meaning} | {values} |"
