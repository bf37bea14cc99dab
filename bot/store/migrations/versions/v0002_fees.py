"""The CMS releases that the operator loaded."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of imported files and of what was in them."""
    op.create_table(
        "fee_files",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("effective", sa.String(10), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "name", name="pk_fee_files"),
    )
    op.create_table(
        "fee_factors",
        sa.Column("release", sa.String(16), nullable=False),
        sa.Column("track", sa.String(8), nullable=False),
        sa.Column("value", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("release", "track", name="pk_fee_factors"),
    )
    op.create_table(
        "fee_values",
        sa.Column("release", sa.String(16), nullable=False),
        sa.Column("code", sa.String(5), nullable=False),
        sa.Column("modifier", sa.String(2), nullable=False),
        sa.Column("record", sa.String(64), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("release", "code", "modifier", name="pk_fee_values"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "fee_caps",
        sa.Column("release", sa.String(16), nullable=False),
        sa.Column("code", sa.String(5), nullable=False),
        sa.Column("modifier", sa.String(2), nullable=False),
        sa.Column("records", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("release", "code", "modifier", name="pk_fee_caps"),
    )
    op.create_table(
        "fee_localities",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("locality", sa.String(8), nullable=False),
        sa.Column("state", sa.String(2), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("work", sa.String(8), nullable=False),
        sa.Column("pe", sa.String(8), nullable=False),
        sa.Column("mp", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint("year", "locality", name="pk_fee_localities"),
    )
    op.create_table(
        "fee_counties",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("locality", sa.String(8), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("counties", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("year", "locality", name="pk_fee_counties"),
    )
    op.create_table(
        "fee_anesthesia",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("locality", sa.String(8), nullable=False),
        sa.Column("value", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("year", "locality", name="pk_fee_anesthesia"),
    )
    op.create_table(
        "fee_minutes",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(5), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("year", "code", name="pk_fee_minutes"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "fee_zips",
        sa.Column("quarter", sa.String(8), nullable=False),
        sa.Column("prefix", sa.String(3), nullable=False),
        sa.Column("records", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("quarter", "prefix", name="pk_fee_zips"),
    )


def downgrade() -> None:
    """Drop them all."""
    for name in ("zips", "minutes", "anesthesia", "counties", "localities", "caps", "values", "factors", "files"):
        op.drop_table(f"fee_{name}")
