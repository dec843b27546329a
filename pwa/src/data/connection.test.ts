import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { describe, expect, it, vi } from 'vitest';
import { newId } from '../records/uuid';
import { Connection, ConnectionLost, isLost } from './connection';
import { type Database, openDatabase, type Schema } from './database';
import { person, phone } from './rig';
import { writeDrafts } from './write';

const dead = () => new DOMException('Connection to Indexed Database server lost', 'UnknownError');

describe('a connection', () => {
  it('that was closed in the background is opened once more', async () => {
    const { store, connection } = phone();
    await store.write([person('before')]);
    await connection.run(async (database) => database.close());
    await store.write([person('after')]);
    expect(await store.all('person')).toHaveLength(2);
  });

  it('that stays closed is given up with an error', async () => {
    let lost = 0;
    let opened = 0;
    const connection = new Connection<Schema>(
      (openings) => {
        opened++;
        return openDatabase(`test-${newId()}`, openings);
      },
      { lost: () => lost++ },
    );
    const work = () => Promise.reject(dead());
    await expect(connection.run(work)).rejects.toBeInstanceOf(ConnectionLost);
    expect([opened, lost]).toEqual([2, 1]);
  });

  it('does not retry after other errors', async () => {
    const { connection } = phone();
    let ran = 0;
    const work = async () => {
      ran++;
      throw new DOMException('no room', 'QuotaExceededError');
    };
    await expect(connection.run(work)).rejects.toThrow('no room');
    expect(ran).toBe(1);
  });

  it('closes for a newer version of the database, and the page must reload', async () => {
    const { store, name } = phone();
    await store.write([person('Maya')]);
    const newer = await openDB(name, 3);
    await expect(store.all('person')).rejects.toBeInstanceOf(ConnectionLost);
    newer.close();
  });

  it('reports that another tab does not close', async () => {
    const name = `test-${newId()}`;
    const stubborn = await openDB(name, 1);
    let blocked = 0;
    const opening = openDatabase(name, { blocked: () => blocked++ }, 3);
    await vi.waitFor(() => expect(blocked).toBe(1), 30_000);
    stubborn.close();
    (await opening).close();
  });

  it('that was closed on purpose is not opened again', async () => {
    const { store, connection } = phone();
    await connection.end();
    await expect(store.write([person('x')])).rejects.toThrow();
  });
});

describe('a save whose connection is lost', () => {
  it('right after the commit is stored once', async () => {
    const { store, connection, clock } = phone();
    let dies = true;
    const run = async <T>(work: (database: Database, again: boolean) => Promise<T>): Promise<T> => {
      const answer = await connection.run((database) => work(database, false));
      if (!dies) return answer;
      dies = false;
      return connection.run((database) => work(database, true));
    };
    await writeDrafts(run, [person('Maya')], () => clock.now);
    expect(await store.outbox()).toHaveLength(1);
  });

  it('before the commit is stored, too', async () => {
    const { store, connection, clock } = phone();
    const run = <T>(work: (database: Database, again: boolean) => Promise<T>): Promise<T> =>
      connection.run((database) => work(database, true));
    await writeDrafts(run, [person('Maya')], () => clock.now);
    expect(await store.outbox()).toHaveLength(1);
  });
});

it.each([
  [dead(), true],
  [new DOMException('The database connection is closing.', 'InvalidStateError'), true],
  [new DOMException('older', 'VersionError'), true],
  [new DOMException('full', 'QuotaExceededError'), false],
  [new TypeError('wrong'), false],
])('%s counts as a lost connection: %s', (error, expected) => {
  expect(isLost(error)).toBe(expected);
});
