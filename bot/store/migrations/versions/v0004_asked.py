"""What each answer was about, beside the answers themselves."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table and fill it from the questions that are kept already."""
    asked = op.create_table(
        "asked",
        sa.Column("answer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("concept", sa.String(128), nullable=False),
        sa.Column("side", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("answer_id", "position", "code", name="pk_asked"),
    )
    op.create_index("ix_asked_concept_answer_id", "asked", ["concept", "answer_id"])
    op.create_index("ix_asked_code_answer_id", "asked", ["code", "answer_id"])
    kept = op.get_bind().execute(sa.text("SELECT id, question FROM answers"))
    rows = [row for answer_id, question in kept for row in _rows(answer_id, question)]
    if rows:
        op.bulk_insert(asked, rows)


def _rows(answer_id: int, question: object) -> list[dict[str, Any]]:
    """Return what a kept question names; earlier versions kept the codes that were typed, and no others."""
    asked = json.loads(question) if isinstance(question, str | bytes) else question
    items = asked.get("items", []) if isinstance(asked, dict) else []
    return [
        {
            "answer_id": answer_id,
            "position": position,
            "code": code,
            "concept": item.get("concept", ""),
            "side": item.get("side"),
        }
        for position, item in enumerate(items)
        for code in dict.fromkeys([ref.get("code", "") for ref in item.get("codes", [])] or [""])
    ]


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_asked_code_answer_id", "asked")
    op.drop_index("ix_asked_concept_answer_id", "asked")
    op.drop_table("asked")
