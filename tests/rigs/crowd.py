"""A crowd of accounts, each a copy of one that was made by the app, in a few statements.

An id belongs to its account, so that copies may keep the ids of their records, and what refers to
them stays right. Only the account's own id, its address and the endpoints are made anew.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Connection, Table, text

from server.extensions import Base
from server.postgres import take_your_time

#: Account number `i` of a crowd, from 1.
_IDS = {
    "sqlite": "printf('%08x%024x', (i * 2654435761) % 4294967296, i)",
    "postgresql": "CAST(lpad(to_hex((i * 2654435761) % 4294967296), 8, '0')"
    " || lpad(to_hex(i), 24, '0') AS uuid)",
}
_SERIES = {
    "sqlite": "WITH RECURSIVE series(i) AS (SELECT :first UNION ALL SELECT i + 1 FROM series"
    " WHERE i < :last)",
    "postgresql": "WITH series AS"
    " (SELECT generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) AS i)",
}
_TEXT = "CAST(i AS text)"
#: What has to differ. An endpoint ends with the number of its account.
_NEW = {
    "accounts.email": f"'a' || {_TEXT} || '@crowd.example'",
    "accounts.email_key": f"'a' || {_TEXT} || '@crowd.example'",
    "push_subscriptions.endpoint": f"t.endpoint || '/' || {_TEXT}",
    "push_subscriptions.endpoint_key": f"{_TEXT} || '/' || substr(t.endpoint_key, 1, 50)",
}


def account_id(number: int) -> str:
    """The id of account `number`, as the app writes it."""
    digits = f"{(number * 2654435761) % 4294967296:08x}{number:024x}"
    lengths = (8, 4, 4, 4, 12)
    ends = [sum(lengths[: place + 1]) for place in range(len(lengths))]
    return "-".join(digits[end - length : end] for end, length in zip(ends, lengths, strict=True))


def multiply(
    connection: Connection,
    template: str,
    count: int,
    *,
    first: int = 1,
    only: Collection[str] = (),
    new: Mapping[str, str] = {},
) -> None:
    """Add `count` copies of the account `template`: all of its rows, or those in the tables `only`.
    They are the accounts from number `first` on.

    `new` has SQL for more columns, `table.column`: of the row that is copied, `t`, and of the
    number of the account, `i`."""
    dialect = connection.dialect.name
    take_your_time(connection)
    made = _IDS[dialect]
    digits = template.replace("-", "") if dialect == "sqlite" else template
    for table in Base.metadata.sorted_tables:
        owner = "id" if table.name == "accounts" else "account_id"
        if owner not in table.c or (only and table.name not in only):
            continue
        columns = _columns(table, {f"{table.name}.{owner}": made} | _NEW | dict(new))
        connection.execute(
            text(
                f"INSERT INTO {table.name} ({', '.join(columns)}) {_SERIES[dialect]}"
                f" SELECT {', '.join(columns.values())} FROM {table.name} AS t, series"
                f" WHERE t.{owner} = :template"
            ),
            {"first": first, "last": first + count - 1, "template": digits},
        )


def instant(moment: datetime, dialect: str) -> str:
    """An instant in UTC, in SQL."""
    written = f"'{moment:%Y-%m-%d %H:%M:%S.%f}'"
    return written if dialect == "sqlite" else f"CAST({written} || '+00' AS timestamptz)"


def _columns(table: Table, new: Mapping[str, str]) -> dict[str, str]:
    return {name: new.get(f"{table.name}.{name}", f"t.{name}") for name in table.columns.keys()}  # noqa: SIM118
