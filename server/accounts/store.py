"""The SQL of accounts and sessions."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Executable, Table, bindparam, delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as Transaction

from server.accounts.email_address import email_key, email_keys
from server.accounts.models import Account, Session
from server.driver_connection import DriverConnection
from server.languages import DEFAULT
from server.prepared import Executor, PreparedStatement
from server.signals import session_wiping

#: A session ends this long after its last use.
SESSION_LIFETIME = timedelta(days=180)
#: How long a phone that must wipe itself may still send its outbox.
WIPING = timedelta(days=30)

_SESSION = cast(Table, Session.__table__).c


def _living_session(_dialect: str) -> Executable:
    since = _SESSION.wiping_since
    return select(_SESSION.id, _SESSION.last_used_at, since).where(
        _SESSION.account_id == bindparam("account"),
        _SESSION.token_hash == bindparam("token"),
        _SESSION.last_used_at > bindparam("after"),
        or_(since.is_(None), since > bindparam("wiping_after")),
    )


def _touch_session(_dialect: str) -> Executable:
    used_at = bindparam("used_at", type_=_SESSION.last_used_at.type)
    return (
        update(cast(Table, Session.__table__))
        .where(
            _SESSION.account_id == bindparam("account"),
            _SESSION.id == bindparam("session"),
            _SESSION.last_used_at < used_at,
        )
        .values(last_used_at=used_at)
    )


#: Runs at each request.
_LIVING_SESSION = PreparedStatement(_living_session)
#: Runs in the transaction of a sync.
_TOUCH_SESSION = PreparedStatement(_touch_session)


class AddressTaken(Exception):
    """Another account has this address."""


def add_account(
    s: Transaction,
    *,
    email: str,
    name: str,
    password_hash: str,
    timezone: str,
    now: datetime,
    language: str = DEFAULT,
) -> Account:
    """Returns a new account; `clean_email` returned its address. Raises AddressTaken; then the
    transaction must be given up."""
    if find_account(s, email) is not None:
        raise AddressTaken(email)
    account = Account(
        id=str(uuid.uuid4()),
        email=email,
        email_key=email_key(email),
        name=name,
        password_hash=password_hash,
        timezone=timezone,
        prompt_at="08:30",
        language=language,
        created_at=now,
    )
    s.add(account)
    try:
        s.flush()
    except IntegrityError as error:
        raise AddressTaken(email) from error
    return account


def find_account(s: Transaction, email: str) -> Account | None:
    """Returns the account with this address, in whatever case and script it is written, or None."""
    keys = email_keys(email)
    if not keys:
        return None
    rows = s.scalars(select(Account).where(Account.email_key.in_(keys)))
    found = {each.email_key: each for each in rows}
    return next((found[key] for key in keys if key in found), None)


def lock_account(s: Transaction, account_id: str) -> Account | None:
    """Returns the account, locked: nobody else can change or delete it until this transaction ends.
    None if it is gone."""
    return s.get(Account, account_id, with_for_update=True)


def all_accounts(s: Transaction) -> list[Account]:
    """Returns all accounts, oldest first. For the command line."""
    return list(s.scalars(select(Account).order_by(Account.created_at, Account.id)))


def change_account(s: Transaction, account_id: str, changes: dict[str, Any]) -> Account | None:
    """Set these columns. Returns the account, or None if it is gone."""
    account = lock_account(s, account_id)
    if account is not None:
        for column, value in changes.items():
            setattr(account, column, value)
    return account


def letters_were_taken(s: Transaction, account_ids: Sequence[str]) -> None:
    """Call when the mail server accepted letters: earlier refusals were not permanent."""
    refused = (Account.id.in_(account_ids), Account.letters_refused > 0)
    s.execute(update(Account).where(*refused).values(letters_refused=0))


def delete_account(s: Transaction, account_id: str) -> bool:
    """Erase the account and, by ON DELETE CASCADE, all its data. Returns False if there was
    none."""
    gone = s.execute(delete(Account).where(Account.id == account_id).returning(Account.id))
    return gone.first() is not None


def open_session(
    s: Transaction, account_id: str, *, token_hash: str, user_agent: str, now: datetime
) -> Session:
    """Returns a new session, which ends SESSION_LIFETIME after its last use."""
    row = Session(
        account_id=account_id,
        id=str(uuid.uuid4()),
        token_hash=token_hash,
        created_at=now,
        last_used_at=now,
        user_agent="".join(filter(str.isprintable, user_agent))[:300],
    )
    s.add(row)
    s.flush()
    return row


def get_account(s: Transaction, account_id: str) -> Account | None:
    """Returns the account with this id, or None."""
    return s.get(Account, account_id)


def find_session(
    s: Transaction | DriverConnection, account_id: str, token_hash: str, now: datetime
) -> tuple[str, datetime, bool] | None:
    """Returns (id, when last used, whether its phone must wipe itself) of the account's valid
    session with this token, or None."""
    found = _LIVING_SESSION.run(
        s,
        account=account_id,
        token=token_hash,
        after=now - SESSION_LIFETIME,
        wiping_after=now - WIPING,
    ).first()
    if found is None:
        return None
    return found.id, found.last_used_at, found.wiping_since is not None


def session_opened_at(s: Transaction, account_id: str, session_id: str) -> datetime | None:
    """Returns when the owner of this session signed in; None if it has ended."""
    return s.scalar(
        select(Session.created_at).where(Session.account_id == account_id, Session.id == session_id)
    )


def touch_session(s: Executor, account_id: str, session_id: str, now: datetime) -> None:
    """Record that the session was used. A clock that was set back does not shorten its life."""
    _TOUCH_SESSION.run(s, account=account_id, session=session_id, used_at=now)


def list_sessions(s: Transaction, account_id: str, now: datetime) -> list[Session]:
    """Returns the valid sessions of the account, the last used first."""
    return list(
        s.scalars(
            select(Session)
            .where(
                Session.account_id == account_id,
                Session.last_used_at > now - SESSION_LIFETIME,
            )
            .order_by(Session.last_used_at.desc(), Session.id)
        )
    )


def close_session(s: Transaction, account_id: str, session_id: str) -> str | None:
    """Sign one phone out. Returns its browser, or None if the account has no such session."""
    return s.scalar(
        delete(Session)
        .where(Session.account_id == account_id, Session.id == session_id)
        .returning(Session.user_agent)
    )


def close_all_sessions(s: Transaction, account_id: str) -> None:
    """Sign every phone of the account out."""
    s.execute(delete(Session).where(Session.account_id == account_id))


def close_other_sessions(s: Transaction, account_id: str, session_id: str) -> None:
    """Sign out every phone of the account but one. Phones that must wipe themselves still do."""
    s.execute(
        delete(Session).where(
            Session.account_id == account_id,
            Session.id != session_id,
            Session.wiping_since.is_(None),
        )
    )


def wipe_session(s: Transaction, account_id: str, session_id: str, now: datetime) -> str | None:
    """Have a phone wipe itself at its next sync. Returns its browser, or None if the account has no
    such session."""
    row = s.get(Session, (account_id, session_id), with_for_update=True)
    if row is None:
        return None
    row.wiping_since = row.wiping_since or now
    session_wiping.send(s, account_id=account_id, session_id=session_id)
    return row.user_agent


def purge_sessions(s: Transaction, account_id: str, now: datetime) -> None:
    """Delete the account's sessions that have ended."""
    s.execute(
        delete(Session).where(
            Session.account_id == account_id,
            or_(
                Session.last_used_at <= now - SESSION_LIFETIME,
                Session.wiping_since <= now - WIPING,
            ),
        )
    )


def end_oldest_sessions(s: Transaction, account_id: str, now: datetime, most: int) -> None:
    """Sign out the least recently used phones until fewer than so many are left. Refusing the new
    session instead would lock out somebody who lost the others."""
    for row in list_sessions(s, account_id, now)[most - 1 :]:
        s.delete(row)
    s.flush()
