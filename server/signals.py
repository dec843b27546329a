"""Signals, by which folders notify others that they must not import."""

from blinker import Namespace

_signals = Namespace()

#: Sent inside the write transaction, as `schedule_affected.send(session, account_id=...)`, whenever
#: something changed that decides when somebody is prompted, or about whom.
schedule_affected = _signals.signal("schedule-affected")

#: Sent inside the write transaction, as `records_forgotten.send(session, account_id=...,
#: ids=[...])`, when records are forgotten for good: whatever else is kept about them goes too.
records_forgotten = _signals.signal("records-forgotten")

#: Sent inside the write transaction, as `session_wiping.send(session, account_id=...,
#: session_id=...)`, when a lost phone is told to wipe itself: nothing more is sent to it.
session_wiping = _signals.signal("session-wiping")

#: Sent inside the write transaction, as `signed_in_anew.send(session, account_id=...,
#: session_id=..., browser=...)`, when somebody signed in on a phone that the account did not know.
signed_in_anew = _signals.signal("signed-in-anew")

#: Sent after the commit, as `account_deleted.send(None, account_id=...)`: what was the account's
#: and lies outside of the database goes.
account_deleted = _signals.signal("account-deleted")

#: Sent after the commit, as `attachments_forgotten.send(None, account_id=..., sha256s=[...])`, of
#: bytes that a forgotten attachment named: those that no record or history still names go at once.
attachments_forgotten = _signals.signal("attachments-forgotten")

#: Sent inside the write transaction, as `bytes_arrived.send(session, account_id=..., sha256=...)`,
#: when an account has bytes that it did not have before.
bytes_arrived = _signals.signal("bytes-arrived")
