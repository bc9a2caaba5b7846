"""What a ledger finds, as tables: the columns of articles, and the lines of articles, incidents, decisions.

So that every list of :class:`sayso.Ledger` goes into pandas, polars and duckdb as it stands. Claims have
their columns in the code book of exports.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sayso.export import DECISIONS, INCIDENTS, Case, Column, column, lined, workbook
from sayso.ledger import Entry
from sayso.model.decisions import Decision

ARTICLES: tuple[Column, ...] = (
    column("article_id", "Id of the article version."),
    column("work_id", "Id that all versions at one address share."),
    column("version", "Counts the texts seen at the address, from 1.", "integer"),
    column("doc_id", "The id that the article came with, if any."),
    column("outlet", "Who published it."),
    column("title", "Its title."),
    column("url", "Its address."),
    column("language", "Its language."),
    column("published_earliest", "Earliest possible publication date (ISO)."),
    column("published_latest", "Latest possible publication date (ISO)."),
    column("published_basis", "What tells the publication date."),
    column("snapshot", "SHA-256 of the raw bytes that it came from."),
    column("length", "How long its text is, in characters.", "integer"),
    column("figures", "How many figures were read in it.", "integer"),
    column("responsibility", "How many accusations and denials.", "integer"),
    column("statements", "How many statements.", "integer"),
    column("problems", "How many things are doubtful in it.", "integer"),
    column("first_seen", "When it came into the ledger (ISO)."),
    column("run_version", "Version of sayso that read it last."),
    column("run_model", "Rules or model that read it last."),
)


def article_records(entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    """Articles by column of :data:`ARTICLES`."""
    return lined(ARTICLES, map(_article, entries))


def _article(e: Entry) -> tuple[Any, ...]:
    day = e.published
    return (
        *(e.id, e.work, e.version, e.doc_id, e.outlet, e.title, e.url, e.language),
        *(day.earliest, day.latest, str(day.basis), e.snapshot, e.length),
        *(e.figures, e.responsibility, e.statements, e.problems, e.first_seen),
        *(e.run.version, e.run.model),
    )


def incident_records(cases: Iterable[Case]) -> Iterator[dict[str, Any]]:
    """Incidents by column of :data:`sayso.export.INCIDENTS`."""
    return lined(INCIDENTS, map(workbook.incident, cases))


def decision_records(log: Iterable[Decision]) -> Iterator[dict[str, Any]]:
    """Decisions by column of :data:`sayso.export.DECISIONS`."""
    return lined(DECISIONS, workbook.decisions(log))
