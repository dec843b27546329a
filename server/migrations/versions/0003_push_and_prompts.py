"""Push subscriptions, and the memory of every morning's prompt."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "push_subscriptions",
        _uuid("account_id"),
        _uuid("id"),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("endpoint_key", sa.String(64), nullable=False),
        sa.Column("p256dh", sa.String(88), nullable=False),
        sa.Column("auth", sa.String(24), nullable=False),
        _uuid("session_id"),
        _instant("created_at"),
        sa.PrimaryKeyConstraint("account_id", "id", name="pk_push_subscriptions"),
        _account("push_subscriptions"),
        sa.ForeignKeyConstraint(
            ["account_id", "session_id"],
            ["sessions.account_id", "sessions.id"],
            name="fk_push_subscriptions_sessions",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("endpoint_key", name="uq_push_subscriptions_endpoint_key"),
    )
    op.create_index(
        "ix_push_subscriptions_session", "push_subscriptions", ["account_id", "session_id"]
    )
    op.create_table(
        "prompt_schedules",
        _uuid("account_id"),
        _instant("next_at", nullable=True),
        _instant("lease_until", nullable=True),
        sa.Column("claim_token", sa.Uuid(as_uuid=False), nullable=True),
        sa.PrimaryKeyConstraint("account_id", name="pk_prompt_schedules"),
        _account("prompt_schedules"),
    )
    op.create_index("ix_prompt_schedules_next_at", "prompt_schedules", ["next_at"])
    op.create_table(
        "prompts",
        _uuid("account_id"),
        sa.Column("morning", sa.Date(), nullable=False),
        _instant("begun_at"),
        _instant("expires_at"),
        sa.Column("taken", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "morning", name="pk_prompts"),
        _account("prompts"),
    )
    op.create_table(
        "prompt_followups",
        _uuid("account_id"),
        sa.Column("morning", sa.Date(), nullable=False),
        _uuid("followup_id"),
        _uuid("person_id"),
        sa.Column("due_on", sa.String(10), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "morning", "followup_id", name="pk_prompt_followups"),
        _prompt("prompt_followups"),
    )
    op.create_index(
        "ix_prompt_followups_followup", "prompt_followups", ["account_id", "followup_id"]
    )
    op.create_table(
        "prompt_deliveries",
        _uuid("account_id"),
        sa.Column("morning", sa.Date(), nullable=False),
        _uuid("subscription_id"),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        _instant("retry_at"),
        sa.PrimaryKeyConstraint(
            "account_id", "morning", "subscription_id", name="pk_prompt_deliveries"
        ),
        _prompt("prompt_deliveries"),
    )
    op.create_table(
        "worker_ticks",
        sa.Column("name", sa.String(20), nullable=False),
        _instant("ticked_at"),
        sa.PrimaryKeyConstraint("name", name="pk_worker_ticks"),
    )


def downgrade() -> None:
    for table in (
        "worker_ticks",
        "prompt_deliveries",
        "prompt_followups",
        "prompts",
        "prompt_schedules",
        "push_subscriptions",
    ):
        op.drop_table(table)


def _uuid(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Uuid(as_uuid=False), nullable=False)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _account(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["account_id"], ["accounts.id"], name=f"fk_{table}_accounts", ondelete="CASCADE"
    )


def _prompt(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["account_id", "morning"],
        ["prompts.account_id", "prompts.morning"],
        name=f"fk_{table}_prompts",
        ondelete="CASCADE",
    )
