"""Answers that nobody but their asker may see."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the mark; what was kept before was everybody's on its server."""
    op.add_column("answers", sa.Column("private", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Drop it, and with it what was private: without the mark everybody could read it."""
    op.execute(sa.text("DELETE FROM answers WHERE private"))
    # Not by a new table with the rest: that would forget which ids were given out.
    op.drop_column("answers", "private")
