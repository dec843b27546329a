"""Prompts are planned ahead: for which morning an account was claimed before it began."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("planned_for", sa.DateTime(timezone=True), nullable=True)
    op.add_column("prompt_schedules", column)


def downgrade() -> None:
    op.drop_column("prompt_schedules", "planned_for")
