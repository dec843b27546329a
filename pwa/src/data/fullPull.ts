import { KINDS } from '../records/kinds';
import { newId } from '../records/uuid';
import type { Base } from '../sync/apply';
import type { OutboxEntry } from '../sync/protocol';
import type { Ticker } from './clock';
import type { StoredRow } from './database';
import { requeued } from './parked';
import { baseOf, materialise } from './rows';
import type { Writing } from './transact';

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/**
 * The server stands on a backup, and gives an older revision of a record than it once gave: what was
 * written since then is sent to it again, as an edit. Undefined when nothing is missing there.
 */
export function lostInRestore(
  held: { kind: string; id: string; base: Base | undefined },
  restored: Base,
  ticker: Ticker,
): OutboxEntry | undefined {
  const { base } = held;
  if (!base || base.rev <= restored.rev || base.deleted_at !== null) return undefined;
  const set = Object.fromEntries(
    Object.entries(base.fields).filter(([field, value]) => !same(value, restored.fields[field])),
  );
  if (!Object.keys(set).length) return undefined;
  return {
    id: newId(),
    kind: held.kind,
    record: held.id,
    at: ticker.tick(),
    base: restored.rev,
    set,
    state: 'waiting',
  };
}

/** An `at` for a change that has to go before all others of its record. */
async function before(transaction: Writing, entries: readonly OutboxEntry[], ticker: Ticker) {
  const first = entries[0];
  if (!first) return ticker.tick();
  let at = first.at - 1;
  while ((await transaction.objectStore('outbox').getKey(at)) !== undefined) at--;
  return at;
}

/**
 * A pull that had started over has brought everything. What the server was known to hold, and did not
 * bring, it has forgotten: it goes from here too. But if the server came back from a backup, it lost
 * what it had acknowledged, and this phone may have the only copy: that is sent again, with `if_absent`
 * so that another phone may do the same. What waits in the outbox stays there in any case.
 *
 * Answers the kinds that were touched.
 */
export async function endFullPull(
  transaction: Writing,
  full: { pass: string; restored: boolean },
  ticker: Ticker,
): Promise<Set<string>> {
  const records = transaction.objectStore('records');
  const outbox = transaction.objectStore('outbox');
  const kinds = new Set<string>();
  for (const row of await records.getAll()) {
    const base = baseOf(row);
    if (!base || row.pass === full.pass) continue;
    kinds.add(row.kind);
    let entries = await outbox.index('record').getAll(row.id);
    if (full.restored && base.deleted_at === null && isSendable(row)) {
      const again: OutboxEntry = {
        id: newId(),
        kind: row.kind,
        record: row.id,
        at: await before(transaction, entries, ticker),
        set: base.fields,
        if_absent: true,
        state: 'waiting',
      };
      // An edit that was refused because the record was gone: it follows.
      entries = entries.map((entry) => (entry.state === 'parked' ? requeued(entry) : entry));
      entries.unshift(again);
      await Promise.all(entries.map((entry) => outbox.put(entry)));
    }
    const shaped = materialise(row.kind, row.id, undefined, entries, undefined);
    await (shaped ? records.put(shaped) : records.delete(row.id));
  }
  return kinds;
}

const isSendable = (row: StoredRow): boolean => (KINDS as readonly string[]).includes(row.kind);
