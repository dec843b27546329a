"""What the address book shows, and under which ETag it showed what."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dav_books",
        _uuid("account_id"),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("changed_rev", sa.BigInteger(), nullable=False),
        sa.Column("writer", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", name="pk_dav_books"),
        _account("dav_books"),
    )
    op.create_table(
        "dav_cards",
        _uuid("account_id"),
        _uuid("person_id"),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("etag", sa.String(32)),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        _uuid("original_id", nullable=True),
        _uuid("photo_id", nullable=True),
        sa.PrimaryKeyConstraint("account_id", "person_id", name="pk_dav_cards"),
        _account("dav_cards"),
        sa.UniqueConstraint("account_id", "name", name="uq_dav_cards_account_id_name"),
    )
    op.create_index("ix_dav_cards_account_id_rev", "dav_cards", ["account_id", "rev"])
    for column in ("photo_id", "original_id"):
        _index("dav_cards", ["account_id", column], column)
    op.create_table(
        "dav_versions",
        _uuid("account_id"),
        _uuid("person_id"),
        sa.Column("etag", sa.String(32), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("replaced_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("account_id", "person_id", "etag", name="pk_dav_versions"),
        _account("dav_versions"),
    )
    _index("dav_versions", ["replaced_at"], "replaced_at")


def downgrade() -> None:
    for table in ("dav_versions", "dav_cards", "dav_books"):
        op.drop_table(table)


def _uuid(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Uuid(as_uuid=False), nullable=nullable)


def _account(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["account_id"], ["accounts.id"], name=f"fk_{table}_accounts", ondelete="CASCADE"
    )


def _index(table: str, columns: list[str], some: str) -> None:
    """Of those rows only that have it."""
    where = sa.text(f"{some} IS NOT NULL")
    op.create_index(
        f"ix_{table}_{'_'.join(columns)}",
        table,
        columns,
        sqlite_where=where,
        postgresql_where=where,
    )
