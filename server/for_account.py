"""Inserts a row for an account that may not exist."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from server.extensions import Base

#: An id that no account has.
NOBODY = "00000000-0000-0000-0000-000000000000"


def add_for_account(
    s: Session, table: Any, account_id: str, row: Mapping[InstrumentedAttribute[Any], Any]
) -> None:
    """Insert a row for an account. If the account does not exist, the same statement runs and
    inserts nothing, so that the time it takes reveals nothing."""
    accounts = Base.metadata.tables["accounts"].c
    values = [literal(value, column.type) for column, value in row.items()]
    given = select(accounts.id, *values).where(accounts.id == account_id)
    s.execute(insert(table).from_select([table.account_id, *row], given))
