import type { FieldError } from '../records/kinds';
import { fitting } from '../sync/batch';
import { BRIEF } from '../sync/brief';
import type { SyncStore } from '../sync/engine';
import { type Knows, sendable } from '../sync/known';
import type { SyncRequest, SyncResponse } from '../sync/protocol';
import { applyResponse } from './applyResponse';
import { Ticker } from './clock';
import type { Connection } from './connection';
import type { Clock, Database, Progress, Schema } from './database';
import { firstBack, keepForgotten, readForgotten } from './forgotten';
import { rewriteFiles } from './rewriteFiles';
import { transact } from './transact';

/** Returns this installation's id and its last `at`; creates them at the first sync. */
async function clockOf(database: Database): Promise<Clock> {
  const kept = (await database.get('meta', 'clock')) as Clock | undefined;
  if (kept) return kept;
  return transact(database, ['meta'], async (transaction) => {
    const ticker = await Ticker.read(transaction, () => 0);
    ticker.keep(transaction);
    return ticker.clock;
  });
}

/**
 * The account's database as the sync engine sees it. `announce` is called with the kinds that an answer
 * changed.
 */
export function syncStore(parts: {
  account: string;
  connection: Connection<Schema>;
  announce: (kinds: Set<string>) => void;
  now: () => number;
  timezone: () => string;
}): SyncStore {
  const { account, connection, announce, now, timezone } = parts;
  return {
    next: (limit) =>
      connection.run(async (database): Promise<SyncRequest> => {
        const clock = await clockOf(database);
        const reading = database.transaction(['outbox', 'meta']);
        const ofState = reading.objectStore('outbox').index('state');
        const [waiting, knows, progress, last] = await Promise.all([
          limit ? ofState.getAll('waiting', limit) : Promise.resolve([]),
          reading.objectStore('meta').get('knows') as Promise<Knows | undefined>,
          reading.objectStore('meta').get('progress') as Promise<Progress | undefined>,
          reading.objectStore('meta').get('clock') as Promise<Clock | undefined>,
        ]);
        let sent = sendable(waiting, knows);
        // Changes with fields this server does not know yet do not hold up the others.
        if (sent.length < waiting.length)
          sent = sendable(await ofState.getAll('waiting'), knows).slice(0, limit);
        const changes = fitting(sent);
        return {
          account,
          device: clock.device,
          // Never below a given `at`, even if the phone's clock was set back.
          now: Math.max(Math.floor(now()), last?.last ?? 0),
          timezone: timezone(),
          cursor: progress?.cursor ?? null,
          changes,
          ...(changes.length ? { brief: BRIEF } : {}),
        };
      }),

    async applyResponse(request: SyncRequest, response: SyncResponse) {
      const { kinds, forgot, ...rest } = await connection.run((database) =>
        applyResponse(database, request, response, now),
      );
      if (kinds.size) announce(kinds);
      if (forgot) await rewriteFiles();
      return rest;
    },

    broughtBack: () =>
      connection.run(async (database) =>
        firstBack(await readForgotten(database.transaction('meta').store)),
      ),

    forgotten: ({ id }) =>
      connection.run((database) =>
        transact(database, ['meta'], async (transaction) => {
          const stones = await readForgotten(transaction.objectStore('meta'));
          stones.back.delete(id);
          await keepForgotten(transaction, stones);
        }),
      ),

    async park(changeId: string, errors: FieldError[]) {
      const kind = await connection.run((database) =>
        transact(database, ['outbox'], async (transaction) => {
          const outbox = transaction.objectStore('outbox');
          const entry = await outbox.index('id').get(changeId);
          if (entry) await outbox.put({ ...entry, state: 'parked', errors });
          return entry?.kind;
        }),
      );
      if (kind) announce(new Set([kind]));
    },
  };
}
