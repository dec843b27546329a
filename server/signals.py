"""How rooms hear of each other without knowing each other."""

from blinker import Namespace

_signals = Namespace()

#: Sent inside the write transaction, as `schedule_affected.send(session, account_id=...)`, whenever
#: something changed that decides when somebody is prompted, or about whom.
schedule_affected = _signals.signal("schedule-affected")

#: Sent inside the write transaction, as `records_forgotten.send(session, account_id=...,
#: ids=[...])`, when records are forgotten for good: whatever else is kept about them goes too.
records_forgotten = _signals.signal("records-forgotten")

#: Sent after the commit, as `attachments_forgotten.send(None, account_id=..., sha256s=[...])`, of
#: bytes that a forgotten attachment named: those that no record or history still names go at once.
attachments_forgotten = _signals.signal("attachments-forgotten")
