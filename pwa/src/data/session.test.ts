import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newId } from '../records/uuid';
import { databaseName, LOCAL } from './database';
import { DEVICE, fact, type Me, remember } from './device';
import { copyLocal } from './move';
import { openAccount, openCurrent, openStore } from './open';
import { Problem } from './problem';
import { note, person } from './rig';
import { deleteAccount, me, patchMe, signIn, signOut, signUp, startSession } from './session';

const account = (): Me => ({
  id: newId(),
  email: 'alice@example.org',
  name: 'Alice',
  timezone: 'UTC',
  prompt_at: '08:30',
  language: 'en',
});

/** Calls by `METHOD /path`; what is not answered is no network. */
let answers: Record<string, () => Response>;
let asked: string[];
const json = (status: number, body: unknown) => () =>
  new Response(JSON.stringify(body), { status });
const nothing = () => new Response(null, { status: 204 });

const databases = async (): Promise<(string | undefined)[]> =>
  (await indexedDB.databases()).map(({ name }) => name);
const waiting = async (): Promise<unknown[]> =>
  (await (await openStore()).outbox()).map(({ kind, set }) => [kind, set?.name ?? set?.body]);

/** The app is thrown out of memory: only the databases are left. */
async function restart(): Promise<void> {
  const opened = await openCurrent();
  opened.announcer.close();
  const { accountSwitched } = await import('./open');
  await accountSwitched();
  me.value = null;
}

beforeEach(() => {
  answers = {};
  asked = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const call = `${init.method} ${path.replace('/api/v1', '')}`;
    asked.push(call);
    const answer = answers[call];
    if (!answer) throw new TypeError('Load failed');
    return answer();
  });
});

afterEach(async () => {
  await restart();
  await remember({ account: undefined, me: undefined, signing_in: undefined });
  await remember({ signing_out: undefined, wiping: undefined });
  for (const name of await databases()) if (name && name !== DEVICE) await deleteDB(name);
  vi.unstubAllGlobals();
});

describe('before anybody has signed in', () => {
  it('everything is kept in a local database, and the server is not asked who this is', async () => {
    await (await openStore()).write([person('Maya')]);
    await startSession();
    expect((await openStore()).account).toBeNull();
    expect(await waiting()).toEqual([['person', 'Maya']]);
    expect([me.value, asked]).toEqual([null, []]);
  });
});

describe('the first sign-in', () => {
  it('moves the local records, their times and what is being typed into the account', async () => {
    const alice = account();
    answers['POST /accounts'] = json(201, alice);
    const local = await openStore();
    await local.write([
      person('Maya'),
      note('by the door', { event_id: newId(), person_ids: [newId()] }),
    ]);
    const before = await local.outbox();
    await local.saveDraft('capture', 'Tom —');
    await signUp({ name: 'Alice', email: alice.email, password: 'p', timezone: 'UTC' });
    const store = await openStore();
    expect(store.account).toBe(alice.id);
    expect(me.value).toEqual(alice);
    expect(await store.outbox()).toEqual(before);
    expect(await store.openFollowups()).toHaveLength(1);
    expect(await store.draft('capture')).toBe('Tom —');
    const left = openAccount(null);
    expect(await left.store.outbox()).toEqual([]);
    expect(await left.store.all('person')).toEqual([]);
    expect(await left.store.draft('capture')).toBeUndefined();
    left.announcer.close();
    await left.connection.end();
  });

  it('leaves what the account already holds here, and goes after it in time', async () => {
    const alice = account();
    const held = openAccount(alice.id);
    await held.store.write([person('Ola')]);
    const last = (await held.store.outbox())[0]?.at ?? 0;
    held.announcer.close();
    await held.connection.end();
    answers['POST /session'] = json(200, alice);
    await (await openStore()).write([person('Maya')]);
    await signIn({ email: alice.email, password: 'p' });
    expect(await waiting()).toEqual([
      ['person', 'Ola'],
      ['person', 'Maya'],
    ]);
    expect((await (await openStore()).outbox())[1]?.at).toBeGreaterThan(last);
  });

  it('that dies after the server said yes is finished by the next start', async () => {
    const alice = account();
    await (await openStore()).write([person('Maya')]);
    await remember({ signing_in: true });
    await restart();
    answers['GET /me'] = json(200, alice);
    await startSession();
    expect((await openStore()).account).toBe(alice.id);
    expect(await waiting()).toEqual([['person', 'Maya']]);
    expect(await fact('signing_in')).toBeUndefined();
  });

  it('that dies in the middle of the move moves nothing twice and loses nothing', async () => {
    const alice = account();
    const local = await openStore();
    await local.write([person('Maya')]);
    await remember({ signing_in: true });
    const target = openAccount(alice.id);
    await copyLocal(target.connection);
    target.announcer.close();
    await target.connection.end();
    // Dead. Then a start without a network, and another note.
    await restart();
    await startSession();
    await (await openStore()).write([person('Tom')]);
    expect((await openStore()).account).toBeNull();
    await restart();
    answers['GET /me'] = json(200, alice);
    await startSession();
    expect(await waiting()).toEqual([
      ['person', 'Maya'],
      ['person', 'Tom'],
    ]);
  });

  it('that dies before the local database was emptied empties it at the next start', async () => {
    const alice = account();
    await (await openStore()).write([person('Maya')]);
    const target = openAccount(alice.id);
    await copyLocal(target.connection);
    target.announcer.close();
    await target.connection.end();
    await remember({ account: alice.id, me: alice });
    await restart();
    await startSession();
    expect(await waiting()).toEqual([['person', 'Maya']]);
    const left = openAccount(null);
    expect(await left.store.all('person')).toEqual([]);
    left.announcer.close();
    await left.connection.end();
  });

  it('with a wrong password changes nothing', async () => {
    answers['POST /session'] = json(401, { title: 'no' });
    await (await openStore()).write([person('Maya')]);
    await expect(signIn({ email: 'a', password: 'b' })).rejects.toMatchObject({ status: 401 });
    expect((await openStore()).account).toBeNull();
    answers['GET /me'] = json(401, { title: 'no' });
    await startSession();
    expect(await fact('signing_in')).toBeUndefined();
  });

  it.each([
    ['no network', undefined],
    ['the log-in page of the hotel', () => new Response('<html>', { status: 200 })],
  ])('with %s says that the server was not reached', async (_, answer) => {
    if (answer) answers['POST /session'] = answer;
    const failure = signIn({ email: 'a', password: 'b' });
    await expect(failure).rejects.toBeInstanceOf(Problem);
    await expect(failure).rejects.toMatchObject({ status: 0 });
  });

  it('hands on what is wrong, field by field', async () => {
    const errors = [{ field: 'email', detail: 'is none' }];
    answers['POST /accounts'] = json(422, { title: 'no', errors });
    await expect(
      signUp({ name: 'A', email: 'x', password: 'p', timezone: 'UTC' }),
    ).rejects.toMatchObject({ status: 422, errors });
  });
});

async function signedIn(): Promise<Me> {
  const alice = account();
  answers['POST /session'] = json(200, alice);
  await signIn({ email: alice.email, password: 'p' });
  return alice;
}

describe('a start', () => {
  it('knows offline who is signed in', async () => {
    const alice = await signedIn();
    await restart();
    await startSession();
    expect(me.value).toEqual(alice);
    expect((await openStore()).account).toBe(alice.id);
  });

  it('with a session that ran out keeps the account and all it holds', async () => {
    const alice = await signedIn();
    await (await openStore()).write([person('Maya')]);
    await restart();
    answers['GET /me'] = json(401, { title: 'no' });
    await startSession();
    expect(me.value).toEqual(alice);
    await (await openStore()).write([person('Tom')]);
    expect(await waiting()).toHaveLength(2);
  });

  it('takes over what was changed on another phone', async () => {
    const alice = await signedIn();
    answers['GET /me'] = json(200, { ...alice, prompt_at: '07:00' });
    await startSession();
    expect(me.value?.prompt_at).toBe('07:00');
    answers['PATCH /me'] = json(200, { ...alice, prompt_at: '09:00' });
    await patchMe({ prompt_at: '09:00' });
    expect([me.value?.prompt_at, (await fact('me'))?.prompt_at]).toEqual(['09:00', '09:00']);
  });
});

describe('signing out', () => {
  it('wipes the database, caches, push subscription and notifications of the account', async () => {
    const alice = await signedIn();
    await (await openStore()).write([person('Maya')]);
    const gone: string[] = [];
    vi.stubGlobal('caches', {
      keys: async () => ['workbox-precache-v2', 'pictures'],
      delete: async (name: string) => gone.push(name),
    });
    vi.stubGlobal('navigator', {
      serviceWorker: {
        getRegistration: async () => ({
          pushManager: {
            getSubscription: async () => ({ unsubscribe: async () => gone.push('push') }),
          },
          getNotifications: async () => [{ close: () => gone.push('notification') }],
        }),
      },
      clearAppBadge: async () => gone.push('badge'),
    });
    answers['DELETE /session'] = nothing;
    expect(await signOut()).toBe(true);
    expect(gone.sort()).toEqual(['badge', 'notification', 'pictures', 'push']);
    expect(await databases()).not.toContain(databaseName(alice.id));
    expect([me.value, await fact('account'), await fact('me')]).toEqual([
      null,
      undefined,
      undefined,
    ]);
    expect((await openStore()).account).toBeNull();
    expect(await (await openStore()).all('person')).toEqual([]);
  });

  it('without a network wipes too, says so, and tells the server at a later start', async () => {
    const alice = await signedIn();
    expect(await signOut()).toBe(false);
    expect(await databases()).not.toContain(databaseName(alice.id));
    // The session is still there: it must not bring the account back.
    answers['GET /me'] = json(200, alice);
    await startSession();
    expect((await openStore()).account).toBeNull();
    answers['DELETE /session'] = nothing;
    asked = [];
    await startSession();
    await startSession();
    expect(asked).toEqual(['DELETE /session']);
  });

  it('without a network ends that session before somebody else signs in', async () => {
    await signedIn();
    await signOut();
    asked = [];
    await expect(signedIn()).rejects.toMatchObject({ status: 0 });
    answers['DELETE /session'] = nothing;
    const next = await signedIn();
    expect(asked).toEqual(['DELETE /session', 'DELETE /session', 'POST /session']);
    expect((await openStore()).account).toBe(next.id);
  });

  it('that dies in the middle is finished by the next start', async () => {
    const alice = await signedIn();
    await (await openStore()).write([person('Maya')]);
    await remember({ signing_out: true });
    await restart();
    answers['DELETE /session'] = nothing;
    await startSession();
    expect(await databases()).not.toContain(databaseName(alice.id));
    expect(me.value).toBeNull();

    await remember({ wiping: alice.id });
    const undead = openAccount(alice.id);
    await undead.store.write([person('Maya')]);
    undead.announcer.close();
    await undead.connection.end();
    await startSession();
    expect(await databases()).not.toContain(databaseName(alice.id));
  });

  it('leaves nothing of the account in the local database, but what never moved there', async () => {
    const alice = account();
    await (await openStore()).write([person('Maya')]);
    const target = openAccount(alice.id);
    await copyLocal(target.connection);
    target.announcer.close();
    await target.connection.end();
    // Another tab that has not heard of the sign-in goes on in the local database.
    await (await openStore()).write([person('Tom')]);
    await remember({ account: alice.id, me: alice });
    await restart();
    answers['DELETE /session'] = nothing;
    await signOut();
    expect(await databases()).toContain(LOCAL);
    expect(await waiting()).toEqual([['person', 'Tom']]);
    expect((await (await openStore()).all('person')).map(({ fields }) => fields.name)).toEqual([
      'Tom',
    ]);
  });

  it('of one account leaves the next one nothing to see', async () => {
    await signedIn();
    await (await openStore()).write([person('Maya')]);
    answers['DELETE /session'] = nothing;
    await signOut();
    await signedIn();
    expect(await (await openStore()).all('person')).toEqual([]);
    expect(await waiting()).toEqual([]);
  });
});

describe('deleting the account', () => {
  it('asks the server first, and wipes only when it said yes', async () => {
    const alice = await signedIn();
    await (await openStore()).write([person('Maya')]);
    answers['DELETE /me'] = json(401, { title: 'no' });
    await expect(deleteAccount('wrong')).rejects.toMatchObject({ status: 401 });
    expect(await waiting()).toHaveLength(1);
    answers['DELETE /me'] = nothing;
    await deleteAccount('right');
    expect(await databases()).not.toContain(databaseName(alice.id));
    expect(me.value).toBeNull();
  });
});
