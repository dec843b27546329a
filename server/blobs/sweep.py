"""Deletes bytes that are no longer needed: daily, and by `flask blobs sweep`.

1. Uploads of which nothing has arrived for 7 days.
2. Bytes that arrived more than a day ago and that neither a record nor its history names.
3. Objects in the store that no table names: a process was killed, or an account deleted. They must
   be a day old, since bytes are in the store before a row names them.
"""

from datetime import datetime

from server import clock, database
from server.blobs import store
from server.blobs.service import DAY_MS, UPLOADS_KEPT_MS, storage
from server.sync.store import lock


def sweep(now: datetime) -> int:
    """Returns how many objects were deleted."""
    at = clock.milliseconds(now)
    with database.read() as s:
        accounts = store.accounts_with_bytes(s)
    gone = 0
    for account_id in accounts:
        with database.write() as s:
            lock(s, account_id)
            names = [
                upload.id for upload in store.stale_uploads(s, account_id, at - UPLOADS_KEPT_MS)
            ]
            for upload in store.stale_uploads(s, account_id, at - UPLOADS_KEPT_MS):
                store.remove_upload(s, upload)
            used = store.named(s, account_id)
            unused = [
                blob.sha256
                for blob in store.all_blobs(s, account_id)
                if blob.arrived_at < at - DAY_MS and blob.sha256 not in used
            ]
            names += store.remove_blobs(s, account_id, unused)
        for name in names:
            storage().delete(account_id, name)
        gone += len(names)
    return gone + _sweep_strays(at)


def _sweep_strays(at: int) -> int:
    old = {
        (account, name)
        for account, name, written_at in storage().names()
        if written_at * 1000 < at - DAY_MS
    }
    with database.read() as s:
        known = {
            (account_id, name)
            for account_id in {account for account, _ in old}
            for name in store.names(s, account_id)
        }
    for account, name in sorted(old - known):
        storage().delete(account, name)
    return len(old - known)
