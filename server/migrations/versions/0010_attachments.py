"""A person has a photo, and the attachments of an account are found without reading the rest."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

#: What a person has been given, as it stands at the end of their stored fields.
_ADDED = ',"photo":null}'


def upgrade() -> None:
    op.create_index(
        "ix_records_account_id_attachments",
        "records",
        ["account_id"],
        sqlite_where=sa.text("kind = 'attachment'"),
        postgresql_where=sa.text("kind = 'attachment'"),
    )
    records = sa.table("records", sa.column("kind", sa.Text), sa.column("fields", sa.Text))
    fields = records.c.fields
    op.execute(
        records.update()
        .where(records.c.kind == "person", fields.not_like('%"photo":%'))
        .values(fields=sa.func.substr(fields, 1, sa.func.length(fields) - 1) + _ADDED)
    )


def downgrade() -> None:
    # What was added to the stored fields stays: a server that does not know it leaves it alone.
    op.drop_index("ix_records_account_id_attachments", table_name="records")
