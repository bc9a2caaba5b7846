"""The tables of a ledger, the same on SQLite and PostgreSQL.

Rows are added and never changed or removed; triggers (see the migrations) hold everyone to it. Only the
workings (incidents worked out from the rest) are replaced as they change. Words that may hold any character
stand in JSON written in ASCII, or as compressed bytes, so that both databases give back exactly what went in;
the columns beside them are for finding. The full-text index differs between the two and is in
:mod:`sayso.ledger.dialects`.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

REVISION = "0003"
"""The newest revision that this version knows; a test holds it to the migrations."""

VERSION_TABLE = "sayso_version"
"""Where a ledger keeps its revision; the name also tells a ledger from another program's database."""

metadata = MetaData()


def word() -> TypeEngine[str]:
    """Text that sorts by code point on both databases: ids, dates, names of kinds."""
    return Text().with_variant(Text(collation="C"), "postgresql")


snapshots = Table(
    "snapshots",
    metadata,
    Column("sha256", word(), primary_key=True),
    Column("media_type", Text, nullable=False),
    Column("encoding", Text, nullable=False),  # "zlib", or "raw" where that is smaller
    Column("size", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

works = Table(
    "works",
    metadata,
    Column("id", word(), primary_key=True),
    Column("url", Text),
    Column("doc_id", Text),
)

articles = Table(
    "articles",
    metadata,
    Column("id", word(), primary_key=True),
    Column("work", word(), ForeignKey("works.id"), nullable=False),
    Column("version", Integer, nullable=False),  # 1, 2, ... in the order in which the texts were seen
    Column("number", Integer, nullable=False, unique=True),  # order of arrival in this ledger
    Column("first_seen", word(), nullable=False),
    Column("length", Integer, nullable=False),  # code points
    Column("text", LargeBinary, nullable=False),  # zlib over UTF-8
    UniqueConstraint("work", "version"),
)

article_snapshots = Table(
    "article_snapshots",
    metadata,
    Column("article", word(), ForeignKey("articles.id"), primary_key=True),
    Column("snapshot", word(), ForeignKey("snapshots.sha256"), primary_key=True),
    Column("origin", Text, nullable=False),
    Column("seen", word(), nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("key", word(), primary_key=True),
    Column("version", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("language", Text, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # order of arrival: the latest is last
    Column("article", word(), ForeignKey("articles.id"), nullable=False),
    Column("run", word(), ForeignKey("runs.key"), nullable=False),
    Column("digest", word(), nullable=False),
    Column("added", word(), nullable=False),
    Column("snapshot", word(), ForeignKey("snapshots.sha256"), nullable=False),
    Column("doc_id", Text),
    Column("url", Text),
    Column("title", Text),
    Column("outlet", Text),
    Column("outlet_folded", Text),
    Column("language", word()),
    Column("earliest", word()),
    Column("latest", word()),
    Column("date_basis", word(), nullable=False),
    Column("figures", Integer, nullable=False),
    Column("responsibility", Integer, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("problems", Integer, nullable=False),
    Column("document", Text, nullable=False),  # the contract's object without text and claims
    UniqueConstraint("article", "run", "digest"),  # also the way to an article's few readings
)

claims = Table(
    "claims",
    metadata,
    Column("id", word(), primary_key=True),
    Column("article", word(), ForeignKey("articles.id"), nullable=False),
    Column("kind", word(), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Index("claims_by_article", "article", "start"),
)

claim_readings = Table(
    "claim_readings",
    metadata,
    Column("reading", Integer, ForeignKey("readings.number"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("claim", word(), ForeignKey("claims.id"), nullable=False),
    Column("kind", word(), nullable=False),
    Column("measure", word()),
    Column("basis", word()),
    Column("low", Float),
    Column("high", Float),
    Column("bound", word()),
    Column("stance", word()),
    Column("actor", Text),  # folded; the accused of a responsibility claim
    Column("place", Text),  # folded: the resolved name and the wording, one a line
    Column("country", word()),
    Column("lat", Float),
    Column("lon", Float),
    Column("time_from", word()),
    Column("time_to", word()),
    Column("speaker", Text),  # folded: the fullest name and the wording, one a line
    Column("speaker_kind", word(), nullable=False),
    Column("confidence", Float),
    Column("payload", Text, nullable=False),
    # In the order of lists, so that a page of one is read without sorting all that fit.
    Index("claim_readings_by_measure", "measure", "reading", "position"),
    Index("claim_readings_by_country", "country", "reading", "position"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # 1, 2, ... without a gap
    Column("at", word(), nullable=False),
    Column("author", Text, nullable=False),
    Column("kind", word(), nullable=False),
    Column("subjects", Text, nullable=False),  # JSON list of ids
    Column("payload", Text, nullable=False),  # canonical JSON
    Column("reason", Text, nullable=False),
    Column("salt", word(), nullable=False),
    Column("previous", word(), nullable=False),
    Column("hash", word(), nullable=False, unique=True),
)

log_head = Table(
    "log_head",
    metadata,
    # One row, moved with each decision, so that a log cut off at its end shows too.
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("hash", word(), nullable=False),
)

workings = Table(
    "workings",
    metadata,
    # What was worked out from the rest (incidents above all): safe to lose, for it can be worked out again.
    Column("kind", word(), primary_key=True),
    Column("key", word(), primary_key=True),
    Column("document", LargeBinary, nullable=False),  # zlib over JSON
)

workings_state = Table(
    "workings_state",
    metadata,
    # One row: by what the workings were made, and how much of the ledger went into them.
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("made_by", word(), nullable=False),
    Column("readings", Integer, nullable=False),
    Column("decisions", Integer, nullable=False),
)

APPEND_ONLY = (
    "snapshots", "works", "articles", "article_snapshots", "runs", "readings", "claims", "claim_readings",
    "decisions",
)  # fmt: skip
"""The tables whose rows triggers hold fast."""
