"""Two cards of one person: which card was merged into which."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

#: What a person has been given, as it stands at the end of their stored fields.
_ADDED = ',"merged_into":null,"not_same_as":[]}'


def upgrade() -> None:
    op.add_column("records", sa.Column("merged_into", sa.String(36), nullable=True))
    op.create_index(
        "ix_records_account_id_merged_into",
        "records",
        ["account_id", "merged_into"],
        sqlite_where=sa.text("merged_into IS NOT NULL"),
        postgresql_where=sa.text("merged_into IS NOT NULL"),
    )
    records = sa.table(
        "records",
        *(sa.column(name, sa.Uuid(as_uuid=False)) for name in ("account_id", "id")),
        *(sa.column(name, sa.Text) for name in ("kind", "fields", "merged_into")),
    )
    fields = records.c.fields
    op.execute(
        records.update()
        .where(records.c.kind == "person", fields.not_like('%"merged_into":%'))
        .values(fields=sa.func.substr(fields, 1, sa.func.length(fields) - 1) + _ADDED)
    )
    # Those which had the fields already, before somebody went back and forth.
    again = fields.like('%"merged_into":"%')
    held = op.get_bind().execute(sa.select(*records.c).where(records.c.kind == "person", again))
    for row in held.all():
        key = (records.c.account_id == row.account_id) & (records.c.id == row.id)
        into = json.loads(row.fields)["merged_into"]
        op.execute(records.update().where(key).values(merged_into=into))


def downgrade() -> None:
    # What was added to the stored fields stays: a server that does not know it leaves it alone.
    op.drop_index("ix_records_account_id_merged_into", table_name="records")
    op.drop_column("records", "merged_into")
