"""What is kept: snapshots, works, articles and their versions, runs, readings, claims; full-text search.

Written out by hand rather than from :mod:`sayso.ledger.tables`, which moves on while this must not.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "snapshots", "works", "articles", "article_snapshots", "runs", "readings", "claims", "claim_readings",
)  # fmt: skip


def _word() -> sa.types.TypeEngine[str]:
    return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables of the first revision."""
    _articles()
    _readings()
    _claims()
    _search()
    for table in APPEND_ONLY:
        _hold(table)


def _articles() -> None:
    op.create_table(
        "snapshots",
        sa.Column("sha256", _word(), primary_key=True),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("encoding", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "works",
        sa.Column("id", _word(), primary_key=True),
        sa.Column("url", sa.Text),
        sa.Column("doc_id", sa.Text),
    )
    op.create_table(
        "articles",
        sa.Column("id", _word(), primary_key=True),
        sa.Column("work", _word(), sa.ForeignKey("works.id"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False, unique=True),
        sa.Column("first_seen", _word(), nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("work", "version"),
    )
    op.create_table(
        "article_snapshots",
        sa.Column("article", _word(), sa.ForeignKey("articles.id"), primary_key=True),
        sa.Column("snapshot", _word(), sa.ForeignKey("snapshots.sha256"), primary_key=True),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("seen", _word(), nullable=False),
    )


def _readings() -> None:
    op.create_table(
        "runs",
        sa.Column("key", _word(), primary_key=True),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
    )
    op.create_table(
        "readings",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("article", _word(), sa.ForeignKey("articles.id"), nullable=False),
        sa.Column("run", _word(), sa.ForeignKey("runs.key"), nullable=False),
        sa.Column("digest", _word(), nullable=False),
        sa.Column("added", _word(), nullable=False),
        sa.Column("snapshot", _word(), sa.ForeignKey("snapshots.sha256"), nullable=False),
        sa.Column("doc_id", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("outlet", sa.Text),
        sa.Column("outlet_folded", sa.Text),
        sa.Column("language", _word()),
        sa.Column("earliest", _word()),
        sa.Column("latest", _word()),
        sa.Column("date_basis", _word(), nullable=False),
        sa.Column("figures", sa.Integer, nullable=False),
        sa.Column("responsibility", sa.Integer, nullable=False),
        sa.Column("statements", sa.Integer, nullable=False),
        sa.Column("problems", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.UniqueConstraint("article", "run", "digest"),
    )


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("id", _word(), primary_key=True),
        sa.Column("article", _word(), sa.ForeignKey("articles.id"), nullable=False),
        sa.Column("kind", _word(), nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
    )
    op.create_index("claims_by_article", "claims", ["article", "start"])
    words = ("measure", "basis", "bound", "stance", "country", "time_from", "time_to")
    numbers = ("low", "high", "lat", "lon", "confidence")
    names = ("actor", "place", "speaker")
    op.create_table(
        "claim_readings",
        sa.Column("reading", sa.Integer, sa.ForeignKey("readings.number"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("claim", _word(), sa.ForeignKey("claims.id"), nullable=False),
        sa.Column("kind", _word(), nullable=False),
        *(sa.Column(name, _word()) for name in words),
        *(sa.Column(name, sa.Float) for name in numbers),
        *(sa.Column(name, sa.Text) for name in names),
        sa.Column("speaker_kind", _word(), nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_index("claim_readings_by_measure", "claim_readings", ["measure"])
    op.create_index("claim_readings_by_country", "claim_readings", ["country"])


def _search() -> None:
    if op.get_bind().dialect.name == "sqlite":
        # Words come in folded and apart already, the same for both databases: the tokenizer only splits.
        op.execute(
            "CREATE VIRTUAL TABLE search_words "
            "USING fts5(words, content='', tokenize='unicode61 remove_diacritics 0')"
        )
    else:
        op.execute("CREATE TABLE search_words (id bigint PRIMARY KEY, words tsvector NOT NULL)")
        op.execute("CREATE INDEX search_words_by_word ON search_words USING gin (words)")


def _hold(table: str) -> None:
    """Let rows be added to ``table`` and nothing else."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are only added'); END"
            )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION sayso_only_added() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION 'rows of % are only added', TG_TABLE_NAME; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION sayso_only_added()"
    )
