"""The code book: what each column of an exported claim means, shared by every table format and the docs.

Column names are stable. ``type`` is one of ``text``, ``number``, ``integer``, ``boolean``; an empty cell
always means "not stated", never 0.
"""

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


def _c(name: str, meaning: str, type_: Type = "text", values: tuple[str, ...] = ()) -> Column:
    return Column(name=name, type=type_, meaning=meaning, values=values)


COLUMN_BOOK: tuple[Column, ...] = (
    _c(
        "claim_id",
        "Id of the claim: a hash of article, kind and anchor words; the same for every run that reads the same words.",
    ),
    _c("kind", "A counted claim, a claim about who did it, or reported speech.", values=tuple(ClaimKind)),
    _c("article_id", "Id of the article version that makes the claim."),
    _c("doc_id", "The id that the article came with, if any."),
    _c("outlet", "Who published the article."),
    _c("title", "The article's title."),
    _c("url", "The article's address."),
    _c(
        "published_earliest", "Earliest possible publication date (ISO), or date-time where the page has one."
    ),
    _c("published_latest", "Latest possible publication date (ISO); empty where nothing bounds it."),
    _c("published_basis", "What tells the publication date.", values=tuple(DateBasis)),
    _c("snapshot", "SHA-256 of the raw bytes that the article came from."),
    _c("sentence", "The sentence that carries the claim, verbatim."),
    _c("sentence_start", "Offset of the sentence in the article's text, in Unicode code points.", "integer"),
    _c("sentence_end", "End of the sentence (half-open).", "integer"),
    _c("words", "The exact words of the claim: the quantity, the act, or the first stretch of speech."),
    _c("words_start", "Offset of these words.", "integer"),
    _c("words_end", "End of these words (half-open).", "integer"),
    _c("low", "Lowest number meant; empty where the text gives no bound on that side.", "number"),
    _c("high", "Highest number meant; empty where the text gives no bound on that side.", "number"),
    _c("bound", "How the number is bounded.", values=tuple(Bound)),
    _c(
        "measure", "What happened to the counted. Neutralised is never read as killed.", values=tuple(Measure)
    ),
    _c(
        "basis",
        "One event, a running total over a window, or a stock at a moment. Never add across these.",
        values=tuple(Basis),
    ),
    _c("object", "Who or what is counted, verbatim, without the number; empty where elided."),
    _c("object_status", "Status of the counted, as far as the text says it.", values=tuple(ObjectStatus)),
    _c("actor", "Who is said, in the article, to have done it."),
    _c("accused", "In a responsibility claim: who is said, or denied, to have done the act."),
    _c("place", "The most specific named place that the article gives, verbatim."),
    _c("place_name", "The name of that place in the gazetteer (GeoNames, CC BY 4.0)."),
    _c("country", "ISO 3166-1 alpha-2 code."),
    _c("lat", "Latitude, degrees north, WGS 84: a centre, not a pin; see place_precision.", "number"),
    _c("lon", "Longitude, degrees east, WGS 84.", "number"),
    _c(
        "place_precision",
        "UCDP where_prec: 1 exact, 2 within 25 km, 3 second-order division, 4 first-order division, 5 linear or large feature, 6 country, 7 sea or air.",
        "integer",
    ),
    _c("gazetteer_id", "Id of the place in the gazetteer."),
    _c("gazetteer", "Whose name and coordinates these are, as the owner asks to be named, with the licence."),
    _c("time", "The words that tell the time, verbatim."),
    _c("time_from", "First day that the claim covers (ISO)."),
    _c("time_to", "Last day that the claim covers (ISO, inclusive)."),
    _c("time_precision", "How precise the window is: day, week, month or year."),
    _c("speaker", "On whose say-so: the nearest wording in the article; empty in the article's own voice."),
    _c("speaker_name", "The fullest name that the article gives for the same speaker."),
    _c("speaker_kind", "How far the speaker could be found.", values=tuple(SpeakerKind)),
    _c("relay", "Who passes the speaker's words on."),
    _c("cue", "The word of saying."),
    _c("stance", "What the speaker does with the claim.", values=tuple(Stance)),
    _c("hedged", "True where the text hedges the claim.", "boolean"),
    _c("hedges", "The hedging words."),
    _c("form", "In a statement: direct, indirect or mixed speech.", values=tuple(StatementForm)),
    _c(
        "content", "In a statement: what is said, verbatim; parts split by the cue are joined by an ellipsis."
    ),
    _c("citations", "Markers of the footnotes that support the claim."),
    _c("citation_urls", "The addresses behind those markers."),
    _c("measure_confidence", "How sure the reader is of the measure, 0 to 1.", "number"),
    _c("confidence", "How sure the reader is of the whole claim, 0 to 1.", "number"),
    _c("run", "Key of the run that read the claim."),
    _c("run_version", "Version of sayso."),
    _c("run_model", "Rules or model, with its version."),
    _c("run_language", "Language data used."),
)

ATTRIBUTION = "Place names and coordinates: GeoNames (geonames.org), CC BY 4.0."
"""What travels with every export that has places."""

assert tuple(c.name for c in COLUMN_BOOK) == COLUMNS


def typed(column: Column, cell: str | int | float | None) -> str | int | float | bool | None:
    """A cell of :func:`sayso.export.csv.cells_of` in its column's type."""
    if cell is None:
        return None
    if column.type == "boolean":
        return cell == "true"
    if column.type == "number":
        return float(cell)
    return cell


def markdown() -> str:
    """The code book as a table for the docs."""
    head = "| column | type | meaning | values |\n| --- | --- | --- | --- |\n"
    return head + "".join(f"{_line(c)}\n" for c in COLUMN_BOOK)


def _line(column: Column) -> str:
    values = " ".join(f"`{value}`" for value in column.values)
    return f"| `{column.name}` | {column.type} | {column.meaning} | {values} |"
