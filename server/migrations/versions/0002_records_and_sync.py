"""Records, their history, and what sync remembers.

Revision ID: 0002
Revises: 0001
"""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

UUID = sa.Uuid(as_uuid=False)


def upgrade() -> None:
    op.create_table(
        "records",
        *_key("records"),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("rev", sa.BigInteger, nullable=False),
        sa.Column("fields", sa.Text, nullable=False),
        sa.Column("winners", sa.Text, nullable=False),
        sa.Column("conflicts", sa.Text),
        sa.Column("deleted_at", sa.BigInteger),
        sa.Column("due_on", sa.String(10)),
        sa.Column("arrived_at", sa.BigInteger, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_records_account_id_rev", "records", ["account_id", "rev"])
    due = sa.text("due_on IS NOT NULL")
    op.create_index(
        "ix_records_account_id_due_on",
        "records",
        ["account_id", "due_on"],
        sqlite_where=due,
        postgresql_where=due,
    )
    deleted = sa.text("deleted_at IS NOT NULL")
    op.create_index(
        "ix_records_deleted_changed_at",
        "records",
        ["changed_at"],
        sqlite_where=deleted,
        postgresql_where=deleted,
    )
    op.create_table(
        "changes",
        *_key("changes"),
        sa.Column("record_id", UUID, nullable=False),
        sa.Column("device_id", UUID, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("texts", sa.Text),
    )
    op.create_index("ix_changes_account_id_record_id", "changes", ["account_id", "record_id"])
    op.create_table(
        "sync_heads",
        sa.Column("account_id", UUID, nullable=False),
        _account("sync_heads"),
        sa.Column("rev", sa.BigInteger, nullable=False),
        sa.Column("forgotten_rev", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("account_id", name="pk_sync_heads"),
    )
    op.create_table(
        "devices",
        *_key("devices"),
        sa.Column("session_id", UUID, nullable=False),
        sa.Column("timezone", sa.String(64)),
        sa.Column("last_sync_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_edit_at", sa.BigInteger),
        sa.Column("last_edit_corrected", sa.BigInteger),
    )
    op.create_index("ix_devices_account_id_last_sync_at", "devices", ["account_id", "last_sync_at"])
    epoch = op.create_table(
        "server_epoch",
        sa.Column("epoch", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("epoch", name="pk_server_epoch"),
    )
    op.bulk_insert(epoch, [{"epoch": uuid.uuid4().hex}])


def downgrade() -> None:
    for table in ("server_epoch", "devices", "sync_heads", "changes", "records"):
        op.drop_table(table)


def _key(table: str) -> tuple[sa.Column[str] | sa.Constraint, ...]:
    """The key of everything that belongs to an account, which takes it along when it goes."""
    return (
        sa.Column("account_id", UUID, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.PrimaryKeyConstraint("account_id", "id", name=f"pk_{table}"),
        _account(table),
    )


def _account(table: str) -> sa.Constraint:
    return sa.ForeignKeyConstraint(
        ["account_id"], ["accounts.id"], name=f"fk_{table}_accounts", ondelete="CASCADE"
    )
