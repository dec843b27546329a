"""Records that were forgotten for good stay forgotten when a backup is restored that still has
them."""

import logging
from collections.abc import Iterable, Mapping

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from server import clock, database
from server.accounts.store import get_account
from server.extensions import db
from server.signals import attachments_forgotten
from server.sync.forget import forget_again, stones_in

#: By account, the kinds by the ids of records.
Stones = Mapping[str, Mapping[str, str]]

#: The comment on a schema that a restore has set aside, until its stones are laid. If the restore
#: is killed before that, the next worker or restore lays them.
ARE_TO_BE_LAID = "Who was forgotten here is still to be forgotten in what was restored."

log = logging.getLogger(__name__)


def lay(stones: Stones) -> dict[str, list[str]]:
    """Lay stones in the database of the current app, in those accounts that exist there. Returns,
    by account, the bytes of their records."""
    now = clock.now()
    bytes_of: dict[str, list[str]] = {}
    for account_id, of_account in stones.items():
        with database.read() as s:
            is_there = get_account(s, account_id) is not None
        if is_there and (sha256s := forget_again(account_id, of_account, now)):
            bytes_of[account_id] = sha256s
    return bytes_of


def lay_those_set_aside() -> None:
    """Lay the stones of all schemas that a restore on PostgreSQL has set aside, and whose stones
    are not laid yet. One that cannot be read is logged, and does not delay the prompts."""
    if db.engine.dialect.name != "postgresql":
        return
    with db.engine.connect() as connection:
        marked = (
            "SELECT nspname FROM pg_namespace WHERE obj_description(oid, 'pg_namespace') = :said"
        )
        schemas = connection.scalars(text(marked), {"said": ARE_TO_BE_LAID}).all()
    for schema in schemas:
        try:
            found = stones_in(db.engine, schema)
        except DatabaseError:
            log.exception("a schema that was set aside cannot be read: schema=%s", schema)
            continue
        let_go_of_bytes(lay(found))
        with db.engine.begin() as connection:
            quoted = connection.dialect.identifier_preparer.quote(schema)
            connection.execute(text(f"COMMENT ON SCHEMA {quoted} IS NULL"))


def let_go_of_bytes(*of_accounts: Mapping[str, Iterable[str]]) -> None:
    """Delete bytes that no record names any more."""
    for bytes_of in of_accounts:
        for account_id, sha256s in bytes_of.items():
            attachments_forgotten.send(None, account_id=account_id, sha256s=list(sha256s))
