"""The SQL of the activity log."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Transaction

from server import database
from server.accounts.activity.models import AccountActivity
from server.for_account import add_for_account

KEPT = timedelta(days=180)
#: The most entries for one account, so that signing in again and again cannot fill the disk.
MOST = 500

What = Literal[
    "signed_up",
    "signed_in",
    "signed_in_with_passkey",
    "signed_out_elsewhere",
    "signed_out_all_others",
    "wipe_asked",
    "wiped",
    "password_changed",
    "password_reset",
    "recovery_asked",
    "recovered",
    "address_changed",
    "passkey_added",
    "passkey_removed",
    "codes_on",
    "codes_off",
    "recovery_codes_renewed",
    "recovery_code_used",
    "token_added",
    "token_ended",
    "exported",
    "mail_stopped",
]


def note(s: Transaction, account_id: str, what: What, now: datetime, detail: str = "") -> None:
    """Log that this happened, if the account exists. Removes the oldest entries beyond MOST.
    `detail` is a browser, as it names itself, or what a key is for; never a text that a user
    typed."""
    happened = {
        AccountActivity.id: str(uuid.uuid4()),
        AccountActivity.what: what,
        AccountActivity.detail: "".join(filter(str.isprintable, detail))[:300],
        AccountActivity.at: now,
    }
    add_for_account(s, AccountActivity, account_id, happened)
    mine = AccountActivity.account_id == account_id
    surplus = (
        select(AccountActivity.id)
        .where(mine)
        .order_by(AccountActivity.at.desc(), AccountActivity.id)
        .offset(MOST)
        .limit(MOST)
    )
    s.execute(delete(AccountActivity).where(mine, AccountActivity.id.in_(surplus)))


def latest(s: Transaction, account_id: str, now: datetime) -> Sequence[AccountActivity]:
    """Returns what happened in the last 180 days, newest first."""
    return s.scalars(
        select(AccountActivity)
        .where(AccountActivity.account_id == account_id, AccountActivity.at > now - KEPT)
        .order_by(AccountActivity.at.desc(), AccountActivity.id)
    ).all()


def purge(now: datetime) -> None:
    """Delete entries older than 180 days. Runs once a day."""
    with database.write() as s:
        s.execute(delete(AccountActivity).where(AccountActivity.at <= now - KEPT))
