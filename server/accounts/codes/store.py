"""The SQL of one-time codes. The caller has locked the account."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session as Transaction

from server.accounts.activity.store import note
from server.accounts.codes import rules
from server.accounts.codes.models import RecoveryCode
from server.accounts.models import Account


def take_code(s: Transaction, account: Account, code: str, now: datetime) -> bool:
    """Returns whether this is a valid code, from the app or for recovery. A valid code is used
    up."""
    assert account.totp_secret is not None
    step = rules.right_step(account.totp_secret, code, now.timestamp(), account.totp_step)
    if step is not None:
        account.totp_step = step
        return True
    used = s.execute(
        delete(RecoveryCode)
        .where(
            RecoveryCode.account_id == account.id,
            RecoveryCode.code_hash == rules.recovery_hash(code),
        )
        .returning(RecoveryCode.code_hash)
    ).first()
    if used is not None:
        note(s, account.id, "recovery_code_used", now)
    return used is not None


def turn_on(s: Transaction, account: Account, code: str, now: datetime) -> list[str] | None:
    """Activate the pending secret if this is a code of it; the code is used up. Returns the
    recovery codes, or None if the code is wrong."""
    assert account.totp_pending is not None
    step = rules.right_step(account.totp_pending, code, now.timestamp(), None)
    if step is None:
        return None
    account.totp_secret, account.totp_pending, account.totp_step = account.totp_pending, None, step
    note(s, account.id, "codes_on", now)
    return _renew(s, account.id)


def renew_recovery_codes(s: Transaction, account: Account, now: datetime) -> list[str]:
    """Returns ten new codes; the previous ones become invalid."""
    note(s, account.id, "recovery_codes_renewed", now)
    return _renew(s, account.id)


def turn_off(s: Transaction, account: Account, now: datetime) -> None:
    """From now on the password is enough to sign in."""
    if account.totp_secret is not None:
        note(s, account.id, "codes_off", now)
    account.totp_secret = account.totp_pending = account.totp_step = None
    s.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))


def _renew(s: Transaction, account_id: str) -> list[str]:
    s.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    codes = rules.new_recovery_codes()
    s.add_all(
        RecoveryCode(account_id=account_id, code_hash=rules.recovery_hash(code)) for code in codes
    )
    return codes
