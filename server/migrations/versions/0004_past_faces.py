"""Faces from the past: whether an account wants them, and who came when."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "accounts",
        sa.Column("past_faces", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    op.create_table(
        "past_faces",
        sa.Column("account_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("came_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "person_id", name="pk_past_faces"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_past_faces_accounts", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    op.drop_table("past_faces")
    op.drop_column("accounts", "past_faces")
