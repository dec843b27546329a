import { isSame, KINDS } from '../records/kinds';
import { newId } from '../records/uuid';
import type { Base } from '../sync/apply';
import type { Edited, OutboxEntry } from '../sync/protocol';
import type { Ticker } from './clock';
import type { Resync, StoredRow } from './database';
import type { Forgotten } from './forgotten';
import { notesChanged } from './noted';
import { requeued } from './parked';
import { baseOf, materialise } from './rows';
import type { Writing } from './transact';

/** When a field was set, in the server's milliseconds; undefined: not that anybody knows. */
const setAt = (edited: Edited | undefined, field: string): number | undefined =>
  typeof edited === 'object' ? edited[field] : edited;

/**
 * The fields that were set here by another edit than in what a restored server gives; all of them if it
 * gives nothing. An edit that is older than what stands there is sent too: it belongs to the history.
 */
function differing(base: Base, restored: Base | undefined): Record<string, unknown> {
  if (!restored) return base.fields;
  const isMissing = ([field, value]: [string, unknown]): boolean => {
    const [here, there] = [setAt(base.edited, field), setAt(restored.edited, field)];
    if (here !== undefined) return here !== there;
    if (isSame(value, restored.fields[field])) return false;
    // Nobody knows when it was set: it was filled if absent, or pulled by an app that did not ask.
    return base.edited === undefined ? base.rev > restored.rev : there === undefined;
  };
  return Object.fromEntries(Object.entries(base.fields).filter(isMissing));
}

/**
 * What a lost edit had seen, where that matters: another version of a text that is offered again by a
 * record as it was in the backup, and that somebody had chosen from since.
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
 * The server stands on a backup, and what it gives of a record may be older than what it once gave.
 * What it has lost is sent to it again, with the time at which it was set: so that of two phones that
 * do so, and a third that has edited since, the later edit wins, whoever comes first.
 *
 * 1. The fields that differ go in one change; all of them if the record is not there at all.
 * 2. Other versions of a text that nobody has chosen from yet follow, to be offered again.
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
  // What was forgotten for good is nobody's to send.
  if (!base || isKept || base.forgotten) return [];
  const lost: OutboxEntry[] = [];
  const again = (change: Partial<OutboxEntry>): void => {
    lost.push({ id: newId(), kind, record: id, at: ticker.tick(), ...change, state: 'waiting' });
  };
  const set = differing(base, restored);
  // What was never pulled is in `sent`, all of it.
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
  // Also where the backup has an earlier one: it may have been deleted twice, on two phones.
  const gone = deletion(base);
  if (gone > deletion(restored)) again({ delete: true, edited: gone });
  return lost;
}

/** Lets changes go before those of the same record that wait: what they change has to be there. */
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
 * A pull that had started over has brought everything. What the server was known to hold, and did not
 * bring, it has forgotten: it goes from here too. But if the server came back from a backup, it lost
 * what it had acknowledged, and this phone may have the only copy: that is sent again. What waits in
 * the outbox stays there in any case.
 *
 * Returns the kinds that were touched.
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
    // Another phone may still have whom this one knows to be forgotten, and bring them.
    if (base.forgotten && full.restored) stones.unknown.set(row.id, row.kind);
    kinds.add(row.kind);
    let entries = await outbox.index('record').getAll(row.id);
    if (full.restored && isSendable(row)) {
      const lost = lostInRestore({ kind: row.kind, id: row.id, base }, undefined, full, ticker);
      // An edit that was refused because the record was gone: it follows.
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
 * The edits that wait were made on revisions that a restored server may give out a second time, for
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
