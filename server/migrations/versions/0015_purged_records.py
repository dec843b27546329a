"""Records that are purged keep their id, and are not looked at again."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_records_deleted_changed_at", "records")
    _index("ix_records_purge_changed_at", "deleted_at <> 0 AND rev > 0")


def downgrade() -> None:
    op.drop_index("ix_records_purge_changed_at", "records")
    _index("ix_records_deleted_changed_at", "deleted_at IS NOT NULL")


def _index(name: str, where: str) -> None:
    op.create_index(
        name,
        "records",
        ["changed_at"],
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )
