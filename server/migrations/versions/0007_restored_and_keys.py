"""How far a restored backup reached, and the key that a subscription was made with."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sync_heads", sa.Column("restored_rev", sa.BigInteger()))
    op.add_column("push_subscriptions", sa.Column("public_key", sa.String(88)))


def downgrade() -> None:
    op.drop_column("push_subscriptions", "public_key")
    op.drop_column("sync_heads", "restored_rev")
