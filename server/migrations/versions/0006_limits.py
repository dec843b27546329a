"""How often somebody tried something, and how much an account holds."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rate_buckets",
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("full_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_rate_buckets"),
    )
    op.create_index("ix_rate_buckets_full_at", "rate_buckets", ["full_at"])
    # Null: not counted yet. To count all accounts here would keep everybody waiting.
    op.add_column("sync_heads", sa.Column("records", sa.BigInteger()))
    op.add_column("sync_heads", sa.Column("bytes", sa.BigInteger()))


def downgrade() -> None:
    op.drop_column("sync_heads", "bytes")
    op.drop_column("sync_heads", "records")
    op.drop_table("rate_buckets")
