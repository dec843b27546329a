"""How rooms hear of each other without knowing each other."""

from blinker import Namespace

_signals = Namespace()

#: Sent inside the write transaction, as `schedule_affected.send(session, account_id=...)`, whenever
#: something changed that decides when somebody is prompted, or about whom.
schedule_affected = _signals.signal("schedule-affected")
