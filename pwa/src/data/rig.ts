import 'fake-indexeddb/auto';
import type { Draft } from '../records/kinds';
import { newId } from '../records/uuid';
import { AccountStore, cards } from './accountStore';
import { Announcer } from './announcer';
import { Connection } from './connection';
import { openDatabase, type Schema } from './database';
import type { Store } from './store';

cards.reader = () => import('./merged');

/** A database for one test, and a store on it whose clock the test sets. */
export interface Phone {
  name: string;
  store: Store;
  connection: Connection<Schema>;
  announcer: Announcer;
  clock: { now: number };
}

export const EVENING = Date.parse('2026-11-23T23:10:00Z');

export function phone(
  account: string | null = newId(),
  name = `test-${newId()}`,
  clock = { now: EVENING },
): Phone {
  const connection = new Connection<Schema>((openings) => openDatabase(name, openings));
  const announcer = new Announcer(name);
  const store = new AccountStore({ account, connection, announcer, now: () => clock.now });
  return { name, store, connection, announcer, clock };
}

export function person(name: string, more: Partial<Draft<'person'>['set']> = {}): Draft<'person'> {
  return { kind: 'person', record: newId(), set: { name, ...more } };
}

export function note(body: string, more: Partial<Draft<'note'>['set']> = {}): Draft<'note'> {
  return {
    kind: 'note',
    record: newId(),
    set: {
      body,
      captured_at: new Date(EVENING).toISOString(),
      captured_timezone: 'America/New_York',
      ...more,
    },
  };
}
