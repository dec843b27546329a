"""The SQL of push subscriptions. Each query takes the account first, except the look-up of an
endpoint, which belongs to one account only."""

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import Table, bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from server.columns import UuidText
from server.push.models import PushSubscription

#: Above this number the oldest are deleted: a browser that is set up anew leaves unused ones.
MOST_PER_ACCOUNT = 50


class EndpointTakenError(Exception):
    """The endpoint belongs to another account, and these are not its keys."""


def put_subscription(
    s: Session,
    account_id: str,
    *,
    endpoint: str,
    p256dh: str,
    auth: str,
    session_id: str,
    now: datetime,
    public_key: str | None = None,
) -> bool:
    """Store a subscription of the phone with that session. Returns whether it is new to the
    account.

    A subscription of another account moves to this one if both its keys are equal: it is the same
    browser, in which somebody else has signed in. Raises EndpointTakenError if they are not, and
    IntegrityError if the session has ended meanwhile.

    `public_key` is the server's key with which it was made; None if the client does not say: then
    the stored one stays.
    """
    key = endpoint_key(endpoint)
    _be_alone_with(s, key)
    others = s.scalars(
        select(PushSubscription).where(
            PushSubscription.endpoint_key == key, PushSubscription.account_id != account_id
        )
    ).all()
    if any((other.p256dh, other.auth) != (p256dh, auth) for other in others):
        raise EndpointTakenError
    remove_all(s, [(other.account_id, other.id) for other in others])
    held = s.scalar(
        select(PushSubscription)
        .where(PushSubscription.account_id == account_id, PushSubscription.endpoint_key == key)
        .with_for_update()
    )
    row = held or PushSubscription(
        account_id=account_id,
        id=str(uuid.uuid4()),
        endpoint=endpoint,
        endpoint_key=key,
        created_at=now,
    )
    row.p256dh, row.auth, row.session_id = p256dh, auth, session_id
    if public_key is not None:
        row.public_key = public_key
    s.add(row)
    s.flush()
    if held is None:
        _drop_oldest(s, account_id)
    return held is None


def _be_alone_with(s: Session, key: str) -> None:
    """Lock the endpoint for all accounts until the end of this transaction. On SQLite a writer is
    alone anyway."""
    if s.get_bind().dialect.name == "postgresql":
        number = int.from_bytes(bytes.fromhex(key[:16]), signed=True)
        s.execute(select(func.pg_advisory_xact_lock(number)))


def subscriptions(s: Session, account_id: str) -> Sequence[PushSubscription]:
    """Returns all subscriptions of the account, oldest first."""
    return s.scalars(
        select(PushSubscription)
        .where(PushSubscription.account_id == account_id)
        .order_by(PushSubscription.created_at, PushSubscription.id)
    ).all()


def remove_endpoint(s: Session, account_id: str, endpoint: str) -> bool:
    """Delete a subscription of the account. Returns whether there was one."""
    removed = s.scalars(
        delete(PushSubscription)
        .where(
            PushSubscription.account_id == account_id,
            PushSubscription.endpoint_key == endpoint_key(endpoint),
        )
        .returning(PushSubscription.id)
    ).all()
    return bool(removed)


def remove_of_session(s: Session, account_id: str, session_id: str) -> None:
    """Delete the subscription of the phone with that session."""
    s.execute(
        delete(PushSubscription).where(
            PushSubscription.account_id == account_id, PushSubscription.session_id == session_id
        )
    )


def remove_all(s: Session, keys: Iterable[tuple[str, str]]) -> None:
    """Delete subscriptions of many accounts at once: (account, subscription) each."""
    rows = [{"b_account": account_id, "b_id": device} for account_id, device in sorted(keys)]
    if not rows:
        return
    row = cast(Table, PushSubscription.__table__).c
    statement = delete(cast(Table, PushSubscription.__table__)).where(
        row.account_id == bindparam("b_account", type_=UuidText),
        row.id == bindparam("b_id", type_=UuidText),
    )
    s.connection().execute(statement, rows)


def count_by_key(s: Session, in_use: str) -> dict[str, int]:
    """Returns how many subscriptions were made with each key, in all accounts."""
    key = func.coalesce(PushSubscription.public_key, in_use)
    rows = s.execute(select(key, func.count()).group_by(key))
    return {str(found): count for found, count in rows}


def name_key(s: Session, in_use: str) -> None:
    """Store the key in use with all subscriptions, in all accounts, for which no key is known."""
    s.execute(
        update(PushSubscription)
        .where(PushSubscription.public_key.is_(None))
        .values(public_key=in_use)
    )


def remove_made_with(s: Session, public_key: str) -> None:
    """Delete the subscriptions that were made with this key, in all accounts."""
    s.execute(delete(PushSubscription).where(PushSubscription.public_key == public_key))


def endpoint_key(endpoint: str) -> str:
    """Returns SHA-256 in hex: an endpoint is long, and is compared as a whole."""
    return hashlib.sha256(endpoint.encode(errors="surrogatepass")).hexdigest()


def _drop_oldest(s: Session, account_id: str) -> None:
    count = s.scalar(
        select(func.count())
        .select_from(PushSubscription)
        .where(PushSubscription.account_id == account_id)
    )
    if (count or 0) > MOST_PER_ACCOUNT:
        surplus = subscriptions(s, account_id)[:-MOST_PER_ACCOUNT]
        remove_all(s, [(account_id, row.id) for row in surplus])
