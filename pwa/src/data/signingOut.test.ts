import { describe, expect, it, vi } from 'vitest';
import { databaseName, LOCAL } from './database';
import { getDeviceSetting, setDeviceSettings } from './deviceSettings';
import { openStore } from './open';
import { person } from './rig';
import { deleteAccount, me, signOut, startSession } from './session';
import {
  account,
  answers,
  asked,
  beside,
  copiedInto,
  databases,
  freshPhone,
  json,
  nothing,
  restart,
  signedIn,
  waiting,
} from './sessionRig';

freshPhone();

describe('signing out', () => {
  it('deletes the database, caches, push subscription and notifications of the account', async () => {
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
    expect([me.value, await getDeviceSetting('account'), await getDeviceSetting('me')]).toEqual([
      null,
      undefined,
      undefined,
    ]);
    expect((await openStore()).account).toBeNull();
    expect(await (await openStore()).all('person')).toEqual([]);
  });

  it('without a network deletes them, too, says so, and tells the server at a later start', async () => {
    const alice = await signedIn();
    expect(await signOut()).toBe(false);
    expect(await databases()).not.toContain(databaseName(alice.id));
    // The session still exists, and must not bring the account back.
    answers['GET /me'] = json(200, alice);
    await startSession();
    expect((await openStore()).account).toBeNull();
    answers['DELETE /session'] = nothing;
    asked.length = 0;
    await startSession();
    await startSession();
    expect(asked).toEqual(['DELETE /session']);
  });

  it('without a network ends that session before somebody else signs in', async () => {
    await signedIn();
    await signOut();
    asked.length = 0;
    await expect(signedIn()).rejects.toMatchObject({ status: 0 });
    answers['DELETE /session'] = nothing;
    const next = await signedIn();
    expect(asked).toEqual(['DELETE /session', 'DELETE /session', 'POST /session']);
    expect((await openStore()).account).toBe(next.id);
  });

  it('that was interrupted is finished at the next start', async () => {
    const alice = await signedIn();
    await (await openStore()).write([person('Maya')]);
    await setDeviceSettings({ signing_out: true });
    await restart();
    answers['DELETE /session'] = nothing;
    await startSession();
    expect(await databases()).not.toContain(databaseName(alice.id));
    expect(me.value).toBeNull();

    await setDeviceSettings({ wiping: alice.id });
    await beside(alice.id, ({ store }) => store.write([person('Maya')]));
    await startSession();
    expect(await databases()).not.toContain(databaseName(alice.id));
  });

  it('leaves nothing of the account in the local database, except what was never moved to the account', async () => {
    const alice = account();
    await (await openStore()).write([person('Maya')]);
    await copiedInto(alice.id);
    // Another tab that has not heard of the sign-in still uses the local database.
    await (await openStore()).write([person('Tom')]);
    await setDeviceSettings({ account: alice.id, me: alice });
    await restart();
    answers['DELETE /session'] = nothing;
    await signOut();
    expect(await databases()).toContain(LOCAL);
    expect(await waiting()).toEqual([['person', 'Tom']]);
    expect((await (await openStore()).all('person')).map(({ fields }) => fields.name)).toEqual([
      'Tom',
    ]);
  });

  it('of one account leaves nothing for the next one to see', async () => {
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
  it('asks the server first, and deletes local data only if it agreed', async () => {
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
