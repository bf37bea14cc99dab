"""Answers kept in short, found by the words of their question; what admins changed; which servers were left."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and both tables. Answers that are kept whole stay so, and are told apart by their form."""
    op.add_column("answers", sa.Column("sentence", sa.Text(), nullable=True))
    op.add_column("asked", sa.Column("guild_id", sa.BigInteger(), nullable=True))
    op.execute(sa.text("UPDATE asked SET guild_id = (SELECT guild_id FROM answers WHERE answers.id = asked.answer_id)"))
    op.drop_index("ix_asked_code_answer_id", "asked")
    op.drop_index("ix_asked_concept_answer_id", "asked")
    op.create_index("ix_asked_guild_id_concept_answer_id", "asked", ["guild_id", "concept", "answer_id"])
    op.create_index("ix_asked_guild_id_code_answer_id", "asked", ["guild_id", "code", "answer_id"])
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_guild_id_id", "audit", ["guild_id", "id"])
    op.create_index("ix_audit_user_id", "audit", ["user_id"])
    op.create_table(
        "departures",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name="pk_departures"),
    )


def downgrade() -> None:
    """Drop what was added; answers kept in short cannot be read by what knows only whole ones."""
    op.drop_table("departures")
    op.drop_table("audit")
    op.drop_index("ix_asked_guild_id_code_answer_id", "asked")
    op.drop_index("ix_asked_guild_id_concept_answer_id", "asked")
    op.create_index("ix_asked_concept_answer_id", "asked", ["concept", "answer_id"])
    op.create_index("ix_asked_code_answer_id", "asked", ["code", "answer_id"])
    op.drop_column("asked", "guild_id")
    op.drop_column("answers", "sentence")
