import { deleteDB } from 'idb';
import { describe, expect, it, vi } from 'vitest';
import { newId } from '../records/uuid';
import { databaseName } from './database';
import { getDeviceSetting, setDeviceSettings } from './deviceSettings';
import { openCurrent, openStore } from './open';
import { Problem } from './problem';
import { note, person } from './rig';
import { me, patchMe, signIn, signUp, startSession } from './session';
import {
  account,
  answers,
  asked,
  beside,
  copiedInto,
  freshPhone,
  json,
  restart,
  signedIn,
  waiting,
} from './sessionRig';

freshPhone();

describe('before the first sign-in', () => {
  it('everything is kept in a local database, and the server is asked once for a session', async () => {
    answers['GET /me'] = json(401, {});
    await (await openStore()).write([person('Maya')]);
    await startSession();
    expect((await openStore()).account).toBeNull();
    expect(await waiting()).toEqual([['person', 'Maya']]);
    expect([me.value, asked]).toEqual([null, ['GET /me']]);
    await restart();
    await startSession();
    expect(asked).toEqual(['GET /me']);
  });

  it('a server that could not be reached is asked again at the next start', async () => {
    await startSession();
    await restart();
    await startSession();
    expect(asked).toEqual(['GET /me', 'GET /me']);
  });
});

describe('the first sign-in', () => {
  it('moves the local records, with their times and drafts, into the account', async () => {
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
    await beside(null, async ({ store: left }) => {
      expect(await left.outbox()).toEqual([]);
      expect(await left.all('person')).toEqual([]);
      expect(await left.draft('capture')).toBeUndefined();
    });
  });

  it('moves drafts, too, when no record was ever saved', async () => {
    await (await openStore()).saveDraft('capture', 'Tom —');
    await signedIn();
    expect(await (await openStore()).draft('capture')).toBe('Tom —');
  });

  it('loses no line that was typed in another tab meanwhile', async () => {
    const line = (text: string) => JSON.stringify({ text, chosen: [] });
    const alice = account();
    const local = await openStore();
    await local.write([person('Maya')]);
    await local.saveDraft('capture', line('Tom'));
    await copiedInto(alice.id);
    await local.saveDraft('capture', line('Tom — sails'));
    await local.saveDraft('event:new', line('Mixer'));
    answers['POST /session'] = json(200, alice);
    await signIn({ email: alice.email, password: 'p' });
    const store = await openStore();
    expect(await store.draft('capture')).toBe(line('Tom — sails'));
    expect(await store.draft('event:new')).toBe(line('Mixer'));
  });

  it('keeps what this phone already has of the account, and continues after it in time', async () => {
    const alice = account();
    const last = await beside(alice.id, async ({ store }) => {
      await store.write([person('Ola')]);
      return (await store.outbox())[0]?.at ?? 0;
    });
    answers['POST /session'] = json(200, alice);
    await (await openStore()).write([person('Maya')]);
    await signIn({ email: alice.email, password: 'p' });
    expect(await waiting()).toEqual([
      ['person', 'Ola'],
      ['person', 'Maya'],
    ]);
    expect((await (await openStore()).outbox())[1]?.at).toBeGreaterThan(last);
  });

  it('that stopped after the server accepted it is finished at the next start', async () => {
    const alice = account();
    await (await openStore()).write([person('Maya')]);
    await setDeviceSettings({ signing_in: true });
    await restart();
    answers['GET /me'] = json(200, alice);
    await startSession();
    expect((await openStore()).account).toBe(alice.id);
    expect(await waiting()).toEqual([['person', 'Maya']]);
    expect(await getDeviceSetting('signing_in')).toBeUndefined();
  });

  it('that stopped during the move loses nothing and moves nothing twice', async () => {
    const alice = account();
    const local = await openStore();
    await local.write([person('Maya')]);
    await setDeviceSettings({ signing_in: true });
    await copiedInto(alice.id);
    // The app is ended. Then it starts without a network, and another note is captured.
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

  it('that stopped before the local database was emptied empties it at the next start', async () => {
    const alice = account();
    await (await openStore()).write([person('Maya')]);
    await copiedInto(alice.id);
    await setDeviceSettings({ account: alice.id, me: alice });
    await restart();
    await startSession();
    expect(await waiting()).toEqual([['person', 'Maya']]);
    await beside(null, async ({ store }) => {
      expect(await store.all('person')).toEqual([]);
    });
  });

  it('with a wrong password changes nothing', async () => {
    answers['POST /session'] = json(401, { title: 'no' });
    await (await openStore()).write([person('Maya')]);
    await expect(signIn({ email: 'a', password: 'b' })).rejects.toMatchObject({ status: 401 });
    expect((await openStore()).account).toBeNull();
    answers['GET /me'] = json(401, { title: 'no' });
    await startSession();
    expect(await getDeviceSetting('signing_in')).toBeUndefined();
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

  it('passes on the errors of each field', async () => {
    const errors = [{ field: 'email', detail: 'is none' }];
    answers['POST /accounts'] = json(422, { title: 'no', errors });
    await expect(
      signUp({ name: 'A', email: 'x', password: 'p', timezone: 'UTC' }),
    ).rejects.toMatchObject({ status: 422, errors });
  });
});

describe('starting the app', () => {
  it('offline shows who is signed in', async () => {
    const alice = await signedIn();
    await restart();
    await startSession();
    expect(me.value).toEqual(alice);
    expect((await openStore()).account).toBe(alice.id);
  });

  it('with an expired session keeps the account and all its records', async () => {
    const alice = await signedIn();
    await (await openStore()).write([person('Maya')]);
    await restart();
    answers['GET /me'] = json(401, { title: 'no' });
    await startSession();
    expect(me.value).toEqual(alice);
    await (await openStore()).write([person('Tom')]);
    expect(await waiting()).toHaveLength(2);
  });

  it('takes over account settings changed on another phone', async () => {
    const alice = await signedIn();
    answers['GET /me'] = json(200, { ...alice, prompt_at: '07:00' });
    await startSession();
    expect(me.value?.prompt_at).toBe('07:00');
    answers['PATCH /me'] = json(200, { ...alice, prompt_at: '09:00' });
    await patchMe({ prompt_at: '09:00' });
    expect([me.value?.prompt_at, (await getDeviceSetting('me'))?.prompt_at]).toEqual([
      '09:00',
      '09:00',
    ]);
  });
});

describe('if the browser has cleared the storage', () => {
  it('while the app is open, the next write notices, and the account continues', async () => {
    const alice = await signedIn();
    await setDeviceSettings({ account: undefined, me: undefined });
    await (await openStore()).write([person('Maya')]);
    await (await openCurrent()).connection.close();
    await deleteDB(databaseName(alice.id));
    await (await openStore()).write([person('Tom')]);
    await vi.waitFor(async () => expect(await getDeviceSetting('account')).toBe(alice.id), 15_000);
    answers['GET /me'] = json(200, alice);
    await restart();
    await startSession();
    expect(me.value).toEqual(alice);
    expect(await waiting()).toEqual([['person', 'Tom']]);
  });

  it('before a start, the start notices, and what was written meanwhile goes into the account', async () => {
    const alice = await signedIn();
    await restart();
    await setDeviceSettings({ account: undefined, me: undefined });
    await (await openStore()).write([person('Maya')]);
    answers['GET /me'] = json(200, alice);
    await startSession();
    expect((await openStore()).account).toBe(alice.id);
    expect(await waiting()).toEqual([['person', 'Maya']]);
  });
});
