import { expect } from 'vitest';
import { asOne } from '../features/duplicates/mergeActions';
import type { Kind, Row } from '../records/kinds';
import type { Device } from '../sync/rig/device';
import { world } from '../sync/rig/world';
import type { Store, Undo } from './store';

export const EVENT = '00000000-0000-4000-8000-00000000000e';
export const MORNING = '2026-11-24';

const open: Device[] = [];
export const closePhones = async (): Promise<void> => {
  await Promise.all(open.splice(0).map((each) => each.close()));
};

/** One account on two phones. */
export function twoPhones() {
  const { server, device, later } = world();
  const phones = [device(), device()] as const;
  open.push(...phones);
  const settle = async () => {
    for (const phone of [...phones, ...phones]) expect((await phone.sync()).state).toBe('idle');
  };
  return { server, phones, later, settle };
}

/** Returns everything that is shown about people, and everything linked to them. */
export async function read(store: Store): Promise<Record<string, unknown>> {
  const people = await store.all('person');
  const seen = await Promise.all(
    people.map(async ({ id, fields, also = [] }) => {
      const [notes, followups, kindnesses, introduced] = await Promise.all([
        store.notesOf(id),
        store.linked('followup', 'person_id', id),
        store.linked('kindness', 'person_id', id),
        store.linked('person', 'introduced_by', id),
      ]);
      const ids = (rows: readonly Row[]) => rows.map((row) => row.id).sort();
      return [
        id,
        {
          fields,
          also: ids(also),
          notes: ids(notes),
          followups: ids(followups),
          kindnesses: ids(kindnesses),
          introduced: ids(introduced),
        },
      ];
    }),
  );
  return Object.fromEntries(seen);
}

export const get = async <K extends Kind>(store: Store, kind: K, id: string): Promise<Row<K>> =>
  (await store.get(kind, id)) as Row<K>;

export async function merge(store: Store, one: string, other: string): Promise<Undo> {
  const [a, b] = [await get(store, 'person', one), await get(store, 'person', other)];
  return store.write(a.id === b.id ? [] : asOne(a, b));
}
