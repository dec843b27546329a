"""The SQL of recovery links, and the format of their tokens."""

import hashlib
import secrets
from datetime import datetime, timedelta
from hmac import compare_digest
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session as Transaction

from server import base64url
from server.accounts import store
from server.accounts.models import Account
from server.accounts.recovery.models import RecoveryLink

LIFETIME = timedelta(minutes=30)


def make_link(s: Transaction, account_id: str, now: datetime) -> str:
    """Returns a new token of 43 letters: the account's id, with which every key begins, and 128
    random bits. Invalidates earlier links."""
    token = base64url.encode(UUID(account_id).bytes + secrets.token_bytes(16))
    end_links(s, account_id)
    s.add(RecoveryLink(account_id=account_id, token_hash=_hash(token), expires_at=now + LIFETIME))
    s.flush()
    return token


def find_account(s: Transaction, token: str, now: datetime) -> Account | None:
    """Returns the account whose link has this token, locked; None if the token is wrong, used or
    expired."""
    try:
        digits = base64url.decode(token)
        account_id = str(UUID(bytes=digits[:16]))
    except ValueError:
        return None
    account = store.lock_account(s, account_id)
    link = s.get(RecoveryLink, account_id)
    if account is None or link is None or not compare_digest(link.token_hash, _hash(token)):
        return None
    return account if now <= link.expires_at else None


def end_links(s: Transaction, account_id: str) -> None:
    """Invalidate all links of the account."""
    s.execute(delete(RecoveryLink).where(RecoveryLink.account_id == account_id))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
