"""Workings: what was worked out from articles and decisions, kept so that it need not be worked out again.

The indexes over claims now give them in the order of lists.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _word() -> sa.types.TypeEngine[str]:
    return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make room for them; nothing holds these rows fast, for they may be lost."""
    op.create_table(
        "workings",
        sa.Column("kind", _word(), primary_key=True),
        sa.Column("key", _word(), primary_key=True),
        sa.Column("document", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "workings_state",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("made_by", _word(), nullable=False),
        sa.Column("readings", sa.Integer, nullable=False),
        sa.Column("decisions", sa.Integer, nullable=False),
    )
    for column in ("measure", "country"):
        op.drop_index(f"claim_readings_by_{column}", table_name="claim_readings")
        op.create_index(f"claim_readings_by_{column}", "claim_readings", [column, "reading", "position"])
