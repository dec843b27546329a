"""What was forgotten for good stays forgotten when a backup comes back that still has it."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.exc import DatabaseError

from server import clock, database
from server.accounts.store import get_account
from server.backup.errors import BackupError
from server.extensions import db
from server.signals import attachments_forgotten
from server.sync.forget import forget_again, stones_in

#: By account, the kinds by the ids of records.
Stones = Mapping[str, Mapping[str, str]]


def of_file(file: Path) -> Stones:
    """Those of a SQLite file. Raises BackupError if it cannot be read."""
    engine = create_engine(f"sqlite:///{file}")
    try:
        return stones_in(engine)
    except DatabaseError as error:
        raise BackupError(f"{file} cannot be read: {error.orig}.") from error
    finally:
        engine.dispose()


def of_schema(schema: str) -> Stones:
    """Those of a schema of our PostgreSQL database."""
    return stones_in(db.engine, schema)


def lay(stones: Stones) -> dict[str, list[str]]:
    """Lay them in the database of the current app, in the accounts that it has. Returns, by
    account, which bytes their records had."""
    now = clock.now()
    bytes_of: dict[str, list[str]] = {}
    for account_id, of_account in stones.items():
        with database.read() as s:
            is_there = get_account(s, account_id) is not None
        if is_there and (sha256s := forget_again(account_id, of_account, now)):
            bytes_of[account_id] = sha256s
    return bytes_of


def let_go_of_bytes(*of_accounts: Mapping[str, Iterable[str]]) -> None:
    """Have bytes go that nobody names any more."""
    for bytes_of in of_accounts:
        for account_id, sha256s in bytes_of.items():
            attachments_forgotten.send(None, account_id=account_id, sha256s=list(sha256s))
