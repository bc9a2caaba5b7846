"""The decision log: rows chained by hash, and where its end is."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _word() -> sa.types.TypeEngine[str]:
    return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the log and hold its rows fast."""
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", _word(), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("kind", _word(), nullable=False),
        sa.Column("subjects", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("salt", _word(), nullable=False),
        sa.Column("previous", _word(), nullable=False),
        sa.Column("hash", _word(), nullable=False, unique=True),
    )
    op.create_table(
        "log_head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("hash", _word(), nullable=False),
    )
    op.execute(f"INSERT INTO log_head (id, number, hash) VALUES (1, 0, '{'0' * 64}')")
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER decisions_no_{act.lower()} BEFORE {act} ON decisions "
                "BEGIN SELECT RAISE(ABORT, 'rows of decisions are only added'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER decisions_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions "
            "FOR EACH STATEMENT EXECUTE FUNCTION sayso_only_added()"
        )
