import { isSame, KINDS } from '../records/kinds';
import { newId } from '../records/uuid';
import type { Base } from '../sync/apply';
import type { Edited, OutboxEntry } from '../sync/protocol';
import { notesChanged } from './changedNotes';
import type { Ticker } from './clock';
import type { Resync, StoredRow } from './database';
import type { Forgotten } from './forgotten';
import { requeued } from './parked';
import { baseOf, materialise } from './rows';
import type { Writing } from './transact';

/** Returns when a field was set, in the server's ms; undefined if nobody knows. */
const setAt = (edited: Edited | undefined, field: string): number | undefined =>
  typeof edited === 'object' ? edited[field] : edited;

/**
 * Returns the fields that were set here by another edit than in a restored server's record; all fields if it
 * has no record. An edit older than the server's is included: it belongs to the history.
 */
function differing(base: Base, restored: Base | undefined): Record<string, unknown> {
  if (!restored) return base.fields;
  const isMissing = ([field, value]: [string, unknown]): boolean => {
    const [here, there] = [setAt(base.edited, field), setAt(restored.edited, field)];
    if (here !== undefined) return here !== there;
    if (isSame(value, restored.fields[field])) return false;
    // Unknown time: the field had its default, or was pulled by an app that did not ask for times.
    return base.edited === undefined ? base.rev > restored.rev : there === undefined;
  };
  return Object.fromEntries(Object.entries(base.fields).filter(isMissing));
}

/**
 * Returns the revision that a lost edit was based on, if that matters: the record is as it was in the backup,
 * with another version of a text that somebody has since chosen from.
 */
function seen(base: Base, restored: Base | undefined, full: Resync): { base?: number } {
  if (!restored || restored.rev > (full.rev ?? 0)) return {};
  const isSettled = restored.conflicts.some(({ change }) =>
    base.conflicts.every((other) => other.change !== change),
  );
  return isSettled ? { base: restored.rev } : {};
}

const deletion = (version: Base | undefined): number => Date.parse(version?.deleted_at ?? '') || 0;

/**
 * Sends to a restored server what it has lost, with the time at which it was set. So if two phones do this,
 * and a third has edited since, the later edit wins, whoever comes first.
 *
 * 1. The fields that differ are sent in one change; all of them if the record is not there.
 * 2. Other versions of a text follow that nobody has chosen from yet, to be offered again.
 * 3. Last the deletion.
 */
export function lostInRestore(
  held: { kind: string; id: string; base: Base | undefined },
  restored: Base | undefined,
  full: Resync,
  ticker: Ticker,
): OutboxEntry[] {
  const { kind, id, base } = held;
  const isKept = restored !== undefined && (base?.rev ?? 0) <= (full.rev ?? 0);
  // What was forgotten for good is never sent.
  if (!base || isKept || base.forgotten) return [];
  const lost: OutboxEntry[] = [];
  const again = (change: Partial<OutboxEntry>): void => {
    lost.push({ id: newId(), kind, record: id, at: ticker.tick(), ...change, state: 'waiting' });
  };
  const set = differing(base, restored);
  // A record that was never pulled is completely in `sent`.
  const wasPulled = base.rev > 0 || !base.sent;
  if (Object.keys(set).length && wasPulled) {
    const { edited } = base;
    if (edited !== undefined) again({ set, edited, ...seen(base, restored, full) });
    else again(restored ? { set, base: restored.rev } : { set, if_absent: true });
  }
  for (const { field, value, at } of base.conflicts) {
    const isKnown = restored?.conflicts.some((other) => other.value === value && other.at === at);
    if (!isKnown) again({ set: { [field]: value }, edited: at, base: 0 });
  }
  // Also if the backup contains an earlier deletion: two phones may have deleted it.
  const gone = deletion(base);
  if (gone > deletion(restored)) again({ delete: true, edited: gone });
  return lost;
}

/** Inserts changes before the waiting ones of the same record, which build on them. */
async function before(
  transaction: Writing,
  lost: readonly OutboxEntry[],
  entries: readonly OutboxEntry[],
): Promise<OutboxEntry[]> {
  const first = entries[0];
  if (!first) return [...lost];
  const moved: OutboxEntry[] = [];
  let at = first.at;
  for (const entry of lost.toReversed()) {
    do at--;
    while ((await transaction.objectStore('outbox').getKey(at)) !== undefined);
    moved.unshift({ ...entry, at });
  }
  return moved;
}

/**
 * Ends a full pull. Records that the server is known to have had, and did not send, were forgotten there:
 * they are deleted here too. But if it was restored from a backup, it lost what it had acknowledged, and this
 * phone may have the only copy: that is sent again. The outbox stays as it is.
 *
 * Returns the kinds that have changed.
 */
export async function endResync(
  transaction: Writing,
  full: Resync,
  ticker: Ticker,
  stones: Forgotten,
): Promise<Set<string>> {
  const records = transaction.objectStore('records');
  const outbox = transaction.objectStore('outbox');
  const kinds = new Set<string>();
  for (const row of await records.getAll()) {
    const base = baseOf(row);
    if (!base || row.pass === full.pass) continue;
    // Another phone may still have a record that this one knows to be forgotten, and send it.
    if (base.forgotten && full.restored) stones.unknown.set(row.id, row.kind);
    kinds.add(row.kind);
    let entries = await outbox.index('record').getAll(row.id);
    if (full.restored && isSendable(row)) {
      const lost = lostInRestore({ kind: row.kind, id: row.id, base }, undefined, full, ticker);
      // An edit that was refused because the record was gone is sent again.
      entries = entries.map((entry) => (entry.state === 'parked' ? requeued(entry) : entry));
      entries = [...(base.sent ?? []), ...entries].sort((one, other) => one.at - other.at);
      entries.unshift(...(await before(transaction, lost, entries)));
      await Promise.all(entries.map((entry) => outbox.put(entry)));
    }
    const shaped = materialise(row.kind, row.id, undefined, entries, undefined);
    await (shaped ? records.put(shaped) : records.delete(row.id));
  }
  if (kinds.has('note')) await notesChanged(transaction);
  return kinds;
}

/**
 * Forgets the base revisions of waiting edits above `rev`: a restored server may give those revisions to
 * something else. Up to `rev` they still mean the same.
 */
export async function trustUpTo(transaction: Writing, rev: number): Promise<void> {
  const outbox = transaction.objectStore('outbox');
  for (const entry of await outbox.getAll()) {
    if (entry.base !== undefined && entry.base > rev) await outbox.put({ ...entry, base: rev });
  }
}

const isSendable = (row: StoredRow): boolean =>
  (KINDS as readonly string[]).includes(row.kind) && !row.forgotten;
