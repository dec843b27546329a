"""The SQL of links for recovery, and what their token looks like."""

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
    """A new token of 43 letters: the account's id, which leads every key, and 128 random bits. Any
    link before it ends."""
    token = base64url.encode(UUID(account_id).bytes + secrets.token_bytes(16))
    end_links(s, account_id)
    s.add(RecoveryLink(account_id=account_id, token_hash=_hash(token), expires_at=now + LIFETIME))
    s.flush()
    return token


def find_account(s: Transaction, token: str, now: datetime) -> Account | None:
    """The account whose link has this token, locked; None if it is wrong, was used, or is over."""
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
    """No link of the account opens anything any more."""
    s.execute(delete(RecoveryLink).where(RecoveryLink.account_id == account_id))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
