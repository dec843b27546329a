"""The SQL of tokens."""

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Executable, Table, bindparam, delete, func, or_, select, update
from sqlalchemy.orm import Session as Transaction

from server import database
from server.accounts import store
from server.accounts.models import Account
from server.accounts.tokens.models import Token
from server.prepared import PreparedStatement

#: The most tokens of one account.
MOST_TOKENS = 50
#: `last_used_at` is written at most this often.
TOUCH_EVERY = timedelta(minutes=1)
PREFIX = "kdx_"

_TOKEN = cast(Table, Token.__table__).c
_ACCOUNT = cast(Table, Account.__table__).c


def _by_hash(_dialect: str) -> Executable:
    return (
        select(_TOKEN.account_id, _TOKEN.id, _TOKEN.scope, _TOKEN.last_used_at, _ACCOUNT.email_key)
        .join(Account, _ACCOUNT.id == _TOKEN.account_id)
        .where(_TOKEN.token_hash == bindparam("token"))
    )


#: Runs at each request of another program.
_BY_HASH = PreparedStatement(_by_hash)


class TooManyTokens(Exception):
    """The account has MOST_TOKENS already."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose token it is, and its purpose."""

    account_id: str
    token_id: str
    scope: str
    #: The account's address, as addresses are compared.
    email_key: str


def add(
    s: Transaction, account_id: str, *, name: str, scope: str, now: datetime
) -> tuple[Token, str] | None:
    """Returns (the row of a new token, the token itself, which is stored nowhere); None if the
    account is gone. Raises TooManyTokens."""
    if store.lock_account(s, account_id) is None:
        return None
    count = select(func.count()).select_from(Token).where(Token.account_id == account_id)
    if s.scalar(count) >= MOST_TOKENS:  # type: ignore[operator]
        raise TooManyTokens
    token = PREFIX + secrets.token_urlsafe(32)
    row = Token(
        account_id=account_id,
        id=str(uuid.uuid4()),
        token_hash=_hash(token),
        name=name,
        scope=scope,
        created_at=now,
    )
    s.add(row)
    s.flush()
    return row, token


def list_tokens(s: Transaction, account_id: str) -> list[Token]:
    """Returns the account's tokens, newest first."""
    wanted = select(Token).where(Token.account_id == account_id)
    return list(s.scalars(wanted.order_by(Token.created_at.desc(), Token.id)))


def end(s: Transaction, account_id: str, token_id: str) -> bool:
    """Delete one token. Returns False if the account has no such token."""
    gone = s.execute(
        delete(Token)
        .where(Token.account_id == account_id, Token.id == token_id)
        .returning(Token.id)
    )
    return gone.first() is not None


def end_all(s: Transaction, account_id: str) -> None:
    """Delete all tokens of the account."""
    s.execute(delete(Token).where(Token.account_id == account_id))


def find_holder(token: str, now: datetime) -> Holder | None:
    """Returns whose token this is, whatever its purpose, or None; records that it was used."""
    if not token.startswith(PREFIX):
        return None
    with database.read_autocommit() as s:
        found = _BY_HASH.run(s, token=_hash(token)).first()
    if found is None:
        return None
    if found.last_used_at is None or now - found.last_used_at >= TOUCH_EVERY:
        with database.write() as t:
            _touch(t, found.account_id, found.id, now)
    return Holder(
        account_id=found.account_id,
        token_id=found.id,
        scope=found.scope,
        email_key=found.email_key,
    )


def is_there(account_id: str, token_id: str) -> bool:
    """Returns whether the token, and its account, still exist."""
    with database.read() as s:
        wanted = select(Token.id).where(Token.account_id == account_id, Token.id == token_id)
        return s.scalar(wanted) is not None


def _touch(s: Transaction, account_id: str, token_id: str, now: datetime) -> None:
    """Record the use. A clock that was set back does not change it."""
    earlier = or_(Token.last_used_at.is_(None), Token.last_used_at < now)
    s.execute(
        update(Token)
        .where(Token.account_id == account_id, Token.id == token_id, earlier)
        .values(last_used_at=now)
    )


def _hash(token: str) -> str:
    # 256 random bits cannot be guessed, so a slow hash would add no protection.
    return hashlib.sha256(token.encode(errors="surrogateescape")).hexdigest()
