"""Passkeys, one-time codes, recovery, what happened to an account, and mail."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

UUID = sa.Uuid(as_uuid=False)
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    for column in (
        sa.Column("prompt_by_mail", sa.String(12), nullable=False, server_default="never"),
        sa.Column("card", sa.Text),
        sa.Column("user_handle", sa.String(43)),
        sa.Column("totp_secret", sa.String(32)),
        sa.Column("totp_pending", sa.String(32)),
        sa.Column("totp_step", sa.BigInteger),
        sa.Column("letters_refused", sa.Integer, nullable=False, server_default="0"),
    ):
        op.add_column("accounts", column)
    op.create_index("ix_accounts_user_handle", "accounts", ["user_handle"])
    op.add_column("sessions", sa.Column("wiping_since", INSTANT))
    create(
        "passkeys",
        sa.Column("id", UUID, nullable=False),
        sa.Column("credential_id", sa.String(1400), nullable=False),
        sa.Column("public_key", sa.Text, nullable=False),
        sa.Column("sign_count", sa.BigInteger, nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("last_used_at", INSTANT),
        key="id",
    )
    create("recovery_codes", sa.Column("code_hash", sa.String(64), nullable=False), key="code_hash")
    create(
        "recovery_links",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
    )
    create(
        "account_activity",
        sa.Column("id", UUID, nullable=False),
        sa.Column("what", sa.String(30), nullable=False),
        sa.Column("detail", sa.String(300), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        key="id",
    )
    op.create_index("ix_account_activity_account_id_at", "account_activity", ["account_id", "at"])
    op.create_index("ix_account_activity_at", "account_activity", ["at"])
    create(
        "letters",
        sa.Column("id", UUID, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("next_at", INSTANT, nullable=False),
        sa.Column("not_after", INSTANT, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("claim_token", UUID),
        key="id",
    )
    op.create_index("ix_letters_next_at", "letters", ["next_at"])


def create(name: str, *columns: sa.Column[object], key: str | None = None) -> None:
    """A table of accounts, whose rows go with theirs."""
    op.create_table(
        name,
        sa.Column("account_id", UUID, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=f"fk_{name}_accounts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", *([key] if key else []), name=f"pk_{name}"),
    )


def downgrade() -> None:
    for table in ("letters", "account_activity", "recovery_links", "recovery_codes", "passkeys"):
        op.drop_table(table)
    op.drop_column("sessions", "wiping_since")
    op.drop_index("ix_accounts_user_handle", "accounts")
    for column in (
        *("letters_refused", "totp_step", "totp_pending", "totp_secret"),
        *("user_handle", "card", "prompt_by_mail"),
    ):
        op.drop_column("accounts", column)
