"""An endpoint is unique within its account: no key that a row must not share is without one."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLE = "push_subscriptions"
ALONE, OF_ACCOUNT = f"uq_{TABLE}_endpoint_key", f"uq_{TABLE}_account_id_endpoint_key"
LOOK = f"ix_{TABLE}_endpoint_key"


def upgrade() -> None:
    with op.batch_alter_table(TABLE) as table:
        table.drop_constraint(ALONE, type_="unique")
        table.create_unique_constraint(OF_ACCOUNT, ["account_id", "endpoint_key"])
        table.create_index(LOOK, ["endpoint_key"])


def downgrade() -> None:
    with op.batch_alter_table(TABLE) as table:
        table.drop_index(LOOK)
        table.drop_constraint(OF_ACCOUNT, type_="unique")
        table.create_unique_constraint(ALONE, ["endpoint_key"])
