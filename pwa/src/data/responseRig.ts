/** Requests of a phone, and answers that a server could give. */
import type { Change, PulledRecord, SyncRequest, SyncResponse } from '../sync/protocol';
import { applyResponse } from './applyResponse';
import { EVENING, phone } from './rig';
import { syncStore } from './syncStore';

export const response = (more: Partial<SyncResponse>): SyncResponse => ({
  results: [],
  records: [],
  cursor: 'c1',
  more: false,
  reset: false,
  ...more,
});

export const pulled = (id: string, rev: number, known_for: string): PulledRecord => ({
  kind: 'person',
  id,
  rev,
  fields: { name: 'Maya', known_for },
  deleted_at: null,
});

export function answered() {
  const own = phone();
  const store = syncStore({
    account: own.store.account ?? '',
    connection: own.connection,
    announce: () => undefined,
    now: () => EVENING,
    timezone: () => 'UTC',
  });
  const take = (request: SyncRequest, more: Partial<SyncResponse>) =>
    own.connection.run((database) =>
      applyResponse(database, request, response(more), () => EVENING),
    );
  return { ...own, sync: store, take };
}

export const first = (request: SyncRequest): Change => request.changes[0] as Change;
