"""The SQL of passkeys."""

import secrets
import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Transaction

from server.accounts.models import Account
from server.accounts.passkeys.ceremony import MadeKey
from server.accounts.passkeys.models import Passkey

MOST_PASSKEYS = 20


class TooManyPasskeys(Exception):
    """The account has MOST_PASSKEYS already."""


class KnownPasskey(Exception):
    """This passkey belongs to the account already."""


def user_handle(s: Transaction, account: Account) -> str:
    """Returns the id by which the account's passkeys name it: 32 random bytes in base64url, created
    with the first passkey. The account is locked."""
    if account.user_handle is None:
        account.user_handle = secrets.token_urlsafe(32)
        s.flush()
    return account.user_handle


def find_by_handle(s: Transaction, handle: str) -> str | None:
    """Returns the id of the account with this handle, or None."""
    if len(handle) != 43 or not handle.isascii() or not handle.isprintable():
        return None
    return s.scalar(select(Account.id).where(Account.user_handle == handle))


def passkeys(s: Transaction, account_id: str) -> Sequence[Passkey]:
    """Returns all passkeys of the account, newest first."""
    return s.scalars(
        select(Passkey)
        .where(Passkey.account_id == account_id)
        .order_by(Passkey.created_at.desc(), Passkey.id)
    ).all()


def find(s: Transaction, account_id: str, credential_id: str) -> Passkey | None:
    """Returns the account's passkey with that id, or None."""
    return next((e for e in passkeys(s, account_id) if e.credential_id == credential_id), None)


def add(s: Transaction, account_id: str, key: MadeKey, name: str, now: datetime) -> Passkey:
    """Store a passkey of an account that is locked. Raises TooManyPasskeys and KnownPasskey."""
    known = passkeys(s, account_id)
    if any(each.credential_id == key.credential_id for each in known):
        raise KnownPasskey
    if len(known) >= MOST_PASSKEYS:
        raise TooManyPasskeys
    row = Passkey(
        account_id=account_id,
        id=str(uuid.uuid4()),
        credential_id=key.credential_id,
        public_key=key.public_key,
        sign_count=key.sign_count,
        name=name,
        created_at=now,
    )
    s.add(row)
    s.flush()
    return row


def remove(s: Transaction, account_id: str, passkey_id: str) -> bool:
    """Delete a passkey. Returns False if the account has no such passkey."""
    gone = s.execute(
        delete(Passkey)
        .where(Passkey.account_id == account_id, Passkey.id == passkey_id)
        .returning(Passkey.id)
    )
    return gone.first() is not None
